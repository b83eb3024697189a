# SPDX-License-Identifier: MIT
"""All that can befall a ticket, its limits, its teams and its twins: acts for a machine that plays them at random."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule
from sqlalchemy import select

from crmtrainer.handoffs.commands import (
    AnswerTeam,
    AskBack,
    ChaseTeam,
    HandoffItemGiven,
    SendHandoff,
    SetTeamTargets,
    WithdrawHandoff,
)
from crmtrainer.interactions.commands import LogInteraction, MakePromise, SendMessage
from crmtrainer.interactions.rules import Channel, ContactOutcome, Direction
from crmtrainer.kernel.commands import SYSTEM, Actor, Command
from crmtrainer.kernel.errors import Refused
from crmtrainer.kernel.ids import HandoffId, TicketId
from crmtrainer.limits.book import Cause
from crmtrainer.limits.commands import (
    BeginLimit,
    DropLimit,
    ExtendLimit,
    MeetLimit,
    MoveLimit,
    PauseLimit,
    ResumeLimit,
)
from crmtrainer.service_levels.commands import (
    AdjustTiming,
    ChangeCalendar,
    ChangeStandard,
    RebaseCalendar,
    RebaseClock,
    WaiveBreach,
)
from crmtrainer.service_levels.definitions import DEFAULT_STANDARDS, DESK, CalendarDefinition, StandardDefinition
from crmtrainer.service_levels.models import ServiceClock
from crmtrainer.service_levels.rules import ClockRule, EventKind, Length, Metric, PauseState, Unit, limit_in
from crmtrainer.service_levels.story import events_of
from crmtrainer.service_levels.turns import waiting_since
from crmtrainer.store.unit_of_work import reading
from crmtrainer.tickets.commands import (
    CloseTicket,
    CorrectFirstContact,
    MergeTicket,
    Reclassify,
    ReopenTicket,
    SetPriority,
    SetStatus,
)
from crmtrainer.tickets.rules import CloseReason, Priority, Severity, Status, TicketType
from tests.casework.a_desk import HARMLESS, SAHOTA, Desk, a_desk
from tests.casework.what_ran import only_acknowledged, what_ran_stays
from tests.support import LEARNER, LONDON, START, TRAINER, open_world

GOODS, DEADLOCK = "CLK-CCR-CANCEL-GOODS", "CLK-OFCOM-ADR"
LIMITS = st.sampled_from(["CLK-SAR", "CLK-CRA-REJECT", "CLK-BREACH-ICO", "CLK-FCA-PSD", GOODS, DEADLOCK])
CAUSES = {GOODS: (Cause.NOT_TOLD, Cause.TOLD_LATE), DEADLOCK: (Cause.DEADLOCK,)}
OPENS = st.sampled_from(["08:00", "09:00", "11:30"])
WHICH = st.integers(0, 3)
"""Which of the limits that run on a ticket, its own and those that were taken over with a ticket merged into it."""
_DAYTIME = ("mon", "tue", "wed", "thu", "fri")
ALWAYS = CalendarDefinition(hours=dict.fromkeys((*_DAYTIME, "sat", "sun"), (("00:00", "24:00"),)), region=None)


def _a_rule(name: str, metric: Metric, length: int, **more: Any) -> ClockRule:
    return ClockRule(id=name, metric=metric, unit=Unit.BUSINESS_MINUTES, length=length, **more)


STANDARDS = (
    StandardDefinition(_a_rule("next", Metric.NEXT_RESPONSE, 60), DESK, types=("complaint", "incident")),
    StandardDefinition(_a_rule("update", Metric.PROGRESS_UPDATE, 240), DESK, types=("complaint", "enquiry")),
    StandardDefinition(_a_rule("first-fix", Metric.FIRST_RESOLUTION, 300), "always", types=("incident", "enquiry")),
    StandardDefinition(_a_rule("ack", Metric.ACKNOWLEDGEMENT, 30), DESK, types=("complaint", "incident")),
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
    StandardDefinition(_a_rule("night-fix", Metric.RESOLUTION, 480), "always", priorities=("urgent",)),
)
"""Turns, a longest pause, another calendar for some, and nothing for others: what most worlds have not."""


@cache
def _begun() -> bytes:
    """The file of a world with these standards and a ticket in it, made once."""
    with TemporaryDirectory() as folder:
        desk = a_desk(Path(folder))
        desk.world.do(ChangeCalendar("always", ALWAYS, "The night desk"), TRAINER)
        for standard in STANDARDS:
            desk.world.do(ChangeStandard(standard, "To try everything", first=True), TRAINER)
        assert desk.ticket() == 1
        desk.world.world.close()
        return desk.world.path.read_bytes()


class Life(RuleBasedStateMachine):
    """Everything that can befall a ticket and its limits, and time."""

    def __init__(self) -> None:
        super().__init__()
        self._folder = TemporaryDirectory()
        path = Path(self._folder.name) / "world.sqlite3"
        path.write_bytes(_begun())
        self.desk = Desk(open_world(path, START))
        self.ticket = TicketId(1)
        self.twin: TicketId | None = None
        self._opened_on: date | None = None

    def opened(self) -> None:
        """His record is open: it is opened once a day."""
        today = self.desk.world.clock.now().astimezone(LONDON).date()
        if today != self._opened_on:
            self.desk.opened()
            self._opened_on = today

    def act(self, command: Command, by: Actor = LEARNER) -> None:
        self.opened()
        with suppress(Refused):  # it makes no sense just now, and leaves everything as it was: the invariants look
            self.desk.world.do(command, by)

    @rule(minutes=st.sampled_from([1, 29, 61, 480, 1440, 6 * 1440]))
    def time(self, minutes: int) -> None:
        self.desk.world.advance(minutes=minutes)

    @rule()
    def reply(self) -> None:
        self.act(SendMessage(SAHOTA, Channel.EMAIL, "We are on it.", self.ticket))

    @rule()
    def acknowledge(self) -> None:
        with only_acknowledged(self.desk, self.ticket):
            self.act(SendMessage(SAHOTA, Channel.EMAIL, "It has come in.", self.ticket, only_acknowledges=True))

    @rule()
    def customer(self) -> None:
        self.desk.writes(self.ticket)

    @rule(status=st.sampled_from([Status.IN_PROGRESS, Status.WAITING, Status.RESOLVED]), why=st.sampled_from(["", "x"]))
    def status(self, status: Status, why: str) -> None:
        self.act(SetStatus(self.ticket, status, why))

    @rule(priority=st.sampled_from(Priority))
    def priority(self, priority: Priority) -> None:
        with what_ran_stays(self.desk, self.ticket):
            self.act(SetPriority(self.ticket, priority, "As it is"))

    @rule(
        type=st.sampled_from(TicketType), category=st.sampled_from(["", "billing"]), severity=st.sampled_from(Severity)
    )
    def reclassify(self, type: TicketType, category: str, severity: Severity) -> None:
        with what_ran_stays(self.desk, self.ticket):
            self.act(Reclassify(self.ticket, type, category, severity, "As it is"))

    @rule()
    def close(self) -> None:
        self.act(CloseTicket(self.ticket, CloseReason.RESOLVED, "Done"))

    @rule()
    def reopen(self) -> None:
        self.act(ReopenTicket(self.ticket, "It came back"))

    @rule(days=st.integers(0, 9), minutes=st.sampled_from([0, 45, 200]))
    def first_told(self, days: int, minutes: int) -> None:
        """It turns out when they first told us, or that it was not so early after all."""
        at = self.desk.world.clock.now() - timedelta(days=days, minutes=minutes)
        self.act(CorrectFirstContact(self.ticket, at, "It was in the book"))

    @rule(limit=LIMITS, days=st.integers(0, 40))
    def begin(self, limit: str, days: int) -> None:
        self.act(BeginLimit(self.ticket, limit, self.desk.world.clock.now() - timedelta(days=days)))

    @rule(which=WHICH, days=st.integers(0, 40))
    def begin_again(self, which: int, days: int) -> None:
        for name in self._limit(which):
            self.act(BeginLimit(self.ticket, name, self.desk.world.clock.now() - timedelta(days=days)))

    @rule(which=WHICH, state=st.sampled_from([PauseState.WAITING_CLARIFICATION, PauseState.WAITING_GOODS]))
    def pause(self, which: int, state: PauseState) -> None:
        for name in self._limit(which, "CLK-SAR", "CLK-CRA-REJECT"):
            self.act(PauseLimit(self.ticket, name, state))

    @rule(which=WHICH)
    def resume(self, which: int) -> None:
        for name in self._limit(which, "CLK-SAR", "CLK-CRA-REJECT"):
            self.act(ResumeLimit(self.ticket, name))

    @rule(which=WHICH)
    def extend(self, which: int) -> None:
        for name in self._limit(which, "CLK-SAR"):
            self.act(ExtendLimit(self.ticket, name, "It is much"))

    @rule(which=WHICH, late=st.booleans(), days=st.integers(0, 20))
    def move(self, which: int, late: bool, days: int) -> None:
        for name in self._limit(which, *CAUSES):
            happened = self.desk.world.clock.now() - timedelta(days=days)
            cause = CAUSES[limit_in(name)][-1 if late else 0]
            self.act(MoveLimit(self.ticket, name, cause, happened, "No leaflet was in the box"))

    @rule(which=WHICH)
    def meet(self, which: int) -> None:
        for name in self._limit(which):
            self.act(MeetLimit(self.ticket, name, "Done"))

    @rule(which=WHICH)
    def drop(self, which: int) -> None:
        for name in self._limit(which):
            self.act(DropLimit(self.ticket, name, "It is none"))

    @rule(hours=st.sampled_from([1, 4, 30]))
    def promise(self, hours: int) -> None:
        self.act(MakePromise(SAHOTA, "I ring you", self.desk.world.clock.now() + timedelta(hours=hours), self.ticket))

    @rule(percent=st.sampled_from([0, 100, 150, 1000]))
    def timing(self, percent: int) -> None:
        self.act(AdjustTiming(percent), TRAINER)

    @rule(clock=st.integers(1, 12))
    def waive(self, clock: int) -> None:
        self.act(WaiveBreach(clock, "The line was down"), TRAINER)

    @rule(opens=OPENS)
    def other_hours(self, opens: str) -> None:
        week = dict.fromkeys(("mon", "tue", "wed", "thu", "fri", "sat"), ((opens, "17:30"),))
        self.act(ChangeCalendar(DESK, CalendarDefinition(hours=week), "Other hours"), TRAINER)

    @rule(opens=st.none() | OPENS)
    def by_other_hours(self, opens: str | None) -> None:
        if opens:
            self.other_hours(opens)
        self.act(RebaseCalendar(DESK, "From now on"), TRAINER)

    @rule(length=st.sampled_from([15, 600]))
    def other_standard(self, length: int) -> None:
        kept = DEFAULT_STANDARDS[0]
        self.act(ChangeStandard(replace(kept, rule=replace(kept.rule, length=length)), "Another length"), TRAINER)

    @rule(
        minutes=st.sampled_from([0, 20, 200, 3000]),
        ours=st.booleans(),
        channel=st.sampled_from([Channel.PHONE, Channel.EMAIL, Channel.LETTER]),
        outcome=st.sampled_from([ContactOutcome.INFORMATION, ContactOutcome.NO_ANSWER]),
    )
    def told_afterwards(self, minutes: int, ours: bool, channel: Channel, outcome: ContactOutcome) -> None:
        at = self.desk.world.clock.now() - timedelta(minutes=minutes)
        way = Direction.OUT if ours else Direction.IN
        log = LogInteraction(SAHOTA, channel, way, "His legs", "We spoke", outcome)
        self.act(replace(log, ticket_id=self.ticket, happened_at=at))

    @rule()
    def hand_over(self) -> None:
        photo = self.desk.writes(self.ticket, file="plate.jpg")
        given = (HandoffItemGiven(name, value) for name, value in HARMLESS.items())
        items = (*given, HandoffItemGiven("photo", "", photo))
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

    @rule(minutes=st.sampled_from([15, 61, 600]))
    def other_targets(self, minutes: int) -> None:
        self.act(SetTeamTargets("warehouse", min(60, minutes), minutes, DESK, "They are two people short"), TRAINER)

    @rule(minutes=st.sampled_from([16, 61]), taken_back=st.booleans())
    def the_team_is_late(self, minutes: int, taken_back: bool) -> None:
        """It agreed to less than it takes: to look, or to finish what it works on."""
        self.other_targets(15)
        self.hand_over()
        self.desk.world.advance(minutes=minutes)
        if taken_back:
            for handoff in (1, 2, 3):  # what it has not is refused
                self.taken_back(handoff)

    @rule(clock=st.integers(1, 12), opens=st.none() | OPENS)
    def one_by_other_hours(self, clock: int, opens: str | None) -> None:
        if opens:
            self.other_hours(opens)
        self.act(RebaseClock(clock, "From now on"), TRAINER)

    @rule(hours=st.integers(0, 90), limit=st.none() | LIMITS, days=st.integers(0, 40))
    def opened_twice(self, hours: int, limit: str | None, days: int) -> None:
        self._open_twin(hours, limit, days)

    def _open_twin(self, hours: int, limit: str | None, days: int) -> None:
        self.opened()
        now = self.desk.world.clock.now()
        self.twin = self.desk.ticket(subject="The same", first_contact_at=now - timedelta(hours=hours))
        if limit:
            self.act(BeginLimit(self.twin, limit, now - timedelta(days=days)))

    @rule(ours=st.booleans(), only=st.booleans())
    def on_the_other(self, ours: bool, only: bool) -> None:
        if self.twin is not None and ours:
            self.act(SendMessage(SAHOTA, Channel.EMAIL, "We are on it.", self.twin, only_acknowledges=only))
        elif self.twin is not None:
            self.desk.writes(self.twin)

    @rule(type=st.sampled_from(TicketType), severity=st.sampled_from(Severity))
    def the_other_is_another(self, type: TicketType, severity: Severity) -> None:
        if self.twin is not None:
            self.act(Reclassify(self.twin, type, "", severity, "As it is"))

    @rule()
    def taken_up_again(self) -> None:
        if self.twin is not None:
            self.act(ReopenTicket(self.twin, "It is another matter after all"))

    @rule(fresh=st.booleans(), hours=st.integers(0, 90), limit=st.none() | LIMITS, days=st.integers(0, 40))
    def merge(self, fresh: bool, hours: int, limit: str | None, days: int) -> None:
        """What waits, waits on since the older message, and each limit of the law that ran runs on."""
        if self.twin is None or fresh:
            self._open_twin(hours, limit, days)
        assert self.twin is not None
        waited, limits = self._waiting(self.twin, self.ticket), self._by_law(self.twin, self.ticket)
        self.opened()
        try:
            self.desk.world.do(MergeTicket(self.twin, self.ticket, "One matter"), LEARNER)
        except Refused:
            return
        assert self._waiting(self.ticket) == waited
        assert self._by_law(self.ticket) == limits
        assert not self._by_law(self.twin)
        with reading(self.desk.world.world.app.database) as session:
            running = select(ServiceClock.anchor_at).where(
                ServiceClock.ticket_id == self.ticket, ServiceClock.open, ServiceClock.metric == Metric.NEXT_RESPONSE
            )
            anchors = session.scalars(running).all()
            assert len(anchors) <= 1
            replied = any(e.kind is EventKind.VISIBLE_REPLY for e in events_of(session, f"ticket:{self.ticket}"))
            assert not anchors or (replied and set(anchors) == set(waited))

    @rule()
    def the_other_is_looked_at(self) -> None:
        """What befalls the ticket from now on befalls its twin, merged or not."""
        if self.twin is not None:
            self.ticket, self.twin = self.twin, self.ticket

    def _limit(self, which: int, *of: str) -> list[str]:
        """What one of the limits that run on the ticket is called there; none where none of these runs."""
        with reading(self.desk.world.world.app.database) as session:
            mine = ServiceClock.ticket_id == self.ticket, ServiceClock.metric == Metric.STATUTORY, ServiceClock.open
            names = session.scalars(select(ServiceClock.subject).where(*mine).order_by(ServiceClock.id)).all()
        found = [name for name in names if not of or limit_in(name) in of]
        return [found[which % len(found)]] if found else []

    def _waiting(self, *tickets: TicketId) -> list[datetime]:
        """Since when the customer has waited on these, the longest; empty where on none."""
        with reading(self.desk.world.world.app.database) as session:
            since = (waiting_since(events_of(session, f"ticket:{ticket}")) for ticket in tickets)
            return sorted(at for at in since if at is not None)[:1]

    def _by_law(self, *tickets: TicketId) -> set[tuple[str, datetime, datetime | None]]:
        """The limits of the law that run on these."""
        with reading(self.desk.world.world.app.database) as session:
            mine = ServiceClock.ticket_id.in_(tickets), ServiceClock.open, ServiceClock.metric == Metric.STATUTORY
            running = session.scalars(select(ServiceClock).where(*mine))
            return {(limit_in(one.subject), one.anchor_at, one.due_at) for one in running}
