"""Keeps what a person looks at where it stands while the scrolled page around it is written anew."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QScrollArea, QWidget


def held_place(area: QScrollArea, cards: Sequence[QWidget]) -> Callable[[], None]:
    """Called before the page changes; what it gives back is called once it has changed. The card that holds the focus stays
    where it is, else the first one in sight. Somebody who stands at the very top stays there."""
    view, bar = area.viewport(), area.verticalScrollBar()
    at_top = bar.value() == 0
    focused = area.window().focusWidget()

    def top(card: QWidget) -> int:
        return card.mapTo(view, QPoint(0, 0)).y()

    holding = [card for card in cards if focused is not None and card.isAncestorOf(focused)]
    seen = [card for card in cards if top(card) + card.height() > 0 and top(card) < view.height()]
    anchor = next(iter(holding or seen), None)
    before = top(anchor) if anchor is not None else 0

    def put_back() -> None:
        page = area.widget()
        if at_top or anchor is None or page is None or (layout := page.layout()) is None:
            return
        layout.activate()
        bar.setValue(bar.value() + top(anchor) - before)

    return put_back
