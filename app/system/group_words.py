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
    "period_total": NC_("grouped by", "Whole period"),
}


def dimension(name: str, words: Words) -> str:
    """What a table is grouped by; what only a file knows, by the file's own word."""
    return " · ".join(words.c(*DIMENSIONS[one]) if one in DIMENSIONS else one for one in name.split(" · "))


def bucket(dimension: str, name: str, words: Words) -> str:
    """A group of people: a country by its name where a file gives its code."""
    if dimension != "country" or len(name) != 2 or not name.isupper():
        return name
    from babel import Locale

    return str(Locale.parse(words.language).territories.get(name, name))
