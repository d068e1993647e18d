from __future__ import annotations

import pytest

from app.system.system_language import system_language


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({"LANG": "pl_PL.UTF-8"}, "pl"),
        ({"LANG": "en_GB.UTF-8"}, "en"),
        ({"LANG": "C.UTF-8"}, "pl"),
        ({"LANG": "C"}, "pl"),
        ({}, "pl"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LANG": "pl_PL", "LC_ALL": "en_US"}, "en"),
        ({"LANG": "en_US", "LC_ALL": ""}, "en"),
        ({"LC_MESSAGES": "C", "LANG": "en_US"}, "pl"),
    ],
)
def test_without_being_asked_the_system_says(environment: dict[str, str], language: str) -> None:
    assert system_language(environment) == language


@pytest.mark.parametrize(
    ("machine", "language"),
    [("pl_PL", "pl"), ("en_GB", "en"), ("de_DE", "en"), ("C", "pl"), ("Polish_Poland", "pl"), ("German_Germany", "en")],
)
def test_where_the_environment_says_nothing_the_machine_does(machine: str, language: str) -> None:
    assert system_language({}, machine) == language
    assert system_language({"LANG": "en_US.UTF-8"}, machine) == "en"
