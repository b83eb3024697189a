# SPDX-License-Identifier: MIT
"""The window and its files: an open attempt is resumed in place, and a damaged one is said so, without its world."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from crmtrainer.assessment.queries import my_attempts
from crmtrainer.kernel.commands import Role
from crmtrainer.kernel.errors import Expected
from crmtrainer.scenarios.rules import Mode
from crmtrainer.ui.opening import open_window
from crmtrainer.ui.shell.attempt_desk import AttemptDesk
from crmtrainer.ui.tasks import InlineTasks
from crmtrainer.wording import sentence_for


def test_an_attempt_is_resumed_in_place_and_a_damaged_one_keeps_nobody_from_work(qtbot: QtBot, home: Path) -> None:
    opened = open_window(home)
    qtbot.addWidget(opened.window)
    opened.board.take_person(Role.LEARNER, "Jo Okafor")
    board_desk = opened.board.desk
    said: list[Expected] = []
    board_desk.refused.connect(said.append)
    desk = AttemptDesk(board_desk, InlineTasks())
    desk.start("passed-to-warehouse", Mode.PRACTISE)
    (row,) = board_desk.ask(my_attempts)
    assert desk.resume(row), "the open one, once more"
    assert board_desk.has_world
    desk.leave()

    path = opened.house.home / row.path
    data = path.read_bytes()
    path.write_bytes(data[:40960] + b"\xff" * 8192 + data[49152:])
    spoilt = path.read_bytes()
    assert not desk.resume(row)
    assert [problem.code for problem in said] == ["store.damaged"]
    assert "rescue" in sentence_for(said[0])
    assert not board_desk.has_world
    assert path.read_bytes() == spoilt
    assert opened.house.people(), "the rest goes on"
    opened.close()
