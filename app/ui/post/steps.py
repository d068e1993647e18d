"""The steps of a post as services and undo know them: what is done, and exactly how it is taken back."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from PySide6.QtGui import QImage

from app.domain.content import Media, Post
from app.domain.days import WallTime
from app.domain.delivery import Resolution
from app.domain.networks import Format
from app.domain.personas import Persona
from app.domain.workflow import PostState
from app.domain.workspace import Campaign, Label, Pillar
from app.services.campaigns import NewCampaign
from app.services.personas import NewPersona
from app.services.planning import NewPost, PostEdit, VariantEdit
from app.ui.changes import Change
from app.ui.places import PostPlace
from app.ui.post.kept_post import KeptPost
from app.ui.post.session import PostSession
from app.ui.tasks import Progress

Pairs = tuple[tuple[int, str], ...]


class PostSteps:
    """Everything a person does to the post besides typing. `unused`: called with a sentence when a step tells something."""

    def __init__(self, session: PostSession, went: Callable[[object], None], tell: Callable[[str], None]) -> None:
        self._session = session
        self._context = session.context
        self._services, self._actor = session.context.services, session.context.actor
        self._went, self._tell = went, tell

    # choices
    def pick(self, field: str, value: Any) -> None:
        """Personas, campaign, pillar or labels."""
        session, words = self._session, self._words
        names = {
            "persona_ids": words.t("Personas changed"),
            "campaign_id": words.t("Campaign changed"),
            "pillar_id": words.t("Content pillar changed"),
            "label_ids": words.t("Labels changed"),
        }
        before = session.field(field)
        if value == (before or 0 if field.endswith("_id") else before):
            return
        if session.post is None:
            session.type(field, value)
            session.changed.emit()
            return
        old = (before or 0) if field.endswith("_id") else before
        session.change(names[field], self._edit(**{field: value}), self._edit(**{field: old}))

    def add_new(self, field: str, name: str) -> None:
        """A persona, campaign, pillar or label of the post's brand, chosen for the post at once."""
        session, services, actor = self._session, self._services, self._actor
        brand = session.page.brand.id
        adds: dict[str, tuple[str, str, Callable[[], Persona | Campaign | Pillar | Label]]] = {
            "persona_ids": ("personas", "persona", lambda: services.personas.add(actor, NewPersona(brand, name))),
            "campaign_id": ("campaigns", "campaign", lambda: services.campaigns.add(actor, NewCampaign(brand, name))),
            "pillar_id": ("pillars", "brand", lambda: services.workspaces.add_pillar(actor, brand, name)),
            "label_ids": ("labels", "brand", lambda: services.strategy.add_label(actor, brand, name)),
        }
        rows, entity, add = adds[field]

        def added(new: Persona | Campaign | Pillar | Label) -> None:
            session.know(rows, new)
            one = field.endswith("_id")
            self.pick(field, new.id if one else tuple(sorted((*session.field(field), new.id))))
            self._context.bus.tell(Change(entity, brand if entity == "brand" else new.id))

        self._context.face.tasks.run(session, lambda report: add(), added, session.refused.emit)

    def set_time(self, when: WallTime | None, profile_id: int | None) -> None:
        session, services = self._session, self._services
        if session.post is None:
            session.begin_with(when=when)
            return
        chosen = None if profile_id is None else (profile_id,)
        if when is None:
            self._timed(
                self._words.t("Time taken away"), lambda n: services.scheduling.unschedule(self._actor, n, chosen)
            )
            return
        self._timed(self._words.t("New time"), lambda n: services.scheduling.schedule(self._actor, n, when, chosen))

    def set_profiles(self, wanted: Iterable[int]) -> None:
        """Where the post goes to. What a removed variant had comes back by undo."""
        session, planning = self._session, self._services.planning
        now, then = session.profile_ids, tuple(wanted)
        added, removed = [n for n in then if n not in now], [n for n in now if n not in then]
        if session.post is None:
            session.begin_with(profile_ids=then)
            return
        if not added and not removed:
            return
        kept = KeptPost(self._services, self._actor, session.own_media())

        def do(number: int) -> None:
            kept.note(number)
            for profile_id in added:
                planning.add_variant(self._actor, number, profile_id)
            for profile_id in removed:
                planning.remove_variant(self._actor, number, profile_id)

        def undo(number: int) -> None:
            for profile_id in added:
                planning.remove_variant(self._actor, number, profile_id)
            for profile_id in removed:
                kept.restore(number, profile_id)

        name = self._words.t("Profile taken off") if removed and not added else self._words.t("Profiles changed")
        session.change(name, do, undo)

    def set_format(self, profile_id: int, kind: Format) -> None:
        if self._session.post is None:
            self._session.type_own(profile_id, "format", kind)
            self._session.changed.emit()
            return
        self._edit_variant(self._words.t("Format changed"), profile_id, VariantEdit(format=kind))

    def follow(self, profile_id: int) -> None:
        """The variant takes the post's text, media and link again."""
        self._edit_variant(self._words.t("Own text given up"), profile_id, VariantEdit(follow=True))

    # media
    def set_media(self, media: Pairs, profile_id: int | None, name: str) -> None:
        session = self._session
        if session.post is None:
            session.type("media", media)
            session.changed.emit()
            return
        if profile_id is not None:
            self._edit_variant(name, profile_id, VariantEdit(media=media))
            return
        before = tuple(session.field("media"))
        reached = [n for n in session.profile_ids if session.own(n, "media") is None]
        session.change(name, self._edit(media=media), self._edit(media=before), content_of=reached)

    def add_files(self, files: Iterable[Path], profile_id: int | None, failed: Callable[[BaseException], None]) -> None:
        """Takes files into the library and puts them on the post."""
        wanted = list(files)

        def work(report: Progress) -> list[Media]:
            found = []
            for place, path in enumerate(wanted):
                report(place / len(wanted))
                found.append(self._services.media.add(self._actor, path))
            return found

        self._run_media(work, profile_id, failed)

    def add_picture(self, image: QImage, profile_id: int | None, failed: Callable[[BaseException], None]) -> None:
        """A picture from the clipboard."""
        name = self._words.t("pasted picture") + ".png"

        def work(report: Progress) -> list[Media]:
            with TemporaryDirectory() as folder:
                path = Path(folder) / name
                image.save(str(path), "PNG")  # type: ignore[call-overload]
                return [self._services.media.add(self._actor, path)]

        self._run_media(work, profile_id, failed)

    def add_known(self, media: Iterable[Media], profile_id: int | None) -> None:
        """Files of the library."""
        session, found = self._session, list(media)
        session.know_files(found)
        before = tuple(session.effective(profile_id, "media"))
        there = {number for number, _ in before}
        new = tuple((row.id, row.alt_text) for row in found if row.id not in there)
        if new:
            self.set_media((*before, *new), profile_id, self._words.t("Media added"))

    def _run_media(
        self, work: Callable[[Progress], list[Media]], profile_id: int | None, failed: Callable[[BaseException], None]
    ) -> None:
        self._context.face.tasks.run(
            self._session,
            work,
            lambda found: self.add_known(found, profile_id),
            failed,
            title=self._words.t("Adding files to the media library"),
        )

    # the way through review and time
    def submit(self, profile_ids: tuple[int, ...] | None = None) -> None:
        approval = self._services.approval
        self._session.change(
            self._words.t("Sent to review"),
            lambda n: approval.submit(self._actor, n, profile_ids),
            lambda n: approval.withdraw_submission(self._actor, n, profile_ids),
        )

    def resubmit(self, profile_ids: tuple[int, ...] | None = None) -> None:
        """What was sent back or rejected goes to review again, as it is written now."""
        services, session = self._services, self._session
        chosen = session.profile_ids if profile_ids is None else profile_ids

        def do(number: int) -> None:
            now = services.planning.post(self._actor, number)
            there = [row for row in now.variants if row.profile_id in chosen]
            rejected = tuple(row.profile_id for row in there if row.state is PostState.REJECTED)
            if rejected:
                services.scheduling.reopen(self._actor, number, rejected)
            services.approval.submit(self._actor, number, profile_ids)

        session.change(
            self._words.t("Sent to review"),
            do,
            lambda n: services.approval.withdraw_submission(self._actor, n, profile_ids),
        )

    def take_back(self, profile_ids: tuple[int, ...] | None = None) -> None:
        approval = self._services.approval
        self._session.change(
            self._words.t("Taken back from review"),
            lambda n: approval.withdraw_submission(self._actor, n, profile_ids),
            lambda n: approval.submit(self._actor, n, profile_ids),
        )

    def withdraw_approval(self, profile_ids: tuple[int, ...] | None = None) -> None:
        self._session.take(lambda n: self._services.approval.withdraw_approval(self._actor, n, "", profile_ids))

    def develop(self, profile_ids: tuple[int, ...] | None = None) -> None:
        self._session.take(lambda n: self._services.planning.develop(self._actor, n))

    def unschedule(self, profile_ids: tuple[int, ...] | None = None) -> None:
        scheduling = self._services.scheduling
        self._timed(
            self._words.t("Taken off the schedule"), lambda n: scheduling.unschedule(self._actor, n, profile_ids)
        )

    def hold(self, profile_ids: tuple[int, ...] | None = None) -> None:
        scheduling = self._services.scheduling
        self._session.change(
            self._words.t("Put on hold"),
            lambda n: scheduling.hold(self._actor, n, "", profile_ids),
            lambda n: scheduling.release(self._actor, n, profile_ids),
        )

    def release(self, profile_ids: tuple[int, ...] | None = None) -> None:
        scheduling = self._services.scheduling
        self._session.change(
            self._words.t("Resumed"),
            lambda n: scheduling.release(self._actor, n, profile_ids),
            lambda n: scheduling.hold(self._actor, n, "", profile_ids),
        )

    def reopen(self, profile_ids: tuple[int, ...] | None = None) -> None:
        self._session.take(lambda n: self._services.scheduling.reopen(self._actor, n, profile_ids))

    def cancel(self, profile_ids: tuple[int, ...] | None = None) -> None:
        """Undo brings back drafts and what was approved, and hands in again what was in review; the rest are drafts."""
        scheduling, approval = self._services.scheduling, self._services.approval
        kept = KeptPost(self._services, self._actor, {})

        def do(number: int) -> None:
            kept.note(number)
            scheduling.cancel(self._actor, number, "", profile_ids)

        def undo(number: int) -> None:
            before = kept.before
            chosen = [row for row in before.variants if profile_ids is None or row.profile_id in profile_ids]
            there = [row for row in chosen if row.state not in _ENDED]
            scheduling.uncancel(self._actor, number, tuple(row.profile_id for row in there))
            handed_in = tuple(row.profile_id for row in there if row.state is PostState.IN_REVIEW)
            if handed_in:
                approval.submit(self._actor, number, handed_in)

        self._session.change(self._words.t("Cancelled"), do, undo)

    def publish_now(self, profile_ids: tuple[int, ...] | None = None) -> None:
        """Makes it due and publishes what is due, in the background; the result is told by the post's state."""
        services = self._services

        def done(answer: object) -> None:
            self._context.face.tasks.run(
                self._session,
                lambda report: services.publishing.publish_due(),
                lambda report: self._published(report.paused),
                self._session.refused.emit,
                title=self._words.t("Publishing what is due"),
            )

        self._session.take(lambda n: services.scheduling.publish_now(self._actor, n, profile_ids), done)

    def _published(self, paused: bool) -> None:
        post = self._session.post
        if post is not None:
            self._context.bus.tell(Change("post", post.id), Change("delivery"))
        if paused:
            self._tell(self._words.t("Publishing is stopped for this workspace. Nothing went out."))

    def resolve(self, delivery_id: int, resolution: Resolution, reason: str, url: str | None) -> None:
        """What a person saw of a publication nobody is sure of."""

        def done(answer: object) -> None:
            if resolution is Resolution.SEND_AGAIN:
                self._context.face.tasks.run(
                    self._session,
                    lambda report: self._services.publishing.publish_due(),
                    lambda report: self._published(report.paused),
                    self._session.refused.emit,
                    title=self._words.t("Publishing what is due"),
                )

        self._session.take(
            lambda n: self._services.settling.resolve(self._actor, delivery_id, resolution, reason, url or None), done
        )

    def comment(self, text: str, done: Callable[[], None]) -> None:
        """A remark for the team; it waits for nothing that is being written."""
        post, services = self._session.post, self._services
        if post is None:
            return

        def stored(answer: None) -> None:
            done()
            self._context.bus.tell(Change("post", post.id))

        self._context.face.tasks.run(
            self._session,
            lambda report: services.planning.comment(self._actor, post.id, text),
            stored,
            self._session.refused.emit,
        )

    def duplicate(self) -> None:
        """A new draft with the same content and no time."""
        session = self._session
        new = NewPost(
            session.page.brand.id,
            str(session.field("text") or ""),
            str(session.field("title") or ""),
            session.profile_ids,
            session.field("link") or None,
            formats=tuple((n, session.kind(n)) for n in session.profile_ids),
            texts=tuple((n, text) for n in session.profile_ids if (text := session.own(n, "text")) is not None),
            persona_ids=tuple(session.field("persona_ids")),
            label_ids=tuple(session.field("label_ids")),
            campaign_id=session.field("campaign_id") or None,
            pillar_id=session.field("pillar_id") or None,
            media=tuple(session.field("media")),
        )
        session.save()

        def done(post: Post) -> None:
            self._context.bus.tell(Change("post", post.id))
            self._went(PostPlace(post.id))

        self._context.face.tasks.run(
            session, lambda report: self._services.planning.add(self._actor, new), done, session.refused.emit
        )

    # parts
    @property
    def _words(self) -> Any:
        return self._context.face.language.words

    def _edit(self, **fields: Any) -> Callable[[int], object]:
        return lambda number: self._services.planning.edit(self._actor, number, PostEdit(**fields))

    def _edit_variant(self, name: str, profile_id: int, edit: VariantEdit) -> None:
        kept = KeptPost(self._services, self._actor, self._session.own_media())

        def do(number: int) -> None:
            kept.note(number)
            self._services.planning.edit_variant(self._actor, number, profile_id, edit)

        self._session.change(name, do, lambda n: kept.put_back(n, profile_id), content_of=(profile_id,))

    def _timed(self, name: str, do: Callable[[int], object]) -> None:
        kept = KeptPost(self._services, self._actor, {})

        def noted(number: int) -> None:
            kept.note(number)
            do(number)

        def undo(number: int) -> None:
            before = kept.before
            movable = tuple(row.profile_id for row in before.variants if row.state not in _ENDED)
            self._services.scheduling.restore_times(self._actor, before, movable)

        self._session.change(name, noted, undo)


_ENDED = frozenset({PostState.CANCELLED, PostState.PUBLISHED, PostState.REMOVED, PostState.UNSURE})
