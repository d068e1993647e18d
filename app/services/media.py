"""The media library: files under their SHA-256, with rights and alt text."""

from __future__ import annotations

import hashlib
import os
import stat
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO

from app.domain.content import Media
from app.domain.errors import BadInput, NotFound, StoreProblem
from app.domain.people import Actor, Right
from app.exchange.media_kinds import HEAD, MIB, PICTURE, MediaKind, media_kind
from app.exchange.pictures import Picture, checked_picture
from app.services.edits import given_fields, plain_values
from app.store.media_files import is_hash, media_file
from app.store.safe_files import file_problems
from app.store.store import Store
from app.store.unit import UnitOfWork
from app.system.child import ChildFailed, run_in_child
from app.system.clock import Clock
from app.system.file_names import safe_file_name
from app.system.private_files import private_folder

MEMORY = 1024 * MIB
"""Bytes of address space the process that decodes a picture may use."""
SECONDS = 60.0
CONSENTS = ("not_needed", "given", "missing")


_FIELDS = {"alt_text", "author", "licence", "licence_until", "consent", "consent_until", "source_url"}
_OPTIONAL = {"licence_until", "consent_until", "source_url"}


@dataclass(frozen=True, slots=True)
class _Staged:
    """A file beside its later place, checked and without private notes."""

    path: Path
    sha256: str
    size: int
    mime: str
    width: int | None = None
    height: int | None = None


class MediaService:
    """Writing needs the right to write for any brand. `folder`: where the files lie when the store has no place for them."""

    def __init__(self, store: Store, clock: Clock, folder: Path | None = None) -> None:
        self._store = store
        self._clock = clock
        self._folder = folder or store.media_folder

    # reading
    def library(self) -> list[Media]:
        with self._store.read() as work:
            return work.posts.all_media()

    def media(self, media_id: int) -> Media:
        with self._store.read() as work:
            return work.posts.media(media_id)

    def path_of(self, sha256: str) -> Path:
        """Where a file lies. Raises `NotFound` "media.file_gone" when it is not there."""
        if self._folder is not None and is_hash(sha256):
            path = media_file(self._folder, sha256)
            if path.is_file():
                return path
        raise NotFound("media.file_gone", sha256=sha256)

    # writing
    def add(
        self,
        actor: Actor,
        path: Path,
        *,
        alt_text: str = "",
        author: str = "",
        licence: str = "",
        licence_until: date | None = None,
        consent: str = "not_needed",
        consent_until: date | None = None,
        source_url: str | None = None,
        unit: UnitOfWork | None = None,
    ) -> Media:
        """Takes a copy of a file into the library: PNG, JPEG, WebP, GIF, MP4, MOV or PDF, by content.

        Rights to the material and `consent` of the people shown ("not_needed", "given", "missing") are two things. Pictures
        lose their private notes (place, camera, comments); videos and documents stay as they are. The same file again gives
        the row that is there. Raises `BadInput` "media.file_missing", "media.not_a_file", "media.no_permission",
        "media.empty", "media.format_unknown", "media.too_large", "media.too_many_pixels", "media.damaged",
        "media.too_heavy", "media.consent", "link.invalid"; `StoreProblem` "media.no_folder", "store.full" and the like.
        """
        actor.require(Right.WRITE, None)
        told = _checked(
            {
                "alt_text": alt_text,
                "author": author,
                "licence": licence,
                "licence_until": licence_until,
                "consent": consent,
                "consent_until": consent_until,
                "source_url": source_url,
            }
        )
        folder = self._made_folder()
        if self._store.is_part(path):
            raise BadInput("media.format_unknown", file=path.name)
        with _staged(folder, path) as staged:
            with file_problems(str(folder)):
                staged.path.replace(media_file(folder, staged.sha256))
            return self._insert(actor, staged, safe_file_name(path.name), told, unit)

    def edit(
        self,
        actor: Actor,
        media_id: int,
        *,
        empty: Sequence[str] = (),
        unit: UnitOfWork | None = None,
        **values: Any,
    ) -> Media:
        """Changes the named fields (those of `add`); None leaves one, `empty` names those to empty (licence_until,
        consent_until, source_url)."""
        actor.require(Right.WRITE, None)
        given = _checked(given_fields(values, _FIELDS, empty, _OPTIONAL))
        with self._store.joined(unit) as work:
            work.posts.media(media_id)
            work.posts.edit_media(media_id, given)
            words: dict[str, object] = {name: given[name] for name in ("alt_text", "author") if name in given}
            self._record(work, actor, media_id, "edited", {"fields": sorted(given)}, words)
            return work.posts.media(media_id)

    # parts
    def _made_folder(self) -> Path:
        if self._folder is None:
            raise StoreProblem("media.no_folder", address=self._store.address)
        return private_folder(self._folder)

    def _insert(
        self, actor: Actor, staged: _Staged, name: str, told: Mapping[str, Any], unit: UnitOfWork | None
    ) -> Media:
        with self._store.joined(unit) as work:
            known = work.posts.media_by_hash(staged.sha256)
            if known is not None:
                return known
            media_id = work.posts.add_media(
                sha256=staged.sha256,
                file_name=name,
                mime=staged.mime,
                size=staged.size,
                width=staged.width,
                height=staged.height,
                created_at=self._clock.now(),
                **told,
            )
            facts = {"sha256": staged.sha256, "mime": staged.mime, "size": staged.size}
            words = {"file_name": name} | {key: told[key] for key in ("alt_text", "author") if told[key]}
            self._record(work, actor, media_id, "added", facts, words)
            return work.posts.media(media_id)

    def _record(
        self,
        work: UnitOfWork,
        actor: Actor,
        media_id: int,
        action: str,
        facts: Mapping[str, object],
        words: Mapping[str, object],
    ) -> None:
        work.history.record(
            at=self._clock.now(),
            actor=actor,
            entity="media",
            entity_id=media_id,
            action=action,
            facts=facts,
            words=words or None,
        )


def _checked(values: Mapping[str, Any]) -> dict[str, Any]:
    given = plain_values(values)
    if given.get("consent", "given") not in CONSENTS:
        raise BadInput("media.consent", value=given["consent"], known=CONSENTS)
    address = given.get("source_url")
    if address is not None and not address.lower().startswith(("http://", "https://")):
        raise BadInput("link.invalid", link=address)
    return given


@contextmanager
def _staged(folder: Path, path: Path) -> Iterator[_Staged]:
    """The file's checked copy in the folder; removed at the end unless it got its place."""
    with file_problems(str(folder)):
        handle, name = tempfile.mkstemp(prefix=".incoming.", dir=folder)  # 0600 by itself
    copy = Path(name)
    try:
        with os.fdopen(handle, "w+b") as target:
            kind = _copied(path, target, folder)
            picture = _picture(target, path) if kind is PICTURE else None
            with file_problems(str(folder)):
                _replace_content(target, picture)
                sha256, size = _hashed(target)
                os.fsync(target.fileno())
        if picture is None:
            yield _Staged(copy, sha256, size, kind.mime)
        else:
            yield _Staged(copy, sha256, size, picture.mime, picture.width, picture.height)
    finally:
        copy.unlink(missing_ok=True)


def _copied(path: Path, target: BinaryIO, folder: Path) -> MediaKind:
    """Copies at most what its kind allows; the kind is what the copy begins with, whatever the name says."""
    with _opened(path) as source:
        head = source.read(HEAD)
        if not head:
            raise BadInput("media.empty", file=path.name)
        kind = media_kind(head)
        if kind is None:
            raise BadInput("media.format_unknown", file=path.name)
        size, block = 0, head
        while block:
            size += len(block)
            if size > kind.limit:
                raise BadInput("media.too_large", file=path.name, limit_mb=kind.limit // MIB)
            with file_problems(str(folder)):
                target.write(block)
            block = source.read(MIB)
    return kind


def _opened(path: Path) -> BinaryIO:
    try:
        if not stat.S_ISREG(path.stat().st_mode):  # a pipe would wait for ever
            raise BadInput("media.not_a_file", file=path.name)
        return path.open("rb")
    except PermissionError:
        raise BadInput("media.no_permission", file=path.name) from None
    except (OSError, ValueError):
        raise BadInput("media.file_missing", file=path.name) from None


def _picture(target: BinaryIO, path: Path) -> Picture:
    target.seek(0)
    try:
        return run_in_child(checked_picture, target.read(), memory=MEMORY, seconds=SECONDS)
    except ChildFailed as problem:
        raise BadInput("media.too_heavy", file=path.name, reason=problem.reason) from None
    except BadInput as problem:
        raise BadInput(problem.code, **(problem.data | {"file": path.name})) from None


def _replace_content(target: BinaryIO, picture: Picture | None) -> None:
    if picture is not None:
        target.seek(0)
        target.truncate()
        target.write(picture.content)
    target.flush()


def _hashed(target: BinaryIO) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    target.seek(0)
    while block := target.read(MIB):
        digest.update(block)
        size += len(block)
    return digest.hexdigest(), size
