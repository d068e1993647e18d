import json
from copy import deepcopy
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from app.domain.errors import BadInput
from app.domain.imports import ImportedAudience, ImportedDay, ImportedPost
from app.exchange.imports import load_mapping, propose_mapping, read_mapped, recognise

OWN = (
    "Raport agencji\n\nKiedy;Co;Zasięg;Wynik;Adres;Uwagi\n"
    '25.03.2025 10:00;"Tom &amp; Jerry";1.200;3,5;https://x.pl/1;ok\n'
    "26.03.2025 11:30;Drugi;900;4,25;https://x.pl/2;nie\n"
)


@pytest.fixture
def own(tmp_path: Path) -> Path:
    path = tmp_path / "raport.csv"
    path.write_text(OWN, encoding="utf-8")
    return path


def test_an_unknown_table_is_not_recognised_but_a_mapping_is_proposed(own: Path) -> None:
    assert recognise(own) == []
    mapping: dict[str, Any] = propose_mapping(own)
    json.dumps(mapping)
    assert (mapping["header_line"], mapping["kind"], mapping["date_order"], mapping["decimal_mark"]) == (
        3,
        "posts",
        "dmy",
        ",",
    )
    assert [(column["column"], column["meaning"]) for column in mapping["columns"]] == [
        ("Kiedy", "published_at"), ("Co", "text"), ("Zasięg", "reach"), ("Wynik", "metric"), ("Adres", "permalink"),
        ("Uwagi", None),
    ]  # fmt: skip


def test_a_corrected_mapping_reads_the_table(own: Path) -> None:
    mapping: dict[str, Any] = propose_mapping(own)
    mapping["columns"][1]["meaning"] = "text"
    mapping |= {"zone": "Europe/Warsaw", "unescape_html": True, "network": "x"}
    first, second = read_mapped(own, json.loads(json.dumps(mapping)))
    assert isinstance(first, ImportedPost) and isinstance(second, ImportedPost)
    assert (first.text, first.published_at) == ("Tom & Jerry", datetime(2025, 3, 25, 9, tzinfo=UTC))
    assert [(r.metric, r.value, r.key) for r in first.readings] == [("Zasięg", 1200, "reach"), ("Wynik", 3.5, None)]
    assert (first.external_id, second.line) == ("https://x.pl/1", 5)


@pytest.mark.parametrize(
    ("change", "key"),
    [
        ({"kind": "post"}, "kind"),
        ({"version": 2}, "version"),
        ({"header_line": 0}, "header_line"),
        ({"header_line": 99}, "header_line"),
        ({"network": "facebok"}, "network"),
        ({"colums": []}, "colums"),
        ({"columns": []}, "columns"),
        ({"columns": [{"column": "Kiedy", "position": 1, "meaning": "date"}]}, "columns[0].meaning"),
        ({"columns": [{"column": "Kiedys", "position": 1, "meaning": "day"}]}, "columns[0].column"),
        ({"columns": [{"column": "Kiedy", "position": "1", "meaning": "day"}]}, "columns[0].position"),
        ({"columns": [{"column": "Co", "position": 2, "meaning": "text"}]}, "columns"),
        ({"sheet": "Arkusz1"}, "sheet"),
        ({"date_order": "mdy"}, "date_order"),
        ({"unescape_html": 1}, "unescape_html"),
    ],
)
def test_a_wrong_mapping_is_refused_with_its_key(own: Path, change: dict[str, Any], key: str) -> None:
    mapping = deepcopy(propose_mapping(own)) | change
    with pytest.raises(BadInput) as caught:
        read_mapped(own, mapping)
    assert (caught.value.code, caught.value.data["key"]) == ("mapping.invalid", key)


def test_a_mapping_file_that_is_no_json_says_where(tmp_path: Path) -> None:
    path = tmp_path / "mapping.json"
    path.write_text('{"version": 1,\n "kind" "posts"}', encoding="utf-8")
    with pytest.raises(BadInput) as caught:
        load_mapping(path)
    assert (caught.value.code, caught.value.data["line"]) == ("mapping.not_json", 2)
    path.write_text("[]", encoding="utf-8")
    with pytest.raises(BadInput, match=r"mapping.invalid"):
        load_mapping(path)


def test_days_and_breakdowns_by_proposal(tmp_path: Path) -> None:
    days = tmp_path / "days.csv"
    days.write_text("Dzień,Zasięg\n2025-03-01,5\n2025-03-02,-\n", encoding="utf-8")
    first, second = read_mapped(days, propose_mapping(days))
    assert isinstance(first, ImportedDay) and isinstance(second, ImportedDay)
    assert (first.day, first.readings[0].key, second.readings) == (date(2025, 3, 1), "reach", ())
    parts = tmp_path / "parts.csv"
    parts.write_text("Województwo,Osoby\nlubelskie,5\nRazem,5\n", encoding="utf-8")
    items = list(read_mapped(parts, propose_mapping(parts)))
    assert isinstance(items[0], ImportedAudience)
    assert (items[0].dimension, items[0].bucket, items[0].metric, items[0].value) == (
        "województwo",
        "lubelskie",
        "Osoby",
        5,
    )
    assert len(items) == 2  # the second is the note about the total row


def test_unclear_numbers_ask(tmp_path: Path) -> None:
    path = tmp_path / "days.csv"
    path.write_text("Dzień;Zasięg\n2025-03-01;1,234\n2025-03-02;2,345\n", encoding="utf-8")
    mapping = propose_mapping(path)
    with pytest.raises(BadInput, match=r"import.question_unanswered.*decimal_mark"):
        read_mapped(path, mapping)
    first, _ = read_mapped(path, mapping, {"decimal_mark": "."})
    assert isinstance(first, ImportedDay) and first.readings[0].value == 1234


def test_rows_without_ids_keep_theirs_when_figures_grow(tmp_path: Path) -> None:
    path = tmp_path / "posts.csv"
    ids = []
    for reach in (5, 50):
        path.write_text(f"Dzień,Tekst,Zasięg\n2025-03-01,Ala,{reach}\n2025-03-01,Ala,{reach}\n", encoding="utf-8")
        ids.append(
            [item.external_id for item in read_mapped(path, propose_mapping(path)) if isinstance(item, ImportedPost)]
        )
    assert ids[0] == ids[1] and len(set(ids[0])) == 2
