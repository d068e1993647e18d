"""What the demo company posts and when: drawn from its bundled words with a fixed seed, the same every time."""

from __future__ import annotations

import math
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

_WEEKDAY = (1.1, 1.15, 1.2, 1.2, 1.15, 0.7, 0.5)
_MONTH = (0.95, 0.95, 1.0, 1.0, 1.0, 0.95, 0.75, 0.75, 1.05, 1.1, 1.3, 1.25)
_BUSINESS = "Dla firm"
_LINK = "https://trzyzurawie.example/sklep"


@dataclass(frozen=True, slots=True)
class PlannedDemoPost:
    """One post of the story. `local` is wall-clock time without a zone; `profile` and `images` are positions in lists."""

    local: datetime
    profile: int
    format: str
    pillar: str
    title: str
    text: str
    link: str | None
    images: tuple[int, ...]
    personas: tuple[int, ...]
    author: int
    about_product: bool


class DemoStory:
    """`company` is the bundled description of the company; days are calendar days of its zone."""

    def __init__(self, company: Mapping[str, Any], seed: int, images: int) -> None:
        self._company = company
        self._random = random.Random(seed)  # noqa: S311  a story, not a secret
        self._images = images
        self._used: dict[str, int] = {}

    def posts(self, first: date, last: date) -> Iterator[PlannedDemoPost]:
        """The posts of all days first to last, by time."""
        day = first
        while day <= last:
            found = [
                self._post(day, number, profile)
                for number, profile in enumerate(self._company["profiles"])
                for _ in range(self._how_many(day, profile["weekly"]))
            ]
            yield from sorted(found, key=lambda post: post.local)
            day += timedelta(days=1)

    def _how_many(self, day: date, weekly: float) -> int:
        """Poisson, with the rhythm of week and year; business as usual stops on Christmas and New Year's Day."""
        if (day.month, day.day) in {(12, 25), (1, 1)}:
            return 0
        mean = weekly / 7 * _WEEKDAY[day.weekday()] * _MONTH[day.month - 1]
        limit, count, product = math.exp(-mean), 0, self._random.random()
        while product > limit:
            product *= self._random.random()
            count += 1
        return min(count, 3)

    def _post(self, day: date, number: int, profile: Mapping[str, Any]) -> PlannedDemoPost:
        pick = self._random
        hour = pick.choice(profile["hours"])
        local = datetime.combine(day, time(hour, pick.choice((0, 0, 5, 15, 30, 30, 45))))
        pillar = self._pillar(profile["network"])
        kind = pick.choices(list(profile["formats"]), list(profile["formats"].values()))[0]
        title, text = self._words(pillar)
        link = _LINK if kind == "link" or (profile["network"] != "instagram" and pick.random() < 0.2) else None
        return PlannedDemoPost(
            local=local,
            profile=number,
            format=kind,
            pillar=pillar,
            title=title,
            text=self._with_tags(text, profile["network"]),
            link=link,
            images=self._pictures(kind),
            personas=self._personas(pillar),
            author=pick.choice((2, 2, 3, 3, 1)),
            about_product=pillar == "Produkt",
        )

    def _pillar(self, network: str) -> str:
        pillars: Sequence[Mapping[str, Any]] = self._company["brand"]["pillars"]
        weights = [
            row["share"] * (5.0 if network == "linkedin" else 0.3) if row["name"] == _BUSINESS else row["share"]
            for row in pillars
        ]
        return str(self._random.choices([row["name"] for row in pillars], weights)[0])

    def _words(self, pillar: str) -> tuple[str, str]:
        """A title and a text; among three draws the one used least, so that neighbours differ."""
        draws = [self._fill(self._random.choice(self._company["texts"][pillar])) for _ in range(3)]
        title, text = min(draws, key=lambda draw: self._used.get(draw[1], 0))
        self._used[text] = self._used.get(text, 0) + 1
        return title, text

    def _fill(self, template: Sequence[str]) -> tuple[str, str]:
        slots = {name: self._random.choice(values) for name, values in self._company["slots"].items()}
        return template[0].format(**slots), template[1].format(**slots)

    def _with_tags(self, text: str, network: str) -> str:
        if network == "instagram":
            tags = self._random.sample(
                ["#kawa", "#palarnia", "#kawaspeciality", "#olsztyn", "#poranek", "#alternatywy"], 3
            )
            return f"{text}\n\n{' '.join(tags)}"
        return text

    def _pictures(self, kind: str) -> tuple[int, ...]:
        count = {"image": 1, "carousel": 3, "reel": 1, "video": 1, "document": 1}.get(kind, 0)
        return tuple(self._random.sample(range(self._images), count))

    def _personas(self, pillar: str) -> tuple[int, ...]:
        if pillar == _BUSINESS:
            return (2,)
        chosen = [0] if self._random.random() < 0.7 else []
        if not chosen or self._random.random() < 0.45:
            chosen.append(1)
        return tuple(chosen)
