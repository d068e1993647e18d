"""What somebody said published posts are about that were not planned here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from sqlalchemy import Connection, delete, insert, select

from app.domain.post_about import PostAbout
from app.store.queries.latest import plain_rows
from app.store.schema.measuring import published_persona, published_pillar, published_post
from app.store.schema.team import profile

_CHUNK = 500


class PostAboutRows:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def posts(self, ids: Iterable[int]) -> dict[int, tuple[int, bool]]:
        """Brand of each of some published posts, and whether it was planned here; those that are not there are left out."""
        p, found = published_post.c, {}
        for chunk in _chunks(ids):
            query = select(p.id, profile.c.brand_id, p.variant_id).join(profile, profile.c.id == p.profile_id)
            for number, brand, variant in self._connection.execute(query.where(p.id.in_(chunk))):
                found[number] = brand, variant is not None
        return found

    def said(self, ids: Iterable[int]) -> dict[int, PostAbout]:
        """What was said of some published posts, of each of them."""
        found: dict[int, PostAbout] = {}
        pillar, persona = published_pillar.c, published_persona.c
        for chunk in _chunks(ids):
            pillars = select(pillar.published_post_id, pillar.pillar_id).where(pillar.published_post_id.in_(chunk))
            of: dict[int, int] = dict(plain_rows(self._connection, pillars))
            links = select(persona.published_post_id, persona.persona_id).where(persona.published_post_id.in_(chunk))
            personas: dict[int, tuple[int, ...]] = {}
            for number, one in plain_rows(self._connection, links.order_by(*persona)):
                personas[number] = (*personas.get(number, ()), one)
            found |= {number: PostAbout(of.get(number), personas.get(number, ())) for number in chunk}
        return found

    def say(self, said: Mapping[int, PostAbout]) -> None:
        """Puts it in place of what was said before."""
        for chunk in _chunks(said):
            for table in (published_pillar, published_persona):
                self._connection.execute(delete(table).where(table.c.published_post_id.in_(chunk)))
            pillars = [
                {"published_post_id": number, "pillar_id": said[number].pillar_id}
                for number in chunk
                if said[number].pillar_id is not None
            ]
            personas = [
                {"published_post_id": number, "persona_id": one} for number in chunk for one in said[number].persona_ids
            ]
            for table, rows in ((published_pillar, pillars), (published_persona, personas)):
                if rows:
                    self._connection.execute(insert(table), rows)


def _chunks(ids: Iterable[int]) -> Iterator[Sequence[int]]:
    every = list(dict.fromkeys(ids))
    for start in range(0, len(every), _CHUNK):
        yield every[start : start + _CHUNK]
