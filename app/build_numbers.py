"""The services of figures and of what they say, made by hand when first asked for."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from app.build_parts import Parts

if TYPE_CHECKING:
    from app.services.advice import AdviceService
    from app.services.dashboards import DashboardService
    from app.services.measuring import KpiService
    from app.services.own_dashboards import OwnDashboardService
    from app.services.persona_results import PersonaResultService
    from app.services.post_about import PostAboutService
    from app.services.reports import ReportService
    from app.services.typical import TypicalService
    from app.store.kept_figures import KeptFigures


class Numbers(Parts):
    """What computes, of one open workspace."""

    def close(self) -> None:
        if "kept_figures" in self.__dict__:
            self.kept_figures.close()
        super().close()

    @cached_property
    def measuring(self) -> KpiService:
        from app.services.measuring import KpiService

        return KpiService(self.store, self.clock)

    @cached_property
    def kept_figures(self) -> KeptFigures:
        from app.store.kept_figures import KeptFigures

        return KeptFigures(self.store)

    @cached_property
    def post_about(self) -> PostAboutService:
        from app.services.post_about import PostAboutService

        return PostAboutService(self.store, self.clock)

    @cached_property
    def typical(self) -> TypicalService:
        from app.services.typical import TypicalService

        return TypicalService(self.store)

    @cached_property
    def advice(self) -> AdviceService:
        from app.services.advice import AdviceService

        return AdviceService(self.store, self.clock, self.kept_figures)

    @cached_property
    def dashboards(self) -> DashboardService:
        from app.services.dashboards import DashboardService

        return DashboardService(self.store, self.clock, self.measuring, self.advice, self.kept_figures)

    @cached_property
    def own_dashboards(self) -> OwnDashboardService:
        from app.services.own_dashboards import OwnDashboardService

        return OwnDashboardService(self.store, self.clock)

    @cached_property
    def persona_results(self) -> PersonaResultService:
        from app.services.persona_results import PersonaResultService

        return PersonaResultService(self.store, self.clock)

    @cached_property
    def reports(self) -> ReportService:
        from app.services.reports import ReportService

        return ReportService(self.clock)
