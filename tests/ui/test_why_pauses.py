# SPDX-License-Identifier: MIT
"""The pauses of a due time: told with their reasons in the sentence, in the legend, in a table, and to be heard."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from crmtrainer.service_levels.rules import ClockEvent, EventKind, PauseState, Unit
from crmtrainer.ui import theme
from crmtrainer.ui.kit.row_data import ROW_ROLE
from crmtrainer.ui.kit.rows_view import ROW_HEIGHT
from crmtrainer.ui.why import WhyPane
from crmtrainer.ui.why_pauses import PausesLines, PausesTable
from tests.service_levels.stepper import utc
from tests.ui.whys import BEGUN, DESK, LAW, OPENED, PAUSED, RESUMED, SOLVE, pauses_of, told_of, why_of

NOW = "2026-12-24 16:00"
AGAIN = replace(PAUSED, at=utc("2026-12-24 15:00"), reason="A second photo was asked for")
NEXT_DAY = replace(RESUMED, at=utc("2026-12-29 10:00"))


def test_one_pause_is_told_with_when_how_long_and_its_reason() -> None:
    told = told_of(SOLVE, [OPENED, PAUSED, RESUMED], NOW)
    said = "It was paused for 4 h, Thu 24 Dec, 10:00 to 14:00: “A photo was asked for”."
    assert f"Due Tue 29 Dec, 13:00. {said} Public holidays" in told.sentence
    assert ("Paused, “A photo was asked for”", "4 h") in [(total.words, total.amount) for total in told.totals]
    assert told.spoken().count(said) == 1
    over_night = told_of(SOLVE, [OPENED, PAUSED, NEXT_DAY], "2026-12-29 16:00")
    assert "It was paused for 8 h, Thu 24 Dec, 10:00 to Tue 29 Dec, 10:00: “A photo" in over_night.sentence


def test_a_pause_that_lasts_says_since_when_and_why() -> None:
    told = told_of(SOLVE, [OPENED, PAUSED], NOW)
    said = "It has been paused for 6 h, since Thu 24 Dec, 10:00: “A photo was asked for”."
    assert told.sentence.endswith(f"While it waits, nothing is due. {said}")
    assert pauses_of(told) == [["Thu 24 Dec, 10:00", "Still paused", "6 h", "A photo was asked for"]]


def test_of_many_pauses_how_many_and_how_long_and_the_table_lists_them() -> None:
    told = told_of(SOLVE, [OPENED, PAUSED, RESUMED, AGAIN], NOW)
    assert "It was paused 2 times, 5 h in all." in told.sentence
    assert "It is paused now, since Thu 24 Dec, 15:00: “A second photo was asked for”." in told.sentence
    assert pauses_of(told) == [
        ["Thu 24 Dec, 10:00", "Thu 24 Dec, 14:00", "4 h", "A photo was asked for"],
        ["Thu 24 Dec, 15:00", "Still paused", "1 h", "A second photo was asked for"],
    ]
    assert "Paused, waiting for the customer" in [total.words for total in told.totals]
    assert "Thu 24 Dec, 10:00 to 14:00, 4 h: “A photo was asked for”." in told.spoken()


def test_a_pause_without_a_reason_says_what_was_waited_for() -> None:
    told = told_of(SOLVE, [OPENED, replace(PAUSED, reason=" "), RESUMED], NOW)
    assert "10:00 to 14:00: waiting for the customer." in told.sentence
    assert "Paused, waiting for the customer" in [total.words for total in told.totals]
    resolved = [OPENED, *(ClockEvent(kind=kind, at=at) for kind, at in RESOLVED)]
    again = told_of(SOLVE, resolved, NOW)
    assert "It was paused for 5 h, Thu 24 Dec, 10:00 to 15:00: it was resolved." in again.sentence


RESOLVED = (
    (EventKind.RESOLVED, utc("2026-12-24 10:00")),
    (EventKind.REOPENED, utc("2026-12-24 15:00")),
)


def test_a_pause_in_which_nothing_counts_is_told_all_the_same() -> None:
    night = [replace(PAUSED, at=utc("2026-12-23 18:00")), replace(RESUMED, at=utc("2026-12-24 08:00"))]
    told = told_of(SOLVE, [OPENED, *night], NOW)
    assert (
        "It was paused Wed 23 Dec, 18:00 to Thu 24 Dec, 08:00, when nothing counts: “A photo was asked for”."
        in told.sentence
    )
    assert pauses_of(told)[0][2] == ""


def test_pauses_of_a_limit_in_days_are_told_in_days() -> None:
    goods = PauseState.WAITING_GOODS
    rule = replace(LAW, unit=Unit.CALENDAR_DAYS, length=30, pauses_in=frozenset({goods}))
    away = replace(PAUSED, waiting_for=goods, subject=LAW.id, reason="The kettle went back")
    home = replace(RESUMED, waiting_for=goods, subject=LAW.id, at=utc("2026-12-27 09:00"))
    told = told_of(rule, [BEGUN, away, home], "2026-12-30 12:00")
    assert "It was paused for 4 days, Thu 24 Dec, 10:00 to Sun 27 Dec, 09:00: “The kettle went back”." in told.sentence
    assert pauses_of(told)[0][2] == "4 days"
    assert ("Paused, “The kettle went back”", "4 days") in [(total.words, total.amount) for total in told.totals]


def test_days_of_a_pause_are_those_of_the_calendar_also_where_one_has_25_hours() -> None:
    goods = PauseState.WAITING_GOODS
    rule = replace(LAW, unit=Unit.CALENDAR_DAYS, length=30, pauses_in=frozenset({goods}))
    away = replace(PAUSED, waiting_for=goods, subject=LAW.id, at=utc("2026-10-23 10:00"))
    home = replace(RESUMED, waiting_for=goods, subject=LAW.id, at=utc("2026-10-26 10:00"))
    told = told_of(rule, [replace(BEGUN, at=utc("2026-10-20 10:00")), away, home], "2026-10-28 12:00")
    assert "It was paused for 4 days, Fri 23 Oct, 11:00 to Mon 26 Oct, 10:00" in told.sentence


def test_a_reason_of_many_words_is_no_legend() -> None:
    told = told_of(SOLVE, [OPENED, replace(PAUSED, reason="A photo of each of the legs " * 9), RESUMED], NOW)
    assert "Paused, waiting for the customer" in [total.words for total in told.totals]


def test_the_pane_lists_the_pauses_below_the_days(qtbot: QtBot) -> None:
    room = QWidget()
    qtbot.addWidget(room)
    room.resize(720, 620)
    room.show()
    qtbot.waitExposed(room)
    button = QPushButton("Resolution", room)
    pane = WhyPane(room)
    story = [OPENED, PAUSED, RESUMED, AGAIN]
    pane.open_at(button, why_of(SOLVE, story, utc(NOW), DESK), utc(NOW))
    assert pane.view.pauses is None
    pane.view.as_table.click()
    table = pane.view.pauses
    assert isinstance(table, PausesTable)
    assert table.isVisible()
    assert room.rect().contains(pane.geometry())
    said = table.model().data(table.model().index(0, 0), Qt.ItemDataRole.AccessibleTextRole)
    assert said == "From Thu 24 Dec, 10:00, To Thu 24 Dec, 14:00, Paused 4 h, Why A photo was asked for"
    room.resize(330, 620)
    qtbot.waitUntil(lambda: isinstance(pane.view.pauses, PausesLines))
    lines = pane.view.pauses
    assert lines is not None
    row = lines.model().index(0, 0).data(ROW_ROLE)
    assert (row.title, row.detail) == ("Thu 24 Dec, 10:00 to 14:00", "4 h, A photo was asked for")
    assert room.rect().contains(pane.geometry())
    pane.view.as_table.click()
    assert pane.view.pauses is None


def test_in_lines_a_long_reason_is_read_to_its_end(qtbot: QtBot) -> None:
    told = told_of(SOLVE, [OPENED, replace(PAUSED, reason="A photo of each of the legs " * 4), RESUMED], NOW)
    room = QWidget()
    qtbot.addWidget(room)
    lines = PausesLines(told.pauses, room)
    room.resize(300, 400)
    lines.resize(280, lines.height())
    room.show()
    qtbot.waitUntil(lambda: lines.height() > theme.row(ROW_HEIGHT) + 20 and not lines.verticalScrollBar().maximum())
