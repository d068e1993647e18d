"""`szpalta internet`: the proxy and the certificates this computer reaches networks with."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.cli.context import Run
    from app.cli.parser import Commands


def register(commands: Commands) -> None:
    t = commands.words.t
    command = commands.add("internet", t("proxy and certificates of this computer"), show_or_change)
    command.add_argument(
        "--proxy", metavar="URL", help=t("address of a proxy, `none`, or `system` as the system has it")
    )
    command.add_argument("--ca-file", metavar="FILE", help=t("certificates (PEM) to trust besides, or `none`"))


def show_or_change(run: Run) -> None:
    """Kept in the settings of this person on this machine."""
    from app.cli.refusals import Refusal
    from app.system.settings import SettingsFile, checked_proxy

    settings, options, t = run.settings, run.options, run.words.t
    if options.proxy is not None:
        plain = {"system": None, "none": ""}
        proxy = plain[options.proxy] if options.proxy in plain else checked_proxy(options.proxy)
        settings = replace(settings, proxy=proxy)
    if options.ca_file is not None:
        file = None if options.ca_file == "none" else Path(options.ca_file).absolute()
        if file is not None and not file.is_file():
            raise Refusal(t("There is no file {file}.", file=file))
        settings = replace(settings, ca_file=None if file is None else str(file))
    if settings != run.settings:
        run.settings = settings
        SettingsFile(run.paths.settings).save(settings)

    def tell() -> None:
        way = t("as the system is set up") if settings.proxy is None else settings.proxy or t("none")
        run.out.line(t("Proxy: {way}.", way=way))
        run.out.line(t("Certificates trusted besides the system's: {file}.", file=settings.ca_file or t("none")))

    run.show({"proxy": settings.proxy, "ca_file": settings.ca_file}, tell)
