"""A dashboard told as a `Report`: what PDF, PNG, XLSX and PPTX all say of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from app.domain.added_values import GroupedContent, NoteContent, StackedContent, TableContent
from app.domain.dashboard_values import BarsContent, LinesContent, NumberContent, PostsContent, Tile
from app.domain.dashboards import Segment, TileKind
from app.domain.kpi import KpiValue
from app.domain.reports import Definition, Fact, FigureTable, Report, ReportFigure, ReportTile
from app.system.dashboard_words import SEGMENTS, dashboard_name, kpi_title, paid_unknown
from app.system.figure_words import unit_name
from app.system.file_names import safe_file_name
from app.system.told.said import said_of
from app.system.told.sentences import in_one_line, points_said
from app.system.told.tables import reported_table, table_of
from app.system.told.telling import Telling
from app.system.told.wording import beside, exposure_heading, format_cell, title, value_heading


def report_of(tell: Telling) -> Report:
    return replace(headed(tell), tiles=tuple(_tile(tile, tell) for tile in tell.dashboard.tiles))


def headed(tell: Telling) -> Report:
    """What stands above the tiles alone: of what and which days they are."""
    board = tell.dashboard
    name = dashboard_name(board.spec, tell.words)
    return Report(
        title=" – ".join(filter(None, (board.names.get("brand") or board.names.get("workspace"), name))),
        dashboard=name,
        period=board.period,
        days=tuple(_days(tell)),
        filters=tuple(_filters(tell)),
        data=tuple(_data(tell)),
        sources=tuple(tell.sources()),
        tiles=(),
    )


def file_name_of(tell: Telling) -> str:
    """What a file of it may be called, without its ending."""
    period = tell.dashboard.period
    name = dashboard_name(tell.dashboard.spec, tell.words)
    return safe_file_name(f"{name} {period.first.isoformat()} {period.last.isoformat()}").replace(" ", "-")


def _days(tell: Telling) -> list[Fact]:
    board, t = tell.dashboard, tell.words.t
    told = [(t("Period"), tell.formats.days(board.period.first, board.period.last))]
    if board.compared is not None:
        told.append((t("Compared with"), tell.formats.days(board.compared.first, board.compared.last)))
    return told


def _filters(tell: Telling) -> list[Fact]:
    board, words = tell.dashboard, tell.words
    names: Mapping[str, str] = board.names
    profiles = ", ".join(tell.profile(row.id) for row in board.profiles)
    told = [(words.t("Profiles"), profiles or words.t("none"))]
    if board.filters.persona_id is not None:
        told.append((words.t("Persona"), names.get("persona", "")))
    if board.filters.campaign_id is not None:
        told.append((words.t("Campaign"), names.get("campaign", "")))
    if (paid := board.filters.paid) is not None:
        kind = words.c(*SEGMENTS[Segment.PAID if paid else Segment.ORGANIC])
        left = f" ({paid_unknown(board.paid_unknown, words, tell.formats)})" if board.paid_unknown else ""
        told.append((words.t("Posts"), f"{kind}{left}"))
    return told


def _data(tell: Telling) -> list[Fact]:
    board, t = tell.dashboard, tell.words.t
    when = t("no data yet") if board.data_at is None else tell.formats.moment_full(board.data_at)
    told = [(t("Data as of"), when)]
    if made_up := tell.practice():
        told.append((t("Please note"), made_up))
    return told


def _tile(tile: Tile, tell: Telling) -> ReportTile:
    content = tile.content
    value: KpiValue | None = getattr(content, "value", None)
    said = said_of(tile, tell)
    if isinstance(content, NumberContent) and content.line.known:
        said += (points_said(content, tell),)
    return ReportTile(
        heading=tell.title(tile),
        table=FigureTable((), ()) if isinstance(tile.content, NoteContent) else reported_table(tile, tell),
        figure=_figure(tile, tell),
        said=said,
        about=tuple(tell.about(tile, value)[:-1]),
        definition=_definition(tile, value, tell),
        one_number=isinstance(tile.content, NumberContent),
        listed=_listed(tile, tell),
    )


def _listed(tile: Tile, tell: Telling) -> tuple[tuple[str, ...], ...]:
    content, t = tile.content, tell.words.t
    if isinstance(content, PostsContent) and content.rows:
        heads = (
            t("Post"),
            t("Format"),
            exposure_heading(content.rows, tell),
            t("Interactions"),
            value_heading(content.rows, tell),
        )
        rows = [
            (
                f"{title(row, tell)}\n{beside(row, tell)}", format_cell(row, tell),
                tell.value(row.exposure, "count"), tell.value(row.interactions, "count"), tell.rated(row.value, row.metric),
            )
            for row in content.rows
        ]  # fmt: skip
        return (heads, *rows)
    if isinstance(content, TableContent | GroupedContent) and tile.spec.kind is TileKind.TABLE and content.rows:
        table = table_of(tile, tell)
        places = range(len(table.headers))
        shown = (tuple(table.shown(row, place, tell) for place in places) for row in range(len(table.rows)))
        return (table.headers, *shown)
    return ()


def _figure(tile: Tile, tell: Telling) -> ReportFigure | None:
    """The one number a tile comes down to; None for lists, advice and words."""
    content = tile.content
    if isinstance(content, NumberContent):
        before = content.before.value if content.before is not None else None
        told = [tell.remark(content.value, tile.spec), "" if content.change is not None else tell.change(content)]
        return _number(content.value, content.change, before, tell.change(content), told, tell)
    if isinstance(content, LinesContent | BarsContent | TableContent | StackedContent):
        return _number(content.value, None, None, "", [tell.remark(content.value, tile.spec)], tell)
    return None


def _number(
    value: KpiValue, change: float | None, before: float | None, shown: str, told: list[str], tell: Telling
) -> ReportFigure:
    return ReportFigure(
        value.value, value.unit, change, before, tell.of(value), shown, tell.sample(value), in_one_line(told)
    )


def _definition(tile: Tile, value: KpiValue | None, tell: Telling) -> Definition:
    words, about = tell.words, tile.about
    unit = about.unit if about else value.unit if value else ""
    return Definition(
        kpi=kpi_title(tile.spec.kpi, about, words) if tile.spec.kpi else "",
        formula=tell.formula(tile),
        unit=unit_name(tile.spec.kpi, unit, words) if unit else "",
        denominator=words.t(about.denominator) if about and about.denominator else "",
        source=words.t(about.source) if about else "",
        sample=tell.sample(value) if value else "",
        left_out="\n".join(tell.left_out(value)) if value else "",
        doubts="\n".join(tell.doubts(value)) if value else "",
    )
