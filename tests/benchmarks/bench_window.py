"""The window beside a bare QMainWindow, in one run on a demo workspace: first paint, posts in view, memory, stutter.

Each start is a process of its own, ours and the bare one in turn. `python -P -m tests.benchmarks window` makes the demo;
SZPALTA_BENCH_DEMO names one that is there already.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from typing import Any

ROUNDS = 9
DEMO = "demo.szpalta"
LONGEST = 90
"""Seconds one start may take before it is given up."""
PAINTED, POSTS_VISIBLE, MEMORY, GAP = 1.5, 3.5, 130.0, 50.0
"""The limits: two ratios, MiB, and milliseconds between two turns of the event loop."""


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        address = demo(home)
        environment = os.environ | {"SZPALTA_HOME": str(home / "home"), "QT_QPA_PLATFORM": "offscreen"}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)  # a program that is installed is compiled
        run("ours", address, environment=environment)  # the first start writes settings and compiles
        pairs = [
            (run("bare", environment=environment), run("ours", address, environment=environment)) for _ in range(ROUNDS)
        ]
    bare = median(row["painted"] for row, _ in pairs)
    ours = {
        key: median(row[key] for _, row in pairs) for key in ("painted", "posts", "today", "memory", "opening", "tabs")
    }
    print(f"bare window painted {bare * 1000:.0f} ms")
    print(
        f"ours painted {ours['painted'] * 1000:.0f} ms, posts in view {ours['posts'] * 1000:.0f} ms, "
        f"all of Today {ours['today'] * 1000:.0f} ms"
    )
    lines = (
        ("window painted, ratio", ours["painted"] / bare, PAINTED),
        ("posts in view, ratio", ours["posts"] / bare, POSTS_VISIBLE),
        ("memory of the first screen, MiB", ours["memory"], MEMORY),
        ("largest gap while opening, ms", ours["opening"], GAP),
        ("largest gap in tab changes, ms", ours["tabs"], GAP),
    )
    for told, found, limit in lines:
        print(f"{told}: {found:.2f} (at most {limit:g})")
    if any(found > limit for _, found, limit in lines):
        raise SystemExit(1)


def demo(home: Path) -> str:
    ready = os.environ.get("SZPALTA_BENCH_DEMO")
    if ready is not None:
        return copied(ready, home)
    from app.build_demo import make_demo

    place = home / DEMO
    make_demo(str(place))
    return str(place)


def copied(ready: str, home: Path) -> str:
    """The workspace with all that lies beside it."""
    place = home / DEMO
    for source in Path(ready).parent.glob(f"{Path(ready).name}*"):
        target = home / source.name.replace(Path(ready).name, place.name)
        if source.is_dir():
            shutil.copytree(source, target)
        else:
            shutil.copy(source, target)
    return str(place)


def run(kind: str, *given: str, environment: dict[str, str], longest: float = LONGEST) -> dict[str, Any]:
    """What one fresh process saw. A process adds the time of its own start to what it measures itself."""
    command = [sys.executable, "-P", "-m", "tests.benchmarks.window_starts", kind, *given]
    done = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE, text=True, timeout=longest)
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return told


if __name__ == "__main__":
    main()
