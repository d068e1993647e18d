"""Every way the machine can go within bounds: none leads to a second post, and each guard left out is noticed (TST-02)."""

from __future__ import annotations

import pytest

from tests.fakes.publishing_model import FAULTS, HAND_OVER_FAULTS, search

DOUBLES = {
    "no intent row": "BDE",
    "abandoned is sent again": "DE",
    "unknown is sent again": "DE",
    "absence is proof": "D",
    "no fence": "BDE",
    "old key is used": "B",
    "slept over the call": "B",
}
"""Classes in which leaving this guard out posts twice. Where the network keeps keys for ever nothing can, and an expiring
key is still watched over by its age."""


HANDED_TWICE = {
    "lying is published from here": "ABDE",
    "taken back in the dark": "ABDE",
    "taken back without asking": "ABDE",
    "not out is sent again": "ABDE",
    "handed over again unlooked": "DE",
}
"""What a network keeps and what is published from here have no key in common, so no class is safe without these."""


@pytest.mark.parametrize("key_class", "ABDE")
def test_the_machine_never_posts_twice(key_class: str) -> None:
    way, worlds = search(key_class, depth=11)
    assert way is None
    assert worlds > 1000


@pytest.mark.parametrize("fault", FAULTS)
def test_each_guard_left_out_is_noticed(fault: str) -> None:
    found = {key_class for key_class in "ABDE" if search(key_class, fault, depth=11)[0]}
    assert found == set(DOUBLES[fault])


@pytest.mark.parametrize("key_class", "ABDE")
def test_what_a_network_keeps_never_comes_out_twice(key_class: str) -> None:
    way, worlds = search(key_class, depth=11, jumps=3, keeps=True)
    assert way is None
    assert worlds > 1000


@pytest.mark.parametrize("fault", HAND_OVER_FAULTS)
def test_each_guard_of_handing_over_left_out_is_noticed(fault: str) -> None:
    found = {key_class for key_class in "ABDE" if search(key_class, fault, depth=10, jumps=3, keeps=True)[0]}
    assert found == set(HANDED_TWICE[fault])


@pytest.mark.soak
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("key_class", "ABDE")
def test_the_machine_never_posts_twice_in_wide_bounds(key_class: str) -> None:
    way, worlds = search(key_class, depth=15, jumps=4)
    assert way is None
    print(f"class {key_class}: {worlds} worlds")
