from collections.abc import Callable
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest

from app.domain.errors import StoreProblem
from app.services.keeping import StoreKeeping
from app.services.workspaces import NewWorkspace, WorkspaceService
from app.system.clock import SetClock
from app.system.placement import Placement, PlacementKind
from tests.fakes.damage import damage_one_page, store_with_holidays

NOW = datetime(2026, 11, 22, 10, tzinfo=UTC)
HERE, ELSEWHERE = "a" * 32, "b" * 32


def keeping(tmp_path: Path, *, machine: str | None = HERE, place: Placement | None = None) -> StoreKeeping:
    found = place or Placement(PlacementKind.LOCAL)
    return StoreKeeping(
        SetClock(NOW),
        machine_id=machine,
        workspaces=tmp_path / "workspaces",
        server_media=lambda uid: tmp_path / "data" / f"{uid}.media",
        place=lambda path: found,
    )


def new_workspace(keeper: StoreKeeping, address: str) -> None:
    store = keeper.create(address)
    founder = WorkspaceService(store, SetClock(NOW))
    founder.found(NewWorkspace("Łąka", "Ola", "ola@example.com", machine_id=HERE))
    store.close()


@pytest.fixture
def address(tmp_path: Path) -> str:
    made = str(tmp_path / "w.szpalta")
    new_workspace(keeping(tmp_path), made)
    return made


@pytest.mark.parametrize(
    ("kind", "name", "code"),
    [
        (PlacementKind.SYNC, "Dropbox", "store.synchronised_folder"),
        (PlacementKind.NETWORK, "NFS", "store.network_folder"),
    ],
)
def test_a_bad_place_is_refused_with_the_way_on(
    tmp_path: Path, address: str, kind: PlacementKind, name: str, code: str
) -> None:
    keeper = keeping(tmp_path, place=Placement(kind, name))
    new = str(tmp_path / "new.szpalta")
    acts: list[Callable[[], object]] = [
        lambda: keeper.create(new),
        lambda: keeper.open(address),
        lambda: keeper.restore(tmp_path / "b.zip", new),
        lambda: keeper.load(tmp_path / "d.zip", new),
        lambda: keeper.salvage(Path(address), Path(new)),
    ]
    for act in acts:
        with pytest.raises(StoreProblem) as problem:
            act()
        assert problem.value.code == code
        assert problem.value.data["name"] == name
        assert problem.value.data["suggestion"] == str(tmp_path / "workspaces")
    assert not Path(new).exists()
    keeper.open(address, read_only=True).close()  # what is there already can be looked at and taken out
    keeper.dump(address, tmp_path / "d.zip")
    keeper.check_placement("postgresql+psycopg://somewhere/else")


def test_a_second_computer_is_asked_first(tmp_path: Path, address: str) -> None:
    other = keeping(tmp_path, machine=ELSEWHERE)
    with pytest.raises(StoreProblem, match=r"store\.other_machine"):
        other.open(address)
    other.open(address, read_only=True).close()

    store = other.open_here(address)
    with store.read() as work:
        assert work.team.machine_id() == ELSEWHERE
        assert work.history.latest(1)[0].action == "moved_to_machine"
        assert work.history.verify()[1] is None
    store.close()

    with pytest.raises(StoreProblem, match=r"store\.other_machine"):
        keeping(tmp_path).open(address)
    other.open(address).close()


def test_a_workspace_without_a_machine_is_taken_at_first_opening(tmp_path: Path, address: str) -> None:
    keeper = keeping(tmp_path)
    store = keeper.open(address)
    with store.write() as work:
        work.team.edit_workspace(work.team.workspace().version, {"machine_id": None})
    store.close()
    keeping(tmp_path, machine=ELSEWHERE).open(address).close()
    with pytest.raises(StoreProblem, match=r"store\.other_machine"):
        keeper.open(address)


def test_an_empty_store_opens_on_any_machine(tmp_path: Path) -> None:
    empty = str(tmp_path / "empty.szpalta")
    keeping(tmp_path).create(empty).close()
    keeping(tmp_path, machine=ELSEWHERE).open(empty).close()


def test_the_round_of_a_workspace(tmp_path: Path, address: str) -> None:
    keeper = keeping(tmp_path)
    assert keeper.check(address).ok
    assert keeper.backup(address, tmp_path / "b.zip").rows["member"] == 1
    assert keeper.dump(address, tmp_path / "d.zip").complete

    restored = keeper.restore(tmp_path / "b.zip", address, keep_aside=True)
    assert restored.kept_aside is not None
    assert keeper.check(restored.kept_aside).ok

    copy = str(tmp_path / "copy.szpalta")
    assert keeper.load(tmp_path / "d.zip", copy).history_broken_at is None
    for place, reason in ((address, "restored"), (copy, "loaded")):
        store = keeper.open(place)
        here = WorkspaceService(store, SetClock(NOW)).workspace()
        assert (here.name, here.publishing_paused, here.pause_reason) == ("Łąka", True, reason)
        assert keeper.quick_check(store) is True
        store.close()


def test_automatic_backups(tmp_path: Path, address: str) -> None:
    keeper = keeping(tmp_path)
    store = keeper.open(address)
    made = keeper.automatic_backup(store, tmp_path / "auto")
    assert made is not None
    assert Path(made.file).parent == tmp_path / "auto"
    assert keeper.automatic_backup(store, tmp_path / "auto") is None
    store.close()


def test_a_check_never_raises(tmp_path: Path) -> None:
    (tmp_path / "text").write_text("hello " * 1000)
    report = keeping(tmp_path).check(str(tmp_path / "text"))
    assert [(line.name, line.ok, line.details) for line in report.lines] == [("opening", False, ("store.foreign",))]
    assert not keeping(tmp_path).check(str(tmp_path / "missing")).ok


def test_salvage(tmp_path: Path) -> None:
    store_with_holidays(tmp_path / "w.szpalta")
    damage_one_page(tmp_path / "w.szpalta")
    keeper = keeping(tmp_path)
    assert not keeper.check(str(tmp_path / "w.szpalta")).ok
    report = keeper.salvage(tmp_path / "w.szpalta", tmp_path / "out.szpalta")
    assert "holiday" in report.unreadable
    assert keeper.check(report.address).ok


def test_media_of_a_workspace_that_moves_to_a_server_and_back(
    tmp_path: Path, address: str, new_postgres_url: Callable[[], str]
) -> None:
    keeper = keeping(tmp_path)
    body = b"a red mug"
    name = sha256(body).hexdigest()
    store = keeper.open(address)
    assert store.media_folder is not None
    store.media_folder.mkdir()
    (store.media_folder / name).write_bytes(body)
    with store.write() as work:
        work.posts.add_media(sha256=name, file_name="k.png", mime="image/png", size=len(body), created_at=NOW)
        here = work.team.workspace()
    store.close()
    keeper.backup(address, tmp_path / "b.zip")
    keeper.dump(address, tmp_path / "d.zip")
    there = tmp_path / "data" / f"{here.uid}.media" / name
    for archive, bring in ((tmp_path / "b.zip", keeper.restore), (tmp_path / "d.zip", keeper.load)):
        url = new_postgres_url()
        bring(archive, url)
        assert there.read_bytes() == body
        assert keeper.check(url).ok
        out = tmp_path / f"from-server-{archive.name}"
        assert keeper.dump(url, out).complete
        there.unlink()
        media = next(line for line in keeper.check(url).lines if line.name == "media")
        assert not media.ok and name in media.details[0]
    back = str(tmp_path / "back.szpalta")
    assert keeper.restore(tmp_path / "from-server-d.zip", back).missing_media == ()
    assert Path(f"{back}.media", name).read_bytes() == body
