# SPDX-License-Identifier: MIT
"""The timeline and the lists in a real world: everything in one order, by page and by kind; worst due first."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Connection, event

from crmtrainer.casework.lists import complaint_count, complaints, counts, of_customer, queue
from crmtrainer.casework.queries import record
from crmtrainer.casework.timeline import timeline
from crmtrainer.casework.timeline_items import ChipKind, Place, Source, What, Who, place_at
from crmtrainer.handoffs.commands import AskBack
from crmtrainer.interactions.commands import (
    AddNote,
    AnswerConversation,
    EndConversation,
    KeepPromise,
    LogInteraction,
    MakePromise,
    Say,
    SendMessage,
)
from crmtrainer.interactions.queries import open_promises
from crmtrainer.interactions.rules import Channel, ContactOutcome, Direction, Kind
from crmtrainer.kernel.errors import BadInput, Expected, NotFound, Refused
from crmtrainer.kernel.ids import CustomerId, TicketId
from crmtrainer.tickets.commands import CloseTicket, OpenTicket, SetStatus
from crmtrainer.tickets.rules import CloseReason, Priority, Status, TicketType
from tests.casework.a_desk import OKAFOR, SAHOTA, Desk, a_desk, at
from tests.support import ASSESSOR, TRAINER


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return a_desk(tmp_path)


def scans(desk: Desk, asking: Callable[[], object]) -> list[str]:
    """Which tables SQLite reads whole for what is asked; the calls of one desk are few and need no index."""
    engine = desk.world.world.app.database.reader
    found: list[str] = []

    def explain(conn: Connection, cursor: object, statement: str, parameters: Any, *rest: object) -> None:
        if statement.startswith("SELECT"):
            plan = conn.connection.driver_connection.execute(f"EXPLAIN QUERY PLAN {statement}", parameters)
            found.extend(step for _, _, _, step in plan if step.startswith("SCAN") and "conversation" not in step)

    event.listen(engine, "before_cursor_execute", explain)
    try:
        asking()
    finally:
        event.remove(engine, "before_cursor_execute", explain)
    return found


def test_no_table_is_read_whole_for_a_timeline_a_queue_or_what_was_promised(desk: Desk) -> None:
    ticket = a_busy_case(desk)

    assert scans(desk, lambda: desk.world.ask(timeline, customer_id=SAHOTA)) == []
    assert scans(desk, lambda: desk.world.ask(timeline, ticket_id=ticket)) == []
    assert scans(desk, lambda: desk.world.ask(queue)) == []
    assert scans(desk, lambda: desk.world.ask(complaints)) == []
    assert scans(desk, lambda: desk.world.ask(open_promises)) == []


def a_busy_case(desk: Desk) -> TicketId:
    """A call, a ticket, a photo, a handoff that asks back, a message with a promise, and a note."""
    talk = desk.rings()
    desk.do(AnswerConversation(talk))
    desk.do(Say(talk, "Good morning"))
    ticket = desk.ticket(channel="phone", conversation_id=talk)
    desk.until(at(9, 5))
    desk.do(EndConversation(talk))
    desk.do(
        LogInteraction(
            SAHOTA,
            Channel.PHONE,
            Direction.IN,
            "wrong part",
            "Legs do not fit",
            ContactOutcome.FOLLOW_UP,
            "Ask for a photo",
            ticket,
            talk,
        )
    )
    desk.until(at(9, 10))
    photo = desk.writes(ticket, "Here is the photo", file="plate.jpg")
    desk.until(at(9, 15))
    handoff = desk.hand_over(ticket, photo=photo)
    desk.until(at(9, 40))
    desk.happens(AskBack(handoff, "Four or six holes?"))
    desk.do(SendMessage(SAHOTA, Channel.TEXT, "The legs are being picked.", ticket, at(15), "Delivery day"))
    desk.do(AddNote(SAHOTA, "Counted six in the photo", ticket))
    return ticket


def test_everything_stands_in_one_order_newest_first(desk: Desk) -> None:
    items = desk.timeline(a_busy_case(desk))
    assert [(item.what, item.who, item.at) for item in items] == [
        (What.HANDOFF_ASKED, Who.TEAM, at(9, 40)),
        (What.NOTE, Who.YOU, at(9, 40)),
        (What.MESSAGE_OUT, Who.YOU, at(9, 40)),
        (What.HANDOFF_ACCEPTED, Who.TEAM, at(9, 35)),
        (What.HANDOFF_SENT, Who.YOU, at(9, 15)),
        (What.MESSAGE_IN, Who.CUSTOMER, at(9, 10)),
        (What.STATUS_CHANGED, Who.YOU, at(9, 5)),
        (What.CALL_LOGGED, Who.YOU, at(9)),
        (What.CONVERSATION, Who.CUSTOMER, at(9)),
        (What.TICKET_OPENED, Who.YOU, at(9)),
    ]


def test_items_carry_words_names_and_marks(desk: Desk) -> None:
    ticket = a_busy_case(desk)
    by_what = {item.what: item for item in desk.timeline(ticket)}
    asked, sent, came = by_what[What.HANDOFF_ASKED], by_what[What.MESSAGE_OUT], by_what[What.MESSAGE_IN]
    assert (asked.label, asked.team, asked.handoff_ref) == ("Dev Marsh", "Warehouse pickers", "H-0001")
    assert [(c.kind, c.at, c.state) for c in sent.chips] == [(ChipKind.PROMISE, at(15), "open")]
    assert [(c.kind, c.label) for c in came.chips] == [(ChipKind.ATTACHMENT, "plate.jpg")]
    assert [(c.kind, c.at) for c in by_what[What.HANDOFF_ACCEPTED].chips] == [(ChipKind.TARGET, at(13, 15))]
    logged = by_what[What.CALL_LOGGED]
    assert (logged.outcome, logged.next_step, logged.reason) == ("follow_up", "Ask for a photo", "wrong part")
    assert (logged.conversation_id, logged.ticket_ref) == (by_what[What.CONVERSATION].conversation_id, "C-1001")
    moved = by_what[What.STATUS_CHANGED]
    assert (moved.now, moved.caused_by) == ("in_progress", "interaction.log")


def test_a_move_somebody_made_is_theirs_also_at_the_moment_of_one_that_came_by_itself(desk: Desk) -> None:
    ticket = a_busy_case(desk)
    for status in (Status.WAITING, Status.IN_PROGRESS):
        desk.do(SetStatus(ticket, status))
    desk.do(SetStatus(ticket, Status.WAITING))
    desk.writes(ticket, "Any news?")
    told = [(item.now, item.caused_by) for item in desk.timeline(ticket) if item.what is What.STATUS_CHANGED]
    assert told == [
        ("in_progress", "message.receive"),
        ("waiting", ""),
        ("in_progress", ""),
        ("waiting", ""),
        ("in_progress", "interaction.log"),
    ]


@pytest.mark.parametrize("size", [1, 2, 3, 7])
def test_pages_together_are_the_whole_and_nothing_comes_twice(desk: Desk, size: int) -> None:
    ticket = a_busy_case(desk)
    whole = desk.timeline(ticket)
    paged, before = [], ""
    while page := desk.timeline(ticket, limit=size, before=before):
        assert len(page) <= size
        paged += page
        before = page[-1].cursor
    assert tuple(paged) == whole


@pytest.mark.parametrize(
    ("kinds", "what"),
    [
        ((Kind.MESSAGE,), {What.MESSAGE_IN, What.MESSAGE_OUT}),
        ((Kind.CALL,), {What.CALL_LOGGED, What.CONVERSATION}),
        ((Kind.NOTE,), {What.NOTE}),
        ((Kind.COLLEAGUE,), {What.HANDOFF_SENT, What.HANDOFF_ACCEPTED, What.HANDOFF_ASKED}),
        ((Kind.SYSTEM,), {What.STATUS_CHANGED, What.TICKET_OPENED}),
        ((Kind.NOTE, Kind.SYSTEM), {What.NOTE, What.STATUS_CHANGED, What.TICKET_OPENED}),
    ],
)
def test_kinds_filter(desk: Desk, kinds: tuple[Kind, ...], what: set[What]) -> None:
    assert {item.what for item in desk.timeline(a_busy_case(desk), kinds=kinds)} == what


def test_a_promise_of_its_own_tells_when_it_was_made_and_what_became_of_it(desk: Desk) -> None:
    ticket = desk.ticket()
    promise = desk.do(MakePromise(SAHOTA, "I ring by ten", at(10), ticket))["promise_id"]
    desk.until(at(11))
    broken, made = [i for i in desk.timeline(ticket) if i.promise_id]
    assert (made.what, made.who, made.at, made.chips[0].at) == (What.PROMISE_MADE, Who.YOU, at(9), at(10))
    assert (broken.what, broken.who, broken.at, broken.outcome) == (What.PROMISE_BROKEN, Who.SYSTEM, at(10), "")
    desk.do(KeepPromise(promise))
    broken = next(i for i in desk.timeline(ticket) if i.what is What.PROMISE_BROKEN)
    assert (broken.at, broken.outcome) == (at(10), "made_good")


def test_a_customers_timeline_holds_all_tickets_and_what_belongs_to_none(desk: Desk) -> None:
    one, other = desk.ticket(), desk.ticket(subject="Scratched top")
    desk.do(AddNote(SAHOTA, "Prefers the side door"))
    desk.ticket(customer=OKAFOR)
    desk.opened()
    items = desk.world.ask(timeline, customer_id=SAHOTA)
    assert [(i.what, i.ticket_id) for i in items] == [
        (What.NOTE, None),
        (What.TICKET_OPENED, other),
        (What.TICKET_OPENED, one),
    ]


def test_somebody_elses_acts_are_not_mine(desk: Desk) -> None:
    ticket = desk.ticket()
    desk.opened(by=TRAINER)
    desk.world.do(AddNote(SAHOTA, "From the trainer", ticket), TRAINER)
    note = desk.timeline(ticket, kinds=(Kind.NOTE,))[0]
    assert (note.who, note.label) == (Who.STAFF, "T-1")


@pytest.mark.parametrize(
    ("asked", "problem"),
    [
        ({}, BadInput("query.no_subject", wanted="customer_id or ticket_id")),
        ({"ticket_id": TicketId(99)}, NotFound("ticket", 99)),
        ({"customer_id": CustomerId(99)}, NotFound("customer", 99)),
        ({"customer_id": SAHOTA, "before": "yesterday"}, BadInput("query.bad_cursor", value="yesterday")),
        ({"customer_id": SAHOTA, "before": "1.z.1"}, BadInput("query.bad_cursor", value="1.z.1")),
    ],
)
def test_what_cannot_be_asked(desk: Desk, asked: dict[str, object], problem: Expected) -> None:
    desk.opened()
    with pytest.raises(type(problem)) as met:
        desk.world.ask(timeline, **asked)  # type: ignore[arg-type]  # a table of different arguments
    assert (met.value.code, met.value.facts) == (problem.code, problem.facts)


def test_a_record_is_read_by_whoever_opened_it_and_not_by_assessors(desk: Desk) -> None:
    ticket = desk.ticket()
    for asked in (record, timeline):
        with pytest.raises(Refused, match=r"record\.not_opened"):
            desk.world.ask_as(TRAINER, asked, ticket_id=ticket)  # type: ignore[arg-type]  # two queries with one argument in common
        with pytest.raises(Refused, match=r"role\.not_allowed"):
            desk.world.ask_as(ASSESSOR, asked, ticket_id=ticket)  # type: ignore[arg-type]


def test_the_queue_is_in_the_order_of_all_limits_also_promises_and_teams(desk: Desk) -> None:
    first, second, third = desk.ticket(), desk.ticket(), desk.ticket()
    desk.do(MakePromise(SAHOTA, "Ring back in ten minutes", at(9, 10), third))
    desk.do(SendMessage(SAHOTA, Channel.EMAIL, "We are on it.", second))
    desk.hand_over(second)
    (soonest,) = desk.world.ask(queue, limit=1)
    assert (soonest.id, soonest.due_at) == (third, at(9, 10))
    assert [row.id for row in desk.world.ask(queue)] == [third, first, second]


def test_the_queue_is_mine_and_nobodys_and_the_soonest_due_comes_first(desk: Desk) -> None:
    usual = desk.ticket(subject="Usual")
    urgent = desk.ticket(subject="Urgent", priority=Priority.URGENT)
    for ticket in (usual, urgent):
        desk.do(SendMessage(SAHOTA, Channel.EMAIL, "On it", ticket))  # first replies are done with
    waiting = desk.ticket(subject="Waiting", first_contact_at=at(8))
    desk.do(SendMessage(SAHOTA, Channel.EMAIL, "Which plate?", waiting))
    desk.do(SetStatus(waiting, Status.WAITING, "For the photo"))
    nobodys = desk.happens(OpenTicket(OKAFOR, TicketType.COMPLAINT, "Nobody's", "email", first_contact_at=at(8)))
    theirs = OpenTicket(OKAFOR, TicketType.COMPLAINT, "Somebody else's", "email")
    desk.opened(OKAFOR, TRAINER)
    desk.world.do(theirs, TRAINER)
    closed = desk.ticket(subject="Closed")
    desk.do(SendMessage(SAHOTA, Channel.EMAIL, "It is one with the other", closed))
    desk.do(CloseTicket(closed, CloseReason.DUPLICATE))
    untold = desk.ticket(subject="Closed without a word")
    desk.do(CloseTicket(untold, CloseReason.DUPLICATE))
    rows = desk.world.ask(queue)
    assert [row.id for row in rows] == [nobodys["ticket_id"], untold, urgent, usual, waiting]
    assert [row.is_mine for row in rows] == [False, True, True, True, True]
    assert rows[-1].due_at is None
    assert desk.world.ask(counts).queue == len(rows)


def test_a_row_shows_who_spoke_last_and_who_is_on_the_line(desk: Desk) -> None:
    ticket = desk.ticket()

    def row() -> tuple[bool, bool]:
        (found,) = desk.world.ask(queue)
        return found.unread, found.is_on_call

    assert row() == (False, False)
    desk.writes(ticket)
    assert row() == (True, False)
    desk.until(at(9, 5))
    desk.do(AddNote(SAHOTA, "Seen", ticket))
    assert row() == (True, False)
    desk.do(SendMessage(SAHOTA, Channel.EMAIL, "Yes", ticket))
    assert row() == (False, False)
    call = desk.rings()
    desk.do(AnswerConversation(call))
    desk.ticket(subject="Another", conversation_id=call)
    assert {(r.unread, r.is_on_call) for r in desk.world.ask(queue)} == {(False, False), (True, True)}


def test_rows_name_the_clocks_of_the_ticket_itself(desk: Desk) -> None:
    ticket = desk.ticket()
    desk.do(MakePromise(SAHOTA, "By ten", at(10), ticket))
    (row,) = desk.world.ask(queue)
    assert row.clock_ids == (desk.clock(ticket, "first_response").id, desk.clock(ticket, "resolution").id)


def test_complaints_are_everybodys_and_closed_ones_on_request(desk: Desk) -> None:
    mine = desk.ticket()
    enquiry = desk.ticket(type=TicketType.ENQUIRY)
    desk.opened(OKAFOR, TRAINER)
    hers = desk.world.do(OpenTicket(OKAFOR, TicketType.DATA_COMPLAINT, "My data", "email"), TRAINER)
    closed = desk.ticket()
    desk.do(CloseTicket(closed, CloseReason.DUPLICATE))
    assert {row.id for row in desk.world.ask(complaints)} == {mine, hers.outcome.facts["ticket_id"]}
    everything = [row.id for row in desk.world.ask(complaints, with_closed=True)]
    assert everything[-1] == closed
    assert enquiry not in everything
    paged = [desk.world.ask(complaints, with_closed=True, limit=1, offset=n)[0].id for n in range(3)]
    assert paged == everything


def test_complaints_are_found_and_counted_by_words_over_all_of_them(desk: Desk) -> None:
    desk.opened(OKAFOR, TRAINER)
    mine = desk.ticket(subject="The son’s table, 100% late")
    desk.world.do(OpenTicket(OKAFOR, TicketType.COMPLAINT, "Sofa came twice", "email"), TRAINER)
    for words in ("sons TABLE", "late c-", "100%", "sahota table", "mr sahota"):
        assert [row.id for row in desk.world.ask(complaints, words=words)] == [mine], words
        assert desk.world.ask(complaint_count, words=words) == 1
    assert desk.world.ask(complaint_count) == 2
    for words in ("table sofa", "100_", "nobody"):
        assert desk.world.ask(complaint_count, words=words) == 0


def test_a_customers_tickets_have_the_open_ones_first(desk: Desk) -> None:
    closed = desk.ticket()
    desk.do(CloseTicket(closed, CloseReason.DUPLICATE))
    older = desk.ticket()
    desk.until(at(10))
    newer = desk.ticket()
    desk.opened()
    assert [row.id for row in desk.world.ask(of_customer, SAHOTA)] == [newer, older, closed]


def test_the_list_and_the_record_agree_on_who_spoke_last(desk: Desk) -> None:
    talk = desk.rings()
    desk.do(AnswerConversation(talk))
    ticket = desk.ticket(channel="phone", conversation_id=talk)

    def waits() -> bool:
        (row,) = desk.world.ask(queue)
        assert row.unread == desk.record(ticket).customer_waits
        return row.unread

    assert waits()
    desk.do(Say(talk, "Good morning"))
    assert not waits()
    desk.until(at(9, 5))
    desk.writes(ticket, "As we speak", file="plate.jpg")
    assert not waits()
    desk.until(at(9, 6))
    desk.do(EndConversation(talk))
    assert not waits()
    desk.until(at(9, 7))
    desk.writes(ticket)
    assert waits()


@given(
    st.datetimes(datetime(1990, 1, 1), datetime(2090, 1, 1), timezones=st.just(UTC)),
    st.sampled_from(Source),
    st.integers(1, 10**9),
)
def test_a_cursor_leads_back_to_its_place(moment: datetime, source: Source, ident: int) -> None:
    place = Place(moment, source, ident)
    assert place_at(place.cursor) == place
