"""Reports as files: packed and written whole or not at all."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from app.domain.reports import Report, TilePicture
from app.system.clock import Clock
from app.system.words import Words

Told = Callable[[float | None], None]


class ReportService:
    """Knows nothing of the workspace: a report is ready when it comes here.

    All raise as `exchange.kept_file.keep_file`; `told` hears 0..1 and may raise to stop, then nothing is written.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    def check(self, place: Path) -> None:
        """Before anything is drawn: whether a file can lie there at all."""
        from app.exchange.kept_file import check_place

        check_place(place)

    def keep(self, place: Path, content: bytes) -> None:
        """A file that is ready."""
        from app.exchange.kept_file import keep_file

        keep_file(place, content)

    def workbook(self, report: Report, place: Path, words: Words, told: Told) -> None:
        """XLSX."""
        from app.exchange.report_workbook import workbook_of

        self.keep(place, workbook_of(report, words, told))

    def slides(
        self, report: Report, pictures: Sequence[TilePicture | None], place: Path, words: Words, told: Told
    ) -> None:
        """PPTX: `pictures` has one for each tile, None where words or a table stand instead."""
        from app.exchange.report_slides import slides_of

        self.keep(place, slides_of(report, pictures, words, self._clock.now(), told))
