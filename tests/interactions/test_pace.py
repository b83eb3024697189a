# SPDX-License-Identifier: MIT
"""Practice time while somebody rings or is on the line: nobody hurries it, whichever face they act through."""

from datetime import timedelta
from pathlib import Path

import pytest

from crmtrainer.agenda.commands import Jump, SetSpeed
from crmtrainer.agenda.planning import plan
from crmtrainer.interactions.commands import AnswerConversation, EndConversation, HoldConversation
from crmtrainer.interactions.live_commands import RingConversation
from crmtrainer.interactions.queries import live_conversations
from crmtrainer.interactions.rules import Channel
from crmtrainer.kernel.commands import SYSTEM, Command
from crmtrainer.kernel.errors import Refused
from crmtrainer.store.unit_of_work import UnitOfWork, writing
from crmtrainer.wording import sentence_for
from tests.casework.a_desk import Desk, a_desk


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return a_desk(tmp_path)


def hurries(desk: Desk) -> tuple[Command, ...]:
    return (SetSpeed(10), SetSpeed(60), Jump(desk.world.clock.now() + timedelta(minutes=5)))


def test_nobody_hurries_time_past_somebody_on_the_line(desk: Desk) -> None:
    talk = desk.rings()
    began = desk.world.clock.now()
    for prepare in (None, AnswerConversation(talk), HoldConversation(talk)):
        if prepare is not None:
            desk.do(prepare)
        for command in hurries(desk):
            with pytest.raises(Refused, match=r"practice\.on_call") as told:
                desk.do(command)
            assert sentence_for(told.value) == "Finish the call first."
    assert desk.world.clock.now() == began
    assert desk.do(SetSpeed(1))["speed"] == 1
    assert desk.do(SetSpeed(0))["speed"] == 0


def test_after_the_call_time_may_be_hurried_again(desk: Desk) -> None:
    talk = desk.rings()
    desk.do(AnswerConversation(talk))
    desk.do(EndConversation(talk))
    for command in hurries(desk):
        desk.do(command)


def test_a_jump_that_began_before_the_ring_is_entered(desk: Desk) -> None:
    """What rings on the way does not undo a jump that has happened."""
    to = desk.world.clock.now() + timedelta(minutes=5)
    now = desk.world.clock.now()
    with writing(desk.world.world.app.database) as session:
        work = UnitOfWork(session, 10_000, now, now, SYSTEM, "test", "test", False)
        plan(work, to - timedelta(minutes=1), RingConversation("sahota", Channel.PHONE, "0113 496 0142"))
    desk.do(Jump(to))
    assert desk.world.clock.now() == to
    assert desk.world.ask(live_conversations)
