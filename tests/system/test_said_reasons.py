"""What systems and servers say in English reaches a Polish reader in Polish."""

from __future__ import annotations

import errno
import os

import pytest

from app.system.labels import delivery_reason
from app.system.said_reasons import said_reason
from app.system.sentences import explain_code
from app.system.words import Words

PL, EN = Words("pl"), Words("en")


def test_an_untrusted_certificate_has_no_english_in_polish() -> None:
    data = {"host": "a.example", "reason": "self-signed certificate"}
    assert "(serwer wystawił go sam sobie)" in explain_code("network.certificate", data, PL)


@pytest.mark.parametrize(
    "number", [errno.ECONNREFUSED, errno.ENETUNREACH, errno.EHOSTUNREACH, errno.ECONNRESET, errno.ETIMEDOUT]
)
def test_what_the_system_says_is_said_in_the_language_of_the_reader(number: int) -> None:
    said = os.strerror(number)
    assert said_reason(said, PL) != said and said_reason(said, PL) != said_reason(said, EN)


def test_a_number_is_called_the_answer_of_a_server() -> None:
    assert delivery_reason("404", EN) == "the network refused it, answer 404"
    assert "(odpowiedź 401)" in explain_code("network.needs_reconnect", {"host": "h", "reason": "401"}, PL)


def test_the_words_of_a_network_stay() -> None:
    assert said_reason("The access token was revoked", PL) == "The access token was revoked"
    assert delivery_reason("Za długie", PL) == "Za długie"
