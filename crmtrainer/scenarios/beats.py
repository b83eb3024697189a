# SPDX-License-Identifier: MIT
"""Which beats come next, and when: chosen by conditions after every act, and put on the agenda."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import func, select

from crmtrainer.agenda.models import AgendaItem
from crmtrainer.agenda.planning import drop, plan
from crmtrainer.agenda.rules import AgendaState
from crmtrainer.kernel.canonical import parse
from crmtrainer.kernel.commands import Role
from crmtrainer.scenarios.commands import PlayBeat
from crmtrainer.scenarios.conditions import holds
from crmtrainer.scenarios.format.base import moment_of
from crmtrainer.scenarios.format.scenario import Content
from crmtrainer.scenarios.format.talk import Beat
from crmtrainer.scenarios.models import BeatPlayed
from crmtrainer.scenarios.situation import Situation
from crmtrainer.service_levels.keeping import calendar_version, working_due
from crmtrainer.service_levels.story import table_of
from crmtrainer.store.unit_of_work import UnitOfWork

_TOPIC = "beat:"


def plan_beats(work: UnitOfWork, content: Content, situation: Situation, *, targets_moved: bool = False) -> None:
    """Put every beat whose conditions have come true on the agenda; another variant takes the place of one planned.

    `targets_moved`: what was agreed with teams is another time by now, and what is planned before or after it goes with
    it.
    """
    planned = _planned(work)
    for beat in fitting(content, situation):
        if beat.again and _played_since_last_act(work, beat, situation):
            continue
        item = planned.get(beat.beat)
        if item is not None and _variant(item) == beat.variant:
            if targets_moved and beat.after.is_by_target:
                item.due_at = max(work.now, due_of(work, content, situation, beat, since=item.planned_at))
            continue
        if item is not None:
            drop(work, _TOPIC + beat.beat)
        due = due_of(work, content, situation, beat)
        plan(work, due, PlayBeat(beat.beat, beat.variant), topic=_TOPIC + beat.beat)


def fitting(content: Content, situation: Situation) -> Iterator[Beat]:
    """For each name, the first beat in the file that fits now and has not been played."""
    settled: set[str] = set()
    for beat in content.scenario.beats:
        if beat.beat in settled or not may_play(beat, situation):
            continue
        if holds(beat.when, situation):
            settled.add(beat.beat)
            yield beat


def may_play(beat: Beat, situation: Situation) -> bool:
    """Whether the name has not been used up."""
    return beat.again or beat.beat not in situation.played


def due_of(
    work: UnitOfWork, content: Content, situation: Situation, beat: Beat, *, since: datetime | None = None
) -> datetime:
    """When a beat that fits now, or has `since` then, is to be played."""
    delay, began = beat.after, since or work.now
    if beat.at is not None:
        return local_instant(content, beat.at)
    if delay.calendar is not None:
        due = working_due(work, delay.calendar, began, delay.minutes)
    else:
        due = began + timedelta(minutes=delay.minutes)
    meant = beat.team.team if beat.team is not None else content.scenario.case_team
    targets = [
        handoff.target_at
        for team, handoff in situation.handoffs.items()
        if handoff.target_at is not None and meant in (team, None)
    ]
    if targets and delay.before_target is not None:
        due = max(due, so_long_before(work, max(targets), delay.before_target, delay.calendar))
    if targets and delay.after_target is not None:
        due = max(due, so_long_after(work, max(targets), delay.after_target, delay.calendar))
    return due


def so_long_before(work: UnitOfWork, target: datetime, minutes: int, calendar: str | None) -> datetime:
    """So long before a target: real minutes, or those in which somebody is at work."""
    if calendar is None:
        return target - timedelta(minutes=minutes)
    table = table_of(work.session, calendar_version(work, calendar))
    left = table.elapsed(min(work.now, target), target) - minutes * 60
    return table.due(work.now, max(0, left))


def so_long_after(work: UnitOfWork, target: datetime, minutes: int, calendar: str | None) -> datetime:
    """So long after a target, likewise."""
    return target + timedelta(minutes=minutes) if calendar is None else working_due(work, calendar, target, minutes)


def local_instant(content: Content, local: str) -> datetime:
    """The instant of a local time of the practice organisation."""
    return moment_of(local).replace(tzinfo=ZoneInfo(content.pack.zone)).astimezone(UTC)


def _planned(work: UnitOfWork) -> dict[str, AgendaItem]:
    """What is planned for each name."""
    rows = work.session.scalars(
        select(AgendaItem)
        .where(AgendaItem.state == AgendaState.PLANNED, AgendaItem.verb == PlayBeat.verb)
        .order_by(AgendaItem.id)
    )
    return {_named(item)["beat"]: item for item in rows}


def _variant(item: AgendaItem) -> str:
    return _named(item)["variant"]


def _named(item: AgendaItem) -> dict[str, str]:
    data = parse(item.args)
    assert isinstance(data, dict)
    return {key: str(value) for key, value in data.items()}


def _played_since_last_act(work: UnitOfWork, beat: Beat, situation: Situation) -> bool:
    """Whether a beat that may be played again has been, since the learner's last act."""
    newest = work.session.scalar(select(func.max(BeatPlayed.seq)).where(BeatPlayed.name == beat.beat))
    last = max((act.seq for act in situation.acts if act.role is not Role.SYSTEM and not act.of_others), default=0)
    return newest is not None and newest > last
