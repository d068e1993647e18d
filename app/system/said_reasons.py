"""What this computer says of a connection that did not work, in the person's language: systems say it in English."""

from __future__ import annotations

import re

from app.system.words import N_, Words

_SAID: dict[str, str] = {
    "connection refused": N_("nothing answers there"),
    "connection reset by peer": N_("the connection was closed"),
    "broken pipe": N_("the connection was closed"),
    "network is unreachable": N_("this computer has no way there"),
    "network is down": N_("this computer has no way there"),
    "no route to host": N_("this computer has no way there"),
    "host is down": N_("the server is switched off"),
    "connection timed out": N_("no answer came in time"),
    "operation timed out": N_("no answer came in time"),
    "permission denied": N_("this computer does not allow it"),
    "operation not permitted": N_("this computer does not allow it"),
    "cannot assign requested address": N_("this computer has no way there"),
    "too many open files": N_("too much is open on this computer"),
    "self-signed certificate in certificate chain": N_("nobody trusted issued it"),
    "self-signed certificate": N_("the server issued it to itself"),
    "self signed certificate": N_("the server issued it to itself"),
    "unable to get local issuer certificate": N_("nobody trusted issued it"),
    "unable to get issuer certificate": N_("nobody trusted issued it"),
    "unable to verify the first certificate": N_("nobody trusted issued it"),
    "certificate has expired": N_("it has run out; the clock of this computer may be wrong too"),
    "certificate is not yet valid": N_("it is not valid yet; the clock of this computer may be wrong too"),
    "certificate revoked": N_("it was taken back"),
    "hostname mismatch": N_("it was issued for another address"),
    "ip address mismatch": N_("it was issued for another address"),
}
"""By how it begins, in small letters."""


def said_reason(reason: str, words: Words) -> str:
    """The words of a network or a person stay as they are; a mere number is the answer of a server."""
    if re.fullmatch(r"[1-5]\d\d", reason):
        return words.t("answer {status}", status=reason)
    found = next((told for said, told in _SAID.items() if reason.casefold().startswith(said)), None)
    return reason if found is None else words.t(found)
