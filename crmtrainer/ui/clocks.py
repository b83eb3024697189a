# SPDX-License-Identifier: MIT
"""Clocks as the kit paints them: the core's reading gives state and numbers, this gives the words."""

from datetime import datetime, timedelta
from typing import Final

from PySide6.QtCore import QCoreApplication

from crmtrainer.limits.book import title_of
from crmtrainer.people.rules import AS_SET, UNTIMED
from crmtrainer.service_levels.queries import ClockRow
from crmtrainer.service_levels.timers import TimerState
from crmtrainer.ui.calendars import calendar_name
from crmtrainer.ui.dates import soon, span, when
from crmtrainer.ui.filling import filled
from crmtrainer.ui.kit.clock_block import ClockFace, ClockState
from crmtrainer.ui.kit.rows import Mark
from crmtrainer.ui.marking import QT_TRANSLATE_NOOP
from crmtrainer.ui.theme import Tone

STATES: Final = {
    TimerState.NOT_STARTED: ClockState.NOT_STARTED,
    TimerState.ON_TRACK: ClockState.ON_TRACK,
    TimerState.DUE_SOON: ClockState.DUE_SOON,
    TimerState.OVERDUE: ClockState.OVERDUE,
    TimerState.PAUSED: ClockState.PAUSED,
    TimerState.MET: ClockState.MET,
    TimerState.MISSED: ClockState.MISSED,
    TimerState.CALLED_OFF: ClockState.CALLED_OFF,
}

_METRICS: Final = {
    "acknowledgement": QT_TRANSLATE_NOOP("Clocks", "Acknowledgement"),
    "first_response": QT_TRANSLATE_NOOP("Clocks", "First reply"),
    "next_response": QT_TRANSLATE_NOOP("Clocks", "Next reply"),
    "progress_update": QT_TRANSLATE_NOOP("Clocks", "Progress update"),
    "first_resolution": QT_TRANSLATE_NOOP("Clocks", "First resolution"),
    "resolution": QT_TRANSLATE_NOOP("Clocks", "Resolution"),
    "handoff_accept": QT_TRANSLATE_NOOP("Clocks", "Acceptance"),
    "handoff_complete": QT_TRANSLATE_NOOP("Clocks", "Handoff"),
    "promise": QT_TRANSLATE_NOOP("Clocks", "Promise"),
    "statutory": QT_TRANSLATE_NOOP("Clocks", "By law"),
}

_WAITS: Final = {
    "waiting_customer": QT_TRANSLATE_NOOP("Clocks", "Paused: waiting for customer"),
    "waiting_sender": QT_TRANSLATE_NOOP("Clocks", "Paused: waiting for your answer"),
    "waiting_clarification": QT_TRANSLATE_NOOP("Clocks", "Paused: waiting for clarification"),
    "waiting_goods": QT_TRANSLATE_NOOP("Clocks", "Paused: the goods are away"),
}

_DAY, _HOUR, _MINUTE = 86_400, 3600, 60
_IN_DAYS = 4
"""From so many on, hours of a limit by law say less than days."""
_LAW, _LAW_ICON = "statutory", "scale-balance"
_WAIVED: Final = "shield-check-outline"

OVER: Final = (TimerState.MET, TimerState.MISSED, TimerState.CALLED_OFF)

_NO_WORD: Final = QT_TRANSLATE_NOOP(
    "Clocks", "The ticket was closed, and the customer has had no word of it: this runs on until they do."
)
_OWED: Final = {
    "handoff_accept": QT_TRANSLATE_NOOP("Clocks", "The ticket was closed while a team had still to take its work on."),
    "handoff_complete": QT_TRANSLATE_NOOP("Clocks", "The ticket was closed while a team still had its work."),
    "promise": QT_TRANSLATE_NOOP("Clocks", "The ticket was closed, and what was promised still stands."),
    "statutory": QT_TRANSLATE_NOOP(
        "Clocks", "The ticket was closed, and the limit by law was neither met nor said not to apply."
    ),
}


def metric_name(metric: str) -> str:
    """What a clock of this metric is called on screen."""
    known = _METRICS.get(metric)
    return metric if known is None else _tr(known)


def why_owed(clock: ClockRow) -> str:
    """Why a clock runs on though its ticket was closed; empty for one that is over."""
    if clock.state in OVER:
        return ""
    return _tr(_OWED.get(clock.metric, _NO_WORD))


def face_of(clock: ClockRow, now: datetime, *, closed: bool = False) -> ClockFace:
    """The block of one clock as it stands at `now`, within the minute of its reading.

    One that runs on after its ticket was `closed` says so, and why; one whose breach was waived says that too.
    """
    state, left, over = _aged(clock, now)
    label, words, tip = metric_name(clock.metric), _words(clock, state, left, over, now), _tip(clock)
    spoken, icon = "", ""
    if clock.metric == _LAW:
        title = title_of(clock.subject)
        spoken = f"{filled(_tr('%1, “%2”'), label, title)}: {words}"
        label, tip, icon = filled(_tr("%1: %2"), label, title), f"{title}. {tip}", _LAW_ICON
    if clock.is_waived:
        label = _tr("%1, breach waived").replace("%1", label)
    owed = why_owed(clock) if closed else ""
    if owed:
        label = _tr("%1, still owed").replace("%1", label)
        tip = f"{owed} {tip}"
    return ClockFace(
        label=label,
        state=STATES[state],
        words=words,
        share=min(1.0, clock.share / 100),
        label_icon=icon,
        tip=tip,
        spoken=f"{label}: {words}. {owed}" if owed else "" if clock.is_waived else spoken,
    )


def mark_of(clock: ClockRow, now: datetime, whose: str = "", *, closed: bool = False) -> Mark:
    """The short words that lists use; `whose` names a clock that is not the ticket's own, or runs on after it."""
    if closed and not whose and why_owed(clock):
        whose = _tr("%1 owed").replace("%1", metric_name(clock.metric))
    state, left, over = _aged(clock, now)
    words, short = _short(clock, state, left, over, now)
    if clock.is_waived:
        # What counts against nobody is not told in the colour of what does.
        words, short = _tr("Waived · %1").replace("%1", words), _tr("Waived")
    least = ""
    if whose:
        least = short or words
        words, short = f"{whose}: {words}", f"{whose}: {short}" if short else ""
    if clock.is_waived:
        return Mark(words, _WAIVED, Tone.PAUSED, short, least)
    return Mark.clock(STATES[state], words, short, least)


def _aged(clock: ClockRow, now: datetime) -> tuple[TimerState, int, int]:
    """State, and the time left or over at `now` as the limit itself counts it: working time, where it counts that.

    It is read anew each minute. Meanwhile a limit with no closed hours before it runs on, and others stand; a clock
    whose due time has passed since it was read is overdue.
    """
    if clock.state not in (TimerState.ON_TRACK, TimerState.DUE_SOON, TimerState.OVERDUE) or clock.due is None:
        return clock.state, clock.left_seconds, clock.over_seconds
    real = int((clock.due - now) / timedelta(seconds=1))
    if real < 0:
        return TimerState.OVERDUE, 0, clock.over_seconds or -real
    if clock.state is TimerState.OVERDUE:
        return clock.state, 0, clock.over_seconds
    straight = clock.left_seconds == clock.real_left
    return clock.state, real if straight else min(clock.left_seconds, real), 0


def _words(clock: ClockRow, state: TimerState, left: int, over: int, now: datetime) -> str:
    if state is TimerState.NOT_STARTED:
        return _tr("Starts %1").replace("%1", when(clock.starts_at)) if clock.starts_at else _tr("Not started")
    if state is TimerState.ON_TRACK and clock.due is not None:
        return filled(_tr("Due %1 · %2 left"), soon(clock.due, now), _time(clock, left))
    if state is TimerState.DUE_SOON and clock.due is not None:
        return filled(_tr("%2 left · %1"), soon(clock.due, now), _time(clock, left))
    if state in (TimerState.ON_TRACK, TimerState.DUE_SOON):
        return _tr("No time limit")
    if state is TimerState.OVERDUE:
        return _tr("Overdue by %1").replace("%1", _time(clock, over))
    if state is TimerState.PAUSED:
        waits = _WAITS.get(clock.paused_for)
        return _with_left(_tr("Paused") if waits is None else _tr(waits), clock, left)
    if state is TimerState.MISSED:
        return _tr("Missed by %1").replace("%1", _time(clock, over))
    if state is TimerState.CALLED_OFF:
        return _tr("Called off")
    return _tr("Kept") if clock.metric == "promise" else _tr("Met")


def _short(clock: ClockRow, state: TimerState, left: int, over: int, now: datetime) -> tuple[str, str]:
    """The words of a list, and those that are left where they are too long: of a running clock the time alone, and
    of one that is late the whole hours.

    Hours that count and hours that pass differ over a night; the moment that stands beside the time tells them apart.
    """
    if state in (TimerState.ON_TRACK, TimerState.DUE_SOON) and clock.due is not None:
        whole = filled(_tr("%2 left · %1"), soon(clock.due, now), _time(clock, left))
        return whole, _tr("%1 left").replace("%1", _time(clock, left))
    if state is TimerState.OVERDUE:
        hours = over - over % _HOUR  # whole ones are near enough for a list, where there are any
        words = _tr("%1 over").replace("%1", _time(clock, over))
        short = _tr("%1 over").replace("%1", _time(clock, hours)) if hours and over - hours >= _MINUTE else ""
        return words, short if short != words else ""
    if state is TimerState.PAUSED:
        paused = _tr("Paused")
        whole = _with_left(paused, clock, left)
        return whole, paused if whole != paused else ""
    if state is TimerState.NOT_STARTED and clock.starts_at is not None:
        return _tr("Starts %1").replace("%1", soon(clock.starts_at, now)), ""
    return _words(clock, state, left, over, now), ""


def time_told(metric: str, seconds: int) -> str:
    """A time in hours and minutes; of a limit by law, where it is several days, in whole ones."""
    if metric == _LAW and seconds >= _IN_DAYS * _DAY:
        return _tr("%1 days").replace("%1", str(seconds // _DAY))
    return span(seconds)


def _time(clock: ClockRow, seconds: int) -> str:
    return time_told(clock.metric, seconds)


def _with_left(words: str, clock: ClockRow, left: int) -> str:
    """While a clock stands still, the time that will be left is told, where there is a limit: no moment is due."""
    return filled(_tr("%1 · %2 left"), words, _time(clock, left)) if left else words


def _tip(clock: ClockRow) -> str:
    parts = []
    if clock.is_waived:
        parts.append(_tr("Breach waived: it counts against nobody."))
    if clock.called_off_at is not None:
        parts.append(
            _tr("Called off %1: no standard fits the ticket any more.").replace("%1", when(clock.called_off_at))
        )
    if clock.due is not None:
        parts.append(_tr("Due %1.").replace("%1", when(clock.due)))
    if clock.left_seconds and clock.satisfied_at is None:
        words = _tr("%1 of working time left.") if clock.in_working_time else _tr("%1 left.")
        parts.append(words.replace("%1", _time(clock, clock.left_seconds)))
    if clock.pause_ends is not None:
        ends = _tr("The pause ends by itself %1: no longer one is allowed.")
        parts.append(ends.replace("%1", when(clock.pause_ends)))
    elif clock.was_cut_short:
        parts.append(_tr("A pause was longer than allowed, and the rest of it counted."))
    if clock.stretch not in (UNTIMED, AS_SET):
        parts.append(_tr("Adjusted timing: %1.").replace("%1", times(clock.stretch)))
    parts.append(_counted_by(clock))
    return " ".join(parts)


def _counted_by(clock: ClockRow) -> str:
    """Which hours or days count for it: what counts every hour asks no calendar."""
    name = calendar_name(clock.calendar, clock.hours_of)
    if clock.in_working_time:
        return _tr("Hours counted: %1.").replace("%1", name)
    by_date = not clock.target_minutes and clock.metric != "promise"
    return _tr("Calendar: %1.").replace("%1", name) if by_date else _tr("Nights and weekends count.")


def times(percent: int) -> str:
    """A share of a limit as people say it: ×1.25, or no time limits."""
    return _tr("no time limits") if percent == UNTIMED else f"×{percent / 100:g}"


def _tr(words: str) -> str:
    return QCoreApplication.translate("Clocks", words)
