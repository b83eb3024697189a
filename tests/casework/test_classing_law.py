# SPDX-License-Identifier: MIT
"""What a ticket is and the limits of the law: no word of ours begins one or ends one, and nobody is left unaware."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from crmtrainer.casework.classing import try_class
from crmtrainer.kernel.errors import Refused
from crmtrainer.kernel.ids import TicketId
from crmtrainer.limits.commands import BeginLimit, DropLimit, MeetLimit
from crmtrainer.limits.queries import limits_of
from crmtrainer.service_levels.timers import TimerState
from crmtrainer.tickets.commands import Reclassify
from crmtrainer.tickets.rules import Severity, TicketType
from crmtrainer.wording import sentence_for
from tests.casework.a_desk import Desk, a_desk, at, people_and_things
from tests.support import fresh_world

ACK, SAR = "CLK-DPCOMPLAINT-ACK", "CLK-SAR"
MONDAY = datetime(2026, 7, 6, 8, tzinfo=UTC)  # nine in the morning in London
FRIDAY = MONDAY - timedelta(days=2, hours=16, minutes=20)  # twenty to five


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = Desk(fresh_world(tmp_path, starts_at=MONDAY, populate=people_and_things))
    desk.opened()
    return desk


def local_day(moment: datetime | None) -> date:
    assert moment is not None
    return moment.astimezone(ZoneInfo("Europe/London")).date()


def to(desk: Desk, ticket: TicketId, type: TicketType) -> dict[str, object]:
    desk.opened()
    return desk.do(Reclassify(ticket, type, "", Severity.NORMAL, "He says we gave his number away"))


def refused(desk: Desk, ticket: TicketId, type: TicketType) -> str:
    with pytest.raises(Refused) as caught:
        to(desk, ticket, type)
    return sentence_for(caught.value)


def test_a_data_complaint_that_came_on_friday_as_an_enquiry(desk: Desk) -> None:
    ticket = desk.ticket(type=TicketType.ENQUIRY, first_contact_at=FRIDAY)
    facts = to(desk, ticket, TicketType.DATA_COMPLAINT)
    assert facts["limits_to_begin"] == [ACK]
    assert desk.world.ask(limits_of, ticket) == ()
    desk.do(BeginLimit(ticket, ACK, FRIDAY))
    (limit,) = desk.world.ask(limits_of, ticket)
    # Friday is day one by the statute; by the ICO Saturday is, and the thirtieth is a Sunday.
    assert local_day(limit.due) == date(2026, 8, 1)
    assert [local_day(row.due) for row in limit.readings] == [date(2026, 8, 3)]
    assert desk.world.ask(try_class, ticket, TicketType.DATA_COMPLAINT, Severity.HIGH).to_begin == ()


def test_its_type_is_not_left_while_its_limit_runs(desk: Desk) -> None:
    ticket = desk.ticket(type=TicketType.DATA_COMPLAINT, first_contact_at=FRIDAY)
    desk.do(BeginLimit(ticket, ACK, FRIDAY))
    words = refused(desk, ticket, TicketType.ENQUIRY)
    assert words.startswith("“Acknowledge a data protection complaint” runs on C-1001 by law")
    tried = desk.world.ask(try_class, ticket, TicketType.ENQUIRY)
    assert tried.held_by == "Acknowledge a data protection complaint"
    assert (
        desk.do(Reclassify(ticket, TicketType.DATA_COMPLAINT, "", Severity.HIGH, "It is grave"))["severity"] == "high"
    )
    desk.do(MeetLimit(ticket, ACK, "Acknowledged by letter"))
    to(desk, ticket, TicketType.ENQUIRY)
    (limit,) = desk.world.ask(limits_of, ticket)
    assert limit.state is TimerState.MET


def test_a_limit_that_never_applied_is_dropped_first_and_one_that_passed_stays_missed(desk: Desk) -> None:
    ticket = desk.ticket(type=TicketType.DATA_COMPLAINT, first_contact_at=FRIDAY)
    desk.do(BeginLimit(ticket, ACK, FRIDAY))
    desk.until(MONDAY + timedelta(days=40))
    assert refused(desk, ticket, TicketType.COMPLAINT)
    desk.do(DropLimit(ticket, ACK, "It is about a bill"))
    to(desk, ticket, TicketType.COMPLAINT)
    (limit,) = desk.world.ask(limits_of, ticket)
    assert limit.state is TimerState.MISSED
    assert to(desk, ticket, TicketType.DATA_COMPLAINT)["limits_to_begin"] == []


def test_a_limit_of_no_type_goes_with_the_ticket(desk: Desk) -> None:
    ticket = desk.ticket(first_contact_at=FRIDAY)
    desk.do(BeginLimit(ticket, SAR, FRIDAY))
    to(desk, ticket, TicketType.ENQUIRY)
    (limit,) = desk.world.ask(limits_of, ticket)
    assert limit.state is TimerState.ON_TRACK
    assert to(desk, ticket, TicketType.RIGHTS_REQUEST)["limits_to_begin"] == []
    assert "runs on C-1001 by law" in refused(desk, ticket, TicketType.COMPLAINT)


def test_a_rights_request_has_one_of_two_limits_and_only_people_know_which(desk: Desk) -> None:
    ticket = desk.ticket(type=TicketType.ENQUIRY)
    facts = to(desk, ticket, TicketType.RIGHTS_REQUEST)
    assert facts["limits_to_begin"] == [SAR, "CLK-RIGHTS"]


def test_what_was_no_law_yet_is_not_asked_for(tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    ticket = desk.ticket(type=TicketType.ENQUIRY)
    assert desk.world.clock.now() == at(9)
    assert to(desk, ticket, TicketType.DATA_COMPLAINT)["limits_to_begin"] == []
