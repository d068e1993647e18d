"""Words for what tables are grouped by, and for their groups."""

from __future__ import annotations

from app.system.words import NC_, Words

DIMENSIONS: dict[str, tuple[str, str]] = {
    "age_gender": NC_("people by", "Age and gender"),
    "age": NC_("people by", "Age"),
    "gender": NC_("people by", "Gender"),
    "country": NC_("people by", "Country"),
    "location": NC_("people by", "Place"),
    "Locations": NC_("people by", "Place"),
    "region": NC_("people by", "Region"),
    "city": NC_("people by", "City"),
    "language": NC_("people by", "Language"),
    "Job titles": NC_("people by", "Job title"),
    "job_function": NC_("people by", "Job function"),
    "seniority": NC_("people by", "Seniority"),
    "Seniority": NC_("people by", "Seniority"),
    "industry": NC_("people by", "Industry"),
    "Industries": NC_("people by", "Industry"),
    "company_size": NC_("people by", "Company size"),
    "Company size": NC_("people by", "Company size"),
    "Companies": NC_("people by", "Company"),
    "device": NC_("people by", "Device"),
    "system": NC_("people by", "Operating system"),
    "subscription": NC_("people by", "Subscription"),
    "campaign": NC_("grouped by", "Campaign"),
    "ad_set": NC_("grouped by", "Ad set"),
    "ad": NC_("grouped by", "Advertisement"),
    "account": NC_("grouped by", "Advertising account"),
    "placement": NC_("grouped by", "Placement"),
    "day": NC_("grouped by", "Day"),
    "week": NC_("grouped by", "Week"),
    "month": NC_("grouped by", "Month"),
    "hour": NC_("grouped by", "Hour"),
    "source": NC_("grouped by", "Source"),
    "medium": NC_("grouped by", "Medium"),
    "source / medium": NC_("grouped by", "Source / medium"),
    "session source": NC_("grouped by", "Session source"),
    "session medium": NC_("grouped by", "Session medium"),
    "session source / medium": NC_("grouped by", "Session source / medium"),
    "session campaign": NC_("grouped by", "Session campaign"),
    "session default channel group": NC_("grouped by", "Session channel group"),
    "session primary channel group (default channel group)": NC_("grouped by", "Session channel group"),
    "session primary channel group": NC_("grouped by", "Session channel group"),
    "first user primary channel group (default channel group)": NC_("grouped by", "Channel group of the first visit"),
    "first user default channel group": NC_("grouped by", "Channel group of the first visit"),
    "landing page": NC_("grouped by", "Landing page"),
    "landing page + query string": NC_("grouped by", "Landing page"),
    "page title and screen class": NC_("grouped by", "Page title"),
    "page title and screen name": NC_("grouped by", "Page title"),
    "page path and screen class": NC_("grouped by", "Page path"),
    "event name": NC_("grouped by", "Event"),
    "browser": NC_("grouped by", "Browser"),
    "traffic source": NC_("grouped by", "Traffic source"),
    "traffic_source": NC_("grouped by", "Traffic source"),
    "competitor": NC_("grouped by", "Competitor"),
    "video": NC_("grouped by", "Video"),
    "content_type": NC_("grouped by", "Kind of content"),
    "period_total": NC_("grouped by", "Whole period"),
}

_FILE_MEASURES: dict[str, tuple[str, str]] = {
    "total followers": NC_("measure of a file", "followers"),
    "new followers": NC_("measure of a file", "new followers"),
    "total views": NC_("measure of a file", "views"),
    "views": NC_("measure of a file", "views"),
    "sessions": NC_("measure of a file", "sessions"),
    "engaged sessions": NC_("measure of a file", "sessions with engagement"),
    "average engagement time per session": NC_("measure of a file", "average engagement time per session"),
    "active users": NC_("measure of a file", "active users"),
    "total users": NC_("measure of a file", "users"),
    "new users": NC_("measure of a file", "new users"),
    "event count": NC_("measure of a file", "events"),
    "key events": NC_("measure of a file", "key events"),
    "engagement rate": NC_("measure of a file", "engagement rate"),
    "total revenue": NC_("measure of a file", "revenue"),
}
"""What English files call their figures; others keep the file's own word."""


_WOMEN, _MEN = NC_("gender", "Women"), NC_("gender", "Men")
_GENDERS: dict[str, tuple[str, str]] = {
    "women": _WOMEN,
    "female": _WOMEN,
    "kobiety": _WOMEN,
    "men": _MEN,
    "male": _MEN,
    "mężczyźni": _MEN,
    "other": NC_("gender", "Other"),
    "user-specified": NC_("gender", "Other"),
    "unknown": NC_("gender", "Unknown"),
}
"""What files call them."""
_OTHER_COUNTRIES = NC_("countries", "Others")


def file_measure(name: str, words: Words) -> str:
    known = _FILE_MEASURES.get(" ".join(name.casefold().split()))
    return words.c(*known) if known else name


def dimension(name: str, words: Words) -> str:
    """What a table is grouped by; what only a file knows, by the file's own word."""
    return " · ".join(words.c(*DIMENSIONS[one]) if one in DIMENSIONS else one for one in name.split(" · "))


def bucket(dimension: str, name: str, words: Words) -> str:
    """A group of people: a country by its name where a file gives its code, a gender by its word."""
    if dimension in ("gender", "age_gender"):
        return " · ".join(_gender(part, words) for part in name.split(" · "))
    if dimension == "period_total":
        return words.t("all together")
    if dimension == "country" and name == "Others":
        return words.c(*_OTHER_COUNTRIES)
    if dimension != "country" or len(name) != 2 or not name.isupper():
        return name
    from babel import Locale

    return str(Locale.parse(words.language).territories.get(name, name))


def _gender(name: str, words: Words) -> str:
    known = _GENDERS.get(name.casefold())
    return words.c(*known) if known else name
