"""Everything the window can do by a word: what Ctrl+K offers, and where every shortcut comes from."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from app.domain.people import Right
from app.system.settings import THEMES
from app.system.words import LANGUAGES, N_, Words
from app.ui.places import FetchPlace, ImportPlace, NewPostPlace, ReviewPlace, SettingsPlace

if TYPE_CHECKING:
    from app.ui.main_window import MainWindow
    from app.ui.workspace_page import WorkspacePage

LANGUAGE_NAMES = {"pl": "Polski", "en": "English"}
LOOK_NAMES = {"system": N_("As the system"), "light": N_("Light"), "dark": N_("Dark")}


@dataclass(frozen=True, slots=True)
class Command:
    """`key` names it in every language; `shortcuts` as Qt reads them, the first is the one shown;
    `also` are other words a person may look for it by; `plain` is what it is called whatever it would do now."""

    key: str
    name: str
    icon: str
    do: Callable[[], object]
    shortcuts: tuple[str, ...] = ()
    also: str = ""
    plain: str = ""


def commands_of(window: MainWindow) -> list[Command]:
    """What can be done now, in the order it is offered."""
    words, page = window.face.language.words, window.page
    rows = [] if page is None else [*_in_workspace(window, page, words)]
    return [*rows, *_anywhere(window, words)]


def _in_workspace(window: MainWindow, page: WorkspacePage, words: Words) -> Iterator[Command]:
    from app.ui.search import tab_commands as tabs

    actor, writes = page.context.actor, tabs.may_write(page)
    if writes:
        yield Command("new", words.t("New post"), "plus", lambda: page.go(NewPostPlace()), ("Ctrl+N",))
    for number, (name, icon) in enumerate(_TABS):
        shown = words.t("Go to: {tab}", tab=words.t(name))
        yield Command(f"tab{number}", shown, icon, partial(page.show_tab, number), (f"Ctrl+{number + 1}",))
    yield Command("queue", words.t("Show what waits for my review"), "clock", lambda: page.go(ReviewPlace()))
    yield from _steps(window, page, words)
    yield from tabs.of_tabs(page, words, writes=writes)
    fetch = words.t("Fetch data")
    yield Command("fetch", fetch, "download", lambda: page.go(FetchPlace()), ("Ctrl+Shift+F5",))
    tables = words.t("import load export table CSV XLSX Excel")
    yield Command("import", words.t("Import a file"), "file-down", lambda: page.go(ImportPlace()), ("Ctrl+I",), tables)
    ics = words.t("Write the calendar as a file (.ics)")
    yield Command(
        "ics", ics, "calendar-days", partial(_write_ics, page), also=words.t("export share save Outlook Google")
    )
    yield Command("reload", words.t("Reload"), "refresh-cw", window.reload, ("F5",))
    if actor.member is None or actor.member.may(Right.SCHEDULE, None):
        yield Command("stop", words.t("Stop everything"), "pause", partial(_stop, window, page))
        yield Command("resume", words.t("Resume publishing"), "play", partial(_stop, window, page))
    yield from _settings(page, words)
    yield from tabs.of_people(window, words)
    yield Command("leave", words.t("Open another workspace"), "folder-open", window.leave, ("Ctrl+O",))


_TABS = (
    (N_("Today"), "sun"),
    (N_("Calendar"), "calendar-days"),
    (N_("Approvals"), "circle-check"),
    (N_("Dashboard"), "layout-dashboard"),
    (N_("Personas"), "users"),
)


def _steps(window: MainWindow, page: WorkspacePage, words: Words) -> Iterator[Command]:
    back, again = page.undo.undo_name, page.undo.redo_name
    undo = words.t("Undo: {what}", what=back) if back else words.t("Undo")
    redo = words.t("Redo: {what}", what=again) if again else words.t("Redo")
    yield Command("undo", undo, "undo-2", window.take_back, ("Ctrl+Z",), plain=words.t("Undo"))
    keys = ("Ctrl+Shift+Z", "Ctrl+Y")
    yield Command("redo", redo, "redo-2", partial(window.take_back, again=True), keys, plain=words.t("Redo"))


def _settings(page: WorkspacePage, words: Words) -> Iterator[Command]:
    from app.ui.settings.pages import PAGES

    find = words.t("Settings, to find one by a word")
    yield Command("settings", find, "settings", partial(page.go, SettingsPlace()), ("Ctrl+,",))
    for entry in PAGES:
        shown = words.t("Settings: {page}", page=words.t(entry.name))
        go = partial(page.go, SettingsPlace(entry.key))
        yield Command(f"settings:{entry.key}", shown, entry.icon, go, also=words.t(entry.also))


def _anywhere(window: MainWindow, words: Words) -> Iterator[Command]:
    for name in LANGUAGES:
        shown = words.t("Language: {language}", language=LANGUAGE_NAMES[name])
        yield Command(f"language:{name}", shown, "languages", partial(window.speak, name))
    for name in THEMES:
        shown = words.t("Look: {look}", look=words.t(LOOK_NAMES[name]))
        yield Command(f"look:{name}", shown, _LOOK_ICONS[name], partial(window.look, name))
    yield Command("find", words.t("Search"), "search", window.bar.search.begin, ("Ctrl+K",))
    yield Command("jobs", words.t("Background work and messages"), "activity", window.bar.jobs.open_list, ("Ctrl+J",))
    yield Command("about", words.t("About Szpalta"), "info", partial(_about, window))
    yield Command("quit", words.t("Quit"), "log-out", window.close, ("Ctrl+Q",))


_LOOK_ICONS = {"system": "monitor", "light": "sun", "dark": "moon"}


def _about(window: MainWindow) -> None:
    from app.ui.dialogs.about import AboutDialog

    AboutDialog(window.face, window).open()


def _stop(window: MainWindow, page: WorkspacePage) -> None:
    from app.ui.publishing.stop_banner import open_stop_dialog

    open_stop_dialog(page.context, window)


def _write_ics(page: WorkspacePage) -> None:
    from app.ui.dialogs.calendar_file import write_calendar_file

    write_calendar_file(page)
