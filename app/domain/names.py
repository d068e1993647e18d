"""Names and addresses people type, cleaned."""

from __future__ import annotations

import re

from app.domain.errors import BadInput

_UNWANTED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_HALF = re.compile("[\ud800-\udfff]")

_LINK = re.compile(r"https?://[^\s/?#][^\s]*", re.IGNORECASE)
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


def clean_text(text: str) -> str:
    """The text with plain line breaks and without characters no database or network takes: controls, halves of pairs."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    return _HALF.sub("\ufffd", _UNWANTED.sub("", plain))


def clean_name(name: str) -> str:
    """One line without doubled blanks. Raises `BadInput` "name.empty"."""
    cleaned = " ".join(clean_text(name).split())
    if not cleaned:
        raise BadInput("name.empty")
    return cleaned


def clean_email(email: str) -> str:
    """The address without blanks around it. Raises `BadInput` "email.invalid"."""
    address = email.strip()
    if not _EMAIL.fullmatch(address):
        raise BadInput("email.invalid", email=address)
    return address


def clean_link(link: str | None) -> str | None:
    """A web address without blanks around it, None when there is none. Raises `BadInput` "link.invalid"."""
    cleaned = clean_text(link or "").strip()
    if not cleaned:
        return None
    if not _LINK.fullmatch(cleaned):
        raise BadInput("link.invalid", link=cleaned)
    return cleaned
