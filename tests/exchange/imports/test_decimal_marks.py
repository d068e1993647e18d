"""The decimal mark of one column follows from the others of its file where it does not tell it itself."""

from pathlib import Path

import pytest

from tests.exchange.imports.exports import imported, keyed, posts, saved

HEADER = "Post ID,Page ID,Page name,Title,Publish time,Permalink,Post type,Date,Reach,Seconds viewed,{unknown}\n"
POST = "1220,7,Piekarnia,A,09/13/2026 08:05,https://www.facebook.com/7/posts/1220,Reels,Lifetime,{reach},{seen},{unknown}\n"


@pytest.mark.parametrize(
    ("seen", "value"), [("15032.5", 7.158), ("15,032.5", 7.158), ('"15.032,5"', 7158), ("15032", 7158)]
)
def test_a_figure_nobody_knows(tmp_path: Path, seen: str, value: float) -> None:
    """Without another column it is taken for a count, whose three digits behind a mark are thousands."""
    if "," in seen:
        seen = '"' + seen.strip('"') + '"'
    text = HEADER.format(unknown="Une mesure") + POST.format(reach=80, seen=seen, unknown="7.158")
    ((_, items),) = imported(saved(tmp_path, text))
    (post,) = posts(items)
    assert keyed(post)["Une mesure"] == value


def test_the_seconds_of_videos_in_portuguese(tmp_path: Path) -> None:
    header = HEADER.replace("Seconds viewed", "Segundos de visualização").format(
        unknown="Média de segundos de visualização"
    )
    ((_, items),) = imported(saved(tmp_path, header + POST.format(reach=80, seen="1503.5", unknown="7.158")))
    (post,) = posts(items)
    assert keyed(post) == {"reach": 80, "watch_seconds": 1503.5, "average_view_seconds": 7.158}
