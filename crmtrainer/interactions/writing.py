# SPDX-License-Identifier: MIT
"""What happens in conversations and messages, inside one act: for this room's handlers and for scenarios."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from crmtrainer.agenda.planning import drop, plan
from crmtrainer.customers.models import Customer
from crmtrainer.interactions.live_commands import LapseConversation
from crmtrainer.interactions.models import Attachment, Conversation, Interaction, Utterance
from crmtrainer.interactions.rules import (
    RINGS_FOR,
    TALKING,
    THEY_LET_IT_RING_FOR,
    Channel,
    ConversationState,
    Direction,
    Kind,
    Speaker,
    check_conversation_move,
)
from crmtrainer.kernel.errors import Refused
from crmtrainer.kernel.ids import ConversationId
from crmtrainer.store.unit_of_work import UnitOfWork
from crmtrainer.tickets.models import Ticket
from crmtrainer.tickets.writing import customer_heard, customer_told, ticket_of


def ring(work: UnitOfWork, persona: str, channel: Channel, shown: str) -> Conversation:
    """Somebody gets in touch live; they give up after a while."""
    return _started(work, persona, channel, shown, Direction.IN, RINGS_FOR)


def place(work: UnitOfWork, customer_id: int, ticket: Ticket | None) -> Conversation:
    """We call a customer. Who is at the other end, and whether they answer, is for the scenario to say."""
    ticket_id = ticket.id if ticket else None
    return _started(work, "", Channel.PHONE, "", Direction.OUT, THEY_LET_IT_RING_FOR, customer_id, ticket_id)


def pick_up(work: UnitOfWork, conversation: Conversation, persona: str = "") -> None:
    """It is answered: by us, or (with `persona`) by whoever we called. Raises `Refused` when it does not ring."""
    check_conversation_move(conversation.state, ConversationState.LIVE)
    drop(work, _topic(conversation))
    conversation.state = ConversationState.LIVE
    conversation.answered_at = work.now
    if persona:
        conversation.persona = persona
    work.session.flush()


def hear(
    work: UnitOfWork,
    conversation: Conversation,
    words: str,
    from_state: str = "",
    to_state: str = "",
    hidden: str = "",
) -> Utterance:
    """They say something. Raises `Refused` when nobody is on the line."""
    if conversation.state not in TALKING:
        raise Refused("conversation.not_live", state=conversation.state.value)
    return _uttered(
        work,
        Utterance(
            conversation_id=conversation.id,
            speaker=Speaker.THEM,
            words=words,
            from_state=from_state,
            to_state=to_state,
            hidden=hidden,
        ),
    )


def say(work: UnitOfWork, conversation: Conversation, words: str, move: str, *, own_words: bool) -> Utterance:
    """We say something. Our first words answer the customer on the ticket this conversation belongs to."""
    is_first = first_words(work, conversation) is None
    said = _uttered(
        work,
        Utterance(
            conversation_id=conversation.id,
            speaker=Speaker.YOU,
            words=words,
            move=move,
            own_words=own_words,
        ),
    )
    if is_first and conversation.ticket_id is not None:
        customer_told(work, work.get(Ticket, conversation.ticket_id))
    return said


def hang_up(work: UnitOfWork, conversation: Conversation) -> None:
    """It ends, whoever ends it: a talk is over, a ringing call is missed. Nothing happens to one that was over."""
    if conversation.state in TALKING:
        conversation.state = ConversationState.ENDED
    elif conversation.state is ConversationState.RINGING:
        conversation.state = ConversationState.MISSED
    else:
        return
    conversation.ended_at = work.now
    drop(work, _topic(conversation))


def first_words(work: UnitOfWork, conversation: Conversation) -> Utterance | None:
    """The first thing we said in a conversation."""
    ours = select(Utterance).where(Utterance.conversation_id == conversation.id, Utterance.speaker == Speaker.YOU)
    return work.session.scalars(ours.order_by(Utterance.id).limit(1)).first()


def belongs_to(work: UnitOfWork, conversation: Conversation, ticket: Ticket, *, opened_by_it: bool = False) -> None:
    """Put a conversation on a ticket, and count what was said in it on the ticket's clocks.

    `opened_by_it`: the ticket is opened for this contact, which starts its clocks and is no further message.
    Raises `Refused` when it was taken to be another customer's, or is on another ticket.
    """
    if conversation.customer_id not in (None, ticket.customer_id):
        raise Refused("conversation.of_another_customer")
    if conversation.ticket_id == ticket.id:
        return
    if conversation.ticket_id is not None:
        raise Refused("conversation.on_another_ticket")
    conversation.ticket_id = ticket.id
    work.session.flush()
    if conversation.direction is Direction.IN and not opened_by_it:
        customer_heard(work, ticket, at=conversation.started_at)
    first = first_words(work, conversation)
    if first is not None:
        customer_told(work, ticket, at=first.at)


def receive(
    work: UnitOfWork,
    *,
    customer_id: int,
    channel: Channel,
    author: str,
    words: str,
    ticket_id: int | None = None,
    attachment_name: str = "",
    attachment_about: str = "",
) -> Interaction:
    """A written message arrives, maybe with a file. A ticket that waited for the customer is in progress again."""
    work.get(Customer, customer_id)
    ticket = None if ticket_id is None else ticket_of(work, ticket_id, customer_id)
    message = work.add(
        Interaction(
            id=work.new_id("interaction"),
            customer_id=customer_id,
            ticket_id=ticket_id,
            kind=Kind.MESSAGE,
            channel=channel,
            direction=Direction.IN,
            author=author,
            summary=words,
            at=work.now,
            entered_at=work.now,
        )
    )
    if attachment_name:
        attach(work, message, attachment_name, attachment_about)
    if ticket is not None:
        customer_heard(work, ticket)
    return message


def attach(work: UnitOfWork, interaction: Interaction, name: str, about: str) -> Attachment:
    """A file that came with a contact."""
    return work.add(
        Attachment(
            id=work.new_id("attachment"),
            customer_id=interaction.customer_id,
            ticket_id=interaction.ticket_id,
            interaction_id=interaction.id,
            name=name,
            about=about,
            at=work.now,
        )
    )


def _started(
    work: UnitOfWork,
    persona: str,
    channel: Channel,
    shown: str,
    direction: Direction,
    rings_for: timedelta,
    customer_id: int | None = None,
    ticket_id: int | None = None,
) -> Conversation:
    conversation = work.add(
        Conversation(
            id=work.new_id("conversation"),
            persona=persona,
            channel=channel,
            direction=direction,
            state=ConversationState.RINGING,
            shown=shown,
            customer_id=customer_id,
            ticket_id=ticket_id,
            started_at=work.now,
            answered_at=None,
            ended_at=None,
        )
    )
    lapse = LapseConversation(ConversationId(conversation.id))
    plan(work, work.now + rings_for, lapse, topic=_topic(conversation))
    return conversation


def _uttered(work: UnitOfWork, utterance: Utterance) -> Utterance:
    utterance.id = work.new_id("utterance")
    utterance.at = work.now
    return work.add(utterance)


def _topic(conversation: Conversation) -> str:
    return f"conversation:{conversation.id}"
