# SPDX-License-Identifier: MIT
"""A ticket's life at random: no due time moves without an event, no breach goes, and what is kept equals its events."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import invariant, run_state_machine_as_test
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from crmtrainer.agenda.models import AgendaItem
from crmtrainer.agenda.rules import AgendaState
from crmtrainer.figures.queries import recount
from crmtrainer.handoffs.models import Handoff
from crmtrainer.handoffs.rules import HandoffState
from crmtrainer.interactions.models import Promise
from crmtrainer.journal.verify import verify
from crmtrainer.service_levels.models import ServiceClock, StoryEvent, ThresholdNotice
from crmtrainer.service_levels.rules import MERGED, TOO_LATE_BY, EventKind, Metric, PauseState
from crmtrainer.service_levels.story import events_of, read_clock, table_of
from crmtrainer.service_levels.timers import TimerReading
from crmtrainer.service_levels.waived import IS_WAIVED
from crmtrainer.store.unit_of_work import reading
from crmtrainer.tickets.models import Ticket
from crmtrainer.tickets.rules import Status
from tests.casework.a_desk import ACCEPTANCE
from tests.casework.a_life import Life

SETTINGS = settings(
    max_examples=8,
    stateful_step_count=25,
    derandomize=True,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    print_blob=True,
)
Found = list[tuple[ServiceClock, TimerReading | None]]
_BY_TIME_ALONE = frozenset({EventKind.BREACHED})


class TicketLife(Life):
    """What holds after each act and each stretch of time."""

    def __init__(self) -> None:
        super().__init__()
        self.breached: set[int] = set()
        self.missed: dict[int, datetime | None] = {}
        self.due: dict[int, tuple[int, datetime | None]] = {}
        self.found: Found = []
        self.read_at: tuple[int, datetime] | None = None
        self.recounted: tuple[int, datetime] | None = None

    @invariant()
    def what_is_counted_by_the_hour_equals_a_recount(self) -> None:
        if self._state() != self.recounted:
            assert self.desk.world.ask(recount) == ()
            self.recounted = self._state()

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
                    ticket = session.get(Ticket, handoff.ticket_id)
                    assert ticket is not None
                    assert handoff.state is HandoffState.ASKED or ticket.status is Status.WAITING
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
                    assert item.due_at == promise.due_at + TOO_LATE_BY
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
                    asked = [pause for pause in read.pauses if pause.waiting_for is PauseState.WAITING_SENDER]
                    waits = [(pause.start, pause.end) for pause in asked if pause.end is not None]
                    minutes = ACCEPTANCE["review_minutes" if is_review else "work_minutes"]
                    done = table_of(session, clock.calendar_id).due(began, int(str(minutes)) * 60, waits)
                    assert item.due_at == max(done, item.planned_at)

    @invariant()
    def no_due_time_moves_without_an_event(self) -> None:
        with self._readings() as (session, found):
            told = select(func.count()).select_from(StoryEvent).where(StoryEvent.kind.not_in(_BY_TIME_ALONE))
            events = session.scalar(told) or 0
            for clock, read in found:
                if read is None:
                    self.due.pop(clock.id, None)
                    continue
                # While it stands still it is due when the longest pause that is allowed says, or at no time at all.
                before = self.due.get(clock.id)
                assert before is None or before[0] != events or before[1] == read.kept_due, clock.rule
                self.due[clock.id] = (events, read.kept_due)

    @invariant()
    def every_breach_is_entered_once_and_none_disappears(self) -> None:
        with self._readings() as (session, found):
            entered, forgiven = _entered(session, EventKind.BREACHED), _entered(session, EventKind.WAIVED)
            told = Counter(session.scalars(select(ThresholdNotice.clock_id).where(ThresholdNotice.percent == 100)))
            now = {clock.id for clock, read in found if read is not None and read.is_breached}
            assert self.breached <= now
            waived = set(session.scalars(select(ServiceClock.id).where(ServiceClock.noticed >= 100, IS_WAIVED)))
            for clock, read in found:
                which = clock.story, clock.metric, clock.subject
                if read is None:
                    assert not entered[which], (clock.rule, clock.subject)
                    continue
                assert entered[which] == told[clock.id], (clock.rule, clock.subject)
                assert (entered[which] > 0) == read.is_breached == (clock.noticed >= 100)
                assert entered[which] <= 1 + forgiven[which]
                assert read.is_waived == (clock.id in waived)
            self.breached = now
            for ident, first in {clock.id: read.standing for clock, read in found if read is not None}.items():
                # What was missed first stays what was missed, whatever the clock becomes, unless it is waived.
                was = self.missed.get(ident)
                assert was is None or was not in first or first[0] == was
                self.missed[ident] = first[0] if first else None

    @contextmanager
    def _readings(self) -> Iterator[tuple[Session, Found]]:
        """Every clock and how it stands, read once after each act."""
        now = self.desk.world.clock.now()
        with reading(self.desk.world.world.app.database) as session:
            if self.read_at != self._state():
                clocks = session.scalars(select(ServiceClock).order_by(ServiceClock.id)).all()
                stories = {story: events_of(session, story) for story in {clock.story for clock in clocks}}
                tables = {ident: table_of(session, ident) for ident in {clock.calendar_id for clock in clocks}}
                self.found = [
                    (clock, read_clock(clock, stories[clock.story], tables[clock.calendar_id], now)) for clock in clocks
                ]
                self.read_at = self._state()
            yield session, self.found

    def _state(self) -> tuple[int, datetime]:
        """What changes with each act that was carried out, and with time: what was refused left all as it was."""
        return self.desk.world.world.app.database.commits, self.desk.world.clock.now()

    def teardown(self) -> None:
        path = self.desk.world.world.app.database.path
        self.desk.world.world.close()
        assert verify(path).result == "intact"
        self._folder.cleanup()


def _entered(session: Session, kind: EventKind) -> Counter[tuple[str, Metric | None, str]]:
    """How often this was entered of each clock; of a limit that went on with another ticket, since one began anew."""
    found: Counter[tuple[str, Metric | None, str]] = Counter()
    wanted = select(StoryEvent).where(StoryEvent.kind.in_([kind, EventKind.CANCELLED])).order_by(StoryEvent.id)
    for event in session.scalars(wanted):
        which = event.story, event.metric, event.subject
        if event.kind is kind:
            found[which] += 1
        elif event.metric is Metric.STATUTORY and event.reason == MERGED:
            found.pop(which, None)
    return found


@pytest.mark.timeout(240)
def test_a_tickets_life_keeps_its_promises() -> None:
    run_state_machine_as_test(TicketLife, settings=SETTINGS)  # type: ignore[no-untyped-call]
