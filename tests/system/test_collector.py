"""The collector rests inside, and is as it was afterwards."""

from __future__ import annotations

import gc

import pytest

from app.system.collector import collector_resting


def test_the_collector_rests_and_goes_on_even_after_an_error() -> None:
    assert gc.isenabled()
    with pytest.raises(ValueError, match="x"), collector_resting():
        assert not gc.isenabled()
        raise ValueError("x")
    assert gc.isenabled()


def test_one_that_rested_already_goes_on_resting() -> None:
    gc.disable()
    try:
        with collector_resting():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
