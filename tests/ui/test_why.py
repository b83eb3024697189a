# SPDX-License-Identifier: MIT
"""Why this due time?: the sentence, the picture and the table, for each thing that a limit can count."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Final

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from crmtrainer.service_levels.definitions import PROMISE_RULE, handoff_rule
from crmtrainer.service_levels.explain import StretchKind
from crmtrainer.service_levels.rules import ClockEvent, DayOne, EventKind, Metric, Roll, Unit
from crmtrainer.ui.kit.days import Stretch
from crmtrainer.ui.kit.row_data import ROW_ROLE
from crmtrainer.ui.why import WhyPane
from crmtrainer.ui.why_table import DaysLines, DaysTable, columns_of, rows_of
from crmtrainer.ui.why_told import told_of_clock
from crmtrainer.ui.why_view import days_to_draw
from tests.service_levels.stepper import utc
from tests.ui.whys import (
    BEGUN,
    DESK,
    LAW,
    OPENED,
    PAUSED,
    PROMISED,
    RESUMED,
    SOLVE,
    TOKYO,
    table_of,
    told_of,
    why_of,
)

CASES: Final = {
    "working": (SOLVE, [OPENED, PAUSED, RESUMED], "2026-12-24 16:00", DESK),
    "over": (SOLVE, [OPENED, PAUSED, RESUMED], "2026-12-30 16:00", DESK),
    "waits": (SOLVE, [OPENED, PAUSED], "2026-12-24 16:00", DESK),
    "month": (replace(LAW, roll=Roll.NEXT_BUSINESS_DAY), [BEGUN], "2027-01-07 12:00", DESK),
    "days": (
        replace(LAW, unit=Unit.CALENDAR_DAYS, length=14, day_one=DayOne.SAME_DAY),
        [BEGUN],
        "2026-12-28 12:00",
        DESK,
    ),
    "bdays": (replace(LAW, unit=Unit.BUSINESS_DAYS, length=5), [BEGUN], "2026-12-28 12:00", DESK),
    "hours": (replace(LAW, unit=Unit.ELAPSED_HOURS, length=72), [BEGUN], "2026-12-25 12:00", DESK),
    "promise": (PROMISE_RULE, [PROMISED], "2026-12-24 12:00", DESK),
    "night": (SOLVE, [OPENED], "2026-12-24 18:00", TOKYO),
}


def test_working_time_is_told_day_by_day() -> None:
    told = told_of(*CASES["working"])
    assert told.sentence == (
        "10 h of working time from Wed 23 Dec, 15:00. Due Tue 29 Dec, 13:00."
        " It was paused for 4 h, Thu 24 Dec, 10:00 to 14:00: “A photo was asked for”."
        " Public holidays on the way: Christmas Day, Boxing Day, Boxing Day (observed)."
    )
    assert [column.title for column in columns_of(told)] == ["Day", "Open", "Paused", "Counted", "Left"]
    assert table_of(told) == [
        ["Wed 23 Dec", "09:00–17:00", "", "2 h", ""],
        ["Thu 24 Dec", "09:00–17:00", "4 h", "3 h", "1 h"],
        ["Fri 25 Dec", "Closed: Christmas Day", "", "", ""],
        ["Sat 26 Dec", "Closed: Boxing Day", "", "", ""],
        ["Sun 27 Dec", "Closed", "", "", ""],
        ["Mon 28 Dec", "Closed: Boxing Day (observed)", "", "", ""],
        ["Tue 29 Dec", "09:00–17:00", "", "", "4 h"],
    ]
    assert [(total.words, total.amount) for total in told.totals] == [
        ("Counted", "5 h"),
        ("Paused, “A photo was asked for”", "4 h"),
        ("Left", "5 h"),
    ]
    assert [day.name for day in days_to_draw(told)] == ["Wed 23", "Thu 24", "Tue 29"]


def test_the_standard_is_named_as_where_it_is_set_and_with_its_source() -> None:
    rights = replace(SOLVE, id="resolution-rights", source="House standards, section 5")
    told = told_of(rights, [OPENED], "2026-12-24 16:00")
    assert told.origin == "Resolution. Hours: Customer desk. Standard: Resolution rights (House standards, section 5)."
    alone = replace(rights, source="Resolution rights")  # what a standard set without a source takes
    assert told_of(alone, [OPENED], "2026-12-24 16:00").origin.endswith("Standard: Resolution rights.")
    assert told_of(replace(rights, source=""), [OPENED], "2026-12-24 16:00").origin.endswith(": Resolution rights.")


def test_the_target_of_a_team_is_named_as_where_it_is_set() -> None:
    rule = handoff_rule(Metric.HANDOFF_COMPLETE, 240, "warehouse")
    sent = ClockEvent(kind=EventKind.HANDOFF_SENT, at=utc("2026-12-23 15:00"), subject="handoff:1")
    now = utc("2026-12-24 16:00")
    why = why_of(rule, [sent], now, name="warehouse")
    named = replace(why, clock=replace(why.clock, hours_of="Warehouse pickers"))
    origin = told_of_clock(named, now).origin
    assert origin == "Handoff. Hours: Warehouse pickers. Standard: Handoff, Warehouse pickers (set by the team)."
    assert told_of_clock(why, now).origin.endswith("Hours: Warehouse. Standard: set by the team.")


def test_closures_are_told_by_their_day_and_many_holidays_by_the_first() -> None:
    calendar = replace(DESK, closures=frozenset({date(2026, 12, 24), date(2026, 12, 29)}))
    long = replace(SOLVE, length=100 * 60, pauses_in=frozenset())
    told = told_of(long, [OPENED], "2026-12-30 16:00", calendar)
    assert told.sentence.endswith("Closed besides: Thu 24 Dec, Tue 29 Dec.")
    years = told_of(replace(long, length=300 * 8 * 60), [OPENED], "2026-12-30 16:00", calendar)
    assert "Boxing Day (observed), New Year's Day, and others. Closed" in years.sentence


def test_what_is_over_has_a_column_and_a_total() -> None:
    told = told_of(*CASES["over"])
    assert table_of(told)[-1] == ["Wed 30 Dec", "09:00–17:00", "", "", "7 h"]
    assert (told.totals[-1].words, told.totals[-1].amount) == ("Over", "11 h")


def test_while_it_waits_nothing_is_due_and_what_is_left_is_told() -> None:
    told = told_of(*CASES["waits"])
    assert "15:00. While it waits, nothing is due. It has been paused for 6 h, since" in told.sentence
    assert [(total.words, total.amount) for total in told.totals][1:] == [
        ("Paused, “A photo was asked for”", "6 h"),
        ("Left", "7 h"),
    ]


def test_a_limit_by_law_in_months_counts_days_and_shows_its_last_ones() -> None:
    told = told_of(*CASES["month"])
    assert told.sentence == "1 month from Wed 23 Dec, 15:00. Due Mon 25 Jan, 23:59."
    assert told.origin == "Answer a request for somebody’s own data. The law: UK GDPR."
    assert [(total.words, total.amount) for total in told.totals] == [("Counted", "14 days"), ("Left", "19 days")]
    rows = table_of(told)
    assert rows[0] == ["Wed 23 Dec", "Yes", "Not counted"]
    assert rows[2] == ["Fri 25 Dec", "Closed: Christmas Day", "Day 2"]
    assert rows[-2:] == [
        ["8 Jan to 24 Jan", "11 of 17", "Days 16 to 32, to come"],
        ["Mon 25 Jan", "Yes", "Day 33, to come"],
    ]
    names = [
        "Wed 6 Jan",
        "Thu 7 Jan",
        "Fri 8 Jan",
        "…",
        "Sat 23 Jan",
        "Sun 24 Jan",
        "Mon 25 Jan",
    ]  # around now, and last
    assert [day.name for day in days_to_draw(told)] == names


def test_working_days_of_a_limit_pass_over_the_others_and_its_first_day_is_told() -> None:
    told = told_of(*CASES["bdays"])
    assert "5 working days from Wed 23 Dec, 15:00. Day one is the day after." in told.sentence
    assert [row[2] for row in table_of(told)][:8] == [
        "Not counted",
        "Day 1",
        *["Not counted"] * 4,
        "Day 2, to come",
        "Day 3, to come",
    ]
    same = told_of(*CASES["days"])
    assert "That day is day one." in same.sentence
    assert table_of(same)[0][2] == "Day 1"


def test_an_end_that_was_moved_to_a_working_day_has_no_number() -> None:
    rolled = replace(LAW, unit=Unit.CALENDAR_DAYS, length=2, roll=Roll.NEXT_BUSINESS_DAY)
    rows = table_of(told_of(rolled, [BEGUN], "2027-01-02 12:00"))
    assert [row[2] for row in rows[1:8]] == ["Day 1", "Day 2", *["Moved on"] * 4, "Over"]


@pytest.mark.parametrize("name", ["hours", "promise"])
def test_where_every_hour_counts_nothing_is_said_of_opening(name: str) -> None:
    told = told_of(*CASES[name])
    assert [column.title for column in columns_of(told)] == ["Day", "Counted", "Left"]
    assert "Nights and weekends count." in told.origin
    assert days_to_draw(told)[2].name == "Fri 25"


def test_times_are_those_of_the_calendar_s_own_zone() -> None:
    told = told_of(*CASES["night"])
    assert told.sentence == "10 h of working time from Thu 24 Dec, 00:00. Due Sat 26 Dec, 02:00."
    assert told.origin.endswith("Times are those of Asia/Tokyo.")
    assert table_of(told)[0] == ["Thu 24 Dec", "00:00–02:00, 22:00–24:00", "4 h", ""]
    assert days_to_draw(told)[0].opens == ((0, 120), (1320, 1440))


@pytest.mark.parametrize(
    ("now", "names"),
    [
        ("2026-12-23 16:00", ["Wed 23", "Thu 24", "Tue 29", "…", "Wed 6", "Thu 7", "Fri 8"]),
        ("2027-01-05 16:00", ["Thu 31", "Mon 4", "Tue 5", "Wed 6", "Thu 7", "Fri 8"]),
        ("2027-01-13 16:00", ["Wed 6", "Thu 7", "Fri 8", "Mon 11", "Tue 12", "Wed 13"]),
    ],
)
def test_of_many_days_those_around_now_and_the_last_are_drawn(now: str, names: list[str]) -> None:
    told = told_of(replace(SOLVE, length=74 * 60), [OPENED], now)
    assert [day.name for day in days_to_draw(told)] == names


def test_a_clock_of_years_tells_its_years_and_the_days_it_does_not_list() -> None:
    long = replace(SOLVE, length=800 * 8 * 60, pauses_in=frozenset())
    told = told_of(long, [OPENED], "2026-12-24 16:00")
    assert "Due Friday 22 February 2030 at 15:00." in told.sentence
    table, drawn = table_of(told), days_to_draw(told)
    assert table[0][0] == "Wed 23 Dec 2026"
    assert len(told.days) == 400
    first, second, _, *last = (*drawn[:3], *drawn[-3:])
    assert (first.name, second.name) == ("23 Dec 2026", "24 Dec 2026")
    assert [day.name for day in last] == ["20 Feb 2030", "21 Feb 2030", "22 Feb 2030"]
    assert [notch.words for notch in last[-1].notches] == ["Due 15:00"]
    (folded,) = [row for row in table if row[0] == "19 Oct 2027 to 14 Nov 2029"]
    assert folded[1:] == ["526 days", "", "4208 h"]
    assert table[-1][0] == "Fri 22 Feb 2030"
    kinds = (StretchKind.COUNTED, StretchKind.LEFT)
    listed = {kind: sum(run.seconds(kind) for run in rows_of(told)) for kind in kinds}
    assert sum(listed.values()) == 800 * 8 * 3600


def test_a_limit_of_years_in_days_counts_those_that_it_does_not_list() -> None:
    story = [replace(BEGUN, subject="LONG")]
    long = replace(LAW, id="LONG", unit=Unit.CALENDAR_DAYS, length=1500)
    told = told_of(long, story, "2027-12-23 16:00")
    assert [(total.words, total.amount) for total in told.totals] == [("Counted", "364 days"), ("Left", "1136 days")]
    assert sum(len(run.days) or (run.last - run.first).days + 1 for run in rows_of(told)) == 1501
    assert {row[2] for row in table_of(told) if row[0] == "11 Feb 2028 to 23 Oct 2030"} == {"To come: 986"}
    assert days_to_draw(told)[-1].notches[0].words == "Due 23:59"


def minutes_in(words: str) -> int:
    """The minutes of "7 h 42 min"; none for a cell that is empty, or for under a minute."""
    found = {unit: int(count) for count, unit in re.findall(r"(\d+) (h|min)", words)}
    return found.get("h", 0) * 60 + found.get("min", 0)


@pytest.mark.parametrize("second", ["15:17:30", "15:17:59", "15:00:01", "16:59:30"])
def test_minutes_add_up_in_sums_table_and_sentence(second: str) -> None:
    waits = replace(PAUSED, at=utc(f"2026-12-24 10:00:{second[-2:]}"))
    goes_on = replace(RESUMED, at=utc("2026-12-24 14:00:20"))
    again = replace(waits, at=utc("2026-12-24 15:00:10"), reason="Another one")
    on = replace(goes_on, at=utc("2026-12-24 15:30:45"))
    for story, now in (
        ([replace(OPENED, at=utc(f"2026-12-23 {second}"))], "2026-12-24 11:11:11"),
        ([OPENED, waits, goes_on, again, on], f"2026-12-24 {second[:5]}:45"),
        ([OPENED, waits, goes_on, again, on], "2026-12-29 09:30:15"),
    ):
        told = told_of(SOLVE, story, now)
        sums = {total.kind: minutes_in(total.amount) for total in told.totals}
        assert sums[Stretch.COUNTED] + sums.get(Stretch.LEFT, 0) == SOLVE.length
        titles = [column.title for column in columns_of(told)]
        for kind, title in ((Stretch.COUNTED, "Counted"), (Stretch.LEFT, "Left"), (Stretch.PAUSED, "Paused")):
            if title in titles:
                column = titles.index(title)
                assert sum(minutes_in(row[column]) for row in table_of(told)) == sums[kind]
        if told.pauses:
            assert sum(minutes_in(pause.amount) for pause in told.pauses) == sums[Stretch.PAUSED]


@pytest.fixture
def room(qtbot: QtBot) -> QWidget:
    held = QWidget()
    qtbot.addWidget(held)
    held.resize(640, 420)
    held.show()
    qtbot.waitExposed(held)
    return held


def opened(room: QWidget, name: str) -> tuple[WhyPane, QPushButton]:
    rule, story, now, calendar = CASES[name]
    button = QPushButton("Resolution", room)
    button.setGeometry(480, 0, 160, 30)
    button.show()
    pane = WhyPane(room)
    pane.open_at(button, why_of(rule, story, utc(now), calendar), utc(now))
    return pane, button


def test_the_picture_becomes_a_table_by_keyboard_and_back(room: QWidget, qtbot: QtBot) -> None:
    pane, button = opened(room, "working")
    assert pane.view.picture.isVisible()
    assert pane.accessibleName().startswith("Why this due time? 10 h of working time from Wed 23 Dec, 15:00.")
    qtbot.keyClick(pane.close_button, Qt.Key.Key_Tab, Qt.KeyboardModifier.ShiftModifier)
    turn = pane.view.as_table
    assert QApplication.focusWidget() is turn
    assert turn.accessibleName() == "Show the days as a table"
    qtbot.keyClick(turn, Qt.Key.Key_Space)
    assert turn.accessibleName() == "Show the days as a picture"
    assert not pane.view.picture.isVisible()
    table = pane.view.table
    assert table is not None
    assert room.rect().contains(pane.geometry())
    rows = table.model()
    said = rows.data(rows.index(1, 0), Qt.ItemDataRole.AccessibleTextRole)
    assert said == "Day Thu 24 Dec, Open 09:00–17:00, Paused 4 h, Counted 3 h, Left 1 h"
    qtbot.keyClick(turn, Qt.Key.Key_Tab)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is table
    qtbot.keyClick(table, Qt.Key.Key_Down)
    assert table.currentIndex().row() == 1
    qtbot.keyClick(turn, Qt.Key.Key_Space)
    assert pane.view.picture.isVisible()
    qtbot.keyClick(turn, Qt.Key.Key_Escape)
    assert not pane.isVisible()
    assert QApplication.focusWidget() is button


def test_a_press_elsewhere_puts_the_pane_away_and_does_what_it_does(room: QWidget, qtbot: QtBot) -> None:
    other = QPushButton("Reply", room)
    other.setGeometry(0, 0, 100, 30)
    other.show()
    pressed: list[str] = []
    other.clicked.connect(lambda: pressed.append("Reply"))
    pane, _ = opened(room, "working")
    left = Qt.MouseButton.LeftButton
    qtbot.mouseClick(pane.view.as_table, left)
    assert pane.isVisible()
    qtbot.mouseClick(other, left)
    assert not pane.isVisible()
    assert pressed == ["Reply"]
    qtbot.mouseClick(other, left)  # nothing watches any more
    assert pressed == ["Reply", "Reply"]


@pytest.mark.sheet
@pytest.mark.parametrize("name", list(CASES))
def test_the_pane_stays_within_its_room(room: QWidget, name: str) -> None:
    pane, _ = opened(room, name)
    for _ in range(2):
        assert room.rect().contains(pane.geometry())
        assert pane.view.width() <= pane.width()
        pane.view.as_table.click()


@pytest.mark.sheet
def test_where_there_is_no_room_for_columns_each_day_has_two_lines(room: QWidget, qtbot: QtBot) -> None:
    room.resize(330, 420)
    rule, story, now, calendar = CASES["working"]
    button = QPushButton("Resolution", room)
    button.show()
    pane = WhyPane(room)
    pane.open_at(button, why_of(rule, story, utc(now), calendar), utc(now))
    pane.view.as_table.click()
    lines = pane.view.table
    assert isinstance(lines, DaysLines)
    rows = [lines.model().index(number, 0).data(ROW_ROLE) for number in range(3)]
    assert [(row.title, row.detail) for row in rows] == [
        ("Wed 23 Dec, 09:00–17:00", "Counted 2 h"),
        ("Thu 24 Dec, 09:00–17:00", "Paused 4 h, Counted 3 h, Left 1 h"),
        ("Fri 25 Dec, Closed: Christmas Day", ""),
    ]
    bdays = DaysLines(told_of(*CASES["bdays"]))
    qtbot.addWidget(bdays)
    of_law = [bdays.model().index(number, 0).data(ROW_ROLE) for number in (1, 2)]
    assert [(row.title, row.detail) for row in of_law] == [
        ("Thu 24 Dec", "Day 1"),
        ("Fri 25 Dec, Closed: Christmas Day", "Not counted"),
    ]
    assert rows[1].sentence() == "Day Thu 24 Dec, Open 09:00–17:00, Paused 4 h, Counted 3 h, Left 1 h"
    assert room.rect().contains(pane.geometry())
    room.resize(640, 420)
    qtbot.waitUntil(lambda: isinstance(pane.view.table, DaysTable))
    assert room.rect().contains(pane.geometry())


def test_of_more_days_than_are_drawn_the_rest_is_told(room: QWidget) -> None:
    pane, _ = opened(room, "days")
    assert pane.view.not_shown.text() == "8 further days are in the totals."
    pane.view.as_table.click()
    assert not pane.view.not_shown.isVisible()
