"""Names and patterns of dates, durations and numbers per language, by the tables of the glossary.

Places stand in the form a sentence needs ("in Lisbon", "w Lizbonie"), because names are never declined by rule.
"""

from __future__ import annotations

from dataclasses import dataclass

NBSP = "\N{NO-BREAK SPACE}"
MINUS = "\N{MINUS SIGN}"
RANGE = "\N{EN DASH}"
NO_DATA = "\N{EN DASH}"


@dataclass(frozen=True, slots=True)
class Tables:
    """One language. Month and weekday lists start with January and Monday.

    `day_full` and the like are patterns of {weekday} {day} {month} {year}; `unit_*` are plural forms as `plural` picks.
    """

    weekdays: tuple[str, ...]
    weekdays_short: tuple[str, ...]
    months: tuple[str, ...]
    """Standing alone: "listopad 2026"."""
    months_of: tuple[str, ...]
    """After a day: "24 listopada"."""
    months_short: tuple[str, ...]
    day_month: str
    day_month_short: str
    day_short: str
    """A whole date in tables; {mm} and {dd} are two-digit numbers."""
    weekday_day: str
    weekday_day_short: str
    range_in_month: str
    """Two days of one month: {first}, {last}, {month}."""
    week: str
    near: tuple[str, str, str]
    """Yesterday, today, tomorrow."""
    day_before: str
    day_after: str
    group: str
    group_from: int
    """Digits from which thousands are separated."""
    decimal: str
    percent: str
    points: tuple[str, ...]
    scales: tuple[tuple[int, str], ...]
    """Large numbers in tiles: the unit and its ending, small to large."""
    units: dict[str, tuple[str, ...]]
    money_after: bool
    symbols: dict[str, str]
    quotes: tuple[str, str]


def _names(spaced: str) -> tuple[str, ...]:
    return tuple(spaced.split())


PL = Tables(
    weekdays=("poniedziałek", "wtorek", "środa", "czwartek", "piątek", "sobota", "niedziela"),
    weekdays_short=("pon.", "wt.", "śr.", "czw.", "pt.", "sob.", "niedz."),
    months=_names("styczeń luty marzec kwiecień maj czerwiec lipiec sierpień wrzesień październik listopad grudzień"),
    months_of=_names(
        "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia"
    ),
    months_short=_names("sty lut mar kwi maj cze lip sie wrz paź lis gru"),
    day_month="{day} {month}",
    day_month_short="{day} {month}",
    day_short="{dd}.{mm}.{year}",
    weekday_day="{weekday}, {day}",
    weekday_day_short="{weekday} {day}",
    range_in_month=f"{{first}}{RANGE}{{last}} {{month}}",
    week="tydz. {week}",
    near=("wczoraj", "dziś", "jutro"),
    day_before="poprzedniego dnia",
    day_after="następnego dnia",
    group=NBSP,
    group_from=5,
    decimal=",",
    percent="%",
    points=(f"{NBSP}pkt proc.",) * 3,
    scales=((10**3, f"{NBSP}tys."), (10**6, f"{NBSP}mln"), (10**9, f"{NBSP}mld")),
    units={"s": ("s",) * 3, "min": ("min",) * 3, "h": ("godz.",) * 3, "day": ("dzień", "dni", "dni")},
    money_after=True,
    symbols={"PLN": "zł", "EUR": "€", "USD": "$", "GBP": "£", "CZK": "Kč"},
    quotes=("„", "”"),
)

EN = Tables(
    weekdays=("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    weekdays_short=("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
    months=_names("January February March April May June July August September October November December"),
    months_of=_names("January February March April May June July August September October November December"),
    months_short=_names("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec"),
    day_month="{day} {month}",
    day_month_short="{day} {month}",
    day_short="{day} {month_short} {year}",
    weekday_day="{weekday}, {day}",
    weekday_day_short="{weekday} {day}",
    range_in_month=f"{{first}}{RANGE}{{last}} {{month}}",
    week="week {week}",
    near=("yesterday", "today", "tomorrow"),
    day_before="the day before",
    day_after="the next day",
    group=",",
    group_from=4,
    decimal=".",
    percent="%",
    points=(f"{NBSP}pp", f"{NBSP}pp"),
    scales=((10**3, "k"), (10**6, "M"), (10**9, "B")),
    units={"s": ("s", "s"), "min": ("min", "min"), "h": ("h", "h"), "day": ("day", "days")},
    money_after=False,
    symbols={"EUR": "€", "USD": "$", "GBP": "£"},
    quotes=('"', '"'),
)

DE = Tables(
    weekdays=("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"),
    weekdays_short=("Mo.", "Di.", "Mi.", "Do.", "Fr.", "Sa.", "So."),
    months=_names("Januar Februar März April Mai Juni Juli August September Oktober November Dezember"),
    months_of=_names("Januar Februar März April Mai Juni Juli August September Oktober November Dezember"),
    months_short=_names("Jan. Feb. März Apr. Mai Juni Juli Aug. Sept. Okt. Nov. Dez."),
    day_month="{day}. {month}",
    day_month_short="{day}. {month}",
    day_short="{dd}.{mm}.{year}",
    weekday_day="{weekday}, {day}",
    weekday_day_short="{weekday} {day}",
    range_in_month=f"{{first}}.{RANGE}{{last}}. {{month}}",
    week="KW {week}",
    near=("gestern", "heute", "morgen"),
    day_before="am Vortag",
    day_after="am nächsten Tag",
    group=".",
    group_from=4,
    decimal=",",
    percent=f"{NBSP}%",
    points=(f"{NBSP}Prozentpunkt", f"{NBSP}Prozentpunkte"),
    scales=((10**3, f"{NBSP}Tsd."), (10**6, f"{NBSP}Mio."), (10**9, f"{NBSP}Mrd.")),
    units={"s": ("s", "s"), "min": ("Min.", "Min."), "h": ("Std.", "Std."), "day": ("Tag", "Tage")},
    money_after=True,
    symbols={"PLN": "PLN", "EUR": "€", "USD": "$", "GBP": "£"},
    quotes=("„", "“"),
)

TABLES: dict[str, Tables] = {"pl": PL, "en": EN, "de": DE}


def plural(language: str, count: int) -> int:
    """Which plural form `count` takes: pl 0 (1), 1 (2-4, not 12-14), 2 (others); en and de 0 (1) or 1."""
    if language != "pl":
        return 0 if count == 1 else 1
    if count == 1:
        return 0
    return 1 if 2 <= count % 10 <= 4 and not 12 <= count % 100 <= 14 else 2


PLACES: dict[str, tuple[str, str, str]] = {
    # IANA zone: Polish, English, German
    "Europe/Warsaw": ("w Warszawie", "in Warsaw", "in Warschau"),
    "Europe/Lisbon": ("w Lizbonie", "in Lisbon", "in Lissabon"),
    "Europe/London": ("w Londynie", "in London", "in London"),
    "Europe/Dublin": ("w Dublinie", "in Dublin", "in Dublin"),
    "Europe/Madrid": ("w Madrycie", "in Madrid", "in Madrid"),
    "Europe/Paris": ("w Paryżu", "in Paris", "in Paris"),
    "Europe/Berlin": ("w Berlinie", "in Berlin", "in Berlin"),
    "Europe/Vienna": ("w Wiedniu", "in Vienna", "in Wien"),
    "Europe/Zurich": ("w Zurychu", "in Zurich", "in Zürich"),
    "Europe/Brussels": ("w Brukseli", "in Brussels", "in Brüssel"),
    "Europe/Amsterdam": ("w Amsterdamie", "in Amsterdam", "in Amsterdam"),
    "Europe/Rome": ("w Rzymie", "in Rome", "in Rom"),
    "Europe/Prague": ("w Pradze", "in Prague", "in Prag"),
    "Europe/Bratislava": ("w Bratysławie", "in Bratislava", "in Bratislava"),
    "Europe/Budapest": ("w Budapeszcie", "in Budapest", "in Budapest"),
    "Europe/Copenhagen": ("w Kopenhadze", "in Copenhagen", "in Kopenhagen"),
    "Europe/Stockholm": ("w Sztokholmie", "in Stockholm", "in Stockholm"),
    "Europe/Oslo": ("w Oslo", "in Oslo", "in Oslo"),
    "Europe/Helsinki": ("w Helsinkach", "in Helsinki", "in Helsinki"),
    "Europe/Tallinn": ("w Tallinnie", "in Tallinn", "in Tallinn"),
    "Europe/Riga": ("w Rydze", "in Riga", "in Riga"),
    "Europe/Vilnius": ("w Wilnie", "in Vilnius", "in Vilnius"),
    "Europe/Kyiv": ("w Kijowie", "in Kyiv", "in Kyjiw"),
    "Europe/Bucharest": ("w Bukareszcie", "in Bucharest", "in Bukarest"),
    "Europe/Sofia": ("w Sofii", "in Sofia", "in Sofia"),
    "Europe/Athens": ("w Atenach", "in Athens", "in Athen"),
    "Europe/Istanbul": ("w Stambule", "in Istanbul", "in Istanbul"),
    "America/New_York": ("w Nowym Jorku", "in New York", "in New York"),
    "America/Chicago": ("w Chicago", "in Chicago", "in Chicago"),
    "America/Los_Angeles": ("w Los Angeles", "in Los Angeles", "in Los Angeles"),
    "America/Toronto": ("w Toronto", "in Toronto", "in Toronto"),
    "America/Sao_Paulo": ("w São Paulo", "in São Paulo", "in São Paulo"),
    "Asia/Dubai": ("w Dubaju", "in Dubai", "in Dubai"),
    "Asia/Kolkata": ("w Kalkucie", "in Kolkata", "in Kalkutta"),
    "Asia/Singapore": ("w Singapurze", "in Singapore", "in Singapur"),
    "Asia/Hong_Kong": ("w Hongkongu", "in Hong Kong", "in Hongkong"),
    "Asia/Tokyo": ("w Tokio", "in Tokyo", "in Tokio"),
    "Australia/Sydney": ("w Sydney", "in Sydney", "in Sydney"),
    "UTC": ("UTC", "UTC", "UTC"),
}
_ORDER = ("pl", "en", "de")


def place(zone_name: str, language: str) -> str:
    """Where a zone is, in words; an unlisted zone by its IANA name."""
    known = PLACES.get(zone_name)
    return known[_ORDER.index(language)] if known else zone_name
