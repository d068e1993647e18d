"""Who acts in the window and which brand is shown: chosen at the top, remembered for each workspace."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from app.domain.workspace import Brand
    from app.ui.entered import Entered
    from app.ui.face import Face


class Acting(QObject):
    chosen = Signal(object)
    """An `Entered`: another member or brand, so the page has to be built anew."""
    read = Signal(object)
    """An `Entered` as it stands now, for the bar."""

    def __init__(self, face: Face, parent: QObject) -> None:
        super().__init__(parent)
        self._face = face

    def act_as(self, here: Entered, member_id: int) -> None:
        """Another member uses the window from now on, on the same brand when that member may see it."""
        member = next((row for row in here.members if row.id == member_id), None)
        if member is None:
            return
        self._face.remembered.keep_window(f"acting:{here.opened.address}", member.email)
        other = here.acted_by(member)
        from app.ui.entered import brands_of

        def with_brands(brands: tuple[Brand, ...]) -> None:
            kept = here.brand_id if any(row.id == here.brand_id for row in brands) else None
            self.chosen.emit(other.showing(kept, brands))

        self._face.tasks.run(self, lambda report: brands_of(here.opened, member), with_brands)

    def show_brand(self, here: Entered, brand_id: int | None) -> None:
        """Only this brand is shown from now on; None: all the member may see."""
        if here.brand_id != brand_id:
            self._face.remembered.keep_window(f"brand:{here.opened.address}", str(brand_id or ""))
            self.chosen.emit(here.showing(brand_id))

    def read_again(self, here: Entered) -> None:
        from app.ui.entered import read_entered

        kept = self._face.remembered.window
        self._face.tasks.run(self, lambda report: read_entered(here.opened, kept), self.read.emit)
