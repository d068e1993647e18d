"""A tab over an office with two personas, read to its end."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.domain.personas import Evidence, Persona
from app.services.personas import NewPersona, NewStatement
from app.ui.tab_context import TabContext
from app.ui.tabs.personas import PersonasTab
from tests.fakes.offices import Office

EWA = NewPersona(
    1,
    "Prezentowa Ewa",
    "kupuje na prezent",
    "Chcę dać coś, czego nikt nie przyniesie.",
    share=0.41,
    funnel_stage="warm_bottom",
    review_on=date(2026, 11, 1),
    statements=(
        NewStatement("who", "kobieta, 35–44 lata", Evidence.MEASURED, "Meta", 18402, checked_on=date(2026, 10, 1)),
        NewStatement("who", "duże miasta", Evidence.ESTIMATED, "ankieta", 112, checked_on=date(2026, 4, 1)),
        NewStatement("goals", "<b>prezent</b> z historią"),
    ),
)


@dataclass(slots=True)
class Desk:
    """`idle` waits until everything asked for has been shown."""

    office: Office
    context: TabContext
    tab: PersonasTab
    idle: Callable[[], None]
    ewa: Persona

    @property
    def stored(self) -> Persona:
        """Ewa as the workspace has her now."""
        return self.office.app.personas.persona(self.office.owner, self.ewa.id)

    def texts(self) -> list[str]:
        return [row.text for row in self.stored.statements]

    def undo(self) -> None:
        self.context.undo.undo()
        self.idle()

    def redo(self) -> None:
        self.context.undo.redo()
        self.idle()


@pytest.fixture
def opened(office: Office, qtbot: QtBot) -> Callable[[TabContext], tuple[PersonasTab, Callable[[], None]]]:
    """A shown tab over a context, and the way to wait for it."""

    def made(context: TabContext) -> tuple[PersonasTab, Callable[[], None]]:
        tab = PersonasTab(context)
        qtbot.addWidget(tab)
        tab.resize(1440, 900)
        tab.show()

        def idle() -> None:
            qtbot.waitUntil(lambda: context.face.tasks.is_idle)
            qtbot.wait(0)
            qtbot.waitUntil(lambda: context.face.tasks.is_idle and not tab.page.is_filling)

        tab.reload()
        idle()
        return tab, idle

    return made


@pytest.fixture
def desk(
    office: Office,
    context: TabContext,
    opened: Callable[[TabContext], tuple[PersonasTab, Callable[[], None]]],
    qtbot: QtBot,
) -> Iterator[Desk]:
    """Ewa's page is open."""
    ewa = office.app.personas.add(office.owner, EWA)
    office.app.personas.add(office.owner, NewPersona(1, "Restaurator Jan"))
    notices = context.notices.parentWidget()
    if isinstance(notices, QWidget):
        notices.show()
    tab, idle = opened(context)
    tab.open(ewa.id)
    idle()
    tab.activateWindow()
    qtbot.waitUntil(tab.isActiveWindow)
    yield Desk(office, context, tab, idle, ewa)
