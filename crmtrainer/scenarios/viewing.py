# SPDX-License-Identifier: MIT
"""Builds the frozen view of a world that conditions are decided on. Reads tables, decides nothing."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import BindParameter, bindparam, select
from sqlalchemy.orm import Session

from crmtrainer.customers.models import IdentityCheck
from crmtrainer.customers.rules import Answer, identity_state
from crmtrainer.handoffs.models import Handoff, HandoffItem, HandoffMessage
from crmtrainer.interactions.models import Conversation, Promise, Utterance
from crmtrainer.interactions.rules import PromiseState, Speaker
from crmtrainer.kernel.canonical import parse
from crmtrainer.organisation.models import Team
from crmtrainer.scenarios.clock_ends import counted, end_of
from crmtrainer.scenarios.format.scenario import Content
from crmtrainer.scenarios.models import BeatPlayed, PersonaState
from crmtrainer.scenarios.seen import ActSeen
from crmtrainer.scenarios.situation import HandoffView, PersonView, PromiseView, Situation
from crmtrainer.service_levels.models import ServiceClock
from crmtrainer.service_levels.story import events_of, read_clock, table_of
from crmtrainer.store.impossible import ImpossibleValue
from crmtrainer.tickets.models import Ticket

# The view is taken with every act, so its statements are built once.
_WHOSE: BindParameter[int] = bindparam("whose", expanding=True)
_SAID = select(Utterance.move).where(Utterance.speaker == Speaker.YOU, Utterance.move != "").distinct()
_PEOPLE = select(PersonaState.key, PersonaState.trust, PersonaState.mood, PersonaState.knows)
_PLAYED = select(BeatPlayed.name).distinct()
_HANDOFFS = (
    select(Handoff.id, Handoff.ref, Handoff.state, Handoff.summary, Handoff.target_at, Team.key)
    .join(Team, Team.id == Handoff.team_id)
    .join(Ticket, Ticket.id == Handoff.ticket_id)
    .where(Ticket.customer_id.in_(_WHOSE))
    .order_by(Handoff.id)
)
_ITEMS = select(HandoffItem.value).where(HandoffItem.handoff_id == bindparam("handoff"))
_OURS = select(HandoffMessage.words).where(HandoffMessage.handoff_id == bindparam("handoff"), HandoffMessage.ours)
_PROMISES = (
    select(Promise.id, Promise.state, Promise.due_at).where(Promise.customer_id.in_(_WHOSE)).order_by(Promise.id)
)
_TICKETS = select(Ticket.customer_id, Ticket.status).where(Ticket.customer_id.in_(_WHOSE)).order_by(Ticket.id)
_CHECKED = (
    select(IdentityCheck.customer_id, IdentityCheck.conversation_id, IdentityCheck.question, IdentityCheck.matched)
    .where(IdentityCheck.customer_id.in_(_WHOSE))
    .order_by(IdentityCheck.id)
)
_CALLS = select(Conversation.persona, Conversation.state).order_by(Conversation.id)


def view(session: Session, content: Content, now: datetime, acts: Iterable[ActSeen] = ()) -> Situation:
    """The world as conditions see it, without its clocks."""
    said = frozenset(session.scalars(_SAID))
    whose = {"whose": list(content.placed.values())}
    turns = content.scenario.turns
    return Situation(
        now=now,
        acts=tuple(acts),
        people={row.key: PersonView(row.trust, row.mood, _facts(row.knows)) for row in session.execute(_PEOPLE)},
        said=said,
        answered=frozenset(turn.key for turn in turns if any(move.key in said for move in turn.moves)),
        played=frozenset(session.scalars(_PLAYED)),
        handoffs=_handoffs(session, whose),
        promises=_promises(session, whose),
        tickets=_tickets(session, content, whose),
        identity=_identity(session, content, whose),
        calls=_calls(session),
        lists=content.scenario.word_lists,
    )


def clocks_of(session: Session, content: Content, now: datetime) -> tuple[tuple[str, str], ...]:
    """(metric, running/met/missed) of every clock of the cast's tickets that may count for or against anybody."""
    tickets = select(Ticket.id).where(Ticket.customer_id.in_(content.placed.values()))
    found = session.scalars(
        select(ServiceClock).where(ServiceClock.ticket_id.in_(tickets)).order_by(ServiceClock.id)
    ).all()
    states = []
    for clock in found:
        reading = read_clock(clock, events_of(session, clock.story), table_of(session, clock.calendar_id), now)
        if reading is not None:
            end = end_of(
                clock.metric.value,
                clock.subject,
                reading.rule.source,
                reading.state,
                is_breached=reading.is_breached,
                is_waived=reading.is_waived,
            )
            states.append((clock.metric.value, counted(end, reading.state)))
    return tuple((metric, state) for metric, state in states if state)


def _facts(knows: str) -> frozenset[str]:
    facts = parse(knows)
    if not isinstance(facts, list):
        raise ImpossibleValue("persona_state.knows")
    return frozenset(str(fact) for fact in facts)


def _handoffs(session: Session, whose: dict[str, list[int]]) -> dict[str, HandoffView]:
    """The newest handoff of the cast's to each team; those of other customers are no part of the story."""
    found: dict[str, HandoffView] = {}
    for row in session.execute(_HANDOFFS, whose):
        found[row.key] = HandoffView(row.id, row.ref, row.state.value, row.summary, row.target_at)
    return {key: _with_words(session, handoff) for key, handoff in found.items()}


def _with_words(session: Session, handoff: HandoffView) -> HandoffView:
    """The handoff with all that we wrote to the team about it."""
    which = {"handoff": handoff.id}
    words = "\n".join([handoff.words, *session.scalars(_ITEMS, which), *session.scalars(_OURS, which)])
    return HandoffView(handoff.id, handoff.ref, handoff.state, words, handoff.target_at)


def _promises(session: Session, whose: dict[str, list[int]]) -> tuple[PromiseView, ...]:
    """Promises to the cast. One that was made good late stays broken."""
    rows = session.execute(_PROMISES, whose)
    return tuple(PromiseView(row.id, PromiseState(row.state).value, row.due_at) for row in rows)


def _tickets(session: Session, content: Content, whose: dict[str, list[int]]) -> dict[str, str]:
    names = {ident: key for key, ident in content.placed.items()}
    return {names[row.customer_id]: row.status.value for row in session.execute(_TICKETS, whose)}


def _identity(session: Session, content: Content, whose: dict[str, list[int]]) -> dict[str, str]:
    """How far each of the cast was identified in the newest conversation in which anything was asked."""
    names = {ident: key for key, ident in content.placed.items()}
    rows = session.execute(_CHECKED, whose).all()
    newest = {row.customer_id: row.conversation_id for row in rows}
    return {
        names[customer]: identity_state(
            Answer(row.question, row.matched)
            for row in rows
            if row.customer_id == customer and row.conversation_id == talk
        ).value
        for customer, talk in newest.items()
    }


def _calls(session: Session) -> dict[str, str]:
    return {row.persona: row.state.value for row in session.execute(_CALLS) if row.persona}
