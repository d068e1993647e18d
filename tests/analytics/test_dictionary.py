from __future__ import annotations

import subprocess
import sys
from functools import partial

import pytest

from app.analytics.compute import compute
from app.analytics.dictionary import KPIS, definition
from app.analytics.grouping import GROUPS
from app.domain.errors import BadInput
from app.system.figure_words import left_out
from app.system.formats import Formats
from app.system.words import Words
from tests.analytics.figures import NOVEMBER, post


@pytest.mark.parametrize("name", KPIS)
def test_the_docstring_says_what_the_dictionary_says(name: str) -> None:
    kpi = KPIS[name]
    text = " ".join((kpi.function.__doc__ or "").split())
    assert f"Formula: {kpi.formula}." in text
    assert f"Unit: {kpi.unit}." in text
    assert f"Denominator: {kpi.denominator or 'none'}." in text
    assert f"Source: {kpi.source}." in text


def test_each_kpi_is_its_own_function() -> None:
    assert len({kpi.function for kpi in KPIS.values()}) == len(KPIS)
    assert all(name == getattr(kpi.function, "__name__", "") for name, kpi in KPIS.items())


@pytest.mark.parametrize("name", [*KPIS, "sum:saves", "mean:saves", "median:saves", "best_posts:saves"])
def test_no_data_is_no_number(name: str) -> None:
    kpi = definition(name)
    for by in (None, *kpi.groups):
        for value in compute(name, [], [], NOVEMBER, by):
            assert value.value is None or name in {"posts", "posts_per_week", "posts_per_week_without_stories"}
            assert (value.kpi, value.unit, value.n_used) == (name, kpi.unit, 0)
    assert set(kpi.groups) <= set(GROUPS)


@pytest.mark.parametrize("name", KPIS)
def test_every_reason_why_a_post_is_left_out_has_words(name: str) -> None:
    words, formats = Words("pl"), Formats("pl", "Europe/Warsaw")
    reasons = {reason for value in compute(name, [post(1)], [], NOVEMBER) for reason in value.left_out}
    assert [told for reason in reasons if "_" in (told := left_out(reason, 1, words, formats))] == []


def test_generic_names() -> None:
    kpi = definition("median:watch_seconds")
    assert isinstance(kpi.function, partial)
    assert (kpi.unit, kpi.words, kpi.formula) == (
        "seconds",
        {"metric": "watch_seconds"},
        "median over posts of {metric}",
    )


def test_the_median_is_the_default_and_named() -> None:
    assert definition("engagement_rate_by_reach").name == "engagement_rate_by_reach_median"
    assert definition("interactions").name == "interactions"


def test_a_wrong_name_gets_its_neighbours() -> None:
    with pytest.raises(BadInput) as caught:
        definition("folowers")
    assert caught.value.code == "kpi.unknown"
    assert "followers" in str(caught.value.data["nearest"])
    for name in ("sum:", "max:reach", ""):
        with pytest.raises(BadInput):
            definition(name)


@pytest.mark.parametrize("metric", ["reach", "viewers", "followers", "average_view_seconds", "engaged_users"])
def test_what_cannot_be_added_is_not_added(metric: str) -> None:
    with pytest.raises(BadInput, match=r"kpi\.not_summable"):
        definition(f"sum:{metric}")
    with pytest.raises(BadInput, match=r"kpi\.not_summable"):
        definition(f"daily:{metric}")
    assert definition(f"median:{metric}")


def test_heavy_libraries_stay_out() -> None:
    code = "import sys, app.analytics.compute; print([m for m in ('pandas', 'numpy', 'scipy') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
