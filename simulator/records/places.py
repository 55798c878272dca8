"""Where the class book lies on this PC, and whether a path is on a network share.

It deliberately creates nothing.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

#: File systems that are reached over a network; SQLite's write-ahead log is not safe on them.
_REMOTE = {"nfs", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "ncpfs", "afs", "fuse.sshfs", "davfs", "fuse.davfs"}
_DRIVE_REMOTE = 4


def data_folder() -> Path:
    """Folder of this user's data; the environment variable BRIN_DATA names another."""
    given = os.environ.get("BRIN_DATA")
    if given:
        return Path(given)
    import platformdirs

    return Path(platformdirs.user_data_dir("Brin", appauthor=False))


def default_path() -> Path:
    """The class book of this user on this PC."""
    return data_folder() / "class-book.sqlite"


def on_network(path: Path) -> bool:
    """True when a path lies on a network share, as far as this system tells."""
    text = str(path)
    if text.startswith(("\\\\", "//")) and not text.startswith(("\\\\?\\", "\\\\.\\")):
        return True
    if text.upper().startswith("\\\\?\\UNC\\"):
        return True
    if sys.platform == "win32":
        return _windows_remote(path)
    return _mounted_as(path, _mounts()) in _REMOTE


def _windows_remote(path: Path) -> bool:
    if sys.platform != "win32":
        return False
    import ctypes

    drive = path.absolute().drive
    return bool(drive) and ctypes.windll.kernel32.GetDriveTypeW(drive + "\\") == _DRIVE_REMOTE


def _mounts() -> list[tuple[str, str]]:
    """(mount point, file system) pairs of a Linux system; nothing elsewhere."""
    try:
        lines = Path("/proc/mounts").read_text("utf-8", "replace").splitlines()
    except OSError:
        return []
    rows = [line.split(" ") for line in lines]
    # The kernel writes a space of a mount point as an octal escape.
    return [(row[1].replace("\\040", " "), row[2]) for row in rows if len(row) > 2]


def _mounted_as(path: Path, mounts: list[tuple[str, str]]) -> str:
    """File system of the longest mount point above a path, '' when none is known."""
    here = os.path.realpath(path)
    best = ("", "")
    for point, system in mounts:
        inside = here == point or here.startswith(point.rstrip("/") + "/")
        if inside and len(point) >= len(best[0]):
            best = (point, system)
    return best[1]
