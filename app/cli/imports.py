"""`szpalta import`: what networks export, and any table by a mapping file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from app.cli.output import json_text, one_line
from app.domain.errors import SzpaltaError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.cli.context import Run
    from app.cli.parser import Commands
    from app.domain.imports import ColumnMapping, ImportReport, RowProblem

SHOWN_PROBLEMS = 10


def register(commands: Commands) -> None:
    t = commands.words.t
    parser = commands.add("import", t("read figures from files that networks export, or any table"), import_files)
    parser.add_argument("files", nargs="+", metavar="FILE")
    parser.add_argument("--profile", metavar="P", help=t("the profile the figures belong to"))
    parser.add_argument("--dry-run", action="store_true", help=t("only say what would be read, and propose a mapping"))
    parser.add_argument("--mapping", metavar="F", help=t("how to read the columns, as a dry run proposed it"))
    parser.add_argument("--save-mapping", metavar="F", help=t("write the mapping a dry run proposes to a new file"))
    parser.add_argument(
        "--answer",
        action="append",
        default=[],
        metavar="NAME=VALUE",
        help=t("what the file does not say, such as year=2014"),
    )


def import_files(run: Run) -> int:
    """Every file by itself: one that is refused changes nothing and does not stop the others."""
    from app.services.mapping_files import read_mapping

    options = run.options
    answers = _answers(run)
    mapping = read_mapping(Path(options.mapping)) if options.mapping else None
    profile_id = run.profile(options.profile).id if options.profile else None
    if not options.dry_run:
        run.app.importing.undo_unfinished()
    records: list[dict[str, object]] = []
    for name in options.files:
        try:
            for report in _read_each(run, Path(name), profile_id, answers, mapping):
                records.append(_record(report))
                if not run.out.as_json:
                    _tell(run, report)
        except (SzpaltaError, OSError) as error:
            records.append({"file": name, "refused": _refusal(run, name, error)})
    if run.out.as_json:
        run.out.data(records)
    elif len(options.files) > 1:
        _tell_files(run, [Path(str(record["file"])).name for record in records if "refused" in record])
    return 1 if any("refused" in record for record in records) else 0


def _read_each(
    run: Run, path: Path, profile_id: int | None, answers: dict[str, str], mapping: dict[str, object] | None
) -> Iterator[ImportReport]:
    """One report; of a file with posts of several profiles, as it names them itself, one for each."""
    try:
        yield _read(run, path, profile_id, answers, mapping)
    except SzpaltaError as error:
        named = error.data.get("named")
        if not isinstance(named, list) or not named:
            raise
        for each in named:
            yield _read(run, path, each, answers, mapping)


def _read(
    run: Run, path: Path, profile_id: int | None, answers: dict[str, str], mapping: dict[str, object] | None
) -> ImportReport:
    from app.services.mapping_files import write_mapping

    options = run.options
    if not options.dry_run:
        return run.app.importing.run(run.actor, path, profile_id=profile_id, answers=answers, mapping=mapping)
    report = run.app.importing.preview(path, profile_id=profile_id, answers=answers, mapping=mapping)
    if options.save_mapping and report.mapping is not None:
        write_mapping(Path(options.save_mapping), report.mapping)
    return report


def _refusal(run: Run, name: str, error: Exception) -> dict[str, object]:
    """Says why a file was not read; the code for programs, the sentence for people."""
    sentence = run.explain(error)
    if isinstance(error, SzpaltaError) and error.code == "import.question_unanswered":
        sentence += " " + run.words.t("Answer with --answer {name}=VALUE.", name=error.data.get("name"))
    if isinstance(error, SzpaltaError) and error.code == "import.not_recognised":
        sentence += " " + run.words.t("Try --dry-run: it proposes a mapping for any table.")
    run.complain(sentence if Path(name).name in sentence else f"{name}: {sentence}")
    return {"code": error.code if isinstance(error, SzpaltaError) else type(error).__name__, "sentence": sentence}


def _answers(run: Run) -> dict[str, str]:
    from app.system.import_words import QUESTIONS

    known = (*QUESTIONS, "observed_at")
    found = {}
    for text in run.options.answer:
        name, sign, value = (part.strip() for part in text.partition("="))
        if not sign or not name:
            raise run.wrong(run.words.t("{text} is not an answer. Write it like year=2014.", text=text))
        if name not in known:
            options = ", ".join(known)
            raise run.wrong(
                run.words.t("There is no answer called {name}. Possible: {options}.", name=name, options=options)
            )
        found[name] = value
    return found


def _tell(run: Run, report: ImportReport) -> None:
    from app.system import import_words

    t = run.words.t
    number = run.formats.number
    run.out.line(t("{file}: would be read like this", file=report.file_name) if report.dry_run else report.file_name)
    for table in report.tables:
        where = f" ({table.sheet})" if table.sheet else ""
        run.out.line(f"  {import_words.source(table.source, run.words)}{where}")
        if report.dry_run:
            used = [row for row in table.columns if row.used]
            run.out.facts((f"    {one_line(row.column, 60)}", _meaning(run, row)) for row in used)
        if left := ", ".join(one_line(row.column, 60) for row in table.columns if not row.used):
            run.out.line("    " + t("Columns not imported: {columns}", columns=left))
    for question in report.questions:
        options = f" ({', '.join(question.options)})" if question.options else ""
        if question.default is not None:
            options = " (" + t("taken: {value}", value=question.default) + ")"
        told = t("The file does not say: {name}", name=import_words.question(question.name, run.words))
        run.out.line(f"  {told}{options}. " + t("Answer with --answer {name}=VALUE.", name=question.name))
    into = [("  " + t("Profile"), run.profile(str(report.profile_id)).name)] if not report.dry_run else []
    run.out.facts(
        [
            *into,
            ("  " + t("Rows read"), number(report.rows_read)),
            ("  " + t("Rows kept"), number(report.rows_kept)),
            ("  " + t("Rows left out"), number(report.rows_skipped)),
            *([("  " + t("Time zone"), report.zone)] if report.zone else []),
        ]
    )
    if not report.dry_run:
        _tell_written(run, report)
    _tell_problems(run, report)
    if report.dry_run and not report.tables and report.mapping is not None and not run.options.save_mapping:
        run.out.line(t("A mapping to correct and give with --mapping:"))
        run.out.line(json_text(report.mapping))


def _tell_written(run: Run, report: ImportReport) -> None:
    number = run.formats.number
    sentence = run.words.t(
        "Posts: {new} new, {updated} updated. Figures: {figures} new, {known} known already.",
        new=number(report.posts_new),
        updated=number(report.posts_updated),
        figures=number(report.figures_new),
        known=number(report.figures_unchanged),
    )
    run.out.line(f"  {sentence}")
    if report.posts_changed:
        told = run.words.t("Posts with another time, text or link now: {n}.", n=number(report.posts_changed))
        run.out.line(f"  {told}")


def _tell_files(run: Run, refused: list[str]) -> None:
    """Of several files, at the end: why one was not read may stand elsewhere, and far above."""
    every, number = len(run.options.files), run.formats.number
    told = run.words.t("Files read: {n} of {every}.", n=number(every - len(refused)), every=number(every))
    if refused:
        told = f"{told} " + run.words.t("Not read: {files}.", files=", ".join(refused))
    run.out.line(told)


def _tell_problems(run: Run, report: ImportReport) -> None:
    for problem in report.problems[:SHOWN_PROBLEMS]:
        run.out.line(f"  {_place(run, problem)}: {_why(run, problem)}")
    more = len(report.problems) - SHOWN_PROBLEMS
    if more > 0:
        sentence = run.words.n("and {n} more row; all with --json", "and {n} more rows; all with --json", more)
        run.out.line(f"  {sentence}")


def _meaning(run: Run, row: ColumnMapping) -> str:
    from app.system.import_words import meaning

    return meaning(row.meaning or "metric", run.words)


def _place(run: Run, problem: RowProblem) -> str:
    line = run.words.t("line {line}", line=problem.line)
    return f"{problem.sheet}, {line}" if problem.sheet else line


def _why(run: Run, problem: RowProblem) -> str:
    from app.system.sentences import explain_code

    return explain_code(problem.code, problem.data, run.words, run.formats)


def _record(report: ImportReport) -> dict[str, object]:
    return {
        "file": report.file_name,
        "dry_run": report.dry_run,
        "import_id": report.import_id,
        "profile_id": report.profile_id,
        "observed_at": report.observed_at,
        "zone": report.zone or None,
        "rows_read": report.rows_read,
        "rows_kept": report.rows_kept,
        "rows_skipped": report.rows_skipped,
        "skipped_reasons": report.skipped_reasons,
        "posts_new": report.posts_new,
        "posts_updated": report.posts_updated,
        "posts_changed": report.posts_changed,
        "figures_new": report.figures_new,
        "figures_unchanged": report.figures_unchanged,
        "tables": [
            {
                "source": table.source,
                "network": table.network,
                "sheet": table.sheet,
                "header_line": table.header_line,
                "columns": [{"column": row.column, "meaning": row.meaning, "used": row.used} for row in table.columns],
            }
            for table in report.tables
        ],
        "questions": report.questions,
        "problems": report.problems,
        "mapping": report.mapping,
    }
