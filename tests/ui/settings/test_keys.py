"""The page of keys."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from tests.fakes.offices import Office
from tests.ui.conftest import Show
from tests.ui.on_screen import texts
from tests.ui.settings.hands import opened


def test_headings_without_a_hit_are_hidden(show: Show, office: Office, qtbot: QtBot) -> None:
    window = show(office)
    dialog = opened(window, "keys", qtbot)
    dialog.search.setText("picture")
    qtbot.waitUntil(lambda: window.face.tasks.is_idle)
    dialog.show_page("keys")
    page = dialog.page("keys")
    assert page is not None
    shown = texts(page)
    assert "An open post" in shown
    assert not {"Everywhere", "Calendar", "Approvals", "Personas"} & set(shown)
    dialog.search.clear()
    assert {"Everywhere", "Calendar", "An open post", "Approvals", "Personas"} <= set(texts(page))
    dialog.close()


def test_the_list_of_keys_names_undo_whatever_was_done(show: Show, office: Office, qtbot: QtBot) -> None:
    window = show(office)
    assert window.page is not None
    window.page.undo.add("Moved to Monday", tuple, tuple)
    dialog = opened(window, "keys", qtbot)
    page = dialog.page("keys")
    assert page is not None
    names = [row.name for row in page.settings()]
    assert "Undo" in names
    assert not any("Moved" in name for name in names)
    dialog.close()


def test_the_keys_of_the_approvals_are_the_real_ones(show: Show, office: Office, qtbot: QtBot) -> None:
    from app.ui.approvals.decision_bar import KEYS

    window = show(office)
    dialog = opened(window, "keys", qtbot)
    shown = texts(dialog)
    assert set(KEYS.values()) <= set(shown)
    assert {"Ctrl+K", "T", "Alt+← · Alt+→ · Alt+↑ · Alt+↓"} <= set(shown)
    for page, keys in (("calendar", "PgUp · PgDown"), ("personas", "Enter · F2"), ("post", "Ctrl+Enter")):
        assert keys in shown, page
    dialog.close()
