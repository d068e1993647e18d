"""`szpalta report`: a dashboard as a file."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import OWNER, Command

TABLE = "Post ID,Date,Reach,Reactions,Comments,Shares\n" + "\n".join(
    f"p{n},2026-03-{n:02},{100 + n},{n},1,0" for n in range(1, 29)
)


@pytest.fixture
def workspace(szpalta: Command, tmp_path: Path) -> Path:
    file, table = tmp_path / "w.szpalta", tmp_path / "table.csv"
    table.write_text(TABLE)
    assert szpalta("new", file, "--owner", OWNER, "--name", "Jesion").code == 0
    profile = ("profile", "add", "facebook", "--name", "J", "--handle", "j", "--connect", "none", "--brand", 1)
    assert szpalta("-w", file, *profile).code == 0
    return file


def _read_table(szpalta: Command, workspace: Path, folder: Path) -> None:
    table, mapping = folder / "table.csv", folder / "mapping.json"
    known = ("-w", workspace, "import", table, "--profile", 1)
    assert szpalta(*known, "--dry-run", "--save-mapping", mapping).code == 0
    assert szpalta(*known, "--mapping", mapping).code == 0


def test_a_report_is_written_over_the_days_with_data(szpalta: Command, workspace: Path, tmp_path: Path) -> None:
    _read_table(szpalta, workspace, tmp_path)
    told = szpalta("-w", workspace, "report", "pdf", "-o", tmp_path / "out", "--json").json()
    assert (told["dashboard"], told["from"], told["to"]) == ("overview", "2026-03-01", "2026-03-28")
    assert (tmp_path / "out.pdf").read_bytes().startswith(b"%PDF")
    days = ("--from", "2026-03-10", "--to", "2026-03-20")
    answer = szpalta("-w", workspace, "report", "png", "-o", tmp_path / "b.png", "--dashboard", "content", *days)
    assert answer.code == 0 and (tmp_path / "b.png").read_bytes().startswith(b"\x89PNG")


def test_an_own_dashboard_is_drawn_by_its_name(szpalta: Command, workspace: Path, tmp_path: Path) -> None:
    _read_table(szpalta, workspace, tmp_path)
    made = szpalta("-w", workspace, "dashboard", "copy", "content", "--name", "Zarząd", "--json").json()
    told = szpalta("-w", workspace, "report", "pdf", "-o", tmp_path / "z.pdf", "--dashboard", "zarząd", "--json").json()
    assert told["dashboard"] == made["key"]
    unknown = szpalta("-w", workspace, "report", "pdf", "-o", tmp_path / "y.pdf", "--dashboard", "nothing")
    assert unknown.code == 1 and "Zarząd" in unknown.err


def test_what_cannot_be_drawn_is_refused_with_a_reason(szpalta: Command, workspace: Path, tmp_path: Path) -> None:
    out = tmp_path / "x.pdf"
    nothing = szpalta("-w", workspace, "report", "pdf", "-o", out)
    assert nothing.code == 1 and "no figures yet" in nothing.err
    _read_table(szpalta, workspace, tmp_path)
    unknown = szpalta("-w", workspace, "report", "pdf", "-o", out, "--dashboard", "nothing")
    assert unknown.code == 1 and "overview, content, community, campaign, network:facebook" in unknown.err
    campaign = szpalta("-w", workspace, "report", "pdf", "-o", out, "--dashboard", "campaign")
    assert campaign.code == 1 and "Choose a campaign" in campaign.err
    assert not out.exists()
