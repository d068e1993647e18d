"""A day and an hour before its time a post's profile is tried, an hour before its links too."""

from __future__ import annotations

from datetime import timedelta

from app.connectors.base import Account, Identity, NeedsReconnect, ReadFailed
from app.services.delivery_checks import DeliveryChecks, standing
from tests.fakes.connectors import OneStep
from tests.fakes.desk import HOUR, NOON, Desk


class Asked(OneStep):
    def __init__(self) -> None:
        self.count = 0
        self.problem: Exception | None = None
        self.missing: tuple[str, ...] = ()

    def identify(self, account: Account) -> Identity:
        self.count += 1
        if self.problem is not None:
            raise self.problem
        return Identity("1", account.handle, account.handle, None, missing_rights=self.missing)


def checks(desk: Desk, broken: dict[str, str]) -> DeliveryChecks:
    return DeliveryChecks(
        desk.store,
        desk.clock,
        connector_for=desk._connector_for,
        account_for=desk._account_for,
        link_problem=broken.get,
    )


def test_each_profile_is_tried_a_day_and_an_hour_before(desk: Desk) -> None:
    network = desk.connector = Asked()
    service = checks(desk, {})
    first, _, later = (desk.scheduled(text, NOON + hours * HOUR) for text, hours in (("a", 20), ("b", 22), ("c", 30)))
    assert service.run() == [] and network.count == 1
    assert service.run() == [] and network.count == 1, "looked at already"
    assert service.of_post(desk.viewer, later.id) == []
    desk.clock.set(NOON + 19 * HOUR)
    network.problem = NeedsReconnect("network.token", reason="x")
    found = service.run()
    number = desk.delivery(first).id
    assert [(row.name, row.problem) for row in found if row.delivery_id == number] == [("hour", "network.token")]
    assert {row.name for row in service.of_post(desk.viewer, first.id)} == {"day", "hour", "links"}


def test_missing_rights_and_broken_links_are_named(desk: Desk) -> None:
    network = desk.connector = Asked()
    network.missing = ("write:statuses",)
    post = desk.scheduled("Czytaj https://jesion.pl/a oraz https://jesion.pl/b", NOON + timedelta(minutes=50))
    found = checks(desk, {"https://jesion.pl/b": "http.not_found"}).run()
    assert {(row.name, row.problem) for row in found} == {("hour", "rights_missing"), ("links", "http.not_found")}
    data = {row.name: row.data for row in found}
    assert data == {"hour": {"rights": ["write:statuses"]}, "links": {"link": "https://jesion.pl/b"}}
    assert desk.delivery(post).state == "scheduled"


def test_a_later_look_outweighs_the_earlier_and_a_person_may_look_again(desk: Desk) -> None:
    network = desk.connector = Asked()
    network.problem = ReadFailed("network.unreachable", host="m.example", reason="refused")
    post = desk.scheduled("Czytaj https://jesion.pl/a", NOON + timedelta(minutes=50))
    broken = {"https://jesion.pl/a": "link.unreadable"}
    service = checks(desk, broken)
    found = service.run()
    assert {row.problem for row in found} == {"network.unreachable", "link.unreadable"}
    assert {row.name: row.data for row in found}["hour"] == {"host": "m.example", "reason": "refused"}
    network.problem = None
    assert [row.problem for row in service.ask_again(desk.viewer, post.id)] == ["link.unreadable"]
    broken.clear()
    assert service.ask_again(desk.viewer, post.id) == []
    assert standing(service.of_post(desk.viewer, post.id)) == []
