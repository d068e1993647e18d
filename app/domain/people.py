"""Members, their roles per brand, and what each role may do (mission 7.1)."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from app.domain.errors import NotPermitted


class Role(StrEnum):
    OWNER = "owner"
    MANAGER = "manager"
    CREATOR = "creator"
    EDITOR = "editor"
    VIEWER = "viewer"


class Right(StrEnum):
    VIEW = "view"
    COMMENT = "comment"
    WRITE = "write"
    APPROVE = "approve"
    SCHEDULE = "schedule"
    RESOLVE = "resolve"
    PLAN = "plan"
    IMPORT = "import"
    ADMIN = "admin"


_CREATOR = frozenset({Right.VIEW, Right.COMMENT, Right.WRITE, Right.SCHEDULE, Right.RESOLVE})
_EDITOR = _CREATOR | {Right.APPROVE}
_MANAGER = _EDITOR | {Right.PLAN, Right.IMPORT}

RIGHTS: dict[Role, frozenset[Right]] = {
    Role.VIEWER: frozenset({Right.VIEW, Right.COMMENT}),
    Role.CREATOR: _CREATOR,
    Role.EDITOR: _EDITOR,
    Role.MANAGER: _MANAGER,
    Role.OWNER: _MANAGER | {Right.ADMIN},
}
"""SCHEDULE moves the time of approved posts; PLAN is brands, profiles, campaigns, personas, targets."""


@dataclass(frozen=True, slots=True)
class Member:
    id: int
    name: str
    email: str
    language: str
    zone: str | None
    is_owner: bool
    active: bool
    roles: dict[int, frozenset[Role]] = field(default_factory=dict)
    """Roles per brand id. The owner holds every right on every brand."""

    def rights(self, brand_id: int | None) -> frozenset[Right]:
        """What the member may do for a brand; None asks for any brand."""
        if not self.active:
            return frozenset()
        if self.is_owner:
            return RIGHTS[Role.OWNER]
        rows = self.roles.values() if brand_id is None else [self.roles.get(brand_id, frozenset())]
        return frozenset(right for roles in rows for role in roles for right in RIGHTS[role])

    def known_as(self, brand_id: int | None) -> tuple[Role, ...]:
        """The strongest role for a brand; None: those of all brands, each once, the strongest first."""
        if self.is_owner:
            return (Role.OWNER,)
        rows = self.roles.values() if brand_id is None else [self.roles.get(brand_id, frozenset())]
        strongest = {max(roles, key=list(RIGHTS).index) for roles in rows if roles}
        return tuple(one for one in reversed(RIGHTS) if one in strongest)

    def may(self, right: Right, brand_id: int | None) -> bool:
        return right in self.rights(brand_id)

    def require(self, right: Right, brand_id: int | None) -> None:
        """Raises `NotPermitted` when the right is missing."""
        if not self.may(right, brand_id):
            raise NotPermitted("member.not_permitted", member=self.name, right=right.value, brand_id=brand_id)


@dataclass(frozen=True, slots=True)
class Actor:
    """Who does something: a member, or the program itself (`member` None, `instance` says which copy)."""

    member: Member | None = None
    instance: str = "local"

    @property
    def kind(self) -> str:
        return "member" if self.member else "program"

    @property
    def member_id(self) -> int | None:
        return self.member.id if self.member else None

    def require(self, right: Right, brand_id: int | None) -> None:
        """The program may do what its caller checked; a member needs the right."""
        if self.member is not None:
            self.member.require(right, brand_id)
