"""Google Analytics with its # lines and many tables, and Meta Ads with days and currency in every row."""

from datetime import date
from pathlib import Path

import pytest

from app.domain.errors import BadInput
from app.domain.imports import ImportedAudience, RowProblem
from app.exchange.imports import recognise
from tests.exchange.imports.exports import days, groups, imported, saved, workbook

LINE = "# ----------------------------------------\n"
PREAMBLE = f"{LINE}# Traffic acquisition\n# Account: Jesion\n# Property: Sklep\n{LINE}#\n# All Users\n"
PERIOD = "# Start date: 20240101\n# End date: 20240131\n"


def codes(items: list[object]) -> list[str]:
    return [item.code for item in items if isinstance(item, RowProblem)]


def test_a_report(tmp_path: Path) -> None:
    path = saved(
        tmp_path,
        f"{PREAMBLE}{PERIOD}"
        "Session primary channel group (Default Channel Group),Sessions,Engaged sessions,Engagement rate,Total revenue\n"
        "Organic Search,1200,600,0.5,10.25\nDirect,300,100,0.3333,0\n(not set),5,0,0,0\n",
    )
    ((source, items),) = imported(path)
    assert source == "ga4.breakdown"
    (first, *_) = items
    assert isinstance(first, ImportedAudience)
    assert (first.first_day, first.last_day) == (date(2024, 1, 1), date(2024, 1, 31))
    sessions = [row for row in groups(items) if row[2] == "Sessions"]
    assert [(row[1], row[3]) for row in sessions] == [("Organic Search", 1200), ("Direct", 300), ("(not set)", 5)]
    assert [row[3] for row in groups(items) if row[2] == "Engagement rate"] == [0.5, 0.3333, 0]


def test_visits_without_a_landing_page_count_too(tmp_path: Path) -> None:
    rows = "/shop,845,0.1\n/,544,0.2\n(not set),113,0\n,13,0\n/blog,10,0\n"
    ((_, items),) = imported(
        saved(tmp_path, f"{PERIOD}Landing page,Sessions,Session key event rate\n{rows},1525,0.12\n")
    )
    sessions = [row for row in groups(items) if row[2] == "Sessions"]
    assert (sum(row[3] for row in sessions), [row[1] for row in sessions][2:4]) == (
        1525,
        ["(not set)", "(not set) (2)"],
    )
    assert codes(items) == ["import.total_row"]


def test_a_snapshot_with_many_tables(tmp_path: Path) -> None:
    path = saved(
        tmp_path,
        f"{PREAMBLE}{PERIOD}Nth day,Active users\n0000,10\n0001,12\n\n"
        f"{PERIOD}Nth week,New users\n0000,70\n0001,84\n"
        f"{PERIOD}First user primary channel group (Default Channel Group),New users\nDirect,80\nReferral,74\n"
        "# All Users\n# Start date: 20240201\n# End date: 20240229\n"
        "Country,Active users\nPoland,9\nGermany,3\n\n"
        f"{PERIOD}Page title and screen class,Views\nMydło | Sklep,40\nMydło | Sklep,2\n"
        f"{PERIOD}Active users,New users\n154,20\n"
        f"{PERIOD}A dimension of the future,A figure of the future\nx,5\ny,6\n",
    )
    tables = imported(path)
    assert [source for source, _ in tables] == [
        "ga4.days", "ga4.day_breakdown", "ga4.breakdown", "ga4.breakdown", "ga4.breakdown", "ga4.breakdown", "ga4.breakdown",
    ]  # fmt: skip
    by_day, by_week, channels, countries, pages, totals, future = (items for _, items in tables)
    assert days(by_day) == [("2024-01-01", {"Active users": 10}), ("2024-01-02", {"Active users": 12})]
    week = by_week[1]
    assert isinstance(week, ImportedAudience)
    assert (week.dimension, week.bucket, week.first_day, week.last_day, week.value) == (
        "week", "2024-01-07", date(2024, 1, 7), date(2024, 1, 13), 84,
    )  # fmt: skip
    assert [row[3] for row in groups(channels)] == [80, 74]
    germany = countries[1]
    assert isinstance(germany, ImportedAudience)
    assert (germany.dimension, germany.bucket, germany.first_day) == ("country", "Germany", date(2024, 2, 1))
    assert [(row[1], row[3]) for row in groups(pages)] == [("Mydło | Sklep", 40), ("Mydło | Sklep (2)", 2)]
    assert [row[:4] for row in groups(totals)] == [
        ("period_total", "all", "Active users", 154), ("period_total", "all", "New users", 20),
    ]  # fmt: skip
    assert [row[:4] for row in groups(future)] == [
        ("a dimension of the future", "x", "A figure of the future", 5),
        ("a dimension of the future", "y", "A figure of the future", 6),
    ]


def test_an_exploration_with_its_grand_total_first(tmp_path: Path) -> None:
    path = saved(
        tmp_path,
        f"{LINE}# Free form 1\n# Sklep\n# 20240101-20240131\n{LINE}\n"
        "Event name,Country,Event count,Total users,\n,,30,9,Grand total\nview,Poland,20,5,\nview,,10,4,\n",
    )
    ((source, items),) = imported(path)
    assert source == "ga4.breakdown" and codes(items) == ["import.total_row"]
    assert [row[:4] for row in groups(items) if row[2] == "Event count"] == [
        ("event name · country", "view · Poland", "Event count", 20),
        ("event name · country", "view · (not set)", "Event count", 10),
    ]


def test_days_of_an_exploration_are_calendar_days(tmp_path: Path) -> None:
    path = saved(
        tmp_path,
        f"{LINE}# Free form 1\n# 20240101-20240131\n{LINE}\nDate,Sessions\nGrand total,7\n20240105,3\n20240106,4\n",
    )
    ((source, items),) = imported(path)
    assert (source, days(items)) == ("ga4.days", [("2024-01-05", {"Sessions": 3}), ("2024-01-06", {"Sessions": 4})])
    assert codes(items) == ["import.total_row"]


def test_a_report_in_polish_without_its_preamble(tmp_path: Path) -> None:
    path = saved(
        tmp_path,
        "Domyślna grupa kanałów sesji;Sesje;Współczynnik zaangażowania\nOrganic Search;1 200;0,5\nDirect;300;0,25\n",
        "cp1250",
    )
    ((source, items),) = imported(path)
    assert source == "ga4.breakdown"
    assert [row[3] for row in groups(items)] == [1200, 0.5, 300, 0.25]


def test_the_polish_preamble(tmp_path: Path) -> None:
    path = saved(
        tmp_path, f"{LINE}# Data rozpoczęcia: 20240101\n# Data zakończenia: 20240131\nN-ty dzień,Sesje\n0000,4\n"
    )
    ((_, items),) = imported(path)
    assert days(items) == [("2024-01-01", {"Sesje": 4})]


ADS = (
    '"Reporting starts","Reporting ends","Ad name","Ad delivery","Ad Set Name",Bid,"Bid type","Ad set budget",'
    '"Ad set budget type","Last significant edit","Attribution setting",Results,"Result indicator",Reach,Impressions,'
    '"Cost per results","Quality ranking","Engagement rate ranking","Conversion rate ranking","Amount spent (UAH)",Ends,'
    '"Landing page views"\n'
)
ROWS = (
    "2024-03-01,2024-03-31,,,,,,,,,,,,900,2500,,,,,300.5,,12\n"
    "2024-03-01,2024-03-31,Mydło,active,Kobiety,0,ABSOLUTE_OCPM,100,Daily,2024-03-02T10:00:00,7-day click,"
    "40,actions:post_engagement,500,1500,5.01,-,-,-,200.5,Ongoing,7\n"
    "2024-03-01,2024-03-31,Mydło,inactive,Mężczyźni,0,ABSOLUTE_OCPM,100,Daily,2024-03-02T10:00:00,7-day click,"
    "4,actions:link_click,400,1000,25,Average,-,-,100,Ongoing,5\n"
)


def test_ads_keep_results_of_different_kinds_apart(tmp_path: Path) -> None:
    ((source, items),) = imported(saved(tmp_path, ADS + ROWS))
    assert source == "ads.breakdown" and codes(items) == ["import.total_row"]
    found = groups(items)
    assert {row[0] for row in found} == {"ad · ad_set"}
    assert {row[1] for row in found} == {"Mydło · Kobiety", "Mydło · Mężczyźni"}
    assert [row[2:4] for row in found if row[2].startswith("Results")] == [
        ("Results (actions:post_engagement)", 40), ("Results (actions:link_click)", 4),
    ]  # fmt: skip
    for metric, total in (("Amount spent (UAH)", 300.5), ("Impressions", 2500), ("Landing page views", 12)):
        assert sum(row[3] for row in found if row[2] == metric) == total
    first = next(item for item in items if isinstance(item, ImportedAudience))
    assert (first.first_day, first.last_day) == (date(2024, 3, 1), date(2024, 3, 31))


def test_ads_by_region_and_month(tmp_path: Path) -> None:
    path = workbook(
        tmp_path,
        {
            "Raw Data Report": [
                ["Account name", "Region", "Month", "Reach", "Impressions", "Frequency", "Currency", "Amount spent (PLN)",
                 "Attribution setting", "Reporting starts", "Reporting ends"],
                ["Jesion", "Lublin", "2024-03-01 - 2024-03-31", "10", "20", "2", "PLN", "1.5", "7-day click", "2024-03-01",
                 "2024-03-31"],
                ["Jesion", "Lublin", "2024-04-01 - 2024-04-30", "11", "22", "2", "PLN", "2.5", "7-day click", "2024-04-01",
                 "2024-04-30"],
            ]
        },
    )  # fmt: skip
    ((source, items),) = imported(path)
    assert source == "ads.breakdown"
    assert [(row[1], row[3]) for row in groups(items) if row[2] == "Amount spent (PLN)"] == [
        ("Jesion · Lublin · 2024-03-01 - 2024-03-31", 1.5), ("Jesion · Lublin · 2024-04-01 - 2024-04-30", 2.5),
    ]  # fmt: skip


def test_ads_in_polish_by_day(tmp_path: Path) -> None:
    path = saved(
        tmp_path,
        "Nazwa kampanii,Dzień,Zasięg,Wyświetlenia,Typ wyniku,Wyniki,Wydana kwota (PLN),Kliknięcia linku,"
        'Początek raportowania,Koniec raportowania\nWiosna,2024-03-01,10,20,Zakup,1,"1 234,50",3,2024-03-01,2024-03-01\n'
        'Wiosna,2024-03-02,10,20,Zakup,--,"2,25",3,2024-03-02,2024-03-02\n',
    )
    (table,) = recognise(path)
    ((source, items),) = imported(path)
    assert (source, table.questions) == ("ads.day_breakdown", ())
    spent = [item for item in items if isinstance(item, ImportedAudience) and item.metric == "Wydana kwota (PLN)"]
    assert [(item.bucket, item.first_day, item.value) for item in spent] == [
        ("Wiosna", date(2024, 3, 1), 1234.5), ("Wiosna", date(2024, 3, 2), 2.25),
    ]  # fmt: skip


ADS_TOTALS = (
    "Campaign name,Day,Amount spent (EUR),Impressions,Results,Result indicator,Reporting starts,Reporting ends\n"
    ",,30.50,3000,,,2026-02-01,2026-02-02\n"
    "Wiosna,All,30.50,3000,5,reach,2026-02-01,2026-02-02\n"
    "Wiosna,2026-02-01,10.25,1000,2,reach,2026-02-01,2026-02-01\n"
    ",2026-02-02,20.25,2000,3,reach,2026-02-02,2026-02-02\n"
)


def test_rows_for_all_days_are_totals_and_a_campaign_named_once_stays_named(tmp_path: Path) -> None:
    ((source, items),) = imported(saved(tmp_path, ADS_TOTALS))
    assert source == "ads.day_breakdown"
    assert [item.line for item in items if isinstance(item, RowProblem)] == [2, 3]
    spent = [row for row in groups(items) if row[2] == "Amount spent (EUR)"]
    assert spent == [
        ("campaign", "Wiosna", "Amount spent (EUR)", 10.25, "count"),
        ("campaign", "Wiosna", "Amount spent (EUR)", 20.25, "count"),
    ]


def test_a_report_of_its_total_alone_is_kept_as_one(tmp_path: Path) -> None:
    lines = ADS_TOTALS.splitlines()
    ((_, items),) = imported(saved(tmp_path, "\n".join(lines[:2]) + "\n"))
    assert groups(items) == [
        ("period_total", "all", "Amount spent (EUR)", 30.5, "count"),
        ("period_total", "all", "Impressions", 3000, "count"),
    ]
    first = items[0]
    assert isinstance(first, ImportedAudience) and (first.first_day, first.last_day) == (
        date(2026, 2, 1),
        date(2026, 2, 2),
    )


def test_a_report_of_days_without_names(tmp_path: Path) -> None:
    path = saved(
        tmp_path,
        "Day,Impressions,Amount spent (PLN),Reporting starts,Reporting ends\n2026-02-01,7,1.5,2026-02-01,2026-02-01\n",
    )
    ((source, items),) = imported(path)
    assert (source, groups(items)) == (
        "ads.day_breakdown",
        [("day", "2026-02-01", "Impressions", 7, "count"), ("day", "2026-02-01", "Amount spent (PLN)", 1.5, "count")],
    )


@pytest.mark.parametrize(
    ("header", "dimension"),
    [
        (
            "Inicio del informe,Fin del informe,Nombre de la campaña,Edad,Importe gastado (EUR),Impresiones",
            "campaign · age",
        ),
        (
            "Início dos relatórios,Término dos relatórios,Nome do anúncio,Gênero,Valor usado (BRL),Impressões",
            "ad · gender",
        ),
        (
            "Auswertungsbeginn,Auswertungsende,Kampagnenname,Land,Ausgegebener Betrag (EUR),Impressionen",
            "campaign · country",
        ),
        (
            "Début des rapports,Fin des rapports,Nom de la campagne,Pays,Montant dépensé (EUR),Impressions",
            "campaign · country",
        ),
        (
            "Początek raportowania,Koniec raportowania,Nazwa kampanii,Wiek,Wydana kwota (PLN),Wyświetlenia",
            "campaign · age",
        ),
        ("date_start,date_stop,campaign_name,age,spend,impressions", "campaign · age"),
        ("Rapor Başlangıcı,Rapor Sonu,Kampanya Adı,Reklam Adı,Harcanan Tutar (TRY),Gösterim", "campaign · ad"),
        (
            "Начало отчетности,Окончание отчетности,Название кампании,Название объявления,Сумма затрат (USD),Показы",
            "campaign · ad",
        ),
        (
            "Anfang des Auswertungszeitraums,Ende des Auswertungszeitraums,Kampagnenname,Anzeigenname,"
            "Ausgegebener Betrag (EUR),Impressionen",
            "campaign · ad",
        ),
    ],
)
def test_advertisements_in_further_languages(tmp_path: Path, header: str, dimension: str) -> None:
    path = saved(
        tmp_path,
        f"{header}\n2026-02-01,2026-02-28,Wiosna,18-24,12.50,1000\n2026-02-01,2026-02-28,Wiosna,25-34,7.25,500\n",
    )
    ((source, items),) = imported(path)
    spent = header.split(",")[4]
    assert source == "ads.breakdown"
    assert [row for row in groups(items) if row[2] == spent] == [
        (dimension, "Wiosna · 18-24", spent, 12.5, "count"),
        (dimension, "Wiosna · 25-34", spent, 7.25, "count"),
    ]
    first = items[0]
    assert isinstance(first, ImportedAudience) and (first.first_day, first.last_day) == (
        date(2026, 2, 1),
        date(2026, 2, 28),
    )


def test_a_workbook_with_a_formatted_report_and_raw_data_is_read_once(tmp_path: Path) -> None:
    header = ["Campaign name", "Day", "Impressions", "Amount spent (PLN)", "Reporting starts", "Reporting ends"]
    rows = [
        ["Wiosna", "2026-02-01", 10, 1.5, "2026-02-01", "2026-02-01"],
        ["Wiosna", "2026-02-02", 20, 2, "2026-02-02", "2026-02-02"],
    ]
    path = workbook(
        tmp_path,
        {
            "Formatted Report": [
                ["Raport"],
                header,
                ["Wiosna", "All", 30, 3.5, "2026-02-01", "2026-02-02"],
                *([None, *row[1:]] for row in rows),
            ],
            "Raw Data Report": [
                [],
                [None, "Raport", "This is raw data.", None, "Report Period: Feb 1, 2026 - Feb 2, 2026"],
                [None, *header],
                *([None, *row] for row in rows),
            ],
        },
    )
    ((_, items),) = imported(path)
    assert [row[3] for row in groups(items) if row[2] == "Impressions"] == [10, 20]


@pytest.mark.parametrize(
    ("name", "first", "last"),
    [
        ("Raport-Jul-27-2026-to-Aug-2-2026.csv", date(2026, 7, 27), date(2026, 8, 2)),
        ("Raport-27-lip-2026-do-2-sie-2026 (1).csv", date(2026, 7, 27), date(2026, 8, 2)),
        ("raport 2026-07-27 2026-08-02.csv", date(2026, 7, 27), date(2026, 8, 2)),
        ("raport 2026.csv", None, None),
    ],
)
def test_a_report_saved_from_a_pivot_table_has_its_days_in_its_name(
    tmp_path: Path, name: str, first: date | None, last: date | None
) -> None:
    path = tmp_path / name
    path.write_text(
        "Nombre de la campaña,Importe gastado (USD),Impresiones,Alcance\n,30.5,300,90\nWiosna,20.5,200,80\nLato,10,100,40\n",
        encoding="utf-8",
    )
    ((source, items),) = imported(path)
    assert (source, codes(list(items))) == ("ads.breakdown", ["import.total_row"])
    assert [row[3] for row in groups(items) if row[2] == "Importe gastado (USD)"] == [20.5, 10]
    days_of = {(item.first_day, item.last_day) for item in items if isinstance(item, ImportedAudience)}
    assert days_of == {(first, last)}


def test_a_report_by_day_without_the_days_of_the_report(tmp_path: Path) -> None:
    path = saved(
        tmp_path,
        "Dzień,Nazwa reklamy,Wydana kwota (PLN),Wyświetlenia\n"
        '2026-09-20,Reklama 1,"11,52",1204\n2026-09-21,Reklama 1,"3,10",310\n',
    )
    ((source, items),) = imported(path)
    assert source == "ads.day_breakdown"
    assert [row[3] for row in groups(items) if row[2] == "Wydana kwota (PLN)"] == [11.52, 3.1]


def test_a_table_nobody_knows_ends_the_one_above_it(tmp_path: Path) -> None:
    """The dashboards of apps before 2020 name no days, and hold tables of other things below those that can be read."""
    path = saved(
        tmp_path,
        "# ---\n# Dashboard report\n# ---\nApp Version,Users\n1.0,7\n\n# Acquisition #\n"
        "Source,First Open,Lifetime Value (LTV)\n(direct),40,0\n\nCategory,Male\n18-24,1\n",
    )
    ((_, items),) = imported(path)
    assert [row[:4] for row in groups(items)] == [("app version", "1.0", "Users", 7)]


def test_a_short_row_below_a_named_campaign(tmp_path: Path) -> None:
    path = saved(
        tmp_path,
        "Day,Impressions,Amount spent (PLN),Campaign name\n2026-02-01,10,1.5,Wiosna\n2026-02-02,20,2.5\n",
    )
    ((_, items),) = imported(path)
    assert [row[1] for row in groups(items) if row[2] == "Impressions"] == ["Wiosna", "Wiosna"]


def test_counted_weeks_ask_for_their_first_day_when_the_lines_above_are_cut_off(tmp_path: Path) -> None:
    path = saved(tmp_path, "Nth week,Total revenue\n0024,81.7\n0025,76.97\n")
    (table,) = recognise(path)
    assert [question.name for question in table.questions if question.required] == ["first_day"]
    with pytest.raises(BadInput, match="question_unanswered"):
        imported(path)
    ((_, items),) = imported(path, first_day="2024-01-01")
    assert [str(item.first_day) for item in items if isinstance(item, ImportedAudience)] == ["2024-06-16", "2024-06-23"]
