# SPDX-License-Identifier: MIT
"""Live conversations, act by act. What the other person says comes from the scenarios, through `writing`."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import func, select

from crmtrainer.customers.grants import opened
from crmtrainer.customers.models import Customer
from crmtrainer.interactions.live_commands import (
    AnswerConversation,
    EndConversation,
    HoldConversation,
    IdentifyCaller,
    LapseConversation,
    PlaceCall,
    ResumeConversation,
    RingConversation,
    Say,
)
from crmtrainer.interactions.models import Conversation, Utterance
from crmtrainer.interactions.rules import (
    RUNNING,
    TALKING,
    Channel,
    ConversationState,
    Direction,
    Speaker,
    check_conversation_move,
    check_talking,
    check_words,
)
from crmtrainer.interactions.writing import hang_up, pick_up, place, ring, say
from crmtrainer.kernel.commands import Change, HandlerTable, Outcome
from crmtrainer.kernel.errors import Refused
from crmtrainer.store.unit_of_work import UnitOfWork
from crmtrainer.tickets.models import Ticket
from crmtrainer.tickets.rules import check_open
from crmtrainer.tickets.writing import begin, ticket_of


def ring_conversation(cmd: RingConversation, work: UnitOfWork) -> Outcome:
    return _outcome(ring(work, cmd.persona, cmd.channel, cmd.shown), {"persona": cmd.persona})


def lapse_conversation(cmd: LapseConversation, work: UnitOfWork) -> Outcome:
    talk = work.get(Conversation, cmd.conversation_id)
    if talk.state is ConversationState.RINGING:
        hang_up(work, talk)
    return _outcome(talk, {})


def answer_conversation(cmd: AnswerConversation, work: UnitOfWork) -> Outcome:
    talk = work.get(Conversation, cmd.conversation_id)
    if talk.direction is Direction.OUT:
        raise Refused("conversation.theirs_to_answer")
    _check_line_free(work, talk.channel)
    pick_up(work, talk)
    waited = int((work.now - talk.started_at).total_seconds())
    return _outcome(talk, {"persona": talk.persona, "rang_for_seconds": waited})


def identify_caller(cmd: IdentifyCaller, work: UnitOfWork) -> Outcome:
    talk = work.get(Conversation, cmd.conversation_id)
    work.get(Customer, cmd.customer_id)
    if talk.state not in TALKING:
        raise Refused("conversation.not_live", state=talk.state.value)
    if talk.ticket_id is not None and work.get(Ticket, talk.ticket_id).customer_id != cmd.customer_id:
        raise Refused("conversation.ticket_of_another")
    was = talk.customer_id
    talk.customer_id = cmd.customer_id
    return _outcome(talk, {"was": was, "persona": talk.persona})


def hold_conversation(cmd: HoldConversation, work: UnitOfWork) -> Outcome:
    return _moved(work, cmd.conversation_id, ConversationState.HELD)


def resume_conversation(cmd: ResumeConversation, work: UnitOfWork) -> Outcome:
    talk = work.get(Conversation, cmd.conversation_id)
    if talk.state is not ConversationState.HELD:
        raise Refused("conversation.not_on_hold", state=talk.state.value)
    return _moved(work, cmd.conversation_id, ConversationState.LIVE)


def say_something(cmd: Say, work: UnitOfWork) -> Outcome:
    """Carry words over the line. Scenarios call it, who know what the words mean to whoever is there."""
    check_words(cmd.words, "conversation.no_words")
    talk = work.get(Conversation, cmd.conversation_id)
    check_talking(talk.state)
    said = say(work, talk, cmd.words, cmd.move, own_words=cmd.own_words)
    return _outcome(
        talk,
        {
            "utterance_id": said.id,
            "move": cmd.move,
            "own_words": cmd.own_words,
            "was_understood": bool(cmd.move),
            "persona": talk.persona,
        },
    )


def place_call(cmd: PlaceCall, work: UnitOfWork) -> Outcome:
    opened(work, cmd.customer_id)
    ticket = None if cmd.ticket_id is None else ticket_of(work, cmd.ticket_id, cmd.customer_id)
    if ticket is not None:
        check_open(ticket.status, ticket.ref)
        begin(work, ticket)
    _check_line_free(work, Channel.PHONE)
    return _outcome(place(work, cmd.customer_id, ticket), {})


def end_conversation(cmd: EndConversation, work: UnitOfWork) -> Outcome:
    talk = work.get(Conversation, cmd.conversation_id)
    if talk.state not in RUNNING or (talk.state is ConversationState.RINGING and talk.direction is Direction.IN):
        raise Refused("conversation.not_live", state=talk.state.value)
    was_on_hold = talk.state is ConversationState.HELD
    hang_up(work, talk)
    ours = Utterance.conversation_id == talk.id, Utterance.speaker == Speaker.YOU
    spoken = work.session.scalar(select(func.count()).select_from(Utterance).where(*ours))
    lasted = int((work.now - talk.answered_at).total_seconds()) if talk.answered_at else 0
    return _outcome(
        talk,
        {
            "persona": talk.persona,
            "seconds": lasted,
            "was_on_hold": was_on_hold,
            "times_spoken": spoken or 0,
            "is_identified": talk.customer_id is not None,
        },
    )


def _moved(work: UnitOfWork, conversation_id: int, now: ConversationState) -> Outcome:
    talk = work.get(Conversation, conversation_id)
    check_conversation_move(talk.state, now)
    talk.state = now
    return _outcome(talk, {})


def _check_line_free(work: UnitOfWork, channel: Channel) -> None:
    """Raises `Refused` while somebody else is on the line; whoever is on hold may wait, and chats do not block."""
    if channel is not Channel.PHONE:
        return
    busy = select(Conversation.id).where(
        Conversation.channel == Channel.PHONE, Conversation.state == ConversationState.LIVE
    )
    if work.session.scalar(busy.limit(1)) is not None:
        raise Refused("conversation.line_busy")


def _outcome(talk: Conversation, facts: Mapping[str, object]) -> Outcome:
    changes = [Change("conversation", talk.id)]
    if talk.customer_id is not None:
        changes.append(Change("customer", talk.customer_id))
    if talk.ticket_id is not None:
        changes.append(Change("ticket", talk.ticket_id))
    told = {
        "conversation_id": talk.id,
        "channel": talk.channel.value,
        "direction": talk.direction.value,
        "state": talk.state.value,
        "customer_id": talk.customer_id,
        "ticket_id": talk.ticket_id,
        **facts,
    }
    return Outcome(tuple(changes), told, f"conversation:{talk.id}")


HANDLERS: HandlerTable = {
    RingConversation: ring_conversation,
    LapseConversation: lapse_conversation,
    AnswerConversation: answer_conversation,
    IdentifyCaller: identify_caller,
    HoldConversation: hold_conversation,
    ResumeConversation: resume_conversation,
    PlaceCall: place_call,
    EndConversation: end_conversation,
}
