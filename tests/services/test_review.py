"""The queue in its groups, and a post with all that helps to decide."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.domain.errors import NotFound
from app.domain.people import Actor, Role
from app.services.planning import PostEdit
from app.services.review import LONG, ReviewService
from tests.fakes.desk import HOUR, NOON, Desk


@pytest.fixture
def review(desk: Desk) -> ReviewService:
    return ReviewService(desk.store, desk.clock, desk.approval, desk.planning)


def groups(review: ReviewService, actor: Actor) -> list[tuple[str, str, str]]:
    return [(row.title, row.group, row.stuck) for row in review.board(actor).items]


def test_each_post_stands_in_its_group_by_urgency(desk: Desk, review: ReviewService) -> None:
    later = desk.in_review("Później", NOON + 40 * HOUR)
    desk.in_review("Wcześniej", NOON + 20 * HOUR)
    desk.in_review("Bez terminu", None)
    desk.approval.request_changes(desk.editor, later.id, "Za długo")
    assert groups(review, desk.editor) == [
        ("Wcześniej", "mine", ""),
        ("Później", "changes", ""),
        ("Bez terminu", "mine", ""),
    ]
    assert groups(review, desk.creator)[0] == ("Wcześniej", "others", "")
    row = next(row for row in review.board(desk.creator).items if row.group == "changes")
    assert (row.asked_by, row.waits_for) == (desk.editor.member.name, ())


def test_what_is_stuck_says_why(desk: Desk, review: ReviewService) -> None:
    desk.in_review("Zaraz", NOON + 2 * HOUR)
    desk.in_review("Długo", NOON + timedelta(days=9))
    desk.clock.advance(timedelta(minutes=10))
    assert groups(review, desk.creator) == [("Zaraz", "stuck", "soon"), ("Długo", "others", "")]
    assert [row[1] for row in groups(review, desk.editor)] == ["mine", "mine"]
    desk.clock.advance(LONG)
    assert ("Długo", "stuck", "long") in groups(review, desk.creator)
    desk.workspaces.edit_brand(desk.owner, 1, four_eyes="always")
    desk.members.edit_member(desk.owner, desk.editor.member_id, active=False)
    own = desk.draft("Własny", NOON + timedelta(days=20))
    desk.approval.submit(desk.owner, own.id)
    assert ("Własny", "stuck", "nobody") in groups(review, desk.owner)


def test_only_brands_the_actor_may_see(desk: Desk, review: ReviewService) -> None:
    other = desk.workspaces.add_brand(desk.owner, "Inna marka")
    stranger = desk.join("obca", Role.MANAGER, brand_id=other.id)
    post = desk.in_review()
    assert review.board(stranger).items == ()
    assert review.board(desk.owner, brand_ids=(other.id,)).items == ()
    with pytest.raises(NotFound):
        review.page(stranger, post.id)


def test_a_page_shows_what_was_handed_in_and_what_stood_before(desk: Desk, review: ReviewService) -> None:
    post = desk.in_review("Kup teraz, dziś")
    first = review.page(desk.editor, post.id)
    assert [(row.n, row.text, row.before, row.changed) for row in first.variants] == [
        (1, "Kup teraz, dziś", None, False)
    ]
    desk.approval.request_changes(desk.editor, post.id, "Podajmy termin")
    desk.planning.edit(desk.creator, post.id, PostEdit(text="Zamów do 2 grudnia, dziś", link="https://a.pl"))
    desk.approval.submit(desk.creator, post.id)
    page = review.page(desk.editor, post.id)
    shown = page.variants[0]
    assert (shown.n, shown.text, shown.before, shown.before_n) == (2, "Zamów do 2 grudnia, dziś", "Kup teraz, dziś", 1)
    assert shown.also_changed == ("link", "format"), "the format follows what is there"
    assert page.barred == ""
    assert desk.editor.member.name in page.able
    assert [row.reason for row in page.decisions] == ["Podajmy termin"]


def test_a_page_says_why_the_actor_cannot_decide(desk: Desk, review: ReviewService) -> None:
    own = desk.approval.submit(desk.editor, desk.draft().id)
    desk.workspaces.edit_brand(desk.owner, 1, required_approvals=2)
    other = desk.in_review("Inny")
    desk.approval.approve(desk.editor, other.id)
    assert review.page(desk.editor, own.id).barred == "four_eyes"
    assert review.page(desk.viewer, own.id).barred == "right"
    assert review.page(desk.editor, other.id).barred == "approved"
    assert review.page(desk.owner, desk.draft("Szkic").id).barred == "state"
