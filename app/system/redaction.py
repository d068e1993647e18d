"""Takes secrets out of text before it is written to a log, a report of a crash or a terminal (SEC-13)."""

from __future__ import annotations

import re
from collections.abc import Iterable

HIDDEN = "***"
_SHORTEST = 6
_in_use: frozenset[str] = frozenset()
"""Secrets opened in this process: whatever they look like, they are known. One for all, as the log is."""

_NAMES = (
    r"access[_-]?token|refresh[_-]?token|id[_-]?token|auth[_-]?token|client[_-]?secret|code[_-]?verifier|api[_-]?key"
    r"|app[_-]?secret|secret[_-]?key|page[_-]?token|passphrase|password|passwd|pwd|secret|token|signature"
)
_QUOTE = r"""(?:\\{0,4}["']|%22|&quot;)"""
_IS = r"(?:[:=]|%3D|%3A)"
_VALUE = r"""(?:b?(?:\\{0,4}"(?:[^"\\]|\\[^"])*\\{0,4}"|\\{0,4}'(?:[^'\\]|\\[^'])*\\{0,4}')|[^\s&;,"'<>)}\]]+)"""
_NO_SECRET = rf"(?!b?{_QUOTE}?(?:\d{{1,5}}|[a-z_]+\.[a-z_.]+)(?![\w\-/%]))"
"""What may stand after "code": a status, or the code of one of our own errors."""


def _rule(pattern: str, replacement: str = HIDDEN, flags: int = 0) -> tuple[re.Pattern[str], str]:
    return re.compile(pattern, re.IGNORECASE | flags), replacement


_RULES: tuple[tuple[re.Pattern[str], str], ...] = (
    # whole private keys
    _rule(r"-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----.*?(?:-----END [A-Z ]{0,40}PRIVATE KEY-----|\Z)", flags=re.DOTALL),
    # who one is, inside an address: scheme://user:password@host
    _rule(
        r"\b([a-z][a-z0-9+.\-]{0,30}://)"
        r"(?:[^\s/?#\"'<>@:]{0,200}:[^\s\"'<>]{0,500}?@(?=[\w\[])|[^\s/?#\"'<>]{1,500}@)",
        rf"\1{HIDDEN}@",
    ),
    # headers
    _rule(
        rf"\b((?:proxy-)?authorization|(?:set-)?cookie|x-api-key|x-auth-token)({_QUOTE}?\s{{0,9}}[:=,]\s{{0,9}})"
        rf"(?:b?({_QUOTE})(?:(?!\3).)*\3|[^\r\n\"']+)",
        rf"\1\2{HIDDEN}",
    ),
    _rule(r"\b(bearer|basic|dpop)(\s{1,9}|%20|\+)[a-z0-9\-._~+/%]{6,}=*", rf"\1\2{HIDDEN}"),
    _rule(r"\b(AUTH\s{1,9}(?:PLAIN|LOGIN|XOAUTH2|CRAM-MD5))\s{1,9}\S+", rf"\1 {HIDDEN}"),
    # names of secrets in JSON, Python, queries and forms
    _rule(rf"((?:{_NAMES}){_QUOTE}?\s{{0,9}}{_IS}\s{{0,9}}){_VALUE}", rf"\1{HIDDEN}"),
    _rule(rf"((?<![a-z_])code{_QUOTE}?\s{{0,9}}{_IS}\s{{0,9}}){_NO_SECRET}{_VALUE}", rf"\1{HIDDEN}"),
    # secrets known by their looks: JWT, Meta, Google, GitHub, Slack
    _rule(r"\beyJ[\w\-]{8,4000}\.[\w\-]+(?:\.[\w\-]*)?"),
    _rule(r"\b(?:EAA[a-z0-9]{20,}|ya29\.[\w\-]{10,}|AIza[\w\-]{20,}|gh[opusr]_\w{20,}|xox[abprs]-[\w\-]{10,})"),
)


def hide(secrets: Iterable[str]) -> None:
    """From now on these very texts are taken out, wherever they stand."""
    global _in_use  # noqa: PLW0603
    _in_use |= {text for text in secrets if len(text) >= _SHORTEST}


def redact(text: str) -> str:
    """The text with passwords, tokens, keys and codes replaced by ***. Rather too much than too little."""
    for secret in _in_use:
        text = text.replace(secret, HIDDEN)
    for pattern, replacement in _RULES:
        text = pattern.sub(replacement, text)
    return text
