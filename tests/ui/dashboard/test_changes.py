"""The colour of a change is that of what is told: a difference that rounds to zero is no loss."""

import pytest

from app.system.dashboard_words import difference
from app.system.formats import Formats
from app.ui.dashboard.drawings import change_role


@pytest.mark.parametrize(
    ("change", "unit", "role"),
    [
        (810.0, "count", "approved"),
        (-0.4, "percent", "failed"),
        (-0.004, "percent", "muted"),
        (0.004, "percent", "muted"),
        (0.0, "count", "muted"),
    ],
)
@pytest.mark.parametrize("language", ["pl", "en"])
def test_a_change_has_the_colour_of_its_words(language: str, change: float, unit: str, role: str) -> None:
    assert change_role(difference(change, 8.0, unit, Formats(language, "Europe/Warsaw"))) == role


def test_a_reason_in_place_of_a_change_has_no_colour() -> None:
    assert change_role("not comparable: the network changed its measure") == "muted"
