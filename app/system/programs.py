"""Which running copy of the program something belongs to, and whether that copy is still there."""

from __future__ import annotations

import os
import re
import socket
import sys
import uuid


def new_program() -> str:
    """The name of this copy: computer, process, and something no other copy has."""
    return f"{socket.gethostname()}-{os.getpid()}-{uuid.uuid4().hex[:8]}"


def has_ended(program: str) -> bool:
    """Whether it is sure that this copy does not run any more: it ran on this computer and its process is gone."""
    named = re.fullmatch(rf"{re.escape(socket.gethostname())}-(\d{{1,9}})-[0-9a-f]{{8}}", program)
    if named is None or sys.platform == "win32":  # asking there would end the process
        return False
    try:
        os.kill(int(named[1]), 0)
    except ProcessLookupError:
        return True
    except OSError:
        return False
    return False
