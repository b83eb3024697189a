# SPDX-License-Identifier: MIT
"""What the ten panels say of figures, and how they are written for a spreadsheet."""

import csv
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from crmtrainer.figures.over_time import (
    Attainment,
    AttainmentRow,
    ChannelCount,
    ContactsRow,
    FlowRow,
    Handoffs,
    Quality,
    Rate,
    TeamRow,
)
from crmtrainer.figures.queries import AgeCount, OpenTickets, PriorityCount, RunningRow, StatusCount, TypeCount
from crmtrainer.figures.rules import Formula, Window
from crmtrainer.interactions.rules import Channel
from crmtrainer.service_levels.rules import Metric
from crmtrainer.tickets.rules import Priority, Status, TicketType
from crmtrainer.ui.reports.csv_text import as_csv, harmless
from crmtrainer.ui.reports.panels import Figures, Panel, panels

NOW = datetime(2026, 3, 3, 9, tzinfo=UTC)
SINCE, UNTIL = datetime(2026, 2, 4, tzinfo=UTC), datetime(2026, 3, 3, 10, tzinfo=UTC)
DAY = timedelta(days=1)
HOSTILE = '=HYPERLINK("http://example.com")'
NO_RATE = Rate(Formula.ATTAINMENT, 0, 0, None)
FOUND = Figures(
    Window.MONTH,
    OpenTickets(
        NOW,
        40,
        (StatusCount(Status.NEW, 30), StatusCount(Status.WAITING, 10)),
        (PriorityCount(Priority.URGENT, 0), PriorityCount(Priority.NORMAL, 40)),
        (TypeCount(TicketType.COMPLAINT, 40),),
        (AgeCount(0, 1, 36), AgeCount(1, 3, 0), AgeCount(28, None, 4)),
    ),
    (RunningRow(Metric.FIRST_RESPONSE, 1, 2, 3, 0), RunningRow(Metric.RESOLUTION, 0, 0, 30, 4)),
    (FlowRow(SINCE, SINCE + DAY, 5, 4, 1), FlowRow(SINCE + DAY, UNTIL, 2, 3, 0)),
    Attainment(
        SINCE,
        UNTIL,
        (
            AttainmentRow(Metric.FIRST_RESPONSE, 90, 10, 2, 5, 100, 900),
            AttainmentRow(Metric.PROMISE, 3, 1, 0, 0, 4, None),
            AttainmentRow(Metric.STATUTORY, 0, 0, 0, 7, 0, None),
        ),
    ),
    Handoffs(SINCE, UNTIL, (TeamRow(HOSTILE, 6, 1, 4, 1, 0, 3, 4, None),)),
    (ContactsRow(SINCE, UNTIL, (ChannelCount(Channel.PHONE, 7), ChannelCount(Channel.EMAIL, 2)), 11),),
    Quality(
        SINCE,
        UNTIL,
        Rate(Formula.ATTAINMENT, 3, 4, None),
        Rate(Formula.REOPENED, 1, 200, 5),
        Rate(Formula.COMPLAINTS, 61, 1000, 610),
    ),
)
NOTHING = replace(
    FOUND,
    tickets=OpenTickets(NOW, 0, (), (), (), ()),
    running=(),
    flow=(FlowRow(SINCE, UNTIL, 0, 0, 0),),
    attainment=Attainment(SINCE, UNTIL, ()),
    handoffs=Handoffs(SINCE, UNTIL, ()),
    contacts=(ContactsRow(SINCE, UNTIL, (ChannelCount(Channel.PHONE, 0),), 0),),
    quality=Quality(SINCE, UNTIL, NO_RATE, NO_RATE, NO_RATE),
)


def named(heading: str, found: Figures = FOUND) -> Panel:
    return next(panel for panel in panels(found) if panel.heading == heading)


def bars(heading: str) -> list[tuple[str, str, str]]:
    return [(bar.words, bar.number, bar.beside) for bar in named(heading).bars]


def test_there_are_ten_and_each_has_picture_numbers_and_words() -> None:
    shown = panels(FOUND)
    assert len({panel.heading for panel in shown}) == 10
    for panel in shown:
        assert panel.rows
        assert panel.caption
        assert not panel.nothing
        assert bool(panel.bars) is not bool(panel.labels)
        assert {len(row) for row in panel.rows} == {len(panel.columns)}


def test_where_there_is_nothing_each_says_what_would_be_counted() -> None:
    assert all(panel.nothing for panel in panels(NOTHING))


def test_open_tickets_are_told_with_their_share() -> None:
    assert bars("Open by status") == [("New", "30", "75 %"), ("Waiting for customer", "10", "25 %")]
    assert bars("Age of open tickets") == [
        ("Under a day", "36", "90 %"),
        ("1 to 3 days", "0", "0 %"),
        ("28 days and more", "4", "10 %"),
    ]
    assert named("Open by status").caption == "40 open tickets as of Tue 3 Mar, 09:00."
    assert named("Age of open tickets").caption.endswith("Formula: age of open work (F-BACKLOG).")


def test_of_few_open_tickets_no_share_is_told() -> None:
    few = replace(FOUND, tickets=replace(FOUND.tickets, total=12, by_status=(StatusCount(Status.NEW, 12),)))
    panel = named("Open by status", few)
    assert panel.rows == (("New", 12, "too few"),)
    assert panel.bars[0].beside == ""
    assert panel.caption == "12 open tickets as of Tue 3 Mar, 09:00. No share of fewer than 30."


def test_running_limits_are_summed_in_the_picture_and_told_apart_in_the_table() -> None:
    assert [bar[:2] for bar in bars("Limits running now")] == [
        ("Overdue", "1"),
        ("Due soon", "2"),
        ("In time", "33"),
        ("Paused", "4"),
    ]
    assert named("Limits running now").rows == (("First reply", 1, 2, 3, 0), ("Resolution", 0, 0, 30, 4))


def test_a_share_of_few_is_withheld_and_the_base_always_said() -> None:
    assert bars("Standards met") == [("First reply", "90.0 %", "90 of 100"), ("Promise", "too few", "3 of 4")]
    assert named("Standards met").rows[0] == ("First reply", 90, 10, 2, 5, "90.0 %")
    caption = named("Standards met").caption
    assert caption.startswith("Met, of all that fell due ")
    assert caption.endswith("Formula: share met in time (F-SLA).")
    assert "from 4 February 2026 up to now" in caption
    assert "No share of fewer than 30." in caption


def test_teams_are_told_by_what_was_sent_and_how_much_came_in_time() -> None:
    many = TeamRow("Warehouse", 60, 2, 50, 8, 0, 39, 45, 867)
    found = replace(FOUND, handoffs=Handoffs(SINCE, UNTIL, (many, *FOUND.handoffs.rows)))
    panel = named("Passed to teams", found)
    assert [(bar.number, bar.beside) for bar in panel.bars] == [("60", "86.7 % in time"), ("6", "3 of 4 in time")]
    assert panel.rows[0] == ("Warehouse", 60, 50, 8, "39 of 45")


def test_rates_have_their_formulas_and_a_bar_no_longer_than_their_share() -> None:
    panel = named("Promises, reopened, complaints")
    assert [(bar.number, bar.beside) for bar in panel.bars] == [
        ("too few", "3 of 4"),
        ("0.5 %", "1 of 200"),
        ("61.0", "61 of 1,000"),
    ]
    assert [round(bar.part, 3) for bar in panel.bars] == [0.0, 0.005, 0.061]
    assert panel.caption.startswith("Promises kept: of those that fell due. Tickets reopened: of those closed.")
    assert panel.caption.endswith(
        "Formulas: share met in time (F-SLA), reopen rate (F-REOPEN), complaints per 1,000 customers (F-COMP)."
    )


def test_time_is_drawn_in_two_lines_and_the_rest_stands_in_the_table() -> None:
    flow, contacts = named("Opened and closed"), named("Contacts")
    assert flow.labels == ("4 Feb", "5 Feb")
    assert flow.rows == (("4 Feb", 5, 4, 1), ("5 Feb", 2, 3, 0))
    assert [one.name for one in contacts.series if one.drawn] == ["Came in", "Went out"]
    assert contacts.rows == (("4 Feb", 9, 11, 7, 2),)


@pytest.mark.parametrize(
    ("window", "label", "unit"),
    [(Window.WEEK, "4 Feb", "Day"), (Window.QUARTER, "4 Feb", "Week from"), (Window.ALL, "Feb 2026", "Month")],
)
def test_each_window_names_its_stretches(window: Window, label: str, unit: str) -> None:
    panel = named("Opened and closed", replace(FOUND, window=window))
    assert (panel.labels[0], panel.columns[0]) == (label, unit)


@pytest.mark.sheet
def test_a_file_for_a_spreadsheet_has_every_panel_and_runs_nothing() -> None:
    lines = list(csv.reader(as_csv(panels(FOUND)).splitlines()))
    assert sum(not line for line in lines) == 10
    assert ["Open by status"] in lines
    assert ["Status", "Tickets", "Share"] in lines
    assert ["New", "30", "75 %"] in lines
    assert [line[0] for line in lines if "HYPERLINK" in str(line)] == [f"'{HOSTILE}"]
    assert not [cell for line in lines for cell in line if cell.startswith(("=", "+", "-", "@", "\t"))]


@pytest.mark.parametrize(
    ("words", "written"),
    [
        ("=1+1", "'=1+1"),
        ("+44 113 496 0000", "'+44 113 496 0000"),
        ("\uff1d1+1", "'\uff1d1+1"),
        ("\uff0b1", "'\uff0b1"),
        ("\uff0d1", "'\uff0d1"),
        ("\uff20SUM(A1)", "'\uff20SUM(A1)"),
        ("\x00=1+1", "'=1+1"),
        ("\u00a0=1+1", "' =1+1"),
        (" \t\u2003=1+1", "'   =1+1"),
        ("\r\n=1+1", "'  =1+1"),
        ("\ufeff\u200b\u202e=1+1", "'=1+1"),
        ('"=1+1"', '\'"=1+1"'),
        ("x;=1+1", "x;'=1+1"),
        ('x; "=1+1', "x;' \"=1+1"),
        ("x|@SUM(A1)", "x|'@SUM(A1)"),
        ("x\t=1+1", "x =1+1"),
        ("bell\x07 and \x1b[31m", "bell and [31m"),
        ("Zoë; next to nothing = none", "Zoë; next to nothing = none"),
        ("", ""),
        (-3, -3),
    ],
)
def test_no_cell_begins_a_formula_whatever_parts_cells(words: str | int, written: str | int) -> None:
    assert harmless(words) == written


def a_panel(rows: tuple[tuple[int | str, ...], ...]) -> Panel:
    return Panel(heading="Heading", caption="a, b", nothing="", columns=("A", "B"), rows=rows)


def test_every_cell_is_quoted() -> None:
    made = as_csv([a_panel((("x\ny", 1), ('say "no"', -2)))])
    assert made.splitlines() == ['"Heading"', '"a, b"', '"A","B"', '"x y","1"', '"say ""no""","-2"', ""]


@pytest.mark.parametrize("separator", ",;|\t^")
def test_read_with_another_separator_no_cell_begins_a_formula_either(separator: str) -> None:
    hostile = ("x;=1+1", 'x;"=1+1"', "a|+1", "a^@b", "a\t-1", "=1", ';"";=2')
    made = as_csv([a_panel(tuple(("first", words, words) for words in hostile))])
    cells = [cell for line in csv.reader(made.splitlines(), delimiter=separator) for cell in line]
    assert not [cell for cell in cells if cell.strip().startswith(("=", "+", "-", "@"))]
