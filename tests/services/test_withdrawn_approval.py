"""What withdraws an approval, and what comes after it."""

from __future__ import annotations

import pytest

from app.domain.delivery import DeliveryState
from app.domain.errors import Refused
from app.domain.networks import Format, Network
from app.domain.workflow import PostState
from app.services.planning import PostEdit, VariantEdit
from tests.fakes.desk import HOUR, NOON, Desk

S = PostState


# what withdraws an approval
def content_edits(desk: Desk):
    number = desk.network[0].id
    picture = desk.picture("inny.png")
    return [
        lambda post: desk.planning.edit(desk.creator, post, PostEdit(text="Inny tekst")),
        lambda post: desk.planning.edit(desk.creator, post, PostEdit(link="https://jesion.pl/inny")),
        lambda post: desk.planning.edit(desk.creator, post, PostEdit(media=((picture, "Kubek"),))),
        lambda post: desk.planning.edit(desk.creator, post, PostEdit(media=())),
        lambda post: desk.planning.edit_variant(desk.creator, post, number, VariantEdit(text="Własny")),
        lambda post: desk.planning.edit_variant(desk.creator, post, number, VariantEdit(link="https://jesion.pl/w")),
        lambda post: desk.planning.edit_variant(desk.creator, post, number, VariantEdit(link="")),
        lambda post: desk.planning.edit_variant(desk.creator, post, number, VariantEdit(first_comment="Pierwszy")),
        lambda post: desk.planning.edit_variant(desk.creator, post, number, VariantEdit(format=Format.EVENT)),
        lambda post: desk.planning.edit_variant(desk.creator, post, number, VariantEdit(media=((picture, "x"),))),
    ]


@pytest.mark.parametrize("number", range(10))
@pytest.mark.parametrize("stage", ["in_review", "scheduled"])
def test_any_change_of_content_withdraws_it(desk: Desk, number: int, stage: str) -> None:
    files = {"media": ((desk.picture(), "Kubek na stole"),), "link": "https://jesion.pl"}
    post = getattr(desk, stage)(**files)
    content_edits(desk)[number](post.id)
    after = desk.post(post)
    assert after.state is S.DRAFT
    own = after.variants[0]
    assert (own.approved_sha256, own.approved_at, own.approved_by) == (None, None, None)
    assert [row.state for row in desk.deliveries(post)] == ([DeliveryState.CANCELLED] if stage == "scheduled" else [])
    desk.clock.advance(HOUR)
    desk.publishing.publish_due()
    assert desk.effects() == 0


def test_another_alt_text_is_another_content(desk: Desk) -> None:
    picture = desk.picture()
    post = desk.scheduled(media=((picture, "Kubek"),))
    desk.planning.edit(desk.creator, post.id, PostEdit(media=((picture, "Kubek z kawą"),)))
    assert desk.post(post).state is S.DRAFT


def test_what_is_not_sent_may_change_without_asking_again(desk: Desk) -> None:
    post = desk.scheduled()
    label = label_of(desk)
    desk.planning.edit(desk.creator, post.id, PostEdit(title="Nazwa dla nas", label_ids=(label,)))
    desk.scheduling.schedule(desk.creator, post.id, desk.at(NOON + 2 * HOUR))
    desk.planning.comment(desk.viewer, post.id, "Ładne")
    after = desk.post(post)
    assert (after.state, after.title, after.label_ids) == (S.SCHEDULED, "Nazwa dla nas", (label,))
    assert desk.delivery(post).due_at == NOON + 2 * HOUR
    assert after.variants[0].approved_sha256 == post.variants[0].approved_sha256


def label_of(desk: Desk) -> int:
    with desk.store.write() as work:
        return work.team.add_label(brand_id=1, name="kawa")


def test_a_variant_with_its_own_text_does_not_follow_the_post(desk: Desk) -> None:
    x = desk.profile(Network.X)
    post = desk.scheduled(texts=((x.id, "Krótko"),))
    desk.planning.edit(desk.creator, post.id, PostEdit(text="Zmieniony"))
    states = {row.profile_id: row.state for row in desk.post(post).variants}
    assert states == {desk.network[0].id: S.DRAFT, x.id: S.SCHEDULED}


def test_another_handle_is_another_place(any_desk: Desk) -> None:
    waiting, reviewed, draft = any_desk.scheduled("a"), any_desk.in_review("b"), any_desk.draft("c")
    any_desk.profiles.edit_profile(any_desk.owner, any_desk.network[0].id, handle="jesion-pl")
    assert [any_desk.post(row).state for row in (waiting, reviewed, draft)] == [S.DRAFT] * 3
    assert any_desk.delivery(waiting).state is DeliveryState.CANCELLED
    any_desk.clock.advance(HOUR)
    any_desk.publishing.publish_due()
    assert any_desk.effects() == 0


def test_approved_again_after_a_change_it_is_a_new_delivery_with_a_new_key(any_desk: Desk) -> None:
    post = any_desk.scheduled()
    any_desk.planning.edit(any_desk.creator, post.id, PostEdit(text="Poprawiony"))
    any_desk.approval.submit(any_desk.creator, post.id)
    any_desk.approval.approve(any_desk.editor, post.id)
    old, new = any_desk.deliveries(post)
    assert (old.state, new.state) == (DeliveryState.CANCELLED, DeliveryState.SCHEDULED)
    assert old.idem_key != new.idem_key
    any_desk.clock.advance(HOUR)
    any_desk.publishing.publish_due()
    assert any_desk.effects() == 1


def test_what_was_written_while_it_was_read_is_not_approved(desk: Desk) -> None:
    from sqlalchemy import text

    post = desk.in_review()
    with desk.store.writing() as connection:
        connection.execute(text("UPDATE post SET text = 'Kup teraz'"))
    with pytest.raises(Refused, match=r"post\.changed_since_submitted"):
        desk.approval.approve(desk.editor, post.id)


def test_withdrawn_approval_is_in_review_again_and_can_be_given_again(any_desk: Desk) -> None:
    post = any_desk.scheduled()
    after = any_desk.approval.withdraw_approval(any_desk.editor, post.id, "Jednak nie")
    assert (after.state, any_desk.delivery(post).state) == (S.IN_REVIEW, DeliveryState.CANCELLED)
    assert after.variants[0].approved_by is None
    again = any_desk.approval.approve(any_desk.editor, post.id)
    assert (again.state, len(any_desk.deliveries(post))) == (S.SCHEDULED, 2)


def test_withdrawn_submission(desk: Desk) -> None:
    assert desk.approval.withdraw_submission(desk.creator, desk.in_review().id).state is S.DRAFT
