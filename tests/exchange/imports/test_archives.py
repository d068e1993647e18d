"""ZIP archives as the networks hand them out: the tables inside are read in place, and an attack is refused."""

import struct
import zipfile
from datetime import date
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from app.domain.errors import BadInput
from app.domain.imports import ImportedAudience, RowProblem
from app.exchange.imports import propose_mapping, recognise, sample
from tests.exchange.imports.exports import days, groups, imported, keyed, posts

TABLE = """Content,Video title,Video publish time,Duration,Views
Total,,,,30
50KfgObDrEI,Jeden,"Aug 19, 2025",61,20
-VdePwcODwE,Dwa,"Aug 20, 2025",62,10
"""
TOTALS = "Date,Views\n2025-08-19,12\n2025-08-20,18\n"
CHART = """Date,Content,Video title,Video publish time,Duration,Views
2025-08-19,50KfgObDrEI,Jeden,"Aug 19, 2025",61,12
2025-08-20,50KfgObDrEI,Jeden,"Aug 19, 2025",61,8
2025-08-20,-VdePwcODwE,Dwa,"Aug 20, 2025",62,10
"""
STUDIO = {"Table data.csv": TABLE, "Totals.csv": TOTALS, "Chart data.csv": CHART}


def archive(folder: Path, parts: dict[str, str | bytes]) -> Path:
    path = folder / "export.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return path


def book(rows: list[list[str]]) -> bytes:
    made = openpyxl.Workbook()
    for row in rows:
        made.active.append(row)
    file = BytesIO()
    made.save(file)
    return file.getvalue()


def test_the_archive_of_youtube_studio_holds_three_tables(tmp_path: Path) -> None:
    path = archive(tmp_path, STUDIO)
    found = dict(imported(path))
    assert [table.sheet for table in recognise(path)] == ["Table data.csv", "Totals.csv", "Chart data.csv"]
    assert [(post.external_id, keyed(post)) for post in posts(found["youtube.videos"])] == [
        ("50KfgObDrEI", {"views": 20}),
        ("-VdePwcODwE", {"views": 10}),
    ]
    assert days(found["youtube.days"]) == [("2025-08-19", {"views": 12}), ("2025-08-20", {"views": 18})]
    assert sum(group[3] for group in groups(found["youtube.video_days"])) == 30
    assert propose_mapping(path)["sheet"] in STUDIO
    assert [list(row.cells) for row in sample(path, "Totals.csv", 1, 2).rows] == [
        ["2025-08-19", "12"],
        ["2025-08-20", "18"],
    ]


def test_a_table_without_dates_takes_the_period_of_the_days_beside_it(tmp_path: Path) -> None:
    table = "Geography,Views,Watch time (hours)\nTotal,30,1.5\nPL,20,1\nDE,10,0.5\n"
    found = dict(imported(archive(tmp_path, {"Table data.csv": table, "Totals.csv": TOTALS})))
    assert {
        (item.first_day, item.last_day) for item in found["youtube.breakdown"] if not isinstance(item, RowProblem)
    } == {(date(2025, 8, 19), date(2025, 8, 20))}


def test_workbooks_and_texts_of_tiktok_together(tmp_path: Path) -> None:
    history = book([["Date", "Followers", "Difference in followers from previous day"], ["March 1", "7", "1"]])
    path = archive(
        tmp_path,
        {
            "Followers/FollowerHistory.xlsx": history,
            "Followers/FollowerGender.csv": '"Gender","Distribution"\n"Female","0.59"\n"Male","0.41"\n',
            "Followers/FollowerActivity.csv": "",
            "__MACOSX/Followers/._FollowerGender.csv": b"\0\1\2",
            "Followers/readme.pdf": b"%PDF-1.7",
            "Followers/picture.csv": b"\x89PNG\r\n\x1a\n",
        },
    )
    found = dict(imported(path, last_day="2026-03-02"))
    assert days(found["tiktok.audience_days"]) == [("2026-03-01", {"followers": 7, "net_followers": 1})]
    assert [group[:2] for group in groups(found["tiktok.audience"])] == [("gender", "Female"), ("gender", "Male")]


def test_a_share_below_a_percent_is_known_only_to_be_at_most_one(tmp_path: Path) -> None:
    genders = "Gender,Distribution\nFemale,61%\nMale,38%\nOther,< 1%\n"
    found = dict(imported(archive(tmp_path, {"FollowerGender.csv": genders}), last_day="2026-03-02"))
    shares = [item for item in found["tiktok.audience"] if isinstance(item, ImportedAudience)]
    assert [(row.bucket, row.value, row.at_most) for row in shares] == [
        ("Female", 0.61, False),
        ("Male", 0.38, False),
        ("Other", 0.01, True),
    ]


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        ({"notes.md": "x"}, "import.not_a_workbook"),
        ({"a.csv": "", "b.csv": " \n"}, "import.empty"),
        ({"a.csv": bytes(40 << 20)}, "import.zip_bomb"),
        ({f"{number}.csv": "a,b\n1,2\n" for number in range(101)}, "import.too_many_tables"),
        ({f"{number}.csv": "a,b\n1,2\n" for number in range(1001)}, "import.too_many_tables"),
        ({"a.xlsx": b"PK\x03\x04 nothing"}, "import.damaged_workbook"),
        ({"../../a.csv": "Date,Views\n2025-13-45,1\n", "inner.zip": b"PK"}, None),
    ],
)
def test_archives_that_hold_no_table_or_too_much(
    tmp_path: Path, parts: dict[str, str | bytes], code: str | None
) -> None:
    path = archive(tmp_path, parts)
    if code is None:
        assert [table.source for table in recognise(path)] == ["youtube.days"]
        assert [found.name for found in tmp_path.iterdir()] == ["export.zip"]
        return
    with pytest.raises(BadInput) as refused:
        recognise(path)
    assert refused.value.code == code


def test_a_part_that_does_not_unpack_is_refused(tmp_path: Path) -> None:
    path = archive(tmp_path, {"Totals.csv": TOTALS * 50})
    content = bytearray(path.read_bytes())
    start = 30 + len("Totals.csv")
    content[start + 8 : start + 40] = bytes(32)
    path.write_bytes(content)
    with pytest.raises(BadInput) as refused:
        recognise(path)
    assert refused.value.code == "import.damaged_archive"


def test_a_protected_archive_is_refused(tmp_path: Path) -> None:
    path = archive(tmp_path, {"Totals.csv": TOTALS})
    content = bytearray(path.read_bytes())
    for signature, offset in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        place = content.find(signature)
        content[place + offset : place + offset + 2] = struct.pack("<H", 1)
    path.write_bytes(content)
    with pytest.raises(BadInput) as refused:
        recognise(path)
    assert refused.value.code == "import.encrypted"


def test_the_name_of_an_archive_tells_its_days_where_nothing_inside_does(tmp_path: Path) -> None:
    inside = {"Table data.csv": "Viewer gender,Views (%),Watch time (hours) (%)\nFemale,33.5,42.8\nMale,66.5,57.2\n"}
    path = archive(tmp_path, inside).rename(tmp_path / "Viewer gender 2024-05-01_2024-05-28 Jesion.zip")
    (table,) = recognise(path)
    assert (table.learned["first_day"], table.learned["last_day"]) == ("2024-05-01", "2024-05-28")
