"""Pictures of the window: by the tests, and by hand with `python -m tests.ui.screens WORKSPACE FOLDER`."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QWidget

from app.ui.sleep_until import sleep_until

SIZES = ((1280, 800), (1920, 1080))


def picture(window: QWidget, file: Path) -> None:
    """Saves what a person would see of a window as PNG."""
    file.parent.mkdir(parents=True, exist_ok=True)
    window.repaint()
    if not window.grab().save(str(file)):
        raise OSError(f"{file} was not written")


def wait_until(ready: Callable[[], bool], milliseconds: int = 20_000) -> None:
    """Lets the event loop work until `ready`, and drops what was to be deleted."""
    sleep_until(ready, milliseconds)
    for _ in range(5):
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QApplication.processEvents()


def main(arguments: list[str]) -> int:
    from app.main import Doors, make_face
    from app.system.paths import find_paths
    from app.ui.main_window import MainWindow
    from app.ui.tasks import TaskRunner

    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    address, folder = arguments[0], Path(arguments[1])
    app = QApplication(["szpalta"])
    tasks = TaskRunner(app)
    face = make_face(app, tasks, find_paths())
    for first in (None, address):
        window = MainWindow(face, Doors(find_paths()))
        window.show()
        window.start(first)
        wait_until(lambda: tasks.is_idle)
        for language in ("pl", "en"):
            for theme in ("light", "dark"):
                for width, height in SIZES:
                    window.resize(width, height)
                    window.speak(language)
                    window.look(theme)
                    wait_until(lambda: tasks.is_idle)
                    name = "today" if first else "first-start"
                    picture(window, folder / f"{name}-{language}-{theme}-{width}x{height}.png")
        window.close()
    tasks.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
