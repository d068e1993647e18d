"""Column names of YouTube Studio, which writes them in the language of whoever exports: English and Polish first.

The form is that of `aliases`. Names of other languages were collected from public code that reads such exports.
"""

from __future__ import annotations

from app.exchange.imports.aliases import named, normal

_CONTENT = (
    "Content|Video|Videos|Treść|Treści|Film|Filmy|Zawartość|Contenido|Vídeo|Vídeos|Conteúdo|Contenu|Vidéo|Vidéos|"
    "Inhalte|Inhalt|Contenuti|Contenuto|Innehåll|Videor|Indhold|Innhold|Sisältö|İçerik|Konten|Obsah|Tartalom|"
    "Контент|Видео|Вміст|Відео|コンテンツ|動画|콘텐츠|동영상|内容|內容|影片|视频|Nội dung"
)
_PUBLISHED = (
    "Video publish time|Data i godzina publikacji filmu|Czas publikacji filmu|Godzina publikacji filmu|"
    "Hora de publicación del vídeo|Hora de publicación del video|Tiempo de publicación del video|"
    "Fecha de publicación del video|Horário de publicação do vídeo|Hora de publicação do vídeo|"
    "Data/hora da publicação do vídeo|Data de publicação do vídeo|Heure de publication de la vidéo|"
    "Date de publication de la vidéo|Date et heure de publication de la vidéo|"
    "Veröffentlichungszeitpunkt des Videos|Veröffentlichungszeit des Videos|Veröffentlichungsdatum des Videos|"
    "Data e ora di pubblicazione del video|Ora di pubblicazione del video|Ora pubblicazione video|"
    "Data di pubblicazione del video|Publicatietijd van video|Publicatietijd video|Tijdstip van videopublicatie|"
    "Videons publiceringstid|Publiceringstid för video|Tidspunkt for udgivelse af video|Publiseringstid for videoen|"
    "Video yayınlanma zamanı|Videonun yayınlanma zamanı|Waktu publikasi video|Waktu video dipublikasikan|"
    "Čas zveřejnění videa|Čas zverejnenia videa|Videó közzétételének időpontja|Время публикации видео|"
    "Время публикации|Час публікації відео|動画公開時刻|동영상 게시 시간|影片發布時間|视频发布时间|Thời gian xuất bản video"
)
_LENGTH = (
    "Duration|Czas trwania|Duración|Duração|Durée|Dauer|Durata|Duur|Längd|Varaktighet|Varighed|Varighet|Süre|Durasi|"
    "Délka|Dĺžka|Продолжительность|Длительность|Тривалість|長さ|길이|時長|时长"
)
_HOURS = (
    "Watch time (hours)|Czas oglądania (godziny)|Czas oglądania (w godzinach)|Czas oglądania (godz.)|"
    "Tiempo de visualización (horas)|Tempo de exibição (horas)|Tempo de visualização (horas)|"
    "Durée de visionnage (heures)|Wiedergabezeit (Stunden)|Tempo di visualizzazione (ore)|Weergavetijd (uur)|"
    "Weergavetijd (uren)|Kijktijd (uren)|Kijktijd (uur)|Visningstid (timmar)|Visningstid (timer)|"
    "İzlenme süresi (saat)|İzleme süresi (saat)|Waktu tonton (jam)|Doba sledování (hodiny)|"
    "Čas pozerania (hodiny)|Megtekintési idő (óra)|Время просмотра (часы)|Время просмотра (часов)|"
    "Час перегляду (години)|Тривалість перегляду (години)|総再生時間(単位: 時間)|総再生時間(時間)|"
    "시청 시간(단위: 시간)|시청 시간(시간)|觀看時間(小時)|观看时间(小时)|Thời gian xem (giờ)"
)
_CLICK_RATE = (
    "Impressions click-through rate (%)|Thumbnail click-through rate (%)|Impressions ctr (%)|"
    "Współczynnik klikalności wyświetleń (%)|Współczynnik klikalności miniatury (%)|"
    "Współczynnik klikalności miniatur (%)|Porcentaje de clics de las impresiones (%)|"
    "Porcentaje de clics de las miniaturas (%)|CTR de las impresiones (%)|Taxa de cliques de impressões (%)|"
    "Taxa de cliques da miniatura (%)|Taux de clics par impression (%)|Taux de clics des impressions (%)|"
    "Taux de clics sur les miniatures (%)|Klickrate der Impressionen (%)|Thumbnail-Klickrate (%)|"
    "Percentuale di clic delle impressioni (%)|Klikfrequentie van vertoningen (%)|Klickfrekvens för exponeringar (%)|"
    "Gösterim tıklama oranı (%)|Rasio klik-tayang tayangan (%)|Míra prokliku zobrazení (%)|"
    "CTR для значков видео (%)|CTR показов (%)|Показник CTR для показів (%)|インプレッションのクリック率(%)|노출 클릭률(%)"
)
_VIEW_LENGTH = (
    "Average view duration|Średnia długość wyświetlenia|Średni czas wyświetlania|Średnia długość oglądania|"
    "Średni czas oglądania|Średni czas oglądania filmu|"
    "Duración media de las visualizaciones|Duración media de la visualización|Promedio de duración de las vistas|"
    "Duração média da visualização|Durée moyenne de visionnage|Durée moyenne d’une vue|"
    "Durchschnittliche Wiedergabedauer|Durata media della visualizzazione|Durata media visualizzazione|"
    "Gemiddelde weergaveduur|Genomsnittlig visningslängd|Ortalama görüntüleme süresi|Durasi penayangan rata-rata|"
    "Средняя продолжительность просмотра|Середня тривалість перегляду|平均視聴時間|평균 시청 지속 시간"
)
_WATCHED = (
    "Average percentage viewed (%)|Average % viewed|Stayed to watch (%)|"
    "Stayed to watch at 0:30 (%)|Viewed (vs. swiped away) (%)|Shown in feed|Engaged views|New viewers|"
    "Returning viewers|Regular viewers|Casual viewers|Average views per viewer|28-day new viewers|"
    "28-day casual viewers|28-day regular viewers|28-day returning viewers|28-day unique viewers|"
    "Monthly audience|Miesięczna liczba odbiorców|Miesięczna widownia|"
    "Średni procent obejrzenia (%)|Średni odsetek wyświetlenia (%)|"
    "Kontynuowali oglądanie (%)|Wyświetlenia zamierzone|Zaangażowane wyświetlenia|Nowi widzowie|"
    "Powracający widzowie|Stali widzowie|Okazjonalni widzowie|Średnia liczba wyświetleń na widza|"
    "Porcentaje medio visto (%)|"
    "Porcentagem visualizada média (%)|Visualizações intencionais|Visualizações engajadas|"
    "Pourcentage moyen regardé (%)|"
    "Pourcentage moyen de visionnage (%)|Vues engagées|Ont continué de regarder (%)|"
    "Durchschnittlich angesehen (%)|Durchschnittliche Wiedergabe in Prozent (%)|"
    "Percentuale media visualizzata (%)|Ha continuato a guardare (%)|"
    "Nuovi spettatori|Spettatori di ritorno|Spettatori occasionali|Spettatori abituali|"
    "Средний процент просмотра (%)|平均視聴率(%)|視聴を継続(%)"
)
_MONEY = (
    "Estimated revenue (USD)|Your estimated revenue (USD)|Estimated partner revenue (USD)|"
    "Estimated partner AdSense revenue (USD)|RPM (USD)|Playback-based CPM (USD)|"
    "Estimated monetized playbacks|YouTube ad revenue (USD)|YouTube Premium (USD)|YouTube Premium revenue (USD)|"
    "Watch Page ads (USD)|Shorts Feed ads (USD)|Transaction revenue (USD)|Revenue per mille (USD)|"
    "Szacunkowe przychody (USD)|Twoje szacunkowe przychody (USD)|Szacowane przychody (USD)|Ingresos estimados (USD)|"
    "Receita estimada (USD)|Revenus estimés (USD)|Geschätzter Umsatz (USD)|Geschätzte Einnahmen (USD)|"
    "Entrate stimate (USD)|Geschatte opbrengst (USD)|Beräknade intäkter (USD)|Tahmini gelir (USD)|"
    "Estimasi pendapatan (USD)|Расчетный доход (USD)|Расчётный доход (USD)|推定収益 (USD)|예상 수익 (USD)"
)
_OTHERS = (
    "Videos added|Videos published|Hypes|Hype points|Watch time (hours) (%)|Views (%)|Unique viewers (%)|Subscribers (%)|"
    "End screen elements shown|End screen element clicks|Clicks per end screen element shown (%)|Cards shown|"
    "Card clicks|Clicks per card shown (%)|Card teasers shown|Card teaser clicks|Clicks per card teaser shown (%)|"
    "Average concurrent viewers|Peak concurrent viewers|Remix views|Remixes|YouTube Premium views|"
    "YouTube Premium watch time (hours)|Playlist saves|Views from playlist|Likes (vs. dislikes) (%)|"
    "Polubienia (w porównaniu z niepolubieniami) (%)|Opublikowane filmy|Dodane filmy|Wyświetlenia (%)|"
    "Czas oglądania (godziny) (%)|Czas oglądania (w godzinach) (%)|Tempo de exibição (horas) (%)|"
    "Visualizações (%)|Visualizaciones (%)|Tiempo de visualización (horas) (%)|Aufrufe (%)|Wiedergabezeit (Stunden) (%)"
)
_OWN = "|".join((_CLICK_RATE, _WATCHED, _MONEY, _OTHERS))
OWN_FIGURES = frozenset(
    normal(name) for name in "|".join((_HOURS, _CLICK_RATE, _WATCHED, _OTHERS, _VIEW_LENGTH)).split("|")
)
"""Figures that no other network calls so; money has names of many."""
CLICK_RATES = frozenset(normal(name) for name in _CLICK_RATE.split("|"))

YOUTUBE = named(
    post_id=_CONTENT,
    title="Video title|Tytuł filmu|City name|Nazwa miasta|Source title|Tytuł źródła|Playlist title|Tytuł playlisty|"
    "Título del vídeo|Título del video|Título do vídeo|Titre de la vidéo|Videotitel|Titel des Videos|Titolo del video|"
    "Titolo video|Titel van video|Titel video|Videons titel|Videons namn|Videotittel|Video başlığı|Judul video|"
    "Název videa|Názov videa|Videó címe|Название видео|Назва відео|動画のタイトル|동영상 제목|影片標題|视频标题|"
    "Tiêu đề video",
    published_at=_PUBLISHED,
    day="Date|Data|Fecha|Datum|Dato|Päivämäärä|Tarih|Tanggal|Dátum|Дата|日付|날짜|日期|Ngày",
    views="Views|Wyświetlenia|Visualizaciones|Vistas|Visualizações|Vues|Aufrufe|Visualizzazioni|Weergaven|Visningar|"
    "Visninger|Näyttökerrat|Görüntüleme sayısı|Görüntüleme|Görüntülemeler|Penayangan|Zhlédnutí|Zobrazenia|"
    "Megtekintések|Просмотры|Перегляди|視聴回数|조회수|觀看次數|观看次数|Lượt xem",
    impressions="Impressions|Thumbnail impressions|Wyświetlenia miniatury|Wyświetlenia miniatur|Wyświetlenia miniaturki|"
    "Wyświetlenia (miniatura)|Impresiones|Impresiones de las miniaturas|Impressões|Impressões da miniatura|"
    "Impressões de miniaturas|Impressions de la miniature|Impressions de miniatures|Impressionen|"
    "Thumbnail-Impressionen|Impressioni|Vertoningen|Exponeringar|Gösterimler|Gösterim sayısı|Tayangan|"
    "Показы|Показы для значков|Показы значков|Покази|インプレッション数|インプレッション|노출수|曝光次數|展示次数",
    net_followers="Subscribers|Subskrybenci|Subskrypcje|Suscriptores|Inscritos|Subscritores|Abonnés|Abonnenten|Iscritti|"
    "Abonnees|Prenumeranter|Abonnenter|Aboneler|Subscriber|Odběratelé|Odberatelia|Feliratkozók|Подписчики|"
    "Підписники|チャンネル登録者|チャンネル登録者数|구독자|訂閱人數|订阅者|Người đăng ký",
    new_followers="Subscribers gained|Zdobyci subskrybenci|Uzyskani subskrybenci|Nowi subskrybenci|Pozyskani subskrybenci|"
    "Zyskani subskrybenci|Suscriptores ganados|"
    "Suscriptores obtenidos|Inscritos ganhos|Abonnés gagnés|Gewonnene Abonnenten|Iscritti acquisiti|"
    "Новые подписчики|登録者増加数",
    lost_followers="Subscribers lost|Utraceni subskrybenci|Suscriptores perdidos|Inscritos perdidos|Abonnés perdus|"
    "Verlorene Abonnenten|Iscritti persi|登録者減少数",
    viewers="Unique viewers|Unikalni widzowie|Espectadores únicos|Spectateurs uniques|Einzelne Zuschauer|"
    "Spettatori unici|Unieke kijkers|Unika tittare|Уникальные зрители|Унікальні глядачі|ユニーク視聴者数|순 시청자 수",
    likes='Likes|Polubienia|Łapki w górę|Polubienia („łapki w górę”)|Me gusta|Marcações "Gostei"|Gostei|Curtidas|'
    "J’aime|Mentions J’aime|„Mag ich“-Bewertungen|Mag ich-Bewertungen|Mi piace|Vind-ik-leuks|Gilla-markeringar|"
    'Beğenme|Suka|Отметки "Нравится"|Лайки|高評価数|高評価|좋아요 수',
    comments="Comments added|Dodane komentarze|Comentarios agregados|Comentarios añadidos|Comentarios|"
    "Comentários adicionados|Comentários|Commentaires ajoutés|Commentaires|Hinzugefügte Kommentare|"
    "Kommentare hinzugefügt|Kommentare|Commenti aggiunti|Commenti|Reacties toegevoegd|Комментарии|"
    "Добавленные комментарии|コメント追加回数|コメント数|추가된 댓글",
    shares="Shares|Udostępnienia|Veces compartido|Compartidos|Compartilhamentos|Partages|Geteilte Inhalte|Condivisioni|"
    "Gedeeld|Delningar|Paylaşım|Репосты|共有数|공유",
    watch_hours=_HOURS,
    average_view_seconds=_VIEW_LENGTH,
    ignored=f"{_LENGTH}|Source type|Typ źródła|Tipo de fuente|Tipo de origem|Type de source|Quelltyp|Tipo di sorgente",
    metric=f"{_OWN}|Dislikes|Nie podoba mi się|Łapki w dół",
)

YOUTUBE_VIDEO_DAYS = named(bucket=_CONTENT, ignored=f"{_PUBLISHED}|{_LENGTH}")
"""The same columns in a table of days: there a video is what the day is divided by."""

YOUTUBE_DIMENSIONS: dict[str, str] = {
    normal(name): dimension
    for dimension, names in {
        "country": "Geography|Country|Geografia|Region geograficzny|Lokalizacja geograficzna|Lokalizacja|Kraj|"
        "Obszar geograficzny|Geografía|"
        "Ubicación geográfica|País|Geografia|Localização geográfica|Zone géographique|Données géographiques|Pays|"
        "Geografie|Geographie|Land|Area geografica|Geografi|Coğrafya|География|Географія|地域|지역",
        "city": "Cities|City|Miasta|Miasto|Ciudades|Ciudad|Cidades|Cidade|Villes|Ville|Städte|Stadt|Città|Города|都市",
        "traffic_source": "Traffic source|Źródło wyświetleń|Źródło wizyt|Źródło odwiedzin|Źródło ruchu|Fuente de tráfico|"
        "Origem do tráfego|Source de trafic|Source du trafic|Zugriffsquelle|Besucherquelle|Traffic-Quelle|"
        "Sorgente di traffico|Verkeersbron|Trafikkälla|Trafik kaynağı|Sumber traffic|Источник трафика|"
        "Джерело трафіку|トラフィック ソース|트래픽 소스",
        "age": "Viewer age|Wiek widza|Wiek widzów|Edad del espectador|Edad de los espectadores|Idade do espectador|"
        "Âge du spectateur|Âge des spectateurs|Alter der Zuschauer|Zuschaueralter|Età spettatore|Возраст зрителей|"
        "視聴者の年齢",
        "gender": "Viewer gender|Płeć widza|Płeć widzów|Sexo del espectador|Género del espectador|Gênero do espectador|"
        "Sexe du spectateur|Sexe des spectateurs|Geschlecht der Zuschauer|Genere spettatore|Пол зрителей|視聴者の性別",
        "device": "Device type|Typ urządzenia|Tipo de dispositivo|Type d'appareil|Gerätetyp|Tipo di dispositivo|"
        "Apparaattype|Enhetstyp|Cihaz türü|Jenis perangkat|Тип устройства|Тип пристрою|デバイスのタイプ|기기 유형",
        "system": "Operating system|System operacyjny|Sistema operativo|Sistema operacional|Système d'exploitation|"
        "Betriebssystem|Besturingssysteem|Операционная система",
        "subscription": "Subscription status|Status subskrypcji|Stan subskrypcji|Estado de la suscripción|Status da inscrição|"
        "État de l'abonnement|Abostatus|Stato iscrizione|Статус подписки|登録状況",
        "content_type": "Content type|Rodzaj treści|Typ treści|Tipo de contenido|Tipo de conteúdo|Type de contenu|Inhaltstyp|"
        "Tipo di contenuto|Тип контента",
        "playback": "YouTube product|Usługa YouTube",
        "playback_location": "Playback location|Miejsce odtwarzania|Ubicación de reproducción|Local de reprodução",
        "viewer_type": "New and returning viewers|Audience by watch behavior|Nowi i powracający widzowie",
        "playlist": "Playlist|Playlista|Lista de reproducción",
        "sharing": "Sharing service|Usługa udostępniania",
        "subtitles": "Subtitles and CC|Napisy",
        "language": "Video info language|Język informacji o filmie",
        "translation": "Translation use|Wykorzystanie tłumaczeń",
        "subscription_source": "Subscription source|Źródło subskrypcji",
        "end_screen": "End screen element type|End screen element|Typ elementu ekranu końcowego",
        "card": "Card type|Card|Typ karty",
    }.items()
    for name in names.split("|")
}
