"""Every value people meet has its word, in both languages, by the glossary."""

from __future__ import annotations

from app.domain.delivery import DeliveryState
from app.domain.networks import Connection, Format, Network
from app.domain.observances import RULES
from app.domain.people import Role
from app.domain.workflow import TRANSITIONS, PostState
from app.system import labels
from app.system.observance_names import NAMES, observance_name
from app.system.words import Words

PL, EN = Words("pl"), Words("en")


def test_states_by_the_glossary() -> None:
    expected = {
        PostState.IDEA: "Pomysł",
        PostState.DRAFT: "Szkic",
        PostState.IN_REVIEW: "Do akceptacji",
        PostState.CHANGES_REQUESTED: "Do poprawy",
        PostState.APPROVED: "Zaakceptowany",
        PostState.SCHEDULED: "Zaplanowany",
        PostState.PUBLISHING: "Publikowanie",
        PostState.PUBLISHED: "Opublikowany",
        PostState.FAILED: "Błąd publikacji",
        PostState.UNSURE: "Do sprawdzenia",
        PostState.REJECTED: "Odrzucony",
        PostState.ON_HOLD: "Wstrzymany",
        PostState.EXPIRED: "Termin minął",
        PostState.CANCELLED: "Anulowany",
        PostState.REMOVED: "Usunięty z platformy",
    }
    assert {state: labels.post_state(state, PL) for state in PostState} == expected
    assert labels.post_state(PostState.SCHEDULED, PL, partly=True) == "Opublikowany częściowo"
    assert labels.post_state(PostState.IN_REVIEW, EN) == "In review"


def test_a_publication_is_feminine_in_polish() -> None:
    assert labels.delivery_state(DeliveryState.SENT, PL) == "Opublikowana"
    assert labels.delivery_state(DeliveryState.NEEDS_HUMAN, PL) == "Do sprawdzenia"


def test_roles_formats_networks_and_evidence() -> None:
    assert [labels.role(role, PL) for role in Role] == [
        "Właściciel",
        "Menedżer treści",
        "Twórca treści",
        "Redaktor",
        "Gość",
    ]
    assert labels.format_name(Format.REEL, PL) == "Rolka"
    assert labels.format_name(Format.REEL, PL, Network.YOUTUBE) == "Short"
    assert labels.network(Network.LINKEDIN, PL) == "LinkedIn"
    assert labels.network(Network.OTHER, PL) == "Witryna lub inna"
    assert labels.connection(Connection.PRACTICE, PL) == "Ćwiczenia"
    assert [labels.evidence(kind, PL) for kind in labels.EVIDENCE] == ["zmierzone", "oszacowane", "założone"]


def test_nothing_is_without_a_word() -> None:
    for words in (PL, EN):
        assert all(labels.delivery_state(state, words) for state in DeliveryState)
        assert all(labels.connection(value, words) for value in Connection)
        assert all(labels.format_name(value, words) for value in Format)
        assert all(labels.network(value, words) for value in Network)


def test_every_step_a_person_takes_has_a_button() -> None:
    people = {row.action for row in TRANSITIONS if row.right is not None}
    assert people == set(labels.ACTIONS)
    assert labels.action("submit", PL) == "Wyślij do akceptacji"
    assert labels.action("withdraw_approval", PL) == "Wycofaj akceptację"


def test_every_observance_has_a_name() -> None:
    assert {rule.key for rule in RULES} | {"trade_sunday"} == set(NAMES)
    assert observance_name("fat_thursday", PL) == "Tłusty czwartek"
    assert observance_name("fat_thursday", EN) == "Fat Thursday"


def test_every_problem_on_the_way_to_a_network_has_its_words() -> None:
    for code in (
        "unreachable",
        "name_unknown",
        "connect_timeout",
        "timeout",
        "server_error",
        "rate_limited",
        "not_json",
    ):
        assert labels.delivery_reason(f"network.{code}", PL) != f"network.{code}"
    assert labels.delivery_reason("network.broken", PL) == "połączenie zerwało się przed odpowiedzią platformy"
    assert labels.delivery_reason("Za dużo wykrzykników", PL) == "Za dużo wykrzykników"
