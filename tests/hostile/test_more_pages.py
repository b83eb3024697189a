# SPDX-License-Identifier: MIT
"""Pages that come up now and then: the first one, kept tabs, filling a world, and backups of another file."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from crmtrainer.casework.queries import queue
from crmtrainer.customers.commands import OpenRecord
from crmtrainer.house.backups import back_up_one
from crmtrainer.kernel.commands import Role
from crmtrainer.ui.people.first_run import FirstRunPage
from crmtrainer.ui.seeding.page import SeedingPage
from crmtrainer.ui.seeding.practice_worlds_page import PracticeWorldsPage
from crmtrainer.ui.shell.action_table import Act
from crmtrainer.ui.shell.restore_page import RestorePage
from crmtrainer.ui.shell.sections import Section
from tests.hostile.test_every_page import spoil_all, spoil_names, wrong_in
from tests.hostile.test_every_widget import MARK
from tests.hostile.values import SHORT, WORDS
from tests.hostile.walk import shown_in
from tests.support import copied_world
from tests.ui.shell.seat import WindowSeat, a_seat


@pytest.fixture
def seat(tmp_path: Path, qtbot: QtBot) -> Iterator[WindowSeat]:
    with a_seat(tmp_path, qtbot, before=spoil_all) as made:
        yield made


def test_the_first_page_shows_plain_text(seat: WindowSeat) -> None:
    """Whoever sat here last is named on it; a name is bounded, and one of blanks is asked for again."""
    seat.board.ask_who()
    page = seat.window.body.page()
    assert isinstance(page, FirstRunPage)
    assert wrong_in(seat, "the first page") == []
    for role in Role:
        if page.roles.set_value(role) is None and page.roles.value() is role:
            assert wrong_in(seat, role) == []
    page.name.selectAll()
    page.name.insert(WORDS["blank"])
    page.begin.click()
    assert seat.window.body.page() is page
    assert wrong_in(seat, "no name") == []
    page.name.selectAll()
    page.name.insert(WORDS["a megabyte"])
    assert len(page.name.text()) <= 80
    page.name.selectAll()
    page.name.insert(SHORT)
    page.begin.click()
    assert wrong_in(seat, "begun") == []
    assert seat.window.body.page() is not page
    assert MARK in shown_in(seat.window)


def test_kept_tabs_show_plain_text(seat: WindowSeat) -> None:
    """Tickets and records in tabs of their own, named by subjects and people."""
    rows = seat.desk.ask(queue)[:2]
    for row in rows:
        seat.desk.perform(OpenRecord(row.customer_id, SHORT))
        seat.board.open_ticket(row.id, keep=True)
        assert wrong_in(seat, "a ticket kept") == []
    assert MARK in "".join(seat.board.queue.kept.texts())
    for row in rows:
        seat.board.open_customer(row.customer_id, keep=True)
        assert wrong_in(seat, "a record kept") == []
    assert MARK in "".join(seat.board.customers.kept.texts())
    for act in (Act.NEXT_TAB, Act.CLOSE_TAB):
        seat.window.actions_[act].trigger()
        assert wrong_in(seat, act) == []


def test_filling_a_world_shows_plain_text(seat: WindowSeat, qtbot: QtBot) -> None:
    """A hostile name in the plan, while it is filled, in what is told of it, and in both lists of worlds."""
    seat.board.take_person(Role.TRAINER, SHORT)
    seat.go(Section.SEEDING)
    page = seat.window.body.page()
    assert isinstance(page, SeedingPage)
    for words in (WORDS["a megabyte"], WORDS["blank"], SHORT):
        page.form.name.selectAll()
        page.form.name.insert(words)
        page.reckon()
        assert wrong_in(seat, "the plan") == []
    page.form.customers.setValue(20)
    page.start()
    qtbot.waitUntil(lambda: not page.filling.is_on, timeout=20_000)
    assert wrong_in(seat, "filled") == []
    assert MARK in shown_in(page.result)
    assert MARK in shown_in(page.worlds)
    assert MARK in shown_in(page.report)
    seat.board.choose_world()
    assert wrong_in(seat, "the practice worlds") == []
    assert isinstance(seat.window.body.page(), PracticeWorldsPage)
    assert MARK in shown_in(seat.window.body.page())


def test_going_back_shows_plain_text(tmp_path: Path, qtbot: QtBot) -> None:
    """A file named by an attempt, a backup that is another file's, and the question what going back does."""
    with a_seat(tmp_path, qtbot, before=spoil_names) as seat:
        _goes_back(seat, tmp_path)


def _goes_back(seat: WindowSeat, tmp_path: Path) -> None:
    world, now = seat.desk.world.app.database.path, datetime.now(UTC)
    for hours in (2, 1):
        seat.desk.perform(OpenRecord(seat.desk.ask(queue)[0].customer_id, SHORT))
        (made,) = back_up_one(world, now - timedelta(hours=hours)).made
    other = copied_world(tmp_path)
    other.world.close()
    made.path.write_bytes(other.path.read_bytes())
    seat.window.actions_[Act.RESTORE].trigger()
    assert wrong_in(seat, Act.RESTORE) == []
    page = seat.window.body.page()
    assert isinstance(page, RestorePage)
    assert "Of another file" in shown_in(page)
    assert MARK in shown_in(page.files)
    page.ask()
    assert wrong_in(seat, "asked") == []
    assert MARK in page._lines[0].text()
    page.show_failure(SHORT)
    assert wrong_in(seat, "failed") == []
