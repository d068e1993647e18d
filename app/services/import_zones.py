"""The zone of a file's clock times, which most exports do not name: as a person said, else as for the last file of this kind
and profile, else the profile's own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from app.domain.imports import ImportRun, ImportState, RecognisedTable, RowProblem
from app.domain.workspace import Profile

AS_PROFILE = "profile"
"""The answer that the zone is that of the profile."""
SAID, BEFORE, ASSUMED = "said", "before", "assumed"
OF_META = frozenset({"facebook", "instagram", "threads"})
"""Networks whose exports often are in a zone of their maker's."""
Remembered = Mapping[tuple[int, str], str]
"""What was said last of a profile's files of one kind."""


def remembered(runs: Iterable[ImportRun]) -> dict[tuple[int, str], str]:
    """Of import runs, oldest first."""
    return {
        (run.profile_id, run.source): str(run.report["zone"])
        for run in runs
        if run.profile_id is not None and run.state is not ImportState.UNDONE and run.report.get("zone")
    }


def source_of(tables: Iterable[RecognisedTable]) -> str:
    """The kind of a file, by those of its tables."""
    return ",".join(sorted({table.source for table in tables}))


def said_before(tables: Iterable[RecognisedTable], profile: Profile | None, known: Remembered) -> str:
    """What was said of such a file's zone before, "" for nothing."""
    return known.get((profile.id, source_of(tables)), "") if profile else ""


def asks_zone(table: RecognisedTable) -> bool:
    """X names the offset beside its times."""
    return not table.source.startswith("x.") and any(question.name == "zone" for question in table.questions)


def with_zone(
    answers: Mapping[str, str], home: str, before: str = "", mapping: Mapping[str, object] | None = None
) -> dict[str, str]:
    """The answers as the reader takes them: "zone", "profile_zone" (`home`) and, in "zone_by", how the zone is known."""
    given = str((mapping or {}).get("zone") or answers.get("zone") or "")
    taken = given or before
    by = SAID if given else BEFORE if before else ASSUMED
    zone = home if taken in ("", AS_PROFILE) else taken
    return {**answers, "zone": zone, "profile_zone": home, "zone_by": by}


def zone_notes(table: RecognisedTable, answers: Mapping[str, str]) -> Iterator[RowProblem]:
    """Which zone was taken for the times of a table, unless a person just said it."""
    assumed = "import.zone_assumed" if table.network in OF_META else "import.zone_assumed_elsewhere"
    code = {BEFORE: "import.zone_as_before", ASSUMED: assumed}.get(answers.get("zone_by", SAID))
    if code is not None:
        yield RowProblem(table.header_line, code, {"zone": answers["zone"]}, False, table.sheet)
