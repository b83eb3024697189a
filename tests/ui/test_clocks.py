# SPDX-License-Identifier: MIT
"""What clocks say on their blocks and in lists."""

from __future__ import annotations

from dataclasses import replace

from pytestqt.qtbot import QtBot

from crmtrainer.service_levels.queries import ClockRow
from crmtrainer.service_levels.rules import ClockEvent, ClockRule, EventKind, Metric, PauseState, Unit
from crmtrainer.ui.casework.clock_strip import ClockStrip
from crmtrainer.ui.clocks import face_of, mark_of
from crmtrainer.ui.kit.clock_block import ClockState
from crmtrainer.ui.theme import Tone
from crmtrainer.ui.why_told import told_of_clock
from tests.service_levels.stepper import utc
from tests.ui.whys import OPENED, PAUSED, SOLVE, why_of

NOW = utc("2026-12-24 16:00")


def clock_of(rule: ClockRule, story: list[ClockEvent]) -> ClockRow:
    return why_of(rule, story, NOW).clock


def test_a_paused_clock_shows_what_is_left_and_no_moment() -> None:
    clock = clock_of(SOLVE, [OPENED, PAUSED])
    assert face_of(clock, NOW).words == "Paused: waiting for customer · 7 h left"
    mark = mark_of(clock, NOW)
    assert (mark.words, mark.short) == ("Paused · 7 h left", "Paused")
    named = mark_of(clock, NOW, "Handoff")
    assert (named.words, named.short, named.least) == ("Handoff: Paused · 7 h left", "Handoff: Paused", "Paused")


def test_a_paused_clock_without_a_limit_has_nothing_left_to_show() -> None:
    clock = clock_of(replace(SOLVE, stretch=0), [OPENED, PAUSED])
    assert face_of(clock, NOW).words == "Paused: waiting for customer"
    assert (mark_of(clock, NOW).words, mark_of(clock, NOW).short) == ("Paused", "")


def test_a_waived_breach_is_told_on_the_block_and_in_its_tooltip() -> None:
    waived = ClockEvent(kind=EventKind.WAIVED, at=NOW, metric=Metric.RESOLUTION, reason="The line was down")
    late = [OPENED, waived]
    face = face_of(clock_of(replace(SOLVE, length=60), late), NOW)
    assert face.label == "Resolution, breach waived"
    assert face.sentence().startswith("Resolution, breach waived: Overdue by ")
    assert face.tip.startswith("Breach waived: it counts against nobody. ")
    assert "waived" not in face_of(clock_of(replace(SOLVE, length=60), [OPENED]), NOW).tip


def test_a_pill_says_what_is_left_or_that_the_breach_is_waived(qtbot: QtBot) -> None:
    waived = ClockEvent(kind=EventKind.WAIVED, at=NOW, metric=Metric.RESOLUTION, reason="The line was down")
    strip = ClockStrip()
    qtbot.addWidget(strip)
    strip.set_pill(True)
    strip.show_clocks((clock_of(SOLVE, [OPENED, PAUSED]),), NOW)
    (pill,) = strip.blocks.values()
    assert pill.face().words == "Paused · 7 h left"
    strip.show_clocks((clock_of(replace(SOLVE, length=60), [OPENED, waived]),), NOW)
    (pill,) = strip.blocks.values()
    assert (pill.face().label, pill.face().words) == ("Resolution", "Breach waived")
    assert pill.accessibleName().startswith("Resolution, breach waived: Overdue by ")


def test_a_list_says_that_a_breach_is_waived_and_not_in_its_colour() -> None:
    waived = ClockEvent(kind=EventKind.WAIVED, at=NOW, metric=Metric.RESOLUTION, reason="The line was down")
    short = replace(SOLVE, length=60)
    late, let_go = clock_of(short, [OPENED]), clock_of(short, [OPENED, waived])
    assert mark_of(late, NOW).words == "8 h over"
    mark = mark_of(let_go, NOW)
    assert (mark.words, mark.short, mark.tone) == ("Waived · 8 h over", "Waived", Tone.PAUSED)
    assert mark.icon != mark_of(late, NOW).icon
    assert mark_of(let_go, NOW, "Handoff").words == "Handoff: Waived · 8 h over"


def test_where_there_is_little_room_a_late_clock_says_its_whole_hours() -> None:
    late = clock_of(replace(SOLVE, length=29), [OPENED])
    mark = mark_of(late, NOW)
    assert (mark.words, mark.short) == ("8 h 31 min over", "8 h over")
    named = mark_of(late, NOW, "Handoff")
    assert (named.words, named.short) == ("Handoff: 8 h 31 min over", "Handoff: 8 h over")
    assert named.least == "8 h over"
    assert mark_of(clock_of(replace(SOLVE, length=60), [OPENED]), NOW).short == ""
    assert face_of(late, NOW).sentence().startswith("Resolution: Overdue by 8 h 31 min")


def test_a_tooltip_speaks_of_working_time_where_that_is_counted_and_nowhere_else() -> None:
    worked = face_of(clock_of(SOLVE, [OPENED]), NOW).tip
    assert worked.endswith("1 h of working time left. Hours counted: Customer desk.")
    every_hour = replace(SOLVE, unit=Unit.ELAPSED_HOURS, length=72)
    assert face_of(clock_of(every_hour, [OPENED]), NOW).tip.endswith("47 h left. Nights and weekends count.")
    by_date = replace(SOLVE, unit=Unit.BUSINESS_DAYS, length=15)
    assert "working time" not in face_of(clock_of(by_date, [OPENED]), NOW).tip


def test_a_limit_by_law_is_told_in_days_also_when_it_stands_and_when_it_has_passed() -> None:
    begun = ClockEvent(kind=EventKind.STARTED, at=utc("2026-12-01 10:00"), metric=Metric.STATUTORY, subject="CLK-SAR")
    law = ClockRule(
        id="CLK-SAR",
        metric=Metric.STATUTORY,
        unit=Unit.CALENDAR_DAYS,
        length=10,
        pauses_in=frozenset({PauseState.WAITING_CLARIFICATION}),
    )
    late = clock_of(law, [begun])
    assert face_of(late, NOW).words == "Overdue by 12 days"
    assert (mark_of(late, NOW).words, mark_of(late, NOW).short) == ("12 days over", "")
    asked = replace(begun, kind=EventKind.PAUSED, waiting_for=PauseState.WAITING_CLARIFICATION)
    stands = clock_of(replace(law, length=40), [begun, asked])
    assert face_of(stands, NOW).words == "Paused: waiting for clarification · 40 days left"
    met = replace(begun, kind=EventKind.SATISFIED, at=NOW)
    assert face_of(clock_of(law, [begun, met]), NOW).words == "Missed by 12 days"


def test_a_clock_that_no_standard_fits_says_since_when_and_why() -> None:
    ended = ClockEvent(
        kind=EventKind.RULE_ENDED, at=utc("2026-12-24 10:00"), metric=Metric.RESOLUTION, reason="Only a question"
    )
    story = [OPENED, ended]
    face = face_of(clock_of(SOLVE, story), NOW)
    assert (face.state, face.words) == (ClockState.CALLED_OFF, "Called off")
    assert face.tip.startswith("Called off Thu 24 Dec, 10:00: no standard fits the ticket any more. Hours counted")
    told = told_of_clock(why_of(SOLVE, story, NOW), NOW)
    assert told.besides == "Called off Thu 24 Dec, 10:00: no standard fits the ticket any more. “Only a question”"
    assert (told.sentence, told.due) == ("10 h of working time from Wed 23 Dec, 15:00.", None)
    assert [(total.words, total.amount) for total in told.totals] == [("Counted", "3 h"), ("Left", "7 h")]
    late = told_of_clock(why_of(replace(SOLVE, length=60), story, NOW), NOW)
    assert late.ending.startswith("Resolution: Missed by ")
    assert "Called off Thu 24 Dec, 10:00" in late.besides
