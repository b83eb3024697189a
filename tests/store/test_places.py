# SPDX-License-Identifier: MIT
"""Folders that are synchronised or shared are known, and a database there keeps no write-ahead log."""

from __future__ import annotations

from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest

from crmtrainer.kernel.commands import Realm
from crmtrainer.store.engine import open_database
from crmtrainer.store.files import create_empty
from crmtrainer.store.places import Place, is_synced_by_name, kind_of_mount, place_of

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
