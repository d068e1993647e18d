"""What the window remembers between two starts; a setting that cannot be written is not worth stopping for."""

from __future__ import annotations

import logging
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

from app.domain.errors import SzpaltaError
from app.system.settings import Settings, SettingsFile

_log = logging.getLogger("szpalta.settings")


class Remembered:
    """The settings as they are now; every change is written soon, on a thread of its own: the disk may be slow."""

    def __init__(self, file: SettingsFile) -> None:
        self._file = file
        self.settings = self._written = file.load()
        self._writer = ThreadPoolExecutor(1, thread_name_prefix="szpalta-settings")

    def keep(self, settings: Settings) -> None:
        """Remembers these settings instead."""
        if settings == self.settings:
            return
        self.settings = settings
        self._writer.submit(self._write)

    def settle(self) -> None:
        """Waits until everything is written."""
        self._writer.submit(lambda: None).result()

    def _write(self) -> None:
        """On the writer's thread: what holds by now."""
        settings = self.settings
        if settings is self._written:
            return
        try:
            self._file.save(settings)
        except (OSError, SzpaltaError) as error:
            _log.warning("settings were not written: %s", error)
        self._written = settings

    def change(self, **values: Any) -> None:
        """Changes single settings: `language`, `theme`."""
        self.keep(replace(self.settings, **values))

    def window(self, key: str) -> str | None:
        """A detail of the window, such as its place or the member who acts."""
        return self.settings.window.get(key)

    def keep_window(self, key: str, value: str) -> None:
        self.keep(replace(self.settings, window=self.settings.window | {key: value}))
