"""What is said of fetching a profile, by `szpalta sync` and by the agent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.networks import Network

if TYPE_CHECKING:
    from app.cli.context import Run
    from app.domain.syncing import SyncReport


def synced_name(run: Run, row: SyncReport) -> str:
    """Network and profile: one name often stands on several networks."""
    from app.system import labels

    return f"{labels.network(Network(row.network), run.words)} {row.profile}"


def trouble(run: Run, row: SyncReport) -> str:
    from app.system.sentences import explain_code

    return explain_code(row.error or "", row.error_data, run.words, run.formats)
