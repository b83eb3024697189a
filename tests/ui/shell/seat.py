# SPDX-License-Identifier: MIT
"""A learner at the real window, the scenario begun and its call about to ring: played once, copied for each test."""

from __future__ import annotations

import atexit
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from crmtrainer.agenda.commands import Jump, SetSpeed
from crmtrainer.assessment.queries import my_attempts
from crmtrainer.house import House
from crmtrainer.house.catalogue import pack_of
from crmtrainer.house.running import enter, prepare
from crmtrainer.interactions.queries import ConversationRow, live_conversations
from crmtrainer.kernel.commands import SYSTEM, Role
from crmtrainer.scenarios.rules import Mode
from crmtrainer.ui.opening import Opened, open_window
from crmtrainer.ui.shell.sections import Section

SCENARIO = "passed-to-warehouse"
CONTROL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)


class WindowSeat:
    """The window, and hands for it."""

    def __init__(self, opened: Opened, qtbot: QtBot) -> None:
        self.opened, self.board, self.window, self._qtbot = opened, opened.board, opened.window, qtbot

    @property
    def desk(self):  # type: ignore[no-untyped-def]  # the desk of this window
        return self.board.desk

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """One key, where the keyboard is."""
        self._qtbot.keyClick(self.focus(), key, modifier)
        self.settle()

    def type(self, words: str) -> None:
        self._qtbot.keyClicks(self.focus(), words)

    def click(self, widget: QWidget) -> None:
        assert widget.isVisible()
        self._qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)
        self.settle()

    def focus(self) -> QWidget:
        found = QApplication.focusWidget()
        assert found is not None
        return found

    def words_of(self, part: QWidget) -> list[str]:
        """What the labels of a part say."""
        return [label.text() for label in part.findChildren(QLabel)]

    def go(self, section: Section) -> None:
        self.window.show_section(section)
        self.settle()

    def settle(self) -> None:
        """Let what was asked for be read and shown."""
        self._qtbot.waitUntil(self.board.is_idle)
        QApplication.processEvents()
        self._qtbot.waitUntil(self.board.is_idle)

    def wait_until(self, holds: Callable[[], bool]) -> None:
        self._qtbot.waitUntil(holds)

    def ring(self) -> ConversationRow:
        """Let the scenario's call come in."""
        while not (talks := self.desk.ask(live_conversations)):
            self.desk.world.jump_to_next(self.desk.actor)
        self.settle()
        return talks[0]

    def advance(self, minutes: float) -> None:
        now = self.desk.world.clock.now()
        self.desk.world.perform(Jump(now + timedelta(minutes=minutes)), SYSTEM)
        self.settle()


@contextmanager
def a_seat(folder: Path, qtbot: QtBot, *, before: Callable[[Path], object] = lambda home: None) -> Iterator[WindowSeat]:
    """Practice time is paused, My queue is in sight. `before` may change the data folder first."""
    home = folder / "house"
    shutil.copytree(_played(), home)
    before(home)
    with seated(home, qtbot) as seat:
        seat.board.attempt.resume(seat.desk.ask(my_attempts)[0])
        seat.go(Section.QUEUE)
        yield seat


@contextmanager
def seated(home: Path, qtbot: QtBot) -> Iterator[WindowSeat]:
    """At the window over a data folder, as whoever sat there last."""
    opened = open_window(home)
    qtbot.addWidget(opened.window)
    opened.window.show()
    opened.window.activateWindow()
    qtbot.waitUntil(opened.window.isActiveWindow)
    yield WindowSeat(opened, qtbot)
    opened.close()


@cache
def _played() -> Path:
    home = Path(mkdtemp()) / "house"
    atexit.register(shutil.rmtree, home.parent, ignore_errors=True)
    with House.open(home) as house:
        learner = house.enrol(Role.LEARNER, "Jo Okafor")
        house.remember("last.role", Role.LEARNER.value)
        house.remember(f"last.{Role.LEARNER.value}", learner.pseudonym)
        pack = pack_of(home, SCENARIO)
        running = enter(house, prepare(home, pack, SCENARIO, Mode.PRACTISE, learner, 1), learner)
        running.world.perform(SetSpeed(0), learner)
        running.world.close()
    return home
