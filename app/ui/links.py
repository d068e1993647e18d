"""The one way to open something outside the program (SEC-15)."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

ALLOWED = frozenset({"http", "https", "mailto"})
NOWHERE = ".invalid"
"""Names that never lead anywhere (RFC 2606): posts of the practice network bear them."""


def openable(address: str) -> QUrl | None:
    """The address when it may be opened: http and https with a host and without a name and password, mailto with an address."""
    if any(sign.isspace() or ord(sign) < 32 for sign in address.strip()):
        return None
    url = QUrl(address.strip(), QUrl.ParsingMode.StrictMode)
    if not url.isValid() or url.scheme() not in ALLOWED:
        return None
    if url.scheme() == "mailto":
        return url if "@" in url.path() else None
    if url.host().endswith(NOWHERE):
        return None
    return url if url.host() and not url.userInfo() else None


def on_practice(address: str | None) -> bool:
    """Whether it is the address of a post on the practice network, which has no page to open."""
    return address is not None and QUrl(address.strip()).host() == f"practice{NOWHERE}"


def open_url(address: str) -> bool:
    """Opens an allowed address with the system's program; False when it was refused or nothing could open it."""
    url = openable(address)
    return url is not None and QDesktopServices.openUrl(url)


def open_folder(folder: Path) -> bool:
    """Shows a folder of this computer in the system's file manager; False when it is none or nothing could show it."""
    return folder.is_dir() and QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder.absolute())))
