# SPDX-License-Identifier: MIT
"""What befell a clock is told beside its due time: adjusted timing, breaches, pauses, reopening, a change of clocks."""

from __future__ import annotations

from dataclasses import replace

import pytest

from crmtrainer.service_levels.calendars import calendar_of
from crmtrainer.service_levels.rules import ClockEvent, ClockRule, EventKind, Length, Metric, Unit
from tests.service_levels.stepper import utc
from tests.ui.whys import BEGUN, LAW, OPENED, PAUSED, RESUMED, SOLVE, TOKYO, table_of, told_of


def test_adjusted_timing_says_what_the_limit_was_made_of() -> None:
    told = told_of(replace(SOLVE, stretch=150), [OPENED], "2026-12-24 16:00")
    assert told.sentence.startswith("10 h, ×1.5 by adjusted timing: 15 h of working time from Wed 23 Dec, 15:00. Due ")
    elapsed = told_of(replace(SOLVE, unit=Unit.ELAPSED_HOURS, stretch=200), [OPENED], "2026-12-24 16:00")
    assert elapsed.sentence.startswith("600 h, ×2 by adjusted timing: 1200 h from")
    by_date = told_of(replace(SOLVE, unit=Unit.BUSINESS_DAYS, length=3, stretch=200), [OPENED], "2026-12-24 16:00")
    assert by_date.sentence.startswith("3 working days, ×2 by adjusted timing: 6 working days from")
    assert [row[2] for row in table_of(by_date)][-1] == "Day 6, to come"
    assert "Moved on" not in {row[2] for row in table_of(by_date)}
    untimed = told_of(replace(SOLVE, stretch=0), [OPENED], "2026-12-24 16:00")
    assert untimed.sentence == (
        "10 h of working time by the standard, from Wed 23 Dec, 15:00. Adjusted timing sets no limit: it is never due."
    )


def test_a_clock_that_keeps_longer_timing_than_was_set_since_says_so() -> None:
    def set_to(percent: int, at: str) -> ClockEvent:
        rule = replace(SOLVE, stretch=percent)
        return ClockEvent(kind=EventKind.RULE_SWAPPED, at=utc(at), metric=Metric.RESOLUTION, rule=rule)

    story = [OPENED, set_to(200, "2026-12-23 15:30"), set_to(100, "2026-12-24 10:00")]
    told = told_of(SOLVE, story, "2026-12-24 16:00")
    assert told.sentence.startswith("10 h, ×2 by adjusted timing: 20 h of working time")
    assert told.besides == (
        f"{CHANGED} It keeps the time that it was given: shorter timing set later is for what begins after that."
    )


def test_newer_hours_are_told_as_what_they_are_and_take_no_timing_away() -> None:
    """Moved to them, a clock is counted anew: nothing of what had counted before need still count."""
    rebased = ClockEvent(
        kind=EventKind.RULE_SWAPPED,
        at=utc("2026-12-24 11:00"),
        metric=Metric.RESOLUTION,
        rule=SOLVE,
        reason="We open later",
    )
    assert told_of(SOLVE, [OPENED, rebased], "2026-12-24 16:00").besides == COUNTED_ANEW

    def set_to(percent: int, at: str) -> ClockEvent:
        rule = replace(SOLVE, stretch=percent)
        return ClockEvent(kind=EventKind.RULE_SWAPPED, at=utc(at), metric=Metric.RESOLUTION, rule=rule)

    kept = replace(rebased, rule=replace(SOLVE, stretch=200))
    story = [OPENED, set_to(200, "2026-12-23 15:30"), set_to(100, "2026-12-24 10:00"), kept]
    assert told_of(SOLVE, story, "2026-12-24 16:00").besides == (
        f"{CHANGED} {COUNTED_ANEW} "
        "It keeps the time that it was given: shorter timing set later is for what begins after that."
    )


COUNTED_ANEW = "Newer hours took the place of those that it counted by: what had run by these was counted anew."

LONGER = ClockEvent(
    kind=EventKind.RULE_SWAPPED, at=utc("2026-12-24 11:00"), metric=Metric.RESOLUTION, rule=replace(SOLVE, length=1200)
)
WAIVED = ClockEvent(
    kind=EventKind.WAIVED, at=utc("2026-12-24 11:30"), metric=Metric.RESOLUTION, reason="The line was down %1."
)
CHANGED = "Its limit or its hours were changed on the way; what had counted before still counts."


def test_a_breach_under_a_longer_limit_is_told_and_a_waived_one_with_its_reason() -> None:
    short = replace(SOLVE, length=60)
    told = told_of(short, [OPENED, LONGER], "2026-12-24 12:00")
    stands = "Breached Wed 23 Dec, 16:00. A breach stands, whatever the limit becomes."
    assert told.besides == f"{stands} {CHANGED}"
    assert f" {stands} " in told.spoken()
    waived = told_of(short, [OPENED, WAIVED], "2026-12-24 12:00")
    assert waived.besides == "Breached Wed 23 Dec, 16:00. The breach is waived: “The line was down %1.”."
    true_start = replace(OPENED, at=utc("2026-12-23 14:30"), entered_at=utc("2026-12-24 11:40"))
    of_it = replace(WAIVED, due_at=utc("2026-12-23 16:00"))
    noted = replace(WAIVED, kind=EventKind.BREACHED, at=utc("2026-12-23 16:00"))
    assert told_of(short, [OPENED, noted, of_it, true_start], "2026-12-24 12:00").besides == (
        f"{waived.besides} As it counts now it was due earlier, Wed 23 Dec, 15:30: the waiver answers that too. "
        "Some of it was written down afterwards, and counts from when it happened."
    )
    again = [OPENED, replace(WAIVED, due_at=utc("2026-12-23 16:00")), replace(LONGER, rule=replace(SOLVE, length=120))]
    assert told_of(short, again, "2026-12-24 12:00").besides == (
        f"Another breach of it is waived: “The line was down %1.”. A waiver answers no other one. {CHANGED} "
        "It got the limit that it has now when that had passed already: nobody could have kept it."
    )
    assert told_of(short, [OPENED], "2026-12-24 12:00").besides == ""  # the due time says when


def test_a_right_that_had_not_ended_by_law_says_so_of_its_first_end() -> None:
    moved = replace(BEGUN, due_at=utc("2027-12-23 23:00"), entered_at=utc("2027-02-01 10:00"))
    first_end = replace(BEGUN, kind=EventKind.BREACHED, at=utc("2027-01-25 23:59"))
    answered = replace(
        BEGUN, kind=EventKind.WAIVED, at=utc("2027-02-01 10:00"), reason="No leaflet", due_at=first_end.at
    )
    told = told_of(LAW, [BEGUN, first_end, moved, answered], "2027-02-02 12:00")
    assert told.besides == (
        "Noted as passed Mon 25 Jan, 23:59. By law it had not ended then, so that counts against nobody: “No leaflet”. "
        "Some of it was written down afterwards, and counts from when it happened. "
        "Its end is where the law puts it for what happened: it was moved, with a reason."
    )


@pytest.mark.parametrize(
    ("rule", "story", "said"),
    [
        (
            replace(SOLVE, longest_pause=Length(60, Unit.BUSINESS_MINUTES)),
            [OPENED, PAUSED],
            "A pause was longer than allowed, and the rest of it counted.",
        ),
        (
            SOLVE,
            [
                OPENED,
                ClockEvent(kind=EventKind.RESOLVED, at=utc("2026-12-24 10:00")),
                ClockEvent(kind=EventKind.REOPENED, at=utc("2026-12-24 15:00")),
            ],
            "It was resolved and reopened: the time in between does not count.",
        ),
        (SOLVE, [OPENED, LONGER], CHANGED),
        (
            SOLVE,
            [replace(OPENED, entered_at=utc("2026-12-23 16:00"))],
            "Some of it was written down afterwards, and counts from when it happened.",
        ),
        (SOLVE, [OPENED, replace(PAUSED, reason="")], "A pause has no reason written down."),
        (
            SOLVE,
            [OPENED, replace(PAUSED, visible_message=False)],
            "A pause began without a message to the customer.",
        ),
    ],
    ids=["cut short", "reopened", "changed", "backdated", "no reason", "no message"],
)
def test_what_befell_a_clock_is_told_in_a_sentence_each(rule: ClockRule, story: list[ClockEvent], said: str) -> None:
    told = told_of(rule, story, "2026-12-24 16:00")
    assert told.besides == said
    assert said in told.spoken()


NIGHT = calendar_of(zone="Europe/London", hours={"sat": [["22:00", "06:00"]], "sun": [["22:00", "24:00"]]})


def test_a_night_on_which_the_clocks_change_says_so() -> None:
    back = told_of(SOLVE, [replace(OPENED, at=utc("2026-10-24 20:00"))], "2026-10-25 00:30", NIGHT)
    assert table_of(back)[1] == ["Sun 25 Oct", "00:00–06:00, 22:00–24:00", "1 h 30 min", "6 h 30 min"]
    assert back.sentence.endswith("The clocks go back on Sun 25 Oct: 1 h more than the times say.")
    forward = told_of(
        replace(SOLVE, length=480), [replace(OPENED, at=utc("2026-03-28 20:00"))], "2026-03-28 23:00", NIGHT
    )
    assert forward.sentence.endswith("The clocks go forward on Sun 29 Mar: 1 h less than the times say.")
    assert "clocks" not in told_of(SOLVE, [OPENED], "2026-12-24 18:00", TOKYO).sentence


def test_what_is_heard_has_one_full_stop_after_each_part() -> None:
    said = told_of(SOLVE, [OPENED, PAUSED, RESUMED], "2026-12-24 16:00").spoken()
    assert ".." not in said
    assert said.endswith(
        "Boxing Day (observed). Counted: 5 h. Paused, “A photo was asked for”: 4 h."
        " Left: 5 h. Resolution: Due Tue 13:00 · 5 h left."
    )
