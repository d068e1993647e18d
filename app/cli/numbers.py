"""`szpalta kpi`: what the stored figures say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.cli import kpi_dictionary, values
from app.cli.number_lists import tell_rows
from app.domain.audience_tables import UNITS_OF_KPIS
from app.domain.days import local_day
from app.domain.figure_basis import OF_DAYS, OF_PROFILES, is_of_groups
from app.domain.kpi import FigureFilters, Period
from app.domain.networks import Format, Network

if TYPE_CHECKING:
    from app.cli.context import Run
    from app.cli.parser import Commands
    from app.domain.kpi import KpiValue

GROUPS = ("day", "week", "month", "network", "profile", "format", "persona", "pillar", "campaign", "weekday", "paid")
_DIGITS = {"percent": 3, "per_1000": 3, "ratio": 3, "per_week": 2, "seconds": 1}


def register(commands: Commands) -> None:
    t = commands.words.t
    kpi = commands.add("kpi", t("compute KPIs; `list` lists them all, `show NAME` tells of one"), compute)
    kpi.add_argument("names", nargs="*", metavar="NAME")
    kpi.add_argument("--from", dest="first", metavar="DAY", help=t("first day; that of the data if absent"))
    kpi.add_argument("--to", dest="last", metavar="DAY", help=t("last day; that of the data if absent"))
    kpi.add_argument("--by", metavar="GROUP", help=t("one value for each: {groups}", groups=", ".join(GROUPS)))
    kpi.add_argument("--profile", action="append", metavar="P")
    kpi.add_argument("--network", action="append", choices=[network.value for network in Network])
    kpi.add_argument("--format", action="append", choices=[kind.value for kind in Format])
    kpi.add_argument("--paid", choices=("paid", "organic"), help=t("only paid or only organic posts"))
    kpi.add_argument("--persona", metavar="P")
    kpi.add_argument("--pillar", metavar="PILLAR")
    kpi.add_argument("--campaign", metavar="C")


def compute(run: Run) -> None:
    names = run.options.names
    if not names or names == ["list"]:
        kpi_dictionary.list_all(run)
        return
    filters = _filters(run)
    if names[0] == "list" or (names[0] == "show" and len(names) != 2):
        raise run.wrong(run.words.t("Say one KPI after `show`, and none after `list`."))
    if names[0] == "show":
        kpi_dictionary.show(run, names[1], filters)
        return
    period = _period(run, filters)
    found = run.app.measuring.kpi(run.actor, run.options.names, period.first, period.last, run.options.by, filters)
    run.show([record(value, period, filters) for value in found], lambda: _tell(run, found, period, filters))


def _filters(run: Run) -> FigureFilters:
    from app.cli import pillars, post_records

    options = run.options
    return FigureFilters(
        profile_ids=tuple(run.profile(name).id for name in options.profile) if options.profile else None,
        networks=tuple(options.network) if options.network else None,
        formats=tuple(options.format) if options.format else None,
        paid=None if options.paid is None else options.paid == "paid",
        persona_id=post_records.persona_id(run, options.persona) if options.persona else None,
        pillar_id=pillars.pillar_id(run, options.pillar) if options.pillar else None,
        campaign_id=post_records.campaign_id(run, options.campaign) if options.campaign else None,
    )


def _period(run: Run, filters: FigureFilters) -> Period:
    """The days asked for; where none are, all the data there is."""
    first = values.optional_day(run, run.options.first)
    last = values.optional_day(run, run.options.last)
    if first is None or last is None:
        today = local_day(run.clock.now(), run.zone)
        spans = [run.app.measuring.extent(run.actor, filters)]
        if UNITS_OF_KPIS.keys() & set(run.options.names):
            spans.append(run.app.measuring.table_days(run.actor, filters))
        there = Period.around(span for span in spans if span) or Period(today, today)
        first, last = first or there.first, last or there.last
    return Period(first, last)


def record(value: KpiValue, period: Period, filters: FigureFilters) -> dict[str, object]:
    """A KPI as JSON: stable English keys and texts, days as ISO dates, unknown as null."""
    return {
        "kpi": value.kpi,
        "value": value.value,
        "unit": value.unit,
        "formula": value.formula,
        "denominator": value.denominator,
        "n_used": value.n_used,
        "n_left_out": value.left_out,
        "period": {"from": period.first, "to": period.last},
        "filters": filters,
        "group": _group(value),
        "flags": value.flags,
        "rows": value.rows,
        "breaks": value.breaks,
    }


def _group(value: KpiValue) -> dict[str, object] | None:
    """Which part of the whole a value is for; None without `--by`."""
    told = value.group
    if not told:
        return None
    names = {"by": "by", "key": "key", "label": "label", "from": "first", "to": "last"}
    if told.get("by") == "profile":
        names |= {"network": "network", "handle": "handle"}
    return {name: told.get(own) for name, own in names.items()}


def _tell(run: Run, found: list[KpiValue], period: Period, filters: FigureFilters) -> None:
    t = run.words.t
    run.out.line(run.formats.days(period.first, period.last))
    lists = [value for value in found if value.rows and value.unit in ("posts", "groups")]
    single = [value for value in found if value not in lists]
    names = _profile_names(run)
    known = {value.kpi: value for value in sorted(found, key=_computed)}
    told = {kpi: kpi_dictionary.title_and_formula(run, known[kpi]) for kpi in dict.fromkeys(row.kpi for row in found)}
    grouped, asked = any(value.group for value in single), _asked(run, filters)
    rows = [
        (
            told[value.kpi][0],
            *([_label(run, value, names)] if grouped else []),
            _number(run, value),
            run.formats.number(value.n_used),
            _left_out(run, value, asked),
        )
        for value in single
    ]
    if rows:
        headers = (t("KPI"), *([t("Group")] if grouped else []), t("Value"), "n", t("Left out"))
        run.out.table(headers, rows, right=(len(headers) - 3, len(headers) - 2))
    for value in lists:
        run.out.line(f"{told[value.kpi][0]}  {_label(run, value, names)}".rstrip())
        tell_rows(run, value.rows, names, UNITS_OF_KPIS.get(value.kpi, ""))
    for doubt in _doubts(run, found):
        run.out.line(f"! {doubt}")
    for title, formula in told.values():
        run.out.line(f"{title} = {formula}")


def _computed(value: KpiValue) -> bool:
    """Groups of which nothing is known come first: they do not say how the others were computed."""
    return value.value is not None


def _doubts(run: Run, found: list[KpiValue]) -> list[str]:
    """What is doubtful, each kind once: counts of groups are added up, and of several KPIs the largest is told. Profiles share
    their days, and spans of time their profiles."""
    from app.system.figure_words import flag

    counts: dict[str, dict[str, int]] = {}
    for value in found:
        for name, count in value.flags.items():
            own = counts.setdefault(name, {})
            once = OF_DAYS if value.group.get("by") in ("profile", "network") else OF_PROFILES
            shared = name == "of_profiles" or name in once
            own[value.kpi] = max(own.get(value.kpi, 0), count) if shared else own.get(value.kpi, 0) + count
    return [flag(name, max(own.values()), run.words, run.formats) for name, own in counts.items()]


def _label(run: Run, value: KpiValue, profiles: dict[str, str]) -> str:
    """What a group is called; profiles of one name on several networks are told apart."""
    from app.system.figure_words import group_key

    group = value.group
    by, key = group.get("by", ""), group.get("key", "")
    if by == "profile" and key in profiles:
        return profiles[key]
    label = group.get("label", "")
    return group_key(by, key, run.words, run.formats) if label == key else label


def _profile_names(run: Run) -> dict[str, str]:
    return {str(row.id): f"{row.network.value}/{row.handle}" for row in run.app.profiles.profiles(run.actor)}


def _number(run: Run, value: KpiValue) -> str:
    exact = value.value
    if exact is None:
        return "–"
    if value.unit == "percent":
        return run.formats.percent(exact, 3)
    whole = float(exact).is_integer()
    return run.formats.number(exact, 0 if whole else _DIGITS.get(value.unit, 2))


def _asked(run: Run, filters: FigureFilters) -> dict[int, str]:
    """The profiles figures are asked of, by number, with their names."""
    return {
        row.id: f"{row.network.value}/{row.handle}"
        for row in run.app.profiles.profiles(run.actor)
        if (filters.profile_ids is None or row.id in filters.profile_ids)
        and (filters.networks is None or row.network.value in filters.networks)
    }


def _left_out(run: Run, value: KpiValue, asked: dict[int, str]) -> str:
    """Why so much is not in a figure; of counts of followers also which profiles have none."""
    from app.system.figure_words import all_left_out, why_unknown

    if value.value is None and is_of_groups(value):
        return why_unknown(value, run.words, run.formats)
    told = ", ".join([*all_left_out(value, run.words, run.formats), *_profiles_told(run, value)])
    there = {row.get("profile_id") for row in value.rows}
    silent = [name for number, name in asked.items() if number not in there]
    if value.kpi != "followers" or value.group or not silent:
        return told
    return f"{told} ({', '.join(silent)})"


def _profiles_told(run: Run, value: KpiValue) -> list[str]:
    """Of how many profiles there are daily figures, where it is not all."""
    without, told = value.flags.get("profiles_without", 0), value.flags.get("of_profiles", 1)
    if not without:
        return []
    every, number = told + without, run.formats.number
    return [
        run.words.n(
            "daily figures of {used} of {every} profile",
            "daily figures of {used} of {every} profiles",
            every,
            used=number(told),
            every=number(every),
        )
    ]
