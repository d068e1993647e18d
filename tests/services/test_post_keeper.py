"""Saving a post that is being written."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from app.domain.errors import StaleEdit
from app.domain.networks import Format
from app.services.planning import NewPost, PostEdit, VariantEdit
from app.services.post_keeper import Job, PostKeeper, Typed, variant_of, whole_variant
from tests.fakes.offices import MORNING, Office, open_office


@pytest.fixture
def office(tmp_path: Path):
    made = open_office(tmp_path)
    yield made
    made.app.close()


def keeper_of(office: Office, number: int | None = None) -> PostKeeper:
    planning = office.app.planning
    post = planning.post(office.owner, number) if number else None
    start = NewPost(office.facebook.brand_id, profile_ids=(office.facebook.id,))
    return PostKeeper(planning, office.owner, start, post)


def test_the_first_words_make_the_post_with_all_that_was_chosen(office: Office) -> None:
    keeper, facebook = keeper_of(office), office.facebook.id
    typed = Typed({"text": "Rogale", "campaign_id": 0}, {facebook: {"format": Format.STORY, "first_comment": "Raz"}})
    saved = keeper.save(typed)
    assert saved.problem is None
    assert not saved.left
    assert saved.post is not None
    variant = saved.post.variants[0]
    assert (saved.post.text, variant.format, variant.first_comment) == ("Rogale", Format.STORY, "Raz")


def test_what_is_refused_comes_back_and_the_rest_is_saved(office: Office) -> None:
    number = office.post(office.owner, "Rogale", MORNING)
    keeper, facebook = keeper_of(office, number), office.facebook.id
    office.app.planning.edit_variant(office.editor, number, facebook, VariantEdit(text="Ich"))
    saved = keeper.save(Typed({"title": "Nowy"}, {facebook: {"text": "Mój"}}))
    assert isinstance(saved.problem, StaleEdit)
    assert saved.problem.data["profile_id"] == facebook
    assert saved.problem.data["theirs"] == {"text": "Ich"}
    assert (saved.left.fields, saved.left.variants) == ({}, {facebook: {"text": "Mój"}})
    assert office.app.planning.post(office.owner, number).title == "Nowy"


def test_another_field_of_a_variant_is_saved_over_somebody_elses_change(office: Office) -> None:
    number = office.post(office.owner, "Rogale", MORNING)
    keeper, facebook = keeper_of(office, number), office.facebook.id
    office.app.planning.edit_variant(office.editor, number, facebook, VariantEdit(first_comment="Ich"))
    assert keeper.save(Typed({}, {facebook: {"text": "Mój"}})).problem is None
    variant = variant_of(office.app.planning.post(office.owner, number), facebook)
    assert variant is not None
    assert (variant.text, variant.first_comment) == ("Mój", "Ich")


def test_steps_are_taken_in_their_order_whoever_takes_them(office: Office) -> None:
    keeper = keeper_of(office, office.post(office.owner, "Rogale", MORNING))
    order: list[int] = []
    for number in range(50):
        keeper.put(Job(lambda keeper, number=number: order.append(number), print, print))
    threads = [threading.Thread(target=keeper.work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert order == list(range(50))
    assert not keeper.waiting


def test_a_failing_step_does_not_stop_the_next(office: Office) -> None:
    keeper = keeper_of(office)

    def fail(keeper: PostKeeper) -> None:
        raise ValueError("no")

    keeper.put(Job(fail, print, print))
    keeper.put(Job(lambda keeper: "done", print, print))
    first, second = keeper.work()
    assert isinstance(first.error, ValueError)
    assert second.answer == "done"


def test_later_words_win_over_earlier_ones() -> None:
    later, earlier = Typed({"text": "b"}, {1: {"link": "y"}}), Typed({"text": "a", "title": "t"}, {1: {"text": "x"}})
    both = later.over(earlier)
    assert (both.fields, both.variants) == ({"text": "b", "title": "t"}, {1: {"text": "x", "link": "y"}})
    assert not Typed({}, {1: {}})


def test_a_variant_is_put_back_whole(office: Office) -> None:
    number, facebook = office.post(office.owner, "Rogale", MORNING), office.facebook.id
    planning = office.app.planning
    planning.edit_variant(office.owner, number, facebook, VariantEdit(text="Raz", link="", first_comment="Dwa"))
    was = variant_of(planning.post(office.owner, number), facebook)
    assert was is not None
    planning.edit_variant(
        office.owner, number, facebook, VariantEdit(follow=True, first_comment="", format=Format.STORY)
    )
    planning.edit(office.owner, number, PostEdit(text="Inny"))
    planning.edit_variant(office.owner, number, facebook, whole_variant(was, None))
    now = variant_of(planning.post(office.owner, number), facebook)
    assert now is not None
    assert (now.text, now.link, now.first_comment, now.format) == (was.text, was.link, was.first_comment, was.format)
