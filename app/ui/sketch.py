"""The first frame: an empty bar over an empty page, painted before anything else is imported."""

from __future__ import annotations

from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget


def sketch() -> QWidget:
    bar, name = QFrame(), QLabel("Szpalta")
    bar.setAutoFillBackground(True)
    bar.setBackgroundRole(QPalette.ColorRole.Button)
    bar.setMinimumHeight(44)
    row = QVBoxLayout(bar)
    row.setContentsMargins(16, 0, 16, 0)
    row.addWidget(name)
    middle = QWidget()
    whole = QVBoxLayout(middle)
    whole.setContentsMargins(0, 0, 0, 0)
    whole.addWidget(bar)
    whole.addStretch()
    return middle
