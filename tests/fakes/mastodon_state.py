"""What a fake Mastodon server keeps: accounts, statuses, files, waiting posts, notices; and how it writes them as JSON."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from typing import Any

KEY_LASTS = timedelta(hours=1)
_TOKENS = re.compile(r"(https?://[^\s<>\"]+|(?<![\w/])@\w+(?:@[\w.-]+\w)?|(?<!\w)#\w+)")


def stamp(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M:%S.") + f"{at.microsecond // 1000:03d}Z"


@dataclass
class Status:
    id: str
    author: str
    text: str
    at: datetime
    reply_to: str | None = None
    media: list[str] = field(default_factory=list)
    likes: int = 0


@dataclass
class State:
    now: Callable[[], datetime]
    url: str = ""
    honours_keys: bool = True
    markdown: bool = False
    friends_answer: bool = False
    """An hour after each own post somebody answers it."""
    handle: str = "palarnia"
    statuses: dict[str, Status] = field(default_factory=dict)
    media: dict[str, dict[str, Any]] = field(default_factory=dict)
    sizes: list[int] = field(default_factory=list)
    """Of the files that were handed over, in bytes."""
    names: list[str] = field(default_factory=list)
    """... and how they were called."""
    scheduled: dict[str, dict[str, Any]] = field(default_factory=dict)
    keys: dict[str, tuple[dict[str, Any], datetime]] = field(default_factory=dict)
    slow_files: int = 0
    """How often a file is still worked on when asked for."""
    former: dict[str, str] = field(default_factory=dict)
    """Ids that statuses had before they were edited."""
    numbers: count[int] = field(default_factory=lambda: count(110_000_000_000_000_001))

    @property
    def own(self) -> list[Status]:
        return [status for status in self.statuses.values() if status.author == self.handle]

    def add(
        self, author: str, text: str, reply_to: str | None = None, media: Sequence[str] = (), at: datetime | None = None
    ) -> Status:
        status = Status(str(next(self.numbers)), author, text, at or self.now(), reply_to, list(media))
        self.statuses[status.id] = status
        return status

    def known(self, number: str) -> Status | None:
        """The status with this id, now or before it was edited."""
        return self.statuses.get(self.former.get(number, number))

    def rename(self, status: Status) -> None:
        old = status.id
        del self.statuses[old]
        status.id = str(next(self.numbers))
        self.statuses[status.id] = status
        self.former = {number: status.id if new == old else new for number, new in self.former.items()} | {
            old: status.id
        }

    def live(self) -> None:
        """What waited for its time comes out; what friends did meanwhile."""
        for number, waiting in list(self.scheduled.items()):
            at = datetime.fromisoformat(waiting["scheduled_at"])
            if at <= self.now():
                files = [item["id"] for item in waiting["media_attachments"]]
                self.add(self.handle, waiting["params"]["text"], media=files, at=at)
                del self.scheduled[number]
        for status in list(self.own) if self.friends_answer else []:
            due = status.at + timedelta(hours=1)
            answered = any(other.reply_to == status.id for other in self.statuses.values())
            if not status.reply_to and not answered and due <= self.now():
                self.add("ania@example.social", f"@{self.handle} Świetne! {status.id[-1]}", status.id, at=due)

    def account(self, name: str) -> dict[str, Any]:
        own = name == self.handle
        return {
            "id": "1" if own else f"9{len(name)}",
            "username": name.partition("@")[0],
            "acct": name,
            "display_name": "Palarnia" if own else name,
            "url": f"{self.url}/@{name}",
            "followers_count": 42,
            "following_count": 7,
            "statuses_count": len(self.own),
        }

    def status_json(self, status: Status) -> dict[str, Any]:
        parent = self.statuses.get(status.reply_to or "")
        written = {"text": status.text} if self.markdown else {}
        return written | {
            "id": status.id,
            "created_at": stamp(status.at),
            "in_reply_to_id": status.reply_to,
            "in_reply_to_account_id": self.account(parent.author)["id"] if parent else None,
            "url": f"{self.url}/@{status.author}/{status.id}",
            "content": self.render(status.text),
            "account": self.account(status.author),
            "reblog": None,
            "media_attachments": [self.media[number] for number in status.media],
            "mentions": [self.mention(name) for name in re.findall(r"(?<![\w/])@(\w+(?:@[\w.-]+\w)?)", status.text)],
            "card": None,
            "poll": None,
            "favourites_count": status.likes,
            "reblogs_count": 0,
            "replies_count": sum(other.reply_to == status.id for other in self.statuses.values()),
            "quotes_count": 0,
        }

    def mention(self, name: str) -> dict[str, Any]:
        user, _, host = name.partition("@")
        return {
            "id": "5",
            "username": user,
            "acct": name,
            "url": f"https://{host}/@{user}" if host else f"{self.url}/@{user}",
        }

    def render(self, text: str) -> str:
        """As Mastodon writes statuses: parts of addresses hidden, names and hashtags as links."""
        if self.markdown:
            text = re.sub(r"(?m)^> |^#+ |[*_`]", "", text)
        paragraphs = re.split(r"\n{2,}", text.strip())
        return "".join(f"<p>{'<br />'.join(map(self._line, part.split(chr(10))))}</p>" for part in paragraphs if part)

    def _line(self, line: str) -> str:
        return "".join(
            self._token(part) if number % 2 else html.escape(part, quote=False)
            for number, part in enumerate(_TOKENS.split(line))
        )

    def _token(self, token: str) -> str:
        if token.startswith("#"):
            return (
                f'<a href="{self.url}/tags/{token[1:]}" class="mention hashtag" rel="tag">#<span>{token[1:]}</span></a>'
            )
        if token.startswith("@"):
            place = self.mention(token[1:])
            link = f'<a href="{place["url"]}" class="u-url mention">@<span>{place["username"]}</span></a>'
            return f'<span class="h-card" translate="no">{link}</span>'
        scheme, _, rest = token.partition("://")
        shown, hidden = html.escape(rest[:30]), html.escape(rest[30:])
        return (
            f'<a href="{html.escape(token)}" target="_blank" rel="nofollow noopener" translate="no">'
            f'<span class="invisible">{scheme}://</span><span class="ellipsis">{shown}</span>'
            f'<span class="invisible">{hidden}</span></a>'
        )

    def remembered(self, key: str | None) -> dict[str, Any] | None:
        kept = self.keys.get(key or "")
        return kept[0] if kept and self.honours_keys and self.now() - kept[1] < KEY_LASTS else None
