"""The checks of a variant as lines: what blocks, what is to know, and what was looked at and is in order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from app.domain.networks import RULES
from app.system.sentences import explain_code
from app.ui.approvals.reading import ReadPost, ReadVariant
from app.ui.language import Language
from app.ui.links import openable

LOOKS: dict[str, tuple[str, str]] = {
    "blocks": ("circle-x", "failed"),
    "warns": ("triangle-alert", "warn"),
    "untried": ("circle-dashed", "muted"),
    "passed": ("check", "approved"),
}


@dataclass(frozen=True, slots=True)
class CheckLine:
    """`kind` is one of `LOOKS`; `link` is an address the line is about."""

    kind: str
    text: str
    link: str = ""


def check_lines(read: ReadPost, row: ReadVariant, language: Language) -> list[CheckLine]:
    """What blocks first, then what is to know, what nobody tried, and what is in order."""
    words, formats = language.words, language.formats
    found = [
        CheckLine("blocks" if check.blocks else "warns", explain_code(check.code, check.data, words, formats))
        for check in row.shown.checks
    ]
    found += _links(row, language)
    found += [CheckLine("passed", text) for text in _passed(read, row, language)]
    order = list(LOOKS)
    return sorted(dict.fromkeys(found), key=lambda line: order.index(line.kind))


def _links(row: ReadVariant, language: Language) -> Iterator[CheckLine]:
    words = language.words
    for link in dict.fromkeys(row.links):
        url = openable(link if "://" in link else f"https://{link}")
        if url is None:
            yield CheckLine("warns", words.t("{link} is no address that can be opened.", link=link))
        elif url.scheme() == "http":
            yield CheckLine("warns", words.t("The link to {host} is not encrypted (http).", host=url.host()), link)
        elif "utm_" in url.query():
            yield CheckLine(
                "untried", words.t("Link with UTM: {host} (not tried yet)", host=url.host()), url.toString()
            )
        else:
            yield CheckLine("untried", words.t("Link: {host} (not tried yet)", host=url.host()), url.toString())


def _passed(read: ReadPost, row: ReadVariant, language: Language) -> Iterator[str]:
    words, formats, shown = language.words, language.formats, row.shown
    told = {check.code for check in shown.checks}
    rules = RULES[shown.profile.network]
    if not told & {"check.too_long", "check.empty"}:
        length, limit = formats.number(row.length), formats.number(rules.text_limit)
        yield words.t("Text: {length} of {limit} characters", length=length, limit=limit)
    pictures = [file for file in shown.media if file.mime.startswith("image/")]
    if pictures and rules.alt_text_limit is not None and "check.no_alt_text" not in told:
        yield words.n("Alt text of the picture", "Alt texts of {n} pictures", len(pictures))
    if shown.media and not told & {"check.licence_over", "check.no_consent"}:
        yield words.t("Rights and consents: nothing has expired")
    if read.page.banned_words + read.page.required_words and not told & {"check.banned_word", "check.required_word"}:
        yield words.t("Words of the brand: kept")
    if shown.variant.due_at is not None and not told & {"check.near", "check.same_text"}:
        yield words.t("Nothing else close to it, no repeated text")
    if read.page.personas:
        yield words.t("Persona: {names}", names=", ".join(read.page.personas))
