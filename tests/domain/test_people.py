"""What each role may do, brand by brand."""

from __future__ import annotations

import pytest

from app.domain.errors import NotPermitted
from app.domain.people import RIGHTS, Actor, Member, Right, Role

R = Right


def member(*roles: Role, brand: int = 1, **values: object) -> Member:
    given = {"is_owner": False, "active": True} | values
    return Member(1, "Anna", "anna@jesion.pl", "pl", None, roles={brand: frozenset(roles)}, **given)


@pytest.mark.parametrize(
    ("role", "may"),
    [
        (Role.VIEWER, {R.VIEW, R.COMMENT}),
        (Role.CREATOR, {R.VIEW, R.COMMENT, R.WRITE, R.SCHEDULE, R.RESOLVE}),
        (Role.EDITOR, {R.VIEW, R.COMMENT, R.WRITE, R.SCHEDULE, R.RESOLVE, R.APPROVE}),
        (Role.MANAGER, set(R) - {R.ADMIN}),
        (Role.OWNER, set(R)),
    ],
)
def test_rights(role: Role, may: set[Right]) -> None:
    assert RIGHTS[role] == may
    anna = member(role)
    assert {right for right in R if anna.may(right, 1)} == may
    assert {right for right in R if anna.may(right, None)} == may
    assert anna.rights(2) == frozenset()


def test_several_roles_add_up() -> None:
    assert member(Role.VIEWER, Role.CREATOR).rights(1) == RIGHTS[Role.CREATOR]


def test_the_owner_may_everything_everywhere_and_nobody_who_left_anything() -> None:
    assert member(is_owner=True).rights(99) == set(R)
    assert member(Role.MANAGER, is_owner=True, active=False).rights(1) == frozenset()


def test_a_member_is_known_by_the_strongest_role_for_a_brand() -> None:
    roles = {1: frozenset({Role.CREATOR, Role.EDITOR}), 2: frozenset({Role.MANAGER}), 3: frozenset({Role.EDITOR})}
    member = Member(1, "Michał", "m@example.com", "pl", None, False, True, roles)
    assert [member.known_as(number) for number in (1, 2, 9)] == [(Role.EDITOR,), (Role.MANAGER,), ()]
    assert member.known_as(None) == (Role.MANAGER, Role.EDITOR)


def test_a_missing_right_is_named() -> None:
    with pytest.raises(NotPermitted) as error:
        Actor(member(Role.VIEWER)).require(R.APPROVE, 1)
    assert error.value.data == {"member": "Anna", "right": "approve", "brand_id": 1}
    Actor().require(R.APPROVE, 1)
