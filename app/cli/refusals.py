"""What a command says when it does not do what was asked. The sentence is in the person's language already."""

from __future__ import annotations


class Refusal(Exception):
    """Not done; exit code 1."""


class WrongUsage(Exception):
    """The command was written wrongly; exit code 2."""
