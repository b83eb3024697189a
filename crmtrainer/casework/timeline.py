# SPDX-License-Identifier: MIT
"""The one timeline of a customer or a ticket: contacts, talks, steps, promises and handoffs, newest first, by page."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import zip_longest
from typing import Any

from crmtrainer.casework import timeline_statements as asked
from crmtrainer.casework.consequences import causes, contact_corrected, reclassified
from crmtrainer.casework.timeline_items import Chip, ChipKind, Place, Source, TimelineItem, What, Who, place_at
from crmtrainer.casework.timeline_statements import Edge
from crmtrainer.customers.grants import require_open
from crmtrainer.handoffs.rules import Said
from crmtrainer.interactions.rules import Direction, Kind, PromiseState
from crmtrainer.kernel.commands import Role
from crmtrainer.kernel.ids import CustomerId, TicketId
from crmtrainer.kernel.queries import answers
from crmtrainer.store.unit_of_work import Reading
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
        wanted = list(kinds)
        given = dict(zip_longest(asked.kind_names(), wanted, fillvalue=wanted[-1]))
        rows = self._rows(asked.contacts, Source.INTERACTION, **given)
        chips = self._chips(rows)
        return [self._contact(row, chips) for row in rows]

    def _contact(self, one: Any, chips: dict[int, list[Chip]]) -> tuple[Place, TimelineItem]:
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
            ticket_ref=one.ticket_ref or "",
            interaction_id=one.id,
            conversation_id=one.conversation_id,
            handoff_id=one.handoff_id,
            corrects_id=one.corrects_id,
            only_acknowledges=one.only_acknowledges,
            chips=tuple(chips.get(one.id, ())),
        )

    def conversations(self) -> Found:
        found: Found = []
        for talk in self._rows(asked.talks, Source.CONVERSATION):
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
                outcome="" if talk.said else talk.state.value,
                ticket_id=talk.ticket_id,
                ticket_ref=talk.ticket_ref or "",
                conversation_id=talk.id,
            )
            found.append((place, item))
        return found

    def openings(self) -> Found:
        found: Found = []
        for ticket in self._rows(asked.openings, Source.TICKET):
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
        found: Found = []
        rows = self._rows(asked.steps, Source.STEP)
        # Nobody gives a reason for what happens by itself.
        by_itself = causes(self.read.session, (step.at for step in rows if not step.reason))
        # A step that leads nowhere tells of another class or first contact, or of another ticket merged into this one.
        nowhere = [step.at for step in rows if step.was is step.now]
        classes, contacts = reclassified(self.read.session, nowhere), contact_corrected(self.read.session, nowhere)
        for step in rows:
            place = Place(step.at, Source.STEP, step.id)
            item = TimelineItem(
                cursor=place.cursor,
                kind=Kind.SYSTEM,
                what=What.FIRST_CONTACT_CORRECTED
                if step.id in contacts
                else _what_step(step, is_class=step.id in classes),
                who=self._staff(step.actor),
                label=step.actor,
                at=step.at,
                entered_at=step.at,
                body=step.reason,
                was=step.was.value,
                now=step.now.value,
                ticket_id=step.ticket_id,
                ticket_ref=step.ticket_ref,
                caused_by=by_itself.get(step.id, ""),
                changes=classes.get(step.id, ()),
            )
            found.append((place, item))
        return found

    def promises(self) -> Found:
        """Promises that no contact carries, and what became of each: made and ended are items of their own."""
        alone = self._rows(asked.promises_made, Source.PROMISE)
        over = self._rows(asked.promises_ended, Source.PROMISE)
        made = [self._promise(one, What.PROMISE_MADE) for one in alone]
        return made + [self._promise(one, _ENDED[one.state]) for one in over]

    def _promise(self, one: Any, what: What) -> tuple[Place, TimelineItem]:
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
            ticket_ref=one.ticket_ref or "",
            interaction_id=one.interaction_id,
            promise_id=one.id,
            chips=(Chip(ChipKind.PROMISE, one.id, at=one.due_at, state=one.state.value),) if is_made else (),
        )

    def handoff_messages(self) -> Found:
        found: Found = []
        for said in self._rows(asked.handoff_messages, Source.HANDOFF):
            place = Place(said.at, Source.HANDOFF, said.id)
            agreed = said.said is Said.ACCEPTED and said.target_at is not None
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
                team=said.team,
                ticket_id=said.ticket_id,
                ticket_ref=said.ticket_ref,
                handoff_id=said.handoff_id,
                handoff_ref=said.handoff_ref,
                chips=(Chip(ChipKind.TARGET, said.handoff_id, at=said.target_at),) if agreed else (),
            )
            found.append((place, item))
        return found

    def _rows(self, part: asked.Part, source: Source, **given: Any) -> list[Any]:
        """The newest rows of one source that stand before the cursor."""
        by_ticket = self.ticket_id is not None
        given["whose"], given["most"] = self.ticket_id if by_ticket else self.customer_id, self.limit
        edge = self._edge(source)
        if self.before is not None and edge is not Edge.NONE:
            given["at"] = self.before.at
            if edge is Edge.WITHIN:
                given["ident"] = self.before.ident
        return asked.newest(part, by_ticket, edge).rows(self.read.session.connection(), **given)

    def _edge(self, source: Source) -> Edge:
        if self.before is None:
            return Edge.NONE
        if source == self.before.source:
            return Edge.WITHIN
        return Edge.AT_ITS_MOMENT if source < self.before.source else Edge.EARLIER

    def _chips(self, contacts: list[Any]) -> dict[int, list[Chip]]:
        chips: dict[int, list[Chip]] = {}
        if not contacts:
            return chips
        held = {"whose": list({one.customer_id for one in contacts}), "carriers": [one.id for one in contacts]}
        run = self.read.session.connection().execute
        for carrier, ident, due_at, state in run(asked.carried_promises(), held):
            chips.setdefault(carrier, []).append(Chip(ChipKind.PROMISE, ident, at=due_at, state=state.value))
        for carrier, ident, name in run(asked.carried_files(), held):
            chips.setdefault(carrier, []).append(Chip(ChipKind.ATTACHMENT, ident, label=name))
        return chips

    def _staff(self, author: str) -> Who:
        if author == self.read.actor.pseudonym:
            return Who.YOU
        return Who.SYSTEM if author in ("", "system") else Who.STAFF


def _what_step(step: Any, *, is_class: bool) -> What:
    if is_class:
        return What.TICKET_RECLASSIFIED
    return What.TICKET_MERGED if step.was is step.now else What.STATUS_CHANGED
