from __future__ import annotations

import stat
from pathlib import Path

from app.system.machine import linux_id, machine_id


def test_the_id_is_stable_and_does_not_show_the_systems_own(tmp_path: Path) -> None:
    own = "0123456789abcdef0123456789abcdef"
    first = machine_id(tmp_path, lambda: own)
    assert first == machine_id(tmp_path, lambda: own)
    assert first != machine_id(tmp_path, lambda: own[::-1])
    assert own not in first
    assert len(first) == 32
    assert not list(tmp_path.iterdir())


def test_without_a_system_id_a_random_one_is_kept(tmp_path: Path) -> None:
    config = tmp_path / "config"
    first = machine_id(config, lambda: None)
    assert first == machine_id(config, lambda: None)
    assert stat.S_IMODE((config / "machine-id").stat().st_mode) == 0o600
    (config / "machine-id").write_text("damaged")
    assert machine_id(config, lambda: None) != first


def test_only_a_real_machine_id_counts(tmp_path: Path) -> None:
    good, never_started = tmp_path / "good", tmp_path / "new"
    good.write_text("0123456789abcdef0123456789abcdef\n")
    never_started.write_text("uninitialized\n")
    assert linux_id((tmp_path / "missing", never_started, good)) == "0123456789abcdef0123456789abcdef"
    assert linux_id((never_started,)) is None
