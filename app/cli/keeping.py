"""`szpalta new`, `check`, `backup`, `restore`, `dump`, `load`, `backup-folder`, `move-here`: a workspace as a whole."""

from __future__ import annotations

from argparse import ArgumentParser
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from app.cli.context import Run
    from app.cli.parser import Commands
    from app.domain.workspace import Workspace
    from app.store.thinning import Kept


def register(commands: Commands) -> None:
    t = commands.words.t
    new = commands.add("new", t("make a new workspace"), make_new)
    new.add_argument("place", metavar="W", help=t("a file that does not exist yet, or an empty database"))
    new.add_argument("--owner", required=True, metavar="EMAIL", help=t("address of its owner"))
    new.add_argument("--name", required=True, help=t("name of the company or brand"))
    new.add_argument("--owner-name", metavar="NAME", help=t("name of its owner; from the address if absent"))
    new.add_argument("--country", default="PL", metavar="PL")
    new.add_argument("--zone", default="Europe/Warsaw")
    _place(commands.add("check", t("check a workspace from end to end"), check), t)
    backup = commands.add("backup", t("write a verified backup"), write_backup)
    _place(backup, t)
    backup.add_argument("out", metavar="OUT", help=t("the file to write"))
    restore = commands.add("restore", t("make a workspace of a backup"), restore_backup)
    restore.add_argument("archive", metavar="BACKUP")
    _place(restore, t)
    restore.add_argument(
        "--keep-aside", action="store_true", help=t("put a workspace that is there aside instead of refusing")
    )
    dump = commands.add("dump", t("write everything in open formats"), write_dump)
    _place(dump, t)
    dump.add_argument("out", metavar="OUT", help=t("the file to write"))
    load = commands.add("load", t("make a workspace of a dump"), load_dump)
    load.add_argument("archive", metavar="IN")
    _place(load, t)
    folder = commands.add("backup-folder", t("show or choose where automatic backups go"), choose_folder)
    _place(folder, t)
    folder.add_argument("folder", metavar="FOLDER", nargs="?", help=t("a folder that is there; without it, show"))
    folder.add_argument("--usual", action="store_true", help=t("back to the usual place"))
    _place(commands.add("move-here", t("say that a workspace now lives on this computer only"), move_here), t)


def _place(parser: ArgumentParser, t: Any) -> None:
    parser.add_argument("place", metavar="W", help=t("the workspace: a file or a database address"))


def make_new(run: Run) -> None:
    from app.build import App
    from app.services.workspaces import NewWorkspace
    from app.system.machine import machine_id

    options = run.options
    new = NewWorkspace(
        name=options.name,
        owner_name=options.owner_name or options.owner.partition("@")[0],
        owner_email=options.owner,
        country=options.country,
        zone=options.zone,
        language=run.words.language,
        machine_id=machine_id(run.paths.config),
    )
    _refuse_nonsense(new.owner_email, new.name, new.zone)
    app = run.use(App(run.keeping.create(options.place), run.clock, run.paths))
    here = app.workspaces.found(new)
    run.remember(options.place, here.name, here.uid)
    sentence = run.words.t("Workspace {name} made in {place}.", name=here.name, place=_shown(options.place))
    run.show(_record(here, options.place), lambda: run.out.line(sentence))


def _refuse_nonsense(email: str, name: str, zone: str) -> None:
    """Before a file is made: an address, name or zone that would be refused after it."""
    from app.domain.days import zone as known_zone
    from app.domain.names import clean_email, clean_name

    clean_email(email)
    clean_name(name)
    known_zone(zone)


def _record(here: Workspace, place: str) -> dict[str, object]:
    return {
        "workspace": _shown(place),
        "uid": here.uid,
        "name": here.name,
        "country": here.country,
        "zone": here.zone,
        "language": here.language,
        "created_at": here.created_at,
    }


def check(run: Run) -> int:
    from app.system.formats import Formats
    from app.system.labels import CHECK_LINES, word

    report = run.keeping.check(run.options.place)
    newest = _newest_backup(run)
    t, formats = run.words.t, Formats(run.words.language, "UTC")

    def tell() -> None:
        for line in report.lines:
            mark, name = t("ok") if line.ok else t("FAILED"), word(CHECK_LINES, line.name, run.words)
            run.out.line(f"{mark:8}{name:30}{formats.number(line.count):>9}")
            for detail in line.details:
                run.out.line(f"        {_detail(run, line.name, detail)}")
        if report.ok:
            run.out.line(t("The workspace is whole."))
        elif report.schema is not None:
            run.out.line(t("The workspace has faults; see above."))
        run.out.line(_told_newest(run, newest))

    run.show(
        {
            "workspace": _shown(report.address),
            "ok": report.ok,
            "schema": report.schema,
            "checks": report.lines,
            "newest_backup": None
            if newest is None
            else {"file": str(newest.file), "at": newest.at, "size": newest.size},
        },
        tell,
    )
    return 0 if report.ok else 1


def _newest_backup(run: Run) -> Kept | None:
    """By the workspace itself; a broken one is known by its place."""
    from app.build_keeping import backup_folder

    place = run.options.place
    known = run.settings.known(place if "://" in place else str(Path(place).absolute()))
    return run.keeping.newest_backup(
        place, lambda uid: backup_folder(run.paths, uid).path, None if known is None else known.store_id
    )


def _told_newest(run: Run, newest: Kept | None) -> str:
    from app.system.formats import Formats

    if newest is None:
        return run.words.t("There is no automatic backup of it on this computer.")
    age = Formats(run.words.language, "UTC").duration(run.clock.now() - newest.at)
    return run.words.t("Newest automatic backup: {file}, made {age} ago.", file=newest.file, age=age)


def _detail(run: Run, name: str, detail: str) -> str:
    """What is wrong; where the workspace does not even open, the sentence of its code."""
    from app.system.sentences import explain_code

    return explain_code(detail, {"address": run.options.place}, run.words) if name == "opening" else detail


def write_backup(run: Run) -> None:
    report = run.keeping.backup(run.options.place, Path(run.options.out))
    _told_archive(run, report, run.words.t("Backup written and read back: {file}.", file=report.file))


def write_dump(run: Run) -> None:
    report = run.keeping.dump(run.options.place, Path(run.options.out))
    _told_archive(run, report, run.words.t("Everything written in open formats: {file}.", file=report.file))


def _told_archive(run: Run, report: Any, sentence: str) -> None:
    def tell() -> None:
        run.out.line(sentence)
        if report.missing_media:
            run.out.line(
                run.words.n(
                    "{n} file of the media library was missing.",
                    "{n} files of the media library were missing.",
                    len(report.missing_media),
                )
            )
        if report.unreadable:
            run.out.line(run.words.t("Some rows could not be read: {tables}.", tables=", ".join(report.unreadable)))

    data = {
        "file": report.file,
        "size": report.size,
        "schema": report.schema,
        "created_at": report.created_at,
        "rows": report.rows,
        "media": report.media,
        "missing_media": report.missing_media,
        "unreadable": report.unreadable,
        "complete": report.complete,
    }
    run.show(data, tell)


def restore_backup(run: Run) -> None:
    options = run.options
    report = run.keeping.restore(Path(options.archive), options.place, keep_aside=options.keep_aside)
    t = run.words.t

    def tell() -> None:
        run.out.line(t("Workspace restored: {place}.", place=_shown(report.address)))
        run.out.line(t("Publishing is stopped in it until somebody resumes it."))
        if report.kept_aside:
            run.out.line(t("What was there before is now in {file}.", file=report.kept_aside))

    data = {
        "workspace": _shown(report.address),
        "backup_created_at": report.created_at,
        "rows": report.rows,
        "missing_media": report.missing_media,
        "kept_aside": report.kept_aside,
        "deliveries": {"on_hold": report.held.on_hold, "unsure": report.held.unsure},
    }
    run.show(data, tell)


def load_dump(run: Run) -> None:
    report = run.keeping.load(Path(run.options.archive), run.options.place)
    sentence = run.words.t("Workspace made of the dump: {place}.", place=_shown(report.address))
    data = {
        "workspace": _shown(report.address),
        "rows": report.rows,
        "media": report.media,
        "missing_media": report.missing_media,
        "history_entries": report.history_entries,
        "history_broken_at": report.history_broken_at,
        "dropped": report.dropped,
    }
    run.show(data, lambda: run.out.line(sentence))


def choose_folder(run: Run) -> None:
    """Kept in the settings of this person on this machine: another machine has other disks."""
    from app.build_keeping import backup_folder
    from app.cli.refusals import Refusal

    with closing(run.keeping.open_to_read(run.options.place)) as store, store.read() as work:
        uid = work.team.workspace().uid
    if run.options.folder is not None:
        chosen = Path(run.options.folder).absolute()
        if not chosen.is_dir():
            raise Refusal(run.words.t("There is no folder {folder}. Make it or choose another one.", folder=chosen))
        _keep_folder(run, run.settings.backup_folders | {uid: str(chosen)})
    elif run.options.usual:
        _keep_folder(run, {key: value for key, value in run.settings.backup_folders.items() if key != uid})
    folder = backup_folder(run.paths, uid)
    sentence = run.words.t("Automatic backups go to {folder}.", folder=folder.path)
    run.show({"folder": str(folder.path), "chosen": folder.chosen}, lambda: run.out.line(sentence))


def _keep_folder(run: Run, folders: dict[str, str]) -> None:
    from app.system.settings import SettingsFile

    run.settings = replace(run.settings, backup_folders=folders)
    SettingsFile(run.paths.settings).save(run.settings)


def move_here(run: Run) -> None:
    from app.build import App

    place = run.options.place
    app = run.use(App(run.keeping.open_here(place), run.clock, run.paths))
    here = app.workspaces.workspace()
    run.remember(place, here.name, here.uid)
    sentence = run.words.t("The workspace {name} now lives on this computer.", name=here.name)
    run.show(_record(here, place), lambda: run.out.line(sentence))


def _shown(place: str) -> str:
    from app.system.settings import without_password

    return without_password(place)
