# SPDX-License-Identifier: MIT
"""What besides the rule made a due time what it is: a breach that stands, pauses, reopening, a night of 25 hours."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication

from crmtrainer.service_levels.explain import ExplainedDay, FoldedDays
from crmtrainer.service_levels.queries import WhyRow
from crmtrainer.service_levels.timers import ReasonCode
from crmtrainer.ui.calendars import calendar_name
from crmtrainer.ui.dates import short_day, span, when
from crmtrainer.ui.filling import filled
from crmtrainer.ui.marking import QT_TRANSLATE_NOOP

NOON = time(12)
_STEP = 28
MOST_CHANGES = 4
_PLAIN = {
    ReasonCode.RULE_SWAPPED: QT_TRANSLATE_NOOP(
        "WhyPane", "Its limit or its hours were changed on the way; what had counted before still counts."
    ),
    ReasonCode.REBASED: QT_TRANSLATE_NOOP(
        "WhyPane", "Newer hours took the place of those that it counted by: what had run by these was counted anew."
    ),
    ReasonCode.SHORTENED_WHEN_PASSED: QT_TRANSLATE_NOOP(
        "WhyPane", "It got the limit that it has now when that had passed already: nobody could have kept it."
    ),
    ReasonCode.TIMING_KEPT: QT_TRANSLATE_NOOP(
        "WhyPane", "It keeps the time that it was given: shorter timing set later is for what begins after that."
    ),
    ReasonCode.BACKDATED: QT_TRANSLATE_NOOP(
        "WhyPane", "Some of it was written down afterwards, and counts from when it happened."
    ),
    ReasonCode.REOPENED: QT_TRANSLATE_NOOP(
        "WhyPane", "It was resolved and reopened: the time in between does not count."
    ),
    ReasonCode.MOVED_BY_LAW: QT_TRANSLATE_NOOP(
        "WhyPane", "Its end is where the law puts it for what happened: it was moved, with a reason."
    ),
    ReasonCode.PAUSE_CUT_SHORT: QT_TRANSLATE_NOOP(
        "WhyPane", "A pause was longer than allowed, and the rest of it counted."
    ),
    ReasonCode.PAUSE_WITHOUT_REASON: QT_TRANSLATE_NOOP("WhyPane", "A pause has no reason written down."),
    ReasonCode.PAUSE_WITHOUT_MESSAGE: QT_TRANSLATE_NOOP("WhyPane", "A pause began without a message to the customer."),
}


def besides(why: WhyRow, zone: ZoneInfo) -> str:
    """One sentence for each thing that happened to the clock; empty for one that simply ran."""
    parts = [
        _breach(why, zone),
        _called_off(why, zone),
        _other_hours(why, zone),
        *(_tr(words) for code, words in _PLAIN.items() if code in why.reasons),
    ]
    return " ".join(part for part in parts if part)


def _other_hours(why: WhyRow, zone: ZoneInfo) -> str:
    """By which hours it counted, where these were not always the same."""
    names = [*(key for _, key in why.held), why.clock.calendar][1:]
    words = _tr("Up to %1 it counted by these hours: %2. From then on by these: %3.")
    return " ".join(
        filled(words, when(until, zone), calendar_name(key), calendar_name(then))
        for (until, key), then in zip(why.held, names, strict=True)
    )


def _called_off(why: WhyRow, zone: ZoneInfo) -> str:
    """Since when no standard fits it any more, and why, in the words of whoever brought that about."""
    since = why.clock.called_off_at
    if since is None:
        return ""
    words = filled(_tr("Called off %1: no standard fits the ticket any more."), when(since, zone))
    return f"{words} {_tr('“%1”').replace('%1', why.called_off)}" if why.called_off else words


def _breach(why: WhyRow, zone: ZoneInfo) -> str:
    """A breach that the due time does not tell of by itself."""
    breached = why.clock.breached_at
    if breached is None:
        return ""
    due = why.clock.due
    if why.clock.is_waived and ReasonCode.MOVED_BY_LAW in why.reasons and due is not None and due > breached:
        lasted = _tr("Noted as passed %1. By law it had not ended then, so that counts against nobody: “%2”.")
        return filled(lasted, when(breached, zone), why.waiver)
    if why.clock.is_waived:
        waived = filled(_tr("Breached %1. The breach is waived: “%2”."), when(breached, zone), why.waiver)
        if due is None or due >= breached:
            return waived
        earlier = _tr("As it counts now it was due earlier, %1: the waiver answers that too.")
        return f"{waived} {earlier.replace('%1', when(due, zone))}"
    parts = []
    if breached != why.clock.due:
        stands = _tr("Breached %1. A breach stands, whatever the limit becomes.")
        parts.append(stands.replace("%1", when(breached, zone)))
    if ReasonCode.WAIVED in why.reasons:
        parts.append(filled(_tr("Another breach of it is waived: “%1”. A waiver answers no other one."), why.waiver))
    return " ".join(parts)


def clock_changes(days: Iterable[ExplainedDay], zone: ZoneInfo, folded: Iterable[FoldedDays] = ()) -> str:
    """On which of the days the clocks change within time that the limit runs over, and what that makes of them.

    That they change on folded days as well is told, and not when.
    """
    further = any(_changes_in(fold, zone) for fold in folded)
    changed: dict[int, list[str]] = {}
    for day in days:
        more = max((_gained(s.start, s.end, zone) for s in day.stretches), key=abs, default=0)
        if more:
            changed.setdefault(more, []).append(short_day(day.day))
    parts = []
    for more, names in changed.items():
        words = (
            _tr("The clocks go back on %1: %2 more than the times say.")
            if more > 0
            else _tr("The clocks go forward on %1: %2 less than the times say.")
        )
        rest = [_tr("and others")] if further or len(names) > MOST_CHANGES else []
        parts.append(filled(words, ", ".join([*names[:MOST_CHANGES], *rest]), span(abs(more))))
    return " ".join(parts)


def _changes_in(fold: FoldedDays, zone: ZoneInfo) -> bool:
    """Whether the clocks change at all between the first and the last of them: looked at from month to month."""
    looked = [datetime.combine(fold.first + timedelta(days=n), NOON, zone) for n in range(0, fold.count, _STEP)]
    return len({moment.utcoffset() for moment in looked}) > 1


def _gained(start: datetime, end: datetime, zone: ZoneInfo) -> int:
    """By how many seconds a stretch is longer than the wall clock says."""
    before, after = start.astimezone(zone).utcoffset(), end.astimezone(zone).utcoffset()
    assert before is not None
    assert after is not None
    return int((before - after).total_seconds())


def _tr(words: str) -> str:
    return QCoreApplication.translate("WhyPane", words)
