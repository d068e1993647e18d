"""`szpalta demo` and `self-test`: the invented company, and the whole loop played on it."""

from __future__ import annotations

import tempfile
import time
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from app.cli import window

if TYPE_CHECKING:
    from app.build import App
    from app.cli.context import Run
    from app.cli.loop import Check
    from app.cli.parser import Commands
    from app.system.paths import Paths

FILE = "demo.szpalta"
FILES = "demo-files"
PICTURES = "demo-pictures"
FRESH = timedelta(days=14)
SELF_TEST_DAYS = 92
"""The past of the self-test's demo: a quarter has all a check looks at, and is made in a few seconds."""


def register(commands: Commands) -> None:
    t = commands.words.t
    demo = commands.add("demo", t("open the demo workspace; without a display play the loop on it"), open_demo)
    demo.add_argument("--dir", metavar="D", help=t("where it is kept"))
    demo.add_argument("--fresh", action="store_true", help=t("make it anew, instead of the one that is there"))
    demo.add_argument(
        "--tour", action="store_true", help=t("without a display, write pictures of every screen as well")
    )
    commands.add("self-test", t("make a demo in a temporary folder and play the whole loop on it"), self_test)


def open_demo(run: Run) -> int:
    place = Path(run.options.dir) / run.paths.demo.name if run.options.dir else run.paths.demo
    if run.options.fresh or not place.exists():
        _make(run, place)
    else:
        _tell_its_age(run, place)
    if window.has_display():
        return window.show(run, str(place))
    code = _play_here(run, place, place.parent / FILES)
    return code or (_walk(run, place) if run.options.tour else 0)


def _walk(run: Run, place: Path) -> int:
    """Pictures of every screen beside the demo, of a copy of it."""
    from app.cli.tour import tell_tour

    run.leave()
    return tell_tour(run, place.parent / PICTURES, place)


def _play_here(run: Run, place: Path, files: Path) -> int:
    """The loop on the demo, and what it wrote."""
    from app.build import App

    app = run.use(App(run.keeping.open(str(place)), run.clock, run.paths))
    run.complain(run.words.t("There is no display, so the loop is played here, on {place}.", place=place))
    checks = _play(run, app, files)
    ok = all(check.ok for check in checks)
    written = sorted(str(path) for path in files.iterdir())

    def tell() -> None:
        run.out.line(run.words.t("Written:"))
        for path in written:
            run.out.line(f"  {path}")

    run.show({"workspace": str(place), "ok": ok, "checks": checks, "files": written}, tell)
    return 0 if ok else 1


def _make(run: Run, place: Path) -> None:
    """Made aside and moved into its place when it is whole, so that nobody finds half a company."""
    from app.build_demo import make_demo
    from app.system.whole_folder import make_whole

    run.complain(run.words.t("Making the demo workspace in {place}; this takes some seconds.", place=place))
    make_whole(place, lambda half: make_demo(str(half), paths=run.paths))


def _tell_its_age(run: Run, place: Path) -> None:
    """The company lives around the day it was made: after a fortnight nothing is left to do in it."""
    from app.system.whole_folder import made_at

    made = made_at(place)
    if made is not None and run.clock.now() - made > FRESH:
        days = (run.clock.now() - made).days
        run.complain(
            run.words.n(
                "The demo was made {n} day ago. For one of today: szpalta demo --fresh",
                "The demo was made {n} days ago. For one of today: szpalta demo --fresh",
                days,
            )
        )


def self_test(run: Run) -> int:
    from app.build import open_app
    from app.system.paths import Paths

    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="szpalta-self-test-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        paths = Paths(folder / "data", folder / "config", folder / "cache", folder / "logs")
        demo = _made(run, folder, paths)
        checks = [demo]
        if demo.ok:
            app = run.use(open_app(str(folder / FILE), clock=run.clock, paths=paths))
            checks += _play(run, app, folder / FILES)
            run.leave()
    seconds = round(time.monotonic() - started, 1)
    ok = all(check.ok for check in checks)
    told = run.words.t("All checks passed in {seconds} s.", seconds=seconds)
    failed = run.words.t("Some checks failed; see above.")
    data = {"ok": ok, "seconds": seconds, "checks": checks}
    run.show(data, lambda: run.out.line(told if ok else failed))
    return 0 if ok else 1


def _made(run: Run, folder: Path, paths: Paths) -> Check:
    """Making the demo is the first check."""
    from app.build_demo import make_demo
    from app.cli.loop import Check

    try:
        make_demo(str(folder / FILE), paths=paths, past_days=SELF_TEST_DAYS)
    except Exception as problem:
        if getattr(run.options, "debug", False):
            raise
        check = Check("demo", False, f"{type(problem).__name__}: {problem}")
    else:
        check = Check("demo", True, run.words.t("demo workspace made"))
    _tell(run, check)
    return check


def _play(run: Run, app: App, files: Path) -> list[Check]:
    from app.cli.loop import Loop

    checks = []
    for check in Loop(app, run.keeping, files, run.words).play():
        _tell(run, check)
        checks.append(check)
    return checks


def _tell(run: Run, check: Check) -> None:
    """A line per check while it plays."""
    if run.out.as_json:
        return
    mark = run.words.t("ok") if check.ok else run.words.t("FAILED")
    run.out.line(f"{mark:8}{check.name:12}{check.told}")
    run.out.flush()
