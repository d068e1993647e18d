"""Sentences about figures, dashboards and typical values (see `error_sentences`)."""

from __future__ import annotations

from app.system.words import N_

NUMBERS: dict[str, str] = {
    "kpi.period_reversed": N_("The period ends ({last}) before it begins ({first}). Change one of the days."),
    "dashboard.which_campaign": N_("This dashboard shows one campaign, and none was chosen. Choose a campaign first."),
    "dashboard.not_found": N_("There is no dashboard called {name} that you may see. Look at the list of dashboards."),
    "dashboard.ambiguous": N_("More than one dashboard is called {name}. Use its key: {choices}."),
    "dashboard.exists": N_("There is a dashboard called {name} already. Choose another name."),
    "dashboard.name_long": N_(
        "This name has {letters} letters, the name of a dashboard may have {longest}. Nothing was changed. Make it shorter."
    ),
    "dashboard.not_yours": N_(
        "The dashboard {name} belongs to somebody else, so nothing was changed. Make your own copy and arrange that."
    ),
    "dashboard.tile": N_('One tile cannot be kept: its "{field}" is missing or wrong. Nothing was changed.'),
    "dashboard.tiles": N_("A dashboard has room for {most} tiles. Remove one first; nothing was changed."),
    "dashboard.refresh": N_("A dashboard can be read again every 1 to {longest} minutes. Nothing was changed."),
    "dashboard.file_large": N_("This file is too large for a dashboard (more than {most} KB). Nothing was imported."),
    "dashboard.file_unreadable": N_(
        "This file is not a dashboard, or it is damaged. Nothing was imported. Ask for it to be exported again."
    ),
    "dashboard.file_newer": N_(
        "This file was written by a newer Szpalta (format {version}). Nothing was imported. Update the program first."
    ),
    "dashboard.file_tiles": N_("This file has more than {most} tiles. Nothing was imported."),
    "dashboard.file_unknown": N_(
        "This dashboard needs things that are not here: {names}. Nothing was imported. "
        "Add them, or ask for a file without them."
    ),
    "dashboard.file_absent": N_(
        "Tiles of this dashboard are narrowed to what is not here: {names}. Nothing was imported. "
        "Add it, or import the dashboard without these filters: its tiles then show everything."
    ),
    "kpi.by_unknown": N_("Numbers cannot be grouped by {by}. Possible: {allowed}."),
    "kpi.group_not_possible": N_("{kpi} cannot be grouped by {by}. Possible: {allowed}."),
    "kpi.weights": N_("The weights of the interactivity index are numbers from 0 to 1000. Nothing was changed."),
    "typical.not_found": N_("There is no typical value {key} that could be changed. The list names them all."),
    "typical.key": N_(
        "A typical value needs a short name without spaces, such as own-2026-facebook. Nothing was changed."
    ),
    "typical.text": N_(
        "A typical value needs its formula, population and source, each at most {longest} characters long ({field} is not). "
        "Nothing was changed."
    ),
    "typical.number": N_(
        "A typical value is a number from 0 up, and a range ends above its start. Nothing was changed."
    ),
    "typical.unit": N_("A typical value cannot be counted in {unit}: it has the unit of its KPI. Nothing was changed."),
    "typical.year": N_("{year} is no year a figure can be from. Nothing was changed."),
    "typical.network": N_("There is no network {network}. Nothing was changed."),
    "kpi.not_summable": N_(
        "{metric} must not be added up, for it would count the same people several times. Use {instead}."
    ),
}
