"""Mastodon and servers that speak its API. Works against any address, so on loopback too.

Figures: followers, statuses, favourites, boosts, replies, quotes; the API tells no views, clicks or ages of people.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from io import BytesIO
from urllib.parse import quote, urlsplit

from app.connectors import mastodon_login
from app.connectors import mastodon_reading as reading
from app.connectors.base import (
    POST,
    Account,
    Attachment,
    Capabilities,
    Idempotency,
    Identity,
    NotExecuted,
    Operation,
    OutcomeUnknown,
    Parcel,
    PastedLogin,
    ReadFailed,
    Receipt,
    Rejected,
    RemoteComment,
    RemotePost,
    Step,
    StepKind,
    StillWorking,
)
from app.connectors.fitting_pictures import fitting
from app.connectors.http import Http
from app.connectors.mastodon_calls import PREPARING, Calls, receipt_of
from app.connectors.mastodon_posting import FORMATS, MEDIA, READY, check, class_of, status_body, steps_of, text_of_step
from app.connectors.mastodon_server import ask_server, facts_of, missing_rights
from app.connectors.mastodon_values import POST_METRICS, PROFILE_METRICS, attachments, moment, web_address
from app.connectors.network_problems import as_preparing
from app.connectors.outcomes import Proof
from app.domain.content import ENDINGS
from app.domain.metrics import Reading
from app.domain.threads import thread_parts

KEY_LASTS = timedelta(hours=1)
SOONEST = timedelta(minutes=5)
_ASK_AGAIN_S = 5.0
_UPLOAD_BYTES_S = 500_000
_LONGEST_UPLOAD_S = 150.0
"""Below the time a delivery is claimed for."""


class MastodonConnector:
    """Fulfils `Connector`, `Publishes`, `SignsIn`, `Edits`, `Deletes`, `Schedules`, `ListsOlder` and `ReadsAgain`.

    The secret is {"token": access key}; facts are those of `mastodon_server.ServerFacts`.
    """

    def __init__(self, http: Http) -> None:
        self._http = http

    @property
    def capabilities(self) -> Capabilities:
        """What holds for a server nobody has asked yet; `capabilities_for` says it for one."""
        return Capabilities(
            publish=frozenset(FORMATS),
            thread=True,
            first_comment=True,
            classes={
                Operation.PUBLISH: Idempotency.READABLE,
                Operation.SCHEDULE: Idempotency.READABLE,
                Operation.EDIT: Idempotency.PERMANENT_KEY,
                Operation.DELETE: Idempotency.PERMANENT_KEY,
            },
            schedule_from=SOONEST,
            metrics=frozenset(POST_METRICS),
            profile_metrics=frozenset(PROFILE_METRICS),
            reads_comments=True,
            reads_mentions=True,
            lists_posts=True,
            posts_at_once=reading.AT_ONCE,
        )

    def capabilities_for(self, account: Account) -> Capabilities:
        facts = facts_of(account.facts)
        key_class = class_of(facts)
        classes = {**self.capabilities.classes, Operation.PUBLISH: key_class, Operation.SCHEDULE: key_class}
        if not facts.keeps_posts:
            del classes[Operation.SCHEDULE]
        return replace(
            self.capabilities,
            classes=classes,
            schedule_from=SOONEST if facts.keeps_posts else None,
            key_lasts=KEY_LASTS if facts.honours_keys else None,
        )

    def sign_in(
        self, server: str, open_browser: Callable[[str], object], done: str, cancelled: Callable[[], bool]
    ) -> Mapping[str, str]:
        return mastodon_login.sign_in(self._http, server, open_browser, done, cancelled)

    def begin_pasting(self, server: str) -> PastedLogin:
        return mastodon_login.begin_pasting(self._http, server)

    def finish_pasting(self, login: PastedLogin, address: str) -> Mapping[str, str]:
        return mastodon_login.finish_pasting(self._http, login, address)

    def revoke(self, account: Account) -> str | None:
        return mastodon_login.revoke(self._http, account)

    def identify(self, account: Account) -> Identity:
        calls = Calls(self._http, account)
        own = reading.own_account(calls)
        host = urlsplit(calls.base).netloc
        return Identity(
            external_id=str(own["id"]),
            handle=f"@{own.get('acct')}@{host}",
            name=str(own.get("display_name") or own.get("acct")),
            url=web_address(own.get("url")),
            facts=ask_server(calls).kept(),
            missing_rights=missing_rights(calls),
        )

    def steps(self, account: Account, parcel: Parcel) -> tuple[Step, ...]:
        return steps_of(parcel, facts_of(account.facts))

    def perform(self, account: Account, parcel: Parcel, step: Step, refs: Mapping[str, str]) -> Receipt:
        calls = Calls(self._http, account)
        if step.kind is StepKind.PREPARE:
            return self._upload(calls, parcel, int(step.name.removeprefix(MEDIA)))
        if step.kind is StepKind.WAIT:
            return self._wait(calls, [refs[f"{MEDIA}{number}"] for number in range(len(parcel.attachments))])
        key = parcel.idem_key if step.name == POST else f"{parcel.idem_key}-{step.name}"
        status = calls.publish("POST", "/api/v1/statuses", key, status_body(parcel, step.name, refs))
        return receipt_of(status, calls.host, OutcomeUnknown)

    def look_up(self, account: Account, parcel: Parcel, step: Step, refs: Mapping[str, str]) -> Receipt | None:
        raise ReadFailed("mastodon.no_proof")

    def edit(self, account: Account, remote_id: str, parcel: Parcel) -> Receipt:
        """The first part of a thread; its files stay, their alt texts follow the parcel in order."""
        check(parcel, facts_of(account.facts))
        calls = Calls(self._http, account)
        with as_preparing():
            status = calls.prepare("GET", _status(remote_id), "api").object()
        files = [str(item.get("id")) for item in attachments(status)]
        body: dict[str, object] = {"status": text_of_step(parcel, POST), "media_ids": files}
        alt_texts = zip(files, parcel.attachments, strict=False)
        body["media_attributes"] = [{"id": number, "description": item.alt_text} for number, item in alt_texts]
        edited = calls.publish("PUT", _status(remote_id), f"{parcel.idem_key}-edit-{parcel.sha256[:16]}", body)
        return receipt_of(edited, calls.host, OutcomeUnknown)

    def delete(self, account: Account, remote_id: str) -> None:
        """A 404 says that the post is gone only where the post cannot be seen either: some servers take nothing back."""
        calls = Calls(self._http, account)
        answer = calls.take_back("DELETE", _status(remote_id), "delete")
        if not answer.is_good and calls.take_back("GET", _status(remote_id), "api").is_good:
            raise Rejected("mastodon.takes_nothing_back", host=calls.host)

    def schedule(self, account: Account, parcel: Parcel, at: datetime, refs: Mapping[str, str]) -> Receipt:
        """Only what is one post: the server keeps no threads and no comments."""
        check(parcel, facts_of(account.facts))
        if parcel.first_comment or len(thread_parts(parcel.text)) > 1:
            raise Rejected("mastodon.schedule_whole", reason="thread")
        if not facts_of(account.facts).keeps_posts:
            raise Rejected("mastodon.keeps_no_posts", reason="schedule")
        calls = Calls(self._http, account)
        body = {**status_body(parcel, POST, refs), "scheduled_at": at.isoformat()}
        waiting = calls.publish("POST", "/api/v1/statuses", f"{parcel.idem_key}-scheduled", body)
        number, due = waiting.get("id"), moment(waiting.get("scheduled_at"))
        if not isinstance(number, str) or due is None:
            raise OutcomeUnknown("network.not_json", host=calls.host, status=200, kind="?")
        return Receipt(number, None, due)

    def unschedule(self, account: Account, scheduled_id: str) -> None:
        path = f"/api/v1/scheduled_statuses/{quote(scheduled_id, safe='')}"
        answer = Calls(self._http, account).prepare("DELETE", path, "api", {**PREPARING, 404: Proof.DONE})
        if answer.status == 404:
            raise Rejected("schedule.gone", reason="gone")

    def scheduled(self, account: Account) -> tuple[RemotePost, ...]:
        return reading.scheduled_posts(Calls(self._http, account))

    def recent_posts(self, account: Account, since: datetime) -> Iterator[RemotePost]:
        return reading.own_posts(Calls(self._http, account), account.external_id, since)

    def older_posts(self, account: Account, since: datetime, remote_id: str, at: datetime) -> Iterator[RemotePost]:
        return reading.own_posts(Calls(self._http, account), account.external_id, since, before=remote_id)

    def profile_readings(self, account: Account) -> tuple[Reading, ...]:
        return reading.profile_readings(reading.own_account(Calls(self._http, account)))

    def post_readings(self, account: Account, remote_ids: tuple[str, ...]) -> dict[str, tuple[Reading, ...]]:
        return reading.post_readings(Calls(self._http, account), remote_ids, facts_of(account.facts).batches)

    def readings_from(self, body: bytes) -> Mapping[str | None, tuple[Reading, ...]]:
        return reading.readings_from(body)

    def comments(self, account: Account, since: datetime) -> Iterator[RemoteComment]:
        return reading.comments(Calls(self._http, account), account.external_id, since)

    def _upload(self, calls: Calls, parcel: Parcel, number: int) -> Receipt:
        item = parcel.attachments[number]
        try:
            picture = self._made_to_fit(calls, item)
            size = item.path.stat().st_size
            with as_preparing(), item.path.open("rb") if picture is None else BytesIO(picture) as file:
                answer = calls.prepare(
                    "POST",
                    "/api/v2/media",
                    "media",
                    form={"description": item.alt_text} if item.alt_text else None,
                    files={"file": (f"{number}{ENDINGS.get(item.mime, item.path.suffix)}", file, item.mime)}
                    if picture is None
                    else {"file": (f"{number}.jpg", file, "image/jpeg")},
                    deadline_s=min(60.0 + size / _UPLOAD_BYTES_S, _LONGEST_UPLOAD_S),
                )
                found = answer.object()
        except OSError as error:
            raise Rejected("media.file_gone", sha256=item.sha256, reason="file") from error
        if not isinstance(found.get("id"), str):
            raise NotExecuted("network.not_json", host=calls.host, status=answer.status, kind=answer.kind)
        return Receipt(found["id"], None, self._http.now())

    def _made_to_fit(self, calls: Calls, item: Attachment) -> bytes | None:
        """A picture that is larger than the server takes, made smaller; None: the file goes as it is."""
        limit = facts_of(calls.facts).image_bytes
        if limit is None or not item.mime.startswith("image/") or item.path.stat().st_size <= limit:
            return None
        found = fitting(item.path, item.mime, limit)
        return None if found is None else found[0]

    def _wait(self, calls: Calls, files: list[str]) -> Receipt:
        """Whether the server is done with every file (PUB-12): 206 while it is not. Some servers, done at once, know no such
        question; a file that is really gone makes them refuse the post."""
        for number in files:
            path = f"/api/v1/media/{quote(number, safe='')}"
            answer = calls.prepare("GET", path, "api", {**PREPARING, 404: Proof.DONE})
            if answer.status == 206:
                raise StillWorking("mastodon.still_working", _ASK_AGAIN_S, host=calls.host)
        return Receipt(READY, None, self._http.now())


def _status(remote_id: str) -> str:
    return f"/api/v1/statuses/{quote(remote_id, safe='')}"
