# SPDX-License-Identifier: MIT
"""A ticket on paper: its header, its clocks and its whole timeline."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication

from crmtrainer.casework.queries import TicketRecord, timeline
from crmtrainer.casework.queries import TimelineItem as Happened
from crmtrainer.customers.commands import PrintRecord
from crmtrainer.kernel.ids import CustomerId, TicketId
from crmtrainer.reports.html import paper_print
from crmtrainer.reports.paper import Fact, Item, Paper, Part
from crmtrainer.tickets.rules import Status
from crmtrainer.ui.casework.sight import TicketSight, ticket_sight
from crmtrainer.ui.casework.story import told
from crmtrainer.ui.clocks import face_of
from crmtrainer.ui.customers.labels import channel_words
from crmtrainer.ui.dates import when, when_in_full
from crmtrainer.ui.desk import Desk
from crmtrainer.ui.filling import filled
from crmtrainer.ui.kit.timeline import TimelineItem
from crmtrainer.ui.paper import Printable
from crmtrainer.ui.tickets.labels import PRIORITIES, REASONS, SEVERITIES, STATUSES, TYPES, said

PAGE = 500


def ticket_to_print(desk: Desk, ticket_id: int) -> Printable:
    """The ticket as it is now, ready for paper, and the act that this is.

    Raises `Refused` unless its customer's record is open.
    """
    sight = ticket_sight(desk, ticket_id)
    record, at = sight.record, when_in_full(sight.now)
    story = on_paper(told(_whole_story(desk, TicketId(ticket_id)), sight.now, record.customer))
    paper = Paper(
        title=f"{record.ref}: {record.subject}",
        beneath=filled(_tr("%1, %2 · as it stood on %3"), record.customer, record.customer_ref, at),
        note=filled(_tr("“You” is %1, who printed it."), desk.person_name or desk.actor.pseudonym),
        parts=(
            Part("", facts=_header(record)),
            _clocks(sight),
            Part(_tr("Promises still to be kept"), facts=_promises(record), nothing=_tr("None.")),
            Part(_tr("Timeline, newest first"), items=story, nothing=_tr("Nothing happened yet.")),
        ),
    )
    reason = _tr("Ticket %1 printed or saved as a PDF").replace("%1", record.ref)
    return Printable(
        title=filled(_tr("Ticket %1"), record.ref),
        stem=f"ticket-{record.ref.lower()}",
        html=paper_print(paper),
        foot=filled(_tr("Ticket %1 · %2"), record.ref, at),
        act=PrintRecord(CustomerId(record.customer_id), reason, ticket_id=TicketId(record.id)),
    )


def on_paper(items: Iterable[TimelineItem]) -> tuple[Item, ...]:
    """Items of a timeline as paper shows them, whole, in the words of the screen."""
    return tuple(
        Item(
            words=" · ".join(part for part in (item.who, item.what) if part),
            aside=item.when_exact or item.when,
            body=item.body,
            marks=tuple(chip.text for chip in item.chips),
        )
        for item in items
    )


def _whole_story(desk: Desk, ticket_id: TicketId) -> list[Happened]:
    found: list[Happened] = []
    while True:
        before = found[-1].cursor if found else ""
        page = desk.ask(timeline, ticket_id=ticket_id, limit=PAGE, before=before)
        found += page
        if len(page) < PAGE:
            return found


def _header(record: TicketRecord) -> tuple[Fact, ...]:
    facts = [
        Fact(_tr("Status"), said(STATUSES[record.status])),
        Fact(_tr("Priority"), said(PRIORITIES[record.priority])),
        Fact(_tr("Type and severity"), f"{said(TYPES[record.type])} · {said(SEVERITIES[record.severity])}"),
        Fact(_tr("Owner"), _tr("You") if record.is_mine else record.owner or _tr("Nobody yet")),
        Fact(_tr("Customer"), f"{record.customer}, {record.customer_ref}"),
        Fact(_tr("First contact"), when_in_full(record.first_contact_at)),
        Fact(_tr("What happened"), record.description or _tr("Not written down")),
        Fact(_tr("What the customer wants"), record.desired_outcome or _tr("Not asked yet")),
    ]
    more = (
        (_tr("Need"), record.need),
        (_tr("Prefers"), channel_words(record.preferred_channel) if record.preferred_channel else ""),
        (_tr("Order"), record.order_ref),
        (_tr("Closed because"), said(REASONS[record.close_reason]) if record.close_reason is not None else ""),
        (_tr("What was done or decided"), record.resolution),
    )
    return (*facts, *(Fact(name, words) for name, words in more if words))


def _clocks(sight: TicketSight) -> Part:
    closed = sight.record.status is Status.CLOSED
    faces = [(clock, face_of(clock, sight.now, closed=closed)) for clock in sight.clocks]
    rows = tuple((face.label, face.words, when(clock.due) if clock.due is not None else "") for clock, face in faces)
    heads = (_tr("Clock"), _tr("How it stands"), _tr("Due"))
    return Part(_tr("Clocks"), heads=heads, rows=rows, nothing=_tr("No clock counts on this ticket."))


def _promises(record: TicketRecord) -> tuple[Fact, ...]:
    return tuple(Fact(_tr("By %1").replace("%1", when(one.due_at)), one.words) for one in record.promises)


def _tr(words: str) -> str:
    return QCoreApplication.translate("TicketPaper", words)
