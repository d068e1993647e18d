"""Column names of exports in further languages: Spanish, Portuguese, French, German and Swedish.

Collected from public code that reads such exports; where a network's page and the code disagree both spellings stand. The
form is that of `aliases`: meaning = names joined by "|".
"""

from __future__ import annotations

GENERAL_ABROAD: dict[str, str] = {
    "post_id": "Identificador de la publicación|ID de la publicación|Identificación del contenido|Identificação do post|"
    "Identificação da publicação|ID do post|ID da publicação|Identifiant de la publication|ID de publication|"
    "ID de la publication|Beitrags-ID|Beitrags ID|ID des Beitrags|Publicerings-id|Inläggs-ID|Inläggs-id",
    "permalink": "Enlace permanente|Link permanente|Lien permanent|Permalien|Permalänk|Dauerlink|URL da publicação|"
    "URL de la publicación|URL de la publication|URL des Beitrags|Länk",
    "published_at": "Hora de publicación|Fecha de publicación|Horário de publicação|Data de publicação|Hora da publicação|"
    "Heure de publication|Date de publication|Veröffentlichungszeitpunkt|Veröffentlichungszeit|Veröffentlicht am|"
    "Veröffentlichungsdatum|Publiceringstid|Publiceringsdatum|Publicerat|Hora de publicación del vídeo|"
    "Hora de publicación del video|Heure de publication de la vidéo|Horário de publicação do vídeo|"
    "Data/hora da publicação do vídeo|Veröffentlichungszeit des Videos|Videons publiceringstid",
    "day": "Fecha|Día|Dia|Jour|Datum|Tag|Dag",
    "title": "Título|Titre|Titel|Título del vídeo|Título del video|Titre de la vidéo|Título do vídeo|Videotitel|Videons titel",
    "text": "Descripción|Descrição|Legenda|Beschreibung|Bildunterschrift|Beskrivning|Bildtext",
    "format": "Tipo de publicación|Tipo de post|Tipo de publicação|Type de publication|Beitragstyp|Art des Beitrags|Inläggstyp|"
    "Medietyp|Medientyp",
    "page": "Identificador de la página|ID de la página|Nombre de la página|Identificação da Página|Nome da Página|"
    "ID da Página|Identifiant de la Page|ID de la Page|Nom de la Page|Seiten-ID|Seitenname|Name der Seite|Sid-id|Sidnamn|"
    "Sidans namn",
    "account": "Identificador de la cuenta|ID de la cuenta|Nombre de usuario de la cuenta|Nombre de la cuenta|"
    "Identificação da conta|ID da conta|Nome de usuário da conta|Nome da conta|Identifiant du compte|ID du compte|"
    "Nom d’utilisateur du compte|Nom du compte|Konto-ID|Konto-Benutzername|Benutzername des Kontos|Kontoname|"
    "Kontots användarnamn|Kontonamn|Användarnamn",
    "ignored": "Duración (segundos)|Duración|Duração (s)|Duração (segundos)|Duração|Durée (s)|Durée (secondes)|Durée|Dauer|"
    "Dauer (Sek.)|Dauer (Sekunden)|Längd (sek)|Varaktighet (sek)|Tipo de subtítulo|Tipo de legenda|Es una publicación cruzada|"
    "Es una publicación compartida|Idiomas|Etiquetas personalizadas|Estado de contenido financiado|"
    "Comentario sobre los datos|Comentário de dados|Comentários de dados|Commentaire sur les données|Datenkommentar|"
    "Datakommentar|Autor de la publicación",
    "views": "Visualizaciones|Visualizações|Vues|Aufrufe|Visningar",
    "impressions": "Impresiones|Impressões|Impressionen|Intryck|Exponeringar",
    "reach": "Alcance|Couverture|Portée|Reichweite|Erreichte Konten|Räckvidd",
    "viewers": "Espectadores|Espectadores únicos|Spectateurs uniques|Zuschauer",
    "interactions": "Reacciones, comentarios y veces que se compartió|Reações, comentários e compartilhamentos|"
    "Réactions, commentaires et partages|Reaktionen, Kommentare und geteilte Inhalte|Reaktionen, Kommentare und Shares|"
    "Reaktioner, kommentarer och delningar|Interacciones|Interações|Interaktionen|Interaktioner",
    "reactions": "Reacciones|Reações|Réactions|Reaktionen|Reaktioner",
    "likes": "Me gusta|Curtidas|J’aime|Mentions J’aime|Gefällt mir|Gefällt mir-Angaben|„Gefällt mir“-Angaben|Gilla-markeringar",
    "comments": "Comentarios|Comentários|Commentaires|Kommentare|Kommentarer|Respuestas|Respostas|Réponses|Antworten|Svar",
    "shares": "Veces que se compartió|Compartidos|Compartilhamentos|Partages|Geteilte Inhalte|Geteilt|Mal geteilt|Delningar",
    "saves": "Veces que se guardó|Guardados|Salvamentos|Enregistrements|Gespeicherte Beiträge|Gespeicherte Inhalte|Gespeichert|"
    "Sparade objekt|Sparade",
    "follows": "Seguimientos|Seguimentos|Abonnements|Följer",
    "clicks": "Total de clics|Total de cliques|Nombre total de clics|Klicks insgesamt|Totalt antal klick",
    "link_clicks": "Clics en el enlace|Clics en enlaces|Cliques no link|Clics sur un lien|Link-Klicks|Linkklicks|Länkklick",
    "other_clicks": "Clics de otro tipo|Otros clics|Outros cliques|Autres clics|Sonstige Klicks|Andere Klicks|Övriga klick",
    "profile_visits": "Visitas al perfil|Visitas ao perfil|Visites du profil|Profilaufrufe|Profilbesuche|Profilbesök",
    "net_followers": "Suscriptores|Inscritos|Abonnés|Abonnenten|Prenumeranter",
    "new_followers": "Nuevos seguidores|Novos seguidores|Nouveaux abonnés|Neue Follower|Nya följare",
    "followers": "Seguidores|Följare",
    "watch_seconds": "Segundos reproducidos",
    "average_view_seconds": "Segundos en promedio reproducidos|Duración media de las visualizaciones|"
    "Promedio de duración de las vistas|Durée moyenne de visionnage|Durée moyenne d’une vue|Duração média da visualização|"
    "Durchschnittliche Wiedergabedauer",
    "video_plays": "Reproducciones de video de 3 segundos",
    "metric": "Navegación|Navegação|Toques en stickers|Toques em figurinhas|Alcance de Publicaciones orgánicas|"
    "Alcance de Publicaciones promocionadas|Visualizaciones de Publicaciones orgánicas|"
    "Visualizaciones de Publicaciones promocionadas|Tiempo de visualización (horas)|Durée de visionnage (heures)|"
    "Tempo de exibição (horas)|Wiedergabezeit (Stunden)|Porcentaje de clics de las impresiones (%)|"
    "Taux de clics par impression (%)|Taxa de cliques de impressões (%)|Klickrate der Impressionen (%)|Vues engagées|"
    "Ont continué de regarder (%)|Pourcentage moyen regardé (%)|Porcentaje medio visto (%)|Ingresos estimados (USD)|"
    "Revenus estimés (USD)|Receita estimada (USD)",
}

META_ABROAD: dict[str, str] = {
    "span": "Fecha|Date|Datum",
    "title": "Título|Titre|Titel",
    "text": "Descripción|Descrição|Description|Beschreibung|Beskrivning",
}
