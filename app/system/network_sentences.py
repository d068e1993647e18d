"""What went wrong on the way to a network's server, or what the server said."""

from __future__ import annotations

from app.system.words import N_

NETWORK: dict[str, str] = {
    "network.unreachable": N_(
        "The server {host} cannot be reached ({reason}). Nothing was sent. Check the internet connection and try again."
    ),
    "network.name_unknown": N_(
        "There is no server {host}, or the internet connection is down. Nothing was sent. Check the address and try again."
    ),
    "network.connect_timeout": N_(
        "The server {host} did not pick up within {seconds} s. Nothing was sent. Try again later."
    ),
    "network.certificate": N_(
        "The certificate of {host} is not trusted ({reason}), so nothing was sent. If your company checks connections, "
        "give the file with its certificates in the settings."
    ),
    "network.ca_file": N_("The file with certificates {file} cannot be read. Nothing was sent. Choose it again."),
    "network.proxy": N_(
        "The proxy refused the connection to {host} ({reason}). Nothing was sent. Check the proxy in the settings."
    ),
    "network.proxy_unusable": N_(
        "The proxy of this computer cannot be used; only proxies that begin with http:// or https:// can. Nothing was sent. "
        "Change it in the settings."
    ),
    "proxy.invalid": N_("A proxy is written like http://proxy.example:3128. Nothing was changed."),
    "network.address_bad": N_("The address cannot be used ({host}). Write it like https://example.com."),
    "network.address_refused": N_(
        "{host} lies inside a private network, so it was not asked. Allow it by name if you know it."
    ),
    "network.timeout": N_("The server {host} gave no whole answer within {seconds} s. Try again later."),
    "network.broken": N_("The connection to {host} broke before the answer was there. Try again later."),
    "network.not_json": N_(
        "{host} answered with something Szpalta cannot read ({kind}, status {status}). Often a page to sign in to the Wi-Fi "
        "or a server under repair is the reason. Try again later."
    ),
    "network.too_large": N_(
        "The answer of {host} is far too large, so nothing of it was used. Check the address of the server and try again later."
    ),
    "network.redirected": N_(
        "{host} sends on to another address ({to}). The access key does not go there. Check the address of the server."
    ),
    "network.server_error": N_("The server {host} has a problem of its own (status {status}). Try again later."),
    "network.rate_limited": N_("The server {host} asks to wait before it is asked again."),
    "network.refused": N_("{host} did not take it: {reason}. Nothing was changed there. Correct it and try again."),
    "network.needs_reconnect": N_(
        "{host} no longer takes the access key ({reason}). Posts of this profile wait. Connect the profile again."
    ),
    "connection.password_refused": N_(
        "Bluesky does not take this app password for {name} ({reason}). Copy it once more and check the name of the profile."
    ),
    "connection.key_refused": N_(
        "{host} does not take this access key ({reason}). Copy the whole key once more and check the server's address."
    ),
    "mastodon.not_here": N_("At {host} there is no Mastodon server (answer {status}). Check the address."),
    "network.unanswerable": N_("{host} does not answer this question ({reason}). Other data is fetched all the same."),
    # native scheduling
    "schedule.gone": N_(
        "The post no longer waits at the network: it went out or somebody took it back there. Look at the profile."
    ),
    # Mastodon
    "mastodon.no_server": N_(
        "The server of {handle} is not known. Connect the profile with its address, such as https://mastodon.social."
    ),
    "mastodon.no_proof": N_("Mastodon cannot prove whether a post went out. Look at the profile."),
    "mastodon.format": N_(
        "Mastodon does not take the format {format}. The post did not go out. Choose text, link, picture, carousel or video."
    ),
    "mastodon.too_many_files": N_(
        "This Mastodon server takes at most {limit} files. The post did not go out. Remove some."
    ),
    "mastodon.file_kind": N_(
        "This Mastodon server does not take files of the kind {kind}. The post did not go out. Choose another file."
    ),
    "mastodon.film_alone": N_(
        "Mastodon takes one film and nothing beside it. The post did not go out. Leave the film or the pictures out."
    ),
    "mastodon.alt_text_long": N_(
        "This Mastodon server takes alt texts up to {limit} characters. The post did not go out. Shorten it."
    ),
    "mastodon.too_long": N_(
        "A part of the post has {length} characters; this Mastodon server takes {limit}. Nothing of it went out. Shorten it."
    ),
    "mastodon.empty": N_("A part of the post is empty. Nothing of it went out. Write a text or add a file."),
    "mastodon.takes_nothing_back": N_(
        "{host} takes no posts back from programs; the post is still there. Delete it on the server's page."
    ),
    "mastodon.keeps_no_posts": N_(
        "This server keeps no posts until their time. Szpalta publishes the post itself; it must be running then."
    ),
    "mastodon.schedule_whole": N_(
        "Mastodon cannot keep threads and first comments until their time. Szpalta publishes this post itself."
    ),
    "mastodon.still_working": N_("{host} still works on the file. Szpalta asks again by itself."),
    "fetch.address": N_("This is no address of a web page ({host}). Give one that begins with https:// or http://."),
    "fetch.kind": N_(
        "{host} answered with something that is no feed ({kind}). Give the address of the feed itself; pages often name it "
        "RSS or Atom."
    ),
    "feed.no_address": N_("The profile has no address of a feed. Give the address of an RSS or Atom feed."),
    "feed.of_network": N_(
        "Profiles on {network} are not read as feeds. Choose other as the network of a feed; nothing was changed."
    ),
    "feed.gone": N_(
        "There is no feed at this address of {host} any more. What was read before is kept. Look for a new address."
    ),
    "feed.refused": N_(
        "{host} does not give out the feed (status {status}). What was read before is kept. Try again later."
    ),
    "feed.unsafe": N_(
        "The feed of {host} asks for document types or entities, with which a file can reach into a computer, so it was not "
        "read."
    ),
    "feed.not_xml": N_(
        "The feed of {host} is damaged: it is no complete XML. Tell whoever runs it, and try again later."
    ),
    "feed.no_feed": N_("{host} answered with XML that is no feed. Give the address of an RSS or Atom feed."),
    "feed.no_dates": N_(
        "The feed of {host} gives no times, so its entries cannot be put in order. Nothing was taken from it."
    ),
    # signing in with the browser
    "login.port_taken": N_(
        "Another program listens where the browser was to come back to (port {port}). Close it and sign in again."
    ),
    "login.server_missing": N_("Give the address of the server, such as https://mastodon.social."),
    "login.not_offered": N_("{network} has no signing in with the browser here. Give an access key instead."),
    "login.timeout": N_("Nobody signed in within five minutes. The profile was not connected. Begin again."),
    "login.cancelled": N_("Signing in was stopped. The profile was not connected."),
    "login.denied": N_("The network was told not to let Szpalta in ({reason}). The profile was not connected."),
    "login.wrong_address": N_(
        "This address does not belong to this login. Copy the whole address from the browser, or begin again."
    ),
    "login.refused": N_("The network does not take this login any more ({reason}). Begin again."),
    "login.no_app": N_(
        "{host} does not let programs sign people in ({reason}). Check the address of the server or give an access key."
    ),
    # publishing by hand
    "by_hand.not_by_hand": N_(
        "The profile {profile} is not published to by hand, so nothing was changed. Decide about publications nobody is sure "
        "of where they are listed."
    ),
    "by_hand.not_waiting": N_("This publication does not wait for anybody any more. Nothing was changed."),
    "link.missing": N_(
        "The link of the published post is missing. Copy it on the network and give it; nothing was changed."
    ),
    "link.other_network": N_(
        "{link} does not lead to {network} ({hosts}). Copy the link of the post there; nothing was changed."
    ),
    "link.of_profile": N_(
        "{link} leads to a start page, not to a post. Copy the link of the post; nothing was changed."
    ),
    "hand_over.address": N_(
        "{address} is no address of this computer in a local network. Choose one that is offered; nothing was opened."
    ),
    "hand_over.not_opened": N_(
        "The page for the phone could not be opened on {address} ({reason}). Choose another address, or take the folder."
    ),
    "hand_over.no_network": N_(
        "This computer is in no local network, so a phone cannot reach it. Take the folder or the mail instead."
    ),
}
