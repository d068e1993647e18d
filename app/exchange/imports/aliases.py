"""Column names of exports, in English and Polish (further languages in `aliases_abroad`), and what they mean.

A meaning is a field of a post or table ("post_id", "published_at" …), a neutral metric key of `app.domain.metrics`, "metric"
(a figure kept under its own name only) or "ignored" (known, and not imported: staff names above all). English names are
those of data.md 3.3; the Polish ones were put together from the words the networks' Polish pages use and have not all been
seen in real exports, so several spellings stand side by side.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from app.domain.metrics import FAMILIES
from app.exchange.imports.aliases_abroad import GENERAL_ABROAD, META_ABROAD
from app.exchange.imports.aliases_far import META_FAR

FIELDS = (
    "post_id", "permalink", "published_at", "day", "month", "weekday", "hour", "title", "text", "format", "paid",
    "bucket", "dimension", "share", "page", "account", "span", "category", "period_start", "period_end", "indicator",
    "audience", "ignored",
)  # fmt: skip
"""Meanings that are not metrics."""

MEANINGS = frozenset(FIELDS) | frozenset(FAMILIES) | {"metric"}

_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]")
_WIDE = str.maketrans("（）％：＆", "()%:&")
_SPACES = re.compile(r"[\s_]+|(?<=[^\s_(])(?=\((?:%|[a-z]))")
_GENDERED = re.compile(r"(?<=\w)[:*]innen\b")
_CURRENCY = re.compile(r" \((?!usd|sek|min|std|avg)[a-z]{3}\)$")


@lru_cache(maxsize=2048, typed=True)
def normal(header: object) -> str:
    """A header as it is looked up: case folded, one space between words (also for _), straight quotes.

    YouTube writes soft hyphens into its headers; they and other characters without a width go, and so does the ending of
    German "Follower:innen".
    """
    if header is None:
        return ""
    text = _SPACES.sub(" ", _UNSEEN.sub("", str(header)).translate(_WIDE).casefold()).strip()
    for quote in "„”“":
        text = text.replace(quote, '"')
    return _GENDERED.sub("", text.replace("’", "'")).strip('"')


def known_as(words: Mapping[str, str], header: str) -> str | None:
    """The meaning of a header, whatever currency it names; None for an unknown one."""
    name = normal(header)
    return words.get(name) or words.get(_CURRENCY.sub(" (usd)", name))


def is_figure(meaning: str | None) -> bool:
    """True for a metric, known to others or not."""
    return meaning == "metric" or meaning in FAMILIES


def named(abroad: Mapping[str, str] | None = None, /, **names: str) -> dict[str, str]:
    """Names to meanings; names of other languages never take the place of an English or Polish one."""
    tables = ((abroad or {}).items(), names.items())
    return {normal(name): meaning for table in tables for meaning, joined in table for name in joined.split("|")}


GENERAL: dict[str, str] = named(
    GENERAL_ABROAD,
    post_id="Post ID|Post id|Tweet id|ID|Identyfikator posta|Identyfikator postu|Identyfikator wpisu|ID posta|"
    "ID postu|ID wpisu|"
    "Identyfikator publikacji",
    permalink="Permalink|Link|Post link|Post URL|URL|Tweet permalink|Video link|Link do posta|Link do postu|"
    "Link do wpisu|Adres URL|Link bezpośredni|Bezpośredni link|"
    "Link stały|Stały link|Odnośnik|Permalink posta|Adres URL posta",
    published_at="Publish time|Published|Publication date|Posted|Created date|Post time|Post publish date|Date and time|"
    "Video publish time|Published at|Posted on|Posted at|Created time|Created at|"
    "Publish date|Date posted|Date published|Godzina publikacji|"
    "Czas publikacji|Data publikacji|Opublikowano|Data i godzina|"
    "Data utworzenia|Data dodania|Czas opublikowania|Data i godzina publikacji filmu|Godzina publikacji filmu|"
    "Data i godzina publikacji|Czas opublikowania filmu|Data publikacji posta",
    day="Date|Day|Data|Dzień",
    month="Post Month|Month|Miesiąc",
    weekday="Post Weekday|Weekday|Dzień tygodnia",
    hour="Post Hour|Hour|Godzina",
    title="Title|Video title|Post title|Tytuł|Tytuł filmu|Tytuł posta",
    text="Description|Text|Message|Caption|Post text|Post Message|Tweet text|Content|Opis|Tekst|Treść|Wiadomość|Podpis|"
    "Tekst posta|Treść posta|Tekst wpisu|Treść wpisu|Treść postu|Tekst postu|Opis posta",
    format="Type|Post type|Content Type|Format|Typ|Typ posta|Typ postu|Rodzaj posta|Typ publikacji|Rodzaj|Typ wpisu",
    paid="Paid|Płatne|Płatny|Promowany",
    page="Page ID|Page name|Identyfikator strony|ID strony|Nazwa strony",
    account="Account ID|Account username|Account name|Identyfikator konta|ID konta|Nazwa konta|Nazwa użytkownika konta|"
    "Nazwa użytkownika",
    category="Category|Kategoria",
    ignored="Posted by|Author|Opublikowane przez|Opublikował|Opublikowane przez użytkownika|Autor|Data comment|"
    "Komentarz do danych|"
    "Uwagi do danych|Komentarz dotyczący danych|Languages|Języki|Custom labels|Etykiety niestandardowe|Caption type|"
    "Typ podpisu|"
    "Is crosspost|Is share|Czy udostępniono krzyżowo|Czy udostępnienie|Funded content status|Status treści sponsorowanych|"
    "Duration (sec)|Czas trwania (s)|Czas trwania (sek.)|Czas trwania (w s)|Universal video ID",
    impressions="Impressions|Lifetime Post Total Impressions|Wyświetlenia (liczba)|Liczba wyświetleń reklamy",
    views="Views|Video views|Total views|Wyświetlenia|Liczba wyświetleń|Odtworzenia filmu",
    reach="Reach|People reached|Accounts reached|Osoby, do których dotarto|Konta, do których dotarto|"
    "Liczba osób, do których dotarto|Lifetime Post Total Reach|IMPRESSION:UNIQUE_USERS|Post reach|Zasięg|Zasięg posta",
    viewers="Viewers|Total Viewers|Unique viewers|Osoby wyświetlające|Liczba osób wyświetlających|Unikalni widzowie|"
    "Widzowie|Odbiorcy wyświetlający",
    interactions="Reactions, Comments and Shares|Total Interactions|Interactions|Content interactions|"
    "Reakcje, komentarze i udostępnienia|Interakcje|Interakcje z treścią",
    engagements="Engagements|Total engagements|Aktywność|Zaangażowanie|Liczba interakcji",
    reactions="Reactions|Reakcje",
    likes="Likes|Like|Favorites|Total likes|Polubienia|Polubienie|Łapki w górę|Liczba polubień|Polubienia („łapki w górę”)",
    comments="Comments|Comment|Total comments|Comments added|Replies|Komentarze|Komentarz|Dodane komentarze|Liczba komentarzy|"
    "Odpowiedzi",
    shares="Shares|Share|Total shares|Reposts|Retweets|Udostępnienia|Udostępnienie|Liczba udostępnień|Podania dalej",
    saves="Saves|Bookmarks|Add to Favorites|Zapisania|Zapisane|Liczba zapisów|Zapisy",
    follows="Follows|New follows|Obserwacje|Nowe obserwacje|Obserwowania",
    clicks="Total clicks|Clicks|Łączna liczba kliknięć|Kliknięcia|Suma kliknięć|Kliknięcia łącznie|Wszystkie kliknięcia",
    link_clicks="Link Clicks|Url clicks|Kliknięcia linku|Kliknięcia linków|Kliknięcia w link|Kliknięcia łącza",
    other_clicks="Other Clicks|Inne kliknięcia|Pozostałe kliknięcia",
    profile_visits="Profile visits|Profile views|Visits|Page visits|Wizyty na profilu|Odwiedziny profilu",
    followers="Followers|Total followers|Obserwujący|Liczba obserwujących",
    new_followers="New followers|Subscribers gained|Nowi obserwujący|Pozyskani subskrybenci",
    lost_followers="Lost followers|Subscribers lost|Unfollows|Utraceni obserwujący|Utraceni subskrybenci",
    net_followers="Net growth|Net follows|Subscribers|Subskrybenci|Przyrost netto",
    followers_at_publication="Page total likes",
    engaged_users="Lifetime Engaged Users|Engaged users",
    consumers="Lifetime Post Consumers",
    consumptions="Lifetime Post Consumptions",
    watch_seconds="Seconds viewed|Watch time (seconds)|Obejrzane sekundy|Liczba obejrzanych sekund|Wyświetlone sekundy|"
    "Czas oglądania (s)",
    average_view_seconds="Average Seconds viewed|Average view duration|Średnia liczba obejrzanych sekund|"
    "Średni czas oglądania|Średnia liczba wyświetlonych sekund|Średni czas oglądania filmu|Średnia długość wyświetlenia",
    video_plays="Plays|Odtworzenia|3-second video views|3-sekundowe odtworzenia filmu|3-sekundowe wyświetlenia filmu",
    metric="Matched Audience Targeting Consumption (Photo Click)|Estimated earnings (USD)|Ad impressions|"
    "Views from Organic posts|Views from Boosted posts|Reach from Organic posts|Reach from Boosted posts|"
    "Impressions from Organic posts|Impressions from Boosted posts|"
    "1-minute video views|3-Second viewers|1-minute viewers|3-Second viewers from Boosted posts|"
    "3-Second viewers from Organic posts|3-second video views from Boosted posts|3-second video views from Organic posts|"
    "1-minute video views from Boosted posts|1-minute video views from Organic posts|Seconds viewed from Boosted posts|"
    "Seconds viewed from Organic posts|Average Seconds viewed from Boosted posts|Average Seconds viewed from Organic posts|"
    "Negative feedback from users|Negative feedback from users: Hide all|Unique negative feedback from users|"
    "Unique negative feedback from users: Hide all|"
    "Zasięg postów organicznych|Zasięg z postów organicznych|Zasięg postów promowanych|Zasięg z postów promowanych|"
    "Wyświetlenia reklam|Szacowane zarobki (USD)|1-minutowe odtworzenia filmu|1-minutowe wyświetlenia filmu|"
    "Negatywne opinie użytkowników|"
    "Lifetime Post Impressions by people who have liked your Page|Lifetime Post reach by people who like your Page|"
    "Lifetime People who have liked your Page and engaged with your post|"
    "New viewers|Returning viewers|Shown in feed|Viewed (vs. swiped away) (%)|Average percentage viewed (%)|Watch time (hours)|"
    "Impressions click-through rate (%)|Your estimated revenue (USD)|Estimated revenue (USD)|"
    "Nowi widzowie|Powracający widzowie|Średni odsetek wyświetlenia (%)|Czas oglądania (godziny)|"
    "Współczynnik klikalności wyświetleń (%)|"
    "Matched Audience Targeting Consumption (Video Click)|Negative feedback from users: Hide|Ad CPM (USD)|"
    "Estimated Stars earnings (USD)|Approximate content monetization earnings|Sticker taps|Navigation|Exits|Forward taps|"
    "Back taps|Next story|Stuknięcia naklejek|Nawigacja|Lifetime Post organic reach|Lifetime Post Paid Reach|"
    "Lifetime Post Organic Impressions|Lifetime Post Paid Impressions|Lifetime Negative feedback|"
    "Lifetime Negative Feedback from Users|Detail expands|Hashtag clicks|Permalink clicks|Offsite Views|"
    "Engagement rate|Click through rate (CTR)",
)  # fmt: skip

_POLISH_STEMS = tuple(
    (re.compile(pattern), meaning)
    for pattern, meaning in (
        (r"(?:identyfikator|id|nr) (?:post|wpis|publikacj|treści|relacj|rolk|multimedi)\w*", "post_id"),
        (r"(?:identyfikator|id|nazwa) (?:\w+ )?stron\w*(?: na facebooku)?", "page"),
        (r"(?:identyfikator|id|nazwa)(?: użytkownika)? (?:\w+ )?kont\w*", "account"),
        (r"(?:data|czas|godzina|data i godzina|termin) (?:publikacji|opublikowania|utworzenia)\b.*", "published_at"),
        (
            r"(?:link|adres(?: url)?|łącze|odnośnik) (?:do |)(?:post|wpis|publikacj|bezpośredni|stał|trwał)\w*",
            "permalink",
        ),
        (r"(?:typ|rodzaj|format) (?:post|wpis|publikacj|treści|multimedi)\w*", "format"),
        (r"(?:opis|treść|tekst) (?:post|wpis|publikacj|film|rolk)\w*", "text"),
        (r"czas trwania\b.*|długość .*", "ignored"),
        (r"reakcje, komentarze (?:i|oraz) udostępnienia\b.*", "interactions"),
        (r"liczba reakcji(?: ogółem)?", "reactions"),
        (r"liczba (?:udostępnień|podań dalej)", "shares"),
        (r"liczba (?:zapisań|zapisów)", "saves"),
        (
            r"kliknięcia (?:łącznie|ogółem|razem)|(?:łączna|całkowita|ogólna)? ?liczba kliknięć(?: ogółem| łącznie| razem)?",
            "clicks",
        ),
        (r"(?:liczba kliknięć|kliknięcia) (?:w )?(?:link|łącz(?!n))\w*", "link_clicks"),
        (r"(?:inne|pozostałe) kliknięcia|liczba (?:innych|pozostałych) kliknięć", "other_clicks"),
        (r"(?:liczba )?(?:wizyt|wizyty|odwiedzin|odwiedziny) (?:na )?profilu", "profile_visits"),
    )
)
"""Polish headers vary more in their endings than the table can list."""


@lru_cache(maxsize=2048)
def general_meaning(header: str) -> str | None:
    """The meaning of a header in any export; None for an unknown one."""
    found = known_as(GENERAL, header)
    if found:
        return found
    name = normal(header)
    return next((meaning for stem, meaning in _POLISH_STEMS if stem.fullmatch(name)), None)


FAR = named(META_FAR)
META = FAR | named(
    META_ABROAD,
    span="Date|Data",
    permalink="Permalink|Link bezpośredni|Bezpośredni link|Link stały|Stały link",
    views="Views|Wyświetlenia|Liczba wyświetleń",
    text="Description|Opis",
    title="Title|Tytuł",
    impressions="Impressions|Wyświetlenia (impressions)|Liczba wyświetleń na ekranie",
    follows="Follows|Followers|Obserwacje|Obserwujący|Seguidores|Abonnés|Abonnenten|Följare",
    average_view_seconds="Averaged Seconds Viewed",
    video_plays="3-second views|Wyświetlenia 3-sekundowe|3-sekundowe wyświetlenia",
    ignored="Comment",
)
"""In a table of posts followers are those a post brought."""

META_SUMMARY = named(
    day="Date|Data|Fecha|Datum",
    primary="Primary|Główne|Główna|Podstawowe|Principal|Primaire|Primär|Primärt",
)
"""Page figures by day: a line with the figure's name, then these two columns."""

META_VIDEO = named(
    post_id="Video asset ID|Identificação do ativo de vídeo|Identyfikator zasobu wideo|Identyfikator zasobu filmu|"
    "ID zasobu wideo",
    video_plays="3-second video views|3-sekundowe odtworzenia filmu|3-sekundowe wyświetlenia filmu",
)

LINKEDIN = named(
    day="Date|Data|Fecha|Datum",
    permalink="Post URL|URL da publicação|URL de la publicación|URL du post|Beitrags-URL|URL des Beitrags|URL del post|"
    "Adres URL posta|Adres URL publikacji|URL posta",
    published_at="Post publish date|Post published date|Data de publicação|Data da publicação|Fecha de publicación|"
    "Date de publication|Date de publication du post|Veröffentlichungsdatum|Veröffentlichungsdatum des Beitrags|"
    "Data di pubblicazione|Data publikacji|Data publikacji posta|Data opublikowania posta",
    impressions="Impressions|Impressões|Impresiones|Impressionen|Impressioni|Wyświetlenia|Liczba wyświetleń",
    engagements="Engagements|Engajamentos|Engajamento|Interacciones|Interaktionen|Interazioni|Aktywność|Zaangażowanie|Interakcje|Reakcje",
    viewers="Unique views|Members reached|Unikalne wyświetlenia|Dotarcie do użytkowników|Osoby, do których dotarto",
    new_followers="New followers|Novos seguidores|Nuevos seguidores|Nouveaux abonnés|Neue Follower|Nuovi follower|"
    "Nowi obserwujący",
    dimension="Top Demographics|Principais dados demográficos|Datos demográficos principales|"
    "Principales données démographiques|Wichtigste demografische Daten|Principali dati demografici|"
    "Najważniejsze dane demograficzne|Dane demograficzne",
    bucket="Value|Valor|Valeur|Wert|Valore|Wartość",
    share="Percentage|Porcentagem|Porcentaje|Pourcentage|Prozentsatz|Percentuale|Odsetek|Procent|Wartość procentowa",
    overall="Overall Performance|Desempenho geral|Rendimiento general|Performances globales|Performance globale|"
    "Gesamtleistung|Prestazioni complessive|Ogólne wyniki|Ogólna wydajność|Wyniki ogółem",
)

FORMATS: dict[str, str] = {
    normal(name): kind
    for kind, names in {
        "image": "Photo|Photos|Image|IG image|Zdjęcie|Zdjęcia|Obraz|Zdjęcie na IG|Zdjęcie IG|Obraz na IG",
        "video": "Video|Videos|IG video|Film|Filmy|Wideo|Film na IG|Native video",
        "reel": "Reel|Reels|IG reel|Rolka|Rolki|Rolka na IG|Rolka IG|Short|Shorts",
        "carousel": "Carousel|IG carousel|Multi-photo|Album|Albums|Karuzela|Karuzela na IG|Karuzela IG|Wiele zdjęć",
        "story": "Story|Stories|IG story|Relacja|Relacje|Relacja na IG",
        "link": "Link|Links|Linki|SharedVideo",
        "text": "Status|Text|Tekst|Status update|Aktualizacja statusu|Wpis tekstowy",
        "live": "Live|Live video|Na żywo|Transmisja na żywo",
        "poll": "Poll|Ankieta",
        "event": "Event|Wydarzenie",
        "document": "Document|Dokument",
    }.items()
    for name in names.split("|")
}

_FORMAT_STEMS = (
    ("reel", r"\breels?\b|\brolk|thước phim|リール|릴스"),
    (
        "carousel",
        r"carr?ous|carross|carosel|carrusel|karusel|karussell|karuzel|secuencia|séquence|quay vòng|カルーセル",
    ),
    ("story", r"\bstor(?:y|ies)\b|\brelacj|\bhistori"),
    (
        "image",
        r"\bphoto|\bfoto|\bzdjęci|\bimage|\bimagen|\bimagem|\bimmagin|\bafbeelding|\bbild|\bobraz|\bảnh\b|hình ảnh",
    ),
    ("video", r"\bvideo|\bvídeo|\bvidéo|\bwideo|\bfilm"),
    ("link", r"\blinks?\b|\blänk|\benlace|\bliens?\b"),
    ("text", r"\btexts?\b|\btekst|\btexto\b|\bstatus"),
)


def format_of(label: str) -> str | None:
    """The format an export's word means, in any of the known languages ("IG carousel", "Carrossel do Instagram")."""
    name = normal(label)
    found = FORMATS.get(name)
    if found or not name:
        return found
    return next((kind for kind, stem in _FORMAT_STEMS if re.search(stem, name)), None)


_TOTAL_NAMES = frozenset(
    {"total", "grand total", "totals", "razem", "łącznie", "suma", "ogółem", "suma końcowa", "suma całkowita"}
    | {
        "summe",
        "gesamt",
        "gesamtsumme",
        "insgesamt",
        "totalt",
        "totale",
        "totali",
        "celkem",
        "spolu",
        "totaal",
        "i alt",
    }
    | {
        "total general",
        "total geral",
        "total général",
        "totaux",
        "toplam",
        "genel toplam",
        "jumlah",
        "összesen",
        "yhteensä",
    }
    | {
        "итого",
        "всего",
        "итоговое значение",
        "общий итог",
        "усього",
        "всього",
        "загалом",
        "合計",
        "合计",
        "總計",
        "总计",
        "합계",
    }
    | {"总和", "tổng", "tổng cộng", "รวม", "الإجمالي", 'סה"כ'}
)


def is_total(label: object) -> bool:
    """True for the label of a row that sums up the others."""
    return isinstance(label, str) and len(label) < 20 and normal(label) in _TOTAL_NAMES
