# SPDX-License-Identifier: MIT
"""Synchronised or shared folders and removable disks are known, and a database there keeps no write-ahead log."""

from __future__ import annotations

import os
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest

from crmtrainer.kernel.commands import Realm
from crmtrainer.kernel.errors import StoreUnavailable
from crmtrainer.store import places
from crmtrainer.store.engine import open_database
from crmtrainer.store.files import create_empty
from crmtrainer.store.places import (
    Place,
    is_of_media,
    is_removable_device,
    is_synced_by_name,
    is_volume,
    kind_of_mount,
    mount_of,
    place_of,
)
from crmtrainer.wording import sentence_for

MOUNTS = (
    "/dev/sda1 / ext4 rw 0 0\n"
    "proc /proc proc rw 0 0\n"
    "server:/export /srv/class nfs4 rw 0 0\n"
    "/dev/sdb1 /srv/class/local ext4 rw 0 0\n"
    "//files/room\\0401 /mnt/room\\0401 cifs rw 0 0\n"
    "broken\n"
)


@pytest.mark.parametrize(
    ("path", "synced"),
    [
        (PurePosixPath("/people/jo/Dropbox/college"), True),
        (PurePosixPath("/people/jo/Dropbox (Personal)"), True),
        (PureWindowsPath(r"C:\people\jo\OneDrive - Leeds College\crm"), True),
        (PureWindowsPath(r"G:\My Drive\crm"), True),
        (PurePosixPath("/people/jo/Library/Mobile Documents/com~apple~CloudDocs/crm"), True),
        (PurePosixPath("/people/jo/Nextcloud"), True),
        (PurePosixPath("/people/jo/Documents/Dropboxes"), False),
        (PurePosixPath("/people/jo/boxes/crm"), False),
        (PureWindowsPath(r"C:\people\jo\AppData\Local\crmtrainer"), False),
    ],
    ids=str,
)
def test_synchronised_folders_are_known_by_their_names(path: PurePosixPath, synced: bool) -> None:
    assert is_synced_by_name(path) is synced


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("/people/jo", "ext4"),
        ("/srv/class/7b", "nfs4"),
        ("/srv/classroom", "ext4"),
        ("/srv/class/local/7b", "ext4"),
        ("/mnt/room 1/crm", "cifs"),
    ],
)
def test_the_innermost_mount_decides(folder: str, kind: str) -> None:
    assert kind_of_mount(MOUNTS, PurePosixPath(folder)) == kind


def test_a_marker_of_a_program_that_synchronises_is_seen_in_any_folder_above(tmp_path: Path) -> None:
    (tmp_path / "kept" / ".stfolder").mkdir(parents=True)
    (tmp_path / "kept" / "deep").mkdir()
    (tmp_path / "free").mkdir()
    assert place_of(tmp_path / "kept" / "deep") is Place.SYNCED
    assert place_of(tmp_path / "free") is Place.LOCAL


def test_a_database_in_a_synchronised_folder_is_one_file_with_the_older_journal(tmp_path: Path) -> None:
    path = tmp_path / "Dropbox" / "world.sqlite3"
    create_empty(path, Realm.WORLD)
    database = open_database(path)
    with database.writer.connect() as connection:
        found = [connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in ("journal_mode", "synchronous")]
    with database.reader.connect() as connection:
        assert connection.exec_driver_sql("SELECT COUNT(*) FROM household").scalar() == 0
    assert sorted(each.name for each in path.parent.iterdir()) == ["world.sqlite3", "world.sqlite3.held"]
    database.close()
    assert found == ["delete", 3]
    assert list(path.parent.iterdir()) == [path]


@pytest.fixture
def blocks(tmp_path: Path) -> Path:
    """What Linux keeps of a disk that stays, a card reader's, a stick and a large disk on a cable."""
    links = tmp_path / "class" / "block"
    links.mkdir(parents=True)
    for below, disk, removable in (
        ("pci0000:00/ata1", "sda", 0),
        ("pci0000:00/mmc_host", "mmcblk0", 1),
        ("pci0000:00/usb2/2-1", "sdb", 1),
        ("pci0000:00/usb3/3-1", "sdc", 0),
    ):
        folder = tmp_path / "devices" / below / "block" / disk
        part = folder / (f"{disk}p1" if disk[-1].isdigit() else f"{disk}1")
        part.mkdir(parents=True)
        (folder / "removable").write_text(f"{removable}\n", encoding="ascii")
        (part / "partition").write_text("1\n", encoding="ascii")
        for each in (folder, part):
            (links / each.name).symlink_to(each)
    return links


@pytest.mark.skipif(os.name != "posix", reason="links as Linux makes them")
@pytest.mark.parametrize(
    ("device", "removable"),
    [
        ("/dev/sda1", False),
        ("/dev/sda", False),
        ("/dev/mmcblk0p1", True),
        ("/dev/sdb1", True),
        ("/dev/sdb", True),
        ("/dev/sdc1", True),
        ("/dev/gone1", False),
        ("server:/export", False),
        ("tmpfs", False),
        ("", False),
    ],
)
def test_a_disk_that_is_pulled_out_is_known_by_its_device(blocks: Path, device: str, removable: bool) -> None:
    assert is_removable_device(device, blocks) is removable


def test_a_mount_is_told_with_its_device_and_its_place_in_plain_words() -> None:
    mounts = "/dev/sda1 / ext4 rw 0 0\n/dev/sdb1 /run/media/jo/Class\\0407B vfat rw 0 0\n"
    assert mount_of(mounts, PurePosixPath("/run/media/jo/Class 7B/crm")) == (
        "/dev/sdb1",
        "/run/media/jo/Class 7B",
        "vfat",
    )
    assert mount_of(mounts, PurePosixPath("/run/media/jo")) == ("/dev/sda1", "/", "ext4")


@pytest.mark.parametrize(
    ("point", "media"),
    [("/run/media/jo/STICK", True), ("/media/STICK", True), ("/media", False), ("/mediated/x", False), ("/", False)],
)
def test_what_desktops_mount_is_known_by_its_place(point: str, media: bool) -> None:
    assert is_of_media(PurePosixPath(point)) is media


def test_on_a_mac_every_volume_but_the_first_can_be_pulled_out() -> None:
    assert is_volume(PurePosixPath("/Volumes/STICK/crm"))
    assert is_volume(PurePosixPath("/Volumes/STICK"))
    assert not is_volume(PurePosixPath("/people/jo/Volumes/crm"))


@pytest.mark.parametrize(("number", "place"), [(2, Place.REMOVABLE), (3, Place.LOCAL), (4, Place.SHARE)])
def test_windows_tells_a_drive_by_its_number(
    number: int, place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(places.sys, "platform", "win32")
    monkeypatch.setattr(places, "_windows_drive", lambda folder: number)
    assert place_of(tmp_path) is place


def test_a_database_on_a_removable_disk_keeps_the_older_journal_and_a_warning_says_to_eject_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(places, "is_removable", lambda folder: True)
    path = tmp_path / "world.sqlite3"
    create_empty(path, Realm.WORLD)
    database = open_database(path)
    with database.writer.connect() as connection:
        found = [connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in ("journal_mode", "synchronous")]
    database.close()
    assert found == ["delete", 3]
    told = sentence_for(StoreUnavailable(f"place.{place_of(tmp_path).value}", path=str(tmp_path)))
    assert "removable disk: eject it before you pull it out" in told
