# SPDX-License-Identifier: MIT
"""The order of the queue: what was missed, then by real time to due whatever the state, then what stands still."""

from datetime import UTC, datetime, timedelta

import pytest
from pytestqt.qtbot import QtBot

from crmtrainer.casework.queries import QueueRow
from crmtrainer.service_levels.queries import ClockRow
from crmtrainer.service_levels.timers import TimerState
from crmtrainer.tickets.rules import Priority, Severity, Status, TicketType
from crmtrainer.ui.casework import page as queue_section
from crmtrainer.ui.casework.grouping import CaseData, ticket_spot
from crmtrainer.ui.casework.grouping import listed as rows_of
from crmtrainer.ui.kit.rows import Heading
from tests.ui.casework.conftest import Begin, Show

NOW = datetime(2026, 3, 3, 8, 30, tzinfo=UTC)
"""A Tuesday before the desk opens; London is on UTC."""


def case(ident: int, due: datetime | None, **other: object) -> QueueRow:
    given: dict[str, object] = {
        "ref": f"C-{ident}",
        "subject": f"Case {ident}",
        "customer_id": 1,
        "customer": "Ms Adaeze Okafor",
        "channel": "email",
        "type": TicketType.COMPLAINT,
        "status": Status.IN_PROGRESS,
        "severity": Severity.NORMAL,
        "priority": Priority.NORMAL,
        "owner": "jo",
        "is_mine": True,
        "unread": False,
        "is_on_call": False,
        "opened_at": NOW - timedelta(days=3),
        "due_at": due,
        "clock_ids": (ident,),
        **other,
    }
    return QueueRow(id=ident, **given)  # type: ignore[arg-type]  # a table of different fields


def clock(ident: int, state: TimerState, due: datetime | None, **other: object) -> ClockRow:
    late = other.get("breached_at") or due
    given: dict[str, object] = {
        "ticket_id": ident,
        "metric": "resolution",
        "subject": "",
        "state": state,
        "starts_at": NOW + timedelta(minutes=30),
        "due": due,
        "left_seconds": 3600,
        "over_seconds": 0,
        "real_left": None if late is None else int((late - NOW).total_seconds()),  # type: ignore[operator]
        "share": 10,
        "paused_for": "waiting_customer" if state is TimerState.PAUSED else "",
        "satisfied_at": None,
        "breached_at": None,
        "anchor": NOW - timedelta(days=3),
        "target_minutes": 480,
        "calendar": "desk",
        "source": "",
        **other,
    }
    return ClockRow(id=ident, **given)  # type: ignore[arg-type]  # a table of different fields


def listed(*clocks: ClockRow, whole: int | None = None) -> list[str]:
    """The list in words: headings with their counts, and references; read in the order of the due times."""
    rows = sorted((case(each.id, each.due) for each in clocks), key=lambda row: (row.due_at is None, row.due_at or NOW))
    data = CaseData(tuple(rows), {each.id: each for each in clocks}, whole=whole)
    return [
        f"{row.text} {row.count}" if isinstance(row, Heading) else row.reference.removeprefix("C-")
        for row in rows_of(data, NOW)
    ]


def test_what_is_due_sooner_stands_higher_however_much_of_its_limit_is_used() -> None:
    long = clock(1, TimerState.DUE_SOON, NOW.replace(hour=17))
    short = clock(2, TimerState.ON_TRACK, NOW.replace(hour=10))
    assert listed(long, short) == ["Due today 2", "2", "1"]


def test_what_has_not_begun_to_count_stands_where_it_will_be_due() -> None:
    today = clock(1, TimerState.NOT_STARTED, NOW.replace(hour=10))
    monday = clock(2, TimerState.ON_TRACK, NOW + timedelta(days=6))
    tomorrow = clock(3, TimerState.DUE_SOON, NOW + timedelta(days=1))
    assert listed(monday, tomorrow, today) == ["Due today 1", "1", "Due tomorrow 1", "3", "Due later 1", "2"]


def test_a_day_is_the_wall_clocks_and_not_twenty_four_hours_or_a_utc_day() -> None:
    summer = datetime(2026, 6, 2, 22, 30, tzinfo=UTC)  # half past eleven in London
    row, at_midnight = case(1, summer), clock(1, TimerState.ON_TRACK, summer + timedelta(minutes=40))
    (heading, _) = rows_of(CaseData((row,), {1: at_midnight}), summer)
    assert isinstance(heading, Heading)
    assert heading.text == "Due tomorrow"


def test_what_was_missed_comes_first_in_the_order_in_which_it_was_missed() -> None:
    """A breach stands also where the limit became longer after it."""
    older = clock(1, TimerState.OVERDUE, NOW + timedelta(hours=9), breached_at=NOW - timedelta(hours=20))
    newer = clock(2, TimerState.OVERDUE, NOW - timedelta(hours=2), breached_at=NOW - timedelta(hours=2))
    soon = clock(3, TimerState.DUE_SOON, NOW + timedelta(minutes=1))
    assert listed(soon, newer, older) == ["Overdue 2", "1", "2", "Due today 1", "3"]


def test_what_waits_and_what_has_no_limit_stand_apart_below() -> None:
    paused = clock(1, TimerState.PAUSED, None, pause_ends=NOW + timedelta(hours=1))
    untimed = clock(2, TimerState.ON_TRACK, None)
    far = clock(3, TimerState.ON_TRACK, NOW + timedelta(days=40))
    assert listed(paused, untimed, far) == ["Due later 1", "3", "Paused 1", "1", "Nothing due 1", "2"]


@pytest.mark.parametrize(
    ("hours", "expected"),
    [(3, ["Overdue 1", "9", "Due today 1+", "1"]), (30, ["Overdue 1", "9", "Due tomorrow 1+", "1"])],
)
def test_a_group_to_which_tickets_that_were_not_read_may_belong_says_so(hours: int, expected: list[str]) -> None:
    late = clock(9, TimerState.OVERDUE, NOW - timedelta(hours=1), breached_at=NOW - timedelta(hours=1))
    assert listed(late, clock(1, TimerState.ON_TRACK, NOW + timedelta(hours=hours)), whole=9) == expected


def test_a_long_queue_is_counted_whole_and_read_in_parts(
    begin: Begin, show: Show, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queue_section, "WINDOW", 2)
    page = show(begin("after_the_call"))
    counts: list[int] = []
    page.count_changed.connect(counts.append)
    assert page.count() == 5
    assert page.list.count.text() == "5, worst due first"
    assert page.list.more_words.text() == "The first 2 of 5"
    first = page.list.spots()
    page.list.more.click()
    qtbot.waitUntil(lambda: len(page.list.spots()) == 4)
    assert page.list.spots()[:2] == first
    page.list.more.click()
    qtbot.waitUntil(lambda: len(page.list.spots()) == 5)
    assert not page.list.more.isVisible()
    assert page.list.spots()[0] == ticket_spot(1)
    assert counts == []
