"""One sentence per error code. `{names}` are the fields of the error's data; `system.sentences` fills and cleans them.

Add a code where its family stands; a sentence that needs a plural form or a translated word goes to `built_sentences`.
Tone: what happened, what it means for the posts, what to do; no blame, no exclamation marks.
"""

from __future__ import annotations

from app.system.words import N_

SENTENCES: dict[str, str] = {
    # time
    "time.naive": N_("The time {value} came without a time zone, so it was not used. Give it with its zone."),
    "time.gap": N_(
        "{local} does not exist in {zone}: clocks go forward then. Choose {before} or {after}; nothing was scheduled."
    ),
    "zone.unknown": N_("There is no time zone {zone}. Write it like Europe/Warsaw."),
    "schedule.past": N_("{at} is over. Choose a later time; the post was not scheduled."),
    # calendar days
    "holidays.country_unknown": N_(
        "No public holidays are known for the country {country}. Use a code such as PL, DE or GB."
    ),
    "holidays.region_unknown": N_("{country} has no region {region}. Known regions: {known}."),
    "holidays.year_out_of_range": N_("Public holidays of {year} are not known. Choose a year from {first} to {last}."),
    # this machine
    "folder.not_writable": N_(
        "The folder {folder} cannot be written to ({reason}). Choose another one or change its rights."
    ),
    "file.folder_missing": N_("There is no folder {folder}. Make it or choose another one; nothing was written."),
    "file.in_use": N_("Another program uses {path}. Close it there and try again."),
    # names and people
    "name.empty": N_("A name is missing. Write one; nothing was saved."),
    "email.invalid": N_("{email} is not an e-mail address. Write it like anna@example.com."),
    "member.not_found": N_("There is no such person in this workspace ({member})."),
    "member.no_such_email": N_("Nobody in this workspace has the address {email}."),
    "member.email_taken": N_("Somebody in this workspace has the address {email} already. Use another one."),
    "member.inactive": N_("This person no longer works in this workspace: {member}. The owner can let them in again."),
    "member.who": N_("Say who you are with --as and an address: {owners}."),
    "member.erase_owner": N_("The last owner cannot be erased. Name another owner first."),
    "workspace.none": N_("There is no workspace in this file yet. Create one or open another file."),
    # posts
    "post.not_found": N_("There is no post {post}. Nothing was changed."),
    "post.empty": N_("The post has neither text nor media. Add one of them first."),
    "post.no_variant": N_("The post {post} has no variant for the profiles {profiles}."),
    "post.has_variant": N_("The post {post} has a variant for this profile already."),
    "post.already_out": N_("The post {post} has gone out already. Change it on the network itself or duplicate it."),
    "post.going_out": N_("The post {post} is going out just now. Wait for the result; nothing was changed."),
    "post.only_program": N_("Only the program itself takes this step ({action})."),
    "post.four_eyes": N_("Your own post cannot be approved (four eyes). Ask another person who may approve."),
    "post.already_approved_by": N_("This person has approved the post {post} already. Another one has to."),
    "post.changed_since_submitted": N_(
        "The post {post} was changed after it was sent to review. Read it again, then decide."
    ),
    "reason.missing": N_("A reason is missing. Write in a sentence why, so that the author knows what to do."),
    "comment.empty": N_("The comment is empty. Write something; nothing was saved."),
    "link.invalid": N_("{link} is not a web address. Write it like https://example.com/offer."),
    "edit.nothing": N_("Nothing was given to change."),
    "edit.stale": N_(
        "Somebody else changed this in the meantime. Reload it and make your change again; yours was not saved."
    ),
    "variant.not_found": N_("There is no variant {variant}. Nothing was changed."),
    "media.not_found": N_("There is no file {media} in the media library."),
    # profiles
    "profile.not_found": N_("There is no profile {profile}. Nothing was changed."),
    "profile.exists": N_("The profile {handle} on {network} is in this workspace already."),
    "profile.no_handle": N_("The name of the profile is missing. Write it as the network shows it."),
    "profile.other_brand": N_("The profile {profile} belongs to another brand. Choose a profile of this brand."),
    # publishing
    "delivery.not_found": N_("There is no publication {delivery}. Nothing was changed."),
    "practice.refused": N_(
        "The Practice network refused the post: {reason}. It was not published. Change it and schedule it again."
    ),
    "practice.format": N_(
        "The Practice network does not take posts of the kind {format}. It was not published. Choose another format."
    ),
    "practice.empty": N_("The Practice network takes no empty posts. It was not published. Add text or media."),
    "practice.needs_reconnect": N_("The Practice profile must be connected again. The post was not published."),
    "practice.rate_limited": N_(
        "The Practice network asked to wait. The post was not published yet; it will be tried again."
    ),
    "practice.answer_lost": N_(
        "The Practice network did not answer. We do not know whether the post is out. Look at the profile."
    ),
    # the store
    "store.exists": N_("There is a file at {address} already and it was not replaced. Choose another name."),
    "store.no_folder": N_("There is no folder {folder}. Make it or choose another one."),
    "store.no_permission": N_(
        "This computer does not allow access to {address}. Choose another place or change the rights of the file."
    ),
    "store.read_only": N_("{address} can only be read. Nothing was saved."),
    "store.full": N_("The disk is full. Nothing was saved; free some space and try again."),
    "store.disk": N_("The disk reported an error at {address}. Nothing was saved; make a backup on another disk."),
    "store.foreign": N_("{address} is not a workspace of Szpalta. It was not touched. Choose another file."),
    "store.newer": N_(
        "{address} was made by a newer version of Szpalta. It was not touched. Update the program to open it."
    ),
    "store.synchronised": N_(
        "{address} lies in a folder that {name} synchronises, which can damage it. Choose a folder only this computer uses."
    ),
    "store.on_network": N_(
        "{address} lies on a network drive ({name}), which can damage it. Choose a folder on this computer or a team server."
    ),
    # archives
    "archive.unreadable": N_("{file} is not an archive of Szpalta or is damaged. Nothing was changed."),
    "archive.missing": N_("There is no archive {file}. Check the name and the folder."),
    "archive.exists": N_("{file} exists already and was not replaced. Choose another name."),
    "archive.refused": N_("The archive {file} is not safe to unpack ({member}). Nothing was changed."),
    # files people bring
    "import.empty": N_("{file} is empty. Nothing was changed."),
    "import.binary": N_("{file} is not a table. Save it as CSV or XLSX; nothing was changed."),
    "import.encrypted": N_("{file} is protected with a password. Save it without one; nothing was changed."),
    "import.unreadable": N_("{file} cannot be read. Export it again; nothing was changed."),
    "import.damaged_workbook": N_("The workbook {file} is damaged. Export it again; nothing was changed."),
    "import.not_a_table": N_("No table was found in {file}. Nothing was changed."),
    "import.zip_bomb": N_("{file} unpacks to far more than such a file should hold. It was not opened."),
    "import.question_unanswered": N_(
        "The file does not say this and you have to: {name} {options}. Nothing was changed."
    ),
    "import.answer_invalid": N_("{value} is no answer to {name}. Possible: {allowed}. Nothing was changed."),
    "mapping.not_json": N_("{file} is not JSON: line {line}, column {column}. Nothing was changed."),
    "mapping.invalid": N_("The mapping has {value} at {key}; possible: {allowed}. Nothing was changed."),
    # numbers
    "kpi.unknown": N_("There is no KPI {kpi}. Similar: {nearest}."),
    "kpi.period_reversed": N_("The period ends ({last}) before it begins ({first}). Change one of the days."),
    "kpi.by_unknown": N_("Numbers cannot be grouped by {by}. Possible: {allowed}."),
    "kpi.group_not_possible": N_("{kpi} cannot be grouped by {by}. Possible: {allowed}."),
}
