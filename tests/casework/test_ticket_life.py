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

from crmtrainer.agenda.models import AgendaItem
from crmtrainer.agenda.rules import AgendaState
from crmtrainer.figures.queries import recount
from crmtrainer.handoffs.commands import (
    AnswerTeam,
    AskBack,
    ChaseTeam,
    HandoffItemGiven,
    SendHandoff,
    SetTeamTargets,
    WithdrawHandoff,
)
from crmtrainer.handoffs.models import Handoff
from crmtrainer.handoffs.rules import HandoffState
from crmtrainer.interactions.commands import LogInteraction, MakePromise, SendMessage
from crmtrainer.interactions.models import Promise
from crmtrainer.interactions.rules import Channel, ContactOutcome, Direction
from crmtrainer.journal.verify import verify
from crmtrainer.kernel.commands import SYSTEM, Actor, Command
from crmtrainer.kernel.errors import Refused
from crmtrainer.kernel.ids import HandoffId
from crmtrainer.limits.commands import BeginLimit, DropLimit, ExtendLimit, MeetLimit, PauseLimit, ResumeLimit
from crmtrainer.service_levels.commands import (
    AdjustTiming,
    ChangeCalendar,
    ChangeStandard,
    RebaseCalendar,
    RebaseClock,
    WaiveBreach,
)
from crmtrainer.service_levels.definitions import DEFAULT_STANDARDS, DESK, CalendarDefinition, StandardDefinition
from crmtrainer.service_levels.models import ServiceClock, StoryEvent, ThresholdNotice
from crmtrainer.service_levels.rules import ClockRule, EventKind, Length, Metric, PauseState, Unit
from crmtrainer.service_levels.story import events_of, read_clock, table_of
from crmtrainer.service_levels.timers import TimerReading, TimerState
from crmtrainer.service_levels.waived import IS_WAIVED
from crmtrainer.store.unit_of_work import reading
from crmtrainer.tickets.commands import CloseTicket, MergeTicket, Reclassify, ReopenTicket, SetPriority, SetStatus
from crmtrainer.tickets.rules import CloseReason, Priority, Severity, Status, TicketType
from tests.casework.a_desk import ACCEPTANCE, HARMLESS, SAHOTA, a_desk
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
Found = list[tuple[ServiceClock, TimerReading | None]]
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
        self.found: Found = []
        self.read_at: tuple[int, datetime] | None = None

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

    @rule()
    def hand_over(self) -> None:
        photo = self.desk.writes(self.ticket, file="plate.jpg")
        items = (
            *(HandoffItemGiven(name, value) for name, value in HARMLESS.items()),
            HandoffItemGiven("photo", "", photo),
        )
        need_by = self.desk.world.clock.now() + timedelta(days=1)
        self.act(SendHandoff(self.ticket, "warehouse", "Pick four oak legs", need_by, items))

    @rule(minutes=st.sampled_from([21, 60]))
    def the_team_looks(self, minutes: int) -> None:
        self.desk.world.advance(minutes=minutes)

    @rule(handoff=st.integers(1, 3))
    def the_team_asks(self, handoff: int) -> None:
        self.act(AskBack(HandoffId(handoff), "Which plate?"), SYSTEM)

    @rule(handoff=st.integers(1, 3))
    def the_team_is_answered(self, handoff: int) -> None:
        self.act(AnswerTeam(HandoffId(handoff), "Six-hole"))

    @rule(handoff=st.integers(1, 3))
    def the_team_is_asked(self, handoff: int) -> None:
        self.act(ChaseTeam(HandoffId(handoff), "How is it going?"))

    @rule(handoff=st.integers(1, 3))
    def taken_back(self, handoff: int) -> None:
        self.act(WithdrawHandoff(HandoffId(handoff), "He keeps it"))

    @rule(minutes=st.sampled_from([61, 600]))
    def other_targets(self, minutes: int) -> None:
        self.act(SetTeamTargets("warehouse", 60, minutes, DESK, "They are two people short"), TRAINER)

    @rule(clock=st.integers(1, 12))
    def one_by_other_hours(self, clock: int) -> None:
        self.act(RebaseClock(clock, "From now on"), TRAINER)

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
        with self._readings() as (session, found):
            now = self.desk.world.clock.now()
            highest = select(ThresholdNotice.clock_id, func.max(ThresholdNotice.percent))
            told = {row[0]: row[1] for row in session.execute(highest.group_by(ThresholdNotice.clock_id))}
            for clock, read in found:
                assert clock.noticed == told.get(clock.id, 0)
                if read is None:
                    assert (clock.open, clock.due_at, clock.next_at) == (False, None, None), clock.rule
                    continue
                ahead = [c for c in (*read.crossed, *read.coming) if read.is_untold(c, clock.noticed)]
                wanted = max(ahead[0].holds_from, now) if ahead else None
                kept = (clock.anchor_at, clock.open, clock.due_at, clock.next_at)
                assert kept == (read.anchor, read.is_running, read.kept_due, wanted), clock.rule

    @invariant()
    def what_a_team_agreed_to_is_what_its_clock_says(self) -> None:
        with self._readings() as (session, found):
            theirs = {c.subject: (c, read) for c, read in found if c.metric is Metric.HANDOFF_COMPLETE}
            for handoff in session.scalars(select(Handoff)):
                clock, read = theirs.get(f"handoff:{handoff.id}", (None, None))
                if clock is None or read is None:
                    assert handoff.accepted_at is not None or handoff.target_at is None
                    continue
                if read.standing:
                    assert handoff.target_at == read.standing[0]
                elif read.due is not None:
                    assert handoff.target_at == read.due
                else:
                    assert handoff.state is HandoffState.ASKED
                    assert read.paused_since is not None
                    assert handoff.target_at is not None
                    table = table_of(session, clock.calendar_id)
                    left = table.elapsed(read.paused_since, handoff.target_at)
                    assert left == read.left_seconds

    @invariant()
    def what_is_planned_is_planned_by_what_counts_now(self) -> None:
        with self._readings() as (session, found):
            for item in session.scalars(select(AgendaItem).where(AgendaItem.state == AgendaState.PLANNED)):
                if item.topic.startswith("promise"):
                    promise = session.get(Promise, int(item.topic.partition(":")[2]))
                    assert promise is not None
                    assert item.due_at == promise.due_at
                elif item.topic.startswith(("handoff-review", "handoff-completion")):
                    handoff = session.get(Handoff, int(item.topic.partition(":")[2]))
                    assert handoff is not None
                    is_review = handoff.state is HandoffState.SENT
                    metric = Metric.HANDOFF_ACCEPT if is_review else Metric.HANDOFF_COMPLETE
                    clock, read = next(
                        (c, r) for c, r in found if (c.metric, c.subject) == (metric, f"handoff:{handoff.id}")
                    )
                    assert read is not None
                    began = handoff.sent_at if is_review else handoff.accepted_at
                    assert began is not None
                    waits = [(pause.start, pause.end) for pause in read.pauses if pause.end is not None]
                    minutes = ACCEPTANCE["review_minutes" if is_review else "work_minutes"]
                    done = table_of(session, clock.calendar_id).due(began, int(str(minutes)) * 60, waits)
                    assert item.due_at == max(done, item.planned_at)

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
            waived = set(session.scalars(select(ServiceClock.id).where(ServiceClock.noticed >= 100, IS_WAIVED)))
            forgiven = Counter(
                (event.story, event.metric, event.subject)
                for event in session.scalars(select(StoryEvent).where(StoryEvent.kind == EventKind.WAIVED))
            )
            for clock, read in found:
                if read is None:
                    continue
                which = clock.story, clock.metric, clock.subject
                assert entered[which] == told[clock.id], (clock.rule, clock.subject)
                assert (entered[which] > 0) == read.is_breached == (clock.noticed >= 100)
                assert entered[which] <= 1 + forgiven[which]
                assert read.is_waived == (clock.id in waived)
            self.breached = now

    @contextmanager
    def _readings(self) -> Iterator[tuple[Session, Found]]:
        """Every clock and how it stands, read once after each act."""
        database, now = self.desk.world.world.app.database, self.desk.world.clock.now()
        with reading(database) as session:
            if self.read_at != (database.commits, now):
                self.found = []
                for clock in session.scalars(select(ServiceClock).order_by(ServiceClock.id)).all():
                    events, table = events_of(session, clock.story), table_of(session, clock.calendar_id)
                    self.found.append((clock, read_clock(clock, events, table, now)))
                self.read_at = database.commits, now
            yield session, self.found

    def teardown(self) -> None:
        path = self.desk.world.world.app.database.path
        self.desk.world.world.close()
        assert verify(path).result == "intact"
        self._folder.cleanup()


@pytest.mark.timeout(240)
def test_a_tickets_life_keeps_its_promises() -> None:
    run_state_machine_as_test(TicketLife, settings=SETTINGS)  # type: ignore[no-untyped-call]
