"""Exports of Facebook and Instagram."""

from __future__ import annotations

import re

from app.domain.imports import Question
from app.exchange.imports.aliases import META, META_SUMMARY, META_VIDEO, named, normal
from app.exchange.imports.source import ZONE, Source
from app.exchange.imports.stems import meta_meaning

METRICS_TABLE = Source(
    "facebook.metrics_table",
    "facebook",
    "posts",
    frozenset({"month", "weekday", "hour", "format"}),
    questions=(Question("year"), Question("weekday_start", ("sunday", "monday"), "sunday")),
)

LEGACY_POSTS = named(
    post_id="Identificador|Identyfikator|Identifiant|Kennung|ID bài viết",
    permalink="Link bezpośredni|Permalink|Enlace|Permanentlink|Liên kết vĩnh viễn",
    audience="Audience Targeting|Countries|Grupa odbiorców|Kraje|Países|Pays|Länder|Paesi|Landen|Segmentación por público|"
    "Direcionamento de público|Zielgruppen-Targeting|Ciblage d'audience|Quốc gia|Ngôn ngữ",
    text="Post Message|Treść posta|Wiadomość w poście|Mensaje de la publicación|Mensagem da publicação|Mensagem do post|"
    "Message de la publication|Beitragsnachricht|Nachricht|Messaggio del post|Berichttekst|Tin nhắn của bài viết",
    format="Type|Typ|Tipo|Loại",
    published_at="Posted|Opublikowano|Publicado|Publicada|Publié|Publiée|Veröffentlicht|Gepostet|Pubblicato|Geplaatst|Đã đăng",
    reach="Lifetime Post Total Reach|Lifetime Total Reach|post_impressions_unique:lifetime",
    impressions="Lifetime Post Total Impressions|Lifetime Total Impressions|post_impressions:lifetime",
    engaged_users="Lifetime Engaged Users|Lifetime Post Engaged Users|post_engaged_users:lifetime",
    consumers="Lifetime Post Consumers",
    consumptions="Lifetime Post Consumptions",
    likes="Lifetime Post Stories by action type - like",
    comments="Lifetime Post Stories by action type - comment",
    shares="Lifetime Post Stories by action type - share",
    link_clicks="Lifetime Post consumptions by type - link clicks",
    other_clicks="Lifetime Post consumptions by type - other clicks",
    video_plays="Lifetime Total Video Views",
    metric="Lifetime Talking About This (Post) by action type - like|Lifetime Talking About This (Post) by action type - share|"
    "Lifetime Talking About This (Post) by action type - comment",
)
"""The table of posts before Business Suite; a line of explanations stands under its header."""

_DAILY = re.compile(
    r"daily (?!.*(?:\bcity\b|\bcountry\b|language|demographics|frequency distribution|referr|logged-in tab views)).*|"
    r"lifetime total (?:likes|follow(?:er)?s)"
)


def daily_meaning(header: str) -> str | None:
    """Any further figure of a day, parts of an audience apart."""
    return "metric" if _DAILY.fullmatch(normal(header)) else None


LEGACY_DAYS = named(
    day="Date|Data",
    followers="Lifetime Total Likes|Lifetime Total Follows|Lifetime Total Followers|"
    "Lifetime: The total number of people who have liked your Page. (Unique Users)",
    new_followers="Daily New Likes|Daily New Follows|Daily: The number of new people who have liked your Page (Unique Users)",
    lost_followers="Daily Unlikes|Daily Unfollows|Daily: The number of Unlikes of your Page (Unique Users)",
    engaged_users="Daily Page Engaged Users|Daily: The number of people who engaged with your Page. Engagement includes any "
    "click or story created. (Unique Users)",
    reach="Daily Total Reach",
    impressions="Daily Total Impressions",
    consumers="Daily Total Consumers",
    consumptions="Daily Page Consumptions|Daily Total Consumptions",
    metric="Daily Organic Reach|Daily Paid Reach|Daily Viral Reach|Daily Organic impressions|Daily Paid Impressions|"
    "Daily Viral impressions|Daily Reach Of Page Posts|Daily Organic Reach of Page posts|Daily Paid Reach of Page posts|"
    "Daily Total Impressions of your posts|Daily Organic impressions of your posts|Daily Paid impressions of your posts|"
    "Daily Negative Feedback|Daily Negative Feedback From Users|Daily Logged-in Page Views|"
    "Daily Number of People Talking About This|Daily Page Stories",
)
"""The table of days before Business Suite. What it gives for weeks and 28 days is no figure of a day and stays out."""

_ONLINE = named(day="Date|Data", metric="|".join(f"Daily Liked and Online - {hour}" for hour in range(24)))
"""A table of its own in workbooks: how many of those who like the page were there in which hour."""

PAGE_DAYS = named(
    reach="Page reach|Facebook Page reach",
    profile_visits="Page visits|Facebook visits|Page views|Odwiedziny strony|Wizyty na stronie|Odwiedziny na Facebooku",
    followers="Page likes|Page follows|Page followers|Total Page likes",
    new_followers="New Page likes|New Page follows|New likes|New follows|Daily new likes|Follows|Obserwacje|Nowe obserwacje",
    lost_followers="Page unlikes|Page unfollows|Unlikes|Zaprzestania obserwowania|Rezygnacje z obserwowania",
    net_followers="Obserwacje netto",
    engaged_users="Unique user engagements",
)
"""A page's days as chosen columns."""

META_SOURCES: tuple[Source, ...] = (
    Source(
        "meta.facebook_posts",
        "facebook",
        "posts",
        frozenset({"post_id", "published_at", "page"}),
        words=META,
        date_order="mdy",
        questions=(ZONE,),
        open=True,
        stems=meta_meaning,
    ),
    Source(
        "meta.instagram_posts",
        "instagram",
        "posts",
        frozenset({"post_id", "published_at", "account"}),
        words=META,
        date_order="mdy",
        questions=(ZONE,),
        open=True,
        stems=meta_meaning,
    ),
    Source(
        "meta.facebook_videos",
        "facebook",
        "posts",
        frozenset({"post_id", "published_at", "page"}),
        any_of=frozenset({"video_plays", "watch_seconds"}),
        words=META | META_VIDEO,
        date_order="mdy",
        questions=(ZONE,),
        open=True,
        stems=meta_meaning,
        format="video",
    ),
    Source(
        "facebook.legacy_posts",
        "facebook",
        "posts",
        frozenset({"post_id", "permalink", "published_at", "format", "audience"}),
        forbidden=frozenset({"page"}),
        words=LEGACY_POSTS,
        date_order="mdy",
        questions=(ZONE,),
        open=True,
    ),
    Source(  # of videos alone, which need no type
        "facebook.legacy_videos",
        "facebook",
        "posts",
        frozenset({"post_id", "permalink", "published_at", "video_plays"}),
        forbidden=frozenset({"page"}),
        words=LEGACY_POSTS,
        date_order="mdy",
        questions=(ZONE,),
        open=True,
        format="video",
    ),
    Source(
        "facebook.legacy_days",
        "facebook",
        "days",
        frozenset({"day"}),
        any_of=frozenset({"followers", "new_followers", "lost_followers", "reach", "impressions", "engaged_users"}),
        words=LEGACY_DAYS,
        closed=True,
        stems=daily_meaning,
        date_order="mdy",
    ),
    Source(
        "facebook.legacy_online",
        "facebook",
        "days",
        frozenset({"day", "metric"}),
        words=_ONLINE,
        closed=True,
        strict=True,
        date_order="mdy",
    ),
    Source(
        "meta.page_days",
        "facebook",
        "days",
        frozenset({"day", "page"}),
        any_of=frozenset({"page"}),
        forbidden=frozenset({"post_id", "published_at", "permalink"}),
        words=PAGE_DAYS,
        date_order="mdy",
        open=True,
        stems=meta_meaning,
    ),
    Source(
        "meta.summary_days",
        None,
        "days",
        frozenset({"day", "primary"}),
        any_of=frozenset({"primary"}),
        words=META_SUMMARY,
        only=frozenset({"day", "primary"}),
        strict=True,
        date_order="mdy",
        titled=True,
    ),
    Source(
        "meta.age_gender",
        None,
        "matrix",
        frozenset(),
        dimensions={"": "age_gender"},
    ),
    Source("facebook.legacy_likes", "facebook", "latest", frozenset(), date_order="mdy"),
    Source("meta.places", None, "wide", frozenset()),
    Source("meta.pairs", None, "pairs", frozenset()),
    Source("meta.followers", None, "stock", frozenset()),
)
