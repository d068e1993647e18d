"""What a check before a post's time found, as a sentence that says the next step."""

from __future__ import annotations

from collections.abc import Mapping

from app.system.built_sentences import BUILT
from app.system.error_sentences import SENTENCES
from app.system.formats import Formats
from app.system.labels import delivery_reason
from app.system.sentences import explain_code
from app.system.words import Words


def check_sentence(code: str, data: Mapping[str, object], words: Words, formats: Formats) -> str:
    """The sentence of the code; where it has short words alone, those with what to do."""
    if code in SENTENCES or code in BUILT:
        return explain_code(code, data, words, formats)
    reason = delivery_reason(code, words)
    return words.t("The post could not go out now: {reason}. Look at the profile in the settings.", reason=reason)
