# SPDX-License-Identifier: MIT
"""Running clocks that count by an older version of their calendar: how many there are, and moving them all at once."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from crmtrainer.agenda.planning import drop, plan
from crmtrainer.kernel.commands import HUMANS, Change
from crmtrainer.kernel.queries import answers
from crmtrainer.service_levels.commands import RebaseRest
from crmtrainer.service_levels.definitions import rule_from
from crmtrainer.service_levels.keeping import Swapped, enter_swaps, refresh_all
from crmtrainer.service_levels.models import CalendarVersion, ServiceClock, StoryEvent
from crmtrainer.service_levels.portions import next_portion
from crmtrainer.service_levels.rules import OF_A_TURN
from crmtrainer.service_levels.story import events_in, read_clock, table_of
from crmtrainer.store.unit_of_work import Reading, UnitOfWork


@dataclass(frozen=True, slots=True)
class OlderClocksRow:
    """How many running clocks count by an older version of a calendar that says something else than its newest."""

    calendar: str
    newest: int
    clocks: int


@answers("clocks.on_older_calendar", roles=HUMANS)
def on_older_calendar(read: Reading) -> tuple[OlderClocksRow, ...]:
    """The calendars by whose older versions clocks still run, by their key."""
    newest = _newest(read.session)
    found = []
    for key, version in sorted(newest.items()):
        behind = ServiceClock.open.is_(True), _behind(version)
        if clocks := read.session.scalar(select(func.count()).select_from(ServiceClock).where(*behind)):
            found.append(OlderClocksRow(key, version.version, clocks))
    return tuple(found)


def move_clocks(work: UnitOfWork, key: str, reason: str) -> tuple[Change, ...]:
    """Count running clocks of a calendar by its newest version; gives what changed, nothing where none is behind.

    What of such a ticket begins later, turn by turn, counts by the newest version as well. Of very many the first are
    moved, whole tickets each, and the world goes on with the others at once: they are those still behind.
    """
    drop(work, _topic(key))
    newest = _newest(work.session).get(key)
    if newest is None:
        return ()
    portion = next_portion(work.session, ServiceClock.open.is_(True), _behind(newest))
    stories = {story: clocks[0].ticket_id for story, clocks in portion.stories.items()}
    behind = portion.clocks
    events, words = events_in(work.session, stories), reason.strip()
    swaps = []
    for clock in behind:
        reading = read_clock(clock, events[clock.story], table_of(work.session, clock.calendar_id), work.now)
        rule = rule_from(clock.rule) if reading is None else reading.rule
        clock.calendar_id = newest.id
        swaps.append(Swapped(clock.story, rule, clock.subject, words))
    event = enter_swaps(work, swaps)
    standing = select(ServiceClock).where(
        ServiceClock.story.in_(stories), ServiceClock.metric.in_(OF_A_TURN), ServiceClock.subject == "", _behind(newest)
    )
    for clock in work.session.scalars(standing):
        clock.calendar_id = newest.id
    work.session.flush()
    refresh_all(work, stories)
    if portion.last is not None:
        plan(work, work.now, RebaseRest(key, event), topic=_topic(key))
    tickets = dict.fromkeys(ticket for ticket in stories.values() if ticket is not None)
    return (
        *(Change("clock", clock.id) for clock in behind),
        *(Change("ticket", ticket) for ticket in tickets),
    )


def reason_of(session: Session, event_id: int) -> str:
    """Why a clock was moved by that event; empty where nobody knows any more."""
    return session.scalar(select(StoryEvent.reason).where(StoryEvent.id == event_id)) or ""


def _topic(key: str) -> str:
    return f"rebase:{key[:40]}"


def _newest(session: Session) -> dict[str, CalendarVersion]:
    """The newest version of each calendar."""
    rows = session.scalars(select(CalendarVersion).order_by(CalendarVersion.version))
    return {row.key: row for row in rows}


def _behind(newest: CalendarVersion) -> ColumnElement[bool]:
    """Of clocks: counted by a version that says something else. One that was taken back says the same again."""
    others = select(CalendarVersion.id).where(
        CalendarVersion.key == newest.key, CalendarVersion.definition != newest.definition
    )
    return ServiceClock.calendar_id.in_(others)
