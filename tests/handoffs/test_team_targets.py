# SPDX-License-Identifier: MIT
"""What a trainer lets the desk expect of a team: new targets for what is sent from then on, and refusals in words."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from crmtrainer.handoffs.commands import SetTeamTargets
from crmtrainer.kernel.errors import Refused
from crmtrainer.organisation.queries import team
from crmtrainer.wording import sentence_for
from tests.casework.a_desk import Desk, a_desk
from tests.support import TRAINER

LATER = SetTeamTargets("warehouse", 45, 300, "desk", "They are two people short")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return a_desk(tmp_path)


def test_what_was_sent_before_keeps_its_targets(desk: Desk) -> None:
    before = desk.ticket()
    desk.hand_over(before)
    due = desk.clock(before, "handoff_accept", "handoff:1").due
    facts = desk.world.do(LATER, TRAINER).outcome.facts
    assert (facts["was_accept_minutes"], facts["accept_minutes"]) == (60, 45)
    after = desk.ticket()
    desk.hand_over(after)
    assert desk.clock(before, "handoff_accept", "handoff:1").due == due
    assert desk.clock(after, "handoff_accept", "handoff:2").due == desk.world.clock.now() + timedelta(minutes=45)
    assert desk.world.ask(team, key="warehouse").complete_minutes == 300


@pytest.mark.parametrize(
    ("command", "words"),
    [
        (SetTeamTargets("attic", 1, 2, "desk", "x"), "There is no team called attic."),
        (SetTeamTargets("warehouse", 0, 60, "desk", "x"), "at least one working minute to accept or refuse."),
        (SetTeamTargets("warehouse", 60, 30, "desk", "x"), "cannot finish before it has accepted"),
        (SetTeamTargets("warehouse", 60, 10**9, "desk", "x"), "longer than 10 years. Give working minutes."),
        (SetTeamTargets("warehouse", 60, 90, "moon", "x"), "There is no calendar called moon. Make it first."),
        (SetTeamTargets("warehouse", 60, 90, "desk", "  "), "Say why"),
    ],
)
def test_targets_that_make_no_sense_are_refused_in_words(desk: Desk, command: SetTeamTargets, words: str) -> None:
    before = desk.world.ask(team, key="warehouse")
    with pytest.raises(Refused) as caught:
        desk.world.do(command, TRAINER)
    assert words in sentence_for(caught.value)
    assert desk.world.ask(team, key="warehouse") == before
