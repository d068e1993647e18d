"""`szpalta profile connect`, `disconnect` and `test`: access keys of networks come in through standard input only."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING

from app.cli.refusals import Refusal

if TYPE_CHECKING:
    import argparse

    from app.cli.context import Run
    from app.cli.parser import Commands
    from app.domain.connecting import ConnectionReport, ProfileConnection
    from app.domain.workspace import Profile

_MOST = 256 * 1024
"""Bytes read from standard input; an access key is far shorter."""


def register(family: Commands) -> None:
    t = family.words.t
    connect = family.add("connect", t("connect a profile to its network with an access key"), connect_profile)
    _names_profile(connect, t("number, network/handle, handle or name"))
    connect.add_argument("--url", metavar="URL", help=t("address of the network's server"))
    connect.add_argument("--handle", metavar="HANDLE", help=t("name to sign in with, where the network needs one"))
    told = t("read the access key (a token, an app password, or JSON) from standard input")
    ways = connect.add_mutually_exclusive_group(required=True)
    ways.add_argument("--secret-stdin", action="store_true", help=told)
    ways.add_argument("--browser", action="store_true", help=t("sign in with the browser of this computer (Mastodon)"))
    told = t("sign in with a browser elsewhere and give the address at which it ended (Mastodon)")
    ways.add_argument("--paste", action="store_true", help=told)
    disconnect = family.add("disconnect", t("forget the access key of a profile"), disconnect_profile)
    _names_profile(disconnect, t("number, network/handle, handle or name"))
    test = family.add("test", t("ask the network whether the access key still works"), test_profile)
    _names_profile(test, t("number, network/handle, handle or name"))


def _names_profile(parser: argparse.ArgumentParser, told: str) -> None:
    parser.add_argument("profile", metavar="PROFILE", help=told)


def connect_profile(run: Run) -> None:
    from app.domain.connecting import same_handle, secret_of

    options = run.options
    profile = run.profile(options.profile)
    if options.browser:
        report = _in_browser(run, profile)
    elif options.paste:
        report = _in_other_browser(run, profile)
    else:
        secret = secret_of(profile.network, _from_stdin(run))
        report = run.app.connecting.connect(
            run.actor, profile.id, secret, base_url=options.url, handle=options.handle or None
        )
    t = run.words.t

    def tell() -> None:
        run.out.line(t("Connected: {profile} is {handle} ({name}).", profile=profile.name, **_who(report)))
        if report.put_back:
            run.out.line(
                run.words.n(
                    "{n} post goes out again: at its time, or now where that has just passed.",
                    "{n} posts go out again: at their time, or now where that has just passed.",
                    report.put_back,
                )
            )

    if not same_handle(profile.handle, report.handle):
        names = {"written": profile.handle, "handle": report.handle}
        run.complain(t("The profile has the handle {written}, but the access key belongs to {handle}.", **names))
    if report.problem:
        run.complain(_problem(run, report))
    run.show(_record(run, profile, report), tell)


def _in_browser(run: Run, profile: Profile) -> ConnectionReport:
    """The address is printed too: a browser does not open everywhere. One in the terminal blocks whoever opened it, and
    its last page is answered here: so it has its own thread."""
    import webbrowser
    from threading import Thread

    t = run.words.t

    def open_page(url: str) -> None:
        run.complain(t("Sign in at {url}", url=url))
        Thread(target=webbrowser.open, args=(url,), daemon=True).start()

    done = t("Signed in. You can close this page and go back to Szpalta.")
    return run.app.signing_in.connect(run.actor, profile.id, run.options.url, open_page, done, lambda: False)


def _in_other_browser(run: Run, profile: Profile) -> ConnectionReport:
    """The address of the last page holds a code that works once, so it comes in as access keys do."""
    signing_in, t = run.app.signing_in, run.words.t
    begun = signing_in.begin_pasting(run.actor, profile.id, run.options.url)
    run.complain(t("Sign in at {url}", url=begun.url))
    run.complain(t("The last page does not load. Copy its address, which begins with http://127.0.0.1, to here."))
    address = _from_stdin(run, t("Address of the last page (it is not shown): "))
    return signing_in.finish_pasting(run.actor, profile.id, begun, address)


def disconnect_profile(run: Run) -> None:
    profile = run.profile(run.options.profile)
    done = run.app.connecting.disconnect(run.actor, profile.id)
    t = run.words.t

    def tell() -> None:
        run.out.line(t("{profile} is no longer connected; its access key is forgotten.", profile=profile.name))
        _tell_held(run, done.held)

    left = _explained(run, done.left, {"server": done.server or profile.network.value})
    if left:
        run.complain(left)
    run.show(
        {"profile_id": profile.id, "connection": "none", "held": done.held, "left": done.left, "sentence": left}, tell
    )


def test_profile(run: Run) -> int:
    """Exit code 1 when something is wrong with the connection."""
    profile = run.profile(run.options.profile)
    report = run.app.connecting.test(run.actor, profile.id)

    def tell() -> None:
        if not report.problem:
            run.out.line(run.words.t("{profile} is {handle} ({name}).", profile=profile.name, **_who(report)))
            if report.expires_at is not None:
                run.out.line(run.words.t("The access key works until {at}.", at=run.moment(report.expires_at)))
        _tell_held(run, report.held)

    if report.problem:
        run.complain(_problem(run, report))
    run.show(_record(run, profile, report), tell)
    return 1 if report.problem else 0


def connected_facts(run: Run, row: ProfileConnection | None) -> list[tuple[str, str]]:
    """Lines of a profile about its connection."""
    if row is None:
        return []
    t = run.words.t
    return [
        (t("Connected as"), row.account_name),
        (t("Server"), row.base_url),
        (t("Problem"), problem_of(run, row) or ""),
    ]


def problem_of(run: Run, row: ProfileConnection) -> str | None:
    """What is wrong with a connection and what to do."""
    if row.sealed is None and row.problem is None:
        return run.words.t("The access key is not on this computer. Connect again.")
    return _explained(run, row.problem, row.problem_data)


def connected(run: Run, row: ProfileConnection | None) -> dict[str, object] | None:
    if row is None:
        return None
    return {
        "server": row.base_url or None,
        "account_id": row.account_id,
        "handle": row.account_name,
        "missing_rights": row.missing_rights,
        "expires_at": row.expires_at,
        "problem": row.problem,
        "needs_reconnect": row.needs_reconnect,
        "sentence": problem_of(run, row),
        "connected_at": row.connected_at,
        "checked_at": row.checked_at,
    }


def _from_stdin(run: Run, asked: str = "") -> str:
    """What stands on standard input; asked for without showing it where a person sits at the keyboard."""
    if sys.stdin is None:
        raise Refusal(run.words.t("There is no standard input to read the access key from."))
    if sys.stdin.isatty():
        import getpass

        return getpass.getpass(asked or run.words.t("Access key (it is not shown): "))
    raw = sys.stdin.buffer.read(_MOST)
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        raise Refusal(run.words.t("Standard input is not text in UTF-8, so nothing was connected.")) from None


def _tell_held(run: Run, held: int) -> None:
    if held:
        run.out.line(run.words.n("{n} post was put on hold.", "{n} posts were put on hold.", held))


def _who(report: ConnectionReport) -> dict[str, str]:
    return {"handle": report.handle, "name": report.name or report.handle}


def _problem(run: Run, report: ConnectionReport) -> str:
    return _explained(run, report.problem, report.problem_data) or ""


def _explained(run: Run, code: str | None, data: Mapping[str, object]) -> str | None:
    from app.system.sentences import explain_code

    return explain_code(code, data, run.words, run.formats) if code else None


def _record(run: Run, profile: Profile, report: ConnectionReport) -> dict[str, object]:
    return {
        "profile_id": profile.id,
        "network": profile.network,
        "server": report.base_url,
        "account_id": report.account_id,
        "handle": report.handle,
        "name": report.name,
        "missing_rights": report.missing_rights,
        "expires_at": report.expires_at,
        "problem": report.problem,
        "sentence": _explained(run, report.problem, report.problem_data),
        "put_back": report.put_back,
        "held": report.held,
    }
