"""Sentences about files and places that need words, sizes or parts: data, words, formats → sentence."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from app.domain.networks import Network
from app.system.format_tables import NO_DATA
from app.system.formats import Formats
from app.system.import_words import question
from app.system.labels import network
from app.system.words import N_, Words

_MIGRATION: dict[str, str] = {
    "rows": N_("The workspace could not be brought to this version: rows would have been lost ({tables})."),
    "keys": N_("The workspace could not be brought to this version: some rows lead nowhere ({tables})."),
    "strict": N_("The workspace could not be brought to this version: tables came out wrong ({tables})."),
}
_UNITS = ((1 << 30, "GB"), (1 << 20, "MB"), (1 << 10, "kB"))


def size(value: object, formats: Formats) -> str:
    """A number of bytes as people read it: 8 MB, 1,5 GB."""
    if not isinstance(value, int):
        return NO_DATA
    for unit, name in _UNITS:
        if value >= unit:
            exact = value / unit
            return f"{formats.number(exact, 0 if exact >= 10 or exact.is_integer() else 1)} {name}"
    return f"{formats.number(value)} B"


def _networks(value: object, words: Words) -> str:
    """Networks given as codes, with commas."""
    codes = [code.strip() for code in str(value or "").split(",")]
    named = [network(one, words) for code in codes for one in Network if one.value == code]
    return ", ".join(named) or NO_DATA


def _which_profile(data: Mapping[str, object], words: Words, formats: Formats) -> str:
    if not data.get("choices"):
        message = N_("{file} holds figures from {network}, and no profile there is in this workspace. Add it first.")
    elif not data.get("network"):
        return words.t(N_("{file} does not say whose figures it holds. Name the profile with --profile: {choices}."))
    else:
        message = N_("{file} holds figures from {network}. Say with --profile whose they are: {choices}.")
    return words.t(message).replace("{network}", _networks(data.get("network"), words))


def _other_network(data: Mapping[str, object], words: Words, formats: Formats) -> str:
    message = N_(
        "{file} holds figures from {network}, but the profile {profile} is on another network. Nothing was changed. "
        "Choose a profile on that network."
    )
    return words.t(message).replace("{network}", _networks(data.get("network"), words))


def _unanswered(data: Mapping[str, object], words: Words, formats: Formats) -> str:
    code = str(data.get("name") or "")
    sentence = words.t(N_("The file does not say this, so you have to: {question}. Nothing was changed."))
    sentence = sentence.replace("{question}", question(code, words))
    if options := data.get("options"):
        shown = options if isinstance(options, str) else ", ".join(map(str, _listed(options)))
        sentence += " " + words.t(N_("Possible: {options}.")).replace("{options}", shown)
    return sentence


def _wrong_answer(data: Mapping[str, object], words: Words, formats: Formats) -> str:
    message = N_("{value} does not answer this: {question}. Possible: {allowed}. Nothing was changed.")
    return words.t(message).replace("{question}", question(str(data.get("name") or ""), words))


def _too_large(data: Mapping[str, object], words: Words, formats: Formats) -> str:
    message = N_("{part} in {file} is larger than {limit}. Nothing was changed. Split the file.")
    return words.t(message).replace("{limit}", size(data.get("limit"), formats))


def _too_many_pixels(data: Mapping[str, object], words: Words, formats: Formats) -> str:
    limit = data.get("limit")
    message = N_("{file} has more than {limit} million pixels. Nothing was added. Make the picture smaller.")
    millions = formats.number(limit // 1_000_000) if isinstance(limit, int) else NO_DATA
    return words.t(message).replace("{limit}", millions)


def _no_space(data: Mapping[str, object], words: Words, formats: Formats) -> str:
    if data.get("address") is None:
        message = N_("There is too little space in {folder}: {needed} needed, {free} free. Nothing was changed.")
    else:
        message = N_("There is too little space for {address}: {needed} needed, {free} free. Nothing was changed.")
    sentence = words.t(message)
    for name in ("needed", "free"):
        sentence = sentence.replace(f"{{{name}}}", size(data.get(name), formats))
    return f"{sentence} {words.t('Free some space and try again.')}"


def _migration(data: Mapping[str, object], words: Words, formats: Formats) -> str:
    message = _MIGRATION.get(
        str(data.get("reason")), N_("The workspace could not be brought to this version ({reason}).")
    )
    told = f"{words.t(message)} {words.t('It is as it was before.')}"
    return f"{told} {words.t(N_('Its backup: {backup}.'))}" if data.get("backup") else told


def _wrong_content(data: Mapping[str, object], words: Words, formats: Formats) -> str:
    if data.get("content") == "database":
        return words.t(N_("{file} is a backup. Nothing was changed. Restore it instead (szpalta restore)."))
    return words.t(N_("{file} is a dump in open formats. Nothing was changed. Load it instead (szpalta load)."))


def _placed(message: str) -> Callable[[Mapping[str, object], Words, Formats], str]:
    def build(data: Mapping[str, object], words: Words, formats: Formats) -> str:
        more = N_("Choose a folder only this computer uses, for example {suggestion}, or a team server (PostgreSQL).")
        return f"{words.t(message)} {words.t(more)}" if data.get("suggestion") else words.t(message)

    return build


def _listed(value: object) -> list[object]:
    return list(value) if isinstance(value, Iterable) else []


def _unreadable(data: Mapping[str, object], words: Words, formats: Formats) -> str:
    messages = {
        "FileNotFoundError": N_("There is no {file}. Nothing was changed. Check the name and the folder."),
        "PermissionError": N_("This computer does not allow reading {file}. Nothing was changed. Change its rights."),
        "IsADirectoryError": N_("{file} is a folder; a file is needed. Nothing was changed."),
    }
    other = N_("{file} cannot be read. Export it again; nothing was changed.")
    return words.t(messages.get(str(data.get("reason")), other))


BUILT_FILES: dict[str, Callable[[Mapping[str, object], Words, Formats], str]] = {
    "import.which_profile": _which_profile,
    "import.other_network": _other_network,
    "import.question_unanswered": _unanswered,
    "import.answer_invalid": _wrong_answer,
    "import.too_large": _too_large,
    "import.unreadable": _unreadable,
    "media.too_many_pixels": _too_many_pixels,
    "store.no_space": _no_space,
    "archive.no_space": _no_space,
    "store.migration_failed": _migration,
    "archive.wrong_content": _wrong_content,
    "store.synchronised_folder": _placed(
        N_("{address} lies in a folder that {name} synchronises, which can damage a workspace. Nothing was written.")
    ),
    "store.network_folder": _placed(
        N_("{address} lies on a network drive ({name}), which can damage a workspace. Nothing was written.")
    ),
}
