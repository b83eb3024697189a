# SPDX-License-Identifier: MIT
"""Acts on very many clocks are divided: no entry grows too large, and what a kill leaves is done before all else."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import func, select

from crmtrainer.agenda.models import AgendaItem
from crmtrainer.agenda.rules import AgendaState
from crmtrainer.bootstrap import open_world
from crmtrainer.handoffs.queries import running
from crmtrainer.journal import entry as entries
from crmtrainer.journal.entry import entry_from
from crmtrainer.journal.report import RecordState
from crmtrainer.journal.tables import WORLD
from crmtrainer.journal.verify import verify
from crmtrainer.kernel.commands import Command
from crmtrainer.kernel.errors import Refused
from crmtrainer.kernel.ids import TicketId
from crmtrainer.replay import replay
from crmtrainer.service_levels import portions
from crmtrainer.service_levels.commands import AdjustTiming, ChangeCalendar, RebaseCalendar
from crmtrainer.service_levels.definitions import DESK, CalendarDefinition
from crmtrainer.service_levels.models import StoryEvent
from crmtrainer.service_levels.moving import on_older_calendar
from crmtrainer.service_levels.rules import EventKind
from crmtrainer.service_levels.timing import timing
from crmtrainer.store.unit_of_work import reading
from tests.casework.a_desk import Desk, a_desk, at
from tests.support import LEARNER, TRAINER

FROM_NOON = CalendarDefinition(hours=dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), (("12:00", "20:00"),)))
NO_LUNCH = CalendarDefinition(hours={"tue": (("09:00", "11:00"), ("12:00", "17:30"))})
TICKETS = 5
WHY = "Nobody was there in the morning"
REBASE, ADJUST = RebaseCalendar(DESK, WHY), AdjustTiming(200)


@pytest.fixture(autouse=True)
def few_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two tickets' clocks an act."""
    monkeypatch.setattr(portions, "AT_ONCE", 4)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    found = a_desk(tmp_path)
    for _ in range(TICKETS):
        found.ticket()
    found.world.do(ChangeCalendar(DESK, FROM_NOON, "The late desk"), TRAINER)
    return found


def told(desk: Desk, *verbs: str) -> list[tuple[str, int]]:
    """The acts of these verbs in their order, and how many clocks each moved."""
    entry = WORLD.entry.c
    with reading(desk.world.world.app.database) as session:
        bodies = session.scalars(select(entry.body).where(entry.verb.in_(verbs)).order_by(entry.seq)).all()
    return [(act.verb, int(str(act.facts["clocks"]))) for act in map(entry_from, bodies)]


def dues(desk: Desk) -> set[object]:
    return {desk.clock(TicketId(number), "first_response").due for number in range(1, TICKETS + 1)}


def killed_after(desk: Desk, command: Command) -> None:
    """The act is entered, and the program gone before the world could go on."""
    desk.world.world.app.perform(command, TRAINER)
    desk.world.reopen()


def test_other_hours_for_very_many_are_one_act_to_a_person_and_several_entries(desk: Desk) -> None:
    desk.world.do(REBASE, TRAINER)
    rest = ("calendar.rebase_rest", 4), ("calendar.rebase_rest", 2)
    assert told(desk, "calendar.rebase", "calendar.rebase_rest") == [("calendar.rebase", 4), *rest]
    assert desk.world.ask(on_older_calendar) == ()
    assert dues(desk) == {at(13)}


def test_each_names_the_same_reason_and_keeps_it_erasable(desk: Desk) -> None:
    desk.world.do(REBASE, TRAINER)
    with reading(desk.world.world.app.database) as session:
        swapped = select(StoryEvent.reason).where(StoryEvent.kind == EventKind.RULE_SWAPPED)
        assert session.scalars(swapped).all() == [WHY] * TICKETS * 2
        assert not any(WHY.encode() in body for body in session.scalars(select(WORLD.entry.c.body)))
        assert not any(WHY in args for args in session.scalars(select(AgendaItem.args)))


def test_another_timing_for_very_many_is_divided_as_well(desk: Desk) -> None:
    desk.world.do(ADJUST, TRAINER)
    rest = ("timing.adjust_rest", 4), ("timing.adjust_rest", 2)
    assert told(desk, "timing.adjust", "timing.adjust_rest") == [("timing.adjust", 4), *rest]
    assert dues(desk) == {at(11)}


@pytest.mark.parametrize("command", [REBASE, ADJUST])
def test_undivided_no_entry_would_hold_it(desk: Desk, command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(entries, "LARGEST_BODY", 7_000)
    monkeypatch.setattr(portions, "AT_ONCE", 1_000)
    with pytest.raises(Refused, match="entry_too_large"):
        desk.world.do(command, TRAINER)
    monkeypatch.setattr(portions, "AT_ONCE", 4)
    desk.world.do(command, TRAINER)
    assert dues(desk) == {at(13) if command is REBASE else at(11)}


@pytest.mark.parametrize(("command", "due"), [(REBASE, at(13)), (ADJUST, at(11))])
def test_what_a_kill_left_is_done_before_the_next_act(desk: Desk, command: Command, due: object) -> None:
    killed_after(desk, command)
    assert len(dues(desk)) == 2
    desk.opened()
    assert dues(desk) == {due}
    with reading(desk.world.world.app.database) as session:
        left = select(func.count()).select_from(AgendaItem).where(AgendaItem.state == AgendaState.PLANNED)
        assert session.scalar(left) == 0


def test_set_again_after_a_kill_the_last_counts_for_all(desk: Desk) -> None:
    killed_after(desk, ADJUST)
    desk.world.world.app.perform(AdjustTiming(400), TRAINER)  # before the world went on
    desk.world.world.tick()
    assert desk.world.ask(timing) == 400
    assert dues(desk) == {at(13)}


def test_what_ends_in_between_is_nothing_to_go_on_with(desk: Desk) -> None:
    killed_after(desk, REBASE)
    desk.world.world.app.perform(ChangeCalendar(DESK, FROM_NOON, "To be sure"), TRAINER)
    desk.world.world.app.perform(REBASE, TRAINER)
    desk.world.world.tick()
    assert desk.world.ask(on_older_calendar) == ()


def test_agreed_targets_go_along_in_whichever_part(desk: Desk) -> None:
    last = TicketId(TICKETS)
    desk.hand_over(last, photo=desk.writes(last, file="plate.jpg"))
    desk.until(at(9, 30))
    desk.world.do(ChangeCalendar(DESK, NO_LUNCH, "Lunch"), TRAINER)
    before = [row.target_at for row in desk.world.ask(running)]
    desk.world.do(REBASE, TRAINER)
    assert [row.target_at for row in desk.world.ask(running)] != before


@pytest.mark.parametrize("is_killed", [False, True])
def test_it_replays_and_verifies(desk: Desk, tmp_path: Path, *, is_killed: bool) -> None:
    for command in (REBASE, ADJUST):
        if is_killed:
            killed_after(desk, command)
        else:
            desk.world.do(command, TRAINER)
    desk.opened()
    desk.world.world.close()
    report = replay(desk.world.path, tmp_path / "again.sqlite3")
    assert (report.same, report.first_difference) == (True, None)
    assert verify(tmp_path / "again.sqlite3").result is RecordState.INTACT
    desk.world.reopen()


@pytest.mark.parametrize("command", [REBASE, ADJUST])
def test_whoever_only_reads_never_sees_half_of_it(desk: Desk, command: Command) -> None:
    before = desk.world.world.app.perform(command, TRAINER)
    assert desk.world.ask(portions.being_moved)
    desk.world.world.close()
    world = open_world(desk.world.path)
    assert not world.ask(portions.being_moved, LEARNER)
    if command is REBASE:
        assert world.ask(on_older_calendar, TRAINER) == ()
    world.close()
    assert verify(desk.world.path).result is RecordState.INTACT
    assert before.outcome.facts["clocks"] == 4
