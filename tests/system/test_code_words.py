"""Every code people may meet has a word: states, steps, reasons, columns, flags, lines of the check."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from app.domain.calendar_day import DayKind
from app.domain.delivery import DeliveryState, Outcome
from app.domain.lateness import LateDecision
from app.domain.metrics import FAMILIES
from app.domain.networks import Connection, Format
from app.domain.people import Role
from app.domain.personas import BLOCKS
from app.domain.workflow import TRANSITIONS, PostState
from app.exchange.imports.aliases import MEANINGS as FIELDS
from app.services import publishing
from app.system import figure_words, history_words, import_words, labels
from app.system.built_sentences import BUILT
from app.system.error_sentences import SENTENCES
from app.system.formats import Formats
from app.system.words import Words

APP = Path(__file__).resolve().parents[2] / "app"
PL, EN = Words("pl"), Words("en")
WARSAW = Formats("pl", "Europe/Warsaw")


@pytest.mark.parametrize(
    ("table", "codes"),
    [
        (labels.POST_STATES, PostState),
        (labels.DELIVERY_STATES, DeliveryState),
        (labels.ROLES, Role),
        (labels.CONNECTIONS, Connection),
        (labels.FORMATS, Format),
        (labels.DAY_KINDS, DayKind),
        (labels.OUTCOMES, Outcome),
        (labels.BLOCKS, BLOCKS),
        (import_words.MEANINGS, (FIELDS | set(FAMILIES)) - {None}),
    ],
)
def test_each_code_has_its_word(table: dict[object, object], codes: object) -> None:
    assert set(codes) - set(table) == set()  # type: ignore[call-overload]


def test_every_step_of_a_post_and_a_publication_has_its_word() -> None:
    known = set(history_words.STEPS) | set(history_words.SMALL_STEPS)
    assert {("variant", row.action) for row in TRANSITIONS} - known == set()
    assert {("delivery", state.value) for state in DeliveryState} - known == set()


READ_ONLY = {"bluesky.not_read", "practice.read_failed", "hand_over.address", "hand_over.not_opened"}
PUBLISHING_FAMILIES = {
    "network",
    "mastodon",
    "bluesky",
    "practice",
    "connection",
    "media",
    "schedule",
    "keyring",
    "store",
}


def test_every_problem_of_a_connector_has_short_words_and_a_sentence() -> None:
    """A publication, a try and a check before the time show the short words; notices and the command line the sentence."""
    found = {
        node.value
        for file in (Path(publishing.__file__).parents[1] / "connectors").rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and re.fullmatch(r"[a-z_]+\.[a-z_]+", node.value)
        and node.value.partition(".")[0] in PUBLISHING_FAMILIES
    } - READ_ONLY
    assert {"network.unreachable", "mastodon.too_long", "bluesky.key_taken"} <= found
    assert found - set(labels.DELIVERY_REASONS) == set()
    assert found - set(SENTENCES) - set(BUILT) == set()


def test_every_reason_to_hold_a_publication_has_its_word() -> None:
    source = Path(publishing.__file__).read_text(encoding="utf-8")
    named = set(re.findall(r'(?:reason=|_hold\(\w+, |return )"([a-z_]+)"', source))
    named |= {row.value for row in (LateDecision.ASK, LateDecision.MISSED)}
    assert {"late", "not_what_was_approved"} <= named
    assert named - set(labels.DELIVERY_REASONS) == set()
    assert labels.delivery_reason("late", PL) == "termin minął, zanim program zdążył wysłać post"
    assert labels.delivery_reason("Obraz ma 9 MB", PL) == "Obraz ma 9 MB"


def test_every_flag_and_reason_of_a_figure_is_a_sentence() -> None:
    found = set()
    for file in (APP / "analytics").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found.add(node.value)
    flags = {"younger_than_48h", "date_estimated", "reach_above_impressions", "negative", "metric_changed"}
    assert flags <= found
    for name in flags | {"counted_for_each", "partial_month", "followers_jump", "from_daily_changes"}:
        for count in (1, 2, 5):
            assert figure_words.flag(name, count, PL, WARSAW).endswith("."), name
    assert figure_words.flag("date_estimated", 500, EN, Formats("en", "UTC")) == "500 posts have an estimated date."
    assert figure_words.flag("date_estimated", 22, PL, WARSAW) == "22 posty mają oszacowaną datę."


def test_why_posts_were_left_out() -> None:
    assert figure_words.left_out("no_reach", 1500, PL, WARSAW) == "brak danych (zasięg): 1500"
    assert figure_words.left_out("zero_followers", 2, PL, WARSAW) == "zero (obserwujący): 2"
    assert figure_words.left_out("interactions_unknown", 3, EN, Formats("en", "UTC")) == "interactions unknown: 3"
    assert figure_words.left_out("something_new", 3, PL, WARSAW) == "something_new: 3"


def test_groups_are_named_as_people_name_them() -> None:
    assert figure_words.group_key("format", "image", PL, WARSAW) == "Zdjęcie"
    assert figure_words.group_key("weekday", "0", PL, WARSAW) == "poniedziałek"
    assert figure_words.group_key("network", "linkedin", PL, WARSAW) == "LinkedIn"
    assert figure_words.group_key("month", "2026-11", PL, WARSAW) == "listopad 2026"
    assert figure_words.group_key("week", "2026-W45", PL, WARSAW) == "2–8 listopada 2026"
    assert figure_words.group_key("week", "2026-W99", PL, WARSAW) == "2026-W99"


def test_what_has_no_word_stays_as_it_is() -> None:
    assert import_words.question("new_question", PL) == "new_question"
    assert import_words.meaning("own_metric", PL) == "own_metric"
    assert import_words.source("youtube.days", PL) == "eksport z YouTube Studio"
    assert history_words.every_step("thing", "turned", PL) == "turned"
    assert labels.word(labels.BLOCKS, "goals", PL) == "Cele"
