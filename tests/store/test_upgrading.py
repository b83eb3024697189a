# SPDX-License-Identifier: MIT
"""A file of an older schema is brought up to date as a copy: whole and proved, or left as it was, byte for byte."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace

import pytest

from crmtrainer import bootstrap, paths
from crmtrainer.agenda.commands import SetSpeed
from crmtrainer.cli.examining import examine
from crmtrainer.journal import upgrading
from crmtrainer.journal.backups import backups_of
from crmtrainer.journal.verify import verify
from crmtrainer.kernel.commands import Realm
from crmtrainer.kernel.errors import StoreUnavailable
from crmtrainer.replay import replay
from crmtrainer.store.files import SCHEMAS, look_at
from crmtrainer.wording import sentence_for
from tests.support import LEARNER, START

NOW = SCHEMAS[Realm.WORLD]
NEXT = f"""
import sqlalchemy as sa
from alembic import op

revision = "w{NOW + 1:04}"
down_revision = "w{NOW:04}"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table("shelf", sa.Column("id", sa.Integer(), primary_key=True))
    op.execute("INSERT INTO shelf VALUES (1)")
    op.create_index("ix_product_name", "product", ["name"])
"""
SPOILT = NEXT.replace("INSERT INTO shelf VALUES (1)", "INSERT INTO nowhere VALUES (1)")
ANOTHER = NEXT.replace(
    'op.execute("INSERT INTO shelf VALUES (1)")',
    "op.get_bind().scalar(sa.text('SELECT COUNT(*) FROM journal_entry')) and op.drop_index('ix_agenda_item_state_due')",
)
"""Does something else to a file that has rows than to a new one."""


@pytest.fixture
def old(tmp_path: Path) -> Path:
    path = tmp_path / "worlds" / "w.sqlite3"
    bootstrap.create_world(path, seed="s", about={"made": "by a test"}, starts_at=START)
    world = bootstrap.open_world(path)
    world.perform(SetSpeed(0), LEARNER)
    world.close()
    return path


@pytest.fixture
def next_schema(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The migration that a newer program would bring; its file, to be written by the test."""
    folder = tmp_path / "migrations"
    shutil.copytree(paths.migrations(), folder, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(paths, "migrations", lambda: folder)
    monkeypatch.setitem(SCHEMAS, Realm.WORLD, NOW + 1)
    file = folder / "world" / f"w{NOW + 1:04}_next.py"
    file.write_text(NEXT, encoding="utf-8")
    return file


def tables(path: Path) -> set[str]:
    with closing(sqlite3.connect(path)) as connection:
        return {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}


def test_an_older_world_is_brought_up_to_date_when_it_is_opened(old: Path, next_schema: Path, tmp_path: Path) -> None:
    was = old.read_bytes()
    world = bootstrap.open_world(old)
    world.perform(SetSpeed(0), LEARNER)
    world.close()
    assert look_at(old).schema == NOW + 1
    assert {"shelf", "ix_product_name"} <= tables(old)
    report = verify(old)
    assert (report.result, report.entries) == ("intact", 4)
    assert replay(old, tmp_path / "again.sqlite3").same
    (backup,) = backups_of(old)
    assert (backup.path.read_bytes()[100:], look_at(backup.path).schema) == (was[100:], NOW)
    assert sorted(each.name for each in old.parent.iterdir()) == ["backups", "w.sqlite3"]
    bootstrap.open_world(old).close()
    assert len(backups_of(old)) == 1


def refusal(old: Path) -> StoreUnavailable:
    """Why it is not brought up to date; it is as it was."""
    before = old.read_bytes()
    with pytest.raises(StoreUnavailable) as told:
        bootstrap.open_world(old)
    assert old.read_bytes() == before
    assert sorted(each.name for each in old.parent.iterdir() if each.name != "backups") == ["w.sqlite3"]
    assert str(old) in sentence_for(told.value)
    return told.value


@pytest.mark.parametrize("migration", [SPOILT, ANOTHER], ids=["fails", "makes another shape"])
def test_a_migration_that_goes_wrong_leaves_the_file(old: Path, next_schema: Path, migration: str) -> None:
    next_schema.write_text(migration, encoding="utf-8")
    assert refusal(old).code == "store.upgrade_failed"


def test_without_room_nothing_is_begun(old: Path, next_schema: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(upgrading.shutil, "disk_usage", lambda _folder: SimpleNamespace(free=1))
    assert refusal(old).code == "store.no_room"
    assert backups_of(old) == ()


def test_a_record_that_was_tampered_with_is_not_migrated(old: Path, next_schema: Path) -> None:
    with closing(sqlite3.connect(old)) as connection:
        connection.execute("UPDATE practice_setting SET speed = 60")
        connection.commit()
    assert refusal(old).code == "store.upgrade_unsound"
    (found,) = [each for each in examine(old.parents[1]) if each.what == "worlds/w.sqlite3"]
    assert found.code == "store.record_broken", "it was called sound"


KILLED = """
import os, signal, sys
from pathlib import Path
from crmtrainer import bootstrap, paths
from crmtrainer.journal import upgrading
from crmtrainer.kernel.commands import Realm
from crmtrainer.store.files import SCHEMAS

paths.migrations = lambda: Path(sys.argv[2])
SCHEMAS[Realm.WORLD] += 1
setattr(upgrading, sys.argv[3], lambda *_all: os.kill(os.getpid(), signal.SIGKILL))
bootstrap.open_world(Path(sys.argv[1]))
"""


@pytest.mark.parametrize("at", ["enter_migration", "settle"], ids=["in the middle", "before its last step"])
def test_a_program_killed_meanwhile_leaves_the_file_and_the_next_one_finishes(
    old: Path, next_schema: Path, at: str
) -> None:
    before = old.read_bytes()
    command = [sys.executable, "-c", KILLED, str(old), str(next_schema.parents[1]), at]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert done.returncode == -9, done.stderr
    assert old.read_bytes() == before
    bootstrap.open_world(old).close()
    assert (look_at(old).schema, verify(old).result) == (NOW + 1, "intact")
    assert [each.name for each in old.parent.iterdir() if each.name.endswith(".part")] == []
