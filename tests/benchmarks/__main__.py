"""Runs every bench_*.py of this folder, each in a process of its own, or those named: python -P -m tests.benchmarks ics"""

from __future__ import annotations

import importlib
import subprocess
import sys
from pathlib import Path

PREFIX = "bench_"


def main(names: list[str]) -> int:
    for name in names:
        importlib.import_module(f"tests.benchmarks.{PREFIX}{name}").main()
    return 0 if names else _run_all()


def _run_all() -> int:
    """Answers 1 when one of them failed; the others still run."""
    failed = 0
    for path in sorted(Path(__file__).parent.glob(f"{PREFIX}*.py")):
        name = path.stem.removeprefix(PREFIX)
        print(f"== {name}", flush=True)
        failed |= subprocess.run([sys.executable, "-P", "-m", "tests.benchmarks", name], check=False).returncode
    return min(abs(failed), 1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
