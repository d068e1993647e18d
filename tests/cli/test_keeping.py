from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import OWNER, Command


def test_a_new_workspace_becomes_the_one_commands_use(szpalta: Command, tmp_path: Path) -> None:
    file = tmp_path / "new.szpalta"
    made = szpalta("new", file, "--owner", OWNER, "--name", "Sklep Jesion", "--json").json()
    assert (made["name"], made["zone"], made["country"]) == ("Sklep Jesion", "Europe/Warsaw", "PL")
    assert [row["email"] for row in szpalta("member", "list", "--json").json()] == [OWNER]


def test_a_workspace_is_never_made_over_a_file(szpalta: Command, tmp_path: Path) -> None:
    file = tmp_path / "notes.txt"
    file.write_text("mine")
    answer = szpalta("new", file, "--owner", OWNER, "--name", "Jesion")
    assert answer.code == 1 and str(file) in answer.err and file.read_text() == "mine"


def test_what_would_be_refused_leaves_no_file(szpalta: Command, tmp_path: Path) -> None:
    file = tmp_path / "new.szpalta"
    for words in (
        ("--owner", "anna", "--name", "Jesion"),
        ("--owner", OWNER, "--name", " "),
        ("--owner", OWNER, "--name", "Jesion", "--zone", "Europe/Nowhere"),
    ):
        assert szpalta("new", file, *words).code == 1
        assert not file.exists()


def test_without_a_workspace_a_sentence_says_how_to_give_one(szpalta: Command) -> None:
    answer = szpalta("post", "list")
    assert (answer.code, answer.out) == (1, "") and "-w FILE" in answer.err


def test_opening_what_is_not_there_makes_nothing(szpalta: Command, tmp_path: Path) -> None:
    missing = tmp_path / "missing.szpalta"
    assert szpalta("post", "list", "-w", missing).code == 1
    assert szpalta("check", missing).code == 1
    assert list(tmp_path.glob("missing*")) == []


def test_check_lists_its_checks_and_fails_on_damage(szpalta: Command, team: Path) -> None:
    report = szpalta("check", team, "--json").json()
    assert report["ok"] is True and {"integrity", "history"} <= {row["name"] for row in report["checks"]}
    team.write_bytes(b"not a database" * 1000)
    answer = szpalta("check", team, "--json")
    assert answer.code == 1 and '"ok": false' in answer.out


def test_backup_and_restore_bring_everything_back_but_stop_publishing(
    szpalta: Command, on: Command, team: Path, tmp_path: Path
) -> None:
    on("post", "add", "--text", "Dzień dobry", "--profile", "facebook")
    archive, restored = tmp_path / "backup.zip", tmp_path / "restored.szpalta"
    written = szpalta("backup", team, archive, "--json").json()
    assert written["complete"] is True and written["rows"]["post"] == 1
    assert szpalta("backup", team, archive).code == 1, "a backup is never replaced"
    assert szpalta("restore", archive, restored, "--json").json()["rows"]["post"] == 1
    assert szpalta("check", restored).code == 0
    assert szpalta("post", "show", 1, "-w", restored, "--json").json()["text"] == "Dzień dobry"
    assert szpalta("publish", "--once", "-w", restored, "--json").json()["paused"] is True
    assert szpalta("restore", archive, restored).code == 1
    aside = szpalta("restore", archive, restored, "--keep-aside", "--json").json()["kept_aside"]
    assert Path(aside).exists()


def test_dump_and_load_keep_the_same_posts(szpalta: Command, on: Command, team: Path, tmp_path: Path) -> None:
    on("post", "add", "--text", "Dzień dobry", "--profile", "facebook")
    dump, loaded = tmp_path / "dump.zip", tmp_path / "loaded.szpalta"
    assert szpalta("dump", team, dump, "--json").json()["rows"]["member"] == 2
    assert szpalta("load", dump, loaded, "--json").json()["rows"]["post"] == 1
    assert szpalta("post", "list", "-w", loaded, "--json").json()[0]["text"] == "Dzień dobry"
    assert szpalta("load", dump, loaded).code == 1


def test_the_same_words_work_on_both_databases(szpalta: Command, any_empty_url: str, tmp_path: Path) -> None:
    place, archive = any_empty_url, tmp_path / "backup.zip"
    assert szpalta("new", place, "--owner", OWNER, "--name", "Jesion").code == 0
    szpalta("profile", "add", "facebook", "--name", "J", "--handle", "j", "--connect", "practice", "-w", place)
    assert szpalta("post", "add", "--text", "Zażółć", "--profile", "facebook", "-w", place, "--json").json()["id"] == 1
    assert szpalta("check", place).code == 0
    assert szpalta("dump", place, archive, "--json").json()["complete"] is True
    assert szpalta("load", archive, tmp_path / "loaded.szpalta", "--json").json()["rows"]["post"] == 1


def test_a_password_in_an_address_is_never_shown_or_kept(szpalta: Command, home: Path) -> None:
    place = "postgresql://anna:hunter2@127.0.0.1:1/szpalta"
    for words in (("new", place, "--owner", OWNER, "--name", "J"), ("check", place), ("post", "list", "-w", place)):
        answer = szpalta(*words)
        assert answer.code == 1 and "hunter2" not in answer.out + answer.err
    assert not [path for path in home.rglob("*") if path.is_file() and b"hunter2" in path.read_bytes()]


def test_no_command_leaves_the_files_of_an_open_database_behind(
    szpalta: Command, on: Command, team: Path, tmp_path: Path
) -> None:
    for answer in (
        on("post", "list"),
        on("post", "add", "--text", "Dzień dobry", "--profile", "facebook"),
        szpalta("check", team),
        szpalta("backup", team, tmp_path / "b.zip"),
        szpalta("dump", team, tmp_path / "d.zip"),
    ):
        assert answer.code == 0, answer.err
        assert sorted(path.name for path in tmp_path.glob("team.szpalta-*")) == []
