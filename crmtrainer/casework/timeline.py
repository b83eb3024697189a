# SPDX-License-Identifier: MIT
"""The one timeline of a customer or a ticket: contacts, talks, steps, promises and handoffs, newest first, by page."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select

from crmtrainer.casework.timeline_items import Chip, ChipKind, Place, Source, TimelineItem, What, Who, place_at
from crmtrainer.customers.grants import require_open
from crmtrainer.handoffs.models import Handoff, HandoffMessage
from crmtrainer.handoffs.rules import Said
from crmtrainer.interactions.models import Attachment, Conversation, Interaction, Promise, Utterance
from crmtrainer.interactions.rules import Direction, Kind, PromiseState
from crmtrainer.kernel.commands import Role
from crmtrainer.kernel.ids import CustomerId, TicketId
from crmtrainer.kernel.queries import answers
from crmtrainer.organisation.models import Team
from crmtrainer.store.unit_of_work import Reading
from crmtrainer.tickets.models import Ticket, TicketStep
from crmtrainer.tickets.subjects import customer_of

DESK = frozenset({Role.LEARNER, Role.TRAINER})
LARGEST_PAGE = 500

Found = list[tuple[Place, TimelineItem]]

_CONTACT = {Kind.CALL: What.CALL_LOGGED, Kind.NOTE: What.NOTE, Kind.COLLEAGUE: What.COLLEAGUE_NOTE}
_ENDED = {
    PromiseState.KEPT: What.PROMISE_KEPT,
    PromiseState.BROKEN: What.PROMISE_BROKEN,
    PromiseState.WITHDRAWN: What.PROMISE_WITHDRAWN,
}


@answers("interactions.timeline", roles=DESK)
def timeline(
    read: Reading,
    *,
    customer_id: CustomerId | None = None,
    ticket_id: TicketId | None = None,
    kinds: tuple[Kind, ...] = (),
    limit: int = 50,
    before: str = "",
) -> tuple[TimelineItem, ...]:
    """What happened with a ticket or a customer, newest first. `before` is the cursor of the last item seen.

    Empty `kinds` means all. Raises `Refused` unless the customer's record is open.
    """
    whose = customer_of(read.session, customer_id, ticket_id)
    require_open(read.session, whose, actor=read.actor.pseudonym, now=read.now)
    page = _Page(read, whose, ticket_id, max(1, min(limit, LARGEST_PAGE)), place_at(before) if before else None)
    wanted = set(kinds or Kind)
    found: Found = page.contacts(wanted)
    if Kind.SYSTEM in wanted:
        found += page.openings() + page.steps() + page.promises()
    if Kind.CALL in wanted:
        found += page.conversations()
    if Kind.COLLEAGUE in wanted:
        found += page.handoff_messages()
    found.sort(key=lambda pair: pair[0], reverse=True)
    return tuple(item for _, item in found[: page.limit])


class _Page:
    """One page of one timeline: each source gives at most `limit` items older than the cursor."""

    def __init__(
        self, read: Reading, customer_id: int, ticket_id: int | None, limit: int, before: Place | None
    ) -> None:
        self.read = read
        self.customer_id = customer_id
        self.ticket_id = ticket_id
        self.limit = limit
        self.before = before

    def contacts(self, kinds: Iterable[Kind]) -> Found:
        wanted = (
            select(Interaction, Ticket.ref)
            .outerjoin(Ticket, Ticket.id == Interaction.ticket_id)
            .where(self._mine(Interaction.ticket_id, Interaction.customer_id), Interaction.kind.in_(list(kinds)))
        )
        rows = self._rows(wanted, Source.INTERACTION, Interaction.at, Interaction.id)
        chips = self._chips([row.Interaction for row in rows])
        return [self._contact(row.Interaction, row.ref or "", chips) for row in rows]

    def _contact(self, one: Interaction, ref: str, chips: dict[int, list[Chip]]) -> tuple[Place, TimelineItem]:
        place = Place(one.at, Source.INTERACTION, one.id)
        if one.kind is Kind.MESSAGE:
            what = What.MESSAGE_IN if one.direction is Direction.IN else What.MESSAGE_OUT
        else:
            what = _CONTACT.get(one.kind, What.SYSTEM_NOTE)
        from_customer = what is What.MESSAGE_IN and one.outcome is None
        return place, TimelineItem(
            cursor=place.cursor,
            kind=one.kind,
            what=what,
            who=Who.CUSTOMER if from_customer else self._staff(one.author),
            label=one.author,
            at=one.at,
            entered_at=one.entered_at,
            body=one.summary,
            channel=one.channel.value if one.channel else "",
            direction=one.direction.value,
            reason=one.reason,
            outcome=one.outcome.value if one.outcome else "",
            next_step=one.next_step,
            ticket_id=one.ticket_id,
            ticket_ref=ref,
            interaction_id=one.id,
            conversation_id=one.conversation_id,
            handoff_id=one.handoff_id,
            corrects_id=one.corrects_id,
            chips=tuple(chips.get(one.id, ())),
        )

    def conversations(self) -> Found:
        said = select(func.count(Utterance.id)).where(Utterance.conversation_id == Conversation.id).scalar_subquery()
        wanted = (
            select(Conversation, Ticket.ref, said.label("said"))
            .outerjoin(Ticket, Ticket.id == Conversation.ticket_id)
            .where(self._mine(Conversation.ticket_id, Conversation.customer_id))
        )
        found: Found = []
        for row in self._rows(wanted, Source.CONVERSATION, Conversation.started_at, Conversation.id):
            talk: Conversation = row.Conversation
            place = Place(talk.started_at, Source.CONVERSATION, talk.id)
            item = TimelineItem(
                cursor=place.cursor,
                kind=Kind.CALL,
                what=What.CONVERSATION,
                who=Who.CUSTOMER if talk.direction is Direction.IN else Who.YOU,
                label=talk.shown,
                at=talk.started_at,
                entered_at=talk.started_at,
                channel=talk.channel.value,
                direction=talk.direction.value,
                now=talk.state.value,
                outcome="" if row.said else talk.state.value,
                ticket_id=talk.ticket_id,
                ticket_ref=row.ref or "",
                conversation_id=talk.id,
            )
            found.append((place, item))
        return found

    def openings(self) -> Found:
        rows = self._rows(
            select(Ticket).where(self._mine(Ticket.id, Ticket.customer_id)), Source.TICKET, Ticket.opened_at, Ticket.id
        )
        found: Found = []
        for row in rows:
            ticket: Ticket = row.Ticket
            place = Place(ticket.opened_at, Source.TICKET, ticket.id)
            item = TimelineItem(
                cursor=place.cursor,
                kind=Kind.SYSTEM,
                what=What.TICKET_OPENED,
                who=self._staff(ticket.owner),
                label=ticket.owner,
                at=ticket.opened_at,
                entered_at=ticket.opened_at,
                body=ticket.subject,
                channel=ticket.channel,
                ticket_id=ticket.id,
                ticket_ref=ticket.ref,
            )
            found.append((place, item))
        return found

    def steps(self) -> Found:
        wanted = (
            select(TicketStep, Ticket.ref)
            .join(Ticket, Ticket.id == TicketStep.ticket_id)
            .where(self._mine(Ticket.id, Ticket.customer_id))
        )
        found: Found = []
        for row in self._rows(wanted, Source.STEP, TicketStep.at, TicketStep.id):
            step: TicketStep = row.TicketStep
            place = Place(step.at, Source.STEP, step.id)
            item = TimelineItem(
                cursor=place.cursor,
                kind=Kind.SYSTEM,
                what=What.STATUS_CHANGED,
                who=self._staff(step.actor),
                label=step.actor,
                at=step.at,
                entered_at=step.at,
                body=step.reason,
                was=step.was.value,
                now=step.now.value,
                ticket_id=step.ticket_id,
                ticket_ref=row.ref,
            )
            found.append((place, item))
        return found

    def promises(self) -> Found:
        """Promises that no contact carries, and what became of each: made and ended are items of their own."""
        mine = self._mine(Promise.ticket_id, Promise.customer_id)
        # A broken promise broke when it was due, also when it was made good later.
        ended_at = case((Promise.state == PromiseState.BROKEN, Promise.due_at), else_=Promise.ended_at)
        made = select(Promise, Ticket.ref).outerjoin(Ticket, Ticket.id == Promise.ticket_id).where(mine)
        alone = self._rows(
            made.where(Promise.interaction_id.is_(None)), Source.PROMISE, Promise.made_at, Promise.id * 2
        )
        over = self._rows(made.where(Promise.state.in_(_ENDED)), Source.PROMISE, ended_at, Promise.id * 2 + 1)
        return [self._promise(row.Promise, row.ref or "", What.PROMISE_MADE) for row in alone] + [
            self._promise(row.Promise, row.ref or "", _ENDED[row.Promise.state]) for row in over
        ]

    def _promise(self, one: Promise, ref: str, what: What) -> tuple[Place, TimelineItem]:
        is_made = what is What.PROMISE_MADE
        is_broken = what is What.PROMISE_BROKEN
        at = one.made_at if is_made else one.due_at if is_broken else one.ended_at or one.due_at
        place = Place(at, Source.PROMISE, one.id * 2 + (not is_made))
        return place, TimelineItem(
            cursor=place.cursor,
            kind=Kind.SYSTEM,
            what=what,
            who=Who.SYSTEM if is_broken else self._staff(one.actor),
            label="" if is_broken else one.actor,
            at=at,
            entered_at=at,
            body=one.words,
            now=one.state.value,
            outcome="made_good" if is_broken and one.ended_at is not None else "",
            ticket_id=one.ticket_id,
            ticket_ref=ref,
            interaction_id=one.interaction_id,
            promise_id=one.id,
            chips=(Chip(ChipKind.PROMISE, one.id, at=one.due_at, state=one.state.value),) if is_made else (),
        )

    def handoff_messages(self) -> Found:
        wanted = (
            select(HandoffMessage, Handoff.ref, Handoff.target_at, Team.name, Ticket.id, Ticket.ref.label("ticket_ref"))
            .join(Handoff, Handoff.id == HandoffMessage.handoff_id)
            .join(Team, Team.id == Handoff.team_id)
            .join(Ticket, Ticket.id == Handoff.ticket_id)
            .where(self._mine(Ticket.id, Ticket.customer_id))
        )
        found: Found = []
        for row in self._rows(wanted, Source.HANDOFF, HandoffMessage.at, HandoffMessage.id):
            said: HandoffMessage = row.HandoffMessage
            place = Place(said.at, Source.HANDOFF, said.id)
            agreed = said.said is Said.ACCEPTED and row.target_at is not None
            item = TimelineItem(
                cursor=place.cursor,
                kind=Kind.COLLEAGUE,
                what=What(f"handoff_{said.said.value}"),
                who=self._staff(said.author) if said.ours else Who.TEAM,
                label=said.author,
                at=said.at,
                entered_at=said.at,
                body=said.words,
                direction=Direction.INTERNAL.value,
                team=row.name,
                ticket_id=row.id,
                ticket_ref=row.ticket_ref,
                handoff_id=said.handoff_id,
                handoff_ref=row.ref,
                chips=(Chip(ChipKind.TARGET, said.handoff_id, at=row.target_at),) if agreed else (),
            )
            found.append((place, item))
        return found

    def _mine(self, ticket: Any, customer: Any) -> ColumnElement[bool]:
        if self.ticket_id is not None:
            mine: ColumnElement[bool] = ticket == self.ticket_id
        else:
            mine = customer == self.customer_id
        return mine

    def _rows(self, wanted: Select[*tuple[Any, ...]], source: Source, at: Any, ident: Any) -> list[Any]:
        """The newest rows of one source that stand before the cursor."""
        if self.before is not None:
            earlier = at < self.before.at
            if source == self.before.source:
                wanted = wanted.where(or_(earlier, and_(at == self.before.at, ident < self.before.ident)))
            elif source < self.before.source:
                wanted = wanted.where(or_(earlier, at == self.before.at))
            else:
                wanted = wanted.where(earlier)
        return list(self.read.session.execute(wanted.order_by(at.desc(), ident.desc()).limit(self.limit)))

    def _chips(self, interactions: list[Interaction]) -> dict[int, list[Chip]]:
        chips: dict[int, list[Chip]] = {}
        carriers = [one.id for one in interactions]
        # What a contact carries is its customer's, by whom there is an index.
        whose = {one.customer_id for one in interactions}
        made = select(Promise.interaction_id, Promise.id, Promise.due_at, Promise.state)
        mine = Promise.customer_id.in_(whose), Promise.interaction_id.in_(carriers)
        given = made.where(*mine).order_by(Promise.id)
        for carrier, ident, due_at, state in self.read.session.execute(given):
            if carrier is not None:
                chips.setdefault(carrier, []).append(Chip(ChipKind.PROMISE, ident, at=due_at, state=state.value))
        came = select(Attachment.interaction_id, Attachment.id, Attachment.name)
        held = Attachment.customer_id.in_(whose), Attachment.interaction_id.in_(carriers)
        files = came.where(*held).order_by(Attachment.id)
        for carrier, ident, name in self.read.session.execute(files):
            if carrier is not None:
                chips.setdefault(carrier, []).append(Chip(ChipKind.ATTACHMENT, ident, label=name))
        return chips

    def _staff(self, author: str) -> Who:
        if author == self.read.actor.pseudonym:
            return Who.YOU
        return Who.SYSTEM if author in ("", "system") else Who.STAFF
