"""A window that is killed while somebody writes: `python -m tests.ui.post.killed WORKSPACE HOME POST`.

POST 0 writes a new post. It dies by SIGKILL as soon as the words are kept on the machine and before any saving.
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget

from app.build import open_app
from app.main import make_face
from app.system.paths import Paths
from app.ui.changes import ChangeBus
from app.ui.notices import Notices
from app.ui.post import session as post_session
from app.ui.post.panel import PostPanel
from app.ui.tab_context import TabContext
from app.ui.tasks import TaskRunner
from app.ui.undo import UndoList
from tests.ui.post.hands import write
from tests.ui.screens import wait_until

WORDS = "Pisane tuż przed końcem "


def main(address: str, home: Path, post_id: int) -> None:
    application = QApplication(["szpalta"])
    paths = Paths(home / "data", home / "config", home / "cache", home / "logs")
    tasks = TaskRunner(application)
    face = make_face(application, tasks, paths, "en")
    app = open_app(address, paths=paths)
    page = QWidget()
    bus = ChangeBus(page)
    context = TabContext(app, app.members.acting(None), face, bus, UndoList(face, bus, page), Notices(page))
    post_session.SAVE_AFTER = 600_000
    panel = PostPanel(context)
    panel.show()
    panel.open_post(post_id) if post_id else panel.new_post()
    wait_until(lambda: panel.session is not None and tasks.is_idle)
    write(panel.desk.composer.card.text, WORDS)
    timer = QTimer()
    timer.timeout.connect(lambda: app.unsaved.found(context.actor) and os.kill(os.getpid(), signal.SIGKILL))
    timer.start(20)
    application.exec()


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]))
