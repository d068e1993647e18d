"""Values between the store and JSON Lines: UTC times and days as ISO 8601 text, unknown as null."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import BigInteger, Integer, Text
from sqlalchemy.types import TypeEngine

from app.store.types import EpochSecond, Flag, JsonText, Real, UtcTime, stamp

Change = Callable[[Any], Any]
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode


def _second_out(value: int) -> str:
    return stamp(datetime.fromtimestamp(value, UTC))


def _day_out(value: int) -> str | None:
    return date.fromordinal(value).isoformat() if value else None


def _day_in(value: str | None) -> int:
    return date.fromisoformat(value).toordinal() if value is not None else 0


def _json_out(value: Any) -> Any:
    """Keys in one order, whichever database kept them."""
    parsed = json.loads(value) if isinstance(value, str) else value
    return json.loads(json.dumps(parsed, sort_keys=True))


def _time_in(value: str) -> datetime:
    moment = datetime.fromisoformat(value)
    if moment.tzinfo is None:
        raise ValueError(value)
    return moment


def _flag_in(value: object) -> bool:
    if not isinstance(value, bool):
        raise ValueError(value)
    return value


def _number_out(value: float) -> float | str:
    return value if math.isfinite(value) else repr(value)


_OUT: dict[str, Change] = {
    "time": lambda value: value if isinstance(value, str) else stamp(value),
    "second": _second_out,
    "day": _day_out,
    "day_or_none": _day_out,
    "flag": bool,
    "json": _json_out,
    "real": _number_out,
}
_IN: dict[str, Change] = {
    "time": _time_in,
    "second": _time_in,
    "day": _day_in,
    "day_or_none": _day_in,
    "flag": _flag_in,
    "real": float,
}
_TYPES: dict[str, TypeEngine[Any]] = {
    "time": UtcTime(),
    "second": EpochSecond(),
    "day": Integer(),
    "day_or_none": Integer(),
    "flag": Flag(),
    "json": JsonText(),
    "real": Real,
    "integer": BigInteger(),
    "text": Text(),
}


def column_type(kind: str) -> TypeEngine[Any]:
    """The column type that takes what `line_reader` gives."""
    return _TYPES[kind]


def line_writer(kinds: Mapping[str, str]) -> Callable[[tuple[Any, ...]], str]:
    """Makes one line (without its end) of a row as the driver gives it."""
    names = list(kinds)
    changes = [(place, _OUT[kind]) for place, kind in enumerate(kinds.values()) if kind in _OUT]

    def write(row: tuple[Any, ...]) -> str:
        values = list(row)
        for place, change in changes:
            if values[place] is not None:
                values[place] = change(values[place])
        return _encode(dict(zip(names, values, strict=True)))

    return write


def line_reader(kinds: Mapping[str, str]) -> Callable[[bytes], dict[str, Any]]:
    """Makes values to insert of one line. Raises `ValueError` or its like for anything unexpected."""
    names = set(kinds)
    changes = [(name, _IN[kind], kind == "day_or_none") for name, kind in kinds.items() if kind in _IN]

    def read(line: bytes) -> dict[str, Any]:
        values = json.loads(line)
        if not isinstance(values, dict) or set(values) != names:
            raise ValueError
        for name, change, also_null in changes:
            if values[name] is not None or also_null:
                values[name] = change(values[name])
        return values

    return read
