"""Where media lie: one file per content, named by its SHA-256 in hexadecimal."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from sqlalchemy import Connection, inspect, text

REFERENCES: tuple[tuple[str, str], ...] = (
    ("media", "sha256"),
    ("brand", "logo_sha256"),
    ("persona", "portrait_sha256"),
)
"""Columns that name a media file."""
CHUNK = 1 << 20


def media_file(folder: Path, sha256: str) -> Path:
    """The one place where a media file may lie."""
    return folder / sha256


def is_hash(name: str) -> bool:
    return len(name) == 64 and set(name) <= set("0123456789abcdef")


def wanted_media(connection: Connection) -> list[str]:
    """Hashes of all media the store speaks of, sorted. What is no hash is left out: it can name no file."""
    about = inspect(connection)
    there = set(about.get_table_names())
    found: set[str] = set()
    for table, column in REFERENCES:
        if table in there and column in {known["name"] for known in about.get_columns(table)}:
            query = text(f'SELECT DISTINCT "{column}" FROM "{table}" WHERE "{column}" IS NOT NULL')
            found.update(connection.execute(query).scalars())
    return sorted(name for name in found if is_hash(name))


def sha256_of(stream: BinaryIO) -> tuple[str, int]:
    """SHA-256 (hexadecimal) and size in bytes of what a stream still holds."""
    digest, size = hashlib.sha256(), 0
    for block in blocks(stream):
        digest.update(block)
        size += len(block)
    return digest.hexdigest(), size


def blocks(stream: BinaryIO) -> Iterator[bytes]:
    while block := stream.read(CHUNK):
        yield block
