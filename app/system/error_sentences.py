"""One sentence per error code. `{names}` are the fields of the error's data; `system.sentences` fills and cleans them.

Add a code where its family stands; a sentence that needs a plural form or a translated word goes to `built_sentences`.
Tone: what happened, what it means for the posts, what to do; no blame, no exclamation marks.
"""

from __future__ import annotations

from app.system.access_sentences import ACCESS
from app.system.bluesky_sentences import BLUESKY
from app.system.check_sentences import CHECKS
from app.system.import_sentences import IMPORTS
from app.system.network_sentences import NETWORK
from app.system.number_sentences import NUMBERS
from app.system.words import N_

SENTENCES: dict[str, str] = {
    **CHECKS,
    **NETWORK,
    **BLUESKY,
    **ACCESS,
    **NUMBERS,
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
    "file.no_permission": N_(
        "This computer does not allow writing {path}. Nothing was written. Choose another place or change the rights."
    ),
    "file.read_only": N_("{path} lies on a disk that can only be read. Nothing was written. Choose another place."),
    "file.disk_full": N_("The disk is full, so {path} was not written. Free some space and try again."),
    "file.not_written": N_("{path} was not written ({reason}). Try again or choose another place."),
    "file.not_a_folder": N_("{folder} is not a folder. Choose a folder; nothing was written."),
    "file.is_a_folder": N_("{path} is a folder; a file is needed. Nothing was written."),
    # names and people
    "name.empty": N_("A name is missing. Write one; nothing was saved."),
    "workspace.exists": N_("This file holds a workspace already and it was not touched. Choose another name."),
    "email.invalid": N_("{email} is not an e-mail address. Write it like anna@example.com."),
    "member.not_found": N_("There is no such person in this workspace ({member})."),
    "member.no_such_email": N_("Nobody in this workspace has the address {email}."),
    "member.email_taken": N_("Somebody in this workspace has the address {email} already. Use another one."),
    "member.inactive": N_("This person no longer works in this workspace: {member}. The owner can let them in again."),
    "member.who": N_("Say who you are with --as and an address: {owners}."),
    "member.erase_owner": N_("The last owner cannot be erased. Name another owner first."),
    "workspace.none": N_("There is no workspace in this file yet. Create one or open another file."),
    "member.last_owner": N_("The workspace needs an owner. Name another owner first."),
    "label.exists": N_("There is a label {label} already. Use it, or choose another name."),
    "target.period": N_("A target cannot be set for the period {period}. Choose one of: {allowed}. Nothing was saved."),
    "target.value": N_("A target is a number greater than 0, not {value}. Nothing was saved."),
    "target.of_groups": N_(
        "{kpi} has a figure for each group and none of its own, so it has no target. Nothing was saved."
    ),
    "target.none": N_("There is no such target of {kpi}. Nothing was changed."),
    "post_about.gone": N_(
        "These posts are not there any more, or were planned here and go by their plans. Nothing was changed."
    ),
    "post_about.other_brand": N_(
        "A pillar and personas must be of the brand of the posts. Nothing was changed; choose those of the brand."
    ),
    "target.other_brand": N_(
        "The profile {profile} belongs to another brand. Choose one of this brand; nothing was saved."
    ),
    "brand.not_found": N_("There is no brand {brand}. Nothing was changed."),
    "brand.required_approvals": N_(
        "{value} approvals cannot be asked for. Give a number from 1 to 9; nothing was changed."
    ),
    "brand.late_policy": N_("{value} is no rule for late posts. Nothing was changed."),
    "publishing.disk_full": N_(
        "The disk is full, so nothing is published. Free some space; posts then go out by themselves."
    ),
    "publishing.store": N_(
        "The workspace cannot be written just now, so nothing is published. Posts go out by themselves once it can be."
    ),
    "correction.partly": N_(
        "Only a part of the post was taken back. Look at the profile, then take the rest back once more."
    ),
    "publish.broken_off_full": N_(
        "The disk became full meanwhile. What is listed here did happen; nothing else was sent. Szpalta looks up later what "
        "could not be written down and does not send it again. Free some space and run the command again in a few minutes."
    ),
    "publish.broken_off": N_(
        "The workspace could not be written any more. What is listed here did happen; nothing else was sent. Szpalta looks up "
        "later what could not be written down and does not send it again. Run the command again in a few minutes."
    ),
    "clock.back": N_(
        "The clock of this computer goes back. Nothing is published until it is right. Set it, or confirm under Settings, "
        "Publishing that it is right (in a terminal: szpalta publish --once --clock-is-right)."
    ),
    "clock.jumped": N_(
        "The clock of this computer was set ahead. Nothing is published until it is right. Set it, or confirm under "
        "Settings, Publishing that it is right (in a terminal: szpalta publish --once --clock-is-right)."
    ),
    "clock.skew": N_(
        "The clock of this computer differs from the networks' clocks. Nothing is published until it is right. Set its time "
        "and time zone; posts then go out by themselves."
    ),
    "post.not_out": N_("The post {post} is not published, so there is nothing to correct or delete on the networks."),
    "correction.not_found": N_("There is no correction number {correction}."),
    "correction.done": N_("The correction number {correction} is done already."),
    "check.unexpected": N_("Whether the network can be reached could not be found out ({kind}). It is tried again."),
    "link.unreadable": N_("A link of the post cannot be opened: {link}. Look at it before the post goes out."),
    "rights_missing": N_("The connection of the profile lacks rights: {rights}. Connect it again and allow them."),
    "stop.scope": N_("Say what to stop: everything, one brand or one network. Nothing was stopped."),
    "stop.not_found": N_("There is no stop number {stop}."),
    "stop.lifted": N_("Stop number {stop} was lifted before."),
    "brand.four_eyes": N_("{value} is no setting of the four eyes rule. Nothing was changed."),
    # posts
    "post.not_found": N_("There is no post {post}. Nothing was changed."),
    "post.empty": N_("The post has neither text nor media. Add one of them first."),
    "post.no_variant": N_("The post {post} has no variant for the profiles {profiles}."),
    "post.has_variant": N_("The post {post} has a variant for this profile already."),
    "post.already_out": N_("The post {post} has gone out already. Change it on the network itself or duplicate it."),
    "post.going_out": N_("The post {post} is going out just now. Wait for the result; nothing was changed."),
    "post.not_approved": N_("The post {post} is not approved yet, so it was not published. Have it approved first."),
    "post.only_program": N_("Only the program itself takes this step ({action})."),
    "post.four_eyes": N_("Your own post cannot be approved (four eyes). Ask another person who may approve."),
    "post.already_approved_by": N_("This person has approved the post {post} already. Another one has to."),
    "post.changed_since_submitted": N_(
        "The post {post} was changed after it was sent to review. Read it again, then decide."
    ),
    "post.approval_over": N_(
        "The post {post} does not say what was approved any more: its profile or its files have changed. It stays cancelled. "
        "Reopen it as a draft and send it to review."
    ),
    "decision.none": N_('There is no decision about "{post}" that could be undone.'),
    "decision.not_yours": N_("Only whoever decided, or the owner of the workspace, can undo this decision."),
    "decision.changed_since": N_(
        '"{post}" was changed after the decision, so the decision was not undone. Open the post to see what happened.'
    ),
    "decision.left": N_(
        'The approval of "{post}" can no longer be undone: the post is on hold, is being published or is out. '
        "Look at its publication."
    ),
    "reason.missing": N_("A reason is missing. Write in a sentence why, so that the author knows what to do."),
    "comment.empty": N_("The comment is empty. Write something; nothing was saved."),
    "link.invalid": N_("{link} is not a web address. Write it like https://example.com/offer."),
    "edit.nothing": N_("Nothing was given to change. Say what should be different."),
    "edit.stale": N_(
        "Somebody else changed this in the meantime. Reload it and make your change again; yours was not saved."
    ),
    "variant.not_found": N_("There is no variant {variant}. Nothing was changed."),
    "media.not_found": N_("There is no file {media} in the media library."),
    "media.file_missing": N_("There is no file {file}. Nothing was added. Check the name and the folder."),
    "media.not_a_file": N_("{file} is a folder or a device. Nothing was added. Choose a file."),
    "media.no_permission": N_(
        "This computer does not allow reading {file}. Nothing was added. Copy it elsewhere or change its rights."
    ),
    "media.empty": N_("{file} is empty. Nothing was added. Choose another file."),
    "media.format_unknown": N_(
        "{file} is not PNG, JPEG, WebP, GIF, MP4, MOV or PDF, whatever its name says. Nothing was added. "
        "Save it in one of these formats."
    ),
    "media.too_large": N_(
        "{file} is larger than {limit_mb} MB. Nothing was added. Make it smaller or choose another one."
    ),
    "media.damaged": N_(
        "{file} is damaged or cut off. Nothing was added. Save the picture again or choose another one."
    ),
    "media.too_heavy": N_(
        "Reading {file} would take too much memory or time. Nothing was added. Make the picture smaller."
    ),
    "media.consent": N_("{value} is no kind of consent. Possible: {known}. Nothing was saved."),
    "media.no_folder": N_(
        "This workspace names no folder for its media library ({address}). Nothing was added. Name one first."
    ),
    "media.file_gone": N_(
        "A file of the media library is no longer in its folder ({sha256}). Posts with it do not go out. "
        "Put it back or restore a backup."
    ),
    "post.no_profiles": N_("The post {post} has no profile to go to. Add one first."),
    "post.variant_used": N_(
        "A variant of the post {post} is on its way out or was published, so it stays. Cancel it instead."
    ),
    # personas
    "persona.share": N_("The share {share} is not between 0 and 1. Nothing was saved."),
    "persona.funnel_stage": N_("{value} is no stage of the funnel. Possible: {known}. Nothing was saved."),
    "persona.measured_needs_source": N_(
        "A measured statement needs its source. Name it or mark the statement as estimated."
    ),
    "statement.empty": N_("The statement is empty. Write something; nothing was saved."),
    "statement.block": N_("{block} is no part of a persona. Possible: {known}. Nothing was saved."),
    "statement.n": N_("A sample of {n} is not possible. Give at least 1 or leave it out; nothing was saved."),
    "statement.period": N_(
        "The period needs a first and a last day in this order ({first}, {last}). Nothing was saved."
    ),
    "statement.confidence": N_("{value} is no degree of confidence. Possible: {known}. Nothing was saved."),
    "persona.ambiguous": N_("More than one persona fits {persona}: {choices}. Use the whole name or the number."),
    "persona.no_version": N_("The persona {persona} has no version {n}."),
    "persona.exists": N_("There is a persona called {name} already. Choose another name."),
    "persona.review_open": N_("Statements still to look at: {n}. Go through them, then finish the review."),
    "persona.review_day": N_("The next review would not lie ahead ({day}). Choose a later day."),
    "persona.portrait_kind": N_("{file} is no picture. Choose a PNG, JPEG, WebP or GIF file."),
    "statement.kind": N_("{kind} is no kind of evidence. Possible: {known}. Nothing was saved."),
    "statement.not_found": N_("The persona {persona} has no statement {statement}. Nothing was changed."),
    # campaigns, tasks, own days
    "campaign.ambiguous": N_("More than one campaign fits {campaign}: {choices}. Use the whole name or the number."),
    "task.not_found": N_("There is no task {task}. Nothing was changed."),
    "day.not_found": N_("There is no own day {day}. Nothing was changed."),
    "edit.unknown_field": N_("There is nothing called {fields} to change. Nothing was saved."),
    "campaign.exists": N_("There is a campaign called {name} already. Choose another name."),
    "campaign.days": N_("The campaign ends ({last}) before it begins ({first}). Change one of the days."),
    "campaign.budget": N_("{budget} is no budget. Give an amount of 0 or more; nothing was saved."),
    "campaign.currency": N_("{currency} is no currency code. Write it like PLN or EUR; nothing was saved."),
    "task.already_done": N_("The task {title} is done already."),
    "task.not_done": N_("The task {title} is still open."),
    "task.no_title": N_("The task has no title. Write one; nothing was saved."),
    "task.other_brand": N_("The post {post} belongs to another brand than the task. Choose a post of the same brand."),
    # profiles
    "profile.ambiguous": N_("More than one profile fits {profile}: {choices}. Use network/handle or the number."),
    "profile.exists": N_("The profile {handle} on {network} is in this workspace already."),
    "profile.no_own_schedule": N_(
        "{profile} is on no network that publishes at a set time by itself, or is not connected to it. Connect it first."
    ),
    "profile.no_handle": N_("The name of the profile is missing. Write it as the network shows it."),
    "profile.other_brand": N_("The profile {profile} belongs to another brand. Choose a profile of this brand."),
    "profile.status": N_("{status} is no state of a profile. Nothing was changed."),
    "cadence.invalid": N_(
        "A target of {low} to {high} posts per {per} is not possible. Give two whole numbers, the smaller first."
    ),
    # publishing
    "delivery.needs_person": N_(
        "Only a person can decide what became of the publication {delivery}. Say who you are and decide again."
    ),
    "sync.waits": N_(
        "The network asked to be left alone until {until}. What it had told by then is kept; fetch the rest after that."
    ),
    "fetching.every": N_(
        "Data cannot be fetched every {minutes} minutes. Give a number from {least} to {most}; nothing was changed."
    ),
    "answers.days": N_("Answers cannot be kept for {days} days. Give a number from 0 to {most}; nothing was changed."),
    "sync.unexpected": N_(
        "Fetching the data failed for a reason Szpalta does not know ({kind}). What had arrived was kept; "
        "fetch the data again later. The log file holds the details."
    ),
    "delivery.not_found": N_("There is no publication {delivery}. Nothing was changed."),
    "practice.refused": N_(
        "The Practice network refused the post: {reason}. It was not published. Change it and schedule it again."
    ),
    "practice.file_too_large": N_(
        "A file is larger than the Practice network allows. The post was not published. Make it smaller."
    ),
    "practice.empty": N_("The Practice network takes no empty posts. It was not published. Add text or media."),
    "practice.needs_reconnect": N_("The Practice profile must be connected again. The post was not published."),
    "practice.rate_limited": N_(
        "The Practice network asked to wait. The post was not published yet; it will be tried again."
    ),
    "practice.answer_lost": N_(
        "The Practice network did not answer. We do not know whether the post is out. Look at the profile."
    ),
    "practice.not_reached": N_(
        "The Practice network was not reached. The post was not published yet; it will be tried again."
    ),
    "practice.unavailable": N_(
        "The Practice network cannot be used now ({problem}). Nothing was sent; it will be tried again."
    ),
    "practice.read_failed": N_(
        "The Practice network did not give its data. Nothing was changed; fetch the data again later."
    ),
    "practice.key_reused": N_(
        "The Practice network knows this publication already with another content ({remote_id}). Nothing was published."
    ),
    "practice.account_gone": N_("The Practice profile is no longer there. Connect it again."),
    "practice.key_class": N_("{key_class} is not known to the Practice network. Possible: {known}."),
    "practice.fault": N_(
        "The Practice network cannot play this fault ({kind}). Check the number of calls and seconds."
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
    "store.cannot_open": N_("{address} cannot be opened ({detail}). It was not touched."),
    "store.missing": N_("There is no workspace at {address}. Check the name, or create a new one."),
    "store.empty": N_("{address} is empty. If a workspace was there, restore its newest backup; nothing was written."),
    "store.in_use": N_("{address} is open in another program. Close it there and try again."),
    "store.second_writer": N_(
        "Another Szpalta on this computer writes to {address}. Close it first; here it can only be read."
    ),
    "salvage.nothing": N_("Nothing could be read from the damaged file. Restore the newest backup."),
    "store.other_machine": N_(
        "{address} was last used on another computer. Only one may publish from it: confirm that it is this one."
    ),
    "store.damaged": N_(
        "{address} is damaged. Nothing was written to it. Restore the newest backup, or save what can be read."
    ),
    "store.locked": N_("Another program holds {address} just now. Nothing was saved; try again in a moment."),
    "store.unreachable": N_(
        "The team server does not answer ({address}). Nothing was saved; check the connection and try again."
    ),
    # archives
    "archive.unreadable": N_("{file} is not an archive of Szpalta or is damaged. Nothing was changed."),
    "archive.missing": N_("There is no archive {file}. Check the name and the folder."),
    "archive.exists": N_("{file} exists already and was not replaced. Choose another name."),
    "archive.refused": N_("The archive {file} is not safe to unpack ({member}). Nothing was changed."),
    "archive.newer": N_("{file} was made by a newer version of Szpalta. Update the program to open it."),
    "archive.newer_schema": N_("{file} was made by a newer version of Szpalta. Update the program to restore it."),
    "backup.not_readable_back": N_(
        "The backup {file} was written but cannot be read back ({reason}). Make it again on another disk."
    ),
    "load.incomplete": N_(
        "{file} comes from a damaged workspace. Nothing was changed. Load it into a file first, then move that to the server."
    ),
    "load.refused": N_("{file} holds what a workspace does not know ({table}). Nothing was changed."),
    "load.bad_row": N_("{file}, {table}, line {line} cannot be read. Nothing was changed."),
    "load.counts": N_("{file} holds another number of rows than it says ({tables}). Nothing was changed."),
    # the calendar for colleagues
    "calendar.days": N_(
        "The period ends ({last}) before it begins ({first}). Nothing was written. Change one of the days."
    ),
    "calendar.one_entry_per_object": N_("One event was expected and {count} were given. Nothing was written."),
    "calendar.duplicate_uid": N_("Two events of the calendar have the same id {uid}. Nothing was written."),
    "calendar.unknown_status": N_("The event {uid} has an unknown status {status}. Nothing was written."),
    "calendar.no_uid": N_("The event {summary} has no id. Nothing was written."),
    "calendar.no_time": N_("The event {uid} needs either a time or a day. Nothing was written."),
    "calendar.bad_time": N_("The event {uid} has a time that cannot be used ({field}). Nothing was written."),
    **IMPORTS,
}
