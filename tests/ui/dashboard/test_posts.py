"""Posts on a dashboard: the best ones in their table, and those behind a number."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from app.domain.dashboard_values import BarsContent, PostsContent, RankedPost
from app.domain.dashboards import DashboardSpec, TileKind, TileSpec
from app.domain.kpi import Period
from app.domain.post_briefs import Pick, PostBrief
from app.system.told.report import _listed
from app.system.told.tables import table_of
from app.system.told.wording import beside, exposure_heading, name_of, share_of
from app.ui.dashboard.drawings import drawing_of
from app.ui.dashboard.posts_panel import BriefModel
from app.ui.dashboard.posts_table import PostsTable
from app.ui.dashboard.telling import Telling
from app.ui.places import PostPlace
from tests.fakes.offices import Office
from tests.ui.dashboard.conftest import Shown
from tests.ui.dashboard.on_tab import board_of, frame_of
from tests.ui.on_screen import texts


def test_a_number_opens_the_posts_behind_it_and_a_post_its_place(office: Office, shown: Shown, qtbot: QtBot) -> None:
    tab = shown(office)
    frame = frame_of(tab, "post_reach_total")
    qtbot.keyClick(frame.body, Qt.Key.Key_Return)  # type: ignore[attr-defined]
    panel = board_of(tab).panel
    assert panel.isVisible()
    assert any(text.endswith("posts") for text in texts(panel))
    model = panel.list.model()
    assert isinstance(model, QAbstractItemModel) and model.rowCount() > 20
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    qtbot.keyClick(panel, Qt.Key.Key_Escape)
    assert not panel.isVisible()


def test_the_posts_behind_a_sum_of_reaches_tell_their_reach(office: Office, shown: Shown) -> None:
    tab = shown(office)
    told = {}
    for key in ("post_reach_total", "interactions_per_1000_followers", "engagement_rate_by_reach_median"):
        frame_of(tab, key).body.picked.emit(Pick(date(2026, 11, 1), date(2026, 11, 23)))  # type: ignore[attr-defined]
        model = board_of(tab).panel.list.model()
        assert isinstance(model, BriefModel)
        told[key] = model.beside(model.index(0)).split(" · ")[-1]
    assert re.fullmatch(r"reach: \d+", told["post_reach_total"])
    assert re.fullmatch(r"interactions: \d+", told["interactions_per_1000_followers"])
    assert re.fullmatch(r"interactions: \d+, reach: \d+", told["engagement_rate_by_reach_median"])


def test_a_post_without_text_is_named_by_its_kind(office: Office, shown: Shown) -> None:
    tell = board_of(shown(office)).tiles.tell
    assert tell is not None
    post = PostBrief(1, 1, "facebook", date(2026, 11, 1), 6, 9, "image", " ", None, 1.0, 1.0, values={"comments": 3.0})
    assert name_of(post, tell) == "Image, without text"
    assert name_of(replace(post, format=None), tell) == "(without text)"
    there = "https://www.linkedin.com/feed/update/urn:li:share:7123456789012345678"
    assert name_of(replace(post, format=None, permalink=there), tell) == "Post …12345678, without text"
    assert name_of(replace(post, permalink="https://www.instagram.com/p/CxYz12AbC_d/"), tell) == (
        "Image …z12AbC_d, without text"
    )
    assert name_of(replace(post, text="Chleb\ni bułki"), tell) == "Chleb i bułki"
    assert share_of(post, "sum:comments", tell) == "comments: 3"
    assert share_of(replace(post, values={"views": 70.0}), "views", tell) == "views: 70"


def test_the_table_of_best_posts_names_what_they_are_counted_against_as_the_tile_does(
    office: Office, shown: Shown
) -> None:
    tell = board_of(shown(office)).tiles.tell
    assert tell is not None
    tile = next(one for one in tell.dashboard.tiles if isinstance(one.content, PostsContent))
    rows = [replace(row, metric="engagement_rate_by_followers") for row in tile.content.rows]  # type: ignore[union-attr]
    followers = replace(tile, content=replace(tile.content, rows=tuple(rows)))  # type: ignore[type-var]
    assert table_of(followers, tell).headers[5] == "Followers"
    assert table_of(tile, tell).headers[5] == "Reach"


def test_our_own_post_is_asked_for_and_another_opens_its_link(
    office: Office, shown: Shown, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dataclasses import replace

    tab = shown(office)
    opened: list[str] = []
    monkeypatch.setattr("app.ui.dashboard.board.open_url", lambda link: bool(opened.append(link)) or True)
    board = board_of(tab)
    assert board.loaded is not None and board.loaded.dashboard is not None
    post = board.loaded.dashboard.posts[-1]
    board._open_post(post)
    assert opened == [post.permalink]
    with qtbot.waitSignal(tab.went) as went:
        board._open_post(replace(post, post_id=7))
    assert went.args == [PostPlace(7)]


def test_a_post_no_browser_can_be_started_for_is_told_with_its_address(
    office: Office, shown: Shown, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.ui.dashboard.board.open_url", lambda link: False)
    board = board_of(shown(office))
    assert board.loaded is not None and board.loaded.dashboard is not None
    post = replace(board.loaded.dashboard.posts[-1], permalink="https://www.facebook.com/zloty/posts/1")
    notices = board._context.notices
    board._open_post(post)
    assert notices.kept[-1].text == "No browser could be started. The post is at https://www.facebook.com/zloty/posts/1"
    board._open_post(replace(post, permalink=None))
    assert "no link that can be opened" in notices.kept[-1].text


def test_exposures_are_called_what_they_are(office: Office, shown: Shown) -> None:
    tell = board_of(shown(office)).tiles.tell
    assert tell is not None
    post = PostBrief(1, 1, "facebook", date(2026, 11, 1), 6, 9, None, "Chleb", None, 1.0, 1.0)

    def heading(*metrics: str) -> str:
        rows = [RankedPost(post, place, metric, 1.0, 1.0, 1.0, False) for place, metric in enumerate(metrics)]
        return exposure_heading(rows, tell)

    assert heading("engagement_rate_by_followers") == "Followers"
    assert heading("engagement_rate_by_reach", "engagement_rate_by_reach") == "Reach"
    assert heading("interactions") == "Reach"
    assert heading("engagement_rate_by_reach", "engagement_rate_by_followers") == "Counted against"


def test_best_posts_are_a_table_with_keys(
    office: Office, shown: Shown, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.ui.dashboard.board.open_url", lambda link: True)
    tab = shown(office)
    table = tab.findChild(PostsTable)
    assert isinstance(table, PostsTable)
    QAbstractItemModelTester(table.model(), QAbstractItemModelTester.FailureReportingMode.Fatal)
    tab.activateWindow()
    table.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(lambda: table.currentIndex().isValid())
    with qtbot.waitSignal(table.opened):
        qtbot.keyClick(table, Qt.Key.Key_Return)


def test_best_posts_of_each_network_stand_under_its_name_and_keys_step_over_it(
    office: Office, shown: Shown, qtbot: QtBot
) -> None:
    tab = shown(office)
    table = tab.findChild(PostsTable)
    assert isinstance(table, PostsTable)
    model = table.model()
    first = [str(model.index(row, 0).data()) for row in range(model.rowCount())]
    assert (first[0], first[7]) == ("Facebook · engagement rate by reach", "LinkedIn · engagement rate by reach")
    assert len(first) == 2 * 7 and not [name for name in first[1:7] if name.startswith("Facebook")]
    assert table.sizeHint().height() >= table.verticalHeader().length()
    table.setCurrentIndex(model.index(6, 0))
    qtbot.keyClick(table, Qt.Key.Key_Down)
    assert table.currentIndex().row() == 8
    qtbot.keyClick(table, Qt.Key.Key_Up)
    assert table.currentIndex().row() == 6
    qtbot.keyClick(table, Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(table, Qt.Key.Key_Up)
    assert table.currentIndex().row() == 1
    with qtbot.assertNotEmitted(table.opened):
        table.doubleClicked.emit(model.index(7, 0))


def test_posts_ranked_by_a_count_have_no_rate_and_no_columns_without_figures(
    office: Office, shown: Shown, qtbot: QtBot
) -> None:
    tell = board_of(shown(office)).tiles.tell
    assert tell is not None
    tile = next(row for row in tell.dashboard.tiles if row.spec.key == "best_posts")
    assert isinstance(tile.content, PostsContent)
    counted = [replace(row, metric="engagements", exposure=None, interactions=None) for row in tile.content.rows]
    table = PostsTable("Best", replace(tile.content, rows=tuple(counted)), tell)
    qtbot.addWidget(table)
    table.resize(900, 400)
    table.show()
    shown_heads = [
        table.model().headerData(at, Qt.Orientation.Horizontal) for at in range(5) if not table.isColumnHidden(at)
    ]
    assert shown_heads == ["Post", "Format", "Value"]


def test_that_a_post_still_grows_is_told_before_what_may_be_cut(office: Office, shown: Shown) -> None:
    tell = board_of(shown(office)).tiles.tell
    assert tell is not None
    content = next(row.content for row in tell.dashboard.tiles if isinstance(row.content, PostsContent))
    told = beside(replace(content.rows[0], young=True), tell).split(" · ")
    assert told[2:] == ["younger than 48 h, still growing", tell.metric(content.rows[0].metric)]


def test_an_unknown_format_is_a_dash_wherever_posts_are_listed(office: Office, shown: Shown, qtbot: QtBot) -> None:
    tell = board_of(shown(office)).tiles.tell
    assert tell is not None
    tile = next(row for row in tell.dashboard.tiles if row.spec.key == "best_posts")
    assert isinstance(tile.content, PostsContent)
    first = tile.content.rows[0]
    unknown = replace(first, post=replace(first.post, format=None))
    tile = replace(tile, content=replace(tile.content, rows=(unknown,)))
    assert isinstance(tile.content, PostsContent)
    table = PostsTable("Best", tile.content, tell)
    qtbot.addWidget(table)
    cell = table.model().index(table.model().rowCount() - 1, 1)
    assert cell.data() == "–"
    assert "format unknown" in cell.data(Qt.ItemDataRole.ToolTipRole)
    assert cell.data(Qt.ItemDataRole.AccessibleTextRole) == "format unknown"
    whole = table_of(tile, tell)
    assert whole.shown(0, whole.headers.index("Format"), tell) == "–"
    assert _listed(tile, tell)[1][1] == "–"


def test_a_narrow_table_of_posts_keeps_room_for_the_posts(office: Office, shown: Shown) -> None:
    tab = shown(office)
    table = tab.findChild(PostsTable)
    assert isinstance(table, PostsTable)
    assert not table.isColumnHidden(2)
    table.resize(400, table.height())
    assert table.isColumnHidden(1) and table.isColumnHidden(2) and table.columnWidth(0) > 180


def test_the_formula_of_a_list_says_how_many_posts_it_shows(office: Office, shown: Shown) -> None:
    tell = board_of(shown(office)).tiles.tell
    assert tell is not None
    tile = next(row for row in tell.dashboard.tiles if row.spec.key == "best_posts")
    assert isinstance(tile.content, PostsContent)
    one = replace(tile, content=replace(tile.content, rows=tile.content.rows[:1]))
    assert tell.formula(one) == "the highest post of each network by one metric of that network"
    two = replace(tile, content=replace(tile.content, rows=tile.content.rows[:1] * 2))
    assert dict(tell.about(two, None))["Formula"].startswith("up to 2 highest posts of each network")


def test_behind_each_bar_stand_the_posts_it_counts(office: Office, shown: Shown) -> None:
    language = board_of(shown(office))._face.language
    groups = (
        "day",
        "week",
        "month",
        "network",
        "profile",
        "format",
        "persona",
        "pillar",
        "campaign",
        "weekday",
        "paid",
    )
    tiles = [
        TileSpec(f"{kind}{by}", kind, "posts", by=by) for kind in (TileKind.BARS, TileKind.STACKED) for by in groups
    ]
    period = Period(date(2026, 11, 3), date(2026, 11, 17))
    board = office.app.dashboards.load(office.owner, DashboardSpec("own", tuple(tiles)), period)
    tell = Telling(board, language)
    for tile in board.tiles:
        drawing, rows = drawing_of(tile, tell), table_of(tile, tell).rows
        assert drawing is not None
        picks = [mark.pick for mark in drawing.marks]
        values = [row[1] if isinstance(tile.content, BarsContent) else row[-1] for row in rows]
        assert [len(board.posts.behind(pick)) if pick else None for pick in picks] == values, tile.spec.key
