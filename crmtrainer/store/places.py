# SPDX-License-Identifier: MIT
"""Where a database stands: on a disk of this machine or one that is pulled out, in a synchronised folder, on a share.

A write-ahead log needs memory shared by all who open the file, and a program that copies files one by one tears the
file from its log; a disk that is pulled out may leave the log behind. In such places a database keeps the older
rollback journal, and whoever puts it there is warned.
"""

from __future__ import annotations

import os
import re
import sys
from enum import StrEnum
from functools import lru_cache
from pathlib import Path, PurePath, PurePosixPath


class Place(StrEnum):
    """What is known of a folder."""

    LOCAL = "local"
    SYNCED = "synced"
    SHARE = "share"
    REMOVABLE = "removable"


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
_REMOVABLE_DRIVE, _REMOTE_DRIVE = 2, 4
"""Windows' numbers for a drive that can be taken out, and for one that is a network share."""
_MEDIA = (PurePosixPath("/media"), PurePosixPath("/run/media"))
"""Where desktops mount what is plugged in."""
_VOLUMES = PurePosixPath("/Volumes")
"""Where macOS mounts every disk but the one it starts from, which has a link there that is resolved before."""
_BLOCKS = Path("/sys/class/block")


def place_of(folder: Path) -> Place:
    """What kind of place a folder is, as far as can be told from its path, its mount and what stands in it."""
    return _place_of(folder.resolve())


@lru_cache(maxsize=64)
def _place_of(folder: Path) -> Place:
    if is_share(folder):
        return Place.SHARE
    if is_removable(folder):
        return Place.REMOVABLE
    marked = any((above / marker).exists() for above in (folder, *folder.parents) for marker in _MARKERS)
    return Place.SYNCED if marked or is_synced_by_name(folder) else Place.LOCAL


def is_synced_by_name(folder: PurePath) -> bool:
    """Whether a folder, or one it stands in, has the name that a program for synchronising gives."""
    return any(_SYNCED.match(part) for part in folder.parts)


def is_share(folder: Path) -> bool:
    """Whether a folder is on another machine's disk."""
    if sys.platform == "win32":
        return str(folder).startswith("\\\\") or _windows_drive(folder) == _REMOTE_DRIVE
    return kind_of_mount(_mounts(), folder) in _NETWORK


def is_removable(folder: Path) -> bool:
    """Whether a folder is on a disk that is pulled out: a stick, a card, a disk on a cable."""
    if sys.platform == "win32":
        return _windows_drive(folder) == _REMOVABLE_DRIVE
    if sys.platform == "darwin":
        return is_volume(folder)
    device, point, _ = mount_of(_mounts(), folder)
    return is_of_media(PurePosixPath(point)) or is_removable_device(device, _BLOCKS)


def is_volume(folder: PurePath) -> bool:
    """Whether a folder is on a disk that macOS did not start from."""
    return _VOLUMES in folder.parents


def is_of_media(point: PurePath) -> bool:
    """Whether a mount is where desktops mount what is plugged in."""
    return any(media in point.parents for media in _MEDIA)


def is_removable_device(device: str, blocks: Path) -> bool:
    """Whether a device, as a mount names it, can be taken out or is on a USB cable, by what the system keeps of it.

    `blocks`: the folder with a link for each disk and each part of one. A part stands within its disk.
    """
    if not device.startswith("/dev/"):
        return False
    try:
        part = (blocks / Path(device).resolve().name).resolve(strict=True)
        if any(re.fullmatch(r"usb[0-9]+", each) for each in part.parts):
            return True
        disk = part.parent if (part / "partition").exists() else part
        return (disk / "removable").read_text(encoding="ascii").strip() == "1"
    except (OSError, ValueError):
        return False


def _mounts() -> str:
    try:
        return Path("/proc/self/mounts").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""  # a system that tells its mounts in another way; the journal's mode is read back in any case


def kind_of_mount(mounts: str, folder: PurePath) -> str:
    """The kind of file system a folder is on, from the system's list of mounts; the innermost mount decides."""
    return mount_of(mounts, folder)[2]


def mount_of(mounts: str, folder: PurePath) -> tuple[str, str, str]:
    """Device, place and kind of the innermost mount that holds a folder; nothing where none does."""
    found, deepest = ("", "", ""), -1
    for line in mounts.splitlines():
        fields = line.split(" ")
        if len(fields) < 3:
            continue
        device, point = _plain(fields[0]), PurePath(_plain(fields[1]))
        if folder.is_relative_to(point) and len(point.parts) >= deepest:
            found, deepest = (device, str(point), fields[2]), len(point.parts)
    return found


def _plain(field: str) -> str:
    """A field of the list of mounts, where blanks and the like stand as octal numbers."""
    return re.sub(r"\\([0-7]{3})", lambda octal: chr(int(octal[1], 8)), field)


def _windows_drive(folder: Path) -> int:
    import ctypes

    kernel = getattr(ctypes, "windll").kernel32  # noqa: B009  # only there on Windows
    return int(kernel.GetDriveTypeW(os.path.splitdrive(folder)[0] + "\\"))  # pathlib has no twin
