"""The way of the Tab key through widgets that come and go."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtWidgets import QWidget


def in_turn(*widgets: QWidget) -> None:
    """Tab goes through these one after the other, from where the first stands."""
    for one, next_one in pairwise(widgets):
        QWidget.setTabOrder(one, next_one)
