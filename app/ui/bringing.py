"""Bringing a workspace into the window: opening, making or taking it over on a worker thread, told on the first page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QObject, Signal

from app.ui.growing import take_turns
from app.ui.modules import in_turns, prepare

if TYPE_CHECKING:
    from app.ui.entered import Entered
    from app.ui.face import Face
    from app.ui.first_start import FirstStart
    from app.ui.services import FirstWorkspace, Opened, Opening
    from app.ui.tasks import Progress

PAGE_MODULES = (
    "app.ui.workspace_page", "app.ui.tabs.today", "app.ui.after_opening", "app.ui.importing.drop", "app.ui.search.commands",
    "app.ui.shortcuts",
)  # fmt: skip
"""What the page of a workspace and the frame around it are made of."""


class Bringing(QObject):
    """One workspace at a time; stopped from the background-work list it leaves nothing open."""

    brought = Signal(object)
    """An `Entered`: it is open."""
    stranded = Signal()
    """It did not open and there is no first page to say why: whoever hears it brings one by `first_page`."""

    def __init__(self, face: Face, opening: Opening, parent: QObject) -> None:
        super().__init__(parent)
        self._face, self._opening = face, opening
        self._first: FirstStart | None = None

    def first_page(self, left: Entered | None = None) -> FirstStart:
        """A new one, whose choices are done here and which says how they go; it offers the way back to what was `left`."""
        from app.ui.first_start import FirstStart

        first = self._first = FirstStart(self._face)
        first.demo_wanted.connect(self.demo)
        first.address_chosen.connect(self.open)
        first.taking_over.connect(self.take_over)
        first.answers_given.connect(self.found)
        if left is not None:
            first.offer_back(left.workspace.name, left.opened.address)
        return first

    def open(self, address: str) -> None:
        title = self._face.language.words.t("Opening the workspace")
        self._bring(lambda report: self._opening.open(address), title, address)

    def take_over(self, address: str) -> None:
        """A workspace last used on another computer, after a person said it lives here now."""
        title = self._face.language.words.t("Opening the workspace")
        self._bring(lambda report: self._opening.take_over(address), title)

    def demo(self) -> None:
        self._bring(self._opening.demo, self._face.language.words.t("Making the demo"))

    def found(self, new: FirstWorkspace) -> None:
        title = self._face.language.words.t("Making the workspace")
        self._bring(lambda report: self._opening.found(new), title)

    def _bring(self, work: Callable[[Progress], Opened], title: str, address: str | None = None) -> None:
        from app.ui.entered import read_entered

        def both(report: Progress) -> tuple[Entered, list[str]]:
            opened = work(report)
            try:
                report(1.0)  # stopped at the last moment
                return read_entered(opened, self._face.remembered.window), prepare(PAGE_MODULES)
            except BaseException:
                opened.services.close()
                raise

        def tell(share: float | None, note: str = "") -> None:
            done = self._face.language.formats.percent(share * 100, 0) if share is not None else ""
            self._tell(f"{title}… {done}".rstrip())

        tell(None)
        refuse = partial(self._refuse, address)
        stopped = partial(self._tell, "")  # the first page can be used again
        self._face.tasks.run(self, both, self._done, refuse, tell, title=title, stopped=stopped)

    def _tell(self, told: str) -> None:
        if self._first is not None and shiboken6.isValid(self._first):  # another page may have taken its place
            self._first.set_busy(told)

    def _done(self, found: tuple[Entered, list[str]]) -> None:
        entered, order = found
        self._first = None
        take_turns(self._face.tasks, self, self._hand_over(entered, order))

    def _hand_over(self, entered: Entered, order: list[str]) -> Iterator[None]:
        yield from in_turns(order)
        self.brought.emit(entered)

    def _refuse(self, address: str | None, error: BaseException) -> None:
        """The first page says why and offers the other ways."""
        from app.ui.errors import is_expected, sentence

        if self._first is None or not shiboken6.isValid(self._first):
            self._first = None
            self.stranded.emit()
        if self._first is not None:
            self._first.say_problem(sentence(error, self._face.language) if is_expected(error) else "")
            if getattr(error, "code", "") == "store.other_machine" and address is not None:
                self._first.offer_taking_over(address)
        if not is_expected(error):
            self._face.tasks.unexpected.emit(error)
