"""The machine of exactly-once publishing, small enough to look at every way it can go: two workers, crashes, lost and late
answers, clocks that jump, and a network that keeps a post until its time. Times in seconds; `fault` leaves one guard out."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from typing import NamedTuple

from app.domain.delivery import BEFORE_FIRST, KEY_MARGIN, LEASE, QUIET, REQUEST_DEADLINE

DEADLINE, LEASED_FOR, QUIET_FOR = (int(step.total_seconds()) for step in (REQUEST_DEADLINE, LEASE, QUIET))
KEY_LASTS, LIST_LAG, LATEST = 3600, 300, 100
"""Class B keeps keys so long; class D's list lags so much; a call may take effect so long after it was given up."""
DUE, SOONEST, OUT_OF_REACH = 2000, 300, int(BEFORE_FIRST.total_seconds())
"""When a post that is handed over is to come out, how long before at the latest it is given, and from when it may be out."""
JUMPS = (61, 181, 700, 4000)
FAULTS = (
    "no intent row",
    "abandoned is sent again",
    "unknown is sent again",
    "absence is proof",
    "no fence",
    "old key is used",
    "slept over the call",
)
HAND_OVER_FAULTS = (
    "lying is published from here",
    "taken back in the dark",
    "taken back without asking",
    "not out is sent again",
    "handed over again unlooked",
)


class Worker(NamedTuple):
    at: str = "idle"
    fence: int = 0
    since: int = 0


class World(NamedTuple):
    time: int = 0
    state: str = "waiting"
    fence: int = 0
    lease: int = 0
    first: int = -1
    """When it was first sent; -1: never."""
    effects: int = 0
    keyed: int = -1
    seen_from: int = -1
    """From when the list shows it."""
    late: int = -1
    """Until when a call that was given up may still take effect; -1: none."""
    jumps: int = 0
    due: int = 0
    """Nothing is claimed before; `DUE` where the network keeps posts until then."""
    handed: str = ""
    """"begun": nobody knows whether the network has it; "lies": it has."""
    begun: int = 0
    """The fence the handing over began with; its key is made of it."""
    begun_at: int = 0
    entries: int = 0
    """How often it waits at the network."""
    entry_key: int = -1
    late_entry: int = -1
    """Until when a handing over that was given up may still take effect; -1: none."""
    workers: tuple[Worker, Worker] = (Worker(), Worker())


def search(
    key_class: str, fault: str = "", depth: int = 12, jumps: int = 2, *, keeps: bool = False
) -> tuple[list[str] | None, int]:
    """The shortest way to a second post, None when there is none within the bounds; and how many worlds were seen. `keeps`:
    the network keeps posts until their time. Nothing depends on which worker is which, so worlds in which they have changed
    places are one, and a way names a worker by the place it has at that step."""
    start = World(due=DUE if keeps else 0)
    came: dict[World, tuple[World, str] | None] = {start: None}
    queue = deque([(start, 0)])
    while queue:
        world, steps = queue.popleft()
        if steps == depth:
            continue
        for name, moved in _moves(world, key_class, fault, jumps):
            following = moved._replace(workers=tuple(sorted(moved.workers)))
            if following not in came:
                came[following] = (world, name)
                if following.effects > 1:
                    return _way(came, following), len(came)
                queue.append((following, steps + 1))
    return None, len(came)


def _way(came: dict[World, tuple[World, str] | None], world: World) -> list[str]:
    names: list[str] = []
    while (step := came[world]) is not None:
        world, name = step
        names.append(name)
    return names[::-1]


def _moves(world: World, key_class: str, fault: str, jumps: int) -> Iterator[tuple[str, World]]:
    for place in (0, 1):
        yield from _work(world, place, key_class, fault)
    if world.late >= 0:
        yield "the late call takes effect", _act(world, key_class)._replace(late=-1)
    if world.lease <= world.time:
        if world.state == "leased":
            yield "lease over", world._replace(state="waiting", fence=world.fence + 1)
        if world.state == "sending":
            state = "waiting" if fault == "abandoned is sent again" else "reconcile"
            yield "lease over", world._replace(state=state, fence=world.fence + 1)
    if world.state == "reconcile":
        yield from _reconcile(world, key_class, fault)
    if world.due:
        yield from _at_network(world, key_class, fault)
    if world.jumps < jumps:
        for step in JUMPS:
            time = world.time + step
            late = world.late if world.late >= time else -1
            late_entry = world.late_entry if world.late_entry >= time else -1
            moved = world._replace(time=time, jumps=world.jumps + 1, late=late, late_entry=late_entry)
            if world.late >= 0 and late < 0:
                yield f"+{step} s, never took effect", moved
                yield (
                    f"+{step} s, took effect late",
                    _act(world, key_class)._replace(time=time, jumps=world.jumps + 1, late=-1),
                )
            else:
                yield f"+{step} s", moved


def _work(world: World, place: int, key_class: str, fault: str) -> Iterator[tuple[str, World]]:
    worker = world.workers[place]
    if worker.at == "idle":
        ours = not world.handed or fault == "lying is published from here"
        if world.due and world.state == "waiting" and not world.handed and world.time < world.due - SOONEST:
            begun = world._replace(handed="begun", fence=world.fence + 1, begun=world.fence + 1, begun_at=world.time)
            yield f"begins to hand over {place}", _put(begun, place, Worker("handing", begun.fence, world.time))
        if ours and world.state == "waiting" and world.time >= world.due and _may_send(world, key_class, fault):
            fence = world.fence + 1
            claimed = world._replace(state="leased", fence=fence, lease=world.time + LEASED_FOR)
            yield f"claim {place}", _put(claimed, place, Worker("claimed", fence, world.time))
        return
    yield f"crash {place}", _put(world, place, Worker())
    mine = worker.fence == world.fence
    if worker.at == "handing":
        yield from _hand_over(world, place, worker)
    elif worker.at == "claimed":
        holds = mine and world.state == "leased" and world.lease - world.time >= DEADLINE + 30
        if (holds and _may_send(world, key_class, fault)) or fault == "no fence":
            first = world.first if world.first >= 0 else world.time
            state = "sending"
            if fault == "no intent row":
                state, first = world.state, world.first
            yield f"intent {place}", _put(world._replace(state=state, first=first), place,
                                          Worker("intent", worker.fence, world.time))  # fmt: skip
        else:
            yield f"gives up {place}", _put(world, place, Worker())
    else:
        yield from _send(world, place, worker, key_class, fault)


def _send(world: World, place: int, worker: Worker, key_class: str, fault: str) -> Iterator[tuple[str, World]]:
    mine = worker.fence == world.fence and world.state in ("sending", "leased")
    free = _put(world, place, Worker())
    if world.time - worker.since > DEADLINE and fault != "slept over the call":
        yield f"slept {place}", free._replace(state="waiting") if mine else free
        return
    done = _act(free, key_class)
    yield f"sent {place}", done._replace(state="sent") if mine or fault == "no fence" else done
    yield f"sent, then crash {place}", done
    unknown = "waiting" if fault == "unknown is sent again" else "reconcile"
    lost = done._replace(state=unknown) if mine else done
    yield f"answer lost {place}", lost
    if world.late < 0:
        late = free._replace(state=unknown) if mine else free
        yield f"given up {place}", late._replace(late=world.time + LATEST)


def _reconcile(world: World, key_class: str, fault: str) -> Iterator[tuple[str, World]]:
    seen = 0 <= world.seen_from <= world.time
    if key_class == "E":
        yield "a person", world._replace(state="person")
    elif key_class == "A":
        yield "same key", world._replace(state="waiting")
    elif seen:
        yield "found", world._replace(state="sent")
    elif key_class == "B" and world.time - world.first < KEY_LASTS * (1 - KEY_MARGIN):
        yield "same key", world._replace(state="waiting")
    elif fault == "absence is proof":
        yield "not there", world._replace(state="waiting", first=-1)
    elif world.time - world.first >= QUIET_FOR:
        yield "a person", world._replace(state="person")


def _hand_over(world: World, place: int, worker: Worker) -> Iterator[tuple[str, World]]:
    free = _put(world, place, Worker())
    mine = world.handed == "begun" and world.begun == worker.fence
    if world.time - worker.since > DEADLINE:
        yield f"slept over handing over {place}", free._replace(handed="") if mine else free
        return
    kept = _keep(free, worker.fence)
    yield f"handed over {place}", kept._replace(handed="lies") if mine else kept
    yield f"handed over, answer lost {place}", kept
    if world.late_entry < 0:
        yield f"gives up handing over {place}", free._replace(late_entry=world.time + LATEST)


def _keep(world: World, key: int) -> World:
    """A call to keep it reaches the network, which knows the key again."""
    return world if world.entry_key == key else world._replace(entries=world.entries + 1, entry_key=key)


def _at_network(world: World, key_class: str, fault: str) -> Iterator[tuple[str, World]]:
    """What becomes of a post that was handed over: the network's own clockwork, and what the program does about it."""
    if world.late_entry >= 0:
        yield "the late handing over takes effect", _keep(world, world.begun)._replace(late_entry=-1)
    if world.entries and world.time >= world.due:
        effects, seen_from = world.effects + world.entries, world.time + LIST_LAG
        yield "comes out by itself", world._replace(effects=effects, entries=0, seen_from=seen_from)
    if world.state == "waiting" and world.handed:
        if world.time >= world.due:
            yield "its time is over", world._replace(state="asked", fence=world.fence + 1)
        elif world.handed == "begun" and world.time - world.begun_at >= LEASED_FOR:
            yield from _settle_hand_over(world, key_class, fault)
        yield from _take_back(world, fault)
    if world.state == "asked":
        if 0 <= world.seen_from <= world.time:
            yield "found", world._replace(state="sent")
        elif fault == "not out is sent again":
            yield "not there", world._replace(state="waiting", handed="")
        elif world.time >= world.due + QUIET_FOR:
            yield "a person", world._replace(state="person")


def _settle_hand_over(world: World, key_class: str, fault: str) -> Iterator[tuple[str, World]]:
    if world.entries and fault != "handed over again unlooked":
        yield "it lies there", world._replace(handed="lies")
    elif key_class in "AB":
        yield "same key", _keep(world, world.begun)._replace(handed="lies")
    elif fault == "handed over again unlooked":
        yield "handed over again", world._replace(handed="lies", entries=world.entries + 1)


def _take_back(world: World, fault: str) -> Iterator[tuple[str, World]]:
    """What is not in the network's list is ours again only once no call can still put it there."""
    ours = world._replace(handed="", fence=world.fence + 1)
    if fault == "taken back without asking":
        yield "forgotten", ours
    if world.time >= world.due - OUT_OF_REACH:
        return
    quiet = world.time - world.begun_at >= QUIET_FOR or fault == "taken back in the dark"
    if world.entries or world.handed == "lies" or quiet:
        yield "taken back", ours._replace(entries=0)


def _may_send(world: World, key_class: str, fault: str) -> bool:
    """Class B: the key is not used once it may have been forgotten."""
    if key_class != "B" or world.first < 0 or fault == "old key is used":
        return True
    return world.time - world.first < KEY_LASTS * (1 - KEY_MARGIN)


def _act(world: World, key_class: str) -> World:
    """What a call does at the network."""
    if key_class == "A" and world.effects:
        return world
    if key_class == "B" and world.keyed >= 0 and world.time - world.keyed < KEY_LASTS:
        return world
    seen_from = world.time + LIST_LAG if world.seen_from < 0 else world.seen_from
    return world._replace(effects=world.effects + 1, keyed=world.time, seen_from=seen_from)


def _put(world: World, place: int, worker: Worker) -> World:
    first, second = world.workers
    return world._replace(workers=(worker, second) if place == 0 else (first, worker))
