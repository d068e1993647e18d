"""Reports as slides, read back."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from typing import Any

import pptx
import pytest
from pptx.enum.text import PP_ALIGN

from app.domain.reports import Report, TilePicture
from app.exchange.report_slides import MOST_ROWS, slides_of
from app.exchange.slide_parts import new_deck, new_slide, show_table
from app.system.words import Words
from tests.fakes.reports import HOSTILE, PNG, a_picture, a_report, number_tile, posts_tile, words_tile

NOW = datetime(2026, 11, 24, 5, 30, tzinfo=UTC)


def _deck(report: Report, *pictures: TilePicture | None, language: str = "pl") -> Any:
    given = [*pictures, *[None] * (len(report.tiles) - len(pictures))]
    return pptx.Presentation(io.BytesIO(slides_of(report, given, Words(language), NOW, lambda share: None)))


def _texts(slide: Any) -> list[str]:
    return [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]


def test_one_slide_for_each_tile_after_one_that_says_what_it_is() -> None:
    deck = _deck(a_report(number_tile(), words_tile("Omówić"), posts_tile()), a_picture())
    assert len(deck.slides) == 4
    assert deck.slide_width / deck.slide_height == pytest.approx(16 / 9)
    first, *tiles = deck.slides
    assert _texts(first)[0] == "Piekarnia – Przegląd"
    assert "Okres: 1–23 listopada 2026\nPorównywane z: 9–31 października 2026\nProfile: Facebook" in _texts(first)[1]
    assert [slide.shapes.title.text for slide in tiles] == ["Zasięg", "Notatka", "Najlepsze posty"]
    assert deck.core_properties.title == "Piekarnia – Przegląd" and deck.core_properties.author == "Szpalta"


def test_a_number_stands_large_beside_its_picture_which_says_what_it_shows() -> None:
    slide = _deck(a_report(number_tile()), a_picture()).slides[1]
    assert {"4,50%", "−0,25 pkt proc.", "2 z 3 postów"} <= set(_texts(slide))
    picture = next(shape for shape in slide.shapes if shape.shape_type == 13)
    assert picture._element.nvPicPr.cNvPr.get("descr") == "Zasięg. 1 lis: 4,50%"
    assert picture.image.blob == PNG


def test_foot_and_notes_tell_formula_sample_and_age_of_the_data() -> None:
    slide = _deck(a_report(number_tile()), a_picture()).slides[1]
    foot = next(text for text in _texts(slide) if text.startswith("Wzór: "))
    assert foot == (
        "Wzór: interakcje ÷ zasięg × 100\n"
        "Próba: 2 z 3 postów · Okres: 1–23 listopada 2026 · Stan danych: 24 listopada 2026, 06:30"
    )
    notes = slide.notes_slide.notes_text_frame.text
    assert "Wzór: interakcje ÷ zasięg × 100" in notes and "Profile: Facebook" in notes


def test_everything_stays_on_the_slide() -> None:
    deck = _deck(a_report(number_tile(), posts_tile(40), words_tile("\n".join(["Słowa " * 40] * 20))), a_picture())
    for slide in deck.slides:
        for shape in slide.shapes:
            assert shape.left >= 0 and shape.left + shape.width <= deck.slide_width
            assert shape.top >= 0 and shape.top + shape.height <= deck.slide_height


def test_a_long_table_says_how_much_is_left_out() -> None:
    slide = _deck(a_report(posts_tile(40))).slides[1]
    table = next(shape.table for shape in slide.shapes if shape.has_table)
    assert len(table.rows) == MOST_ROWS + 1
    assert f"Jeszcze {40 - MOST_ROWS} wierszy jest w skoroszycie." in _texts(slide)


def test_texts_from_outside_stay_plain() -> None:
    report = a_report(posts_tile(len(HOSTILE)), words_tile(HOSTILE[5], "Zły\x0b\ufffftytuł"), title="\x00=1+1\ud800")
    deck = _deck(report)
    assert deck.slides[0].shapes.title.text == "=1+1"
    assert deck.slides[2].shapes.title.text == "Złytytuł" and "bell" in _texts(deck.slides[2])
    table = next(shape.table for shape in deck.slides[1].shapes if shape.has_table)
    told = [table.cell(row, 0).text for row in range(1, len(HOSTILE) + 1)]
    assert told[0] == '=HYPERLINK("http://a")\nFacebook' and told[7] == "<b>&amp;\nFacebook"
    assert told[8].endswith("…\nFacebook") and len(told[8]) < 120
    assert not any(relation.is_external for slide in deck.slides for relation in slide.part.rels.values())


def test_places_of_the_template_are_as_wide_as_the_slides() -> None:
    deck = _deck(a_report())
    layout = deck.slide_layouts[5]
    title = next(shape for shape in layout.placeholders if shape.placeholder_format.type == 1)
    assert title.left + title.width > deck.slide_width * 0.9


@pytest.mark.parametrize(("language", "code"), [("pl", "pl-PL"), ("en", "en-GB")])
def test_words_say_which_language_they_are_in(language: str, code: str) -> None:
    slide = _deck(a_report(number_tile()), language=language).slides[1]
    runs = [run for shape in slide.shapes for part in shape.text_frame.paragraphs for run in part.runs]
    assert {run._r.rPr.get("lang") for run in runs} == {code}


def test_making_them_can_be_stopped() -> None:
    def stop(share: float | None) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        slides_of(a_report(number_tile()), [None], Words("pl"), NOW, stop)


@pytest.mark.parametrize(
    ("column", "right"),
    [
        (("1\u00a0234,50\u00a0PLN", "–", "0,00\u00a0PLN"), True),
        (("12", "3.5%", ""), True),
        (("+4 pp", "−2 pp"), True),
        (("1 lis 2026", "2 lis 2026"), False),
        (("12 postów", "3"), False),
        (("–", ""), False),
        (("3 godz. 5 min", "4 min"), False),
    ],
)
def test_columns_of_numbers_stand_to_the_right_whatever_their_unit(column: tuple[str, ...], right: bool) -> None:
    slide: Any = new_slide(new_deck("T", datetime(2026, 11, 29, tzinfo=UTC)), "T")
    show_table(slide, [("Name", "Column"), *(("x", text) for text in column)], 92, 300)
    table = next(shape.table for shape in slide.shapes if shape.has_table)
    aligned = {table.cell(row, 1).text_frame.paragraphs[0].alignment for row in range(len(column) + 1)}
    assert aligned == ({PP_ALIGN.RIGHT} if right else {None})
