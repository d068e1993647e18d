from __future__ import annotations

import os

import pytest

from app.system.system_language import system_language
from app.ui.language import usual_language


@pytest.mark.parametrize("value", ["C.UTF-8", "pl_PL.UTF-8", "en_GB.UTF-8", "de_DE.UTF-8"])
def test_the_window_speaks_what_the_command_line_speaks(value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.setenv(name, value)
    assert usual_language(None) == usual_language("?") == system_language(os.environ)
    assert usual_language("en") == "en"
