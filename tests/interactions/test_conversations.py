# SPDX-License-Identifier: MIT
"""Live conversations in a real world: ringing, answering, talking, holding, ending, and calling somebody."""

from collections.abc import Callable
from pathlib import Path

import pytest

from crmtrainer.agenda.queries import practice
from crmtrainer.customers.commands import OpenRecord
from crmtrainer.interactions.commands import (
    AnswerConversation,
    EndConversation,
    HoldConversation,
    IdentifyCaller,
    LogInteraction,
    PlaceCall,
    ResumeConversation,
    Say,
)
from crmtrainer.interactions.models import Conversation, Utterance
from crmtrainer.interactions.queries import ConversationRow, Line, lines, live_conversations, missed_conversations
from crmtrainer.interactions.rules import Channel, ContactOutcome, ConversationState, Direction, Speaker
from crmtrainer.interactions.writing import hang_up, hear, pick_up
from crmtrainer.kernel.commands import SYSTEM, Command
from crmtrainer.kernel.errors import Refused
from crmtrainer.kernel.ids import ConversationId
from crmtrainer.service_levels.timers import TimerState
from crmtrainer.store.unit_of_work import UnitOfWork, reading, writing
from tests.casework.a_desk import OKAFOR, SAHOTA, Desk, a_desk, at


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return a_desk(tmp_path)


def in_one_act(desk: Desk, conversation: ConversationId, what: Callable[[UnitOfWork, Conversation], object]) -> None:
    """What a scenario does to a conversation inside an act of its own."""
    now = desk.world.clock.now()
    with writing(desk.world.world.app.database) as session:
        work = UnitOfWork(session, 10_000, now, now, SYSTEM, "test", "test", False)
        what(work, work.get(Conversation, conversation))


def live(desk: Desk) -> ConversationRow:
    (row,) = desk.world.ask(live_conversations)
    return row


def test_it_rings_shows_a_number_and_does_not_say_who_it_is(desk: Desk) -> None:
    talk = desk.rings("the son")
    row = live(desk)
    assert (row.id, row.state, row.shown, row.customer_id) == (talk, ConversationState.RINGING, "0113 496 0142", None)
    assert "the son" not in str(row)


def test_a_caller_gives_up_after_a_while(desk: Desk) -> None:
    desk.rings()
    desk.world.advance(minutes=1.9)
    assert live(desk).state is ConversationState.RINGING
    desk.world.advance(minutes=0.1)
    assert desk.world.ask(live_conversations) == ()


def test_a_missed_call_is_told_until_the_same_number_rings_again(desk: Desk) -> None:
    talk = desk.rings()
    assert desk.world.ask(missed_conversations) == ()
    desk.world.advance(minutes=3)
    (missed,) = desk.world.ask(missed_conversations)
    assert (missed.id, missed.state) == (talk, ConversationState.MISSED)
    assert missed.ended_at is not None
    assert missed.ended_at > missed.started_at
    desk.rings()
    assert desk.world.ask(missed_conversations) == ()


def test_answering_in_time_keeps_the_caller(desk: Desk) -> None:
    talk = desk.rings()
    desk.world.advance(minutes=0.5)
    assert desk.do(AnswerConversation(talk))["rang_for_seconds"] == 30
    desk.world.advance(minutes=30)
    assert live(desk).state is ConversationState.LIVE


def test_what_is_said_stands_in_order_without_what_only_the_debrief_tells(desk: Desk) -> None:
    talk = desk.rings()
    desk.do(AnswerConversation(talk))
    facts = desk.do(Say(talk, "Good morning", "greet"))
    in_one_act(desk, talk, lambda work, one: hear(work, one, "My legs are wrong!", "child", "parent", "adult>child"))
    desk.do(Say(talk, "Oh dear", own_words=True))
    assert (facts["move"], facts["was_understood"]) == ("greet", True)
    said = desk.world.ask(lines, talk)
    assert [(line.speaker, line.words, line.own_words) for line in said] == [
        (Speaker.YOU, "Good morning", False),
        (Speaker.THEM, "My legs are wrong!", False),
        (Speaker.YOU, "Oh dear", True),
    ]
    assert set(Line.__dataclass_fields__).isdisjoint({"technique", "from_state", "to_state", "hidden", "move"})
    with reading(desk.world.world.app.database) as session:
        heard = session.get_one(Utterance, said[1].id)
        assert (heard.from_state, heard.to_state, heard.hidden) == ("child", "parent", "adult>child")


def test_what_was_said_is_part_of_the_record_once_the_call_is_over(desk: Desk) -> None:
    talk = desk.rings()
    desk.do(AnswerConversation(talk))
    desk.do(Say(talk, "Good morning", "greet"))
    desk.do(OpenRecord(SAHOTA, "On the call with him"))
    desk.do(IdentifyCaller(talk, SAHOTA))
    desk.do(EndConversation(talk))
    assert [line.words for line in desk.world.ask(lines, talk)] == ["Good morning"]

    desk.world.advance(minutes=24 * 60)
    with pytest.raises(Refused, match=r"record\.not_opened"):
        desk.world.ask(lines, talk)


def test_hold_is_silence_until_somebody_comes_back(desk: Desk) -> None:
    talk = desk.rings()
    desk.do(AnswerConversation(talk))
    desk.do(HoldConversation(talk))
    with pytest.raises(Refused, match=r"conversation\.on_hold"):
        desk.do(Say(talk, "Hello?"))
    desk.do(ResumeConversation(talk))
    desk.do(Say(talk, "Thank you for waiting"))
    with pytest.raises(Refused, match=r"conversation\.not_on_hold"):
        desk.do(ResumeConversation(talk))


def test_ending_tells_how_long_it_was_and_leaves_nothing_planned(desk: Desk) -> None:
    talk = desk.rings()
    desk.do(AnswerConversation(talk))
    desk.do(Say(talk, "Good morning"))
    desk.world.advance(minutes=3)
    facts = desk.do(EndConversation(talk))
    assert (facts["state"], facts["seconds"], facts["times_spoken"], facts["is_identified"]) == ("ended", 180, 1, False)
    assert desk.world.ask(practice).events == 0
    with pytest.raises(Refused, match=r"conversation\.not_live"):
        desk.do(EndConversation(talk))


def test_only_one_call_is_live_but_another_may_wait_on_hold(desk: Desk) -> None:
    one = desk.rings()
    desk.do(AnswerConversation(one))
    other = desk.rings("okafor")
    with pytest.raises(Refused, match=r"conversation\.line_busy"):
        desk.do(AnswerConversation(other))
    desk.do(HoldConversation(one))
    desk.do(AnswerConversation(other))
    assert [row.state for row in desk.world.ask(live_conversations)] == [ConversationState.HELD, ConversationState.LIVE]


def test_whom_the_learner_takes_it_to_be_can_change_until_a_ticket_says_otherwise(desk: Desk) -> None:
    talk = desk.rings()
    with pytest.raises(Refused, match=r"conversation\.not_live"):
        desk.do(IdentifyCaller(talk, SAHOTA))
    desk.do(AnswerConversation(talk))
    assert desk.do(IdentifyCaller(talk, OKAFOR))["was"] is None
    assert desk.do(IdentifyCaller(talk, SAHOTA))["was"] == OKAFOR
    assert live(desk).customer == "Mr Harjit Sahota"
    with pytest.raises(Refused, match=r"conversation\.of_another_customer"):
        desk.ticket(customer=OKAFOR, conversation_id=talk)
    desk.ticket(conversation_id=talk)
    with pytest.raises(Refused, match=r"conversation\.ticket_of_another"):
        desk.do(IdentifyCaller(talk, OKAFOR))


def test_our_first_words_answer_the_ticket_and_later_ones_add_nothing(desk: Desk) -> None:
    ticket = desk.ticket()
    call = ConversationId(desk.do(PlaceCall(SAHOTA, ticket))["conversation_id"])
    assert desk.clock(ticket, "first_response").state is TimerState.ON_TRACK
    in_one_act(desk, call, lambda work, one: pick_up(work, one, "sahota"))
    assert desk.clock(ticket, "first_response").state is TimerState.ON_TRACK
    desk.world.clock.at = at(9, 2)
    desk.do(Say(call, "It is about your table."))
    desk.world.clock.at = at(9, 5)
    desk.do(Say(call, "The legs come on Thursday."))
    first = desk.clock(ticket, "first_response")
    assert (first.state, first.satisfied_at) == (TimerState.MET, at(9, 2))


def test_a_call_nobody_takes_rings_out_and_answers_nothing(desk: Desk) -> None:
    ticket = desk.ticket()
    call = ConversationId(desk.do(PlaceCall(SAHOTA, ticket))["conversation_id"])
    with pytest.raises(Refused, match=r"conversation\.theirs_to_answer"):
        desk.do(AnswerConversation(call))
    desk.world.advance(minutes=1)
    assert desk.world.ask(live_conversations) == ()
    assert desk.clock(ticket, "first_response").state is TimerState.ON_TRACK
    assert desk.record(ticket).told_at is None


def test_they_may_hang_up_and_a_second_time_changes_nothing(desk: Desk) -> None:
    talk = desk.rings()
    desk.do(AnswerConversation(talk))
    in_one_act(desk, talk, hang_up)
    in_one_act(desk, talk, hang_up)
    with pytest.raises(Refused, match=r"conversation\.not_live"):
        desk.do(Say(talk, "Hello?"))


def test_logging_a_chase_on_an_open_ticket_counts_it_as_a_message_and_its_answer(desk: Desk) -> None:
    ticket = desk.ticket()
    desk.world.clock.at = at(9, 30)
    talk = desk.rings()
    desk.do(AnswerConversation(talk))
    desk.do(Say(talk, "Good morning"))
    desk.world.clock.at = at(9, 40)
    desk.do(EndConversation(talk))
    desk.world.clock.at = at(9, 45)
    facts = desk.do(
        LogInteraction(
            SAHOTA,
            Channel.PHONE,
            Direction.IN,
            "chasing",
            "Wants to know when",
            ContactOutcome.FOLLOW_UP,
            "Ask the warehouse",
            ticket,
            talk,
        )
    )
    assert (facts["minutes_after"], facts["has_next_step"]) == (5, True)
    seen = desk.record(ticket)
    assert (seen.heard_at, seen.told_at, seen.customer_waits) == (at(9, 30), at(9, 40), False)
    assert desk.clock(ticket, "first_response").satisfied_at == at(9, 30)


@pytest.mark.parametrize(
    "command",
    [
        AnswerConversation(ConversationId(99)),
        Say(ConversationId(99), "Hello"),
        IdentifyCaller(ConversationId(99), SAHOTA),
        EndConversation(ConversationId(99)),
    ],
    ids=lambda command: command.verb,
)
def test_there_is_no_such_conversation(desk: Desk, command: Command) -> None:
    with pytest.raises(Refused, match="not_found"):
        desk.do(command)
