"""What those who listen hear of lines: where each begins and ends and how far it goes; the table has every point."""

from __future__ import annotations

from app.domain.dashboard_values import LinesContent, Points
from app.system.told.telling import Telling


def spoken_lines(content: LinesContent, tell: Telling) -> str:
    days = content.lines[0].days if content.lines else ()
    known = [line for line in content.lines if line.known]
    if not days or not known:
        return ""
    span = tell.words.t("From {first} to {last}.", first=tell.day(days[0]), last=tell.day(days[-1]))
    return " ".join([span, *(_line(line, content.value.unit, tell) for line in known)])


def _line(line: Points, unit: str, tell: Telling) -> str:
    points = [(value, day) for day, value in zip(line.days, line.values, strict=True) if value is not None]
    ends = {
        "first": points[0],
        "last": points[-1],
        "lowest": min(points, key=lambda point: point[0]),
        "highest": max(points, key=lambda point: point[0]),
    }
    shown = {name: f"{tell.value(value, unit)} ({tell.day(day)})" for name, (value, day) in ends.items()}
    return tell.words.t(
        "{profile}: first {first}, last {last}, lowest {lowest}, highest {highest}.",
        profile=tell.profile(line.profile_id or 0),
        **shown,
    )
