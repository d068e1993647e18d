"""Posts as data and as lines on a terminal; used by every command that answers with posts."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from app.cli.output import one_line
from app.domain.workflow import PostState

if TYPE_CHECKING:
    from collections.abc import Iterable

    from app.cli.context import Run
    from app.domain.content import Decision, Post, Variant
    from app.domain.workspace import Profile


def record(post: Post, profiles: dict[int, Profile]) -> dict[str, object]:
    """A post as JSON: its keys are stable."""
    return {
        "id": post.id,
        "uid": post.uid,
        "brand_id": post.brand_id,
        "title": post.title,
        "text": post.text,
        "link": post.link,
        "state": post.state,
        "partly_published": post.partly,
        "due_at": post.due_at,
        "zone": post.zone,
        "wall_time": post.wall_time,
        "author_id": post.author_id,
        "edited_by": post.edited_by,
        "campaign_id": post.campaign_id,
        "pillar_id": post.pillar_id,
        "persona_ids": post.persona_ids,
        "media": [
            {"id": m.media_id, "file": m.file_name, "sha256": m.sha256, "alt_text": m.alt_text} for m in post.media
        ],
        "created_at": post.created_at,
        "changed_at": post.changed_at,
        "variants": [_variant(row, profiles) for row in post.variants],
    }


def _variant(variant: Variant, profiles: dict[int, Profile]) -> dict[str, object]:
    profile = profiles.get(variant.profile_id)
    return {
        "id": variant.id,
        "profile_id": variant.profile_id,
        "profile": None if profile is None else f"{profile.network.value}/{profile.handle}",
        "format": variant.format,
        "text": variant.text,
        "link": variant.link,
        "first_comment": variant.first_comment,
        "state": variant.state,
        "due_at": variant.due_at,
        "approved_at": variant.approved_at,
        "approved_by": variant.approved_by,
        "approved_by_author": variant.approved_by_author,
        "published_at": variant.published_at,
        "url": variant.remote_url,
    }


def done(run: Run, post: Post, sentence: str) -> None:
    """Says what was done and how the post stands now."""
    profiles = _profiles(run)

    def tell() -> None:
        run.out.line(sentence)
        _tell_states(run, post, profiles)

    run.show(record(post, profiles), tell)


def listed(run: Run, posts: list[Post]) -> None:
    profiles = _profiles(run)
    t = run.words.t

    def tell() -> None:
        if not posts:
            run.out.line(t("There are no such posts."))
            return
        run.out.table(
            (t("No."), t("Time"), t("State"), t("Profiles"), t("Post")),
            [
                (
                    str(post.id),
                    run.moment(_time(post)),
                    state(run, post.state, post.partly),
                    _networks(run, post.variants, profiles),
                    one_line(post.title or post.text),
                )
                for post in posts
            ],
            right=(0,),
        )

    run.show([record(post, profiles) for post in posts], tell)


def shown(run: Run, post: Post) -> None:
    """Everything about one post: texts, states, decisions, remarks."""
    profiles = _profiles(run)
    checks = run.app.approval.checks(run.actor, post.id)
    decisions = run.app.approval.decisions(run.actor, post.id)
    comments = run.app.planning.comments(run.actor, post.id)
    data = record(post, profiles) | {
        "checks": [
            {"profile_id": number, "code": row.code, "blocks": row.blocks, "data": row.data}
            for number, rows in checks.items()
            for row in rows
        ],
        "decisions": [_decided(row) for row in decisions],
        "comments": [{"id": row.id, "member_id": row.member_id, "text": row.text, "at": row.at} for row in comments],
    }

    def tell() -> None:
        members = {member.id: member.name for member in run.app.members.members()}
        _tell_post(run, post, members.get(post.author_id or 0, ""))
        _tell_states(run, post, profiles)
        for number, rows in checks.items():
            for row in rows:
                run.out.line(f"  ! {_profile_name(run, profiles.get(number))}: {_check(run, row.code, row.data)}")
        for decision in decisions:
            words = f": {decision.reason}" if decision.reason else ""
            named = members.get(decision.member_id or 0, "–")
            run.out.line(f"  {run.moment(decision.at)}  {_decision(run, decision.decision)}  {named}{words}")
        for comment in comments:
            run.out.line(f"  {run.moment(comment.at)}  {members.get(comment.member_id or 0, '–')}: {comment.text}")

    run.show(data, tell)


def _decided(row: Decision) -> dict[str, object]:
    return {
        "variant_id": row.variant_id,
        "member_id": row.member_id,
        "decision": row.decision,
        "reason": row.reason,
        "by_author": row.by_author,
        "at": row.at,
    }


def _tell_post(run: Run, post: Post, author: str) -> None:
    t = run.words.t
    run.out.facts(
        [
            (t("Post"), f"{post.id}  {post.title}".rstrip()),
            (t("State"), state(run, post.state, post.partly)),
            (t("Time"), run.moment(post.due_at) if post.due_at else ""),
            (t("Author"), author),
            (t("Link"), post.link or ""),
            (t("Media"), ", ".join(item.file_name for item in post.media)),
            (t("Text"), post.text),
        ]
    )


def _tell_states(run: Run, post: Post, profiles: dict[int, Profile]) -> None:
    """One line per profile, and where it can be read once it is out."""
    for variant in post.variants:
        at = variant.published_at or variant.due_at
        parts = [
            _profile_name(run, profiles.get(variant.profile_id)),
            state(run, variant.state),
            run.moment(at) if at else "",
            variant.remote_url or "",
        ]
        if variant.approved_by_author:
            parts.append(run.words.t("approved by its author"))
        run.out.line("  " + "  ".join(part for part in parts if part))


def state(run: Run, value: PostState, partly: bool = False) -> str:
    from app.system import labels

    return labels.post_state(value, run.words, partly=partly)


def _check(run: Run, code: str, data: dict[str, object]) -> str:
    from app.system.sentences import explain_code

    return explain_code(code, data, run.words, run.formats)


def _decision(run: Run, name: str) -> str:
    from app.system import labels

    return labels.word(labels.DECISIONS, name, run.words)


def _time(post: Post) -> datetime | None:
    times = [variant.published_at or variant.due_at for variant in post.variants]
    return min((at for at in times if at is not None), default=post.due_at)


def _networks(run: Run, variants: Iterable[Variant], profiles: dict[int, Profile]) -> str:
    from app.system import labels

    known = [profiles[row.profile_id] for row in variants if row.profile_id in profiles]
    return ", ".join(dict.fromkeys(labels.network(profile.network, run.words) for profile in known))


def _profile_name(run: Run, profile: Profile | None) -> str:
    from app.system import labels

    return "–" if profile is None else f"{labels.network(profile.network, run.words)} {profile.handle}"


def _profiles(run: Run) -> dict[int, Profile]:
    return {row.id: row for row in run.app.profiles.profiles(run.actor)}


def persona_id(run: Run, name: str) -> int:
    return run.app.personas.persona(run.actor, name).id


def campaign_id(run: Run, name: str) -> int:
    return run.app.campaigns.campaign(run.actor, name).id
