"""What the days of `domain.observances` are called."""

from __future__ import annotations

from app.system.words import NC_, Words

NAMES: dict[str, tuple[str, str]] = {
    "grandmothers_day": NC_("observance", "Grandmother's Day"),
    "grandfathers_day": NC_("observance", "Grandfather's Day"),
    "valentines_day": NC_("observance", "Valentine's Day"),
    "fat_thursday": NC_("observance", "Fat Thursday"),
    "shrove_tuesday": NC_("observance", "Shrove Tuesday"),
    "ash_wednesday": NC_("observance", "Ash Wednesday"),
    "womens_day": NC_("observance", "Women's Day"),
    "mens_day": NC_("observance", "Men's Day"),
    "first_day_of_spring": NC_("observance", "First day of spring"),
    "earth_hour": NC_("observance", "Earth Hour"),
    "april_fools_day": NC_("observance", "April Fools' Day"),
    "palm_sunday": NC_("observance", "Palm Sunday"),
    "wet_monday": NC_("observance", "Wet Monday"),
    "earth_day": NC_("observance", "Earth Day"),
    "flag_day": NC_("observance", "Flag Day"),
    "mothers_day": NC_("observance", "Mother's Day"),
    "mothers_day_uk": NC_("observance", "Mother's Day (United Kingdom)"),
    "mothers_day_us": NC_("observance", "Mother's Day (USA, Germany)"),
    "mothers_day_fr": NC_("observance", "Mother's Day (France)"),
    "childrens_day": NC_("observance", "Children's Day"),
    "fathers_day": NC_("observance", "Father's Day"),
    "fathers_day_us": NC_("observance", "Father's Day (USA, United Kingdom)"),
    "fathers_day_de": NC_("observance", "Father's Day (Germany)"),
    "midsummer_night": NC_("observance", "Midsummer night"),
    "school_end": NC_("observance", "Last day of school"),
    "school_start": NC_("observance", "First day of school"),
    "boyfriends_day": NC_("observance", "Boyfriend's Day"),
    "teachers_day": NC_("observance", "Teachers' Day"),
    "halloween": NC_("observance", "Halloween"),
    "all_souls_day": NC_("observance", "All Souls' Day"),
    "saint_martins_day": NC_("observance", "Saint Martin's Day"),
    "singles_day": NC_("observance", "Singles' Day"),
    "black_friday": NC_("observance", "Black Friday"),
    "cyber_monday": NC_("observance", "Cyber Monday"),
    "giving_tuesday": NC_("observance", "Giving Tuesday"),
    "saint_andrews_eve": NC_("observance", "Saint Andrew's Eve"),
    "saint_barbaras_day": NC_("observance", "Saint Barbara's Day"),
    "saint_nicholas_day": NC_("observance", "Saint Nicholas Day"),
    "new_years_eve": NC_("observance", "New Year's Eve"),
    "trade_sunday": NC_("observance", "Trading Sunday"),
}


def observance_name(key: str, words: Words) -> str:
    """The name of a day, or of "trade_sunday", in the language of `words`."""
    return words.c(*NAMES[key])
