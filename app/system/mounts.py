"""Which file system a path lies on, by the list of mounts of Linux or macOS, and by the kind of drive on Windows."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path, PurePath

NETWORK_TYPES: dict[str, str] = {
    "nfs": "NFS",
    "nfs4": "NFS",
    "cifs": "SMB",
    "smb3": "SMB",
    "smbfs": "SMB",
    "smb2": "SMB",
    "ncpfs": "NCP",
    "9p": "9P",
    "afs": "AFS",
    "afpfs": "AFP",
    "webdav": "WebDAV",
    "davfs": "WebDAV",
    "fuse.davfs2": "WebDAV",
    "ceph": "Ceph",
    "fuse.ceph": "Ceph",
    "fuse.ceph-fuse": "Ceph",
    "glusterfs": "GlusterFS",
    "fuse.glusterfs": "GlusterFS",
    "lustre": "Lustre",
    "beegfs": "BeeGFS",
    "ocfs2": "OCFS2",
    "gfs2": "GFS2",
    "fuse.sshfs": "SSHFS",
    "fuse.rclone": "rclone",
    "fuse.gvfsd-fuse": "GVfs",
    "fuse.kio-fuse": "KIO",
    "fuse.s3fs": "S3",
    "fuse.curlftpfs": "FTP",
    "fuse.onedriver": "OneDrive",
    "fuse.google-drive-ocamlfuse": "Google Drive",
    "fuse.pCloud": "pCloud",
    "fuse.pcloud": "pCloud",
    "fuse.vmhgfs-fuse": "VMware",
    "vboxsf": "VirtualBox",
    "prl_fs": "Parallels",
}
REMOTE_SOURCE = re.compile(r"(https?|ftp|sftp|davs?|smb|s3|gs)://|pCloud", re.I)
"""What a mount of plain type "fuse" may come from when it is remote (davfs2 mounts so)."""

REMOTE_DRIVE = 4
"""Windows DRIVE_REMOTE."""


@dataclass(frozen=True, slots=True)
class Mount:
    source: str
    folder: str
    type: str


def parse_mounts(text: str) -> tuple[Mount, ...]:
    """Lines of `/proc/mounts` ("source folder type options 0 0", octal escapes) or of macOS's `mount`
    ("source on folder (type, options)"); other lines are left out."""
    mounts = []
    for line in text.splitlines():
        macos = re.fullmatch(r"(.+?) on (/.*) \((\w[\w.\-]*)(?:,.*)?\)", line)
        if macos:
            mounts.append(Mount(*macos.groups()))
            continue
        parts = line.split(" ")
        if len(parts) >= 4 and parts[1].startswith("/"):
            mounts.append(Mount(_unescaped(parts[0]), _unescaped(parts[1]), parts[2]))
    return tuple(mounts)


def _unescaped(text: str) -> str:
    return re.sub(r"\\([0-7]{3})", lambda match: chr(int(match[1], 8)), text)


def mount_of(path: PurePath, text: str) -> Mount | None:
    """The mount a real, absolute path lies on: the longest folder above it, the last mounted of equal ones."""
    best: Mount | None = None
    for mount in parse_mounts(text):
        folder = PurePath(mount.folder)
        if folder != path and folder not in path.parents:
            continue
        if best is None or len(folder.parts) >= len(PurePath(best.folder).parts):
            best = mount
    return best


def network_name(mount: Mount) -> str | None:
    """What the mount's network file system is called; None when it is local.

    A virtual machine whose whole disk comes over 9P has nothing more local to offer: "/" does not count.
    """
    if mount.type == "9p" and mount.folder == "/":
        return None
    known = NETWORK_TYPES.get(mount.type)
    if known or not mount.type.startswith(("fuse", "macfuse", "osxfuse")):
        return known
    if "pcloud" in mount.source.casefold():
        return "pCloud"
    return "WebDAV" if REMOTE_SOURCE.match(mount.source) else None


def read_mounts() -> str:
    """The machine's list of mounts; "" where it has none (Windows) or it cannot be read."""
    if sys.platform == "darwin":
        try:
            return subprocess.run(["/sbin/mount"], capture_output=True, text=True, timeout=5, check=False).stdout
        except (OSError, subprocess.SubprocessError):
            return ""
    try:
        return Path("/proc/self/mounts").read_text(encoding="utf-8", errors="surrogateescape")
    except OSError:
        return ""


def windows_drive_is_remote(path: Path) -> bool:
    """Whether Windows calls the path's drive a network drive; False elsewhere."""
    if sys.platform == "win32":
        import ctypes

        return bool(ctypes.windll.kernel32.GetDriveTypeW(path.anchor) == REMOTE_DRIVE)
    else:
        return False
