"""The agent fetches data as the workspace has it chosen, beside publishing, and says what came."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from app.cli.sync_told import synced_name, trouble

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.cli.context import Run
    from app.domain.syncing import SyncReport


class Tell(Protocol):
    def __call__(self, event: str, sentence: str, **data: object) -> None: ...


class AgentFetching:
    """A trouble that stays is said once. `is_closing` stops it between two calls to a network; what came stays."""

    def __init__(self, run: Run, tell: Tell, is_closing: Callable[[], bool]) -> None:
        self._run = run
        self._tell = tell
        self._is_closing = is_closing
        self._told: dict[int, str] = {}

    def look(self) -> bool:
        """Fetches what is due; whether something came. Raises `StoreProblem`."""
        app = self._run.app
        due = app.fetch_desk.due(app.delivery_steps.program)
        if not due or self._is_closing():
            return False
        reports = app.syncing.sync([row.id for row in due], cancel=self._is_closing)
        whole = [row for row in reports if row.error is None and row.skipped is None]
        for row in reports:
            self._tell_trouble(row)
        if whole:
            self._tell_came(whole)
        return bool(whole)

    def _tell_trouble(self, row: SyncReport) -> None:
        if row.error is None:
            self._told.pop(row.profile_id, None)
        elif self._told.get(row.profile_id) != row.error:
            self._told[row.profile_id] = row.error
            self._tell(
                "not_fetched",
                f"{synced_name(self._run, row)}: {trouble(self._run, row)}",
                profile_id=row.profile_id,
                code=row.error,
            )

    def _tell_came(self, whole: list[SyncReport]) -> None:
        posts, figures, comments = (
            sum(getattr(row, name) for row in whole) for name in ("posts_new", "figures_new", "comments_new")
        )
        sentence = self._run.words.n(
            "Data of {n} profile was fetched.", "Data of {n} profiles was fetched.", len(whole)
        )
        ids = [row.profile_id for row in whole]
        self._tell("fetched", sentence, profile_ids=ids, posts_new=posts, figures_new=figures, comments_new=comments)
