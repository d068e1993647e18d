"""Names and addresses people type, cleaned."""

from __future__ import annotations

import re

from app.domain.errors import BadInput

_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


def clean_name(name: str) -> str:
    """One line without doubled blanks. Raises `BadInput` "name.empty"."""
    cleaned = " ".join(name.split())
    if not cleaned:
        raise BadInput("name.empty")
    return cleaned


def clean_email(email: str) -> str:
    """The address without blanks around it. Raises `BadInput` "email.invalid"."""
    address = email.strip()
    if not _EMAIL.fullmatch(address):
        raise BadInput("email.invalid", email=address)
    return address
