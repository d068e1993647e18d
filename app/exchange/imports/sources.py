"""The tables this program knows: by which columns each is recognised and how it is read. Data, not behaviour."""

from __future__ import annotations

from app.exchange.imports.known_ads import ADS_SOURCES
from app.exchange.imports.known_followers import FOLLOWERS
from app.exchange.imports.known_ga4 import GA4_SOURCES
from app.exchange.imports.known_linkedin import LINKEDIN_SOURCES
from app.exchange.imports.known_meta import META_SOURCES, METRICS_TABLE
from app.exchange.imports.known_tiktok import TIKTOK_SOURCES
from app.exchange.imports.known_x import X_SOURCES
from app.exchange.imports.known_youtube import YOUTUBE_SOURCES
from app.exchange.imports.source import Source

SOURCES: tuple[Source, ...] = (
    METRICS_TABLE,
    *META_SOURCES,
    *LINKEDIN_SOURCES,
    *YOUTUBE_SOURCES,
    *TIKTOK_SOURCES,
    *X_SOURCES,
    *ADS_SOURCES,
    *GA4_SOURCES,
    FOLLOWERS,
)

BY_NAME: dict[str, Source] = {source.name: source for source in SOURCES}
