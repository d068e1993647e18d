"""`szpalta tour`: pictures of every screen, and what the program prints, in a folder."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from app.cli import window

if TYPE_CHECKING:
    from app.cli.context import Run
    from app.cli.parser import Commands


def register(commands: Commands) -> None:
    t = commands.words.t
    parser = commands.add("tour", t("write pictures of every screen, and what is printed, into a folder"), write_tour)
    parser.add_argument("out", metavar="OUT", help=t("the folder; files of an earlier tour are replaced"))


def write_tour(run: Run) -> int:
    return tell_tour(run, Path(run.options.out), None)


def tell_tour(run: Run, folder: Path, demo: Path | None) -> int:
    """Walks and says what was written; 1 when something could not be shown."""
    words = run.words
    run.complain(words.t("Taking pictures of every screen; this takes some minutes."))
    folder.mkdir(parents=True, exist_ok=True)
    report = window.tour(run, folder.absolute(), demo)

    def tell() -> None:
        run.out.line(
            words.n("{n} picture in {folder}", "{n} pictures in {folder}", len(report.pictures), folder=report.folder)
        )
        for name in report.papers:
            run.out.line(f"  {report.folder / name}")
        for told in report.failed:
            run.out.line(words.t("Not shown: {what}", what=told))

    data = {
        "folder": str(report.folder),
        "pictures": sorted(report.pictures),
        "papers": sorted(report.papers),
        "failed": report.failed,
    }
    run.show(data, tell)
    return 1 if report.failed else 0
