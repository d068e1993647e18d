from datetime import date
from pathlib import Path

import pytest

from app.domain.errors import BadInput
from app.domain.imports import ImportedAudience, ImportedDay, ImportedPost, RowProblem
from app.exchange.imports import read, recognise
from app.exchange.imports.delimited import open_delimited
from app.exchange.imports.opening import open_sheets
from app.exchange.imports.place import Place


def saved(folder: Path, content: str, encoding: str = "utf-8") -> Path:
    path = folder / "x"
    path.write_bytes(content.encode(encoding))
    return path


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("utf-8", "Zażółć gęślą jaźń"),
        ("utf-8-sig", "Zażółć gęślą jaźń"),
        ("utf-16", "Zażółć gęślą jaźń 🙂"),
        ("utf-16-be", "Zażółć gęślą jaźń"),
        ("cp1250", "Zażółć gęślą jaźń"),
        ("iso8859-2", "Zażółć gęślą jaźń, Śląsk"),
        ("cp1252", "Crème brûlée à la façon d'été"),
        ("cp1251", "Привет, как дела"),
        ("cp1250", "ćwierć"),
    ],
)
def test_characters_are_found_out(tmp_path: Path, encoding: str, text: str) -> None:
    rows = list(open_delimited(Place(saved(tmp_path, f'a;b\n1;"{text}"\n', encoding))).rows())
    assert rows == [(1, ["a", "b"]), (2, ["1", text])]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found_out(tmp_path: Path, delimiter: str) -> None:
    lines = ["Tytuł raportu, maj; wersja 2", f"a{delimiter}b{delimiter}c"] + [f"1{delimiter}2{delimiter}3"] * 3
    assert open_delimited(Place(saved(tmp_path, "\n".join(lines)))).delimiter == delimiter


def test_an_announced_delimiter_is_obeyed_and_not_counted(tmp_path: Path) -> None:
    (sheet,) = open_sheets(saved(tmp_path, "sep=|\na,x|b\n1|2\n"))
    assert list(sheet.rows()) == [(1, ["a,x", "b"]), (2, ["1", "2"])]


def test_several_lines_of_text_in_quotes_are_one_row(tmp_path: Path) -> None:
    (sheet,) = open_sheets(saved(tmp_path, 'a,b\r\n"x\ny",2\r\n\r\n3,4\r\n'))
    assert list(sheet.rows()) == [(1, ["a", "b"]), (2, ["x\ny", "2"]), (3, []), (4, ["3", "4"])]


def test_several_tables_in_one_file(tmp_path: Path) -> None:
    path = saved(
        tmp_path,
        "Tytuł\nDate,Views \n2025-01-01,5\n2025-01-02,6\n\nGeography,Views\nPL,7\nGrand total,7\n"
        '# Start date: 20240101\nContent,Video title,Video publish time,Views\nabc,T,"Jan 5, 2025",7\n',
    )
    tables = recognise(path)
    assert [(table.source, table.header_line, table.last_line) for table in tables] == [
        ("youtube.days", 2, 5),
        ("youtube.breakdown", 6, 9),
        ("youtube.videos", 10, None),
    ]
    days, parts, videos = (list(read(path, table, {})) for table in tables)
    assert [item.day for item in days if isinstance(item, ImportedDay)] == [date(2025, 1, 1), date(2025, 1, 2)]
    assert [type(item) for item in parts] == [ImportedAudience, RowProblem]
    assert [item.external_id for item in videos if isinstance(item, ImportedPost)] == ["abc"]


def test_a_header_repeated_among_the_rows_is_no_row(tmp_path: Path) -> None:
    path = saved(tmp_path, "Date,Views\n2025-01-01,5\nDate,Views\n2025-01-02,6\n")
    (table,) = recognise(path)
    assert len(list(read(path, table, {}))) == 2


def test_records_that_begin_with_a_hashtag_are_no_remarks_in_a_file_quoted_whole(tmp_path: Path) -> None:
    header = "Video title,Video link,Post time,Video views,Likes,Comments,Shares"
    rows = [
        f"{title},https://www.tiktok.com/@h/video/{i},2025/01/0{i} 10:00,{i},1,1,1"
        for i, title in ((1, "a"), (2, "#b"))
    ]
    path = saved(tmp_path, "".join(f'"{line}"\n' for line in (header, *rows)))
    (table,) = recognise(path)
    assert [item.text for item in read(path, table, {}) if isinstance(item, ImportedPost)] == ["a", "#b"]


def test_remarks_quoted_whole_above_a_short_table_stay_remarks(tmp_path: Path) -> None:
    lines = ("# ---", "# Sklep, Lublin", "# Start date: 20240101", "# End date: 20240131", "Country,Sessions", "PL,7")
    path = saved(tmp_path, "".join(f'"{line}"\n' for line in lines))
    (table,) = recognise(path)
    (part,) = read(path, table, {})
    assert isinstance(part, ImportedAudience)
    assert (part.bucket, part.value, part.first_day) == ("PL", 7, date(2024, 1, 1))


def test_decimal_commas_are_not_taken_for_the_delimiter(tmp_path: Path) -> None:
    path = saved(
        tmp_path,
        "Age & gender\n;Women;Men\n18-24;5,6;1,8\n25-34;2,5;6,3\n\n"
        "Top cities\nLublin, Poland;Warszawa, Poland\n5,5;3,2\n\nTop countries\nPoland;Germany\n88,1;2,3\n",
    )
    told = [item for table in recognise(path) for item in read(path, table, {}) if isinstance(item, ImportedAudience)]
    assert [(item.bucket, round(item.value, 3)) for item in told] == [
        ("18-24 · Women", 0.056), ("18-24 · Men", 0.018), ("25-34 · Women", 0.025), ("25-34 · Men", 0.063),
        ("Lublin, Poland", 0.055), ("Warszawa, Poland", 0.032), ("Poland", 0.881), ("Germany", 0.023),
    ]  # fmt: skip


def test_numbers_within_names_do_not_make_their_mark_the_delimiter(tmp_path: Path) -> None:
    rows = "".join(f"PL|2025|0{i}|12|34|Wiosna;1;2,{i}00,1.5,2025-01-01,2025-01-31\n" for i in range(1, 4))
    header = "Campaign name,Impressions,Amount spent (PLN),Reporting starts,Reporting ends\n"
    (table,) = recognise(saved(tmp_path, header + rows))
    assert len(table.columns) == 5


VIDEOS = 'Content,Video title,Video publish time,Views,Likes\nabcdefghijk,A,"May 1, 2024",1034,12\n'


@pytest.mark.parametrize(
    "rest",
    [
        'abcdefghijl,B,"May 2, 2024",10',
        'abcdefghijl,"B of which the title is',
        'abcdefghijl,"B without its mark,2 May 2024,1034,12\nabcdefghijm,C,3 May 2024,2,1\n',
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_file_that_was_cut_off_is_refused_with_its_place(tmp_path: Path, rest: str, encoding: str) -> None:
    with pytest.raises(BadInput, match=r"import\.cut_off") as found:
        recognise(saved(tmp_path, VIDEOS + rest, encoding))
    assert found.value.data["line"] == 3


@pytest.mark.parametrize(
    "rest",
    [
        'abcdefghijl,B,"May 2, 2024",10,2',
        'abcdefghijl,"B\nof two lines","May 2, 2024",10,2',
        "Showing the first 500 results",
        "Total,1034",
        'abcdefghijl,B,"May 2, 2024",10\n',
        "\nDate,Views\n2024-05-01,3",
    ],
)
def test_a_file_without_the_end_of_its_last_line_is_whole(tmp_path: Path, rest: str) -> None:
    assert recognise(saved(tmp_path, VIDEOS + rest))


WIDE = "Post ID,Page ID,Page name,Title,Publish time,Permalink,Reach,Reactions,Comments,Shares\n"
POST = "122010000{0},7,Piekarnia,Post {0},09/2{0}/2026 12:34,https://www.facebook.com/7/posts/122010000{0},10,1,2,3\n"


@pytest.mark.parametrize("rest", ["1220100003", "1220100003,7,Piekar", "1220100003,7,Piekarnia,Post 3,09/2"])
def test_rows_cut_off_early_are_told_from_remarks_by_how_they_begin(tmp_path: Path, rest: str) -> None:
    posts = WIDE + POST.format(1) + POST.format(2)
    with pytest.raises(BadInput, match=r"import\.cut_off"):
        recognise(saved(tmp_path, posts + rest))
    days = 'Date,Impressions,Likes,Reposts,Follows\n"Fri, Jul 31, 2026",9,1,2,3\n"Thu, Jul 30, 2026",8,1,2,3\n'
    with pytest.raises(BadInput, match=r"import\.cut_off"):
        recognise(saved(tmp_path, days + '"Sat, Aug 1, 2026",1'))
    assert recognise(saved(tmp_path, posts + "Total,,2"))
    assert recognise(saved(tmp_path, posts + rest + "\n"))


@pytest.mark.parametrize(("end", "asked"), [("\n", False), ("\r\n", False), ("", True)])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_row_that_may_be_cut_in_its_last_cell_is_asked_about(
    tmp_path: Path, end: str, asked: bool, encoding: str
) -> None:
    """Meta and YouTube always end their last line; TikTok never does."""
    (table,) = recognise(saved(tmp_path, WIDE + POST.format(1) + POST.format(2).rstrip() + end, encoding))
    assert ("ends_open" in table.learned) is asked
    (table,) = recognise(saved(tmp_path, '"Top territories","Distribution"\n"US","0.4"\n"EG","0.2"' + end, encoding))
    assert "ends_open" not in table.learned
    snapshot = "# Start date: 20240101\n# End date: 20240131\nCountry,Users\nPL,9\n\n" * 2
    *_, table = recognise(saved(tmp_path, snapshot.strip() + end, encoding))
    assert ("ends_open" in table.learned) is asked
