import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.connectors.feed_text import LONGEST, canonical_link, plain_text


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>Ala&nbsp;ma   <b>kota</b></p><p>i psa</p>", "Ala ma kota\n\ni psa"),
        ("a<br/>b<br>c", "a\nb\nc"),
        ("<script>alert(1)</script>Kawa<style>p{}</style>", "Kawa"),
        ("&lt;b&gt; to nie tag", "<b> to nie tag"),
        ('<img src="file:///etc/passwd" onerror="x">Kubek', "Kubek"),
        ("dobra \u202eawak\u202c", "dobra awak"),
        ("<svg><title>x</title></svg>po", "po"),
        ("<script>bez końca", ""),
        ("<![if x]>a<![endif]>", "a"),
    ],
)
def test_only_what_a_reader_sees_stays(html: str, text: str):
    assert plain_text(html) == text


def test_a_whole_page_is_cut():
    assert len(plain_text("kawa " * 5000)) == LONGEST


@given(st.text(alphabet="<>![]-/?&;#x a\"'=pbrscriptyle\u202e\x00", max_size=80))
def test_whatever_a_feed_writes_gives_a_text(html: str):
    assert not set(plain_text(html)) & {"\x00", "\u202e"}


@pytest.mark.parametrize(
    ("link", "canonical"),
    [
        ("HTTPS://Palarnia.example/A?utm_source=rss&id=7#top", "https://palarnia.example/A?id=7"),
        ("https://palarnia.example", "https://palarnia.example/"),
        ("https://www.google.com/url?rct=j&url=https://gazeta.example/kawa&ct=ga", "https://gazeta.example/kawa"),
        ("javascript:alert(1)", None),
        ("https://a:b@palarnia.example/", None),
        ("http://[::1", None),
        ("", None),
    ],
)
def test_one_page_has_one_address(link: str, canonical: str | None):
    assert canonical_link(link) == canonical
