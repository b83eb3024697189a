# SPDX-License-Identifier: MIT
"""Every page, form and message of the window in a world whose words are all hostile, for each role in turn."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from crmtrainer.kernel.commands import Role
from crmtrainer.kernel.errors import Refused
from crmtrainer.ui.shell.action_table import Act
from crmtrainer.ui.shell.sections import Section
from tests.hostile.spoiling import spoil
from tests.hostile.test_every_widget import MARK
from tests.hostile.values import SHORT
from tests.hostile.walk import faults, shown_in
from tests.ui.shell.seat import WindowSeat, a_seat

PLACES = (
    *(Act.KNOWLEDGE, Act.START_SCENARIO, Act.RESTORE, Act.SETTINGS, Act.CALCULATOR, Act.OPEN_WORLD, Act.SWITCH_PERSON),
    *(Act.SHORTCUTS, Act.RECENT_MESSAGES, Act.HELP_HERE, Act.ABOUT, Act.TAKE_SLIP, Act.RECEIPT, Act.FINISH),
)
BEHIND_THE_DESK = (Act.ADJUST_TIMING, Act.GIVE_SLIP, Act.NOTE_RECEIPT, Act.RESTORE, Act.SWITCH_PERSON)
OF_TRAINERS = (Act.STANDARDS, Act.SEEDING, Act.OPEN_WORLD, Act.START_SCENARIO)


@pytest.fixture
def seat(tmp_path: Path, qtbot: QtBot) -> Iterator[WindowSeat]:
    with a_seat(tmp_path, qtbot, before=spoil_all) as made:
        yield made


def spoil_all(home: Path) -> None:
    """The words in the world, and in the centre the names and titles that lists show."""
    for world in (home / "worlds").glob("*.sqlite3"):
        assert spoil(world)
    spoil_names(home)


def spoil_names(home: Path) -> None:
    """In the centre alone: every world's record still holds."""
    with closing(sqlite3.connect(home / "centre.sqlite3")) as file, file:
        for table, column in (("person_name", "name"), ("world_file", "name"), ("attempt", "title")):
            assert file.execute(f"UPDATE {table} SET {column} = {column} || ?", (SHORT,)).rowcount


def wrong_in(seat: WindowSeat, act: object) -> list[str]:
    """What is wrong in the page in sight and whatever stands before the window, with what led there."""
    seat.settle()
    parts: list[QWidget] = [seat.window, *(top for top in QApplication.topLevelWidgets() if top.isVisible())]
    return [f"{act}: {wrong}" for part in dict.fromkeys(parts) for wrong in faults(part)]


def walk(seat: WindowSeat, acts: tuple[Act, ...]) -> list[str]:
    """What is wrong after each of these acts. Every one must be open, or nothing would be tried."""
    wrong = []
    for act in acts:
        assert seat.window.actions_[act].isEnabled(), (act, seat.window.actions_.reason(act))
        seat.window.actions_[act].trigger()
        wrong += wrong_in(seat, act)
        while seat.window.close_page():
            seat.settle()
    return wrong


def sections(seat: WindowSeat) -> list[str]:
    wrong = []
    for section in Section:
        if seat.window.body.has(section):
            seat.go(section)
            wrong += wrong_in(seat, section)
    return wrong


def test_sections_show_plain_text(seat: WindowSeat) -> None:
    assert sections(seat) == []
    assert MARK in shown_in(seat.window)


@pytest.mark.parametrize("part", [0, 1])
def test_places_show_plain_text(seat: WindowSeat, part: int) -> None:
    seat.ring()
    assert walk(seat, PLACES[part::2]) == []


def test_the_palette_shows_plain_text(seat: WindowSeat) -> None:
    """What it finds, and what was opened last, is named by customers."""
    for _ in range(2):
        seat.window.actions_[Act.JUMP].trigger()
        seat.settle()
        seat.type("sahota")
        seat.settle()
        assert wrong_in(seat, Act.JUMP) == []
        assert any(MARK in shown_in(top) for top in QApplication.topLevelWidgets() if top.isVisible())
        seat.key(Qt.Key.Key_Return)


@pytest.mark.parametrize("role", [Role.TRAINER, Role.ASSESSOR])
def test_what_trainers_and_assessors_open_shows_plain_text(seat: WindowSeat, role: Role) -> None:
    seat.board.take_person(role, SHORT)
    assert walk(seat, BEHIND_THE_DESK + (OF_TRAINERS if role is Role.TRAINER else ())) == []
    assert sections(seat) == []
    assert MARK in shown_in(seat.window)


def test_messages_and_faults_show_plain_text(seat: WindowSeat) -> None:
    seat.window.toast(SHORT)
    seat.window.show_fault(SHORT, Path(f"/tmp/{SHORT}"))
    seat.desk.refused.emit(Refused("attempt.known", ref=SHORT))
    assert wrong_in(seat, "messages") == []
    assert MARK in shown_in(seat.window)
    seat.window.actions_[Act.RECENT_MESSAGES].trigger()
    assert wrong_in(seat, "messages again") == []
