"""`szpalta persona card` writes a page without a display."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from app.cli import main
from tests.cli.conftest import OWNER


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SZPALTA_HOME", str(tmp_path / "home"))
    file = tmp_path / "w.szpalta"
    assert main(["new", str(file), "--owner", OWNER, "--name", "Jesion"]) == 0
    assert main(["persona", "add", "--name", "Marta", "--summary", "Kupuje w sobotę", "-w", str(file)]) == 0
    return file


def test_a_pdf_and_a_png(workspace: Path, tmp_path: Path) -> None:
    for ending, start in ((".pdf", b"%PDF"), (".png", b"\x89PNG")):
        out = tmp_path / f"marta{ending}"
        call = ["persona", "card", "Marta", "-o", str(out), "-w", str(workspace), "--json"]
        done = subprocess.run(
            [sys.executable, "-m", "app", *call],
            env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
            cwd=Path(__file__).resolve().parents[2],
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        assert json.loads(done.stdout) == {"id": 1, "file": str(out), "pages": 1}
        assert out.read_bytes().startswith(start)


def test_another_ending_is_refused(workspace: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "marta.docx"
    assert main(["persona", "card", "Marta", "-o", str(out), "-w", str(workspace), "--lang", "en"]) == 1
    assert "ends in .pdf or .png" in capsys.readouterr().err and not out.exists()
