"""Addresses of one post in the forms in which people and networks give them."""

from __future__ import annotations

import pytest

from app.domain.post_links import post_mark


@pytest.mark.parametrize(
    ("mark", "links"),
    [
        (
            "pfbid02AbC",
            [
                "https://www.facebook.com/jesion/posts/pfbid02AbC",
                "https://m.facebook.com/jesion/posts/nowa-mieszanka/pfbid02AbC/?__tn__=-R",
                "https://www.facebook.com/permalink.php?story_fbid=pfbid02AbC&id=61550000000001",
            ],
        ),
        ("901234567890", ["https://www.facebook.com/61550000000001/videos/901234567890/"]),
        ("122100000000", ["https://www.facebook.com/photo/?fbid=122100000000&set=a.1"]),
        ("771234567890", ["https://www.facebook.com/reel/771234567890", "https://facebook.com/watch/?v=771234567890"]),
        (
            "DAbC_1-x",
            [
                "https://www.instagram.com/p/DAbC_1-x/",
                "https://instagram.com/reel/DAbC_1-x/?igsh=abc",
                "https://www.instagram.com/jesion/p/DAbC_1-x",
            ],
        ),
        ("1850000000000000001", ["https://x.com/jesion/status/1850000000000000001/photo/1?s=20"]),
        (
            "7250000000000000001",
            [
                "https://www.linkedin.com/feed/update/urn:li:share:7250000000000000001/",
                "https://www.linkedin.com/feed/update/urn%3Ali%3Ashare%3A7250000000000000001",
                "https://www.linkedin.com/posts/jesion_kawa-share-7250000000000000001-AbCd?utm_source=share",
            ],
        ),
        ("7300000000000000001", ["https://www.tiktok.com/@jesion/video/7300000000000000001?lang=pl"]),
        (
            "dQw4w9WgXcQ",
            [
                "https://www.youtube.com/watch?v=dQw4w9WgXcQ&t=1",
                "https://youtu.be/dQw4w9WgXcQ?si=1",
                "https://youtube.com/shorts/dQw4w9WgXcQ",
            ],
        ),
        ("jesion.pl/blog/kawa", ["https://www.jesion.pl/blog/kawa/", "http://jesion.pl/blog/kawa?utm_source=x"]),
    ],
)
def test_one_post_has_one_mark(mark: str, links: list[str]) -> None:
    assert {post_mark(link) for link in links} == {mark}


def test_pages_of_a_network_are_no_posts_of_it() -> None:
    assert post_mark("https://www.facebook.com/61550000000001") != post_mark("https://www.facebook.com/jesion")
    assert post_mark("") == ""


def test_what_is_no_address_stands_for_itself() -> None:
    assert post_mark("https://[abc/posts/1") == "https://[abc/posts/1"
