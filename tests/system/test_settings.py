from __future__ import annotations

import contextlib
import json
import stat
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors import BadInput
from app.system.settings import Settings, SettingsFile, _from_json, without_password

NOW = datetime(2026, 11, 22, 8, 30, tzinfo=UTC)


@pytest.fixture
def file(tmp_path: Path) -> SettingsFile:
    return SettingsFile(tmp_path / "config" / "settings.json")


def test_nothing_saved_yet_gives_defaults(file: SettingsFile) -> None:
    assert file.load() == Settings()


def test_saved_settings_come_back(file: SettingsFile) -> None:
    settings = Settings("pl", "dark", window={"main": "AAAA"}).remember("/dane/miętowa.szpalta", "abc", "Miętowa", NOW)
    file.save(settings)
    assert file.load() == settings
    assert stat.S_IMODE(file.path.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.path.parent.stat().st_mode) == 0o700


def test_a_store_seen_before_is_known_with_its_id() -> None:
    settings = Settings().remember("/a", "1", "A", NOW).remember("/b", None, "B", NOW).remember("/a", "2", "A", NOW)
    assert [row.location for row in settings.workspaces] == ["/a", "/b"]
    known = settings.known("/a")
    assert known is not None
    assert known.store_id == "2"
    assert settings.known("/c") is None
    assert settings.forget("/a").known("/a") is None


@pytest.mark.parametrize(
    ("location", "kept"),
    [
        ("/dane/miętowa.szpalta", "/dane/miętowa.szpalta"),
        ("C:\\Dane\\plan.szpalta", "C:\\Dane\\plan.szpalta"),
        ("postgresql://ania:ta:jne@host:5432/db", "postgresql://ania@host:5432/db"),
        (
            "postgresql+psycopg://host/db?user=a&password=tajne&sslmode=verify-full",
            "postgresql+psycopg://host/db?user=a&sslmode=verify-full",
        ),
        ("postgresql://host/db?password=tajne", "postgresql://host/db"),
    ],
)
def test_passwords_are_not_remembered(file: SettingsFile, location: str, kept: str) -> None:
    assert without_password(location) == kept
    file.save(Settings().remember(location, None, "X", NOW))
    assert "tajne" not in file.path.read_text(encoding="utf-8")
    assert file.load().known(location) is not None


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b"\xff\xfe\x00",
        b'{"workspaces": 3}',
        b'{"workspaces": [{"location": 1, "store_id": null, "name": "x", "opened_at": "2026-11-22T08:30:00+00:00"}]}',
        b'{"workspaces": [{"location": "x", "store_id": null, "name": "x", "opened_at": "2026-11-22T08:30:00"}]}',
        b'{"window": {"main": 1}}',
        b"[" * 100_000,
        b" " * 1_000_001,
    ],
)
def test_a_damaged_file_is_put_aside(file: SettingsFile, content: bytes) -> None:
    file.path.parent.mkdir()
    file.path.write_bytes(content)
    assert file.load() == Settings()
    assert not file.path.exists()
    assert file.path.with_name("settings.json.bad").read_bytes() == content


def test_values_of_a_newer_version_fall_back_to_defaults(file: SettingsFile) -> None:
    file.path.parent.mkdir()
    file.path.write_text(json.dumps({"language": "uk", "theme": "sepia", "new": 1}), encoding="utf-8")
    assert file.load() == Settings()
    assert file.path.exists()


def test_a_folder_in_place_of_the_file_is_no_crash(file: SettingsFile) -> None:
    file.path.mkdir(parents=True)
    assert file.load() == Settings()


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(st.fixed_dictionaries({}, optional={"language": JSON, "theme": JSON, "workspaces": JSON, "window": JSON}))
def test_any_content_is_read_or_called_damaged(content: dict[str, object]) -> None:
    with contextlib.suppress(ValueError, TypeError, KeyError, AttributeError, BadInput):
        assert isinstance(_from_json(content), Settings)


def test_the_way_to_the_network_is_kept_without_a_password(tmp_path: Path) -> None:
    file = SettingsFile(tmp_path / "settings.json")
    assert (file.load().proxy, file.load().ca_file) == (None, None)
    file.save(Settings(proxy="http://ania:tajne@proxy.example:3128", ca_file="/etc/ca.pem"))
    assert (file.load().proxy, file.load().ca_file) == ("http://ania@proxy.example:3128", "/etc/ca.pem")
    file.save(Settings(proxy=""))
    assert file.load().proxy == ""
