# SPDX-License-Identifier: MIT
"""Fields for a day, and for a day and time on the organisation's wall clock."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta

from PySide6.QtCore import QDate
from typing_extensions import override

from crmtrainer.kernel.typed_moments import NotRead, typed_day, typed_moment
from crmtrainer.ui.dates import BRITISH, moment_of, wall_of, when_in_full
from crmtrainer.ui.kit.typed_edit import Part, Piece, TypedEdit
from crmtrainer.ui.kit.typed_words import Unread, words_for, words_for_no_such_hour


class MomentEdit(TypedEdit):
    """Shows "Tue 3 Mar, 16:30", with the year where it is not this one. The hour is what arrows step first."""

    STEPPED_FIRST = Part.HOUR
    SAMPLE = "Wed 30 Sep 2026, 20:00"

    def moment(self) -> datetime | None:
        """The instant; None while it cannot be read."""
        wall = self.wall()
        return None if wall is None else moment_of(wall)

    def set_moment(self, moment: datetime) -> None:
        """Write an instant."""
        self.set_wall(wall_of(moment))

    def written(self) -> str:
        """The instant, or what stands there and cannot be read, to be put back with `put_back`."""
        moment = self.moment()
        return self.text() if moment is None else moment.isoformat()

    def put_back(self, written: str) -> None:
        try:
            self.set_moment(datetime.fromisoformat(written))
        except ValueError:
            self.setText(written)

    @override
    def _read(self, text: str) -> datetime:
        try:
            typed = typed_moment(text, self._near, self._today, ahead=self._ahead)
        except NotRead as problem:
            raise Unread(words_for(problem, with_time=True)) from problem
        wall = datetime.combine(typed.day or self._near.date(), typed.at or self._near.time()).replace(second=0)
        if typed.offset is not None:
            return wall_of((wall - typed.offset).replace(tzinfo=UTC))
        there = wall_of(moment_of(wall))
        if there != wall:
            raise Unread(words_for_no_such_hour(wall, there.replace(minute=0)))
        return wall

    @override
    def _pieces(self, wall: datetime) -> Sequence[Piece]:
        day = QDate(wall.year, wall.month, wall.day)
        year = () if self._today is not None and wall.year == self._today.year else ((Part.YEAR, f" {wall.year}"),)
        return (
            (Part.DAY, BRITISH.toString(day, "ddd d")),
            (None, " "),
            (Part.MONTH, BRITISH.toString(day, "MMM")),
            *year,
            (None, ", "),
            (Part.HOUR, f"{wall:%H}"),
            (None, ":"),
            (Part.MINUTE, f"{wall:%M}"),
        )

    @override
    def _in_full(self, wall: datetime) -> str:
        return when_in_full(moment_of(wall))

    @override
    def _after(self, wall: datetime, part: Part, by: int) -> datetime:
        if part in (Part.HOUR, Part.MINUTE):  # as time passes, also in the nights in which the clocks change
            return wall_of(moment_of(wall) + (timedelta(hours=by) if part is Part.HOUR else timedelta(minutes=by)))
        return wall_of(moment_of(super()._after(wall, part, by)))


class DayEdit(TypedEdit):
    """Shows "3 Mar 2026"."""

    def day(self) -> date | None:
        """The day; None while it cannot be read."""
        wall = self.wall()
        return None if wall is None else wall.date()

    def set_day(self, day: date) -> None:
        """Write a day."""
        self.set_wall(datetime.combine(day, time()))

    def set_range(self, first: date, last: date) -> None:
        """Take no day before the one or after the other."""
        self._first, self._last = first, last

    def written(self) -> str:
        """The day, or what stands there and cannot be read, to be put back with `put_back`."""
        day = self.day()
        return self.text() if day is None else day.isoformat()

    def put_back(self, written: str) -> None:
        try:
            self.set_day(date.fromisoformat(written))
        except ValueError:
            self.setText(written)

    @override
    def _read(self, text: str) -> datetime:
        try:
            day = typed_day(text, self._near.date(), self._today, ahead=self._ahead)
        except NotRead as problem:
            raise Unread(words_for(problem, with_time=False)) from problem
        if not self._first <= day <= self._last:
            words = self.tr("Write a day from %1 to %2.").replace("%1", self._text(_at(self._first)))
            raise Unread(words.replace("%2", self._text(_at(self._last))))
        return _at(day)

    @override
    def _pieces(self, wall: datetime) -> Sequence[Piece]:
        day = QDate(wall.year, wall.month, wall.day)
        return (
            (Part.DAY, str(wall.day)),
            (None, " "),
            (Part.MONTH, BRITISH.toString(day, "MMM")),
            (None, " "),
            (Part.YEAR, f"{wall.year:04d}"),
        )

    @override
    def _in_full(self, wall: datetime) -> str:
        return BRITISH.toString(QDate(wall.year, wall.month, wall.day), "dddd d MMMM yyyy")


def _at(day: date) -> datetime:
    return datetime.combine(day, time())
