"""The media library: what gets in, what it loses on the way, where it lies."""

from __future__ import annotations

import hashlib
import os
import stat
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from app.domain.errors import BadInput, NotFound, NotPermitted, StoreProblem
from app.domain.people import Actor, Role
from app.services import media as module
from app.services.media import MediaService
from app.store.store import Store
from app.system.clock import SetClock
from tests.fakes.locks import locks_of
from tests.fakes.pictures import SECRET, huge_png, picture, pixels
from tests.fakes.workspace import add_member, owner

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "media"


@pytest.fixture
def library(store: Store, folder: Path) -> MediaService:
    return MediaService(store, SetClock(NOW), folder)


@pytest.fixture
def ewa(store: Store) -> Actor:
    return Actor(owner(store))


def given(tmp_path: Path, name: str, content: bytes) -> Path:
    path = tmp_path / name
    path.write_bytes(content)
    return path


def test_a_photo_without_its_notes_under_its_hash(
    library: MediaService, ewa: Actor, tmp_path: Path, folder: Path, store: Store
) -> None:
    photo = given(tmp_path, "Zdjęcie: lato?.JPG", picture("JPEG", 6))
    made = library.add(
        ewa, photo, alt_text=" Kubek ", author="Anna", licence="własne", consent="given", consent_until=date(2027, 1, 1)
    )
    path = library.path_of(made.sha256)
    content = path.read_bytes()
    assert path == folder / made.sha256 and hashlib.sha256(content).hexdigest() == made.sha256
    assert SECRET.encode() not in content and pixels(content) == pixels(photo.read_bytes())
    assert (made.file_name, made.mime, made.size) == ("Zdjęcie lato .JPG", "image/jpeg", len(content))
    assert (made.width, made.height, made.alt_text, made.consent_until) == (12, 8, "Kubek", date(2027, 1, 1))
    if os.name == "posix":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600 and stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert os.listdir(folder) == [made.sha256]  # noqa: PTH208  names only
    with store.read() as work:
        (entry,) = work.history.of("media", made.id)
    assert entry.facts["sha256"] == made.sha256 and entry.words is not None and entry.words["author"] == "Anna"


def test_the_same_file_twice_is_one(library: MediaService, ewa: Actor, tmp_path: Path) -> None:
    photo = given(tmp_path, "a.png", picture("PNG"))
    made = library.add(ewa, photo, alt_text="Pierwszy")
    assert library.add(ewa, given(tmp_path, "b.png", photo.read_bytes()), alt_text="Drugi") == made
    library.path_of(made.sha256).unlink()
    with pytest.raises(NotFound, match=r"^media\.file_gone"):
        library.path_of(made.sha256)
    assert library.add(ewa, photo) == made and library.path_of(made.sha256).is_file()
    assert library.library() == [made] and library.media(made.id) == made


def test_films_and_documents_as_they_are(library: MediaService, ewa: Actor, tmp_path: Path) -> None:
    for name, content, mime in (
        ("film.bin", b"\x00\x00\x00\x18ftypmp42" + bytes(3_000_000), "video/mp4"),
        ("film.mov", b"\x00\x00\x00\x14ftypqt  " + bytes(10), "video/quicktime"),
        ("ulotka.pdf", b"%PDF-1.7\n%%EOF", "application/pdf"),
    ):
        made = library.add(ewa, given(tmp_path, name, content))
        assert (made.mime, made.width, made.size) == (mime, None, len(content))
        assert library.path_of(made.sha256).read_bytes() == content


def test_what_does_not_get_in(library: MediaService, ewa: Actor, tmp_path: Path, folder: Path) -> None:
    damaged = picture("PNG")[:-60]
    for name, content, code in (
        ("a.jpg", b"", "media.empty"),
        ("a.jpg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "media.format_unknown"),
        ("a.jpg", b"MZ" + bytes(100), "media.format_unknown"),
        ("a.png", damaged, "media.damaged"),
        ("a.png", huge_png(20_000, 20_000), "media.too_many_pixels"),
    ):
        with pytest.raises(BadInput, match=f"^{code}") as caught:
            library.add(ewa, given(tmp_path, name, content))
        assert caught.value.data["file"] == name
    for path, code in ((tmp_path / "missing.png", "media.file_missing"), (tmp_path, "media.not_a_file")):
        with pytest.raises(BadInput, match=f"^{code}"):
            library.add(ewa, path)
    assert library.library() == [] and os.listdir(folder) == []  # noqa: PTH208  names only


@pytest.mark.skipif(os.name == "nt", reason="pipes of POSIX")
def test_a_pipe_is_not_waited_for(library: MediaService, ewa: Actor, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.png")
    with pytest.raises(BadInput, match=r"^media\.not_a_file"):
        library.add(ewa, tmp_path / "pipe.png")


def test_larger_than_its_kind_may_be(
    library: MediaService, ewa: Actor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    small = module.MediaKind("document", "application/pdf", 2 << 20)
    monkeypatch.setattr(module, "media_kind", lambda _: small)
    with pytest.raises(BadInput, match=r"^media\.too_large") as caught:
        library.add(ewa, given(tmp_path, "a.pdf", bytes((2 << 20) + 1)))
    assert caught.value.data == {"file": "a.pdf", "limit_mb": 2}
    assert library.add(ewa, given(tmp_path, "b.pdf", bytes(2 << 20))).size == 2 << 20


def test_rights_are_edited_and_checked(library: MediaService, ewa: Actor, tmp_path: Path, store: Store) -> None:
    photo = given(tmp_path, "a.gif", picture("GIF"))
    for values, code in (({"consent": "perhaps"}, "media.consent"), ({"source_url": "file:///etc"}, "link.invalid")):
        with pytest.raises(BadInput, match=f"^{code}"):
            library.add(ewa, photo, **values)  # type: ignore[arg-type]
    made = library.add(ewa, photo, licence_until=date(2027, 5, 1), source_url="https://example.org/a")
    changed = library.edit(ewa, made.id, consent="missing", alt_text="Nowy", empty=["licence_until"])
    assert (changed.consent, changed.alt_text, changed.licence_until) == ("missing", "Nowy", None)
    assert changed.source_url == "https://example.org/a"
    with pytest.raises(NotFound, match=r"^media\.not_found"):
        library.edit(ewa, 99, alt_text="x")
    with pytest.raises(NotPermitted):
        library.add(Actor(add_member(store, "gosc@jesion.pl", Role.VIEWER)), photo)


def test_where_files_lie(store: Store, ewa: Actor, tmp_path: Path) -> None:
    service = MediaService(store, SetClock(NOW))
    photo = given(tmp_path, "a.gif", picture("GIF"))
    if store.is_file:
        made = service.add(ewa, photo)
        assert service.path_of(made.sha256).parent.name == "workspace.szpalta.media"
    else:
        with pytest.raises(StoreProblem, match=r"^media\.no_folder"):
            service.add(ewa, photo)
    for name in ("..", "../a.gif", "", "A" * 64, "0" * 64):
        with pytest.raises(NotFound, match=r"^media\.file_gone"):
            service.path_of(name)


@pytest.mark.skipif(sys.platform != "linux", reason="locks are looked up in /proc")
def test_the_workspace_itself_is_refused_and_keeps_its_locks(library: MediaService, ewa: Actor, store: Store) -> None:
    if not store.is_file:
        return
    place = Path(store.address)
    before = locks_of(place)
    assert before
    for name in ("", "-wal", "-shm"):
        with pytest.raises(BadInput, match=r"^media\.format_unknown"):
            library.add(ewa, Path(f"{place}{name}"))
    assert locks_of(place) == before
