from __future__ import annotations

import pytest

from app.ui.links import openable


@pytest.mark.parametrize(
    "address",
    ["https://example.com/offer?a=1", "http://example.com", "mailto:anna@example.com", " https://example.com "],
)
def test_web_and_mail_addresses_may_be_opened(address: str) -> None:
    assert openable(address) is not None


@pytest.mark.parametrize(
    "address",
    [
        "",
        "example.com",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "smb://server/share",
        "\\\\server\\share",
        "//server/share",
        "data:text/html,x",
        "szpalta://open",
        "https://practice.invalid/piekarnia/1",
        "https://",
        "https:///path",
        "http:example.com",
        "https://anna:secret@example.com",
        "https://example.com/a b",
        "https://example.com\n.evil.example",
        "mailto:",
        "HTTPS:/example.com",
    ],
)
def test_everything_else_is_refused(address: str) -> None:
    assert openable(address) is None
