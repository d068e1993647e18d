"""File names made from what people wrote: titles of posts, names of brands (SEC-24)."""

from __future__ import annotations

import re
import unicodedata

LONGEST_BYTES = 240
RESERVED = frozenset(
    ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"]
    + [f"{device}{number}" for device in ("COM", "LPT") for number in "0123456789¹²³"]
)
FORBIDDEN = re.compile(r'[<>:"/\\|?*]+')


def safe_file_name(wanted: str, ending: str = "", otherwise: str = "szpalta") -> str:
    """A name every system takes, at most 240 bytes in UTF-8 with its `ending` (".ics"); `otherwise` when nothing is left.

    Letters such as ą stay; what hides or reorders text (control and format characters) goes.
    """
    text = unicodedata.normalize("NFC", wanted)
    text = "".join(" " if unicodedata.category(sign)[0] in "CZ" else sign for sign in text)
    text = " ".join(FORBIDDEN.sub(" ", text).split()).strip(". ")
    if text.split(".")[0].rstrip().upper() in RESERVED:
        text = f"_{text}"
    room = LONGEST_BYTES - len(ending.encode())
    text = text.encode()[:room].decode(errors="ignore").rstrip(". ")
    return (text or otherwise) + ending
