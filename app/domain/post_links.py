"""What in the address of a published post says which post it is: people copy addresses as browsers and telephones show them,
networks export them in forms of their own."""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

_MARKS = tuple(
    re.compile(pattern)
    for pattern in (
        r"[?&](?:story_fbid|fbid|v)=([\w-]+)",
        r"(?:activity|share|ugcPost)[:-](\d+)",
        r"/status(?:es)?/(\d+)",
        r"/(?:posts|videos|permalink)/(?:[^/?]+/)*?(pfbid\w+|\d{6,})/?(?:[?#]|$)",
        r"/(?:p|reels?|tv|shorts|live|video|photo|post)/([\w-]+)",
        r"^youtu\.be/([\w-]+)",
    )
)


def post_mark(link: str) -> str:
    """The network's id in an address of one of its posts, the address itself where none is known."""
    try:
        parts = urlsplit(link.strip())
        name = parts.hostname or ""
    except ValueError:  # files hold all kinds of things
        return link
    host = re.sub(r"^(?:www|m|mobile|web)\.", "", name.casefold())
    path = unquote(parts.path).rstrip("/")
    whole = f"{host}{path}?{unquote(parts.query)}"
    found = next((match for pattern in _MARKS if (match := pattern.search(whole))), None)
    return found[1] if found else f"{host}{path}"
