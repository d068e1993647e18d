"""All that somebody who writes a post needs to see."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from app.domain.errors import NotFound
from app.domain.people import Actor, Right, Role
from app.services.planning import NewPost, VariantEdit
from tests.fakes.offices import MORNING, Office, open_office
from tests.fakes.pictures import picture


@pytest.fixture
def office(tmp_path: Path):
    made = open_office(tmp_path)
    yield made
    made.app.close()


def test_a_page_has_the_post_and_what_may_be_chosen(office: Office, tmp_path: Path) -> None:
    app, number = office.app, office.post(office.owner, "Rogale", MORNING + timedelta(hours=1))
    file = tmp_path / "rogal.png"
    file.write_bytes(picture("PNG"))
    media = app.media.add(office.owner, file, consent="missing")
    app.planning.edit_variant(office.owner, number, office.facebook.id, VariantEdit(media=((media.id, "Rogal"),)))
    app.planning.comment(office.editor, number, "Ładny")
    page = app.composing.page(office.owner, number)
    assert page.post is not None
    assert (page.post.id, page.brand.id, page.now) == (number, office.facebook.brand_id, MORNING)
    assert set(page.profiles) == {office.facebook.id, office.linkedin.id}
    assert [row.alt_text for row in page.own_media[office.facebook.id]] == ["Rogal"]
    assert page.files[media.id].file_name == "rogal.png"
    assert [row.code for row in page.rights_checks[office.facebook.id]] == ["check.no_consent"]
    assert [row.text for row in page.comments] == ["Ładny"]
    assert page.history[0].action == "commented"
    assert page.deciders == ("Piotr Wilk",)
    assert Right.WRITE in page.rights


def test_a_blank_page_is_of_a_brand_one_may_write_for(office: Office) -> None:
    app, brand = office.app, office.facebook.brand_id
    other = app.workspaces.add_brand(office.owner, "Cukiernia")
    member = app.members.add_member(office.owner, "Ola", "o@example.com", {brand: frozenset({Role.VIEWER})})
    app.members.set_roles(office.owner, member.id, other.id, frozenset({Role.CREATOR}))
    page = app.composing.blank(Actor(member))
    assert (page.post, page.brand.id) == (None, other.id)
    assert app.composing.blank(Actor(member), brand).rights == frozenset({Right.VIEW, Right.COMMENT})


def test_what_one_may_not_see_is_as_if_it_were_not_there(office: Office) -> None:
    app = office.app
    number = app.planning.add(office.owner, NewPost(office.facebook.brand_id, "Rogale")).id
    stranger = Actor(app.members.add_member(office.owner, "Obcy", "x@example.com", {}))
    with pytest.raises(NotFound, match=r"post\.not_found"):
        app.composing.page(stranger, number)
    with pytest.raises(NotFound, match=r"brand\.not_found"):
        app.composing.blank(stranger)
