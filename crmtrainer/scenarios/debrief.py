# SPDX-License-Identifier: MIT
"""The debrief of a run, put together from its journal, its tables and its content. Reads only."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from crmtrainer.handoffs.models import Handoff
from crmtrainer.handoffs.rules import HandoffState
from crmtrainer.interactions import models as contacts
from crmtrainer.interactions.rules import PromiseState, Speaker
from crmtrainer.kernel.canonical import parse
from crmtrainer.kernel.commands import HUMANS, Role
from crmtrainer.kernel.errors import Refused
from crmtrainer.kernel.queries import answers
from crmtrainer.organisation.models import Team
from crmtrainer.scenarios.checks.deciding import CheckResult, Verdict, decide
from crmtrainer.scenarios.clock_ends import end_of
from crmtrainer.scenarios.comparing import Comparing, compared
from crmtrainer.scenarios.debrief_rows import (
    Conversation,
    CriterionTouched,
    Debrief,
    DebriefClock,
    LawCardShown,
    OpenItem,
    PersonTrust,
    ReflectionRow,
    TrustAt,
)
from crmtrainer.scenarios.exchanges import Line, exchanges
from crmtrainer.scenarios.format.checks import Severity
from crmtrainer.scenarios.format.scenario import Content
from crmtrainer.scenarios.models import Reflection, TrustPoint
from crmtrainer.scenarios.naming import names_in
from crmtrainer.scenarios.results import run_seen
from crmtrainer.scenarios.rules import Mode, RunState
from crmtrainer.scenarios.script import script_of, staged_here
from crmtrainer.scenarios.seen import ActSeen
from crmtrainer.scenarios.telling import Teller
from crmtrainer.scenarios.timeline import rows
from crmtrainer.service_levels.queries import clocks_of
from crmtrainer.store.unit_of_work import Reading
from crmtrainer.tickets.models import Ticket
from crmtrainer.tickets.rules import Status

_HANDOFF_OVER = (HandoffState.CLOSED, HandoffState.BOUNCED, HandoffState.WITHDRAWN)
_ORDER = (Severity.CRITICAL, Severity.MAJOR, Severity.MINOR)


@answers("scenario.debrief", roles=HUMANS)
def debrief(read: Reading) -> Debrief:
    """The debrief of this world's run. Raises `Refused` to a learner before it is finished, and in a sandbox."""
    row = staged_here(read.session)
    if read.actor.role is Role.LEARNER and row.state is not RunState.FINISHED:
        raise Refused("debrief.not_finished")
    content = script_of(row).content
    end = row.finished_at or read.now
    run = run_seen(read.session, end)
    teller = Teller(names_in(read, run.acts), ZoneInfo(content.pack.zone))
    clocks = _clocks(replace(read, now=end), content)
    found = compared(content.scenario.checks, decide(content.scenario.checks, run), Comparing(run, teller, clocks))
    acts, unpinned = rows(run.acts, found, teller)
    counted = [result for result in found if not result.advisory]
    missed = [result for result in counted if result.verdict is Verdict.MISSED]
    reflections = _reflections(read.session)
    return Debrief(
        scenario=row.key,
        number=content.scenario.number,
        title=row.title,
        attempt=row.attempt,
        attempt_number=row.number,
        mode=row.mode,
        state=row.state,
        counts=row.mode is not Mode.EXPLORE,
        opened_at=row.opened_at,
        ended_at=end,
        checks_met=sum(result.verdict is Verdict.MET for result in counted),
        checks_counted=sum(result.verdict is not Verdict.NOT_REACHED for result in counted),
        checks_never=sum(result.verdict is Verdict.NOT_REACHED for result in counted),
        checks_advising=len(found) - len(counted),
        critical_missed=tuple(result for result in missed if result.severity is Severity.CRITICAL),
        to_put_right=min(missed, key=lambda result: _ORDER.index(result.severity), default=None),
        results=found,
        acts=acts,
        unpinned=unpinned,
        trust=_trust(read.session, content),
        clocks=clocks,
        conversations=_conversations(read.session, content),
        criteria=_criteria(content, found, _own(run.acts), has_reflection=bool(reflections)),
        law=_law(content, found),
        law_as_at=content.scenario.law_as_at,
        open_items=_open_items(read.session, content),
        reflections=reflections,
        policies={policy.key: policy.title for policy in content.pack.policies},
    )


def _own(acts: Iterable[ActSeen]) -> frozenset[int]:
    """The numbers of what the learner did."""
    return frozenset(act.seq for act in acts if act.role is not Role.SYSTEM and not act.of_others)


def _trust(session: Session, content: Content) -> tuple[PersonTrust, ...]:
    points: dict[str, list[TrustAt]] = {}
    for point in session.scalars(select(TrustPoint).order_by(TrustPoint.id)):
        points.setdefault(point.persona, []).append(TrustAt(point.at, point.trust, point.seq, point.cause))
    return tuple(
        PersonTrust(persona.key, persona.name, persona.team or "", tuple(points.get(persona.key, [])))
        for persona in content.scenario.people
    )


def _clocks(read: Reading, content: Content) -> tuple[DebriefClock, ...]:
    found: list[DebriefClock] = []
    tickets = read.session.execute(
        select(Ticket.id, Ticket.ref, Ticket.status)
        .where(Ticket.customer_id.in_(content.placed.values()))
        .order_by(Ticket.id)
    ).all()
    handoffs = (
        select(Handoff.id, Handoff.ref, Handoff.state, Team.name)
        .join(Team, Team.id == Handoff.team_id)
        .where(Handoff.ticket_id.in_([ticket.id for ticket in tickets]))
    )
    given = read.session.execute(handoffs).all()
    refs = {f"handoff:{row.id}": (row.ref, row.name) for row in given}
    sent_back = {f"handoff:{row.id}" for row in given if row.state is HandoffState.BOUNCED}
    for ticket in tickets:
        for clock in clocks_of(read, ticket.id):
            ref, team = refs.get(clock.subject, (ticket.ref, ""))
            end = end_of(
                clock.metric,
                clock.subject,
                clock.source,
                clock.state,
                is_breached=clock.breached_at is not None,
                is_waived=clock.is_waived,
            )
            state = end.value
            if state == "met" and clock.subject in sent_back:
                state = "sent_back"
            found.append(
                DebriefClock(
                    clock.id,
                    clock.metric,
                    ref,
                    team,
                    state,
                    clock.target_minutes,
                    clock.due,
                    clock.satisfied_at,
                    clock.left_seconds,
                    clock.over_seconds,
                    is_owed=clock.satisfied_at is None and ticket.status is Status.CLOSED,
                    in_working_time=clock.in_working_time,
                    limit=clock.subject if clock.metric == "statutory" else "",
                )
            )
    return tuple(found)


def _conversations(session: Session, content: Content) -> tuple[Conversation, ...]:
    names = {persona.key: persona.name for persona in content.scenario.people}
    talks = session.scalars(
        select(contacts.Conversation).where(contacts.Conversation.persona != "").order_by(contacts.Conversation.id)
    ).all()
    found = []
    for talk in talks:
        person = names.get(talk.persona, talk.persona)
        found.append(Conversation(talk.id, person, talk.started_at, exchanges(_lines(session, talk.id))))
    return tuple(found)


def _lines(session: Session, talk: int) -> Iterable[Line]:
    said = session.scalars(
        select(contacts.Utterance).where(contacts.Utterance.conversation_id == talk).order_by(contacts.Utterance.id)
    )
    for each in said:
        yield Line(
            seq=each.last_act,
            at=each.at,
            ours=each.speaker is Speaker.YOU,
            words=each.words,
            from_state=each.from_state,
            to_state=each.to_state,
            hidden=each.hidden,
            technique=each.technique,
            helpful=each.helpful,
            own_words=each.own_words,
            move=each.move,
        )


def _criteria(
    content: Content, found: tuple[CheckResult, ...], own: frozenset[int], *, has_reflection: bool
) -> tuple[CriterionTouched, ...]:
    """The criteria that the scenario claims, then others that its checks speak of."""
    titles = {criterion.id: criterion for criterion in content.pack.criteria}
    claimed = [each.id for each in content.scenario.criteria]
    others = sorted({ident for result in found for ident in result.criteria} - set(claimed))
    touched = []
    for ident in (*claimed, *others):
        speak = [result for result in found if ident in result.criteria]
        met = [result for result in speak if result.verdict is Verdict.MET]
        acts = tuple(sorted({seq for result in met for seq in result.cites} & own))
        touched.append(
            CriterionTouched(
                id=ident,
                version=titles[ident].version,
                title=titles[ident].title,
                claimed=ident in claimed,
                acts=acts,
                met=tuple(result.key for result in met),
                missed=tuple(result.key for result in speak if result.verdict is Verdict.MISSED),
                needs_reflection=not acts and not has_reflection,
            )
        )
    return tuple(touched)


def _law(content: Content, found: tuple[CheckResult, ...]) -> tuple[LawCardShown, ...]:
    cards = {card.key: card for card in content.pack.law}
    return tuple(
        LawCardShown(
            card.key,
            card.title,
            card.cites,
            card.says,
            card.means_here,
            card.confirmed,
            content.scenario.law_as_at,
            tuple(result for result in found if card.key in result.law),
        )
        for card in (cards[key] for key in content.scenario.law)
    )


def _open_items(session: Session, content: Content) -> tuple[OpenItem, ...]:
    customers = tuple(content.placed.values())
    found: list[OpenItem] = []
    tickets = session.execute(
        select(Ticket.ref, Ticket.status)
        .where(Ticket.customer_id.in_(customers), Ticket.status != Status.CLOSED)
        .order_by(Ticket.id)
    )
    found += [OpenItem("ticket", row.ref, row.status.value, None) for row in tickets]
    handoffs = session.execute(
        select(Handoff.ref, Handoff.state, Handoff.target_at)
        .join(Ticket, Ticket.id == Handoff.ticket_id)
        .where(Ticket.customer_id.in_(customers), Handoff.state.not_in(_HANDOFF_OVER))
        .order_by(Handoff.id)
    )
    found += [OpenItem("handoff", row.ref, row.state.value, row.target_at) for row in handoffs]
    promises = session.execute(
        select(contacts.Promise.id, contacts.Promise.due_at)
        .where(contacts.Promise.customer_id.in_(customers), contacts.Promise.state == PromiseState.OPEN)
        .order_by(contacts.Promise.id)
    )
    found += [OpenItem("promise", str(row.id), PromiseState.OPEN.value, row.due_at) for row in promises]
    return tuple(found)


def _reflections(session: Session) -> tuple[ReflectionRow, ...]:
    found = []
    for row in session.scalars(select(Reflection).order_by(Reflection.id)):
        cites = parse(row.cites)
        assert isinstance(cites, list)
        found.append(ReflectionRow(row.id, row.at, row.words, tuple(int(str(seq)) for seq in cites)))
    return tuple(found)
