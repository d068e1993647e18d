"""Ideas and posts, their variants, and edits that nobody loses."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.errors import BadInput, NotFound, NotPermitted, Refused, StaleEdit
from app.domain.names import clean_link, clean_text
from app.domain.networks import Format, Network
from app.domain.workflow import PostState
from app.services.planning import NewPost, PostEdit, VariantEdit
from app.services.steps import content_of
from tests.fakes.desk import HOUR, NOON, Desk

S = PostState


def sent(desk: Desk, post, place: int = 0):
    """What would be sent now for a variant."""
    with desk.store.read() as work:
        fresh = work.posts.get(post.id)
        own = fresh.variants[place]
        return content_of(work, fresh, own, work.profiles.get(own.profile_id))


def test_a_new_post_has_a_variant_per_profile(any_desk: Desk) -> None:
    x = any_desk.profile(Network.X)
    post = any_desk.draft("Zażółć", texts=((x.id, "Krótko"),), profile_ids=(x.id, any_desk.network[0].id, x.id))
    assert (post.state, post.author_id, post.edited_by) == (S.DRAFT, *[any_desk.creator.member_id] * 2)
    assert {row.profile_id: row.text for row in post.variants} == {x.id: "Krótko", any_desk.network[0].id: None}
    assert {row.due_at for row in post.variants} == {post.due_at} == {NOON + HOUR}
    assert any_desk.history(post) == [("post", "added")]
    assert any_desk.chain_is_whole()


def test_formats_follow_from_the_content(desk: Desk) -> None:
    one, two = desk.picture("a.png"), desk.picture("b.png")
    kinds = [
        desk.draft().variants[0].format,
        desk.draft(link="https://jesion.pl").variants[0].format,
        desk.draft(media=((one, ""),)).variants[0].format,
        desk.draft(media=((one, ""), (two, ""))).variants[0].format,
    ]
    assert kinds == [Format.TEXT, Format.LINK, Format.IMAGE, Format.CAROUSEL]


def test_a_format_nobody_chose_follows_the_pictures(desk: Desk) -> None:
    instagram, facebook = desk.profile(Network.INSTAGRAM), desk.profile(Network.FACEBOOK)
    post = desk.draft("Rogale", profile_ids=(instagram.id, facebook.id))
    one, two = desk.picture("a.png"), desk.picture("b.png")

    def kinds() -> list[Format]:
        return [row.format for row in desk.planning.post(desk.creator, post.id).variants]

    assert kinds() == [Format.IMAGE, Format.TEXT]
    desk.planning.edit(desk.creator, post.id, PostEdit(media=((one, "a"),)))
    assert kinds() == [Format.IMAGE, Format.IMAGE]
    desk.planning.edit(desk.creator, post.id, PostEdit(media=((one, "a"), (two, "b"))))
    assert kinds() == [Format.CAROUSEL, Format.CAROUSEL]
    desk.planning.edit_variant(desk.creator, post.id, instagram.id, VariantEdit(format=Format.STORY))
    desk.planning.edit(desk.creator, post.id, PostEdit(media=((one, "a"),)))
    assert kinds() == [Format.STORY, Format.IMAGE]


def test_nothing_is_no_post(desk: Desk) -> None:
    with pytest.raises(BadInput, match=r"post\.empty"):
        desk.draft(" \n")


def test_only_who_writes_adds(desk: Desk) -> None:
    with pytest.raises(NotPermitted):
        desk.planning.add(desk.viewer, NewPost(1, text="x"))
    with pytest.raises(NotPermitted):
        desk.planning.edit(desk.viewer, desk.draft().id, PostEdit(text="x"))
    with pytest.raises(NotPermitted):
        desk.planning.add_variant(desk.viewer, desk.draft().id, desk.network[0].id)


def test_what_belongs_to_another_brand_is_refused(desk: Desk) -> None:
    other = desk.workspaces.add_brand(desk.owner, "Inna")
    foreign = desk.profile(Network.X, "inna", brand_id=other.id)
    with desk.store.write() as work:
        pillar = work.team.add_pillar(brand_id=other.id, name="x")
        label = work.team.add_label(brand_id=other.id, name="x")
    for values in ({"profile_ids": (foreign.id,)}, {"pillar_id": pillar}, {"label_ids": (label,)}):
        with pytest.raises(BadInput):
            desk.draft(**values)
    post = desk.draft(profile_ids=())
    for edit in (PostEdit(pillar_id=pillar), PostEdit(label_ids=(label,))):
        with pytest.raises(BadInput):
            desk.planning.edit(desk.creator, post.id, edit)


@pytest.mark.parametrize(
    "values", [{"media": ((99, ""),)}, {"campaign_id": 99}, {"persona_ids": (99,)}, {"profile_ids": (99,)}]
)
def test_what_does_not_exist_is_named(any_desk: Desk, values: dict[str, object]) -> None:
    with pytest.raises(NotFound):
        any_desk.draft(**values)


def test_an_idea_becomes_a_draft(desk: Desk) -> None:
    idea = desk.draft(idea=True)
    assert idea.state is S.IDEA
    assert desk.planning.edit(desk.creator, idea.id, PostEdit(text="Lepszy pomysł")).state is S.IDEA
    draft = desk.planning.develop(desk.creator, idea.id)
    assert (draft.state, draft.stage) == (S.DRAFT, S.DRAFT)
    with pytest.raises(Refused, match=r"post\.wrong_state"):
        desk.planning.develop(desk.creator, idea.id)


# edits
def test_two_people_change_two_fields_and_both_stay(any_desk: Desk) -> None:
    seen = any_desk.draft("Tekst", title="Tytuł")
    any_desk.planning.edit(any_desk.editor, seen.id, PostEdit(title="Inny tytuł"), base=seen)
    any_desk.scheduling.schedule(any_desk.editor, seen.id, any_desk.at(NOON + 2 * HOUR))
    after = any_desk.planning.edit(any_desk.creator, seen.id, PostEdit(text="Inny tekst"), base=seen)
    assert (after.title, after.text) == ("Inny tytuł", "Inny tekst")


def test_two_people_change_one_field_and_the_second_is_told_and_loses_nothing(any_desk: Desk) -> None:
    seen = any_desk.draft("Tekst", title="Tytuł")
    any_desk.planning.edit(any_desk.editor, seen.id, PostEdit(text="Jej tekst"), base=seen)
    with pytest.raises(StaleEdit) as stale:
        any_desk.planning.edit(any_desk.creator, seen.id, PostEdit(text="Mój tekst", title="Nowy"), base=seen)
    assert {name: stale.value.data[name] for name in ("base", "mine", "theirs")} == {
        "base": {"text": "Tekst"},
        "mine": {"text": "Mój tekst"},
        "theirs": {"text": "Jej tekst"},
    }
    assert (any_desk.post(seen).text, any_desk.post(seen).title) == ("Jej tekst", "Tytuł")
    kept = [
        entry.words for entry in any_desk.planning.history(any_desk.owner, seen.id) if entry.action == "edit_not_saved"
    ]
    assert kept == [{"text": "Mój tekst"}]
    assert any_desk.chain_is_whole()


def test_with_the_version_alone_any_other_change_is_a_clash(desk: Desk) -> None:
    seen = desk.draft("Tekst")
    desk.planning.edit(desk.editor, seen.id, PostEdit(title="x"), version=seen.version)
    with pytest.raises(StaleEdit) as stale:
        desk.planning.edit(desk.creator, seen.id, PostEdit(text="Mój"), version=seen.version)
    assert stale.value.data["base"] is None
    assert stale.value.data["theirs"] == {"text": "Tekst"}


def test_a_variant_changed_meanwhile_is_told_too(desk: Desk) -> None:
    seen = desk.draft()
    number = desk.network[0].id
    version = seen.variants[0].version
    desk.planning.edit_variant(desk.editor, seen.id, number, VariantEdit(text="Jej"), version=version)
    with pytest.raises(StaleEdit):
        desk.planning.edit_variant(desk.creator, seen.id, number, VariantEdit(text="Mój"), version=version)
    assert desk.post(seen).variants[0].text == "Jej"


def test_an_edit_that_changes_nothing_leaves_no_trace(desk: Desk) -> None:
    post = desk.scheduled("Tekst", title="Tytuł")
    before = desk.history(post)
    after = desk.planning.edit(desk.creator, post.id, PostEdit(text="Tekst", title=" Tytuł ", campaign_id=0))
    assert (after.version, desk.history(post), after.state) == (post.version, before, S.SCHEDULED)


def test_a_variant_edit_needs_something_to_change(desk: Desk) -> None:
    with pytest.raises(BadInput, match=r"edit\.nothing"):
        desk.planning.edit_variant(desk.creator, desk.draft().id, desk.network[0].id, VariantEdit())


def test_a_variant_with_its_own_content_returns_to_its_post(desk: Desk) -> None:
    post = desk.draft("Wspólny", link="https://jesion.pl", media=((desk.picture(), "Kubek"),))
    number = desk.network[0].id
    desk.planning.edit_variant(desk.creator, post.id, number, VariantEdit(text="", link="", media=()))
    assert (sent(desk, post).text, sent(desk, post).link, sent(desk, post).media) == ("", None, ())
    desk.planning.edit_variant(desk.creator, post.id, number, VariantEdit(follow=True))
    own = sent(desk, post)
    assert (own.text, own.link, len(own.media)) == ("Wspólny", "https://jesion.pl", 1)


def test_what_is_published_keeps_what_was_published(desk: Desk) -> None:
    x = desk.profile(Network.X)
    picture = desk.picture()
    post = desk.draft("Pierwszy", media=((picture, "Kubek"),))
    desk.approval.submit(desk.creator, post.id, (x.id,))
    desk.approval.approve(desk.editor, post.id, (x.id,))
    desk.clock.advance(HOUR)
    desk.publishing.publish_due()
    out = next(place for place, row in enumerate(desk.post(post).variants) if row.profile_id == x.id)
    before = sent(desk, post, out)
    after = desk.planning.edit(desk.creator, post.id, PostEdit(text="Drugi", link="https://jesion.pl/nowy", media=()))
    assert (after.variants[out].state, after.partly) == (S.PUBLISHED, True)
    assert sent(desk, post, out) == before
    assert sent(desk, post, 1 - out).text == "Drugi"


def test_when_all_is_out_nothing_of_the_content_changes_any_more(desk: Desk) -> None:
    post = desk.published()
    with pytest.raises(Refused, match=r"post\.already_out"):
        desk.planning.edit(desk.creator, post.id, PostEdit(text="Inny"))
    with pytest.raises(Refused, match=r"post\.already_out"):
        desk.planning.edit_variant(desk.creator, post.id, desk.network[0].id, VariantEdit(text="Inny"))
    assert desk.planning.edit(desk.creator, post.id, PostEdit(title="Dla nas")).state is S.PUBLISHED


def test_a_cancelled_variant_does_not_rise_with_its_post(desk: Desk) -> None:
    desk.profile(Network.X)
    post = desk.scheduled()
    desk.scheduling.cancel(desk.creator, post.id, "", (desk.network[0].id,))
    after = desk.planning.edit(desk.creator, post.id, PostEdit(text="Inny"))
    assert {row.state for row in after.variants} == {S.CANCELLED, S.DRAFT}


def test_variants_come_and_go_until_something_was_scheduled(desk: Desk) -> None:
    x = desk.profile(Network.X)
    post = desk.draft(profile_ids=(desk.network[0].id,))
    after = desk.planning.add_variant(desk.creator, post.id, x.id)
    assert len(after.variants) == 2
    with pytest.raises(Refused, match=r"post\.has_variant"):
        desk.planning.add_variant(desk.creator, post.id, x.id)
    assert len(desk.planning.remove_variant(desk.creator, post.id, x.id).variants) == 1
    scheduled = desk.scheduled()
    with pytest.raises(Refused, match=r"post\.variant_used"):
        desk.planning.remove_variant(desk.creator, scheduled.id, desk.network[0].id)


def test_days_are_those_of_the_zone(desk: Desk) -> None:
    last = desk.draft(when=NOON.replace(hour=22, minute=59))
    first = desk.draft(when=NOON.replace(hour=23, minute=0))
    tenth, eleventh = date(2026, 3, 10), date(2026, 3, 11)
    assert [post.id for post in desk.planning.posts(desk.owner, first=tenth, last=tenth)] == [last.id]
    assert [post.id for post in desk.planning.posts(desk.owner, first=eleventh, last=eleventh)] == [first.id]
    assert [post.id for post in desk.planning.posts(desk.owner, first=eleventh, last=eleventh, zone="UTC")] == []


def test_comments_stand_in_order(desk: Desk) -> None:
    post = desk.draft()
    desk.planning.comment(desk.viewer, post.id, " Pierwszy ")
    desk.clock.advance(timedelta(minutes=1))
    desk.planning.comment(desk.editor, post.id, "Drugi", desk.network[0].id)
    assert [(row.text, row.variant_id is None) for row in desk.planning.comments(desk.owner, post.id)] == [
        ("Pierwszy", True),
        ("Drugi", False),
    ]
    with pytest.raises(BadInput, match=r"comment\.empty"):
        desk.planning.comment(desk.viewer, post.id, " ")


# hostile text
NASTY = "Kup\x00 teraz\x1b[31m\r\nDruga linia\ud83d koniec \u202e"


def test_characters_no_database_takes_are_left_out(any_desk: Desk) -> None:
    post = any_desk.scheduled(NASTY, title=NASTY)
    assert post.text == "Kup teraz[31m\nDruga linia\ufffd koniec \u202e"
    any_desk.planning.edit_variant(any_desk.creator, post.id, any_desk.network[0].id, VariantEdit(first_comment=NASTY))
    any_desk.planning.comment(any_desk.creator, post.id, NASTY)
    any_desk.scheduling.cancel(any_desk.creator, post.id, NASTY)
    assert any_desk.chain_is_whole()


@given(st.text(alphabet=st.characters(codec=None)))
def test_clean_text_can_always_be_stored_and_is_clean_already(text: str) -> None:
    once = clean_text(text)
    assert clean_text(once) == once
    assert "\x00" not in once.encode().decode()
    assert "\r" not in once


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "https://", "http:///x", "ftp://x.pl", "https://a b.pl", "x.pl"]
)
def test_what_is_no_web_address(link: str) -> None:
    with pytest.raises(BadInput, match=r"link\.invalid"):
        clean_link(link)


def test_web_addresses() -> None:
    assert clean_link(" https://jesion.pl/ą?b=1#c ") == "https://jesion.pl/ą?b=1#c"
    assert clean_link("") is clean_link(None) is clean_link(" ") is None


@settings(max_examples=15, deadline=None)
@given(st.text(min_size=1, max_size=40))
def test_what_is_approved_is_what_is_sent_whatever_it_says(text: str) -> None:
    from app.domain.content import Content

    first = Content("x", "jesion", "u", "text", clean_text(text), None, None, ())
    assert first.fingerprint() == Content("x", "jesion", "u", "text", clean_text(text), None, None, ()).fingerprint()
