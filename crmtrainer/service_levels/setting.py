# SPDX-License-Identifier: MIT
"""Setting calendars and standards: what is refused where it is entered, and which version counts for whom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from crmtrainer.kernel.errors import Refused
from crmtrainer.kernel.moments import to_micros
from crmtrainer.people.rules import AS_SET
from crmtrainer.service_levels.calendars import FIRST_YEAR, LAST_YEAR, Calendar
from crmtrainer.service_levels.definitions import (
    DEFAULT_CALENDAR,
    DEFAULT_STANDARDS,
    DESK,
    CalendarDefinition,
    StandardDefinition,
    as_data,
    calendar_from,
    standard_from,
)
from crmtrainer.service_levels.hours_check import check_hours
from crmtrainer.service_levels.models import CalendarVersion, Standard, TimingAdjustment
from crmtrainer.service_levels.rule_check import check_rule
from crmtrainer.service_levels.zones import local_date, zone_named
from crmtrainer.store.unit_of_work import UnitOfWork

LONGEST_NAME = 64


@dataclass(frozen=True, slots=True)
class Kept:
    """A standard as a world keeps it: the version that counts at a moment, and a newer one that is still `coming`."""

    version: int
    definition: StandardDefinition
    coming: Kept | None = None


def want_reason(reason: str) -> None:
    """Raises `Refused` for an act of a trainer that nobody could understand later."""
    if not reason.strip():
        raise Refused("clock.no_reason")


def check_calendar(calendar: Calendar, at: datetime) -> None:
    """Raises `Refused` for hours that overlap, also over midnight, or that never open from that moment on."""
    check_hours(calendar)
    today = local_date(to_micros(at), calendar.tz)
    to_come = (day for day, _ in calendar.dated if FIRST_YEAR <= day.year <= LAST_YEAR and day >= today)
    # No nation keeps a holiday on the same weekday all the year: hours by weekday always come to be.
    if not any(calendar.weekly) and not any(map(calendar.is_business_day, to_come)):
        raise Refused("calendar.always_shut")


def check_standard(session: Session, definition: StandardDefinition) -> None:
    """Raises `Refused` for a metric that standards do not set, a length that makes no sense, or no such calendar."""
    rule = definition.rule
    if not rule.id.strip():
        raise Refused("standard.no_name")
    if len(rule.id) > LONGEST_NAME:
        raise Refused("standard.long_name", most=LONGEST_NAME)
    if rule.id != " ".join(rule.id.split()) and not _is_kept(session, rule.id):
        raise Refused("standard.blank_in_name", meant=" ".join(rule.id.split()))
    check_rule(rule)
    want_calendar(session, definition.calendar)


def _is_kept(session: Session, key: str) -> bool:
    """Whether a standard of that name is set: it can be changed, whatever names are given now."""
    return session.scalar(select(Standard.id).where(Standard.key == key).limit(1)) is not None


def want_calendar(session: Session, key: str) -> None:
    """Raises `Refused` for a calendar that this world has not."""
    known = session.scalar(select(CalendarVersion.id).where(CalendarVersion.key == key).limit(1))
    if known is None and key != DESK:
        raise Refused("standard.no_calendar", calendar=key[:40])


def kept_standards(session: Session, at: datetime) -> tuple[Kept, ...]:
    """The standards in the order in which they are tried; the house's own where none is set.

    Of each the newest version that has begun by then: one that begins later leaves the one before it in force. Where
    none has begun it is the newest.
    """
    rows = session.scalars(select(Standard).order_by(Standard.version.desc(), Standard.id.desc())).all()
    if not rows:
        return tuple(Kept(1, definition) for definition in DEFAULT_STANDARDS)
    versions: dict[str, list[Standard]] = {}
    for row in rows:
        versions.setdefault(row.key, []).append(row)
    ordered = sorted(versions.values(), key=lambda newest_first: (newest_first[0].position, newest_first[0].id))
    return tuple(_kept(session, newest_first, at) for newest_first in ordered)


def _kept(session: Session, newest_first: Sequence[Standard], at: datetime) -> Kept:
    newest: Kept | None = None
    for row in newest_first:
        kept = Kept(row.version, standard_from(row.definition), newest)
        if _has_begun(session, kept.definition, at):
            return kept
        newest = newest or kept
    assert newest is not None  # a key is known by its versions
    return newest


def _has_begun(session: Session, definition: StandardDefinition, at: datetime) -> bool:
    since = definition.rule.valid_from
    return since is None or since <= _day_there(session, definition, at)


def _day_there(session: Session, definition: StandardDefinition, at: datetime) -> date:
    """The date on the wall where a standard counts."""
    return local_date(to_micros(at), zone_named(newest_calendar(session, definition.calendar).zone))


def governs(session: Session, definition: StandardDefinition, at: datetime) -> bool:
    """Whether a standard is in force for what begins at that moment, by the date on the wall where it counts."""
    rule = definition.rule
    if rule.valid_from is None and rule.valid_to is None:
        return True
    return rule.is_valid_on(_day_there(session, definition, at))


def stretch_now(session: Session) -> int:
    """The share of our limits that whoever works here is given, in percent; 0 for no limit."""
    newest = select(TimingAdjustment.percent).order_by(TimingAdjustment.id.desc()).limit(1)
    given = session.scalar(newest)
    return AS_SET if given is None else given


def newest_calendar(session: Session, key: str) -> CalendarDefinition:
    """The newest version of a calendar; the house's own where the world has none of that name."""
    kept = session.scalars(
        select(CalendarVersion.definition)
        .where(CalendarVersion.key == key)
        .order_by(CalendarVersion.version.desc())
        .limit(1)
    ).first()
    return DEFAULT_CALENDAR if kept is None else calendar_from(kept)


def set_standard(work: UnitOfWork, definition: StandardDefinition, *, place: int) -> int:
    """Enter a version of a standard, and the house's own where none was set before. Gives its number.

    `place` is the one that it takes in the order, counted from 1; 0 leaves it where it is, and a new one last.
    """
    _enter_own(work)
    newest, key = _newest_rows(work.session), definition.rule.id
    mine = newest.get(key)
    version = 1 if mine is None else mine.version + 1
    _add(work, definition, version, None if mine is None else mine.position)
    if place:
        others = [each for each in newest if each != key]
        place_standards(work, (*others[: place - 1], key, *others[place - 1 :]))
    return version


def place_standards(work: UnitOfWork, order: Sequence[str]) -> None:
    """Try all standards in this order, by their ids."""
    _enter_own(work)
    newest = _newest_rows(work.session)
    for position, key in enumerate(order, start=1):
        if newest[key].position != position:
            newest[key].position = position
    work.session.flush()


def _enter_own(work: UnitOfWork) -> None:
    """Enter the house's own standards where none was set before."""
    if not work.session.scalar(select(func.count()).select_from(Standard)):
        for own in DEFAULT_STANDARDS:
            _add(work, own, 1, None)


def _newest_rows(session: Session) -> dict[str, Standard]:
    """The newest version of each standard, in the order in which they are tried."""
    rows = session.scalars(select(Standard).order_by(Standard.version, Standard.id)).all()
    newest = {row.key: row for row in rows}
    return dict(sorted(newest.items(), key=lambda item: (item[1].position, item[1].id)))


def _add(work: UnitOfWork, definition: StandardDefinition, version: int, position: int | None) -> None:
    ident = work.new_id("standard")
    place = ident if position is None else position
    key = definition.rule.id
    work.add(Standard(id=ident, key=key, version=version, position=place, definition=as_data(definition)))
    work.session.flush()
