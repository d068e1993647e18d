"""Which copies of the program are known to have ended."""

from __future__ import annotations

import socket
import subprocess
import sys

import pytest

from app.system.programs import has_ended, new_program


def test_this_copy_runs() -> None:
    assert not has_ended(new_program())
    assert new_program() != new_program()


@pytest.mark.skipif(sys.platform == "win32", reason="never sure there")
def test_only_a_process_of_this_computer_that_is_gone_has_ended_for_sure() -> None:
    child = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    name = f"{socket.gethostname()}-{child.pid}-0123abcd"
    assert not has_ended(name)
    child.kill()
    child.communicate()
    assert has_ended(name)
    assert not has_ended(f"elsewhere-{child.pid}-0123abcd")
    assert not has_ended("desk-1")
