# SPDX-License-Identifier: MIT
"""From a time on the wall to an instant, right across both clock changes. Knows no calendar."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from crmtrainer.kernel.errors import Refused
from crmtrainer.kernel.moments import from_micros
from crmtrainer.kernel.nearest import nearest

SECOND = 1_000_000
"""Microseconds in a second."""

DAY_SECONDS = 86_400

_EPOCH_DAY = date(1970, 1, 1).toordinal()
_MICROSECOND = timedelta(microseconds=1)
_NO_ZONES = ("localtime", "posixrules", "Factory", "right/", "posix/")
_ALIKE = 0.8
"""Places are many and their names short: much less alike, and Madras would be taken for Madeira."""


@cache
def zone_named(name: str) -> ZoneInfo:
    """The IANA zone `name`. Raises `Refused` when there is none, with the one that may be meant.

    Names by which a machine's own zone, or zones that count leap seconds, stand in its folder of zones are none.
    """
    try:
        if str(name).startswith(_NO_ZONES):
            raise ValueError(name)
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError, TypeError) as problem:
        given = str(name)[:80]
        if near := _meant(given):
            raise Refused("calendar.unknown_zone.near", zone=given, near=near) from problem
        raise Refused("calendar.unknown_zone", zone=given) from problem


@cache
def zone_names() -> tuple[str, ...]:
    """The zones that are named for a place, in order."""
    named = (zone for zone in available_timezones() if "/" in zone and not zone.startswith(("Etc/", "SystemV/")))
    return ("UTC", *sorted(named))


def _meant(name: str) -> str:
    """The zone of a place that was written without its continent, or nearly right; a continent alone means none."""
    if name.casefold() in {zone.partition("/")[0].casefold() for zone in zone_names()}:
        return ""
    places = {zone.rpartition("/")[2]: zone for zone in reversed(zone_names())}
    return places.get(nearest(name.rpartition("/")[2].replace(" ", "_"), places, alike=_ALIKE), "")


def edge(day: date, seconds: int, zone: ZoneInfo, *, last_pass: bool) -> int:
    """The instant (microseconds since 1970) at which the wall clock shows `seconds` after midnight of `day`.

    A time missing in spring becomes the first instant that exists; of a time shown twice in autumn,
    `last_pass` chooses the second. `seconds` may run past midnight.
    """
    days, rest = divmod(seconds, DAY_SECONDS)
    wall = datetime(day.year, day.month, day.day) + timedelta(days=days, seconds=rest)
    naive = ((day.toordinal() + days - _EPOCH_DAY) * DAY_SECONDS + rest) * SECOND
    early = _offset(zone, wall)
    late = _offset(zone, wall.replace(fold=1))
    if early == late:
        return naive - early
    if early > late:
        return naive - (late if last_pass else early)
    return _change_between(zone, naive - late, naive - early)


def midnight(day: date, zone: ZoneInfo) -> int:
    """The first instant of the local day, in microseconds since 1970."""
    return edge(day, 0, zone, last_pass=False)


def end_of_day(day: date, zone: ZoneInfo) -> int:
    """The last microsecond of the local day: a limit that falls on a date runs to here."""
    return midnight(day + timedelta(days=1), zone) - 1


def local_date(micros: int, zone: ZoneInfo) -> date:
    """The date on the wall at an instant."""
    return from_micros(micros).astimezone(zone).date()


def _offset(zone: ZoneInfo, wall: datetime) -> int:
    offset = zone.utcoffset(wall)
    assert offset is not None  # a ZoneInfo knows its offset for every wall time
    return offset // _MICROSECOND


def _change_between(zone: ZoneInfo, before: int, after: int) -> int:
    """The instant in (before, after] from which the later offset holds."""
    old = _utc_offset(zone, before)
    while after - before > 1:
        middle = (before + after) // 2
        if _utc_offset(zone, middle) == old:
            before = middle
        else:
            after = middle
    return after


def _utc_offset(zone: ZoneInfo, micros: int) -> timedelta | None:
    return from_micros(micros).replace(tzinfo=UTC).astimezone(zone).utcoffset()
