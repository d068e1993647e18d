"""After publishing: corrected and deleted where the network can, by hand elsewhere, the evidence kept (mission 8.5)."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from app.connectors.base import Account, Idempotency, NotExecuted, OutcomeUnknown, Parcel, Receipt, Rejected
from app.domain.content import Post
from app.domain.corrections import CorrectionState
from app.domain.errors import NotPermitted, Refused
from app.domain.published import SeenPost
from app.domain.workflow import PostState
from tests.fakes.desk import NOON, Desk
from tests.fakes.stepping import SteppingNetwork

S = CorrectionState


class Forgiving(SteppingNetwork):
    """Lets posts be changed and taken back; `problem` is raised instead."""

    problem: Exception | None = None
    but_first: Exception | None = None
    """What every call but the first ends with."""
    renamed: str | None = None
    """The id that an edited post gets."""

    def delete(self, account: Account, remote_id: str) -> None:
        self._do(f"delete {remote_id}")

    def edit(self, account: Account, remote_id: str, parcel: Parcel) -> Receipt:
        self._do(f"edit {remote_id}: {parcel.text}")
        return Receipt(self.renamed or remote_id, self.renamed and f"https://example.social/{self.renamed}", NOON)

    def _do(self, what: str) -> None:
        problem = self.but_first if self.asked else self.problem
        if problem is not None:
            raise problem
        self.asked.append(what)


@pytest.fixture
def forgiving(desk: Desk) -> Forgiving:
    network = desk.connector = Forgiving(desk.folder / "network.db", desk.clock.now, Idempotency.PERMANENT_KEY)
    return network


def test_a_thread_is_taken_back_from_its_end(desk: Desk, forgiving: Forgiving) -> None:
    post = desk.published("Raz\n---\nDwa")
    (done,) = desk.afterwards.delete(desk.editor, post.id, "Pomyłka")
    assert (done.state, forgiving.asked) == (S.DONE, ["delete 2", "delete 1"])
    assert json.loads(done.content)["stood"]["text"] == "Raz\n---\nDwa"
    assert desk.post(post).state is PostState.REMOVED
    assert desk.chain_is_whole()


def test_half_a_thread_taken_back_does_not_count_as_nothing(desk: Desk, forgiving: Forgiving) -> None:
    post = desk.published("Raz\n---\nDwa\n---\nTrzy")
    forgiving.but_first = NotExecuted("network.unreachable", host="a.example")
    (row,) = desk.afterwards.delete(desk.editor, post.id)
    assert (row.state, row.reason, forgiving.asked) == (S.UNKNOWN, "correction.partly", ["delete 3"])
    assert desk.post(post).state is PostState.PUBLISHED
    forgiving.but_first = None
    (row,) = desk.afterwards.delete(desk.editor, post.id)
    assert (row.state, desk.post(post).state) == (S.DONE, PostState.REMOVED)


def test_a_text_is_corrected_and_what_stood_there_is_kept(desk: Desk, forgiving: Forgiving) -> None:
    post = desk.published("Otwarte do 18")
    (done,) = desk.afterwards.correct(desk.editor, post.id, "Otwarte do 20")
    assert (done.state, forgiving.asked) == (S.DONE, ["edit 1: Otwarte do 20"])
    kept = json.loads(done.content)
    assert (kept["stood"]["text"], kept["text"]) == ("Otwarte do 18", "Otwarte do 20")
    assert desk.post(post).state is PostState.PUBLISHED


def test_a_post_that_gets_another_id_by_an_edit_is_known_by_it(desk: Desk, forgiving: Forgiving) -> None:
    post = desk.published("Raz\n---\nDwa")
    profile = desk.delivery(post).profile_id
    seen = SeenPost("1", NOON.date(), text="Raz")
    with desk.store.write() as work:
        work.metrics.upsert_posts(profile, [seen], seen_at=NOON)
    forgiving.renamed = "77"
    desk.afterwards.correct(desk.editor, post.id, "Raz!\n---\nDwa")
    delivery = desk.delivery(post)
    assert (delivery.remote_id, delivery.remote_url) == ("77", "https://example.social/77")
    with desk.store.read() as work:
        assert [row.external_id for row in work.metrics.posts(profile)] == ["77"]
    desk.afterwards.delete(desk.editor, post.id)
    assert forgiving.asked[1:] == ["delete 2", "delete 77"]


def test_where_the_network_cannot_a_person_does_it_and_says_so(desk: Desk) -> None:
    post = desk.published()
    (row,) = desk.afterwards.delete(desk.editor, post.id)
    assert (row.state, desk.post(post).state) == (S.BY_HAND, PostState.PUBLISHED)
    assert desk.afterwards.confirm(desk.editor, row.id).state is S.DONE
    assert desk.post(post).state is PostState.REMOVED
    with pytest.raises(Refused, match=r"correction\.done"):
        desk.afterwards.confirm(desk.editor, row.id)


@pytest.mark.parametrize(
    ("problem", "state", "why"),
    [
        (Rejected("x", reason="Za stary"), S.FAILED, "Za stary"),
        (OutcomeUnknown("network.timeout"), S.UNKNOWN, "network.timeout"),
        (ValueError("<html>"), S.UNKNOWN, "ValueError"),
    ],
)
def test_what_did_not_work_or_is_not_known_can_be_tried_again(
    desk: Desk, forgiving: Forgiving, problem: Exception, state: S, why: str
) -> None:
    post = desk.published()
    forgiving.problem = problem
    (row,) = desk.afterwards.delete(desk.editor, post.id)
    assert (row.state, row.reason, desk.post(post).state) == (state, why, PostState.PUBLISHED)
    forgiving.problem = None
    assert desk.afterwards.delete(desk.editor, post.id)[0].state is S.DONE
    assert [row.state for row in desk.afterwards.corrections(desk.viewer, post.id)] == [state, S.DONE]


def test_replaced_is_noted_and_nothing_is_asked(desk: Desk, forgiving: Forgiving) -> None:
    post, other = desk.published(), desk.draft("Nowa wersja")
    (row,) = desk.afterwards.mark_replaced(desk.editor, post.id, other.id)
    assert (row.state, row.reason, forgiving.asked) == (S.DONE, f"post {other.id}", [])


@pytest.mark.parametrize("make", [Desk.scheduled, Desk.draft])
def test_only_what_is_out(desk: Desk, make: Callable[[Desk], Post]) -> None:
    with pytest.raises(Refused, match=r"post\.not_out"):
        desk.afterwards.delete(desk.editor, make(desk).id)


def test_only_by_those_who_may(desk: Desk) -> None:
    post = desk.published()
    with pytest.raises(NotPermitted):
        desk.afterwards.delete(desk.creator, post.id)
