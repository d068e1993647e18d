"""The history of a profile's followers, as tools for any network write it: nothing in it tells whose it is."""

from __future__ import annotations

from app.domain.imports import Question
from app.exchange.imports.aliases import named
from app.exchange.imports.source import Source

_WORDS = named(
    day="Date|Day|Datetime|Timestamp|Data|Dzień|Datum|Fecha|Giorno",
    followers="Followers|Follower|Follower count|Followers count|Number of followers|Fans|Obserwujący|Liczba obserwujących|"
    "Abonnés|Seguidores|Abonnenten",
    new_followers="New followers|Followers gained|Gained|Nowi obserwujący|Nuevos seguidores|Novos seguidores|"
    "Nouveaux abonnés|Neue Follower",
    lost_followers="Lost followers|Followers lost|Lost|Unfollows|Utraceni obserwujący",
    net_followers="Change|Growth|Net growth|Net followers|Net change|Follower change|Followers change|Daily change|Daily growth|"
    "Difference|Difference in followers from previous day|Zmiana|Przyrost|Różnica",
    metric="Following|Followings|Following count|Obserwowani|Posts|Post count|Media|Media count|Tweets|Uploads|Posty|"
    "Liczba postów",
    account="Username|User name|Handle|Account|Profile|Profil|Konto",
    ignored="Updated at|Last updated|Checked at|Fetched at|Recorded at",
)

FOLLOWERS = Source(
    "followers.days",
    None,
    "days",
    frozenset({"day", "followers"}),
    any_of=frozenset({"followers"}),
    words=_WORDS,
    closed=True,
    strict=True,
    questions=(Question("last_day", required=False),),
)
"""Only without any other column: a table that knows more is one of a network, or is read by a mapping."""
