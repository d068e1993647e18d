"""Writing and reading the one file a backup or dump is: a ZIP that is trusted in nothing (SEC-20)."""

from __future__ import annotations

import hashlib
import os
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import IO

from app.domain.errors import BadInput, StoreProblem
from app.store.manifest import NAME, Manifest, Member, as_json, from_json
from app.store.media_files import CHUNK, blocks
from app.store.safe_files import file_problems, new_private_file, publish, staging

_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, RuntimeError)
_LINK = 0o120000
LONGEST_LINE = 64 << 20


@dataclass(frozen=True, slots=True)
class Limits:
    """The most an archive may hold: bytes unpacked, times its own size, files, bytes of its manifest."""

    total: int = 1 << 40
    ratio: int = 250
    members: int = 1_000_000
    manifest: int = 64 << 20


DEFAULT_LIMITS = Limits()
_SMALL = 10 << 20
"""Below this many bytes the ratio says nothing."""


class ArchiveWriter:
    """Collects members, their sizes and hashes. `finish` writes the manifest last."""

    def __init__(self, path: Path, created_at: datetime) -> None:
        new_private_file(path)
        self._zip = zipfile.ZipFile(path, "w", allowZip64=True)
        self._path = path
        self._when = created_at.timetuple()[:6]
        self._members: list[Member] = []

    def __enter__(self) -> ArchiveWriter:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._zip.close()

    @contextmanager
    def member(self, name: str, *, packed: bool = True) -> Iterator[MemberWriter]:
        """Opens a new member to write into; `packed` False stores the bytes as they are."""
        with self._zip.open(self._info(name, packed), "w", force_zip64=True) as stream:
            writer = MemberWriter(stream)
            yield writer
        self._members.append(Member(name, writer.size, writer.digest.hexdigest()))

    def add_file(self, name: str, source: Path, *, packed: bool = True) -> None:
        with source.open("rb") as stream, self.member(name, packed=packed) as writer:
            for block in blocks(stream):
                writer.write(block)

    def finish(self, manifest: Manifest) -> Manifest:
        """Writes the manifest with its members and brings the file to the disk; gives the manifest as written."""
        whole = replace(manifest, members=tuple(self._members))
        self._zip.writestr(self._info(NAME, packed=True), as_json(whole))
        self._zip.close()
        handle = os.open(self._path, os.O_RDWR)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
        return whole

    def _info(self, name: str, packed: bool) -> zipfile.ZipInfo:
        info = zipfile.ZipInfo(name, (max(self._when[0], 1980), *self._when[1:]))  # a ZIP knows no earlier year
        info.external_attr = 0o100600 << 16
        info.compress_type = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
        return info


class MemberWriter:
    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self.digest = hashlib.sha256()
        self.size = 0

    def write(self, data: bytes) -> None:
        self.digest.update(data)
        self.size += len(data)
        self._stream.write(data)


class ArchiveReader:
    """Reads members by their manifest only, checking size and SHA-256 while streaming; nothing is unpacked by name.

    Raises `BadInput` "archive.unreadable" (no archive of ours) and "archive.refused" (`reason`: duplicate, link, name,
    extra, missing, packing, encrypted, size, hash, ratio, total, members, manifest, line).
    """

    def __init__(self, path: Path, limits: Limits = DEFAULT_LIMITS) -> None:
        self.file = str(path)
        self._limits = limits
        try:
            self._stream = path.open("rb")
        except FileNotFoundError:
            raise BadInput("archive.missing", file=self.file) from None
        except OSError as error:
            raise BadInput("archive.unreadable", file=self.file, reason="not_a_file") from error
        try:
            self._zip = self._open()
            self._infos = self._names()
            self.manifest = from_json(self._read_manifest(), self.file)
            self._compare(path.stat().st_size)
        except BaseException:
            self._stream.close()
            raise

    def __enter__(self) -> ArchiveReader:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._stream.close()  # also under members that somebody stopped reading half-way

    def stream(self, member: Member) -> Iterator[bytes]:
        """The member's blocks. Raises before the first block too many, and at the end when the hash differs."""
        digest, size = hashlib.sha256(), 0
        try:
            with self._zip.open(self._infos[member.name]) as stream:
                while block := stream.read(CHUNK):
                    size += len(block)
                    if size > member.size:
                        raise self._refused("size", member.name)
                    digest.update(block)
                    yield block
        except _BROKEN as error:
            raise self._refused("hash", member.name) from error
        if size != member.size:
            raise self._refused("size", member.name)
        if digest.hexdigest() != member.sha256:
            raise self._refused("hash", member.name)

    def lines(self, member: Member) -> Iterator[bytes]:
        """The member's lines without their ends."""
        rest = b""
        for block in self.stream(member):
            *whole, rest = (rest + block).split(b"\n")
            yield from whole
            if len(rest) > LONGEST_LINE:
                raise self._refused("line", member.name)
        if rest:
            yield rest

    def verify(self) -> None:
        """Reads every member once."""
        for member in self.manifest.members:
            for _ in self.stream(member):
                pass

    def copy(self, member: Member, target: Path) -> None:
        """Writes one member to a new private file, down to the disk."""
        with file_problems(str(target)):
            new_private_file(target)
            with target.open("wb") as out:
                for block in self.stream(member):
                    out.write(block)
                out.flush()
                os.fsync(out.fileno())

    def _open(self) -> zipfile.ZipFile:
        try:
            return zipfile.ZipFile(self._stream)
        except (*_BROKEN, OSError) as error:
            raise BadInput("archive.unreadable", file=self.file, reason="not_a_zip") from error

    def _names(self) -> dict[str, zipfile.ZipInfo]:
        infos = self._zip.infolist()
        if len(infos) > self._limits.members:
            raise self._refused("members")
        named: dict[str, zipfile.ZipInfo] = {}
        for info in infos:
            if info.filename in named:
                raise self._refused("duplicate", info.filename)
            if info.external_attr >> 16 & 0o170000 == _LINK:
                raise self._refused("link", info.filename)
            if info.flag_bits & 1:
                raise self._refused("encrypted", info.filename)
            if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
                raise self._refused("packing", info.filename)
            named[info.filename] = info
        return named

    def _read_manifest(self) -> bytes:
        info = self._infos.get(NAME)
        if info is None:
            raise BadInput("archive.unreadable", file=self.file, reason="not_ours")
        try:
            with self._zip.open(info) as stream:
                data = stream.read(self._limits.manifest + 1)
        except _BROKEN as error:
            raise BadInput("archive.unreadable", file=self.file, reason="manifest") from error
        if len(data) > self._limits.manifest:
            raise self._refused("manifest", NAME)
        return data

    def _compare(self, archive_size: int) -> None:
        """The names and sizes of the archive are those of the manifest, and not more than may be."""
        listed = {member.name: member for member in self.manifest.members}
        for name, info in self._infos.items():
            if name != NAME and name not in listed:
                raise self._refused("extra", name)
            if name != NAME and info.file_size != listed[name].size:
                raise self._refused("size", name)
        missing = sorted(set(listed) - set(self._infos))
        if missing:
            raise self._refused("missing", missing[0])
        if self.manifest.size > self._limits.total:
            raise self._refused("total")
        if self.manifest.size > max(_SMALL, self._limits.ratio * archive_size):
            raise self._refused("ratio")

    def _refused(self, reason: str, member: str = "") -> BadInput:
        return BadInput("archive.refused", file=self.file, reason=reason, member=member)


@contextmanager
def new_archive(out: Path, created_at: datetime) -> Iterator[tuple[ArchiveWriter, Path]]:
    """A writer and a private folder to work in; when the block ends well the file gets its name `out`.

    Raises `StoreProblem` "archive.exists" rather than replace a file.
    """
    if out.exists():
        raise StoreProblem("archive.exists", file=str(out))
    with staging(out) as folder, file_problems(str(out)):
        temporary = folder / "archive.zip"
        with ArchiveWriter(temporary, created_at) as writer:
            yield writer, folder
        try:
            publish(temporary, out)
        except FileExistsError:
            raise StoreProblem("archive.exists", file=str(out)) from None
