"""The history nobody can quietly rewrite: a hash chain whose personal words can still be erased (SEC-12).

An entry's hash covers its public part and a salted fingerprint of its words. Erasing removes words and salt and leaves
the fingerprint, so the chain still proves itself while the words are gone.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

GENESIS = "0" * 64


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """`facts` holds codes, ids, states and fingerprints only; free text and names stand in `words`
    (None: there were none, or they were erased; `erased` tells which)."""

    id: int
    at: datetime
    actor_kind: str
    actor_id: int | None
    instance: str
    brand_id: int | None
    entity: str
    entity_id: int
    action: str
    facts: Mapping[str, object]
    words: Mapping[str, object] | None
    words_hash: str | None
    prev_hash: str
    hash: str
    erased: bool = False


def canonical(value: Mapping[str, object]) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def words_fingerprint(salt: str, words: Mapping[str, object]) -> str:
    """SHA-256 of salt and canonical words; without the salt short words cannot be guessed back."""
    return hashlib.sha256(f"{salt}\n{canonical(words)}".encode()).hexdigest()


def entry_hash(prev_hash: str, public: Mapping[str, object]) -> str:
    """SHA-256(previous hash, newline, canonical JSON of the public part)."""
    return hashlib.sha256(f"{prev_hash}\n{canonical(public)}".encode()).hexdigest()
