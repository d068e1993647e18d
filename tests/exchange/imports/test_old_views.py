"""Meta's Polish word for impressions before 2025 and for views since."""

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.exchange.imports.exports import imported, keyed, posts, recognise, saved

HEADER = (
    "Identyfikator posta,Identyfikator strony,Nazwa strony,Tytuł,Godzina publikacji,Link bezpośredni,Data,Wyświetlenia,"
    "Zasięg"
)


@pytest.mark.parametrize(
    ("published", "exported", "key", "doubtful"),
    [
        ("03/04/2025", 2026, "views", False),
        ("03/04/2024", 2026, "views", True),
        ("03/04/2024", 2024, "impressions", False),
    ],
)
def test_the_days_of_a_file_say_which_it_holds(
    tmp_path: Path, published: str, exported: int, key: str, doubtful: bool
) -> None:
    rows = "1220,7,Piekarnia,A,09/13/2023 08:05,https://www.facebook.com/7/posts/1220,Cały okres,90,60\n"
    rows += f"1221,7,Piekarnia,B,{published} 08:05,https://www.facebook.com/7/posts/1221,Cały okres,120,80\n"
    path = saved(tmp_path, f"{HEADER}\n{rows}")
    made = datetime(exported, 6, 1, tzinfo=UTC).timestamp()
    os.utime(path, (made, made))

    ((source, items),) = imported(path)

    assert [keyed(post) for post in posts(items)] == [{key: 90, "reach": 60}, {key: 120, "reach": 80}]
    assert (source, "old_views" in recognise(path)[0].learned) == ("meta.facebook_posts", doubtful)


def test_days_before_months_tell_the_year_too(tmp_path: Path) -> None:
    row = "1220,7,Piekarnia,A,13/09/2023 08:05,https://www.facebook.com/7/posts/1220,Cały okres,90,60\n"
    (table,) = recognise(saved(tmp_path, f"{HEADER}\n{row}"))
    assert table.learned["old_views"] == "Wyświetlenia"
