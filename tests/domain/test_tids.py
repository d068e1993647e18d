from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.tids import is_tid, new_tid, tid_after, tid_at

NOON = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)
TIMES = st.datetimes(min_value=datetime(1980, 1, 1), max_value=datetime(2200, 1, 1), timezones=st.just(UTC))


def test_a_known_key():
    """1 microsecond after 1970 is 1 << 10 = 2 ** 10: the third character from the end counts 2 ** 10."""
    assert tid_at(datetime(1970, 1, 1, 0, 0, 0, 1, tzinfo=UTC)) == "2222222222322"


@given(TIMES, TIMES)
def test_keys_sort_as_their_times(a, b):
    assert (tid_at(a) < tid_at(b)) == (a < b)


@given(TIMES)
def test_a_fresh_key_is_valid_and_of_its_second(now):
    key = new_tid(now)
    assert is_tid(key)
    assert tid_at(now) <= key < tid_at(now + timedelta(seconds=1))


def test_many_keys_of_one_instant_differ():
    assert len({new_tid(NOON) for _ in range(300)}) == 300


@given(TIMES, st.integers(min_value=1, max_value=100))
def test_the_key_of_a_part_is_that_many_microseconds_later(now, number):
    assert tid_after(tid_at(now), number) == tid_at(now + timedelta(microseconds=number))


@pytest.mark.parametrize(
    "text", ["", "3jzfcijpj2z2", "3jzfcijpj2z2aa", "zzzzzzzzzzzzz", "3jzfcijpj2z21", "3JZFCIJPJ2Z2A"]
)
def test_other_texts_are_no_keys(text):
    assert not is_tid(text)
    with pytest.raises(ValueError):
        tid_after(text, 1)
