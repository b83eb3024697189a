# SPDX-License-Identifier: MIT
"""A disk that takes no more: one sentence, nothing half made, and what was saved before is whole."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from crmtrainer import bootstrap
from crmtrainer.house import House
from crmtrainer.journal.verify import verify
from crmtrainer.kernel.errors import StoreUnavailable
from crmtrainer.wording import sentence_for
from tests.store.without_power import without_power
from tests.support import START

pytest.importorskip("resource", reason="the limit that stands in for a full disk is not known on this system")

LIMITED = """
import resource, sys
from datetime import UTC, datetime
from pathlib import Path

from crmtrainer import bootstrap
from crmtrainer.agenda.commands import SetSpeed
from crmtrainer.journal.backups import make_backup
from crmtrainer.kernel.commands import SYSTEM, Realm
from crmtrainer.kernel.errors import StoreUnavailable
from crmtrainer.store.files import copy_whole, export_whole

folder = Path(sys.argv[1])
world = folder / "world.sqlite3"
now = datetime.now(UTC)

def told(act):
    try:
        act()
    except StoreUnavailable as problem:
        print(problem.code)
    else:
        print("done")

def act_until_full():
    opened = bootstrap.open_world(world)
    try:
        for number in range(500):
            opened.perform(SetSpeed(0), SYSTEM, request_id=f"r-{number}")
    finally:
        opened.close()

resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, resource.getrlimit(resource.RLIMIT_FSIZE)[1]))
told(lambda: bootstrap.create_world(folder / "new.sqlite3", seed="s", about={}, starts_at=now))
told(lambda: copy_whole(world, folder / "copy.sqlite3"))
told(lambda: export_whole(world, folder / "export.sqlite3"))
told(lambda: make_backup(world, Realm.WORLD, now))
told(act_until_full)
"""


def test_nothing_is_half_made_on_a_full_disk(tmp_path: Path) -> None:
    world = tmp_path / "world.sqlite3"
    bootstrap.create_world(world, seed="s", about={"made": "by a test"}, starts_at=START)
    done = subprocess.run([sys.executable, "-c", LIMITED, str(tmp_path)], capture_output=True, text=True, check=False)
    assert done.stderr == ""
    assert done.stdout.split() == [
        "store.disk",
        "store.not_copied",
        "store.not_copied",
        "store.not_copied",
        "store.disk",
    ]
    report = verify(world)
    assert (report.result, report.entries > 1) == ("intact", True)
    bootstrap.open_world(world).close()  # with room again, what was saved in the log comes into the file
    assert verify(world) == report
    assert sorted(each.name for each in tmp_path.iterdir()) == ["backups", "world.sqlite3"]
    assert list((tmp_path / "backups").iterdir()) == []


HOUSE = """
from crmtrainer.house import House
from crmtrainer.kernel.errors import StoreUnavailable
for home in sys.argv[1:]:
    try:
        House.open(Path(home))
    except StoreUnavailable as problem:
        print(problem.code)
"""


def test_a_data_folder_in_which_nothing_can_be_written_is_said_so(tmp_path: Path, read_only: object) -> None:
    assert callable(read_only)
    read_only(tmp_path)
    assert without_power(HOUSE, tmp_path, tmp_path / "new").split() == ["home.read_only", "store.read_only"]
    assert list(tmp_path.iterdir()) == []


def test_a_synchronised_data_folder_is_warned_of_once(tmp_path: Path) -> None:
    home = tmp_path / "Dropbox" / "crm"
    with House.open(home) as house:
        assert house.notice is not None
        assert "--data" in sentence_for(house.notice)
    with House.open(home) as house:
        assert house.notice is None
    with House.open(tmp_path / "here") as house:
        assert house.notice is None


def test_a_data_folder_names_its_holder(tmp_path: Path) -> None:
    with House.open(tmp_path), pytest.raises(StoreUnavailable, match=r"home\.busy") as told:
        House.open(tmp_path)
    assert "process " in sentence_for(told.value)
