from __future__ import annotations

from datetime import timedelta

from tests.fakes.desk import HOUR, NOON, Desk, new_desk


def codes(desk: Desk, post_id: int) -> list[str]:
    return [check.code for rows in desk.approval.checks(desk.owner, post_id).values() for check in rows]


def test_another_post_of_the_profile_close_by_is_told(desk: Desk) -> None:
    one = desk.draft("Kawa", NOON + HOUR)
    desk.draft("Herbata", NOON + HOUR + timedelta(minutes=50))
    desk.draft("Woda", NOON + 3 * HOUR)
    found = desk.approval.checks(desk.owner, one.id)[desk.network[0].id]
    assert [(row.code, row.blocks, row.data["title"]) for row in found] == [("check.near", False, "Herbata")]


def test_the_same_text_within_a_week_is_told_on_whatever_profile(tmp_path) -> None:
    desk = new_desk(str(tmp_path / "w.szpalta"), tmp_path, profiles=2)
    first, second = (row.id for row in desk.network)
    one = desk.draft("Kawa", NOON + HOUR, profile_ids=(first,))
    desk.draft("Kawa", NOON + 30 * HOUR, profile_ids=(second,))
    desk.draft("Kawa", NOON + timedelta(days=9), profile_ids=(second,))
    assert codes(desk, one.id) == ["check.same_text"]
    desk.close()


def test_what_will_not_go_out_clashes_with_nothing(desk: Desk) -> None:
    one = desk.draft("Kawa", NOON + HOUR)
    other = desk.draft("Kawa", NOON + HOUR)
    assert set(codes(desk, one.id)) == {"check.near", "check.same_text"}
    desk.scheduling.cancel(desk.creator, other.id)
    assert codes(desk, one.id) == []
    untimed = desk.draft("Kawa", None)
    assert codes(desk, untimed.id) == []
