"""Publishing by hand: what a person needs to publish a post, and their word that it is out.

At its time a delivery of a profile that is published to by hand waits for a person with the reason `BY_HAND`
(`DeliveryState.NEEDS_HUMAN`). `package` gives its texts and files; `into_folder`, `open_for_phone` and `mail_link` bring them
where the person is; `done` ends it with the link. `SettlingService.resolve` leaves it out, or hands it over once more.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import quote

from app.connectors.base import POST, Parcel
from app.domain.content import ENDINGS
from app.domain.delivery import LEASE, Delivery, DeliveryState, Outcome, Resolution, request_hash
from app.domain.errors import BadInput, Refused
from app.domain.handing_over import BY_HAND, HandedFile, HandedPost, check_post_link
from app.domain.names import clean_email
from app.domain.networks import RULES, Connection
from app.domain.people import Actor, Right
from app.domain.threads import thread_parts
from app.services.delivery_steps import DeliverySteps
from app.services.outbound import Outbound
from app.services.seeing import brands_read, check_sees
from app.services.settling import SettlingService
from app.services.steps import allow
from app.store.store import Store
from app.store.unit import UnitOfWork
from app.system.clock import Clock
from app.system.file_names import safe_file_name
from app.system.words import Words

D = DeliveryState


class PhoneHandOver(Protocol):
    """One post on a small server for a phone in the same network. It ends by itself at `ends_at` (UTC)."""

    @property
    def url(self) -> str: ...

    @property
    def ends_at(self) -> datetime: ...

    @property
    def is_open(self) -> bool: ...

    def qr_svg(self) -> str:
        """The address as a picture a phone's camera reads."""
        ...

    def qr_text(self) -> str:
        """... drawn with signs, for a terminal."""
        ...

    def close(self) -> None:
        """Ends it now; twice is no error."""
        ...


class ByHandService:
    """`open_phone` starts a `PhoneHandOver` on an own address, `addresses` tells the own addresses in the local network."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        deliveries: DeliverySteps,
        settling: SettlingService,
        outbound: Outbound,
        *,
        open_phone: Callable[[HandedPost, str, Words], PhoneHandOver],
        addresses: Callable[[], tuple[str, ...]],
    ) -> None:
        self._store = store
        self._clock = clock
        self._deliveries = deliveries
        self._settling = settling
        self._outbound = outbound
        self._open_phone = open_phone
        self.addresses = addresses

    # what is to be published
    def waiting(self, actor: Actor) -> list[Delivery]:
        """Deliveries whose time to be published by hand has come, of the brands the actor may see, by due time."""
        with self._store.read() as work:
            rows = work.deliveries.all(states=(D.NEEDS_HUMAN,), brand_ids=brands_read(work, actor))
            return [row for row in rows if row.reason == BY_HAND]

    def package(self, actor: Actor, delivery_id: int) -> HandedPost:
        """Exactly what was approved, of a delivery in any state. Raises `NotFound` "delivery.not_found", `Refused`
        "not_what_was_approved", "media_changed"."""
        with self._store.read() as work:
            row = work.deliveries.get(delivery_id)
            profile = work.profiles.get(row.profile_id)
            check_sees(work, actor, profile.brand_id, "delivery.not_found", delivery=delivery_id)
            title = work.posts.get(work.posts.variant(row.variant_id).post_id).title
        parcel = self._outbound.parcel(row)
        texts = tuple(text for text in thread_parts(parcel.text) if text)
        return HandedPost(
            delivery_id=row.id,
            network=profile.network,
            profile=profile.name,
            profile_url=profile.url,
            format=parcel.format,
            title=title,
            texts=texts,
            link=parcel.link if parcel.link and parcel.link not in parcel.text else None,
            first_comment=(parcel.first_comment or "").strip() or None,
            files=_files(parcel),
        )

    # where the person is
    def into_folder(self, actor: Actor, delivery_id: int, parent: Path, words: Words) -> Path:
        """Copies texts and files into a new folder within `parent` (a shared folder, say) and gives it; nothing there is
        replaced. Raises as `package`, `BadInput` "file.folder_missing" and `OSError`."""
        post = self.package(actor, delivery_id)
        if not parent.is_dir():
            raise BadInput("file.folder_missing", folder=str(parent))
        name = f"{RULES[post.network].name} {post.profile}"
        folder = _new_folder(parent, f"{name} – {post.title}" if post.title else name)
        for name, text in _named_texts(post, words):
            _write(folder / safe_file_name(name, ".txt"), text)
        for file in post.files:
            shutil.copyfile(file.path, folder / file.name)
            if file.alt_text:
                _write(folder / f"{file.name}.{words.t('alt text')}.txt", file.alt_text)
        return folder

    def open_for_phone(self, actor: Actor, delivery_id: int, address: str, words: Words) -> PhoneHandOver:
        """Shows the post to whoever has the secret address, on one of `addresses` that the person agreed to. Raises as
        `package`, `BadInput` "hand_over.address", `Refused` "hand_over.not_opened"."""
        return self._open_phone(self.package(actor, delivery_id), address, words)

    def mail_link(self, actor: Actor, delivery_id: int, to: str, words: Words) -> str:
        """A mailto address with the texts, to be opened as every link is; files cannot travel that way. Raises as
        `package`, `BadInput` "email.invalid"."""
        post = self.package(actor, delivery_id)
        subject = words.t("Publish: {title} ({profile})", title=post.title or post.profile, profile=post.profile)
        body = post.whole_text().replace("\n", "\r\n")
        return (
            f"mailto:{quote(clean_email(to), safe='@')}?subject={quote(subject, safe='')}&body={quote(body, safe='')}"
        )

    # afterwards
    def done(self, actor: Actor, delivery_id: int, url: str | None, note: str = "") -> Delivery:
        """ "I published it, the link is ...": the delivery is sent, with who said so in the history.

        Also before its time or when it was put on hold. Raises `BadInput` "link.…", `Refused` "delivery.needs_person",
        "by_hand.not_by_hand", "by_hand.not_waiting".
        """
        if actor.member is None:
            raise Refused("delivery.needs_person", delivery=delivery_id)
        with self._store.read() as work:
            row = work.deliveries.get(delivery_id)
            profile = work.profiles.get(row.profile_id)
            check_sees(work, actor, profile.brand_id, "delivery.not_found", delivery=delivery_id)
        if profile.connection is not Connection.BY_HAND and row.reason != BY_HAND:
            raise Refused("by_hand.not_by_hand", delivery=delivery_id, profile=profile.name)
        link = check_post_link(profile.network, url)
        if row.state is D.NEEDS_HUMAN:
            return self._settling.resolve(actor, delivery_id, Resolution.PUBLISHED, note.strip() or BY_HAND, link)
        with self._store.write() as work:
            row = work.deliveries.get(delivery_id)
            allow(work, actor, Right.RESOLVE, profile.brand_id)
            if row.state not in (D.SCHEDULED, D.HELD):
                raise Refused("by_hand.not_waiting", delivery=delivery_id, state=row.state.value)
            return self._sent_by(work, actor, row, link, note.strip() or BY_HAND)

    def _sent_by(self, work: UnitOfWork, actor: Actor, row: Delivery, link: str, note: str) -> Delivery:
        """Transitions 1, 2 and 3 in one: the person was the program."""
        now, number = self._clock.now(), work.deliveries.next_attempt_number(row.id)
        lease_until = work.deliveries.lease_time(now) + LEASE
        claim: dict[str, Any] = {"owner": self._deliveries.program.instance, "lease_until": lease_until}
        row = self._deliveries.move(work, row, D.LEASED, actor=actor, fence_to=row.fence + 1, next_at=None, **claim)
        row = self._deliveries.move(work, row, D.SENDING, actor=actor, first_send_at=now, attempts=number)
        work.deliveries.add_attempt(
            delivery_id=row.id,
            n=number,
            fence=row.fence,
            started_at=now,
            started_boot_s=self._clock.boot_seconds(),
            phase=BY_HAND,
            request_sha256=request_hash(row, POST),
        )
        self._deliveries.close(work, row, number, Outcome.OK, None, link)
        row = self._deliveries.move(work, row, D.SENT, actor=actor, told=note, remote_url=link, reason=None)
        self._deliveries.note_published(work, row, now)
        return row


def _files(parcel: Parcel) -> tuple[HandedFile, ...]:
    return tuple(
        HandedFile(item.path, f"{number}{ENDINGS.get(item.mime, '')}", item.mime, item.alt_text)
        for number, item in enumerate(parcel.attachments, 1)
    )


def _named_texts(post: HandedPost, words: Words) -> Iterator[tuple[str, str]]:
    for number, text in enumerate(post.texts, 1):
        yield (words.t("text") if len(post.texts) == 1 else words.t("text {number}", number=number)), text
    if post.link:
        yield words.t("link"), post.link
    if post.first_comment:
        yield words.t("first comment"), post.first_comment


def _new_folder(parent: Path, wanted: str) -> Path:
    """A folder of its own, with a number after its name when there is one like it."""
    number = 1
    while True:
        folder = parent / safe_file_name(wanted, "" if number == 1 else f" ({number})")
        try:
            folder.mkdir()
        except FileExistsError:
            number += 1
        else:
            return folder


def _write(path: Path, text: str) -> None:
    path.write_text(text + "\n", encoding="utf-8")
