"""Sentences about access keys of networks, connections and the agent; see `app/system/error_sentences.py`."""

from __future__ import annotations

from app.system.words import N_

ACCESS: dict[str, str] = {
    # access keys of networks
    "keyring.none": N_(
        "This computer has no keyring that keeps access keys safe. Nothing was stored. Set a passphrase, or connect for this "
        "session only."
    ),
    "keyring.locked": N_(
        "The keyring of this computer is locked or does not answer. Unlock it and try again; until then profiles that need "
        "an access key wait."
    ),
    "keyring.refused": N_(
        "The keyring of this computer refused to keep the key ({kind}). Nothing was stored. Look at its settings, or set a "
        "passphrase instead."
    ),
    "passphrase.needed": N_(
        "The access keys of this workspace are protected by a passphrase. Enter it, or name the file that holds it in "
        "SZPALTA_PASSPHRASE_FILE."
    ),
    "passphrase.wrong": N_(
        "This is not the passphrase that protects the access keys of this workspace. Try again, or connect the profiles anew."
    ),
    "passphrase.none": N_("No passphrase protects the access keys of this workspace, so there is none to change."),
    "passphrase.renewing": N_(
        "An access key is being renewed right now. Nothing was changed; try again in {minutes} minutes."
    ),
    "passphrase.not_kept": N_("What was written could not be read back, so the old passphrase stays. Try again."),
    "passphrase.short": N_("The passphrase is too short. Use at least {least} characters, best several words."),
    "passphrase.lock_damaged": N_(
        "What belongs to the passphrase of this workspace is damaged. Connect the profiles again; posts are not affected."
    ),
    "passphrase.no_file": N_("The file with the passphrase cannot be read: {file}. Check its place and its rights."),
    "passphrase.empty": N_("The first line of {file} is empty. Write the passphrase there."),
    "passphrase.file_open": N_(
        "Others may read the passphrase in {file}, so it was not used. Close it to them, for example with chmod 600."
    ),
    "secret.empty": N_("No access key was given. Nothing was connected. Give it on standard input or in the field."),
    "secret.too_long": N_(
        "What was given is longer than an access key can be ({longest} characters). Nothing was connected."
    ),
    "secret.not_understood": N_(
        "What was given is neither one access key nor JSON with names and texts. Nothing was connected. Copy it again as the "
        "network shows it."
    ),
    "secret.not_kept": N_(
        "The access key of {profile} could not be read back after it was stored, so the profile was not connected. Try "
        "again; if it happens again, check the keyring of this computer."
    ),
    "server.invalid": N_("{url} is not the address of a server. Write it like https://mastodon.example."),
    "server.not_encrypted": N_(
        "{url} is not encrypted: an access key would be readable on the way. Use an address that begins with https."
    ),
    "connection.none": N_("{profile} is not connected. Connect it; until then its posts wait."),
    "connection.none_there": N_("{profile} is not connected to its network. Nothing was changed."),
    "connection.no_connector": N_(
        "This program cannot connect to the network {network} yet. Its profiles can be published by hand or planned."
    ),
    "connection.sign_in": N_(
        "The access key of {profile} is not on this computer. Connect the profile again here; posts are not affected."
    ),
    "connection.renewing": N_("The access key of {profile} is being renewed elsewhere. Try again in a moment."),
    "connection.rights_missing": N_(
        "The access key lacks these rights: {rights}. What needs them will not work. Make a key with them on the network "
        "and connect the profile again."
    ),
    "connection.handle_changed": N_(
        "The account {before} is now called {now}. Change the handle of the profile; what was approved for the old one "
        "is to be approved again."
    ),
    "secret.unreadable": N_(
        "The access key of this profile cannot be opened on this computer. Connect the profile again; posts are not affected."
    ),
    "revoke.elsewhere": N_(
        "The access key is forgotten here. Szpalta cannot give it back to {server}, where it still works: take it back there, "
        "in the account's settings under the programs that have access."
    ),
    "revoke.app_password": N_(
        "The access key is forgotten here and its session is ended. The app password itself still works: remove it on "
        "Bluesky, in the settings under privacy and security."
    ),
    "revoke.failed": N_(
        "The access key is forgotten here, but {server} could not be told, so it may still work there. Take it back in the "
        "account's settings, under the programs that have access."
    ),
    # the agent
    "agent.no_unit": N_("This kind of computer is not known here. Start szpalta agent by its own means."),
    "agent.unit_not_ours": N_("{file} was written by somebody else, so it was not touched. Move it away first."),
    "agent.odd_path": N_("{path} holds a line break or a control character. Move the file to a plainer place."),
}
