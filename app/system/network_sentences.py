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
    "network.too_large": N_("The answer of {host} is larger than {largest} bytes and was cut. Nothing of it was used."),
    "network.redirected": N_(
        "{host} sends on to another address ({to}). The access key does not go there. Check the address of the server."
    ),
    "network.server_error": N_("The server {host} has a problem of its own (status {status}). Try again later."),
    "network.rate_limited": N_("The server {host} asks to wait before it is asked again."),
    "network.refused": N_("{host} did not take it: {reason}. Nothing was changed there. Correct it and try again."),
    "network.needs_reconnect": N_(
        "{host} no longer takes the access key ({reason}). Posts of this profile wait. Connect the profile again."
    ),
}
