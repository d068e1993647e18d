"""Mapping files: how the columns of any table are to be read. A dry run proposes one, a person corrects it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path


def read_mapping(path: Path) -> dict[str, object]:
    """Raises `BadInput` "mapping.not_json" (line, column), "mapping.invalid" (key); `OSError` for a file that is not there."""
    from app.exchange.imports import load_mapping

    return dict(load_mapping(path))


def write_mapping(path: Path, mapping: Mapping[str, object]) -> None:
    """Writes a proposal to be corrected. Raises `FileExistsError` rather than replace a file."""
    text = json.dumps(mapping, ensure_ascii=False, indent=2) + "\n"
    with path.open("x", encoding="utf-8") as file:
        file.write(text)
