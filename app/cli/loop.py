"""The whole loop played once, each step checked by what it really did: for the demo without a window and for self-test."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from app.cli.loop_table import LoopRow, rates_of, write_table
from app.domain.days import local_day, wall_time
from app.domain.errors import NotPermitted, Refused, SzpaltaError
from app.domain.kpi import FigureFilters
from app.domain.networks import RULES, Connection, Format, Network
from app.domain.people import Actor, Member, Right
from app.domain.workflow import PostState
from app.system.formats import Formats
from app.system.sentences import explain

if TYPE_CHECKING:
    from app.build import App
    from app.domain.content import Post
    from app.domain.workspace import Profile
    from app.services.keeping import StoreKeeping
    from app.system.words import Words

FILE_HANDLE = "szpalta-loop"
RATES = ("engagement_rate_by_reach_median", "engagement_rate_by_reach_mean", "engagement_rate_by_reach_pooled")
_log = logging.getLogger("szpalta.loop")


@dataclass(frozen=True, slots=True)
class Check:
    """One step: `name` is stable, `told` a sentence about what came out."""

    name: str
    ok: bool
    told: str


class Unfulfilled(Exception):
    """A step ran, but what came out is not what should have; the text says what."""


class Loop:
    """Plays on an open workspace that has a Practice profile and two people who may approve; writes into `folder`."""

    def __init__(self, app: App, keeping: StoreKeeping, folder: Path, words: Words) -> None:
        self._app = app
        self._keeping = keeping
        self._folder = folder
        self._words = words
        self._post: Post | None = None
        self._imported: tuple[Profile, list[LoopRow]] | None = None

    def play(self) -> Iterator[Check]:
        """One check per step, as it happens; a step that fails does not stop those that can do without it."""
        for step in (
            self.plan,
            self.submit,
            self.four_eyes,
            self.approve,
            self.publish,
            self.sync,
            self.import_file,
            self.kpi,
            self.calendar,
            self.backup,
            self.restore,
        ):
            yield self._checked(step.__name__, step)

    def _checked(self, name: str, step: Callable[[], str]) -> Check:
        try:
            return Check(name, True, step())
        except Unfulfilled as problem:
            return Check(name, False, str(problem))
        except SzpaltaError as problem:
            return Check(name, False, f"{explain(problem, self._words)} ({problem.code})")
        except Exception as problem:
            _log.exception("step %s failed", name)
            return Check(name, False, f"{type(problem).__name__}: {problem}")

    # writing and review
    def plan(self) -> str:
        from app.services.planning import NewPost

        profile = self._practised()
        now = self._app.clock.now()
        at = Formats(self._words.language, profile.zone).moment_full(now)
        text = self._words.t("Played through by Szpalta on {at}.", at=at)
        new = NewPost(brand_id=profile.brand_id, title="Szpalta", text=text, profile_ids=(profile.id,))
        self._post = self._app.planning.add(self._author(), new)
        return self._words.t("post {id} written for {profile}", id=self._post.id, profile=profile.name)

    def submit(self) -> str:
        post = self._app.approval.submit(self._author(), self._written().id)
        self._expect(post.state is PostState.IN_REVIEW, post.state)
        return self._words.t("post {id} waits in review", id=post.id)

    def four_eyes(self) -> str:
        """The author tries to approve and must be refused."""
        post = self._written()
        try:
            self._app.approval.approve(self._author(), post.id)
        except (Refused, NotPermitted) as refusal:
            self._expect(refusal.code in ("post.four_eyes", "member.not_permitted"), refusal.code)
            return explain(refusal, self._words)
        raise Unfulfilled(self._words.t("the author could approve their own post"))

    def approve(self) -> str:
        post = self._written()
        brand = self._app.workspaces.brand(self._owner(), post.brand_id)
        names = []
        for member in self._approvers()[: brand.required_approvals]:
            self._app.approval.approve(Actor(member), post.id)
            names.append(member.name)
        now = self._app.planning.post(self._owner(), post.id)
        self._expect(now.state is PostState.APPROVED, now.state)
        return self._words.t("approved: {names}", names=", ".join(names))

    # out and back
    def publish(self) -> str:
        """Due now, published once, and a second run publishes nothing more of it."""
        app, post = self._app, self._written()
        app.scheduling.schedule(self._author(), post.id, wall_time(app.clock.now(), post.zone))
        app.publishing.publish_due()
        app.publishing.publish_due()
        variant = app.planning.post(self._owner(), post.id).variants[0]
        self._expect(variant.state is PostState.PUBLISHED, variant.state)
        profile = app.profiles.profile(self._owner(), variant.profile_id)
        account = app.practice_store.account(profile.network.value, profile.handle, app.clock.now())
        there = [  # the loop may have been played before within this minute, with the same words
            row
            for row in app.practice_store.posts(account.id, post.created_at, app.clock.now() + timedelta(minutes=1))
            if row.text == post.text
        ]
        self._expect(len(there) == 1, len(there))
        return self._words.t("on the Practice network once: {url}", url=variant.remote_url)

    def sync(self) -> str:
        profile = self._app.profiles.profile(self._owner(), self._written().variants[0].profile_id)
        [report] = self._app.syncing.sync(profile.id)
        self._expect(report.error is None, report.error)
        today = local_day(self._app.clock.now(), profile.zone)
        filters = FigureFilters(profile_ids=(profile.id,))
        posts, followers = self._app.measuring.kpi(self._owner(), ["posts", "followers"], today, today, filters=filters)
        self._expect(posts.value is not None and posts.value >= 1, posts.value)
        self._expect(followers.value is not None, followers.value)
        return self._words.t(
            "{followers} followers, {posts} posts today", followers=f"{followers.value:g}", posts=f"{posts.value:g}"
        )

    # numbers
    def import_file(self) -> str:
        """A table of our own making, read by the mapping that is proposed for it; a second time changes nothing."""
        app, owner = self._app, self._owner()
        file, rows = self._write_table()
        profile = self._file_profile(owner)
        mapping = app.importing.preview(file, profile_id=profile.id).mapping
        report = app.importing.run(owner, file, profile_id=profile.id, mapping=mapping)
        self._expect(report.rows_kept == len(rows), report.rows_kept)
        again = app.importing.run(owner, file, profile_id=profile.id, mapping=mapping)
        self._expect((again.posts_new, again.figures_new) == (0, 0), again.figures_new)
        self._imported = (profile, rows)
        return self._words.t("{rows} rows of {file} read, none of them twice", rows=len(rows), file=file.name)

    def kpi(self) -> str:
        """The engagement rates of the imported table against the same formulas worked out here."""
        if self._imported is None:
            raise Unfulfilled(self._words.t("there was nothing imported to compute from"))
        profile, rows = self._imported
        wanted = rates_of(rows)
        filters = FigureFilters(profile_ids=(profile.id,))
        found = self._app.measuring.kpi(self._owner(), RATES, rows[0].day, rows[-1].day, filters=filters)
        values = [row.value for row in found]
        fits = all(value is not None and abs(value - right) < 1e-9 for value, right in zip(values, wanted, strict=True))
        self._expect(fits, f"{values} ≠ {wanted}")
        own = self._app.measuring.kpi(self._owner(), ["interactions_median"], rows[0].day, rows[-1].day)
        median_shown = "–" if own[0].value is None else f"{own[0].value:g}"
        return self._words.t(
            "engagement by reach {rate}% beside a median of {median} interactions of all profiles",
            rate=Formats(self._words.language, "UTC").number(values[0], 3),
            median=median_shown,
        )

    # taking away
    def calendar(self) -> str:
        from app.services.calendars import CalendarChoice

        today = local_day(self._app.clock.now(), self._app.workspaces.workspace().zone)
        first, last = today - timedelta(days=30), today + timedelta(days=60)
        path = self._fresh("calendar.ics")
        choice = CalendarChoice()
        done = self._app.calendars.export(self._owner(), path, first, last, choice, language=self._words.language)
        content = path.read_bytes()
        self._expect(content.count(b"BEGIN:VEVENT") == done.entries, done.entries)
        self._expect(max(map(len, content.split(b"\r\n"))) <= 75, "75")
        planned = self._app.post_lists.write_csv(self._owner(), self._fresh("plan.csv"), first, last, choice)
        return self._words.t("{n} entries in {file}, {rows} rows beside it", n=done.entries, file=path, rows=planned)

    def backup(self) -> str:
        path = self._fresh("backup.zip")
        report = self._keeping.backup(self._app.store.address, path)
        self._expect(report.complete, report.unreadable or report.missing_media)
        return self._words.t("everything in {file}, read back", file=path)

    def restore(self) -> str:
        """A second workspace of the backup: whole, with the same posts, and stopped."""
        place = self._fresh("restored.szpalta")
        try:
            report = self._keeping.restore(self._folder / "backup.zip", str(place))
            check = self._keeping.check(str(place))
            self._expect(check.ok, [line.name for line in check.lines if not line.ok])
            with self._app.store.read() as work:
                posts = len(work.posts.ids())
            self._expect(report.rows.get("post") == posts, report.rows.get("post"))
        finally:
            _remove(place)
        return self._words.t("{posts} posts restored, every check passed", posts=posts)

    # parts
    def _expect(self, fulfilled: bool, found: object) -> None:
        if not fulfilled:
            raise Unfulfilled(self._words.t("this came out instead: {found}", found=found))

    def _written(self) -> Post:
        if self._post is None:
            raise Unfulfilled(self._words.t("there is no post to go on with"))
        return self._post

    def _practised(self) -> Profile:
        """A Practice profile that takes plain texts and has no trouble waiting."""
        store, now = self._app.practice_store, self._app.clock.now()
        for profile in self._app.profiles.profiles(self._owner()):
            if profile.connection is Connection.PRACTICE and Format.TEXT in RULES[profile.network].formats:
                account = store.account(profile.network.value, profile.handle, now)
                if not store.faults(account.id):
                    return profile
        raise Unfulfilled(self._words.t("no Practice profile takes texts"))

    def _owner(self) -> Actor:
        return Actor(next(row for row in self._app.members.members() if row.is_owner and row.active))

    def _author(self) -> Actor:
        """Whoever may write and schedule, the owner last."""
        brand_id = self._practised_brand()
        able = [row for row in self._active() if row.may(Right.WRITE, brand_id) and row.may(Right.SCHEDULE, brand_id)]
        return Actor(min(able, key=lambda row: (row.is_owner, row.id)))

    def _approvers(self) -> list[Member]:
        author, brand_id = self._author().member_id, self._practised_brand()
        return [row for row in self._active() if row.may(Right.APPROVE, brand_id) and row.id != author]

    def _practised_brand(self) -> int:
        return self._post.brand_id if self._post else self._practised().brand_id

    def _active(self) -> list[Member]:
        return [row for row in self._app.members.members() if row.active]

    def _file_profile(self, owner: Actor) -> Profile:
        from app.services.profiles import NewProfile

        known = [row for row in self._app.profiles.profiles(self._owner()) if row.handle == FILE_HANDLE]
        new = NewProfile(
            brand_id=self._practised_brand(),
            network=Network.OTHER,
            name=self._words.t("Played loop"),
            handle=FILE_HANDLE,
        )
        return known[0] if known else self._app.profiles.add_profile(owner, new)

    def _write_table(self) -> tuple[Path, list[LoopRow]]:
        """Four weeks of posts, one a day, that began 400 days ago."""
        start = local_day(self._app.clock.now(), self._app.workspaces.workspace().zone) - timedelta(days=400)
        path = self._fresh("figures.csv")
        return path, write_table(path, start)

    def _fresh(self, name: str) -> Path:
        """A path in the folder where nothing is."""
        self._folder.mkdir(parents=True, exist_ok=True)
        path = self._folder / name
        _remove(path)
        return path


def _remove(path: Path) -> None:
    """A file and, for a workspace, everything beside it that carries its name."""
    import shutil

    for found in path.parent.glob(f"{path.name}*"):
        if found.is_dir():
            shutil.rmtree(found)
        else:
            found.unlink()
