"""Review: who may decide, four eyes, and approval bound to exactly what will be sent."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest

from app.domain.days import WallTime
from app.domain.delivery import DeliveryState
from app.domain.errors import BadInput, NotPermitted, Refused, StaleEdit
from app.domain.limits import film_limit
from app.domain.networks import Network
from app.domain.people import Role
from app.domain.workflow import PostState
from app.services.planning import PostEdit, VariantEdit
from app.system.sentences import explain, explain_code
from app.system.words import Words
from tests.fakes.desk import HOUR, NOON, Desk

S = PostState


def test_from_draft_to_scheduled(any_desk: Desk) -> None:
    post = any_desk.scheduled()
    own = post.variants[0]
    assert (post.state, own.approved_by, own.approved_by_author) == (S.SCHEDULED, any_desk.editor.member_id, False)
    row = any_desk.delivery(post)
    assert (row.state, row.due_at, row.wall_time) == (DeliveryState.SCHEDULED, NOON + HOUR, "2026-03-10T13:00")
    assert row.payload_sha256 == own.approved_sha256
    assert len(row.idem_key) >= 32
    assert any_desk.history(post) == [
        ("post", "added"),
        ("variant", "submit"),
        ("variant", "approve"),
        ("variant", "schedule"),
    ]
    assert any_desk.chain_is_whole()


def test_approved_without_a_time_or_too_late_waits_for_one(desk: Desk) -> None:
    assert desk.scheduled(when=None).state is S.APPROVED
    late = desk.in_review()
    desk.clock.advance(2 * HOUR)
    late = desk.approval.approve(desk.editor, late.id)
    assert (late.state, desk.delivery(late).due_at) == (S.APPROVED, None)
    desk.publishing.publish_due()
    assert desk.effects() == 0


@pytest.mark.parametrize("who", ["viewer", "creator"])
def test_only_who_may_approve_decides(desk: Desk, who: str) -> None:
    post = desk.in_review()
    for act in (
        lambda: desk.approval.approve(desk.people[who], post.id),
        lambda: desk.approval.reject(desk.people[who], post.id, "nie"),
        lambda: desk.approval.request_changes(desk.people[who], post.id, "inaczej"),
    ):
        with pytest.raises(NotPermitted):
            act()
    with pytest.raises(NotPermitted):
        desk.approval.withdraw_approval(desk.people[who], desk.scheduled().id)
    assert desk.post(post).state is S.IN_REVIEW


def test_an_editor_of_another_brand_decides_nothing_here(desk: Desk) -> None:
    other = desk.workspaces.add_brand(desk.owner, "Inna marka")
    stranger = desk.join("obca", Role.MANAGER, brand_id=other.id)
    post = desk.in_review()
    for act in (
        lambda: desk.approval.approve(stranger, post.id),
        lambda: desk.approval.reject(stranger, post.id, "nie"),
        lambda: desk.approval.submit(stranger, desk.draft().id),
        lambda: desk.approval.withdraw_submission(stranger, post.id),
        lambda: desk.planning.edit(stranger, post.id, PostEdit(text="x")),
        lambda: desk.planning.comment(stranger, post.id, "x"),
        lambda: desk.scheduling.schedule(stranger, post.id, desk.at(NOON + HOUR)),
        lambda: desk.scheduling.cancel(stranger, post.id),
    ):
        with pytest.raises(NotPermitted):
            act()


def test_a_right_taken_away_is_gone_at_once(desk: Desk) -> None:
    post, editor = desk.in_review(), desk.editor
    desk.members.set_roles(desk.owner, editor.member_id, 1, frozenset({Role.VIEWER}))
    with pytest.raises(NotPermitted):
        desk.approval.approve(editor, post.id)
    desk.members.edit_member(desk.owner, desk.creator.member_id, active=False)
    with pytest.raises(NotPermitted):
        desk.planning.edit(desk.creator, post.id, PostEdit(text="x"))


@pytest.mark.parametrize("action", ["request_changes", "reject"])
def test_no_without_a_reason(any_desk: Desk, action: str) -> None:
    post = any_desk.in_review()
    decide = getattr(any_desk.approval, action)
    with pytest.raises(BadInput, match=r"reason\.missing"):
        decide(any_desk.editor, post.id, "  ")
    assert any_desk.post(post).state is S.IN_REVIEW
    after = decide(any_desk.editor, post.id, "Za długo")
    assert after.state is {"request_changes": S.CHANGES_REQUESTED, "reject": S.REJECTED}[action]
    assert [(row.decision, row.reason) for row in any_desk.approval.decisions(any_desk.owner, post.id)] == [
        (action, "Za długo")
    ]


# four eyes
def alone(desk: Desk) -> None:
    desk.members.edit_member(desk.owner, desk.editor.member_id, active=False)


def test_alone_the_author_may_approve_and_it_shows(desk: Desk) -> None:
    alone(desk)
    post = desk.planning.add(desk.owner, desk_post(desk))
    desk.approval.submit(desk.owner, post.id)
    post = desk.approval.approve(desk.owner, post.id)
    assert post.variants[0].approved_by_author
    assert desk.approval.decisions(desk.owner, post.id)[0].by_author


def desk_post(desk: Desk):
    from app.services.planning import NewPost

    return NewPost(1, text="Nowa mieszanka", profile_ids=(desk.network[0].id,))


def test_with_two_who_may_approve_nobody_approves_their_own(desk: Desk) -> None:
    post = desk.planning.add(desk.owner, desk_post(desk))
    desk.approval.submit(desk.creator, post.id)
    with pytest.raises(Refused, match=r"post\.four_eyes"):
        desk.approval.approve(desk.owner, post.id)
    assert not desk.approval.approve(desk.editor, post.id).variants[0].approved_by_author


def test_neither_the_last_editor_nor_whoever_handed_it_in_approves(desk: Desk) -> None:
    edited = desk.draft()
    desk.planning.edit(desk.editor, edited.id, PostEdit(text="Lepszy tekst"))
    desk.approval.submit(desk.creator, edited.id)
    with pytest.raises(Refused, match=r"post\.four_eyes"):
        desk.approval.approve(desk.editor, edited.id)
    assert desk.approval.queue(desk.owner)[0].waits_for == (desk.owner.member_id,)
    variant_edited = desk.draft()
    desk.planning.edit_variant(desk.editor, variant_edited.id, desk.network[0].id, VariantEdit(text="Inny"))
    desk.approval.submit(desk.creator, variant_edited.id)
    with pytest.raises(Refused, match=r"post\.four_eyes"):
        desk.approval.approve(desk.editor, variant_edited.id)
    handed_in = desk.draft()
    desk.approval.submit(desk.editor, handed_in.id)
    with pytest.raises(Refused, match=r"post\.four_eyes"):
        desk.approval.approve(desk.editor, handed_in.id)
    assert desk.approval.approve(desk.owner, handed_in.id).state is S.SCHEDULED


def test_an_edit_that_changes_nothing_makes_nobody_an_author(desk: Desk) -> None:
    post = desk.draft("Tekst")
    desk.planning.edit(desk.editor, post.id, PostEdit(text="Tekst"))
    desk.approval.submit(desk.creator, post.id)
    assert desk.approval.approve(desk.editor, post.id).state is S.SCHEDULED


def test_always_binds_even_a_team_of_one_and_off_nobody(desk: Desk) -> None:
    alone(desk)
    desk.workspaces.edit_brand(desk.owner, 1, four_eyes="always")
    post = desk.planning.add(desk.owner, desk_post(desk))
    desk.approval.submit(desk.owner, post.id)
    with pytest.raises(Refused, match=r"post\.four_eyes"):
        desk.approval.approve(desk.owner, post.id)
    assert desk.approval.queue(desk.owner)[0].waits_for == ()
    desk.members.edit_member(desk.owner, desk.editor.member_id, active=True)
    desk.workspaces.edit_brand(desk.owner, 1, four_eyes="off")
    assert desk.approval.approve(desk.owner, post.id).variants[0].approved_by_author


def test_two_approvals_by_two_people(any_desk: Desk) -> None:
    any_desk.workspaces.edit_brand(any_desk.owner, 1, required_approvals=2)
    post = any_desk.in_review()
    assert any_desk.approval.approve(any_desk.editor, post.id).state is S.IN_REVIEW
    assert any_desk.deliveries(post) == []
    assert any_desk.approval.queue(any_desk.owner)[0].waits_for == (any_desk.owner.member_id,)
    with pytest.raises(Refused, match=r"post\.already_approved_by"):
        any_desk.approval.approve(any_desk.editor, post.id)
    assert any_desk.approval.approve(any_desk.owner, post.id).state is S.SCHEDULED
    assert ("variant", "approved_partly") in any_desk.history(post)


def test_an_approval_counts_only_for_what_was_approved(desk: Desk) -> None:
    desk.workspaces.edit_brand(desk.owner, 1, required_approvals=2)
    post = desk.in_review()
    desk.approval.approve(desk.editor, post.id)
    desk.planning.edit(desk.creator, post.id, PostEdit(text="Zupełnie inny"))
    desk.approval.submit(desk.creator, post.id)
    assert desk.approval.approve(desk.owner, post.id).state is S.IN_REVIEW
    assert desk.approval.approve(desk.editor, post.id).state is S.SCHEDULED


def test_by_its_author_shows_also_when_the_author_was_the_first_of_two(desk: Desk) -> None:
    desk.workspaces.edit_brand(desk.owner, 1, required_approvals=2, four_eyes="off")
    post = desk.planning.add(desk.owner, desk_post(desk))
    desk.approval.submit(desk.owner, post.id)
    desk.approval.approve(desk.owner, post.id)
    assert desk.approval.approve(desk.editor, post.id).variants[0].approved_by_author


# at the same moment
def at_once(*acts) -> list[str]:
    results: list[str] = []
    start = threading.Barrier(len(acts))

    def run(act) -> None:
        start.wait()
        try:
            act()
            results.append("done")
        except (Refused, StaleEdit) as error:
            results.append(error.code)

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return sorted(results)


def test_submitted_and_approved_twice_at_once_has_one_effect(any_desk: Desk) -> None:
    post, other = any_desk.draft(), any_desk.beside()
    results = at_once(
        lambda: any_desk.approval.submit(any_desk.creator, post.id),
        lambda: other.approval.submit(any_desk.creator, post.id),
    )
    assert results == ["done", "post.wrong_state"]
    results = at_once(
        lambda: any_desk.approval.approve(any_desk.editor, post.id),
        lambda: other.approval.approve(any_desk.owner, post.id),
    )
    other.close()
    assert results == ["done", "post.wrong_state"]
    assert len(any_desk.deliveries(post)) == 1
    assert any_desk.chain_is_whole()


def test_the_last_two_of_two_approvals_at_once_complete_it(any_desk: Desk) -> None:
    any_desk.workspaces.edit_brand(any_desk.owner, 1, required_approvals=2)
    post, other = any_desk.in_review(), any_desk.beside()
    results = at_once(
        lambda: any_desk.approval.approve(any_desk.editor, post.id),
        lambda: other.approval.approve(any_desk.owner, post.id),
    )
    other.close()
    assert results == ["done", "done"]
    assert any_desk.post(post).state is S.SCHEDULED


def test_checks_that_block_are_named_per_profile_and_only_for_the_chosen(desk: Desk) -> None:
    x = desk.profile(Network.X)
    post = desk.draft("ą" * 281)
    with pytest.raises(Refused, match=r"post\.checks_failed") as refused:
        desk.approval.submit(desk.creator, post.id)
    assert {n: [c.code for c in rows] for n, rows in refused.value.data["checks"].items()} == {x.id: ["check.too_long"]}
    told = explain(refused.value, Words("pl"))
    assert told.startswith("Post „ąąą")
    assert str(post.id) not in told.split(",")[0]
    after = desk.approval.submit(desk.creator, post.id, (desk.network[0].id,))
    assert [row.state for row in after.variants] == [S.IN_REVIEW, S.DRAFT]


def test_a_post_without_a_profile_has_nowhere_to_go(desk: Desk) -> None:
    with pytest.raises(Refused, match=r"post\.no_profiles"):
        desk.approval.submit(desk.creator, desk.draft(profile_ids=()).id)


def test_an_idea_handed_in_is_no_longer_an_idea(desk: Desk) -> None:
    post = desk.in_review(idea=True)
    assert (post.state, post.stage) == (S.IN_REVIEW, S.DRAFT)


def test_time_over_before_anybody_said_yes(any_desk: Desk) -> None:
    rows = {
        "draft": any_desk.draft(),
        "review": any_desk.in_review(),
        "later": any_desk.in_review(when=NOON + 3 * HOUR),
        "approved": any_desk.scheduled(when=NOON + 3 * HOUR),
        "dateless": any_desk.draft(when=None),
    }
    changes = any_desk.in_review()
    any_desk.approval.request_changes(any_desk.editor, changes.id, "Inaczej")
    any_desk.clock.advance(HOUR + timedelta(seconds=1))
    program = any_desk.delivery_steps.program
    assert any_desk.approval.expire_overdue(program) == sorted([rows["draft"].id, rows["review"].id, changes.id])
    states = {name: any_desk.post(post).state for name, post in rows.items()}
    assert states == {
        "draft": S.EXPIRED,
        "review": S.EXPIRED,
        "later": S.IN_REVIEW,
        "approved": S.SCHEDULED,
        "dateless": S.DRAFT,
    }
    assert any_desk.approval.expire_overdue(program) == []


def test_only_the_program_lets_posts_expire(desk: Desk) -> None:
    desk.draft()
    desk.clock.advance(2 * HOUR)
    with pytest.raises(Refused, match=r"post\.only_program"):
        desk.approval.expire_overdue(desk.owner)


def test_an_expired_post_reopened_or_moved_is_a_draft_that_does_not_expire_at_once(desk: Desk) -> None:
    reopened, moved = desk.draft(), desk.draft()
    desk.clock.advance(2 * HOUR)
    desk.approval.expire_overdue(desk.delivery_steps.program)
    assert desk.scheduling.reopen(desk.creator, reopened.id).variants[0].due_at is None
    later = desk.at(desk.clock.now() + HOUR)
    assert isinstance(later, WallTime)
    assert desk.scheduling.schedule(desk.creator, moved.id, later).state is S.DRAFT
    assert desk.approval.expire_overdue(desk.delivery_steps.program) == []


def test_the_queue_stands_by_urgency(desk: Desk) -> None:
    dateless = desk.in_review(when=None)
    later, sooner = desk.in_review(when=NOON + 5 * HOUR), desk.in_review(when=NOON + 2 * HOUR)
    desk.scheduled()
    assert [item.post.id for item in desk.approval.queue(desk.owner)] == [sooner.id, later.id, dateless.id]
    assert desk.approval.queue(desk.owner, brand_ids=[99]) == []


def test_a_film_larger_than_the_server_takes_is_told_before_approval(desk: Desk) -> None:
    place = desk.network[0]
    with desk.store.write() as work:
        film = work.posts.add_media(
            sha256="cd" * 32, file_name="palenie.mp4", mime="video/mp4", size=62_000_000, created_at=NOON
        )
        facts = {"blob_bytes": 50_000_000}
        given = {"base_url": "", "account_id": "1", "account_name": "jesion", "facts": facts, "missing_rights": []}
        work.connections.put(place.id, **given, problem_data={}, connected_at=NOON, version=1)
    post = desk.draft(media=((film, "Palenie kawy"),))
    (found,) = [row for row in desk.approval.checks(desk.creator, post.id)[place.id] if "film" in row.code]
    assert (found.code, found.blocks) == ("check.film_too_large", True)
    assert found.data["file"] == "palenie.mp4"
    told = explain_code(found.code, found.data, Words("en"))
    assert told.startswith("palenie.mp4 has 62 MB, the server of this profile on LinkedIn takes films of up to 50 MB.")
    with desk.store.write() as work:
        work.connections.change(place.id, facts={"video_bytes": 99_000_000})
    assert [row.code for row in desk.approval.checks(desk.creator, post.id)[place.id] if "film" in row.code] == []


@pytest.mark.parametrize("facts", [{}, {"pds": "https://pds.example", "counts": True}, {"blob_bytes": None}])
def test_a_bluesky_connection_older_than_the_question_has_the_usual_limit(facts: dict[str, object]) -> None:
    assert film_limit(Network.BLUESKY, facts) == 50_000_000
    assert film_limit(Network.MASTODON, facts) is None
    assert film_limit(Network.BLUESKY, {"blob_bytes": 7}) == 7
