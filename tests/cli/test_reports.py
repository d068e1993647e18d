"""`szpalta report`: a dashboard as a file."""

from __future__ import annotations

from pathlib import Path

import openpyxl
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


@pytest.mark.parametrize("kind", ["pdf", "png", "xlsx", "pptx"])
def test_every_kind_is_written_with_what_was_chosen(
    szpalta: Command, workspace: Path, tmp_path: Path, kind: str
) -> None:
    _read_table(szpalta, workspace, tmp_path)
    out, more = tmp_path / "wyniki", {"pdf": ["--landscape"], "png": ["--scale", 2]}.get(kind, [])
    told = szpalta(
        "-w", workspace, "--lang", "pl", "report", kind, "--out", out, "--compare", "none", "--brand", 1, "--posts",
        "organic", "--profile", "j", *more, "--json",
    ).json()  # fmt: skip
    assert told["file"] == f"{out}.{kind}" and told["pages"] >= 1
    begins = {"pdf": b"%PDF", "png": b"\x89PNG"}.get(kind, b"PK")
    assert Path(told["file"]).read_bytes().startswith(begins)


def test_a_workbook_says_what_was_chosen_and_holds_the_numbers(
    szpalta: Command, workspace: Path, tmp_path: Path
) -> None:
    _read_table(szpalta, workspace, tmp_path)
    chosen = ("--from", "2026-03-10", "--to", "2026-03-11", "--compare", "last_year")
    assert szpalta("-w", workspace, "report", "xlsx", "-o", tmp_path / "a.xlsx", *chosen).code == 0
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    rows = {row[0]: row for row in book["Summary"].iter_rows(values_only=True)}
    assert rows["Compared with"][1] == "10–11 March 2025" and rows["Profiles"][1] == "Facebook"
    assert rows["Sum of post reaches (not people)"][1] == 110 + 111


def test_a_place_that_cannot_be_written_gets_a_sentence(szpalta: Command, workspace: Path, tmp_path: Path) -> None:
    _read_table(szpalta, workspace, tmp_path)
    (tmp_path / "d.xlsx").mkdir()
    for kind, out in (("pptx", tmp_path / "nowhere" / "a"), ("xlsx", tmp_path / "d.xlsx")):
        answer = szpalta("-w", workspace, "report", kind, "-o", out)
        assert answer.code == 1 and answer.err.count("\n") == 1 and "nothing was written" in answer.err.casefold()
    assert not list((tmp_path / "d.xlsx").iterdir()) and not (tmp_path / "nowhere").exists()


def test_options_belong_to_their_kind(szpalta: Command, workspace: Path, tmp_path: Path) -> None:
    for words in (("pptx", "--scale", 2), ("xlsx", "--landscape"), ("png", "--scale", 3)):
        assert szpalta("-w", workspace, "report", words[0], "-o", tmp_path / "a", *words[1:]).code == 2


def test_a_table_without_days_is_reported_on_the_dashboard_of_its_network(
    szpalta: Command, workspace: Path, tmp_path: Path
) -> None:
    ages, out = tmp_path / "ages.csv", tmp_path / "ages.xlsx"
    ages.write_text("Viewer age,Views (%),Average percentage viewed (%)\n18–24 years,40,47\n25–34 years,60,51\n")
    assert szpalta("-w", workspace, "profile", "add", "youtube", "--name", "Y", "--handle", "y", "--brand", 1).code == 0
    assert szpalta("-w", workspace, "import", ages, "--profile", "youtube").code == 0
    assert szpalta("-w", workspace, "report", "xlsx", "-o", out).code == 1
    assert szpalta("-w", workspace, "report", "xlsx", "-o", out, "--dashboard", "network:youtube").code == 0
    sheet = openpyxl.load_workbook(out).worksheets[1]
    assert [row[-1] for row in sheet.iter_rows(min_row=4, values_only=True)] == [0.6, 0.4]
