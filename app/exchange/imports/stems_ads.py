"""What a column of a report of Meta's advertisements means by the stems of its name, and what its buckets divide by."""

from __future__ import annotations

import re
from functools import lru_cache

from app.exchange.imports.aliases import normal

_REPORT = r"(?:report|raport|inform|relat[óo]ri|rapport|bericht|auswertung|rendicont|segnalaz|rapor|отч[её]т|звіт)"
_START = r"(?:start|begin|anfang|inicio|início|début|inizio|pocz|rozpocz|\bod\b|başlangı|начал|почат)"
_END = (
    r"(?:\bend|ende\b|\bfin\b|\bfim\b|término|encerramento|\bfine\b|koniec|zakończ|einde|slut|\bdo\b|"
    r"sonu|bitiş|оконч|конец|закінч|кінец)"
)
_DIMENSIONS = {
    "campaign": r"campa[ñn]a|campanha|campagne|kampagne|campagna|kampani|kampanj|campaign|kampanya|кампан",
    "ad_set": r"conjunto de an[uú]ncios|ensemble de pub|anzeigengruppe|gruppo di inserzioni|advertentieset|zestawu reklam|"
    r"\bad ?set\b|reklam seti|групп\w* объявлени|груп\w* оголошен",
    "ad": r"an[uú]ncio|publicité|\bpub\b|anzeige|inserzione|advertentie|reklam\w*|\bad\b|объявлени|оголошен",
    "account": r"hesap|аккаунт|cuenta|conta\b|compte|\bkonto|konta|\baccount\b",
    "country": r"pa[ií]s|pays|land|paese|kraj|country",
    "region": r"regi[óo]n|região|région|regione|regio|województwo|dma",
    "age": r"age|edad|idade|âge|alter|età|leeftijd|wiek",
    "gender": r"gender|sexo|g[ée]nero|gênero|sexe|genre|geschlecht|genere|sesso|geslacht|płeć",
    "month": r"month|mes|mês|mois|monat|mese|maand|miesiąc",
    "week": r"week|semana|semaine|woche|settimana|tydzień",
    "platform": r"platform\w*|plataforma|plateforme|plattform|piattaforma",
    "placement": r"placement|ubicaci[óo]n|posicionamento|platzierung|posizionamento|plaatsing|umiejscowienie|miejsce wyświetl\w*",
    "objective": r"objective|objetivo|objectif|ziel|obiettivo|doelstelling|cel",
}
_NAME = r"(?:name|nombre|nome|nom|naam|nazwa|namn|adı|названи[ея]|назва|имя)"
_NAMED = ("campaign", "ad_set", "ad", "account")
_STEMS = tuple(
    (re.compile(pattern), meaning)
    for pattern, meaning in (
        (rf"(?=.*{_REPORT})(?=.*{_START}).*", "period_start"),
        (rf"(?=.*{_REPORT})(?=.*{_END}).*", "period_end"),
        (r"d[ií]a|jour|tag|giorno|dag|den|gün|день", "day"),
        (r"(?:identif\w*|id)\b.*|.*[ -]id", "ignored"),
        (r".*(?:presupuesto|orçamento|budget|budżet|rozpočet).*", "ignored"),
        (r"(?:indica\w*|tipo|type|typ|resultat)\b.*(?:result|résult|risult|wynik).*|"
         r"(?:wskaźnik|typ|rodzaj) (?:wynik|rezultat)\w*|"
         r"ergebnis(?:typ|indikator)|resultaat(?:type|indicator)|sonuç (?:göstergesi|türü)", "indicator"),
        (r"impresiones|impressões|impressions|impressionen|impression|weergaven|exponeringar|zobrazení|"
         r"gösterim|показы|покази", "impressions"),
        (r"alcance|couverture|portée|reichweite|copertura|bereik|räckvidd|dosah|erişim|охват|охоплення", "reach"),
        (r"cli[ck]\w* (?:en (?:el )?|no |sur (?:le |un )?|sul )(?:enlace\w*|link|lien)|"
         r"link-?klicks?|linkklikken", "link_clicks"),
        (r"(?:clics|cliques|klicks|clic|klikken|klick) \((?:todos|tous|alle|tutti|alla)\)", "clicks"),
        (rf"{_NAME}\b.*(?:{'|'.join(_DIMENSIONS[one] for one in _NAMED)}).*", "bucket"),
        (rf"(?:{'|'.join(_DIMENSIONS[one] for one in _NAMED)})\w* {_NAME}", "bucket"),
        (r"(?:kampagnen|anzeigengruppen|anzeigen|konto|campagne|advertentie|advertentieset)(?:name|naam)", "bucket"),
        (rf"(?:{'|'.join(stem for one, stem in _DIMENSIONS.items() if one not in _NAMED)})", "bucket"),
        (rf"(?:inicio|início|début|start|beginn|inizio|początek|finalizaci[óo]n|término|fin|ende|fine|koniec|{_END})", "ignored"),
    )
)  # fmt: skip


@lru_cache(maxsize=2048)
def ads_meaning(header: str) -> str | None:
    """The meaning of a column of a report of advertisements, None for an unknown one."""
    name = normal(header)
    return next((meaning for stem, meaning in _STEMS if stem.fullmatch(name)), None)


@lru_cache(maxsize=2048)
def dimension_of_ads(name: str) -> str | None:
    """What a column of buckets divides by."""
    named = re.search(_NAME, name) is not None
    return next(
        (
            dimension
            for dimension, stem in _DIMENSIONS.items()
            if (re.search(stem, name) if dimension in _NAMED and named else re.fullmatch(stem, name))
        ),
        None,
    )
