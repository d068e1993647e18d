"""Where the bytes of a table lie: a file of its own, or a part of a ZIP archive, which is read in place and never unpacked."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from app.domain.errors import BadInput, SzpaltaError

MAX_WORKBOOK = 64 << 20
"""A workbook in an archive is held in memory."""


@dataclass(frozen=True, slots=True)
class Place:
    """`part` None: the file itself."""

    path: Path
    part: str | None = None

    @contextmanager
    def open(self) -> Iterator[IO[bytes]]:
        """The bytes. Raises `OSError`, `BadInput` "import.damaged_archive"."""
        if self.part is None:
            with self.path.open("rb") as file:
                yield file
            return
        try:
            with zipfile.ZipFile(self.path) as archive, archive.open(self.part) as member:
                yield member
        except (SzpaltaError, OSError):
            raise
        except Exception as error:  # zipfile and zlib raise a dozen kinds on damaged archives
            raise BadInput("import.damaged_archive", file=self.path.name) from error

    @property
    def size(self) -> int:
        """Its length in bytes, at least 1."""
        if self.part is None:
            return max(self.path.stat().st_size, 1)
        with zipfile.ZipFile(self.path) as archive:
            return max(archive.getinfo(self.part).file_size, 1)

    def workbook(self) -> Path | IO[bytes]:
        """What opens a workbook here. Raises `BadInput` "import.too_large"."""
        if self.part is None:
            return self.path
        if self.size > MAX_WORKBOOK:
            raise BadInput("import.too_large", file=self.path.name, part=self.part, limit=MAX_WORKBOOK)
        with self.open() as file:
            return io.BytesIO(file.read())
