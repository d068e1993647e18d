"""What a person should know before connecting a profile: what is needed, what it costs, what will work and what will not."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.networks import Network
from app.system.words import Words


@dataclass(frozen=True, slots=True)
class Guide:
    """`needs` in the order of the steps. `server` and `secret` are names of fields; None: the network has no such field."""

    needs: tuple[str, ...]
    costs: str
    works: tuple[str, ...]
    lacks: tuple[str, ...]
    server: str | None
    server_example: str
    secret: str
    key: str
    """What the access key is called where it is stored: "token" or "password"."""


def guide_of(network: Network, words: Words) -> Guide | None:
    """None: Szpalta cannot reach this network by itself yet."""
    make = {Network.MASTODON: _mastodon, Network.BLUESKY: _bluesky}.get(network)
    return None if make is None else make(words)


def _mastodon(words: Words) -> Guide:
    t = words.t
    return Guide(
        needs=(
            t("The address of your server, for example mastodon.social."),
            t("Nothing more to sign in with the browser. Without it an access key: on your server open Preferences, then "
              "Development, then New application."),
            t("Tick these rights there: profile, read:accounts, read:statuses, read:notifications, write:statuses, write:media. "
              "Save, open the application and copy the access key."),
        ),
        costs=t("Nothing. The key does not expire; you can take it back on your server at any time."),
        works=(
            t("Texts, pictures with alt text, films, links, threads and a first comment"),
            t("Publishing at the set time, also by your server while this computer is off"),
            t("Correcting and deleting a published post"),
            t("Followers, favourites, boosts, replies; comments and mentions"),
        ),
        lacks=(t("Mastodon tells no reach, no views, no link clicks and nothing about the audience."),),
        server=t("Address of the server"),
        server_example="https://mastodon.social",
        secret=t("Access key"),
        key="token",
    )  # fmt: skip


def _bluesky(words: Words) -> Guide:
    t = words.t
    return Guide(
        needs=(
            t("The name of the profile, for example sunrise.bsky.social."),
            t("An app password: in Bluesky open Settings, then Privacy and security, then App passwords. "
              "It is not the password you sign in with."),
        ),
        costs=t("Nothing. You can take the app password back in Bluesky at any time."),
        works=(
            t("Texts, up to four pictures of at most 2 MB with alt text, link cards, threads and a first comment"),
            t("Publishing at the set time while this computer is on, or from a computer that is always on"),
            t("Deleting a published post"),
            t("Followers, likes, reposts, replies; comments and mentions"),
        ),
        lacks=(
            t("Bluesky has no editing and no scheduling of its own."),
            t("It tells no reach, no views, no link clicks and nothing about the audience."),
        ),
        server=t("Address of the server, only if you run your own"),
        server_example="https://bsky.social",
        secret=t("App password"),
        key="password",
    )  # fmt: skip
