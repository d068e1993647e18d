"""Waiting for windows: pytest-qt gives up after five seconds, which a busy machine needs for a style sheet alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import SignalInstance
from pytestqt.qtbot import QtBot

PATIENCE = 60_000
"""Milliseconds. What never comes still fails; what comes late does not."""


class PatientBot(QtBot):
    """The `qtbot` of every window test."""

    def waitUntil(self, callback: Callable[[], bool | None], *, timeout: int = PATIENCE) -> None:  # noqa: N802
        super().waitUntil(callback, timeout=timeout)

    def waitSignal(self, signal: SignalInstance, *, timeout: int = PATIENCE, **given: Any) -> Any:  # noqa: N802
        return super().waitSignal(signal, timeout=timeout, **given)

    def waitSignals(self, signals: list[SignalInstance], *, timeout: int = PATIENCE, **given: Any) -> Any:  # noqa: N802
        return super().waitSignals(signals, timeout=timeout, **given)
