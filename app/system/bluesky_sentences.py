"""What Bluesky, or another server of AT Protocol, said or does not take."""

from __future__ import annotations

from app.system.words import N_

BLUESKY: dict[str, str] = {
    "bluesky.refused": N_(
        "Bluesky did not take this ({reason}). Nothing was changed there. Change the post and try again."
    ),
    "bluesky.reconnect": N_(
        "Bluesky does not accept the access key any more. Nothing was published. Connect the profile again with a new app "
        "password."
    ),
    "bluesky.app_password": N_(
        "Bluesky asks for a code by e-mail, as it does for the password of the account. Make an app password in the settings "
        "of Bluesky and connect the profile with it."
    ),
    "bluesky.locked_out": N_(
        "This Bluesky account is switched off at its server ({reason}). Nothing was published. Open Bluesky in the browser "
        "and see what it asks for."
    ),
    "bluesky.unclear": N_(
        "Bluesky gave no clear answer (status {status}), so it is not known whether the post is out. The program looks "
        "before it does anything else."
    ),
    "bluesky.not_read": N_(
        "Bluesky did not answer the question ({reason}). What was fetched before is kept. Try again later."
    ),
    "bluesky.no_key": N_(
        "This post was approved before its profile could publish by itself. Nothing was published. Approve it again."
    ),
    "bluesky.format": N_("Bluesky does not take the format {format}. Nothing was published. Choose another format."),
    "bluesky.empty": N_("Bluesky takes no empty posts. Nothing was published. Write a text or add a picture."),
    "bluesky.too_many_characters": N_(
        "Part {part} of the post has {length} characters, Bluesky takes {limit}. Nothing was published. Shorten it, or begin "
        "another part with a line that holds only ---."
    ),
    "bluesky.too_many_bytes": N_(
        "Part {part} of the post takes {length} bytes, Bluesky takes {limit}; pictures made of letters and joined emoji take "
        "many. Nothing was published. Shorten it."
    ),
    "bluesky.one_video": N_(
        "Bluesky takes one film alone, without other files. Nothing was published. Leave one film or only pictures."
    ),
    "bluesky.too_many_images": N_(
        "The post has {count} pictures, Bluesky takes {limit}. Nothing was published. Leave some out."
    ),
    "bluesky.file_kind": N_(
        "Bluesky does not take files of the kind {kind}. Nothing was published. Use a picture, or a film as MP4."
    ),
    "bluesky.file_too_large": N_(
        "A file has {size} bytes, Bluesky takes {limit}. Nothing was published. Make it smaller or choose another one."
    ),
    "bluesky.key_taken": N_(
        "Something else stands on Bluesky under the key of this publication. Look at the profile and decide by hand."
    ),
    "bluesky.parent_gone": N_(
        "The post that this belongs under is no longer on Bluesky. What was out before stays; the rest was not published."
    ),
    "bluesky.not_ours": N_("This is not a post of the connected Bluesky profile, so it was not removed."),
}
