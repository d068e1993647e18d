"""Libraries that look fine in short tests and end the program later: wheels that lose references to None, old SQLite."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

import pytest

CALLS = 300


def _parts(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in text.split("."))


def _void_calls() -> dict[str, Callable[[], object]]:
    """Calls that return nothing, as a window makes thousands of: the binding must hand each its own reference."""
    from PySide6.QtCore import QTimer
    from PySide6.QtGui import QColor, QImage, QPainter, QPen
    from PySide6.QtWidgets import QLabel, QWidget

    label, widget, timer, pen = QLabel(), QWidget(), QTimer(), QPen()
    picture = QImage(16, 16, QImage.Format.Format_ARGB32)
    colour = QColor("red")

    def paint() -> None:
        painter = QPainter(picture)
        painter.setPen(pen)
        painter.drawRect(1, 1, 4, 4)
        painter.end()

    return {
        "QLabel.setText": lambda: label.setText("słowo"),
        "QLabel.clear": label.clear,
        "QWidget.setToolTip": lambda: widget.setToolTip("słowo"),
        "QWidget.resize": lambda: widget.resize(20, 20),
        "QWidget.update": widget.update,
        "QWidget.setEnabled": lambda: widget.setEnabled(False),
        "QPen.setWidth": lambda: pen.setWidth(2),
        "QPen.setColor": lambda: pen.setColor(colour),
        "QPainter": paint,
        "QTimer.start": lambda: timer.start(60_000),
        "QTimer.stop": timer.stop,
        "QTimer.setSingleShot": lambda: timer.setSingleShot(True),
    }


def _losses() -> dict[str, int]:
    """References to None lost by `CALLS` calls of each kind; a sound wheel loses none."""
    from PySide6.QtWidgets import QApplication

    application = QApplication([])
    losses = {}
    for name, call in _void_calls().items():
        call()
        before = sys.getrefcount(None)
        for _ in range(CALLS):
            call()
        losses[name] = before - sys.getrefcount(None)
    application.quit()
    return losses


def test_qt_calls_lose_no_references_to_none() -> None:
    """In a process of its own: a wheel that does ends the process when the count reaches 0."""
    measured = subprocess.run(
        [sys.executable, "-P", str(Path(__file__))], check=False, capture_output=True, text=True, timeout=60
    )
    assert measured.returncode == 0, measured.stderr
    losing = {name: lost for name, lost in json.loads(measured.stdout).items() if lost > CALLS // 10}
    assert losing == {}


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None is immortal there, nothing can be lost")
def test_qt_is_older_than_the_wheels_that_count_on_an_immortal_none() -> None:
    assert _parts(version("PySide6-Essentials")) < (6, 12)
    assert _parts(version("shiboken6")) < (6, 12)


@pytest.mark.skipif(sys.platform != "linux", reason="its wheels exist for Linux only")
def test_sqlite_has_the_fixes_that_several_writers_need() -> None:
    import pysqlite3

    assert pysqlite3.sqlite_version_info >= (3, 51, 3)


if __name__ == "__main__":
    json.dump(_losses(), sys.stdout)
