"""Which commands only look, and so work on a workspace that nobody can write to."""

from __future__ import annotations

import argparse

_WORDS = frozenset({"list", "show", "history", "card"})
_ALWAYS = frozenset({"kpi", "cadence", "report"})
_WHERE_NEEDED = frozenset({"export", "holidays"})
"""These write something down where they can: who has seen an entry, days that were worked out."""
_OTHERWISE = frozenset({"practice"})
"""Keeps a database of its own, which it opens for writing."""


def only_reads(options: argparse.Namespace, can_write: bool) -> bool:
    """Whether a command opens its workspace for reading. `can_write`: whether its place lets us write."""
    first = getattr(options, "command", None)
    word = getattr(options, f"command_{first}", None)
    if first in _OTHERWISE:
        return False
    return first in _ALWAYS or word in _WORDS or (first in _WHERE_NEEDED and not can_write)
