"""The golden numbers of a public set of 500 posts, imported."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from app.domain.errors import BadInput
from app.domain.kpi import FigureFilters, KpiValue
from app.domain.people import Actor
from app.services.importing import ImportService
from app.services.measuring import KpiService
from app.store.store import Store
from app.system.clock import SetClock
from tests.fakes.workspace import add_profile, new_workspace, owner
from tests.services.figure_rows import figure_rows

DATA = Path(__file__).resolve().parents[2].parent / "shared" / "data"
needs_data = pytest.mark.skipif(not DATA.is_dir(), reason="the shared data is not here")
YEAR = {"year": "2014"}
FIRST, LAST = date(2014, 1, 1), date(2014, 12, 31)


def _one(found: list[KpiValue]) -> float:
    assert found[0].value is not None
    return found[0].value


@needs_data
class TestFacebookMetrics:
    """The golden numbers of a public set of 500 posts."""

    @pytest.fixture
    def store(self, tmp_path: Path) -> Iterator[Store]:
        made = new_workspace(str(tmp_path / "workspace.szpalta"))
        yield made
        made.close()

    @pytest.fixture
    def kpis(self, store: Store, importing: ImportService, clock: SetClock) -> KpiService:
        add_profile(store)
        report = importing.run(
            Actor(owner(store)), DATA / "facebook_uci" / "dataset_Facebook_500_comma.csv", answers=YEAR
        )
        assert (report.rows_kept, report.posts_new) == (500, 500)
        assert report.skipped_reasons["import.reach_above_impressions"] == 4
        return KpiService(store, clock)

    @pytest.mark.parametrize(
        ("name", "expected"),
        [
            ("engagement_rate_by_reach_median", 2.123),
            ("engagement_rate_by_reach_mean", 2.407),
            ("engagement_rate_by_reach_pooled", 1.526),
            ("interactions_per_1000_followers_per_post", 1.734),
        ],
    )
    def test_rates(self, kpis: KpiService, name: str, expected: float) -> None:
        assert round(_one(kpis.kpi(Actor(), [name], FIRST, LAST)), 3) == expected

    def test_rates_by_followers(self, kpis: KpiService) -> None:
        assert round(_one(kpis.kpi(Actor(), ["engagement_rate_by_followers_mean"], FIRST, LAST)), 4) == 0.1734
        assert round(_one(kpis.kpi(Actor(), ["engagement_rate_by_followers_median"], FIRST, LAST)), 4) == 0.1042

    def test_interactions(self, kpis: KpiService) -> None:
        assert round(_one(kpis.kpi(Actor(), ["mean:interactions"], FIRST, LAST)), 2) == 212.12

    def test_paid_and_unpaid(self, kpis: KpiService) -> None:
        found = kpis.kpi(Actor(), ["engagement_rate_by_reach_median"], FIRST, LAST, "paid")
        values = {row.group["key"]: round(row.value or 0, 3) for row in found}
        assert (values["paid"], values["organic"]) == (2.003, 2.206)
        paid = kpis.kpi(Actor(), ["engagement_rate_by_reach_median"], FIRST, LAST, filters=FigureFilters(paid=True))
        assert round(_one(paid), 3) == 2.003

    @pytest.mark.parametrize("name", ["mean:Lifetime Post Consumers", "mean:consumers"])
    def test_formats(self, kpis: KpiService, name: str) -> None:
        found = {
            row.group["key"]: (round(row.value or 0, 1), row.n_used)
            for row in kpis.kpi(Actor(), [name], FIRST, LAST, "format")
        }
        assert found == {"text": (1949.6, 45), "video": (1584.7, 7), "image": (690.4, 426), "link": (292.7, 22)}

    def test_followers(self, kpis: KpiService) -> None:
        assert _one(kpis.kpi(Actor(), ["followers"], FIRST, LAST)) == 139_441
        assert _one(kpis.kpi(Actor(), ["follower_growth"], FIRST, LAST)) == 139_441 - 81_370

    def test_the_other_edition_changes_nothing(self, kpis: KpiService, store: Store, importing: ImportService) -> None:
        before = figure_rows(store)
        other = DATA / "facebook_uci" / "dataset_Facebook_semicolon.csv"
        report = importing.run(Actor(owner(store)), other, answers=YEAR)
        assert (report.posts_new, report.posts_updated, report.figures_new) == (0, 0, 0)
        after = figure_rows(store)
        assert [row[:-1] for row in after.pop("observation")] == [row[:-1] for row in before.pop("observation")]
        assert after == before

    def test_the_year_must_be_said(self, store: Store, importing: ImportService) -> None:
        add_profile(store)
        path = DATA / "facebook_uci" / "dataset_Facebook_semicolon.csv"
        with pytest.raises(BadInput) as caught:
            importing.run(Actor(owner(store)), path)
        assert (caught.value.code, caught.value.data["name"]) == ("import.question_unanswered", "year")
        assert [question.name for question in importing.preview(path).questions] == ["year"]
