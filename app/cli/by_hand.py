"""`szpalta delivery hand-over` and `done`: a post for a person to publish, and their word that it is out."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

from app.cli import values

if TYPE_CHECKING:
    from app.cli.context import Run
    from app.cli.parser import Commands
    from app.domain.handing_over import HandedPost
    from app.services.by_hand import PhoneHandOver


def register(family: Commands) -> None:
    t = family.words.t
    over = family.add("hand-over", t("show what a person needs to publish a post by hand"), hand_over)
    over.add_argument("delivery", metavar="ID")
    over.add_argument("--folder", metavar="FOLDER", help=t("copy texts and files into a new folder there"))
    phone = t("show it to a phone in the same network, on this address of the computer (without one: the usual)")
    over.add_argument("--phone", nargs="?", const="", metavar="ADDRESS", help=phone)
    done = family.add("done", t("say that a post published by hand is out"), say_done)
    done.add_argument("delivery", metavar="ID")
    done.add_argument("--url", required=True, help=t("where the post can be read"))
    done.add_argument("--note", default="", metavar="TEXT", help=t("what else the history should hold"))


def hand_over(run: Run) -> None:
    number = values.number(run, run.options.delivery)
    post = run.app.by_hand.package(run.actor, number)
    folder = None
    if run.options.folder:
        folder = run.app.by_hand.into_folder(run.actor, number, Path(run.options.folder), run.words)
    phone = None if run.options.phone is None else _open_phone(run, number)
    t = run.words.t

    def tell() -> None:
        run.out.line(post.whole_text())
        for file in post.files:
            run.out.line(f"{file.name}  {file.path}  {file.alt_text}".rstrip())
        if folder is not None:
            run.out.line(t("Copied into {folder}.", folder=str(folder)))
        if phone is not None:
            run.out.line(phone.qr_text())
            run.out.line(t("Open on the phone: {address}", address=phone.url))
            run.out.line(t("The page ends at {time}, or now with Ctrl+C.", time=run.moment(phone.ends_at)))

    run.show(_record(post, folder, phone), tell)
    if phone is not None:
        _wait(phone)


def say_done(run: Run) -> None:
    from app.cli.publishing import record

    number = values.number(run, run.options.delivery)
    row = run.app.by_hand.done(run.actor, number, run.options.url, run.options.note)
    profiles = {profile.id: profile for profile in run.app.profiles.profiles(run.actor)}
    sentence = run.words.t("Publication {id} is out: {link}", id=row.id, link=row.remote_url or "")
    run.show(record(row, profiles), lambda: run.out.line(sentence))


def _open_phone(run: Run, number: int) -> PhoneHandOver:
    from app.domain.errors import Refused

    address = run.options.phone or next(iter(run.app.by_hand.addresses()), None)
    if address is None:
        raise Refused("hand_over.no_network")
    return run.app.by_hand.open_for_phone(run.actor, number, address, run.words)


def _wait(phone: PhoneHandOver) -> None:
    try:
        while phone.is_open:
            time.sleep(0.2)
    except KeyboardInterrupt:
        return
    finally:
        phone.close()


def _record(post: HandedPost, folder: Path | None, phone: PhoneHandOver | None) -> dict[str, object]:
    return {
        "id": post.delivery_id,
        "network": post.network,
        "profile": post.profile,
        "profile_url": post.profile_url,
        "format": post.format,
        "texts": list(post.texts),
        "link": post.link,
        "first_comment": post.first_comment,
        "files": [
            {"name": file.name, "path": str(file.path), "mime": file.mime, "alt_text": file.alt_text}
            for file in post.files
        ],
        "folder": None if folder is None else str(folder),
        "phone": None if phone is None else phone.url,
        "phone_until": None if phone is None else phone.ends_at,
    }
