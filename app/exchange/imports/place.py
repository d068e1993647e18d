"""Where the bytes of a table lie: a file of its own, or a part of a ZIP archive, which is read in place and never unpacked."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from app.domain.errors import BadInput

_DAMAGE = (OSError, EOFError, zipfile.BadZipFile, zlib.error, struct.error)
"""What reading a part raises; whatever else comes from whoever reads."""
MAX_WORKBOOK = 64 << 20
"""A workbook in an archive is held in memory."""


@dataclass(frozen=True, slots=True)
class Place:
    """`part` None: the file itself."""

    path: Path
    part: str | None = None

    @contextmanager
    def open(self) -> Iterator[IO[bytes]]:
        """The bytes. Raises `OSError` for a file, `BadInput` "import.damaged_archive" for a part."""
        if self.part is None:
            with self.path.open("rb") as file:
                yield file
            return
        with ExitStack() as stack:
            try:
                archive = stack.enter_context(zipfile.ZipFile(self.path))
                member = stack.enter_context(archive.open(self.part))
            except Exception as error:  # zipfile raises a dozen kinds on damaged archives
                raise self._damaged() from error
            try:
                yield member
            except _DAMAGE as error:
                raise self._damaged() from error

    @property
    def size(self) -> int:
        """Its length in bytes, at least 1."""
        if self.part is None:
            return max(self.path.stat().st_size, 1)
        try:
            with zipfile.ZipFile(self.path) as archive:
                return max(archive.getinfo(self.part).file_size, 1)
        except Exception as error:  # as above
            raise self._damaged() from error

    def _damaged(self) -> BadInput:
        return BadInput("import.damaged_archive", file=self.path.name)

    def workbook(self) -> Path | IO[bytes]:
        """What opens a workbook here. Raises `BadInput` "import.too_large"."""
        if self.part is None:
            return self.path
        if self.size > MAX_WORKBOOK:
            raise BadInput("import.too_large", file=self.path.name, part=self.part, limit=MAX_WORKBOOK)
        with self.open() as file:
            return io.BytesIO(file.read())
