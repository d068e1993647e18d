"""The agent publishes for minutes and neither its memory nor what it holds open grows (PT-22, TST-06)."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from statistics import linear_regression, median

import pytest

from app.domain.delivery import DeliveryState as D
from app.domain.practice import FaultKind, PracticeFault
from app.store.practice import open_practice
from app.system.clock import SystemClock
from tests.fakes.desk import Desk
from tests.fakes.publisher import RunningClock
from tests.soak.test_kills import ROOT, five_profiles

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc")
POSTS = 400
LASTS = timedelta(minutes=6)
WARM_UP = timedelta(minutes=2)
GROWTH_KB = 3 * 1024
"""At most, from the end of the warm-up to the end, on the line through all samples."""
LARGEST_WAL = 64 * 1024 * 1024
FAULTS = (FaultKind.LOSE_ANSWER, FaultKind.FAIL_BEFORE, FaultKind.SLOW)


@dataclass(frozen=True)
class Sample:
    at_s: float
    rss_kb: int
    threads: int
    files: int
    wal: int


def sample(pid: int, store: str, at_s: float) -> Sample:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    told = dict(line.split(":\t") for line in lines if line.startswith(("VmRSS", "Threads")))
    wal = Path(f"{store}-wal")
    size = wal.stat().st_size if wal.exists() else 0
    files = sum(1 for _ in Path(f"/proc/{pid}/fd").iterdir())
    return Sample(at_s, int(told["VmRSS"].split()[0]), int(told["Threads"]), files, size)


def watched(desk: Desk, process: subprocess.Popen[bytes], seconds: float) -> list[Sample]:
    """A sample a second; now and then a network is told to make trouble."""
    began, seen = time.monotonic(), list[Sample]()
    with_trouble = open_practice(Path(f"{desk.store.address}.practice"))
    while (at_s := time.monotonic() - began) < seconds:
        assert process.poll() is None, "it ended by itself"
        seen.append(sample(process.pid, desk.store.address, at_s))
        if len(seen) % 20 == 0:
            profile = desk.network[len(seen) // 20 % len(desk.network)]
            own = with_trouble.account(profile.network.value, profile.handle, desk.clock.now())
            for kind in FAULTS:
                with_trouble.add_fault(own.id, PracticeFault(kind, seconds=0.2))
        time.sleep(1)
    with_trouble.close()
    return seen


@pytest.mark.soak
@pytest.mark.timeout(3600)
def test_the_agent_does_not_grow(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SZPALTA_HOME", str(tmp_path / "home"))
    desk = five_profiles(str(tmp_path / "workspace.szpalta"), tmp_path)
    desk.clock = RunningClock(SystemClock().now())
    with desk.store.write() as work:
        work.team.edit_brand(1, work.team.brand(1).version, {"late_policy": "publish"})
    begin = desk.clock.now() + timedelta(seconds=90)
    made = [
        desk.scheduled(
            f"Post {number}", begin + LASTS * number / POSTS, profile_ids=(desk.network[number % len(desk.network)].id,)
        )
        for number in range(POSTS)
    ]
    while desk.clock.now() < begin - timedelta(seconds=5):
        time.sleep(1)
    command = [sys.executable, "-P", "-m", "app", "agent", "--json", "-w", desk.store.address]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL)
    try:
        seen = watched(desk, process, (LASTS + timedelta(seconds=30)).total_seconds())
        process.send_signal(signal.SIGTERM)
        assert process.wait(90) == 0
    finally:
        process.kill()
        process.wait(10)
    states = [desk.delivery(post).state for post in made]
    desk.close()
    warm = [row for row in seen if row.at_s > WARM_UP.total_seconds()]
    line = linear_regression([row.at_s for row in warm], [row.rss_kb for row in warm])
    growth = line.slope * (warm[-1].at_s - warm[0].at_s)
    first, last = warm[: len(warm) // 5], warm[-len(warm) // 5 :]
    print(
        f"{states.count(D.SENT)} of {POSTS} sent, {states.count(D.NEEDS_HUMAN)} unsure; {len(warm)} samples: memory"
        f" {median(row.rss_kb for row in first):.0f} to {median(row.rss_kb for row in last):.0f} KB,"
        f" {growth:+.0f} KB on the line; threads {first[0].threads} to {last[-1].threads},"
        f" files {first[0].files} to {last[-1].files}; largest WAL {max(row.wal for row in seen)} bytes"
    )
    assert states.count(D.SENT) + states.count(D.NEEDS_HUMAN) > POSTS * 0.9, "it had work to do"
    assert growth < GROWTH_KB
    assert max(row.threads for row in last) <= max(row.threads for row in first)
    assert median(row.files for row in last) <= median(row.files for row in first) + 2
    assert max(row.wal for row in seen) < LARGEST_WAL
