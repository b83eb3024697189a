# SPDX-License-Identifier: MIT
"""What is written on a record needs that record opened, by whoever writes, on that day; the world itself needs none."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from crmtrainer.handoffs.commands import AnswerTeam, ChaseTeam, SendHandoff, ThankTeam, WithdrawHandoff
from crmtrainer.interactions.commands import (
    AddNote,
    AnswerConversation,
    EndConversation,
    HoldConversation,
    IdentifyCaller,
    KeepPromise,
    LogInteraction,
    MakePromise,
    PlaceCall,
    ResumeConversation,
    Say,
    SendMessage,
    WithdrawPromise,
)
from crmtrainer.interactions.rules import Channel, ContactOutcome, Direction
from crmtrainer.kernel.commands import Actor, Command
from crmtrainer.kernel.errors import Refused
from crmtrainer.kernel.ids import HandoffId, PromiseId, TicketId
from crmtrainer.tickets.commands import CloseTicket, OpenTicket, ReopenTicket, SetPriority, SetStatus
from crmtrainer.tickets.rules import CloseReason, Priority, Status, TicketType
from tests.casework.a_desk import SAHOTA, at, unopened
from tests.support import LEARNER, TRAINER

T, H, P = TicketId(1), HandoffId(1), PromiseId(1)
OPENING = OpenTicket(SAHOTA, TicketType.COMPLAINT, "Wrong legs", "email")
LOG = LogInteraction(SAHOTA, Channel.PHONE, Direction.IN, "Legs", "They do not fit", ContactOutcome.FOLLOW_UP)
WRITES: tuple[Command, ...] = (
    OPENING,
    SetPriority(T, Priority.HIGH, "Dinner on Thursday"),
    SetStatus(T, Status.WAITING, "For the photo"),
    CloseTicket(T, CloseReason.RESOLVED, "Replaced"),
    ReopenTicket(T, "He wrote again"),
    LOG,
    AddNote(SAHOTA, "Six holes"),
    SendMessage(SAHOTA, Channel.TEXT, "On their way"),
    MakePromise(SAHOTA, "Text him", at(17)),
    KeepPromise(P),
    WithdrawPromise(P, "Nothing to say yet"),
    PlaceCall(SAHOTA, T),
    SendHandoff(T, "warehouse", "Four legs"),
    AnswerTeam(H, "Six"),
    ChaseTeam(H, "Any news?"),
    ThankTeam(H, "Thank you"),
    WithdrawHandoff(H, "Not needed"),
)


@pytest.mark.parametrize("by", [LEARNER, TRAINER], ids=lambda by: by.role.value)
@pytest.mark.parametrize("command", WRITES, ids=lambda command: command.verb)
def test_nothing_is_written_on_a_record_that_the_actor_has_not_opened(
    tmp_path: Path, command: Command, by: Actor
) -> None:
    desk = unopened(tmp_path)
    other = TRAINER if by is LEARNER else LEARNER
    desk.opened(by=other)
    desk.world.do(OPENING, other)
    desk.world.do(SendHandoff(T, "warehouse", "Four legs"), other)
    desk.world.do(MakePromise(SAHOTA, "Text him", at(17)), other)
    with pytest.raises(Refused) as refusal:
        desk.world.do(command, by)
    assert (refusal.value.code, refusal.value.facts["ref"]) == ("record.not_opened", "T-1")


def test_yesterdays_opening_is_not_todays(tmp_path: Path) -> None:
    desk = unopened(tmp_path)
    desk.opened()
    desk.do(AddNote(SAHOTA, "Six holes"))
    desk.until(at(9) + timedelta(days=1))
    with pytest.raises(Refused, match=r"record\.not_opened"):
        desk.do(AddNote(SAHOTA, "Still six"))


def test_the_world_opens_tickets_without_opening_records(tmp_path: Path) -> None:
    assert unopened(tmp_path).happens(OPENING)["ref"] == "C-1001"


def test_a_call_goes_on_before_anybody_is_known_and_what_is_kept_of_it_needs_the_record(tmp_path: Path) -> None:
    desk = unopened(tmp_path)
    talk = desk.rings()
    for command in (
        AnswerConversation(talk),
        Say(talk, "Larkfield, good morning."),
        HoldConversation(talk),
        ResumeConversation(talk),
        IdentifyCaller(talk, SAHOTA),
    ):
        desk.do(command)
    from_call = OpenTicket(SAHOTA, TicketType.COMPLAINT, "Wrong legs", "phone", conversation_id=talk)
    with pytest.raises(Refused, match=r"record\.not_opened"):
        desk.do(from_call)
    desk.opened()
    desk.do(from_call)
    desk.do(EndConversation(talk))
