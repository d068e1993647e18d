import random
from hashlib import sha256
from pathlib import Path

import pytest

from app.domain.errors import StoreProblem
from app.domain.people import Actor
from app.store import reading
from app.store.checking import full_check
from app.store.opening import open_store
from app.store.salvage import SalvageReport, salvage
from tests.fakes.damage import HOLIDAYS, PAGE, damage_one_page, store_with_holidays
from tests.fakes.filled_store import NOW, everything, fill
from tests.fakes.new_stores import new_store


def rescue(file: Path, out: Path) -> SalvageReport:
    return salvage(file, out, now=NOW, actor=Actor())


def test_a_whole_store_comes_out_whole(tmp_path: Path) -> None:
    file = tmp_path / "w.szpalta"
    store = new_store(str(file))
    fill(store)
    before = everything(store)
    store.close()
    hello = sha256(b"hello").hexdigest()
    (tmp_path / "w.szpalta.media").mkdir()
    (tmp_path / "w.szpalta.media" / hello).write_bytes(b"hello")
    (tmp_path / "w.szpalta.media" / ("ab" * 32)).write_bytes(b"no longer what it was")

    report = rescue(file, tmp_path / "out.szpalta")

    out = open_store(str(tmp_path / "out.szpalta"))
    after = everything(out)
    assert {name for name in before if before[name] != after[name]} == {"history", "workspace"}  # paused, and says so
    out.close()
    assert (report.unreadable, report.dropped, report.history_broken_at, report.media) == ({}, {}, None, 1)


def test_one_bad_page_costs_only_its_rows(tmp_path: Path) -> None:
    file = tmp_path / "w.szpalta"
    store_with_holidays(file)
    damage_one_page(file)
    damaged = file.read_bytes()

    report = rescue(file, tmp_path / "out.szpalta")

    assert HOLIDAYS - 25 <= report.rows["holiday"] < HOLIDAYS
    assert set(report.unreadable) == {"holiday"}
    assert file.read_bytes() == damaged
    assert {path.name for path in tmp_path.iterdir()} >= {"w.szpalta", "out.szpalta"}
    out = open_store(str(tmp_path / "out.szpalta"))
    assert full_check(out).ok
    out.close()


def test_a_bad_page_of_figures_costs_only_its_figures(tmp_path: Path) -> None:
    file = tmp_path / "w.szpalta"
    store = new_store(str(file))
    fill(store, rows=40)
    with store.writing() as connection:
        connection.exec_driver_sql("DELETE FROM observation")
        connection.exec_driver_sql(
            "INSERT INTO observation (profile_id, post_id, metric_id, day, observed_at, value) VALUES (?, ?, ?, ?, ?, ?)",
            [(p, p, m, d, 7_777_777, 1.5) for p in range(1, 41) for m in range(1, 41) for d in range(1, 6)],
        )
    store.close()
    data = bytearray(file.read_bytes())
    leaves = [
        page
        for page in range(0, len(data), PAGE)
        if data[page] == 10 and (7_777_777).to_bytes(3) in data[page : page + PAGE]
    ]
    middle = leaves[len(leaves) // 2]
    data[middle : middle + PAGE] = b"\xa5" * PAGE
    file.write_bytes(data)

    report = rescue(file, tmp_path / "out.szpalta")

    assert 7000 < report.rows["observation"] < 8000
    assert "observation" in report.unreadable
    out = open_store(str(tmp_path / "out.szpalta"))
    assert full_check(out).ok
    out.close()


@pytest.mark.parametrize("seed", range(6))
def test_any_damage_gives_a_whole_store_or_a_plain_refusal(
    tmp_path: Path, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "MOST_PROBES", 5_000)  # no table has a hundred rows
    file = tmp_path / "w.szpalta"
    store = new_store(str(file))
    fill(store, rows=30)
    store.close()
    chance = random.Random(seed)
    data = bytearray(file.read_bytes())
    for page in chance.sample(range(1, len(data) // PAGE), 12):
        data[page * PAGE : page * PAGE + 400] = chance.randbytes(400)
    file.write_bytes(data)
    try:
        rescue(file, tmp_path / "out.szpalta")
    except StoreProblem as problem:
        assert problem.code in ("salvage.nothing", "store.damaged")
        assert not (tmp_path / "out.szpalta").exists()
        return
    out = open_store(str(tmp_path / "out.szpalta"))
    found = {line.name: line.ok for line in full_check(out).lines}
    assert found["integrity"] and found["references"] and found["post_totals"] and found["day_sums"]
    out.close()


def test_what_is_no_store_at_all(tmp_path: Path) -> None:
    (tmp_path / "text").write_text("hello " * 1000)
    with pytest.raises(StoreProblem, match=r"salvage\.nothing"):
        rescue(tmp_path / "text", tmp_path / "out.szpalta")
    with pytest.raises(StoreProblem, match=r"store\.missing"):
        rescue(tmp_path / "none", tmp_path / "out.szpalta")
    (tmp_path / "taken").write_text("mine")
    with pytest.raises(StoreProblem, match=r"store\.exists"):
        rescue(tmp_path / "text", tmp_path / "taken")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["taken", "text"]
