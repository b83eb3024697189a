# SPDX-License-Identifier: MIT
"""What to say of a day or a moment that was typed and cannot be read: what to write instead."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from PySide6.QtCore import QCoreApplication

from crmtrainer.kernel.bounds import FIRST_YEAR, LAST_YEAR
from crmtrainer.kernel.typed_moments import NotRead, Why
from crmtrainer.ui.dates import long_day
from crmtrainer.ui.filling import filled
from crmtrainer.ui.marking import QT_TRANSLATE_NOOP


class Unread(ValueError):
    """What was typed cannot be read; the words say what to write."""


_WORDS: Final = {
    Why.EMPTY: (
        QT_TRANSLATE_NOOP("Typed", "Write a day and a time, like 14 Dec 2026 15:30."),
        QT_TRANSLATE_NOOP("Typed", "Write a day, like 14 Dec 2026."),
    ),
    Why.UNCLEAR: (
        QT_TRANSLATE_NOOP("Typed", "“%1” cannot be read. Write day and time like 14 Dec 2026 15:30."),
        QT_TRANSLATE_NOOP("Typed", "“%1” cannot be read. Write a day like 14 Dec 2026."),
    ),
    Why.NO_SUCH_DAY: QT_TRANSLATE_NOOP("Typed", "There is no day “%1”: that month is shorter. Write another day."),
    Why.MONTH_FIRST: QT_TRANSLATE_NOOP("Typed", "The day comes before the month. Write %1."),
    Why.NO_SUCH_TIME: QT_TRANSLATE_NOOP("Typed", "“%1” is no time of day. Write it like 15:30 or 3pm."),
    Why.TOO_FAR: QT_TRANSLATE_NOOP("Typed", "Write a year from %2 to %3."),
}


def words_for(problem: NotRead, *, with_time: bool) -> str:
    """The sentence for one reason."""
    found = _WORDS[problem.why]
    words = found if isinstance(found, str) else found[0 if with_time else 1]
    return filled(_tr(words), problem.part, str(FIRST_YEAR), str(LAST_YEAR))


def words_for_no_such_hour(wall: datetime, first: datetime) -> str:
    """For a time of the spring night in which the clocks go forward; `first` is one that there is."""
    words = _tr(QT_TRANSLATE_NOOP("Typed", "There is no %1 on %2: the clocks go forward. Write %3 or later."))
    return filled(words, f"{wall:%H:%M}", long_day(wall.date()), f"{first:%H:%M}")


def _tr(words: str) -> str:
    return QCoreApplication.translate("Typed", words)
