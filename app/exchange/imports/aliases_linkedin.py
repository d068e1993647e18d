"""Column names of LinkedIn's page workbooks: English and Polish first, then Portuguese, Spanish, French, German and Italian.

The form is that of `aliases`; several spellings stand where the site and public code disagree.
"""

from __future__ import annotations

from app.exchange.imports.aliases import named

_WAYS = {
    "metric": "organic|sponsored|organiczne|sponsorowane|organiczny|sponsorowany|bezpłatne|płatne|orgânicas|orgânicos|orgânico|"
    "patrocinadas|patrocinados|patrocinado|orgánicas|orgánicos|orgánico|orgánica|patrocinada|organiques|organique|"
    "sponsorisées|sponsorisés|sponsorisé|organisch|gesponsert|organiche|organici|organico|sponsorizzate|sponsorizzati|"
    "sponsorizzato",
    "": "total|łącznie|razem|ogółem|suma|totales|totais|totaux|totale|totali|gesamt|insgesamt",
}


def _by_way(**stems: str) -> dict[str, str]:
    """Columns of a page's days: a figure by itself and "(total)" under its key, its parts under their own names."""
    found = dict(named(**stems))
    for stem, meaning in named(**stems).items():
        for kind, ways in _WAYS.items():
            found |= {f"{stem} ({way})": kind or meaning for way in ways.split("|")}
    return found


_DAY = "Date|Data|Fecha|Datum"
PAGE_DAYS = (
    named(day=_DAY)
    | _by_way(
        impressions="Impressions|Wyświetlenia|Liczba wyświetleń|Impressões|Impresiones|Impressionen|Impressioni",
        viewers="Unique impressions|Unikalne wyświetlenia|Niepowtarzalne wyświetlenia|Impressões únicas|Impresiones únicas|"
        "Impressions uniques|Einmalige Impressionen|Eindeutige Impressionen|Impressioni uniche",
        clicks="Clicks|Kliknięcia|Cliques|Clics|Klicks|Clic",
        reactions="Reactions|Likes|Reakcje|Polubienia|Reações|Reacciones|Réactions|Reaktionen|Reazioni|Consigliati",
        comments="Comments|Komentarze|Comentários|Comentarios|Commentaires|Kommentare|Commenti",
        shares="Reposts|Shares|Udostępnienia|Podania dalej|Ponowne publikacje|Compartilhamentos|Republicações|"
        "Veces compartido|Veces que se ha compartido|Compartidos|Republicaciones|Partages|Republications|"
        "Geteilte Inhalte|Geteilt|Diffusioni post|Condivisioni",
        metric="Engagement rate|Współczynnik zaangażowania|Wskaźnik zaangażowania|Współczynnik aktywności|"
        "Taxa de engajamento|Tasa de interacción|Porcentaje de interacción|Taux d’engagement|Interaktionsrate|"
        "Engagement-Rate|Tasso di interesse|Tasso di coinvolgimento",
    )
    | named(
        viewers="Unique impressions (organic)|Unikalne wyświetlenia (organiczne)|Niepowtarzalne wyświetlenia (organiczne)|"
        "Impressões únicas (orgânicas)|Impresiones únicas (orgánicas)|Impressions uniques (organiques)|"
        "Einmalige Impressionen (organisch)|Impressioni uniche (organiche)",
        impressions="Impresiones totales|Total impressions|Total de impresiones|Total de impressões",
        metric="Reacciones (generales)",
    )
)
PAGE_FOLLOWERS = named(
    day=_DAY,
    new_followers="Total followers|Total new followers|Total de seguidores|Seguidores totales|Follower insgesamt|"
    "Gesamtzahl der Follower|Nombre total d’abonnés|Total des abonnés|Follower totali|"
    "Łączna liczba obserwujących|Całkowita liczba obserwujących|Wszyscy obserwujący|Obserwujący łącznie|"
    "Obserwujący (łącznie)|Obserwujący ogółem",
    metric="Sponsored followers|Organic followers|Auto-invited followers|Invited followers|Seguidores patrocinados|"
    "Seguidores orgânicos|Seguidores orgánicos|Seguidores convidados automaticamente|"
    "Seguidores invitados automáticamente|Gesponserte Follower|Organische Follower|"
    "Automatisch eingeladene Follower|Abonnés sponsorisés|Abonnés organiques|"
    "Abonnés invités automatiquement|Follower organici|Follower sponsorizzati|Follower invitati automaticamente|"
    "Sponsorowani obserwujący|Organiczni obserwujący|"
    "Obserwujący sponsorowani|Obserwujący organiczni|Automatycznie zaproszeni obserwujący|"
    "Obserwujący zaproszeni automatycznie|Obserwujący z automatycznych zaproszeń",
)
"""By day the "Total followers" are the new ones of that day, not the stock."""

PAGE_POSTS = named(
    title="Post title|Update title|Título da publicação|Título de la publicación|Titre du post|Titel des Beitrags|"
    "Beitragstitel|Titolo del post|Tytuł posta|Tytuł publikacji|Tytuł wpisu",
    format="Content Type|Tipo de conteúdo|Tipo de contenido|Type de contenu|Inhaltstyp|Typ treści|Rodzaj treści|Typ zawartości|"
    "Rodzaj zawartości",
    comments="Comments|Comentários|Comentarios|Commentaires|Kommentare|Commenti|Komentarze",
    follows="Follows|Seguimentos|Seguimientos|Seguidores|Abonnements|Obserwacje|Nowi obserwujący",
    text="Post text|Treść posta",
    published_at="Created date|Data de criação|Fecha de creación|Date de création|Erstellungsdatum|Data di creazione|"
    "Data utworzenia|Utworzono|Data publikacji",
    permalink="Post link|Update link|Link da publicação|Enlace de la publicación|Lien du post|Link zum Beitrag|"
    "Beitragslink|Link del post|Link do posta|Adres URL posta|Łącze do publikacji|Link do publikacji",
    video_plays="Views|Video views|Views (Excluding off-site video views)|Views (excl. off-site video views)|"
    "Visualizações|Visualizaciones|Vues|Wyświetlenia filmu|Wyświetlenia wideo|Odsłony",
    likes="Likes|Reactions|Gostei|Recomendaciones|J’aime|Gefällt mir|Reações|Reacciones|Réactions|Reaktionen|"
    "Polubienia|Polecenia|Reakcje",
    shares="Reposts|Shares|Compartilhamentos|Republicações|Veces compartido|Veces que se ha compartido|Compartidos|"
    "Republicaciones|Partages|Republications|Geteilte Inhalte|Udostępnienia|Podania dalej|Ponowne publikacje|"
    "Ponowne udostępnienia",
    impressions="Impressions|Impressões|Impresiones|Impressionen|Impressioni|Wyświetlenia|Liczba wyświetleń",
    clicks="Clicks|Cliques|Clics|Klicks|Clic|Kliknięcia",
    metric="Offsite Views|Off-site views|Offsite video views|Off-site video views|"
    "Click through rate (CTR)|Engagement rate|Wyświetlenia poza witryną|"
    "Współczynnik klikalności (CTR)|Współczynnik zaangażowania|Wskaźnik zaangażowania",
    paid="Post type|Update type|Tipo de publicação|Tipo de publicación|Type de post|Type de publication|Beitragsart|Beitragstyp|"
    "Tipo di post|Berichttype|Gönderi türü|Typ posta|Rodzaj posta",
    ignored="Posted by|Publicado por|Publié par|Gepostet von|"
    "Campaign name|Campaign start date|Campaign end date|Audience|Opublikowane przez|Autor|"
    "Nazwa kampanii|Data rozpoczęcia kampanii|Data zakończenia kampanii|Odbiorcy",
)
PAGE_VISITORS = (
    named(
        day=_DAY,
        page_views="Total page views (total)|Page views (total)|Page views|Łączna liczba wyświetleń strony (łącznie)",
    )
    | {
        f"{part} {figure} ({way})": "metric"
        for part in (
            "overview",
            "life",
            "jobs",
            "total",
            "about",
            "people",
            "products",
            "insights",
            "posts",
            "events",
            "videos",
            "services",
        )
        for figure in ("page views", "unique visitors")
        for way in ("desktop", "mobile", "total")
        if (part, figure, way) != ("total", "page views", "total")
    }
    | {
        f"{figure}{part} ({way})": "metric"
        for figure in ("wyświetlenia strony", "unikalni odwiedzający", "unikalni użytkownicy")
        for part in (
            "",
            " – przegląd",
            " – życie",
            " – oferty pracy",
            " ogółem",
            " - przegląd",
            " - życie",
            " - oferty pracy",
        )
        for way in ("komputer", "urządzenia mobilne", "łącznie", "komputery", "telefon")
    }
    | named(metric="Unique visitors|Unique visitors (total)|Unikalni odwiedzający|Custom button clicks")
    | named(page_views="Wyświetlenia strony ogółem (łącznie)|Łączne wyświetlenia strony (łącznie)")
)
_PEOPLE = {
    "country": "Country|Country/Region|Kraj|Kraj/region|País|País/região|Pays|Land",
    "location": "Location|Region|Lokalizacja|Lokalizacje|Localidade|Ubicación|Lieu|Standort|Località",
    "job_function": "Job function|Function|Função|Función laboral|Fonction|Tätigkeitsbereich|Funzione lavorativa|"
    "Stanowisko|Funkcja|Pełniona funkcja|Funkcja zawodowa|Funkcja stanowiska",
    "seniority": "Seniority|Seniority level|Experience level|Nível de experiência|Nivel de responsabilidad|"
    "Niveau hiérarchique|Karrierestufe|Anzianità|Staż|Staż pracy|Poziom stanowiska|Szczebel",
    "industry": "Industry|Setor|Sector|Secteur|Branche|Settore|Branża",
    "company_size": "Company size|Employee count|Liczba pracowników|Tamanho da empresa|Tamaño de la empresa|"
    "Taille de l’entreprise|"
    "Unternehmensgröße|Dimensioni dell'azienda|Wielkość firmy|Rozmiar firmy",
}
PEOPLE = named(**_PEOPLE)
PAGE_AUDIENCE = named(
    bucket="|".join(_PEOPLE.values()),
    metric="Total followers|Total views|Total de seguidores|Total de visualizações|Seguidores totales|"
    "Visualizaciones totales|Nombre total d’abonnés|Nombre total de vues|Follower insgesamt|Aufrufe insgesamt|"
    "Łączna liczba obserwujących|Łączna liczba wyświetleń|Wszyscy obserwujący|"
    "Całkowita liczba obserwujących|Całkowita liczba wyświetleń|Obserwujący ogółem|Wyświetlenia ogółem|"
    "Obserwujący łącznie|Wyświetlenia łącznie|Łączne wyświetlenia",
)
COMPETITORS = named(
    bucket="Page|Strona|Nazwa strony",
    metric="Total followers|New followers|Total post engagements|Total posts|Posts|Comments|Comments per day|"
    "Reactions|Reactions per day|Reposts|Post engagements|Engagements per day|"
    "Posts per day|Total engagements|Total followers gained|Łączna liczba obserwujących|Nowi obserwujący|"
    "Całkowita liczba obserwujących|Obserwujący ogółem|Posty ogółem|Łączna liczba reakcji na posty|Łączne zaangażowanie w posty|"
    "Łączna aktywność związana z postami|Łączna liczba postów",
)
COMPETITOR = dict.fromkeys(named(page="Page|Strona|Nazwa strony"), "competitor")
