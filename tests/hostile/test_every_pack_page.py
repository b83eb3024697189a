# SPDX-License-Identifier: MIT
"""A pack whose every word is hostile, from the list of scenarios to the page that asks before it is handed in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from crmtrainer.house import House
from crmtrainer.interactions.commands import AnswerConversation, EndConversation
from crmtrainer.kernel.commands import Role
from crmtrainer.kernel.ids import ConversationId
from crmtrainer.scenarios.rules import Mode
from crmtrainer.ui.scenarios.brief_page import BriefPage
from crmtrainer.ui.scenarios.debrief_page import DebriefPage
from crmtrainer.ui.scenarios.finish_page import FinishPage
from crmtrainer.ui.scenarios.hand_in_page import HandInPage
from crmtrainer.ui.shell.action_table import Act
from crmtrainer.ui.shell.sections import Section
from tests.hostile.a_pack import SCENARIO, hostile_pack
from tests.hostile.test_every_page import sections, walk, wrong_in
from tests.hostile.test_every_paper import in_sight, paper_faults
from tests.hostile.test_every_widget import MARK
from tests.hostile.walk import shown_in
from tests.ui.shell.seat import WindowSeat, seated


@pytest.fixture
def seat(tmp_path: Path, qtbot: QtBot) -> Iterator[WindowSeat]:
    """Nobody has begun anything; the only scenario is the hostile one."""
    home = tmp_path / "house"
    hostile_pack(home / "packs")
    with House.open(home) as house:
        learner = house.enrol(Role.LEARNER, "Jo Okafor")
        house.remember("last.role", Role.LEARNER.value)
        house.remember(f"last.{Role.LEARNER.value}", learner.pseudonym)
    with seated(home, qtbot) as made:
        made.settle()
        yield made


def shows(seat: WindowSeat, page: type) -> bool:
    """Whether this page is in sight, with hostile words on it."""
    found = seat.window.body.page()
    return isinstance(found, page) and MARK in shown_in(found)


def test_from_the_list_to_the_hand_in(seat: WindowSeat, tmp_path: Path) -> None:
    listed = seat.board.scenarios
    assert MARK in shown_in(listed.list)
    assert MARK in shown_in(listed.detail)
    for mode in Mode:
        listed.detail.modes.set_value(mode)
        assert wrong_in(seat, mode) == []
    seat.board.start(SCENARIO, Mode.PRACTISE)
    assert wrong_in(seat, "being made") == []
    assert shows(seat, BriefPage)
    seat.board.begin()
    talk = ConversationId(seat.ring().id)
    assert wrong_in(seat, "ringing") == []
    seat.desk.perform(AnswerConversation(talk))
    assert sections(seat) == []
    seat.go(Section.QUEUE)
    assert MARK in shown_in(seat.board.queue), "what can be said comes from the pack"
    assert walk(seat, (Act.KNOWLEDGE,)) == []
    seat.desk.perform(EndConversation(talk))
    seat.window.actions_[Act.FINISH].trigger()
    assert wrong_in(seat, Act.FINISH) == []
    assert shows(seat, FinishPage)
    seat.board.ending.finish()
    assert wrong_in(seat, Act.DEBRIEF) == []
    assert shows(seat, DebriefPage)
    what = in_sight(seat)
    assert MARK in what.foot
    assert paper_faults(what, tmp_path) == []
    row = seat.board.attempt.row
    assert row is not None
    seat.board.ending.ask_to_hand_in(row)
    assert wrong_in(seat, Act.HAND_IN) == []
    assert shows(seat, HandInPage)
