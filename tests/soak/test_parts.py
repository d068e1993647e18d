"""The command of the long runs: no long test is left out, and a part that fails is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.soak.__main__ import PARTS, main

ROOT = Path(__file__).resolve().parents[2]


def test_every_long_test_belongs_to_a_part() -> None:
    places = [ROOT / name for names in PARTS.values() for name in names]
    assert [str(place) for place in places if not place.exists()] == []
    long = [
        path
        for path in (ROOT / "tests").rglob("test_*.py")
        if path != Path(__file__) and "mark.soak" in path.read_text(encoding="utf-8")
    ]
    assert len(long) > 5
    assert [path for path in long if not any(place == path or place in path.parents for place in places)] == []


def test_a_part_ends_with_its_line_and_one_without_a_test_has_failed(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    good, bad, empty = (tmp_path / f"test_{name}.py" for name in ("good", "bad", "empty"))
    good.write_text("import pytest\n\n@pytest.mark.soak\ndef test_it():\n    assert True\n")
    bad.write_text("import pytest\n\n@pytest.mark.soak\ndef test_it():\n    assert False\n")
    empty.write_text("def test_it():\n    assert True\n")
    parts = {path.stem.removeprefix("test_"): (str(path),) for path in (good, bad, empty)}
    monkeypatch.setattr("tests.soak.__main__.PARTS", parts)
    monkeypatch.chdir(ROOT)
    assert main(["good"]) == 0
    assert main([]) == 1
    lines = [line.split(" after ")[0] for line in capfd.readouterr().out.splitlines() if line.startswith("soak ")]
    assert lines[-3:] == ["soak good: passed", "soak bad: FAILED", "soak empty: FAILED"]
    assert main(["nothing"]) == 2
