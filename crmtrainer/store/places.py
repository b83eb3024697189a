# SPDX-License-Identifier: MIT
"""Where a database stands: on a disk of this machine, in a folder that a program synchronises, or on a network share.

A write-ahead log needs memory shared by all who open the file, and a program that copies files one by one tears the
file from its log. In such places a database keeps the older rollback journal, and whoever puts it there is warned.
"""

from __future__ import annotations

import os
import re
import sys
from enum import StrEnum
from functools import lru_cache
from pathlib import Path, PurePath


class Place(StrEnum):
    """What is known of a folder."""

    LOCAL = "local"
    SYNCED = "synced"
    SHARE = "share"


_SYNCED = re.compile(
    r"(dropbox|onedrive|google ?drive|my drive|icloud ?drive|com~apple~clouddocs|nextcloud|owncloud|box( sync)?|pcloud"
    r" ?drive|megasync|synologydrive|seafile|tresorit|spideroak hive|yandex\.disk)(?: ?[-(].*)?\Z",
    re.IGNORECASE,
)
_MARKERS = (".stfolder", ".dropbox", ".dropbox.cache", ".sync_journal.db", ".owncloudsync.log")
"""What programs that synchronise leave in the folders they keep."""
_NETWORK = frozenset(
    ("nfs", "nfs4", "cifs", "smb2", "smb3", "smbfs", "afpfs", "9p", "davfs", "fuse.sshfs", "fuse.rclone", "ncpfs")
)
_REMOTE_DRIVE = 4
"""Windows' number for a drive that is a network share."""


def place_of(folder: Path) -> Place:
    """What kind of place a folder is, as far as can be told from its path, its mount and what stands in it."""
    return _place_of(folder.resolve())


@lru_cache(maxsize=64)
def _place_of(folder: Path) -> Place:
    if is_share(folder):
        return Place.SHARE
    marked = any((above / marker).exists() for above in (folder, *folder.parents) for marker in _MARKERS)
    return Place.SYNCED if marked or is_synced_by_name(folder) else Place.LOCAL


def is_synced_by_name(folder: PurePath) -> bool:
    """Whether a folder, or one it stands in, has the name that a program for synchronising gives."""
    return any(_SYNCED.match(part) for part in folder.parts)


def is_share(folder: Path) -> bool:
    """Whether a folder is on another machine's disk."""
    if sys.platform == "win32":
        return str(folder).startswith("\\\\") or _windows_drive(folder) == _REMOTE_DRIVE
    try:
        mounts = Path("/proc/self/mounts").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return False  # a system that tells its mounts in another way; the journal's mode is read back in any case
    return kind_of_mount(mounts, folder) in _NETWORK


def kind_of_mount(mounts: str, folder: PurePath) -> str:
    """The kind of file system a folder is on, from the system's list of mounts; the innermost mount decides."""
    found, deepest = "", -1
    for line in mounts.splitlines():
        fields = line.split(" ")
        if len(fields) < 3:
            continue
        point = PurePath(re.sub(r"\\([0-7]{3})", lambda octal: chr(int(octal[1], 8)), fields[1]))
        if folder.is_relative_to(point) and len(point.parts) >= deepest:
            found, deepest = fields[2], len(point.parts)
    return found


def _windows_drive(folder: Path) -> int:
    import ctypes

    kernel = getattr(ctypes, "windll").kernel32  # noqa: B009  # only there on Windows
    return int(kernel.GetDriveTypeW(os.path.splitdrive(folder)[0] + "\\"))  # pathlib has no twin
