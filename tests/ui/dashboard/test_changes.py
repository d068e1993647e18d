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
        (3600.0, "seconds", "approved"),
        (-90.0, "seconds", "failed"),
        (0.2, "seconds", "muted"),
    ],
)
@pytest.mark.parametrize("language", ["pl", "en"])
def test_a_change_has_the_colour_of_its_words(language: str, change: float, unit: str, role: str) -> None:
    assert change_role(difference(change, 8.0, unit, Formats(language, "Europe/Warsaw"))) == role


def test_a_reason_in_place_of_a_change_has_no_colour() -> None:
    assert change_role("not comparable: the network changed its measure") == "muted"


def test_a_change_of_time_is_told_as_time() -> None:
    formats = Formats("en", "Europe/Warsaw")
    told = [difference(change, 7200.0, "seconds", formats) for change in (3600.0, -90.0)]
    assert [one.replace("\xa0", " ") for one in told] == ["+1 h (+50.0%)", "\u22122 min (\u22121.3%)"]
