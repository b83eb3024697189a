# SPDX-License-Identifier: MIT
"""A ticket's life at random: no due time moves without an event, no breach goes, and what is kept equals its events."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from crmtrainer.figures.queries import recount
from crmtrainer.interactions.commands import LogInteraction, MakePromise, SendMessage
from crmtrainer.interactions.rules import Channel, ContactOutcome, Direction
from crmtrainer.journal.verify import verify
from crmtrainer.kernel.commands import Actor, Command
from crmtrainer.kernel.errors import Refused
from crmtrainer.limits.commands import BeginLimit, DropLimit, ExtendLimit, MeetLimit, PauseLimit, ResumeLimit
from crmtrainer.service_levels.commands import (
    AdjustTiming,
    ChangeCalendar,
    ChangeStandard,
    RebaseCalendar,
    WaiveBreach,
)
from crmtrainer.service_levels.definitions import DEFAULT_STANDARDS, DESK, CalendarDefinition, StandardDefinition
from crmtrainer.service_levels.models import ServiceClock, StoryEvent, ThresholdNotice
from crmtrainer.service_levels.rules import ClockRule, EventKind, Length, Metric, PauseState, Unit
from crmtrainer.service_levels.story import events_of, read_clock, table_of
from crmtrainer.service_levels.timers import TimerReading, TimerState
from crmtrainer.store.unit_of_work import reading
from crmtrainer.tickets.commands import CloseTicket, MergeTicket, Reclassify, ReopenTicket, SetPriority, SetStatus
from crmtrainer.tickets.rules import CloseReason, Priority, Severity, Status, TicketType
from tests.casework.a_desk import SAHOTA, a_desk
from tests.support import LEARNER, TRAINER

LIMITS = st.sampled_from(["CLK-SAR", "CLK-CRA-REJECT", "CLK-BREACH-ICO", "CLK-FCA-PSD"])
SETTINGS = settings(
    max_examples=8,
    stateful_step_count=25,
    derandomize=True,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    print_blob=True,
)
_DAYTIME = ("mon", "tue", "wed", "thu", "fri")
ALWAYS = CalendarDefinition(hours=dict.fromkeys((*_DAYTIME, "sat", "sun"), (("00:00", "24:00"),)), region=None)


def _a_rule(name: str, metric: Metric, length: int, **more: Any) -> ClockRule:
    return ClockRule(id=name, metric=metric, unit=Unit.BUSINESS_MINUTES, length=length, **more)


STANDARDS = (
    StandardDefinition(_a_rule("next", Metric.NEXT_RESPONSE, 60), DESK, types=("complaint", "incident")),
    StandardDefinition(_a_rule("update", Metric.PROGRESS_UPDATE, 240), DESK, types=("complaint", "enquiry")),
    StandardDefinition(_a_rule("first-fix", Metric.FIRST_RESOLUTION, 300), "always", types=("incident", "enquiry")),
    replace(DEFAULT_STANDARDS[1], types=("complaint", "enquiry")),
    StandardDefinition(
        _a_rule(
            "patient",
            Metric.RESOLUTION,
            480,
            pauses_in=frozenset({PauseState.WAITING_CUSTOMER}),
            longest_pause=Length(120, Unit.BUSINESS_MINUTES),
            thresholds=(75,),
        ),
        DESK,
        priorities=("normal", "low"),
        types=("complaint", "incident"),
    ),
    StandardDefinition(_a_rule("night", Metric.FIRST_RESPONSE, 24 * 60), "always", priorities=("urgent",)),
)
"""Turns, a longest pause, another calendar for some, and nothing for others: what most worlds have not."""
_BY_TIME_ALONE = frozenset({EventKind.BREACHED})


class TicketLife(RuleBasedStateMachine):
    """Everything that can befall a ticket and its limits, and time."""

    def __init__(self) -> None:
        super().__init__()
        self._folder = TemporaryDirectory()
        self.desk = a_desk(Path(self._folder.name))
        self.desk.world.do(ChangeCalendar("always", ALWAYS, "The night desk"), TRAINER)
        for standard in STANDARDS:
            self.desk.world.do(ChangeStandard(standard, "To try everything", first=True), TRAINER)
        self.ticket = self.desk.ticket()
        self.breached: set[int] = set()
        self.due: dict[int, tuple[int, datetime | None]] = {}

    def act(self, command: Command, by: Actor = LEARNER) -> None:
        self.desk.opened()
        with suppress(Refused):  # it makes no sense just now, and leaves everything as it was: the invariants look
            self.desk.world.do(command, by)

    @rule(minutes=st.sampled_from([1, 29, 61, 480, 1440, 6 * 1440]))
    def time(self, minutes: int) -> None:
        self.desk.world.advance(minutes=minutes)

    @rule()
    def reply(self) -> None:
        self.act(SendMessage(SAHOTA, Channel.EMAIL, "We are on it.", self.ticket))

    @rule()
    def customer(self) -> None:
        self.desk.writes(self.ticket)

    @rule(status=st.sampled_from([Status.IN_PROGRESS, Status.WAITING, Status.RESOLVED]), why=st.sampled_from(["", "x"]))
    def status(self, status: Status, why: str) -> None:
        self.act(SetStatus(self.ticket, status, why))

    @rule(priority=st.sampled_from(Priority))
    def priority(self, priority: Priority) -> None:
        self.act(SetPriority(self.ticket, priority, "As it is"))

    @rule(
        type=st.sampled_from(TicketType), category=st.sampled_from(["", "billing"]), severity=st.sampled_from(Severity)
    )
    def reclassify(self, type: TicketType, category: str, severity: Severity) -> None:
        self.act(Reclassify(self.ticket, type, category, severity, "As it is"))

    @rule()
    def close(self) -> None:
        self.act(CloseTicket(self.ticket, CloseReason.RESOLVED, "Done"))

    @rule()
    def reopen(self) -> None:
        self.act(ReopenTicket(self.ticket, "It came back"))

    @rule(limit=LIMITS, days=st.integers(0, 9))
    def begin(self, limit: str, days: int) -> None:
        self.act(BeginLimit(self.ticket, limit, self.desk.world.clock.now() - timedelta(days=days)))

    @rule(limit=LIMITS, state=st.sampled_from([PauseState.WAITING_CLARIFICATION, PauseState.WAITING_GOODS]))
    def pause(self, limit: str, state: PauseState) -> None:
        self.act(PauseLimit(self.ticket, limit, state))

    @rule(limit=LIMITS)
    def resume(self, limit: str) -> None:
        self.act(ResumeLimit(self.ticket, limit))

    @rule(limit=LIMITS)
    def extend(self, limit: str) -> None:
        self.act(ExtendLimit(self.ticket, limit, "It is much"))

    @rule(limit=LIMITS)
    def meet(self, limit: str) -> None:
        self.act(MeetLimit(self.ticket, limit, "Done"))

    @rule(limit=LIMITS)
    def drop(self, limit: str) -> None:
        self.act(DropLimit(self.ticket, limit, "It is none"))

    @rule(hours=st.sampled_from([1, 4, 30]))
    def promise(self, hours: int) -> None:
        self.act(MakePromise(SAHOTA, "I ring you", self.desk.world.clock.now() + timedelta(hours=hours), self.ticket))

    @rule(percent=st.sampled_from([0, 100, 150, 1000]))
    def timing(self, percent: int) -> None:
        self.act(AdjustTiming(percent), TRAINER)

    @rule(clock=st.integers(1, 6))
    def waive(self, clock: int) -> None:
        self.act(WaiveBreach(clock, "The line was down"), TRAINER)

    @rule(opens=st.sampled_from(["08:00", "09:00", "11:30"]))
    def other_hours(self, opens: str) -> None:
        week = dict.fromkeys(("mon", "tue", "wed", "thu", "fri", "sat"), ((opens, "17:30"),))
        self.act(ChangeCalendar(DESK, CalendarDefinition(hours=week), "Other hours"), TRAINER)

    @rule()
    def by_other_hours(self) -> None:
        self.act(RebaseCalendar(DESK, "From now on"), TRAINER)

    @rule(length=st.sampled_from([15, 600]))
    def other_standard(self, length: int) -> None:
        kept = DEFAULT_STANDARDS[0]
        self.act(ChangeStandard(replace(kept, rule=replace(kept.rule, length=length)), "Another length"), TRAINER)

    @rule(minutes=st.sampled_from([0, 20, 200, 3000]), ours=st.booleans())
    def told_afterwards(self, minutes: int, ours: bool) -> None:
        at = self.desk.world.clock.now() - timedelta(minutes=minutes)
        way = Direction.OUT if ours else Direction.IN
        log = LogInteraction(SAHOTA, Channel.PHONE, way, "His legs", "We spoke", ContactOutcome.INFORMATION)
        self.act(replace(log, ticket_id=self.ticket, happened_at=at))

    @rule(hours=st.integers(0, 90))
    def merge(self, hours: int) -> None:
        self.desk.opened()
        earlier = self.desk.world.clock.now() - timedelta(hours=hours)
        twin = self.desk.ticket(subject="The same", first_contact_at=earlier)
        self.act(MergeTicket(twin, self.ticket, "One matter"))

    @invariant()
    def what_is_counted_by_the_hour_equals_a_recount(self) -> None:
        assert self.desk.world.ask(recount) == ()

    @invariant()
    def what_is_kept_equals_what_the_events_give(self) -> None:
        with self._readings() as (_, found):
            for clock, read in found:
                wanted = (False, None) if read is None else (read.is_running, read.kept_due)
                assert (clock.open, clock.due_at) == wanted, clock.rule

    @invariant()
    def no_due_time_moves_without_an_event(self) -> None:
        with self._readings() as (session, found):
            told = select(func.count()).select_from(StoryEvent).where(StoryEvent.kind.not_in(_BY_TIME_ALONE))
            events = session.scalar(told) or 0
            for clock, read in found:
                if read is None or read.state is TimerState.PAUSED:
                    self.due.pop(clock.id, None)
                    continue
                before = self.due.get(clock.id)
                assert before is None or before[0] != events or before[1] == read.due, clock.rule
                self.due[clock.id] = (events, read.due)

    @invariant()
    def every_breach_is_entered_once_and_none_disappears(self) -> None:
        with self._readings() as (session, found):
            entered = Counter(
                (event.story, event.metric, event.subject)
                for event in session.scalars(select(StoryEvent).where(StoryEvent.kind == EventKind.BREACHED))
            )
            told = Counter(session.scalars(select(ThresholdNotice.clock_id).where(ThresholdNotice.percent == 100)))
            now = {clock.id for clock, read in found if read is not None and read.is_breached}
            assert self.breached <= now
            for clock, read in found:
                if read is not None:
                    counted = (entered[clock.story, clock.metric, clock.subject], told[clock.id], clock.noticed >= 100)
                    assert counted == ((1, 1, True) if read.is_breached else (0, 0, False)), (clock.rule, clock.subject)
            self.breached = now

    @contextmanager
    def _readings(self) -> Iterator[tuple[Session, list[tuple[ServiceClock, TimerReading | None]]]]:
        with reading(self.desk.world.world.app.database) as session:
            clocks = session.scalars(select(ServiceClock).order_by(ServiceClock.id)).all()
            now = self.desk.world.clock.now()
            found = []
            for clock in clocks:
                events, table = events_of(session, clock.story), table_of(session, clock.calendar_id)
                found.append((clock, read_clock(clock, events, table, now)))
            yield session, found

    def teardown(self) -> None:
        path = self.desk.world.world.app.database.path
        self.desk.world.world.close()
        assert verify(path).result == "intact"
        self._folder.cleanup()


@pytest.mark.timeout(240)
def test_a_tickets_life_keeps_its_promises() -> None:
    run_state_machine_as_test(TicketLife, settings=SETTINGS)  # type: ignore[no-untyped-call]
