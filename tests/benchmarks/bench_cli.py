"""How long `szpalta --version` takes beside a Python that does nothing, in one run."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from statistics import median
from time import perf_counter

ROUNDS = 15
LIMIT = 3.0


def main() -> None:
    script = Path(sys.executable).with_name("szpalta")
    version = [str(script), "--version"] if script.exists() else [sys.executable, "-P", "-m", "app", "--version"]
    bare = [sys.executable, "-c", "pass"]
    pairs = [(_seconds(bare), _seconds(version)) for _ in range(ROUNDS)]
    nothing, ours = (median(side) for side in zip(*pairs, strict=True))
    ratio = ours / nothing
    print(f"python -c pass {nothing * 1000:.1f} ms, szpalta --version {ours * 1000:.1f} ms")
    print(f"ratio {ratio:.2f} (at most {LIMIT})")
    if ratio > LIMIT:
        raise SystemExit(1)


def _seconds(command: list[str]) -> float:
    begin = perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
    return perf_counter() - begin


if __name__ == "__main__":
    main()
