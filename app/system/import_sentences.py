"""Sentences about files people bring, and about single rows of them. Placeholders are the error's data."""

from __future__ import annotations

from app.system.words import N_

IMPORTS: dict[str, str] = {
    "import.empty": N_("{file} is empty. Nothing was changed."),
    "import.nothing_read": N_(
        "{file} has the columns of an export but no row of figures below them. If there are some, its table is turned: "
        "export it with one row for each value. Nothing was changed."
    ),
    "import.binary": N_(
        "{file} is not a table, whatever its name says. Choose a CSV or XLSX file; nothing was changed."
    ),
    "import.picture": N_(
        "{file} is a picture, whatever its name says. Choose a CSV or XLSX file; nothing was changed."
    ),
    "import.encrypted": N_("{file} is protected with a password. Save it without one; nothing was changed."),
    "import.damaged_workbook": N_("The workbook {file} is damaged. Export it again; nothing was changed."),
    "import.damaged_archive": N_("The archive {file} is damaged. Download it again; nothing was changed."),
    "import.not_a_table": N_("No table was found in {file}. Nothing was changed."),
    "import.zip_bomb": N_("{file} unpacks to far more than such a file should hold. It was not opened."),
    "import.too_many_tables": N_(
        "{file} holds {count} files, of which at most {limit} are read at once. Unpack it and choose those of one export."
    ),
    "mapping.not_json": N_("{file} is not JSON: line {line}, column {column}. Nothing was changed."),
    "mapping.invalid": N_("The mapping has {value} at {key}; possible: {allowed}. Nothing was changed."),
    "import.too_many_rows": N_("{file} has more than {limit} rows. Split it; nothing was changed."),
    "import.too_many_columns": N_(
        "{file}, line {line}: {columns} columns, at most {limit} can be read. Nothing was changed."
    ),
    "import.bad_row": N_(
        "{file}, line {line} cannot be read. Correct it or export the file again; nothing was changed."
    ),
    "import.cut_off": N_(
        "{file} ends in the middle of line {line}: it was cut off, or a quotation mark is missing. Export it again; "
        "nothing was changed."
    ),
    "import.not_a_workbook": N_(
        "No CSV, XLSX or XLS table is in {file}. Export it as CSV or XLSX; nothing was changed."
    ),
    "import.no_safe_xml": N_(
        "Workbooks cannot be read safely on this computer, so {file} was not opened. Install the program again."
    ),
    "import.unknown_source": N_("Szpalta does not know files of the kind {source}. Nothing was changed."),
    "import.sheet_missing": N_("{file} has no sheet {sheet}. Nothing was changed."),
    "import.not_recognised": N_(
        "Szpalta does not know the table in {file}. Nothing was changed. Say by a mapping what its columns mean."
    ),
    "import.running": N_("{file} is being imported just now. Wait until that is done; nothing was changed."),
    "import.cancelled": N_("The import of {file} was stopped. What it had written was taken back."),
    "import.left_over": N_(
        "The import of {file} was stopped, but what it had written could not be taken back now. It does not count, and goes when "
        "the workspace is opened the next time."
    ),
    "import.not_found": N_("There is no import {id}."),
    "import.total_row": N_("A row of totals, left out."),
    "import.no_post_id": N_("A row without the id of a post, left out."),
    "import.rows_unwrapped": N_("Every line of the file stood in quotation marks as a whole; each was read as a row."),
    "import.accounts": N_("The table is about several accounts: {accounts}."),
    "import.several_accounts": N_("Several accounts ({accounts}) are read into this profile."),
    "import.other_accounts": N_(
        "What belongs to other accounts is left out: {accounts}. Import the file into their profiles as well."
    ),
    "import.own_page_unknown": N_(
        "Which of these pages is {profile} cannot be told: not exactly one is called so. The number of its followers is not "
        "counted. Give the profile the page's name and import the file again."
    ),
    "import.own_page_undated": N_(
        "The table does not say of which days it is, so the followers of {page} are not counted. Say its last day."
    ),
    "import.other_account": N_("A row of {account}, left out: that is another account."),
    "import.damaged_rows": N_(
        "{file} was damaged by a spreadsheet: line {line} is a whole row in quotation marks, others are not. "
        "Export it anew and import it without opening it in between; nothing was changed."
    ),
    "import.videos_told_before": N_(
        "This profile has videos of another kind of export already ({file}). Those with the same address or the same time are "
        "counted once; their reach and reactions are taken from the export of posts."
    ),
    "import.videos_maybe_twice": N_(
        "Videos that may count twice, as nothing tells whether another export of the same days has them too: {count}."
    ),
    "import.shorter_period": N_(
        "Videos of which an earlier file tells more: {count}. YouTube counts only the days chosen for the export; the figures of "
        "the longer period stay."
    ),
    "import.year_assumed": N_(
        "The days of the file name no year: the last one was taken for {day}, going by the date of the file. If it is another, "
        "say the last day of the period."
    ),
    "import.days_of_posts": N_(
        "The file tells single days of posts: what can be counted was added up for each post. Reach was not, as people of two "
        "days may be the same."
    ),
    "import.post_again": N_("The post {value} stands in the table already: this row was left out."),
    "import.day_again": N_("{day} stands in the table already: this row was left out."),
    "import.other_networks_table": N_(
        "This table is about {network}, the profile is not: left out. Import the file into the other profile as well."
    ),
    "import.unknown_table": N_(
        "Here is a table that is not known ({columns}): left out. If you need it, save it as a file of its own and read that by "
        "a mapping."
    ),
    "import.last_line_open": N_(
        "The last line of the file has no end, as exports of this kind have: its last row may be cut off. Compare it with the "
        "network, or export the file again. If another program has saved the file, that may be all."
    ),
    "import.figures_differ": N_(
        "Figures of days or groups that are others than in an earlier file: {count}. The newer ones count."
    ),
    "import.views_or_impressions": N_(
        "Before 2025 Meta called impressions “{column}” in Polish, since then views. All posts of the file are older, so it does "
        "not say which it holds: views were read. If it was exported before 2025, say that the column holds impressions."
    ),
    "import.no_date": N_("A row without a date, left out."),
    "import.date_estimated": N_("A video without a publication date: it is kept with {day} as an estimate."),
    "import.in_the_future": N_("{day} has not come yet; the row was left out. Check the year."),
    "import.not_a_date": N_("“{value}” is not a date; the row was left out."),
    "import.not_a_number": N_("“{value}” in the column “{column}” is not a number; it counts as unknown."),
    "import.shortened": N_("“{value}” in the column “{column}” is rounded; it was read as {number}."),
    "import.duplicate_column_differs": N_("Two columns {column} differ; the first one was used."),
    "import.negative_value": N_("{column} is negative ({value}). It was kept; check it."),
    "import.reach_above_impressions": N_(
        "Reach ({reach}) is above impressions ({impressions}). Both were kept; check them."
    ),
    "import.zone_assumed": N_(
        "The file does not say in which time zone its times of publication are: {zone}, that of the profile, was taken. Meta "
        "often writes Pacific time (America/Los_Angeles). If the hours are wrong, say the zone and import the file again; it "
        "is kept in mind for the next file of this kind."
    ),
    "import.zone_assumed_elsewhere": N_(
        "The file does not say in which time zone its times of publication are: {zone}, that of the profile, was taken. If the "
        "hours are wrong, say the zone and import the file again; it is kept in mind for the next file of this kind."
    ),
    "import.zone_as_before": N_(
        "The file does not say in which time zone its times of publication are: {zone} was taken, as for the last file of this "
        "kind."
    ),
    "import.swapped_dates": N_(
        "In the dates of {file} day and month have changed places: post {post} is of {known} by an earlier file and of {day} by "
        "this one; posts concerned: {count}. A spreadsheet does that. Export the file anew and import it without opening it in "
        "between; if the earlier file was the wrong one, undo its import first. Nothing was changed."
    ),
    "import.time_in_gap": N_("{day} has no hour {hour}: clocks go forward then. The day was kept without its time."),
    "import.mixed_dates": N_(
        "The dates of {file} are written in two ways (line {line}). Export the file again; nothing was changed."
    ),
    "import.mixed_decimals": N_(
        "The numbers of {file} are written in two ways (line {line}). Export the file again; nothing was changed."
    ),
    "import.damaged_by_spreadsheet": N_(
        "A spreadsheet has changed numbers of {file} into dates (line {line}). Export the file again; nothing was changed."
    ),
    "import.damaged_ids": N_(
        "A spreadsheet has rounded the ids of posts in {file} (line {line}). Export the file again; nothing was changed."
    ),
}
