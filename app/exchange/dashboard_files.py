"""A dashboard as a file to pass on: JSON with the version of its format. What is read may have been written by anybody."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.domain.dashboards import TileKind
from app.domain.errors import BadInput
from app.domain.networks import Network
from app.domain.plain_tiles import LONGEST_NAME, MOST_TILES

MARK = "szpalta_dashboard"
VERSION = 1
MOST_BYTES = 512 * 1024


@dataclass(frozen=True, slots=True)
class DashboardFile:
    """`tiles` are plain values as `domain.plain_tiles` writes them, except that their filters name things of the workspace
    instead of numbering them; their kinds are known."""

    name: str
    network: Network | None
    of_campaign: bool
    refresh: int | None
    tiles: tuple[Mapping[str, Any], ...]


def write_dashboard_file(file: DashboardFile) -> bytes:
    plain = {
        MARK: VERSION,
        "name": file.name,
        "network": file.network.value if file.network else None,
        "of_campaign": file.of_campaign,
        "refresh": file.refresh,
        "tiles": list(file.tiles),
    }
    return (json.dumps(plain, ensure_ascii=False, indent=2) + "\n").encode()


def read_dashboard_file(content: bytes) -> DashboardFile:
    """Raises `BadInput` "dashboard.file_large" (most: KB), "dashboard.file_unreadable", "dashboard.file_newer" (version),
    "dashboard.file_tiles" (most), "dashboard.file_unknown" (names: kinds of tiles this program does not have)."""
    plain = _parsed(content)
    version = plain.get(MARK)
    if type(version) is not int or version < 1:
        raise BadInput("dashboard.file_unreadable")
    if version > VERSION:
        raise BadInput("dashboard.file_newer", version=version)
    name, network, tiles = plain.get("name"), plain.get("network"), plain.get("tiles")
    refresh, campaign = plain.get("refresh"), plain.get("of_campaign", False)
    if not isinstance(name, str) or len(name) > LONGEST_NAME or not isinstance(tiles, list):
        raise BadInput("dashboard.file_unreadable")
    if not isinstance(campaign, bool) or (
        refresh is not None and (type(refresh) is not int or not 1 <= refresh <= 1440)
    ):
        raise BadInput("dashboard.file_unreadable")
    if len(tiles) > MOST_TILES:
        raise BadInput("dashboard.file_tiles", most=MOST_TILES)
    if not all(isinstance(tile, dict) and isinstance(tile.get("kind"), str) for tile in tiles):
        raise BadInput("dashboard.file_unreadable")
    networks = {one.value for one in Network}
    unknown = [tile["kind"] for tile in tiles if tile["kind"] not in {kind.value for kind in TileKind}]
    if network is not None and network not in networks:
        unknown.append(str(network))
    if unknown:
        raise BadInput("dashboard.file_unknown", names=sorted({one[:LONGEST_NAME] for one in unknown}))
    return DashboardFile(name, Network(network) if network else None, campaign, refresh, tuple(tiles))


def _parsed(content: bytes) -> dict[str, Any]:
    if len(content) > MOST_BYTES:
        raise BadInput("dashboard.file_large", most=MOST_BYTES // 1024)
    try:
        plain = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise BadInput("dashboard.file_unreadable") from None
    if not isinstance(plain, dict):
        raise BadInput("dashboard.file_unreadable")
    return plain
