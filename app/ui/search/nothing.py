"""What a search says that found nothing."""

from __future__ import annotations

from app.system.words import Words


def nothing_found(text: str, words: Words) -> str:
    """Fewer words help only where there are several."""
    if len(text.split()) > 1:
        return words.t("Nothing found. Try other words, or fewer of them.")
    return words.t("Nothing found. Try another word.")
