"""The long runs, part after part, each in a process of its own; or those that are named: python -P -m tests.soak kills

Every part ends with a line that says how it went; the command fails when one of them did. A part without a test failed too.
"""

from __future__ import annotations

import subprocess
import sys
import time
from datetime import timedelta

PARTS: dict[str, tuple[str, ...]] = {
    "model": ("tests/domain/test_publishing_model.py",),
    "rules": ("tests/services/test_publishing_rules.py",),
    "crashes": ("tests/services/test_crashes.py", "tests/services/test_native_hand_over.py"),
    "kills": ("tests/soak/test_kills.py",),
    "memory": ("tests/soak/test_memory.py",),
    "windows": ("tests/ui",),
}
"""By name: the tests marked `soak` in these files or folders."""
SPEAKS = frozenset({"model", "kills", "memory"})
"""Their tests say what they counted."""


def main(names: list[str]) -> int:
    """0: every part passed."""
    unknown = [name for name in names if name not in PARTS]
    if unknown:
        print(f"soak: no such part: {', '.join(unknown)}; there are {', '.join(PARTS)}")
        return 2
    lines = [run(name) for name in names or PARTS]
    print("\n".join(line for line, _ in lines))
    return 0 if all(passed for _, passed in lines) else 1


def run(name: str) -> tuple[str, bool]:
    """One part; its closing line is printed at once, too, as all of them together take hours."""
    began = time.monotonic()
    options = ["-m", "soak", "--durations=0", "--durations-min=5", *(("-s",) if name in SPEAKS else ())]
    code = subprocess.run([sys.executable, "-P", "-m", "pytest", *options, *PARTS[name]], check=False).returncode
    took = timedelta(seconds=round(time.monotonic() - began))
    line = f"soak {name}: {'passed' if code == 0 else 'FAILED'} after {took}"
    print(line, flush=True)
    return line, code == 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
