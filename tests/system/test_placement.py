"""Sync folders and network file systems, on a temporary tree and written lists of mounts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from app.system.mounts import mount_of, network_name
from app.system.placement import Placement, PlacementKind, Surroundings, placement

LOCAL = Placement(PlacementKind.LOCAL)
MOUNTS = """\
proc /proc proc rw,relatime 0 0
/dev/sda1 / ext4 rw,relatime 0 0
server:/export /srv/team nfs4 rw,vers=4.2 0 0
//nas/marketing /mnt/na\\040dysku cifs rw,vers=3.1.1 0 0
ania@host:/home/ania /home/ania/host fuse.sshfs rw 0 0
https://cloud.example/dav /home/ania/dav fuse rw 0 0
drive: /home/ania/drive fuse.rclone rw 0 0
/dev/sdb1 /srv/team/local ext4 rw 0 0
tmpfs /tmp tmpfs rw 0 0
"""
MACOS = """\
/dev/disk3s1s1 on / (apfs, sealed, local, read-only, journaled)
//ania@nas._smb._tcp.local/marketing on /Volumes/marketing (smbfs, nodev, nosuid, mounted by ania)
/dev/disk4s2 on /Volumes/Dysk (zewn) (apfs, local, nodev)
"""


def sync(name: str) -> Placement:
    return Placement(PlacementKind.SYNC, name)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    home = tmp_path / "home" / "ania"
    (home / "praca").mkdir(parents=True)
    return home


def around(home: Path, platform: str = "linux", mounts: str = "", **environment: str) -> Surroundings:
    return Surroundings(home, environment, mounts, platform)


def test_an_ordinary_folder_is_local(home: Path) -> None:
    assert placement(home / "praca" / "plan.szpalta", around(home, mounts=MOUNTS)) == LOCAL


@pytest.mark.parametrize(
    ("folder", "name"),
    [
        ("OneDrive", "OneDrive"),
        ("OneDrive - Kawiarnia Miętowa", "OneDrive"),
        ("Library/CloudStorage/OneDrive-Personal", "OneDrive"),
        ("Dropbox", "Dropbox"),
        ("Dropbox (Firma)", "Dropbox"),
        ("iCloudDrive", "iCloud Drive"),
        ("Library/Mobile Documents/com~apple~CloudDocs", "iCloud Drive"),
        ("Google Drive", "Google Drive"),
        ("Library/CloudStorage/GoogleDrive-ania@example.com/My Drive", "Google Drive"),
        ("Nextcloud", "Nextcloud"),
        ("ownCloud", "ownCloud"),
        ("pCloudDrive", "pCloud"),
        ("MEGAsync", "MEGA"),
        ("MEGA", "MEGA"),
        ("Mój dysk", "Google Drive"),
    ],
)
def test_folders_are_known_by_their_names(home: Path, folder: str, name: str) -> None:
    assert placement(home / folder / "a" / "plan.szpalta", around(home)) == sync(name)


def test_common_names_count_only_in_the_home_folder(home: Path) -> None:
    assert placement(home / "praca" / "Box" / "plan.szpalta", around(home)) == LOCAL
    assert placement(home / "praca" / "Dropbox-notatki.szpalta", around(home)) == LOCAL
    assert placement(home / "praca" / "moje OneDrive.szpalta", around(home)) == LOCAL


@pytest.mark.parametrize(
    ("mark", "name"),
    [
        (".dropbox", "Dropbox"),
        (".stfolder", "Syncthing"),
        (".nextcloudsync.log", "Nextcloud"),
        (".sync_0123abcd.db", "Nextcloud"),
        ("._sync_0123abcd.db", "Nextcloud"),
        (".megaignore", "MEGA"),
        (".tmp.drivedownload", "Google Drive"),
        (".849C9593-D756-4E56-8D6E-42412F2A707B", "OneDrive"),
    ],
)
def test_folders_are_known_by_what_programs_leave_in_them(home: Path, mark: str, name: str) -> None:
    (home / "praca" / mark).write_text("")
    assert placement(home / "praca" / "2026" / "plan.szpalta", around(home)) == sync(name)
    assert placement(home / "plan.szpalta", around(home)) == LOCAL


def test_folders_are_known_by_the_programs_own_settings(home: Path) -> None:
    (home / ".dropbox").mkdir()
    info = {"personal": {"path": str(home / "praca" / "wspólne"), "host": 1}, "business": {"path": None}}
    (home / ".dropbox" / "info.json").write_text(json.dumps(info), encoding="utf-8")
    config = home / ".config" / "Nextcloud" / "nextcloud.cfg"
    config.parent.mkdir(parents=True)
    config.write_text(f"[Accounts]\n0\\Folders\\1\\localPath={home}/chmura/\n0\\version=1\n", encoding="utf-8")
    here = around(home, OneDrive=str(home / "firma"))
    assert placement(home / "praca" / "wspólne" / "p.szpalta", here) == sync("Dropbox")
    assert placement(home / "chmura" / "p.szpalta", here) == sync("Nextcloud")
    assert placement(home / "firma" / "p.szpalta", here) == sync("OneDrive")
    assert placement(home / "firma2" / "p.szpalta", here) == LOCAL


@pytest.mark.parametrize("content", ["", "[]", "{", '{"personal": 3}', '{"personal": {"path": 4}}', "\x00\xff"])
def test_a_damaged_dropbox_file_is_no_obstacle(home: Path, content: str) -> None:
    folder = home / "AppData" / "Dropbox"
    folder.mkdir(parents=True)
    (folder / "info.json").write_text(content, encoding="utf-8")
    assert placement(home / "praca" / "p.szpalta", around(home, APPDATA=str(home / "AppData"))) == LOCAL


def test_links_are_followed(home: Path) -> None:
    (home / "Dropbox").mkdir()
    (home / "praca" / "skrót").symlink_to(home / "Dropbox")
    assert placement(home / "praca" / "skrót" / "p.szpalta", around(home)) == sync("Dropbox")


def test_desktop_and_documents_in_icloud(home: Path) -> None:
    (home / "Library/Mobile Documents/com~apple~CloudDocs/Documents").mkdir(parents=True)
    assert placement(home / "Documents" / "p.szpalta", around(home, "darwin")) == sync("iCloud Drive")
    assert placement(home / "Desktop" / "p.szpalta", around(home, "darwin")) == LOCAL


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/srv/team/plan.szpalta", "NFS"),
        ("/srv/team/local/plan.szpalta", None),
        ("/mnt/na dysku/plan.szpalta", "SMB"),
        ("/home/ania/host/plan.szpalta", "SSHFS"),
        ("/home/ania/dav/plan.szpalta", "WebDAV"),
        ("/home/ania/drive/plan.szpalta", "rclone"),
        ("/home/ania/praca/plan.szpalta", None),
        ("/srv/teams/plan.szpalta", None),
        ("/tmp/plan.szpalta", None),
    ],
)
def test_network_file_systems(path: str, name: str | None) -> None:
    mount = mount_of(Path(path), MOUNTS)
    assert mount is not None
    assert network_name(mount) == name


def test_a_path_on_a_network_mount(home: Path) -> None:
    mounts = f"/dev/sda1 / ext4 rw 0 0\nnas:/x {home}/praca nfs rw 0 0\n"
    assert placement(home / "praca" / "p.szpalta", around(home, mounts=mounts)) == Placement(
        PlacementKind.NETWORK, "NFS"
    )


def test_the_list_of_macos() -> None:
    remote = mount_of(Path("/Volumes/marketing/plan.szpalta"), MACOS)
    local = mount_of(Path("/Volumes/Dysk (zewn)/plan.szpalta"), MACOS)
    assert remote is not None
    assert local is not None
    assert (network_name(remote), network_name(local), local.folder) == ("SMB", None, "/Volumes/Dysk (zewn)")


def test_a_machine_that_is_all_9p_counts_as_local() -> None:
    whole, part = mount_of(Path("/data"), "none / 9p rw 0 0"), mount_of(Path("/mnt/c/x"), "C:\\ /mnt/c 9p rw 0 0")
    assert whole is not None
    assert part is not None
    assert (network_name(whole), network_name(part)) == (None, "9P")


def test_windows_network_paths_and_drives(home: Path) -> None:
    windows = around(home, "win32")
    assert placement(Path("\\\\nas\\marketing\\plan.szpalta"), windows).kind is PlacementKind.NETWORK
    mapped = Surroundings(home, {}, "", "win32", lambda path: True)
    assert placement(home / "praca" / "p.szpalta", mapped) == Placement(PlacementKind.NETWORK, "SMB")
