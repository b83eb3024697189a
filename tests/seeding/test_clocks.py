# SPDX-License-Identifier: MIT
"""Seeded clocks repeat what their events give, and were met or missed for a reason that somebody noted."""

from collections import Counter, defaultdict
from datetime import datetime

import pytest

from crmtrainer.kernel.moments import from_micros
from crmtrainer.seeding.histories import Numbers, chunk_rows, common_rows
from crmtrainer.seeding.profile import Profile
from crmtrainer.seeding.sectors import sector_keys
from crmtrainer.service_levels.courses import courses
from crmtrainer.service_levels.definitions import calendar_from, rule_from, standard_from
from crmtrainer.service_levels.rules import ClockEvent, EventKind, Metric, PauseState
from crmtrainer.service_levels.timers import TimerReading, read_timer
from crmtrainer.service_levels.traits import Traits
from crmtrainer.service_levels.working_time import Table, table_for
from tests.seeding.conftest import Row, Rows, rows_of

OPEN = ("new", "in_progress", "waiting")
MINUTE = 60_000_000


def event_of(row: Row) -> ClockEvent:
    return ClockEvent(
        kind=EventKind(row["kind"]),
        at=from_micros(row["at"]),
        entered_at=from_micros(row["entered_at"]),
        metric=Metric(row["metric"]) if row["metric"] else None,
        subject=row["subject"],
        reason=row["reason"],
        visible_message=bool(row["visible_message"]),
        waiting_for=PauseState(row["waiting_for"]) if row["waiting_for"] else None,
        due_at=from_micros(row["due_at"]) if row["due_at"] else None,
    )


def reading_of(clock: Row, events: list[ClockEvent], tables: dict[int, Table], now: datetime) -> TimerReading:
    found = [c for c in courses(events, [rule_from(clock["rule"])], now) if c.subject == clock["subject"]]
    return read_timer(found[0], tables[clock["calendar_id"]], now)


@pytest.mark.parametrize("sector", sector_keys())
def test_what_clocks_repeat_is_what_their_events_give(sector: str) -> None:
    profile, numbers = Profile(1200, 5, sector=sector, cases=200), Numbers()
    rows = rows_of([*common_rows(profile, numbers), *chunk_rows(profile, 0, profile.customers, numbers)])
    tables = {row["id"]: table_for(calendar_from(row["definition"]).calendar()) for row in rows["calendar_version"]}
    stories: dict[str, list[ClockEvent]] = defaultdict(list)
    for row in rows["story_event"]:
        stories[row["story"]].append(event_of(row))
    running = 0
    for clock in rows["service_clock"]:
        reading = reading_of(clock, stories[clock["story"]], tables, profile.starts_at)
        highest = max((crossing.percent for crossing in reading.crossed), default=0)
        coming = reading.next_crossing.holds_from if reading.is_running and reading.next_crossing else None
        told = (clock["open"], clock["due_at"], clock["next_at"], clock["noticed"], clock["anchor_at"])
        due = None if reading.due is None else int(reading.due.timestamp() * 1_000_000)
        ahead = None if coming is None else round(coming.timestamp() * 1_000_000)
        assert told == (reading.is_running, due, ahead, highest, round(reading.anchor.timestamp() * 1_000_000)), clock
        running += reading.is_running
    assert running > 20


def test_every_ticket_has_the_clocks_that_its_standards_give(seeded: Rows) -> None:
    standards = [standard_from(row["definition"]) for row in seeded["standard"]]
    clocks: dict[int, dict[str, str]] = defaultdict(dict)
    for row in seeded["service_clock"]:
        if not row["subject"]:
            clocks[row["ticket_id"]][row["metric"]] = rule_from(row["rule"]).id
    for ticket in seeded["ticket"]:
        traits = Traits(**{name: ticket[name] for name in ("type", "priority", "severity", "category", "channel")})
        fitting = [each for each in standards if each.applies_to(traits)]
        wanted = {each.rule.metric.value: each.rule.id for each in reversed(fitting)}
        assert clocks[ticket["id"]] == wanted


def test_the_clocks_of_open_tickets_run_and_those_of_settled_ones_do_not(seeded: Rows) -> None:
    states = {row["id"]: row["status"] for row in seeded["ticket"]}
    running = Counter(states[row["ticket_id"]] for row in seeded["service_clock"] if row["open"] and not row["subject"])
    assert running.total() > 5
    assert set(running) <= set(OPEN)
    resolution = {row["ticket_id"] for row in seeded["service_clock"] if row["metric"] == "resolution" and row["open"]}
    assert resolution == {ident for ident, status in states.items() if status in OPEN}


def test_most_limits_were_met_and_each_that_was_missed_has_its_breach_and_its_reason(seeded: Rows) -> None:
    over = [row for row in seeded["service_clock"] if not row["open"] and not row["subject"]]
    missed = [row for row in over if row["noticed"] == 100]
    assert 0.03 < len(missed) / len(over) < 0.2
    breaches = {(row["story"], row["metric"]) for row in seeded["story_event"] if row["kind"] == "breached"}
    noticed = Counter(row["clock_id"] for row in seeded["threshold_notice"])
    reasons = {row["ticket_id"] for row in seeded["interaction"] if row["reason"] == "Late"}
    for clock in missed:
        assert (clock["story"], clock["metric"]) in breaches
        assert noticed[clock["id"]] == 1
        assert clock["ticket_id"] in reasons
    assert reasons <= {row["ticket_id"] for row in missed}


def test_a_promise_has_a_clock_and_what_still_runs_is_on_the_agenda(seeded: Rows, profile: Profile) -> None:
    clocks = {row["subject"]: row for row in seeded["service_clock"] if row["subject"]}
    assert set(clocks) == {f"promise:{row['id']}" for row in seeded["promise"]}
    planned = {row["topic"]: row for row in seeded["agenda_item"]}
    for promise in seeded["promise"]:
        clock = clocks[f"promise:{promise['id']}"]
        assert (clock["anchor_at"], clock["due_at"]) == (promise["made_at"], promise["due_at"])
        assert clock["open"] == (promise["ended_at"] is None)
        assert (f"promise:{promise['id']}" in planned) == (promise["state"] == "open")
    for item in planned.values():
        assert from_micros(item["due_at"]) >= profile.starts_at


def test_a_bare_world_has_no_organisation_and_nothing_that_runs() -> None:
    bare, numbers = Profile(240, 7, is_bare=True), Numbers()
    rows = rows_of([*common_rows(bare, numbers), *chunk_rows(bare, 0, 240, numbers)])
    assert not {"organisation", "team", "standard", "service_clock", "story_event", "agenda_item"} & set(rows)
    assert "open" not in {row["state"] for row in rows["promise"]}
    assert rows["ticket"]
