"""Personas: who the team speaks to, with the evidence under each claim, reviews, versions and results."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QImage, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from app.domain.people import Right
from app.domain.personas import Persona
from app.ui.changes import Change
from app.ui.errors import is_expected, sentence
from app.ui.growing import grow
from app.ui.personas.gallery_model import PersonaModel
from app.ui.personas.new_persona import NewPersonaForm
from app.ui.personas.page import PersonaPageView
from app.ui.personas.rail import PersonaRail
from app.ui.personas.reading import Gallery, Reading, read
from app.ui.personas.welcome import PersonaWelcome
from app.ui.places import NewPostPlace, PersonaPlace, Place, PostPlace
from app.ui.tab_context import TabContext
from app.ui.tasks import TaskHandle

if TYPE_CHECKING:
    from app.services.persona_results import PersonaResults

RAIL = 32
"""Average characters of the rail's width."""
RAIL_SHARE = 0.3
_PAGE = frozenset({"persona", "brand", "member", "media"})
_RESULTS = frozenset({"post", "published_post", "variant", "delivery", "import", "import_run", "profile", "persona"})


class PersonasTab(QWidget):
    went = Signal(object)
    """A `Place` of another tab somebody asked for."""

    def __init__(self, context: TabContext, parent: QWidget | None = None, *, at_once: bool = True) -> None:
        """`at_once` False: whoever made it runs through its `growth`."""
        super().__init__(parent)
        self._context = context
        self._chosen: int | None = None
        self._archived = False
        self._stale = True
        self._new_wanted = False
        self._gallery: Gallery | None = None
        self._portraits: dict[str, QImage | None] = {}
        self._reading: TaskHandle | None = None
        self._counting: TaskHandle | None = None
        self._model = PersonaModel(context.face.language, self)
        self.growth = self._grow()
        if at_once:
            grow(self.growth)

    def _grow(self) -> Iterator[None]:
        language = self._context.face.language
        self._middle = QStackedWidget(
            self
        )  # each part is made where it will stand: moved, all of it would be styled again
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        self.rail = PersonaRail(self._model, language, self)
        whole.addWidget(self.rail)
        whole.addWidget(self._middle, 1)
        yield
        self.welcome = PersonaWelcome(self._model, language, self._middle)
        self._middle.addWidget(self.welcome)
        yield
        self.page = PersonaPageView(self._context, self._middle, at_once=False)
        self._middle.addWidget(self.page)
        yield from self.page.growth
        self.form = NewPersonaForm(language, self._middle)
        self._middle.addWidget(self.form)
        yield
        self._connect()
        self._write()

    def _connect(self) -> None:
        for part in (self.rail, self.welcome):
            part.opened.connect(self.open)
            part.new_wanted.connect(self.begin_new)
        self.rail.archived_wanted.connect(self._show_archived)
        self.page.back.connect(self.close_page)
        self.page.card_wanted.connect(self._show_card)
        self.page.versions_wanted.connect(self._show_versions)
        self.page.side.post_wanted.connect(lambda number: self.went.emit(PostPlace(number)))
        self.page.side.new_wanted.connect(self._new_post)
        self.form.given.connect(self._add)
        self.form.left.connect(self._show_middle)
        self._context.bus.happened.connect(self._on_changes)

    # what the workspace's page asks of a tab
    def write(self) -> None:
        """Writes every word anew; what is typed, chosen or scrolled stays."""
        self._write()
        if self._gallery is not None:
            self._show_gallery(self._gallery)

    def reload(self) -> None:
        self._stale = False
        if self._reading is not None:
            self._reading.cancel()
        context, archived, chosen, known = self._context, self._archived, self._chosen, tuple(self._portraits)
        self._reading = context.face.tasks.run(
            self,
            lambda report: read(context.services, context.actor, context.brand_id, archived, chosen, known),
            self._show,
            self._say_problem,
        )

    def reload_if_stale(self) -> None:
        if self._stale:
            self.reload()

    def go(self, place: Place) -> None:
        if isinstance(place, PersonaPlace):
            if place.new:
                self._begin_soon()
            elif place.persona_id is None:
                self.close_page()
            else:
                self.open(place.persona_id)

    # going about
    def open(self, persona_id: int) -> None:
        """Opens a persona's page."""
        self._chosen = persona_id
        self.rail.list.choose(persona_id)
        self.reload()

    def close_page(self) -> None:
        self._chosen = None
        self.rail.list.choose(None)
        self._show_middle()

    def begin_new(self) -> None:
        if self._gallery is not None and self._gallery.brands:
            self._middle.setCurrentWidget(self.form)
            self.form.begin(self._gallery.brands)

    def _begin_soon(self) -> None:
        """As soon as it is known which brands one may be added to."""
        self._new_wanted = self._gallery is None
        self.begin_new()

    def _show_middle(self) -> None:
        self._middle.setCurrentWidget(self.page if self._chosen is not None else self.welcome)

    def _show_archived(self, archived: bool) -> None:
        self._archived = archived
        self.reload()

    # showing
    def _write(self) -> None:
        self._size_rail()
        for part in (self.rail, self.welcome, self.page, self.form):
            part.write()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "rail"):
            self._size_rail()

    def _size_rail(self) -> None:
        wanted = max(260, self.fontMetrics().averageCharWidth() * RAIL + 60)
        self.rail.setFixedWidth(min(wanted, max(260, round(self.width() * RAIL_SHARE))))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._size_rail()

    def _show(self, reading: Reading) -> None:
        self._portraits |= reading.gallery.portraits
        self._gallery = reading.gallery
        self._show_gallery(reading.gallery)
        if reading.page is None:
            self._chosen = None
        else:
            self.page.fill(reading.page, self._portraits.get(reading.page.persona.portrait_sha256 or ""))
        self.rail.list.choose(self._chosen)
        if self._new_wanted:
            self._begin_soon()
        if self._middle.currentWidget() is not self.form:
            self._show_middle()
        self._count()

    def _show_gallery(self, gallery: Gallery) -> None:
        self._model.fill(gallery.personas, gallery.today, self._portraits)
        self.rail.fill(gallery)
        self.welcome.fill(may_add=bool(gallery.brands))

    def _count(self) -> None:
        """The side of the page, which takes longer to read, comes after it."""
        if self._counting is not None:
            self._counting.cancel()
        context, number = self._context, self._chosen
        if number is None:
            return
        self._counting = context.face.tasks.run(
            self,
            lambda report: context.services.persona_results.results(context.actor, number),
            self._show_results,
            self._say_side_problem,
        )

    def _show_results(self, results: PersonaResults) -> None:
        persona = self.page.persona
        if persona is None or persona.id != results.persona_id:
            return
        member = self._context.actor.member
        self.page.side.fill(results, may_write=member is None or member.may(Right.WRITE, persona.brand_id))

    def _say_problem(self, error: BaseException) -> None:
        if is_expected(error):
            language = self._context.face.language
            again = language.words.t("Try again")
            self._context.notices.warn(sentence(error, language), again, self.reload, close=language.words.t("Close"))
        else:
            self._context.face.tasks.unexpected.emit(error)

    def _say_side_problem(self, error: BaseException) -> None:
        if is_expected(error):
            self.page.side.say_problem(sentence(error, self._context.face.language))
        else:
            self._context.face.tasks.unexpected.emit(error)

    # doing
    def _add(self, brand_id: int, name: str, summary: str) -> None:
        from app.services.personas import NewPersona

        def done(persona: Persona) -> None:
            self._chosen = persona.id
            self._middle.setCurrentWidget(self.page)
            self.reload()

        what = self._context.face.language.words.t("Persona added")
        self.page.edits.add_persona(NewPersona(brand_id, name, summary), what, done, self.form.refuse)

    def _new_post(self) -> None:
        if self._chosen is not None:
            self.went.emit(NewPostPlace(persona_ids=(self._chosen,)))

    def _show_versions(self, since_review: bool) -> None:
        from app.ui.personas.versions import VersionsDialog

        if self._chosen is not None:
            VersionsDialog(self._context, self._chosen, since_review=since_review, parent=self.window()).open()

    def _show_card(self) -> None:
        from app.ui.personas.card_window import show_card

        persona = self.page.persona
        if persona is not None:
            show_card(self._context, persona, self._portraits.get(persona.portrait_sha256 or ""), self.window())

    def _on_changes(self, changes: tuple[Change, ...]) -> None:
        names = {change.entity for change in changes}
        if not names & (_PAGE | _RESULTS):
            return
        if not self.isVisible():
            self._stale = True
        elif names & _PAGE:
            self.reload()
        else:
            self._count()
