"""What follows once a workspace is in view: tidying up, kept calendars, backups, and text a killed session left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.errors import Refused
from app.ui.automatic_backups import AutomaticBackups
from app.ui.changes import Change
from app.ui.errors import sentence
from app.ui.places import NewPostPlace, PostPlace
from app.ui.regular_fetching import RegularFetching
from app.ui.tasks import Progress

if TYPE_CHECKING:
    from app.services.unsaved import UnsavedText
    from app.ui.main_window import MainWindow
    from app.ui.workspace_page import WorkspacePage


LAST_TAB = "tab"


def follow_up(window: MainWindow, page: WorkspacePage) -> AutomaticBackups:
    """Starts it all on worker threads, one after the other; gives what backs up while the workspace stands open."""
    context = page.context
    services, actor, tasks = context.services, context.actor, context.face.tasks

    def tidy(report: Progress) -> tuple[bool, list[UnsavedText]]:
        before = services.calendars.history_mark()
        services.tidy_up()
        return services.calendars.history_mark() != before, services.unsaved.found(actor)

    def tidied(told: tuple[bool, list[UnsavedText]]) -> None:
        changed, left = told
        if changed:
            page.bus.tell(Change("post"))
        page.calendars.begin()
        if left:
            _tell_left(page, left)
        elif window.was_killed:
            _tell_killed(page)
        window.was_killed = False
        tasks.run(page, lambda report: services.key_places.missed_keyring(), keyring_tried, lambda error: None)

    def keyring_tried(problem: str | None) -> None:
        if problem is not None:
            words = context.face.language.words
            page.notices.say(sentence(Refused(problem), context.face.language), close=words.t("Close"))

    RegularFetching(page.fetching, page)
    tasks.run(page, tidy, tidied, lambda error: page.calendars.begin())
    backups = AutomaticBackups(services, context.face, window)
    backups.told.connect(lambda told: window.status.say(told, "backup"))
    return backups


def go_on(page: WorkspacePage) -> None:
    """Somebody else acts, or another brand is shown: what goes with the page begins again on the new one."""
    RegularFetching(page.fetching, page)
    page.calendars.begin()
    page.count_waiting()


def keep_last_tab(page: WorkspacePage, uid: str) -> None:
    page.context.face.remembered.keep_window(LAST_TAB, f"{uid} {page.tab_bar.currentIndex()}")


def show_last_tab(page: WorkspacePage, uid: str) -> None:
    """The tab that stood in front when this workspace was closed last, unless somebody went elsewhere already."""
    of, _, last = (page.context.face.remembered.window(LAST_TAB) or "").partition(" ")
    if of == uid and last.isdigit() and int(last) < page.tab_bar.count() and page.tab_bar.currentIndex() == 0:
        page.tab_bar.setCurrentIndex(int(last))


def _tell_left(page: WorkspacePage, left: list[UnsavedText]) -> None:
    """Szpalta ended before it could save: what was typed is still there."""
    words, first = page.context.face.language.words, left[0]
    told = words.n(
        "Szpalta ended before it could save. What was typed in {n} post was kept.",
        "Szpalta ended before it could save. What was typed in {n} posts was kept.",
        len(left),
    )
    place = NewPostPlace() if first.post_id is None else PostPlace(first.post_id)
    page.notices.say(told, words.t("Show it"), lambda: page.go(place), close=words.t("Close"), stays=True)


def _tell_killed(page: WorkspacePage) -> None:
    """No unsaved text was found, and a person who saw the window vanish wants to read that."""
    words = page.context.face.language.words
    told = words.t(
        "Szpalta was not closed properly last time. No unsaved text was found; at most the last moment of typing is missing."
    )
    page.notices.say(told, close=words.t("Close"))
