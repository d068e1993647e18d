"""Exports of X: the account overview, its content, and the activity of tweets as it was exported before."""

from __future__ import annotations

from app.exchange.imports.aliases import named
from app.exchange.imports.source import ZONE, Source

_SHARED = named(
    impressions="Impresiones|Impressões|Impressionen|インプレッション|インプレッション数|Impressions|"
    "Wyświetlenia|Liczba wyświetleń",
    likes="Me gusta|Curtidas|J’aime|„Gefällt mir“-Angaben|Gefällt mir|いいね|いいね数|Likes|Favorites|Polubienia",
    engagements="Interacciones|Engajamentos|Interações|Interaktionen|エンゲージメント|エンゲージメント数|Engagements|Aktywność|"
    "Zaangażowanie|Zaangażowania|Reakcje",
    comments="Respuestas|Respostas|Réponses|Antworten|返信|返信数|Replies|Odpowiedzi",
    shares="リツイート|リツイート数|Reposts|Retweets|Podania dalej|Retweety|Reposty|Przesłania dalej",
    saves="Bookmarks|Zakładki",
    profile_visits="Profile visits|User profile clicks|Wizyty na profilu|Odwiedziny profilu|Kliknięcia profilu użytkownika",
    link_clicks="URL clicks|Link clicks|Kliknięcia adresu URL|Kliknięcia adresów URL|Kliknięcia linku|Kliknięcia linków",
    metric="Share|Shares|Udostępnienia|Create Post|Utworzone posty|Utwórz post|Video views|Media views|Wyświetlenia filmu|"
    "Wyświetlenia filmów|Wyświetlenia multimediów|Detail expands|Hashtag clicks|Permalink clicks|Rozwinięcia szczegółów|"
    "Kliknięcia hashtagu|Kliknięcia hashtagów|Kliknięcia bezpośredniego linku|Kliknięcia linku bezpośredniego|"
    "Engagement rate|Współczynnik aktywności|Współczynnik zaangażowania|App opens|App installs|Email tweet|Dial phone|"
    "Media engagements|Otwarcia aplikacji|Instalacje aplikacji|Wysłania tweeta e-mailem|Połączenia telefoniczne|"
    "Aktywność multimediów|Tweets published|Opublikowane tweety",
)
_PROMOTED = {
    f"promoted {name}": "metric"
    for name, meaning in _SHARED.items()
    if meaning != "ignored" and (name.isascii() or meaning == "metric")
} | named(metric="Promoted follows|Promoted favorites")
_DAYS = _SHARED | named(
    day="Date|Data|Fecha|Datum|日付",
    followers="Total followers|Followers",
    new_followers="New follows|New followers|Follows|Nowi obserwujący|Nowe obserwacje|Obserwacje",
    lost_followers="Unfollows|Utraceni obserwujący|Utracone obserwacje|Rezygnacje z obserwowania|"
    "Cofnięcia obserwowania|Zaprzestania obserwowania",
)
_POSTS = _SHARED | named(
    post_id="Post id|Tweet id|Identificador del Tweet|Identificador de Tweet|ID del Tweet|Identificação do Tweet|ID do Tweet|"
    "Identifiant du Tweet|Tweet-ID|ツイートID|Identyfikator posta|Identyfikator tweeta|Identyfikator wpisu|ID posta|ID tweeta",
    permalink="Enlace permanente de Tweet|Enlace permanente del Tweet|Link permanente do Tweet|Permalien du Tweet|"
    "Tweet-Permalink|Permanenter Link des Tweets|ツイートの固定リンク|"
    "Link|Post link|Tweet permalink|Link do posta|Link do wpisu|Stały link do tweeta|Bezpośredni link do tweeta",
    text="Texto del Tweet|Texto de Tweet|Texto do Tweet|Texte du Tweet|Tweet-Text|Text des Tweets|ツイート本文|"
    "Post text|Tweet text|Tekst posta|Treść posta|Tekst wpisu|Tekst tweeta|Treść tweeta",
    published_at="Hora|Tiempo|Fecha|Horário|Heure|Uhrzeit|Zeit|Datum|時間|Date|Time|Data|Czas|Godzina",
    video_plays="Video views|Wyświetlenia filmu",
    follows="New follows|New followers|Follows|Nowe obserwacje|Nowi obserwujący|Obserwacje",
)
_VIDEO = named(
    day="Date|Data",
    views="Views|Video views|Wyświetlenia|Wyświetlenia filmów",
    metric="Watch time (ms)|Average watch time (ms)|Completion rate|Estimated revenue|Minutes watched|Minutes viewed|"
    "Unique viewers|Czas oglądania (ms)|Średni czas oglądania (ms)|Odsetek obejrzeń do końca|Szacunkowe przychody",
)

X_SOURCES: tuple[Source, ...] = (
    Source(
        "x.posts",
        "x",
        "posts",
        frozenset({"post_id", "published_at", "text"}),
        any_of=frozenset({"impressions", "likes", "engagements", "video_plays"}),
        words=_POSTS | _PROMOTED,
        closed=True,
        date_order="mdy",
        unescape=True,
        at_least=5,
        questions=(ZONE,),
        more=True,
    ),
    Source(
        "x.days",
        "x",
        "days",
        frozenset({"day", "impressions", "engagements"}),
        any_of=frozenset({"new_followers", "lost_followers", "saves", "shares"}),
        words=_DAYS | _PROMOTED,
        closed=True,
        date_order="mdy",
        at_least=6,
        more=True,
    ),
    Source(
        "x.video_days",
        "x",
        "days",
        frozenset({"day", "views", "metric"}),
        words=_VIDEO,
        closed=True,
        date_order="mdy",
        at_least=4,
        more=True,
    ),
)
