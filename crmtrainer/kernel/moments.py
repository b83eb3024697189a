# SPDX-License-Identifier: MIT
"""Instants as we keep them: aware UTC datetimes, or whole microseconds since 1970 where numbers are stored."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from crmtrainer.kernel.errors import Refused

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def utc(moment: datetime) -> datetime:
    """`moment` in UTC. Raises `Refused` when it carries no offset."""
    if moment.tzinfo is None:
        raise Refused("time.naive", value=moment.isoformat())
    return moment.astimezone(UTC)


def to_micros(moment: datetime) -> int:
    """Whole microseconds since 1970-01-01T00:00Z."""
    return (utc(moment) - _EPOCH) // _MICROSECOND


def from_micros(micros: int) -> datetime:
    """The instant `micros` microseconds after 1970-01-01T00:00Z. Raises `Refused` outside years 1 to 9999."""
    try:
        return _EPOCH + timedelta(microseconds=micros)
    except OverflowError as problem:
        raise Refused("time.out_of_range", first=1, last=9999) from problem
