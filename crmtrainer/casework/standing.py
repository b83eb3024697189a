# SPDX-License-Identifier: MIT
"""How a case stands: who had the last word, what is promised, what is with a team. Read by handlers and queries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, exists, func, literal, or_, select
from sqlalchemy.orm import Session

from crmtrainer.customers.rules import IdentityState
from crmtrainer.handoffs.models import Handoff, HandoffMessage
from crmtrainer.handoffs.rules import RUNNING, HandoffState, Said
from crmtrainer.interactions.last_word import (
    Told,
    Whose,
    is_from_customer,
    is_from_us,
    last_acknowledged,
    last_heard,
    last_told,
    we_spoke,
)
from crmtrainer.interactions.models import Attachment, Conversation, Interaction, Promise, Utterance
from crmtrainer.interactions.rules import RUNNING as GOING_ON
from crmtrainer.interactions.rules import (
    TALKING,
    ConversationState,
    Direction,
    Kind,
    PromiseState,
    Speaker,
    asks_for_file,
    is_pressing,
    only_thanks,
)
from crmtrainer.service_levels.merging import taken_over
from crmtrainer.service_levels.models import ServiceClock, ThresholdNotice
from crmtrainer.tickets.models import Ticket, TicketStep
from crmtrainer.tickets.rules import Situation, Status

FILE_IS_LATE = timedelta(hours=1)
"""After so long without it, a file that was asked for is asked for again."""
_TAKEN_UP_FROM = (Status.WAITING, Status.RESOLVED, Status.CLOSED)


@dataclass(frozen=True, slots=True)
class Standing:
    """A ticket's state of affairs. Ids are in order.

    `news_at`: when a team last finished something, which the customer may want to know. `accepted_at`: when one last
    took work on. `promised_at`: when the first promise was made that is still to be kept or made good.
    """

    told: Told
    acknowledged_at: datetime | None
    """When we last wrote that theirs has come in, and nothing more: they saw it, and were told nothing."""
    heard_at: datetime | None
    news_at: datetime | None
    accepted_at: datetime | None
    open_promises: tuple[int, ...]
    broken_promises: tuple[int, ...]
    promised_at: datetime | None
    promise_presses: bool
    handoffs: tuple[tuple[int, HandoffState, int | None], ...]

    @property
    def told_the_latest(self) -> bool:
        """Whether the customer heard from us after their own last word and after any news from a team."""
        return self.told.since(self.heard_at) and self.knows_the_news

    @property
    def knows_the_news(self) -> bool:
        """Whether the customer heard from us after any news from a team; they may have spoken since, as with thanks."""
        return self.told.since(self.news_at)

    @property
    def told_since_promise(self) -> bool:
        """Whether the customer heard from us after a promise was made that is still to be kept."""
        return self.promised_at is not None and self.told.at is not None and self.told.at > self.promised_at

    @property
    def customer_waits(self) -> bool:
        """Whether the last word is the customer's."""
        return self.heard_at is not None and not self.told.since(self.heard_at)

    def handoffs_in(self, states: frozenset[HandoffState]) -> tuple[int, ...]:
        """The handoffs in one of these states that no later one took the place of."""
        replaced = {replaces for _, _, replaces in self.handoffs}
        return tuple(ident for ident, state, _ in self.handoffs if state in states and ident not in replaced)


def standing_of(session: Session, ticket_id: int, now: datetime) -> Standing:
    """How this ticket stands now."""
    whose, taken = Whose(ticket_id=ticket_id), taken_over(session, (ticket_id,))
    promised = session.execute(
        select(Promise.id, Promise.state, Promise.ended_at, Promise.made_at, Promise.due_at)
        .where(Promise.ticket_id == ticket_id)
        .order_by(Promise.id)
    ).all()
    owed = [row for row in promised if row.ended_at is None and row.state in (PromiseState.OPEN, PromiseState.BROKEN)]
    handed = session.execute(
        select(Handoff.id, Handoff.state, Handoff.replaces_id)
        .where(Handoff.ticket_id == ticket_id)
        .order_by(Handoff.id)
    ).all()
    news = select(func.max(Handoff.ended_at)).where(
        Handoff.ticket_id == ticket_id, Handoff.state.in_((HandoffState.DONE, HandoffState.CLOSED))
    )
    accepted = select(func.max(Handoff.accepted_at)).where(Handoff.ticket_id == ticket_id)
    return Standing(
        told=last_told(session, whose, now),
        acknowledged_at=last_acknowledged(session, whose),
        heard_at=max(filter(None, (last_heard(session, whose), taken.get(ticket_id))), default=None),
        news_at=session.scalar(news),
        accepted_at=session.scalar(accepted),
        open_promises=tuple(row.id for row in owed if row.state is PromiseState.OPEN),
        broken_promises=tuple(row.id for row in owed if row.state is PromiseState.BROKEN),
        promised_at=min((row.made_at for row in owed), default=None),
        promise_presses=any(is_pressing(row.made_at, row.due_at, now) for row in owed),
        handoffs=tuple((row.id, row.state, row.replaces_id) for row in handed),
    )


def told_since_last_word(session: Session, ticket: Ticket, standing: Standing) -> bool:
    """Whether the customer saw something of ours since they last got in touch and since work was last taken up again.

    This is what makes a wait for them honest: they know that we wait, and for what.
    """
    taken_up = session.scalar(
        select(func.max(TicketStep.at)).where(TicketStep.ticket_id == ticket.id, TicketStep.was.in_(_TAKEN_UP_FROM))
    )
    moments = [at for at in (standing.heard_at or ticket.first_contact_at, taken_up) if at is not None]
    since, acknowledged = max(moments), standing.acknowledged_at
    return standing.told.since(since) or (acknowledged is not None and acknowledged >= since)


def unanswered(session: Session, tickets: Iterable[int], now: datetime) -> set[int]:
    """Which of these tickets have their last word from the customer; for lists, where one query serves all rows."""
    ids = list(tickets)
    called = Conversation.direction == Direction.IN
    heard = _latest_words(session, ids, is_from_customer(), called, Conversation.started_at)
    talked_until = func.coalesce(Conversation.ended_at, literal(now, Conversation.ended_at.type))
    told = _latest_words(session, ids, is_from_us(), we_spoke(), talked_until)
    for ident, at in taken_over(session, ids).items():
        heard[ident] = max(at, heard.get(ident, at))
    return {ident for ident, at in heard.items() if ident not in told or told[ident] < at}


def situation_of(
    session: Session, ticket: Ticket, standing: Standing, now: datetime, *, identity: IdentityState, actor: str
) -> Situation:
    """What is known about a ticket at `now` when asking for its next sensible step."""
    rings = exists().where(Conversation.state == ConversationState.RINGING, Conversation.direction == Direction.IN)
    talks = exists().where(
        or_(Conversation.ticket_id == ticket.id, Conversation.customer_id == ticket.customer_id),
        Conversation.state.in_(TALKING),
    )
    unlogged = exists().where(
        Conversation.ticket_id == ticket.id,
        Conversation.state == ConversationState.ENDED,
        ~exists().where(Interaction.conversation_id == Conversation.id),
    )
    asked_at = _asked_for_file(session, ticket.id)
    return Situation(
        status=ticket.status,
        type=ticket.type,
        is_ringing=bool(session.scalar(select(rings))),
        is_on_call=bool(session.scalar(select(talks))),
        is_identity_proven=identity is IdentityState.PASSED,
        has_identity_failed=identity is IdentityState.FAILED,
        has_unlogged_call=bool(session.scalar(select(unlogged))),
        customer_waits=standing.customer_waits and not _only_thanks(session, ticket, standing),
        was_told=standing.told.at is not None,
        has_news=standing.news_at is not None and not standing.told.since(standing.news_at),
        has_open_promise=bool(standing.open_promises),
        promise_presses=standing.promise_presses,
        told_since_promise=standing.told_since_promise,
        awaits_file=asked_at is not None,
        file_is_late=asked_at is not None and now - asked_at >= FILE_IS_LATE,
        has_handoff=any(state is not HandoffState.WITHDRAWN for _, state, _ in standing.handoffs),
        team_asks=bool(standing.handoffs_in(frozenset({HandoffState.ASKED}))),
        team_bounced=bool(standing.handoffs_in(frozenset({HandoffState.BOUNCED}))),
        team_decides=bool(standing.handoffs_in(frozenset({HandoffState.SENT}))),
        team_works=bool(standing.handoffs_in(RUNNING)),
        told_since_accepted=standing.accepted_at is not None and standing.told.since(standing.accepted_at),
        team_was_asked=_all_asked(session, standing.handoffs_in(RUNNING)),
        team_awaits_thanks=bool(standing.handoffs_in(frozenset({HandoffState.DONE}))),
        nothing_open=ticket.status is Status.CLOSED and not _anything_open(session, actor),
    )


def _asked_for_file(session: Session, ticket_id: int) -> datetime | None:
    """When the customer was last asked for a picture or a paper; None once any file is on the ticket."""
    if session.scalar(select(exists().where(Attachment.ticket_id == ticket_id))):
        return None
    written = select(Interaction.at, Interaction.summary).where(
        Interaction.ticket_id == ticket_id, Interaction.kind == Kind.MESSAGE, Interaction.direction == Direction.OUT
    )
    spoken = (
        select(Utterance.at, Utterance.words)
        .join(Conversation, Conversation.id == Utterance.conversation_id)
        .where(Conversation.ticket_id == ticket_id, Utterance.speaker == Speaker.YOU)
    )
    found = [*session.execute(written), *session.execute(spoken)]
    return max((at for at, words in found if words and asks_for_file(words)), default=None)


def _only_thanks(session: Session, ticket: Ticket, standing: Standing) -> bool:
    """Whether the customer's last word, after they were told something, thanks us and asks nothing."""
    if standing.told.at is None:
        return False
    words = session.scalar(
        select(Interaction.summary)
        .where(Interaction.ticket_id == ticket.id, is_from_customer(), Interaction.at == standing.heard_at)
        .order_by(Interaction.id.desc())
        .limit(1)
    )
    return words is not None and only_thanks(words)


def _all_asked(session: Session, handoffs: tuple[int, ...]) -> bool:
    """Whether each of these was asked about, and since then no limit of it came near or passed."""
    for ident in handoffs:
        asked = select(func.max(HandoffMessage.at)).where(
            HandoffMessage.handoff_id == ident, HandoffMessage.said == Said.CHASED
        )
        pressed = (
            select(func.max(ThresholdNotice.due_at))
            .join(ServiceClock, ServiceClock.id == ThresholdNotice.clock_id)
            .where(ServiceClock.subject == f"handoff:{ident}")
        )
        asked_at, pressed_at = session.scalar(asked), session.scalar(pressed)
        if asked_at is None or (pressed_at is not None and asked_at < pressed_at):
            return False
    return bool(handoffs)


def _anything_open(session: Session, actor: str) -> bool:
    """Whether anything of this handler's waits for anybody: a ticket, a handoff, a promise, a call."""
    mine = Ticket.owner == actor
    with_a_team = Handoff.state.in_((*RUNNING, HandoffState.DONE)), Handoff.actor == actor
    calls = exists().where(
        Conversation.state == ConversationState.ENDED,
        Conversation.customer_id.is_not(None),
        ~exists().where(Interaction.conversation_id == Conversation.id),
    )
    return any(
        bool(session.scalar(select(found)))
        for found in (
            exists().where(mine, Ticket.status != Status.CLOSED),
            exists().where(*with_a_team),
            exists().where(Promise.state == PromiseState.OPEN, Promise.actor == actor),
            exists().where(Conversation.state.in_(GOING_ON)),
            calls,
        )
    )


def _latest_words(
    session: Session, tickets: list[int], contacts: ColumnElement[bool], talks: ColumnElement[bool], talked_at: Any
) -> dict[int, datetime]:
    """When the last of these contacts and talks was, by ticket."""
    written = select(Interaction.ticket_id, func.max(Interaction.at)).where(
        Interaction.ticket_id.in_(tickets), contacts
    )
    spoken = select(Conversation.ticket_id, func.max(talked_at)).where(Conversation.ticket_id.in_(tickets), talks)
    found: dict[int, datetime] = {}
    for wanted in (written.group_by(Interaction.ticket_id), spoken.group_by(Conversation.ticket_id)):
        for ident, at in session.execute(wanted):
            if ident is not None:
                found[ident] = max(at, found.get(ident, at))
    return found
