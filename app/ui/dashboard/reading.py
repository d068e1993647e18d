"""What the tab reads on a worker's thread: choices, the dashboard, small pictures; and pyqtgraph, once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QImageReader

from app.domain.dashboard_values import Choices, Dashboard, PostsContent
from app.domain.errors import NotFound
from app.domain.people import Actor
from app.ui.dashboard.choice import DashboardChoice
from app.ui.services import Services
from app.ui.tasks import Progress

SIDE = 72
"""Pixels of a small picture: 36 on a dense display."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """`dashboard` None: there is no data at all for a ready dashboard, or no campaign for a campaign's."""

    choices: Choices
    choice: DashboardChoice
    dashboard: Dashboard | None
    pictures: Mapping[str, QImage]


def read_dashboard(
    services: Services,
    actor: Actor,
    brand_id: int | None,
    wanted: DashboardChoice | None,
    kept: object,
    report: Progress,
) -> Loaded:
    """`wanted` None: what was remembered, as `kept(workspace_uid)` gives it."""
    report(0.1)
    choices = replace(
        services.dashboards.choices(actor, brand_id=brand_id),
        own=services.own_dashboards.dashboards(actor, brand_id=brand_id),
        owners=services.own_dashboards.owners(actor),
    )
    if wanted is None:
        wanted = DashboardChoice.from_json(kept(choices.workspace_uid) if callable(kept) else None)
    choice = wanted.possible(choices)
    report(0.2)
    spec, own = choice.spec(choices), choices.own_by(choice.key)  # an own one has its notes, and is arranged
    if (own is None and choices.knows_nothing_for(spec)) or (spec.of_campaign and choice.campaign_id is None):
        return Loaded(choices, choice, None, {})
    dashboard = services.dashboards.load(
        actor, spec, choice.period(choices), choice.comparison, choice.filters(choices),
        brand_id=brand_id, report=report,
    )  # fmt: skip
    return Loaded(choices, choice, dashboard, read_pictures(services, dashboard))


def read_pictures(services: Services, dashboard: Dashboard) -> dict[str, QImage]:
    """Small pictures of the posts in its tables; one that cannot be read is left out."""
    lists = [tile.content for tile in dashboard.tiles if isinstance(tile.content, PostsContent)]
    return small_pictures(services, {row.picture for content in lists for row in content.rows if row.picture})


def small_pictures(services: Services, hashes: Iterable[str]) -> dict[str, QImage]:
    """Square pieces from the middle of pictures, by the files' hashes."""
    found = {}
    for sha256 in hashes:
        try:
            reader = QImageReader(str(services.media.path_of(sha256)))
        except NotFound:
            continue
        reader.setAutoTransform(True)
        size = reader.size()
        if size.isValid():
            reader.setScaledSize(size.scaled(QSize(SIDE, SIDE), Qt.AspectRatioMode.KeepAspectRatioByExpanding))
        image = reader.read()
        if not image.isNull():
            left, top = (image.width() - SIDE) // 2, (image.height() - SIDE) // 2
            found[sha256] = image.copy(max(left, 0), max(top, 0), min(SIDE, image.width()), min(SIDE, image.height()))
    return found
