"""What `szpalta import` answers at the end of its files."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Command

HEAD = (
    "Post ID,Page ID,Page name,Title,Description,Duration (sec),Publish time,Permalink,Post type,Reach,Views,"
    '"Reactions, Comments and Shares",Reactions,Comments,Shares\n'
)
POSTS = HEAD + "".join(
    f"{n},1,FB,{{text}} {n},,0,11/{n + 10}/2026 10:00,https://example.com/{n},Photos,{{reach}},950,9,5,3,1\n"
    for n in range(3)
)
DAYS = "Date,Followers\n2026-11-01,90\n2026-11-02,91\n"


def test_of_several_files_the_end_says_which_were_not_read(on: Command, tmp_path: Path) -> None:
    posts, days = tmp_path / "posts.csv", tmp_path / "days.csv"
    posts.write_text(POSTS.format(text="Post", reach=900))
    days.write_text(DAYS)
    told = on("import", posts, days, "--lang", "en")
    assert told.code == 1 and told.out.endswith("Files read: 1 of 2. Not read: days.csv.\n")
    told = on("import", posts, days, "--profile", "facebook", "--lang", "en")
    assert told.code == 0 and told.out.endswith("Files read: 2 of 2.\n")
    assert "Files read" not in on("import", posts, "--profile", "facebook").out


def test_a_later_export_says_how_many_posts_changed(on: Command, tmp_path: Path) -> None:
    file = tmp_path / "posts.csv"
    for text, reach in (("Post", 900), ("Post", 901), ("Nowy post", 901)):
        file.write_text(POSTS.format(text=text, reach=reach))
        told = on("import", file, "--profile", "facebook", "--lang", "en").out
        assert ("Posts with another time, text or link now: 3." in told) is (text == "Nowy post"), told
