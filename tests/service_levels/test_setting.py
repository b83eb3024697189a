# SPDX-License-Identifier: MIT
"""What a trainer sets: calendars and standards in versions, who keeps which, waivers, and what is refused on entry."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from crmtrainer.casework.matching import match
from crmtrainer.handoffs.commands import SetTeamTargets
from crmtrainer.kernel.commands import Command, Role
from crmtrainer.kernel.errors import Refused
from crmtrainer.service_levels.commands import ChangeCalendar, ChangeStandard, RebaseClock, WaiveBreach
from crmtrainer.service_levels.definitions import (
    DEFAULT_STANDARDS,
    DESK,
    CalendarDefinition,
    StandardDefinition,
    Windows,
)
from crmtrainer.service_levels.queries import ClockRow
from crmtrainer.service_levels.rules import ClockRule, DayEnd, Length, Metric, PauseState, Roll, Unit
from crmtrainer.service_levels.standards import Fit, SetRow, calendars, set_at, standards
from crmtrainer.service_levels.timers import TimerState
from crmtrainer.tickets.commands import SetStatus
from crmtrainer.tickets.rules import Priority, Severity, Status, TicketType
from crmtrainer.ui.clocks import face_of
from crmtrainer.wording import sentence_for
from tests.casework.a_desk import Desk, a_desk, at
from tests.support import TRAINER

WEEK = ("mon", "tue", "wed", "thu", "fri")
LATE = CalendarDefinition(hours=dict.fromkeys(WEEK, (("12:00", "20:00"),)))
QUICK = StandardDefinition(
    ClockRule(id="first-response", metric=Metric.FIRST_RESPONSE, unit=Unit.BUSINESS_MINUTES, length=30), DESK
)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return a_desk(tmp_path)


def sets(desk: Desk, command: Command) -> dict[str, Any]:
    return dict(desk.world.do(command, TRAINER).outcome.facts)


def first(desk: Desk, ticket: Any) -> ClockRow:
    return desk.clock(ticket, "first_response")


def test_a_new_version_counts_for_what_begins_after_it(desk: Desk) -> None:
    before = desk.ticket()
    assert sets(desk, ChangeStandard(QUICK, "A quicker summer"))["version"] >= 1
    after = desk.ticket()
    assert (first(desk, before).target_minutes, first(desk, after).target_minutes) == (60, 30)
    assert sets(desk, ChangeStandard(replace(QUICK, rule=replace(QUICK.rule, length=45)), "Too quick"))["version"] >= 2
    assert [
        row.definition.rule.length for row in desk.world.ask(standards) if row.definition.rule.id == "first-response"
    ] == [45]


def test_a_standard_that_ran_out_counts_for_nothing_new_and_the_next_one_does(desk: Desk) -> None:
    ended = replace(QUICK, rule=replace(QUICK.rule, id="spring", valid_to=date(2026, 3, 2)))
    sets(desk, ChangeStandard(ended, "Only for the fair", first=True))
    assert first(desk, desk.ticket()).target_minutes == 60
    fits = {row.standard: row.fit for row in desk.world.ask(match, TicketType.COMPLAINT, Priority.NORMAL)}
    assert fits["spring"] is Fit.NOT_IN_FORCE


def test_running_clocks_keep_their_calendar_until_somebody_rebases_them(desk: Desk) -> None:
    ticket = desk.ticket()
    clock = first(desk, ticket)
    sets(desk, ChangeCalendar(DESK, LATE, "The late desk"))
    assert first(desk, ticket).due == clock.due == at(10)
    with pytest.raises(Refused, match="no_reason"):
        sets(desk, RebaseClock(clock.id, " "))
    told = sets(desk, RebaseClock(clock.id, "Nobody was there in the morning"))
    assert (told["was_due"], told["due"]) == (at(10), at(13))
    assert first(desk, ticket).due == at(13)
    with pytest.raises(Refused, match="calendar_is_newest"):
        sets(desk, RebaseClock(clock.id, "Once more"))
    assert max(row.version for row in desk.world.ask(calendars) if row.key == DESK) >= 2


def test_a_waiver_needs_a_breach_and_leaves_it_standing(desk: Desk) -> None:
    ticket = desk.ticket()
    clock = first(desk, ticket)
    with pytest.raises(Refused, match="not_breached"):
        sets(desk, WaiveBreach(clock.id, "The line was down"))
    desk.until(at(10) + timedelta(minutes=5))
    sets(desk, WaiveBreach(clock.id, "The line was down"))
    row = first(desk, ticket)
    assert (row.state, row.breached_at) == (TimerState.OVERDUE, at(10))
    assert desk.told("clock.waive")["breached_at"] == 1_772_532_000_000_000


def test_which_rule_a_ticket_would_get_and_why(desk: Desk) -> None:
    urgent = StandardDefinition(
        ClockRule(id="urgent-reply", metric=Metric.FIRST_RESPONSE, unit=Unit.BUSINESS_MINUTES, length=15),
        DESK,
        types=("complaint",),
        priorities=("urgent",),
    )
    sets(desk, ChangeStandard(urgent, "Urgent ones first", first=True))
    told = {
        row.standard: (row.fit, row.due) for row in desk.world.ask(match, TicketType.COMPLAINT, Priority.URGENT, at(9))
    }
    assert told["urgent-reply"] == (Fit.YES, at(9, 15))
    assert told["first-response"] == (Fit.NOT_TRIED, None)
    told = {
        row.standard: (row.fit, row.due)
        for row in desk.world.ask(match, TicketType.COMPLAINT, Priority.NORMAL, at(17, 20))
    }
    assert told["urgent-reply"] == (Fit.OTHER_PRIORITY, None)
    assert told["first-response"] == (Fit.YES, datetime(2026, 3, 4, 9, 50, tzinfo=UTC))
    assert {row.standard: row.fit for row in desk.world.ask(match, TicketType.ENQUIRY, Priority.URGENT)}[
        "urgent-reply"
    ] is Fit.OTHER_TYPE


@pytest.mark.parametrize(
    ("asks", "given", "other", "fit"),
    [
        ({"severities": ("high",)}, {"severity": "high"}, {"severity": "low"}, Fit.OTHER_SEVERITY),
        ({"channels": ("phone", "chat")}, {"channel": "chat"}, {"channel": "letter"}, Fit.OTHER_CHANNEL),
        ({"categories": ("Wrong part",)}, {"category": " wrong  PART"}, {}, Fit.OTHER_CATEGORY),
    ],
)
def test_standards_tell_tickets_apart_by_every_trait(
    desk: Desk, asks: dict[str, Any], given: dict[str, Any], other: dict[str, Any], fit: Fit
) -> None:
    special = replace(QUICK, rule=replace(QUICK.rule, id="special"), **asks)
    sets(desk, ChangeStandard(special, "For these", first=True))
    for traits, meant in ((given, Fit.YES), (other, fit)):
        rows = desk.world.ask(match, TicketType.COMPLAINT, Priority.NORMAL, **traits)
        assert next(row.fit for row in rows if row.standard == "special") is meant
    mine = desk.ticket(**given) if "severity" not in given else desk.ticket(severity=Severity.HIGH)
    assert first(desk, mine).target_minutes == 30


def test_a_value_no_ticket_has_is_refused_with_the_nearest(desk: Desk) -> None:
    for asks, words in (
        ({"types": ("complaintt",)}, "No ticket has the type complaintt; the nearest is complaint."),
        ({"channels": ("telephone",)}, "No ticket has the channel telephone; the nearest is phone."),
        ({"categories": (" ",)}, "A category of nothing fits no ticket. Write one, or leave it out for all."),
    ):
        with pytest.raises(Refused) as caught:
            sets(desk, ChangeStandard(replace(QUICK, **asks), "Mistyped"))
        assert sentence_for(caught.value) == words


def test_a_longest_pause_ends_by_itself_at_the_desk_and_says_so(desk: Desk) -> None:
    longest = Length(120, Unit.BUSINESS_MINUTES)
    solve = next(each for each in DEFAULT_STANDARDS if each.rule.metric is Metric.RESOLUTION)
    sets(desk, ChangeStandard(replace(solve, rule=replace(solve.rule, longest_pause=longest)), "No endless waits"))
    ticket = desk.ticket()
    desk.do(SetStatus(ticket, Status.WAITING, "He sends a photo"))
    paused = desk.clock(ticket, "resolution")
    assert (paused.state, paused.pause_ends) == (TimerState.PAUSED, at(11))
    assert "The pause ends by itself Tue 3 Mar, 11:00: no longer one is allowed." in face_of(paused, at(9)).tip
    desk.until(at(11, 30))
    running = desk.clock(ticket, "resolution")
    assert (running.state, running.pause_ends, running.was_cut_short) == (TimerState.ON_TRACK, None, True)
    assert "A pause was longer than allowed, and the rest of it counted." in face_of(running, at(11, 30)).tip
    assert running.due == at(17) + timedelta(hours=17, minutes=30)


def test_only_trainers_set(desk: Desk) -> None:
    for command in (
        ChangeStandard(QUICK, "Mine"),
        ChangeCalendar(DESK, LATE, "Mine"),
        WaiveBreach(1, "Mine"),
        RebaseClock(1, "Mine"),
        SetTeamTargets("warehouse", 10, 20, DESK, "Mine"),
    ):
        with pytest.raises(Refused, match="role"):
            desk.do(command)
        assert type(command).roles == {Role.TRAINER}


def rule(**changed: Any) -> StandardDefinition:
    return replace(QUICK, rule=replace(QUICK.rule, **changed))


def waits(longest: Length) -> StandardDefinition:
    return rule(metric=Metric.RESOLUTION, pauses_in=frozenset({PauseState.WAITING_CUSTOMER}), longest_pause=longest)


def hours(*windows: tuple[str, str]) -> CalendarDefinition:
    return CalendarDefinition(hours={"mon": windows})


DAY, LATE_DAY, NIGHT = (("05:00", "13:00"),), (("06:00", "13:00"),), (("22:00", "06:00"),)


def nights(day: str = "mon", **others: Windows) -> CalendarDefinition:
    return CalendarDefinition(hours={day: NIGHT, **others})


def only_on(day: str) -> CalendarDefinition:
    return CalendarDefinition(date_hours={day: DAY})


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda: ChangeStandard(rule(length=0), "x"), "standard.no_length"),
        (lambda: ChangeStandard(rule(unit=Unit.CALENDAR_MONTHS, length=1200), "x"), "standard.too_long"),
        (lambda: ChangeStandard(rule(metric=Metric.PROMISE), "x"), "standard.not_by_standard"),
        (lambda: ChangeStandard(rule(id=" "), "x"), "standard.no_name"),
        (lambda: ChangeStandard(replace(QUICK, calendar="moon"), "x"), "standard.no_calendar"),
        (lambda: ChangeStandard(replace(QUICK, rule=replace(QUICK.rule, id="x" * 65)), "x"), "standard.long_name"),
        (lambda: ChangeStandard(rule(id="quick  reply "), "x"), "standard.blank_in_name"),
        (lambda: ChangeStandard(rule(roll=Roll.NEXT_BUSINESS_DAY), "x"), "standard.rolls_no_day"),
        (lambda: ChangeStandard(rule(day_end=DayEnd.CLOSE_OF_BUSINESS), "x"), "standard.rolls_no_day"),
        (lambda: ChangeStandard(rule(longest_pause=Length(60, Unit.BUSINESS_MINUTES)), "x"), "standard.never_pauses"),
        (lambda: ChangeStandard(waits(Length(0, Unit.BUSINESS_MINUTES)), "x"), "standard.no_longest_pause"),
        (lambda: ChangeStandard(waits(Length(9999, Unit.CALENDAR_DAYS)), "x"), "standard.too_long"),
        (lambda: ChangeStandard(QUICK, ""), "clock.no_reason"),
        (lambda: ChangeCalendar("Late Desk!", LATE, "x"), "calendar.no_key"),
        (lambda: ChangeCalendar("late", hours(), "x"), "calendar.never_opens"),
        (
            lambda: ChangeCalendar("late", hours(("09:00", "12:00"), ("11:00", "13:00")), "x"),
            "calendar.windows_overlap",
        ),
        (lambda: ChangeCalendar("late", nights(tue=DAY), "x"), "calendar.overlaps_next_day"),
        (lambda: ChangeCalendar("late", nights("sun", mon=DAY), "x"), "calendar.overlaps_next_day"),
        (
            lambda: ChangeCalendar("late", replace(nights(), date_hours={"2026-03-10": DAY}), "x"),
            "calendar.overlaps_next_day",
        ),
        (lambda: ChangeCalendar("late", only_on("2026-12-25"), "x"), "calendar.always_shut"),
        (
            lambda: ChangeCalendar("late", replace(only_on("2026-12-24"), closures=("2026-12-24",)), "x"),
            "calendar.always_shut",
        ),
        (lambda: ChangeCalendar("late", only_on("2026-02-24"), "x"), "calendar.always_shut"),
        (lambda: ChangeCalendar("late", hours(("09:00", "09:00")), "x"), "calendar.window_is_empty"),
        (lambda: ChangeCalendar("late", replace(LATE, zone="Qqqq/Zzzz"), "x"), "calendar.unknown_zone"),
        (lambda: ChangeCalendar("late", replace(LATE, region="GB-XXX"), "x"), "calendar.unknown_region"),
        (lambda: ChangeCalendar("late", LATE, " "), "clock.no_reason"),
    ],
)
def test_what_makes_no_sense_is_refused_in_words_and_leaves_all_as_it_was(
    desk: Desk, make: Callable[[], Command], code: str
) -> None:
    before = desk.world.ask(standards), desk.world.ask(calendars)
    with pytest.raises(Refused) as refused:
        sets(desk, make())
    assert refused.value.code == code
    assert code not in sentence_for(refused.value)
    assert (desk.world.ask(standards), desk.world.ask(calendars)) == before


@pytest.mark.parametrize(
    "definition",
    [
        nights("mon", tue=LATE_DAY, sun=NIGHT),
        replace(nights("mon"), date_hours={"2026-03-10": DAY}, closures=("2026-03-10",)),
        replace(nights("mon"), date_hours={"2026-12-25": DAY}),
    ],
    ids=["they touch", "before a closure", "on a holiday"],
)
def test_nights_that_end_before_the_next_day_opens_are_taken(desk: Desk, definition: CalendarDefinition) -> None:
    assert sets(desk, ChangeCalendar("late", definition, "At night too"))["version"] == 1


def test_the_house_s_own_stay_where_one_more_is_set(tmp_path: Path) -> None:
    from tests.support import fresh_world

    world = fresh_world(tmp_path)
    extra = rule(id="ack", metric=Metric.ACKNOWLEDGEMENT)
    world.do(ChangeStandard(extra, "A word at once"), TRAINER)
    kept = [row.definition.rule.id for row in world.ask(standards)]
    assert kept == [*(own.rule.id for own in DEFAULT_STANDARDS), "ack"]


def test_a_version_that_begins_later_leaves_the_one_before_it_in_force_until_then(desk: Desk) -> None:
    april = replace(QUICK, rule=replace(QUICK.rule, valid_from=date(2026, 4, 1)))
    sets(desk, ChangeStandard(april, "A quicker spring"))
    (row,) = (row for row in desk.world.ask(standards) if row.definition.rule.id == "first-response")
    assert (row.version, row.definition.rule.length, row.is_in_force) == (1, 60, True)
    assert row.coming is not None
    assert (row.coming.version, row.newest.definition.rule.length) == (2, 30)
    assert first(desk, desk.ticket()).target_minutes == 60
    midnight = datetime(2026, 3, 31, 23, tzinfo=UTC)  # in London, where it is summer by then
    for moment, version in ((midnight - timedelta(seconds=1), 1), (midnight, 2)):
        taken = next(
            row for row in desk.world.ask(match, TicketType.COMPLAINT, Priority.NORMAL, moment) if row.fit is Fit.YES
        )
        assert (taken.standard, taken.version) == ("first-response", version)


def test_a_version_that_ends_does_not_bring_back_the_one_before_it(desk: Desk) -> None:
    spring = replace(QUICK.rule, valid_to=date(2026, 3, 3))
    sets(desk, ChangeStandard(replace(QUICK, rule=spring), "Only for the fair"))
    fits = {
        row.standard: row.fit
        for row in desk.world.ask(match, TicketType.COMPLAINT, Priority.NORMAL, at(9) + timedelta(days=2))
    }
    assert fits["first-response"] is Fit.NOT_IN_FORCE


def test_each_version_says_since_when_it_is_set(desk: Desk) -> None:
    desk.until(at(10))
    sets(desk, ChangeStandard(QUICK, "A quicker summer"))
    with pytest.raises(Refused):
        sets(desk, ChangeStandard(QUICK, " "))
    assert desk.world.ask(set_at) == (SetRow("first-response", 2, at(10)),)
