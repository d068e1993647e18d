"""What an approval is bound to: everything that is sent, and nothing else."""

from __future__ import annotations

import json
from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.content import AttachedMedia, Content

PICTURE = AttachedMedia(1, "ab" * 32, "kubek.png", "image/png", "Kubek")
OTHER = replace(PICTURE, sha256="cd" * 32)
CONTENT = Content("x", "jesion", "u1", "image", "Kawa", "https://jesion.pl", "Pierwszy", (PICTURE, OTHER))

CHANGES: list[dict[str, object]] = [
    {"network": "linkedin"},
    {"handle": "jesion2"},
    {"profile_uid": "u2"},
    {"format": "text"},
    {"text": "Kawa "},
    {"text": ""},
    {"link": None},
    {"link": ""},
    {"first_comment": None},
    {"media": (OTHER, PICTURE)},
    {"media": (PICTURE,)},
    {"media": (PICTURE, replace(OTHER, alt_text="x"))},
    {"media": (PICTURE, replace(OTHER, mime="image/jpeg"))},
]


def test_every_field_of_what_is_sent_is_tried() -> None:
    assert {field.name for field in fields(Content)} == {name for change in CHANGES for name in change}


@pytest.mark.parametrize("change", CHANGES)
def test_any_change_shows(change: dict[str, object]) -> None:
    assert replace(CONTENT, **change).fingerprint() != CONTENT.fingerprint()


def test_where_a_file_lies_here_is_no_part_of_it() -> None:
    same = replace(CONTENT, media=(replace(PICTURE, media_id=7, file_name="inna.png"), OTHER))
    assert same.fingerprint() == CONTENT.fingerprint()


@given(st.text(), st.text(), st.one_of(st.none(), st.text()))
def test_two_texts_never_look_like_one(text: str, comment: str, link: str | None) -> None:
    one = replace(CONTENT, text=text, first_comment=comment, link=link)
    assert json.loads(one.canonical())["text"] == text
    two = replace(CONTENT, text=comment, first_comment=text, link=link)
    assert (one.fingerprint() == two.fingerprint()) == (text == comment)
