"""A report put together by hand, with texts that mean harm."""

from __future__ import annotations

from datetime import date

from app.domain.kpi import Period
from app.domain.reports import Definition, FigureTable, Report, ReportFigure, ReportTile, TilePicture

HOSTILE = ('=HYPERLINK("http://a")', "+1", "-1", "@ja", "\tx", "bell\x07\x00", "zły\ud800znak", "<b>&amp;", "a" * 300)
NO_WORDS = Definition("", "", "", "", "", "", "", "")
PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x02\x00\x00\x00\x90wS\xde\x00\x00\x00\x0cIDATx"
    b"\x9cc\xf8\xff\xff?\x00\x05\xfe\x02\xfe\xdc\xccY\xe7\x00\x00\x00\x00IEND\xaeB`\x82"
)
"""One white pixel."""


def number_tile(heading: str = "Zasięg") -> ReportTile:
    """A percentage that changed, with the way there."""
    rows = ((date(2026, 11, 1), 4.5), (date(2026, 11, 2), None))
    return ReportTile(
        heading, FigureTable(("Dzień", heading), rows, ("", "percent")),
        ReportFigure(4.5, "percent", -0.25, 4.75, "4,50%", "−0,25 pkt proc.", "2 z 3 postów", "zasięg nieznany: 1"),
        ("2 z 3 postów",), (("Wzór", "interakcje ÷ zasięg × 100"),),
        Definition("Wskaźnik", "interakcje ÷ zasięg × 100", "procent", "zasięg", "Rival IQ", "2 z 3 postów", "1", ""),
        one_number=True,
    )  # fmt: skip


def mixed_tile() -> ReportTile:
    """Rows whose units differ, with remarks."""
    table = FigureTable(
        ("Cel", "Wartość"), (("Posty", 12.0), ("ER", 0.05), ("Czas", 3600.0), ("Waga", 1.25)), (),
        (("", "count"), ("", "percent"), ("", "seconds"), ("", "ratio")), ("", "za mało postów", "", ""),
    )  # fmt: skip
    return ReportTile("Cele: [tydzień]/*?", table, None, (), (), NO_WORDS)


def words_tile(text: str, heading: str = "Notatka") -> ReportTile:
    return ReportTile(heading, FigureTable((), ()), None, (text,), (), NO_WORDS)


def posts_tile(count: int = 3) -> ReportTile:
    """Posts whose texts mean harm."""
    texts = [HOSTILE[n % len(HOSTILE)] for n in range(count)]
    table = FigureTable(("Treść", "Wynik"), tuple((text, float(n)) for n, text in enumerate(texts)), ("", "count"))
    listed = (("Post", "Wynik"), *((f"{text}\nFacebook", str(n)) for n, text in enumerate(texts)))
    return ReportTile("Najlepsze posty", table, None, (), (), NO_WORDS, listed=listed)


def a_report(*tiles: ReportTile, title: str = "Piekarnia – Przegląd") -> Report:
    return Report(
        title, "Przegląd", Period(date(2026, 11, 1), date(2026, 11, 23)),
        (("Okres", "1–23 listopada 2026"), ("Porównywane z", "9–31 października 2026")), (("Profile", "Facebook"),),
        (("Stan danych", "24 listopada 2026, 06:30"),), ("Facebook: plik wyniki.csv",), tiles,
    )  # fmt: skip


def a_picture() -> TilePicture:
    return TilePicture(PNG, 560, 300, "Zasięg. 1 lis: 4,50%\x07")
