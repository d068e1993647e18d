"""A backup or dump with some members exchanged and the manifest made to agree: what a person with bad intent sends."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any


def rewritten(source: Path, target: Path, members: Mapping[str, bytes], **manifest: Any) -> Path:
    """Copies an archive with `members` replaced (rows counted anew) and top-level `manifest` values set."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        contents = json.loads(old.read("manifest.json"))
        contents["rows"] |= {
            name.removeprefix("tables/").removesuffix(".jsonl"): data.count(b"\n")
            for name, data in members.items()
            if name.startswith("tables/")
        }
        contents |= manifest
        for member in contents["members"]:
            data = members.get(member["name"], old.read(member["name"]))
            member["size"], member["sha256"] = len(data), hashlib.sha256(data).hexdigest()
            new.writestr(member["name"], data)
        new.writestr("manifest.json", json.dumps(contents))
    return target
