"""`szpalta advice`: when to publish, in which format, how often, from own data and with what it rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.kpi import FigureFilters
from app.domain.networks import Network

if TYPE_CHECKING:
    from app.cli.context import Run
    from app.cli.parser import Commands
    from app.domain.advice import Evidence, Interval, TimeTest


def register(commands: Commands) -> None:
    t = commands.words.t
    advice = commands.family("advice", t("what the own data say of times, formats and frequency"))
    for name, told, handler in (
        ("time", t("when to publish: weekday and part of the day"), tell_times),
        ("formats", t("formats beside each other, and the usual advice"), tell_formats),
        ("cadence", t("how weekly results went with the number of posts"), tell_pace),
    ):
        command = advice.add(name, told, handler)
        command.add_argument("--profile", action="append", metavar="P")
        command.add_argument("--network", action="append", choices=[network.value for network in Network])
    zone = advice.add("zone", t("where the audience of a profile is; without ZONE it says so"), choose_zone)
    zone.add_argument("profile", metavar="PROFILE")
    zone.add_argument(
        "zone", nargs="?", metavar="ZONE", help=t("such as Europe/Lisbon, or `own` for that of the profile")
    )


def tell_times(run: Run) -> None:
    from app.system.advice_words import activity_sentence, time_sentences

    rows = run.app.advice.times(run.actor, _filters(run))

    def tell() -> None:
        for row in rows:
            place = _heading(run, row.network, row.metric, row.timing.evidence)
            days = run.formats.days(row.period.first, row.period.last)
            zone = row.zone or run.words.t("several zones")
            run.out.line(f"{place} · {days} · {zone}")
            for sentence in time_sentences(row.timing, run.words, run.formats):
                run.out.line(f"  {sentence}")
            if row.activity is not None:
                run.out.line(f"  {activity_sentence(row.activity, run.words)}")
            for test in row.timing.tests:
                _tell_test(run, test)
        _nothing(run, rows)

    run.show([{**_plain(row), "evidence": row.timing.evidence} for row in rows], tell)


def _tell_test(run: Run, test: TimeTest) -> None:
    from app.system.advice_words import when

    t = run.words.t
    run.out.table(
        (t("Time"), t("Posts"), t("Over the average"), t("90% from"), t("90% to")),
        [(when(row, run.formats), run.formats.number(row.n), *_interval(run, row.uplift)) for row in test.levels],
        right=(1, 2, 3, 4),
    )


def _interval(run: Run, interval: Interval | None) -> tuple[str, str, str]:
    from app.system.advice_words import factor

    if interval is None:
        return run.words.t("too few"), "–", "–"
    middle, low, high = (factor(value, run.formats) for value in (interval.middle, interval.low, interval.high))
    return middle, low, high


def tell_formats(run: Run) -> None:
    from app.system.advice_words import format_sentences, format_word

    rows = run.app.advice.formats(run.actor, _filters(run))
    t, formats = run.words.t, run.formats

    def tell() -> None:
        for advice in rows:
            days = formats.days(advice.period.first, advice.period.last)
            run.out.line(f"{_heading(run, advice.network, advice.metric, advice.evidence)} · {days}")
            for sentence in format_sentences(advice, run.words, formats):
                run.out.line(f"  {sentence}")
            run.out.table(
                (t("Format"), t("Posts"), t("Median"), t("90% from"), t("90% to"), t("Usual advice")),
                [
                    (
                        format_word(row.format, run.words),
                        formats.number(row.n),
                        _rated(run, row.median, advice.metric),
                        _rated(run, row.interval.low if row.interval else None, advice.metric),
                        _rated(run, row.interval.high if row.interval else None, advice.metric),
                        t("yes") if row.usual else "",
                    )
                    for row in advice.rows
                ],
                right=(1, 2, 3, 4),
            )
        _nothing(run, rows)

    run.show([_plain(row) for row in rows], tell)


def tell_pace(run: Run) -> None:
    from app.system.advice_words import evidence_word, pace_sentences

    rows = run.app.advice.pace(run.actor, _filters(run))
    names = {row.id: f"{row.network.value}/{row.handle}" for row in run.app.profiles.profiles(run.actor)}

    def tell() -> None:
        for row in rows:
            run.out.line(f"{names.get(row.profile_id, row.profile_id)} · {evidence_word(row.evidence, run.words)}")
            for sentence in pace_sentences(row, run.words, run.formats):
                run.out.line(f"  {sentence}")
        _nothing(run, rows)

    run.show([_plain(row) for row in rows], tell)


def choose_zone(run: Run) -> None:
    """Without a zone it only says which holds."""
    profile = run.profile(run.options.profile)
    wanted = run.options.zone
    if wanted is not None:
        run.app.advice.choose_zone(run.actor, profile.id, None if wanted == "own" else wanted)
    zone = run.app.advice.zone_of(run.actor, profile.id)
    told = run.words.t("Times of {profile} are told in the zone {zone}.", profile=profile.name, zone=zone)
    run.show({"profile_id": profile.id, "zone": zone}, lambda: run.out.line(told))


def _filters(run: Run) -> FigureFilters:
    options = run.options
    return FigureFilters(
        profile_ids=tuple(run.profile(name).id for name in options.profile) if options.profile else None,
        networks=tuple(options.network) if options.network else None,
    )


def _heading(run: Run, network: str, metric: str, evidence: Evidence) -> str:
    from app.cli.kpi_dictionary import network_name
    from app.system.advice_words import evidence_word
    from app.system.figure_words import measure

    return f"{network_name(run, network)} · {measure(metric, run.words)} · {evidence_word(evidence, run.words)}"


def _rated(run: Run, value: float | None, metric: str) -> str:
    from app.system.dashboard_words import figure
    from app.system.figure_words import RATES

    return figure(value, "percent" if metric in RATES else "count", run.formats)


def _plain(row: object) -> dict[str, object]:
    from app.cli.output import json_value

    found = json_value(row)
    return found if isinstance(found, dict) else {}


def _nothing(run: Run, rows: object) -> None:
    if not rows:
        run.out.line(run.words.t("There are no posts with figures in this time."))
