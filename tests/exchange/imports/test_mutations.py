"""Damaged exports of every kind give values or a `BadInput`, never anything else. How long it takes is a benchmark."""

from itertools import islice
from pathlib import Path

import pytest

from app.domain.errors import BadInput
from app.exchange.imports import propose_mapping, read, read_mapped, recognise
from tests.exchange.imports.exports import workbook
from tests.exchange.imports.test_archives import STUDIO, archive
from tests.exchange.imports.test_ga4_and_ads import ADS, PERIOD, PREAMBLE, ROWS
from tests.exchange.imports.test_linkedin_pages import METRICS
from tests.exchange.imports.test_meta_posts import FACEBOOK, INSTAGRAM_PL
from tests.exchange.imports.test_old_facebook import LEGACY, POST
from tests.exchange.imports.test_x_and_tiktok import CONTENT
from tests.fakes.mutations import mutated
from tests.fakes.old_excel import old_excel

SEEDS = range(60)
ANSWERS = {"zone": "Europe/Warsaw", "decimal_mark": ".", "date_order": "mdy", "year": "2024"}
SNAPSHOT = (
    f"{PREAMBLE}{PERIOD}Nth day,Active users\n0000,10\n0001,12\n\n{PERIOD}Nth month,New users\n0000,70\n"
    f"{PERIOD}Country,Sessions\nPoland,5\nGrand total,5\n"
)
AUDIENCE = (
    'sep=,\n"Age & gender"\n"","Women","Men"\n"18-24","20.5","9.5"\n\n"Top cities"\n"Lublin, Poland","Kielce"\n"12.5","8"\n\n'
    '"Facebook reach"\n"Date","Primary"\n"2025-03-30T00:00:00","12"\n'
)
DAYS = "Date,Video Views,Profile Views,Likes,Comments,Shares\n31 December,1,2,3,4,5\n1 January,1,2,3,4,undefined\n"
TEXTS = {
    "facebook": FACEBOOK.encode("utf-8-sig"),
    "instagram": INSTAGRAM_PL.encode("cp1250"),
    "ga4": SNAPSHOT.encode(),
    "audience": AUDIENCE.encode("utf-16"),
    "ads": (ADS + ROWS).encode(),
    "x": (CONTENT.format(share="Share") + '1,"Fri, Jun 5, 2026",a,b,1,2,3,4,5,6,7,8,9,1,2,3,4\n' * 3).encode(),
    "tiktok": DAYS.encode(),
}


def _read(path: Path) -> None:
    for table in recognise(path):
        for _ in islice(read(path, table, ANSWERS), 5_000):
            pass
    mapping = propose_mapping(path)
    for _ in islice(read_mapped(path, mapping, ANSWERS), 5_000):
        pass


def _only_refusals(path: Path, source: bytes) -> None:
    path.write_bytes(source)
    assert recognise(path)
    for seed in SEEDS:
        path.write_bytes(mutated(source, seed))
        try:
            _read(path)
        except BadInput as refusal:
            assert refusal.code.startswith(("import.", "mapping.")), (seed, refusal.code)


@pytest.mark.parametrize("kind", sorted(TEXTS))
def test_texts(tmp_path: Path, kind: str) -> None:
    _only_refusals(tmp_path / "damaged", TEXTS[kind])


def test_workbooks(tmp_path: Path) -> None:
    made = workbook(
        tmp_path, {"Key Metrics": [LEGACY, [*POST, *range(7)]], "Metrics": [["x"], METRICS, ["01/31/2024"] * 20]}
    )
    _only_refusals(tmp_path / "damaged", made.read_bytes())


def test_workbooks_of_the_old_format(tmp_path: Path) -> None:
    rows = [["Industry", "Total followers"], *([f"{number}", float(number)] for number in range(90))]
    _only_refusals(tmp_path / "damaged", old_excel({"Industry": rows}))


def test_mutated_archives_give_values_or_a_refusal(tmp_path: Path) -> None:
    book = workbook(tmp_path, {"Overview": [line.split(",") for line in DAYS.splitlines()]}).read_bytes()
    path = archive(tmp_path, STUDIO | {"TikTok/Overview.xlsx": book})
    _only_refusals(path, path.read_bytes())
