"""PySide's look into every module imported after it is off once the window runs."""

from __future__ import annotations

import subprocess
import sys

PROGRAM = """
import builtins, linecache
import PySide6.QtCore
from app.ui.plain_import import import_plainly
import_plainly()
import colorsys
print(any(name.endswith("colorsys.py") for name in linecache.cache), builtins.__import__.__name__)
"""


def test_the_source_of_a_module_is_not_read() -> None:
    done = subprocess.run([sys.executable, "-P", "-c", PROGRAM], check=True, capture_output=True, text=True)
    read, name = done.stdout.split()
    assert read == "False"
    assert name != "__feature_import__"
