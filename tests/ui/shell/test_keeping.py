# SPDX-License-Identifier: MIT
"""Backups by themselves and when asked, the watch over the open file, and the way back, in a window over real files."""

import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from crmtrainer.agenda.commands import SetSpeed
from crmtrainer.assessment.queries import my_attempts
from crmtrainer.assessment.rules import AttemptState
from crmtrainer.house import House
from crmtrainer.house.backups import back_up, back_up_one
from crmtrainer.house.catalogue import pack_of
from crmtrainer.house.checking import glance
from crmtrainer.house.running import start
from crmtrainer.journal.backups import Backup, backups_of
from crmtrainer.kernel.commands import Role
from crmtrainer.kernel.errors import Expected, StoreUnavailable
from crmtrainer.scenarios.rules import Mode
from crmtrainer.ui import opening
from crmtrainer.ui.desk import Desk
from crmtrainer.ui.kit.banner import Banner
from crmtrainer.ui.opening import Opened, open_window
from crmtrainer.ui.shell import file_watch
from crmtrainer.ui.shell.action_table import Act
from crmtrainer.ui.shell.file_standing import heading_of
from crmtrainer.ui.shell.keeper import Keeper
from crmtrainer.ui.shell.restore_page import RestorePage
from crmtrainer.ui.tasks import InlineTasks, ThreadTasks
from tests.ui.test_names import nameless

SCENARIO = "passed-to-warehouse"
HOUR = timedelta(hours=1)


@pytest.fixture
def opened(qtbot: QtBot, home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Opened]:
    """A learner in a running attempt; slow work is done on the spot."""
    monkeypatch.setattr(opening, "ThreadTasks", InlineTasks)
    made = open_window(home)
    qtbot.addWidget(made.window)
    made.board.take_person(Role.LEARNER, "Jo Okafor")
    made.board.start(SCENARIO, Mode.PRACTISE)
    made.board.begin()
    made.board.practice.set_speed(0)
    made.window.show()
    yield made
    made.close()


@pytest.fixture
def desk(qtbot: QtBot, home: Path) -> Iterator[Desk]:
    """The same attempt without a window, which takes its time to build."""
    with House.open(home) as house:
        learner = house.actor_for(Role.LEARNER)
        made = Desk(house, learner)
        made.open_world(start(house, pack_of(home, SCENARIO), SCENARIO, Mode.PRACTISE, learner).world)
        yield made
        made.close()


def now() -> datetime:
    return datetime.now(UTC)


def world_of(opened: Opened) -> Path:
    return opened.board.desk.world.app.database.path


def bars(opened: Opened) -> list[str]:
    """The lasting bars in sight, as they are spoken."""
    found = opened.window.findChildren(Banner)
    own = (opened.window.body.assessed, opened.window.body.exploring, opened.window.body.help)
    return [bar.accessibleName() for bar in found if bar.isVisible() and bar not in own]


def backup(opened: Opened, ago: timedelta) -> Backup:
    (made,) = back_up_one(world_of(opened), now() - ago).made
    return made


def tamper(path: Path) -> None:
    """Change a row behind the record's back, as with another program."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE customer SET town = 'Elsewhere' WHERE id = 1")
        connection.commit()


def restore_page(opened: Opened) -> RestorePage:
    opened.window.actions_[Act.RESTORE].trigger()
    page = opened.window.body.page()
    assert isinstance(page, RestorePage)
    return page


def test_the_first_opening_of_a_day_backs_up_and_then_only_what_changed(desk: Desk) -> None:
    at = [now().replace(hour=9)]  # an hour passes, and it stays the same day
    keeper = Keeper(desk.house.home, InlineTasks(), now=lambda: at[0])
    centre, world = desk.house.home / "centre.sqlite3", desk.world.app.database.path
    keeper.begin()
    assert [len(backups_of(file)) for file in (centre, world)] == [1, 1]
    at[0] += timedelta(minutes=31)
    keeper.look()
    assert len(backups_of(world)) == 1, "nothing changed"
    desk.perform(SetSpeed(0))
    keeper.look()
    assert [len(backups_of(file)) for file in (centre, world)] == [1, 2]
    desk.perform(SetSpeed(0))
    at[0] += timedelta(minutes=29)
    keeper.look()
    assert len(backups_of(world)) == 2, "not yet"
    keeper.stop()


def test_back_up_now_says_what_it_did(opened: Opened) -> None:
    opened.window.actions_[Act.BACK_UP].trigger()
    assert opened.window.messages()[-1] == "2 files backed up."
    opened.window.actions_[Act.BACK_UP].trigger()
    assert opened.window.messages()[-1] == "Nothing changed since the last backup."


def test_a_backup_that_fails_is_one_calm_bar_and_a_line_in_the_log(
    opened: Opened, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    folder = world_of(opened).parent / "backups"
    folder.write_text("in the way")
    opened.board.keeping.begin()
    opened.board.keeping.keeper.look()
    assert len(bars(opened)) == 1
    assert bars(opened)[0].startswith("A backup could not be made")
    assert "saved all the same" in bars(opened)[0]
    assert [record.levelname for record in caplog.records if "backed up" in record.message] == ["WARNING"]
    folder.unlink()
    (button,) = [each for each in opened.window.findChildren(QWidget) if each.accessibleName() == "Back up now"]
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert bars(opened) == []


def test_a_file_found_damaged_while_it_is_open_is_read_and_no_more_written(
    opened: Opened, caplog: pytest.LogCaptureFixture
) -> None:
    board, said = opened.board, list[Expected]()
    (row,) = board.desk.ask(my_attempts)
    path = world_of(opened)
    board.keeping.watch.check()
    assert bars(opened) == [], "a sound file is checked without a word"
    assert board.desk.perform(SetSpeed(0)) is not None
    board.attempt.leave()
    tamper(path)
    board.resume(row)
    assert bars(opened) == []
    entries = glance(path).entries
    board.keeping.watch.check()
    assert len(bars(opened)) == 1
    assert bars(opened)[0].startswith("The file of this attempt is damaged")
    assert "Restore" not in bars(opened)[0]
    assert any(record.levelname == "ERROR" and path.name in record.message for record in caplog.records)
    board.desk.refused.connect(said.append)
    assert board.desk.perform(SetSpeed(60)) is None
    assert [problem.code for problem in said] == ["world.barred"]
    board.beat.strike()
    assert board.queue.isVisible()
    board.attempt.leave()
    assert bars(opened) == []
    assert said == said[:1], "to leave it asks nothing of it"
    assert glance(path).entries == entries


def test_closing_does_not_wait_for_a_check(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    begun = threading.Event()

    def long_check(path: Path, give_up: threading.Event) -> None:
        begun.set()
        give_up.wait(30)

    monkeypatch.setattr(file_watch, "checked", long_check)
    tasks = ThreadTasks()
    watch = file_watch.FileWatch(desk, tasks, after=0)
    watch.check()
    assert begun.wait(5)
    started = time.monotonic()
    watch.stop()
    tasks.close()
    assert time.monotonic() - started < 5


def test_going_back_by_keyboard_opens_the_attempt_again_and_keeps_what_was(opened: Opened, qtbot: QtBot) -> None:
    backup(opened, HOUR)
    for _ in range(2):
        opened.board.desk.perform(SetSpeed(0))
    opened.board.ending.finish()
    assert not opened.board.attempt.is_running
    world = world_of(opened)

    page = restore_page(opened)
    assert nameless(page) == []
    assert page.files.hasFocus()
    page.backups.setFocus()
    qtbot.keyClick(page.backups, Qt.Key.Key_Return)
    assert page.back.hasFocus(), "to leave it is what Enter does"
    said = " ".join(label.text() for label in page._lines)
    assert "The file as it is now is kept beside the backups." in said
    assert "The record will say that it was restored." in said
    assert "acts done since are no longer in it" in said
    qtbot.keyClick(page, Qt.Key.Key_Escape)
    assert opened.window.body.page() is page
    qtbot.keyClick(page.backups, Qt.Key.Key_Return)
    qtbot.mouseClick(page.restore, Qt.MouseButton.LeftButton)

    assert opened.window.body.page() is not page
    assert opened.board.attempt.is_running, "the centre was brought in line"
    assert world_of(opened) == world
    assert "Restored" in opened.window.messages()[-1]
    assert len(list((world.parent / "backups").glob("*.replaced.*.sqlite3"))) == 1
    (row,) = opened.board.desk.ask(my_attempts)
    assert row.state is AttemptState.RUNNING


def test_a_damaged_backup_is_shown_and_cannot_be_chosen_and_none_is_said(opened: Opened) -> None:
    page = restore_page(opened)
    assert page._stack.currentWidget() is page._empty
    opened.window.close_page()
    spoilt = backup(opened, HOUR).path
    spoilt.write_bytes(spoilt.read_bytes()[:9000])
    page = restore_page(opened)
    point = page.point()
    assert point is not None
    assert point.problem is not None
    assert not page.go.isEnabled()
    assert page.reason.isVisible()
    assert page.reason.text().startswith("This backup is damaged")
    page.ask()
    assert page._stack.currentWidget() is page._listed
    opened.window.close_page()
    ahead = backup(opened, -200 * 24 * HOUR).path
    page = restore_page(opened)
    point = page.point()
    assert point is page._points[ahead]
    mark = page._row(point).mark
    assert mark is not None
    assert mark.words == "Dated in the future"
    page.ask()
    assert any("Its date is wrong" in line.text() for line in page._lines)
    other = replace(point, problem=StoreUnavailable("backup.of_another", path=str(ahead), target="w.sqlite3"))
    mark = page._row(other).mark
    assert mark is not None
    assert mark.words == "Of another file"


def test_a_backup_that_rots_changes_nothing_and_a_world_that_no_longer_opens_is_restored(
    opened: Opened, qtbot: QtBot
) -> None:
    spoilt = backup(opened, HOUR).path
    page = restore_page(opened)
    page.ask()
    spoilt.write_bytes(spoilt.read_bytes()[:9000])
    qtbot.mouseClick(page.restore, Qt.MouseButton.LeftButton)
    assert opened.window.body.page() is page
    assert page.trouble.isVisible()
    assert "Nothing was restored" in page.trouble.accessibleName()
    assert opened.board.attempt.is_running, "open again, as it was"
    assert page.restore.isEnabled()

    opened.window.close_page()
    spoilt.unlink()
    (row,) = opened.board.desk.ask(my_attempts)
    backup(opened, HOUR)
    path = world_of(opened)
    opened.board.attempt.leave()
    path.write_bytes(path.read_bytes()[:9000])
    assert not opened.board.attempt.resume(row)
    page = restore_page(opened)
    assert page.trouble.isVisible()
    assert page.trouble.accessibleName().startswith("This file is cut short"), page.trouble.accessibleName()
    page.ask()
    qtbot.mouseClick(page.restore, Qt.MouseButton.LeftButton)
    assert opened.board.attempt.resume(row)


@pytest.mark.parametrize(
    ("code", "heading"),
    [
        ("store.misplaced", "A file of another kind stands here"),
        ("store.foreign", "This is not a file of this program"),
        ("store.newer", "This file is from a newer version"),
        ("store.missing", "This file is gone"),
        ("store.damaged", "This file is damaged"),
        ("store.record_broken", "This file is damaged"),
    ],
)
def test_what_is_wrong_with_a_file_is_called_what_it_is(code: str, heading: str) -> None:
    assert heading_of(StoreUnavailable(code, path="w.sqlite3")) == heading


def test_a_file_of_another_kind_is_not_called_damaged(opened: Opened) -> None:
    home = opened.board.desk.house.home
    backup(opened, HOUR)
    path = world_of(opened)
    opened.board.attempt.leave()
    path.write_bytes((home / "centre.sqlite3").read_bytes())
    page = restore_page(opened)
    told = page.trouble.accessibleName()
    assert told.startswith("A file of another kind stands here"), told
    assert "damaged" not in told


def test_the_centre_goes_back_under_the_open_window(opened: Opened, qtbot: QtBot) -> None:
    back_up(opened.house.home, now() - HOUR)
    board = opened.board
    board.take_person(Role.LEARNER, "Came Later")
    page = restore_page(opened)
    page.files.go_to(page._file_rows.rowCount() - 1)
    page.ask()
    qtbot.mouseClick(page.restore, Qt.MouseButton.LeftButton)
    assert [person.name for person in opened.house.people()] == ["Jo Okafor"]
    assert opened.window.body.is_gated(), "whoever sat here is not known in it"
    board.take_person(Role.LEARNER, "Jo Okafor")
    assert len(board.desk.ask(my_attempts)) == 1
    heard: list[object] = []
    board.desk.acted.connect(lambda done, _command: heard.append(done))
    opened.house.remember("look.scheme", "light")
    assert len(heard) == 1, "the centre is heard once"
