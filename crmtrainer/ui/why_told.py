# SPDX-License-Identifier: MIT
"""Why a due time is what it is, in words and numbers: of a clock, or of a question that was only supposed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication

from crmtrainer.limits.book import title_of
from crmtrainer.people.rules import AS_SET, UNTIMED
from crmtrainer.service_levels.explain import ExplainedDay, ExplainedPause, FoldedDays, StretchKind, kind_of_day
from crmtrainer.service_levels.measures import whole_stretched
from crmtrainer.service_levels.queries import WhyRow
from crmtrainer.service_levels.rules import SECONDS_IN, DayOne, Metric, Unit
from crmtrainer.service_levels.timers import ReasonCode
from crmtrainer.service_levels.whole_minutes import shared_out, told_sums
from crmtrainer.ui.calendars import calendar_name
from crmtrainer.ui.clocks import face_of, metric_name, times, why_owed
from crmtrainer.ui.dates import ZONE, short_day, span, when, when_in_full
from crmtrainer.ui.filling import filled, sentences
from crmtrainer.ui.kit.days import Stretch
from crmtrainer.ui.standard_names import name_of
from crmtrainer.ui.why_paused import ToldPause, pauses_legend, pauses_sentence, pauses_spoken, told_pauses
from crmtrainer.ui.why_reasons import besides, clock_changes

SHUT = "closure"
"""What shuts a day of a calendar that is no public holiday."""
MOST_NAMED = 4
MOST_IN_A_YEAR = 300


class Counting(Enum):
    """What a limit counts: working time, every hour there is, or days by the date."""

    WORKING = "working"
    EVERY_HOUR = "every_hour"
    DAYS = "days"


COUNTING = {
    Unit.BUSINESS_MINUTES: Counting.WORKING,
    Unit.ELAPSED_MINUTES: Counting.EVERY_HOUR,
    Unit.ELAPSED_HOURS: Counting.EVERY_HOUR,
    Unit.CALENDAR_DAYS: Counting.DAYS,
    Unit.BUSINESS_DAYS: Counting.DAYS,
    Unit.CALENDAR_MONTHS: Counting.DAYS,
}


@dataclass(frozen=True, slots=True)
class Total:
    """What all days together gave of one kind."""

    kind: Stretch
    words: str
    amount: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """All that is said: a sentence, whose rule it is, the days, and their totals. `now` is None once nothing runs.

    `besides` says what happened to the clock on the way, `owed` what is still owed on a closed ticket, and `ending` how
    the clock stands, for who only hears it.
    """

    sentence: str
    origin: str
    zone: ZoneInfo
    counting: Counting
    days: tuple[ExplainedDay, ...]
    totals: tuple[Total, ...]
    due: datetime | None
    now: datetime | None = None
    besides: str = ""
    owed: str = ""
    ending: str = ""
    pauses: tuple[ToldPause, ...] = ()
    folded: tuple[FoldedDays, ...] = ()
    """Days between others, which only their sums are told of."""
    sums: Mapping[StretchKind, int] = field(default_factory=dict)
    """The seconds that are told of each kind, to which those of the days come; a kind left out: all that days had."""
    to_the_second: Callable[[int], str] | None = None
    """How amounts are told where seconds are; left out, they are told in whole minutes."""

    def spoken(self) -> str:
        """The whole of it as one text to be heard."""
        totals = (f"{total.words}: {total.amount}" for total in self.totals)
        return sentences((self.sentence, *pauses_spoken(self.pauses), self.besides, self.owed, *totals, self.ending))


def told_of_clock(why: WhyRow, now: datetime, *, closed: bool = False) -> Told:
    """What is said of a clock; of one whose ticket was `closed`, what is still owed besides."""
    clock, zone = why.clock, ZoneInfo(why.zone)
    pauses = _pauses(why, zone)
    return Told(
        sentence=_sentence(why, zone, pauses),
        origin=_origin(why, zone),
        zone=zone,
        counting=COUNTING[why.unit],
        days=why.days,
        totals=_totals(why),
        due=clock.due,
        now=now if clock.satisfied_at is None else None,
        besides=besides(why, zone),
        owed=why_owed(clock) if closed else "",
        ending=face_of(clock, now).sentence(),
        pauses=pauses,
        folded=why.folded,
        sums=_sums(why),
    )


def days_with_time(told: Told) -> list[int]:
    """Of each stretch of days that are not listed, how many had time in them that the limit counts."""
    if told.counting is Counting.EVERY_HOUR:
        return [fold.count for fold in told.folded]
    return [fold.opened if told.counting is Counting.WORKING else sum(fold.whole.values()) for fold in told.folded]


def zone_words(zone: ZoneInfo) -> str:
    """Whose times these are, where they are not the organisation's own; else nothing."""
    return "" if zone.key == ZONE.key else _tr("Times are those of %1.").replace("%1", zone.key)


def on_the_way(days: Sequence[ExplainedDay], folded: Sequence[FoldedDays] = ()) -> str:
    """The public holidays and the closures among the days; nothing where there are none."""
    listed = [(day.day, day.shut_by) for day in days if day.shut_by is not None]
    shut = sorted([*listed, *(each for fold in folded for each in fold.shut)])
    holidays = dict.fromkeys(by for _, by in shut if by != SHUT)
    closures = [short_day(day) for day, by in shut if by == SHUT]
    parts = []
    for words, names in (
        (_tr("Public holidays on the way: %1."), [*holidays]),
        (_tr("Closed besides: %1."), closures),
    ):
        if names:
            more = [_tr("and others")] if len(names) > MOST_NAMED else []
            parts.append(words.replace("%1", ", ".join([*names[:MOST_NAMED], *more])))
    return " ".join(parts)


def _sentence(why: WhyRow, zone: ZoneInfo, pauses: Sequence[ToldPause]) -> str:
    clock = why.clock
    # Over most of a year a day and a month alone say too little.
    is_long = clock.due is not None and (clock.due - clock.anchor).days > MOST_IN_A_YEAR
    told = when_in_full if is_long else when
    begun, due = told(clock.anchor, zone), "" if clock.due is None else told(clock.due, zone)
    if clock.metric == "promise":
        return filled(_tr("Promised for %1, made %2."), due, begun)
    if clock.stretch == UNTIMED:
        words = _tr("%1 by the standard, from %2. Adjusted timing sets no limit: it is never due.")
        return filled(words, _amount(why.unit, why.length), begun)
    parts = [filled(_tr("%1 from %2."), _adjusted(why), begun)]
    if why.unit in (Unit.BUSINESS_DAYS, Unit.CALENDAR_DAYS):
        same = why.day_one is DayOne.SAME_DAY
        parts.append(_tr("That day is day one.") if same else _tr("Day one is the day after."))
    if due:
        parts.append(_tr("Due %1.").replace("%1", due))
    elif clock.paused_for:
        parts.append(_tr("While it waits, nothing is due."))
    elif ReasonCode.NEVER_DUE in why.reasons:
        parts.append(_tr("It is never due."))
    if paused := pauses_sentence(why.pauses, pauses, _counted(why, StretchKind.PAUSED, why.paused_seconds)):
        parts.append(paused)
    if why.unit in (Unit.BUSINESS_MINUTES, Unit.BUSINESS_DAYS) and (passed := on_the_way(why.days, why.folded)):
        parts.append(passed)
    if COUNTING[why.unit] is not Counting.DAYS and (changed := clock_changes(why.days, zone, why.folded)):
        parts.append(changed)
    return " ".join(parts)


def _adjusted(why: WhyRow) -> str:
    """How much time there is; where timing is adjusted, also what it was made of."""
    stretch = why.clock.stretch
    if stretch == AS_SET:
        return _amount(why.unit, why.length)
    if (seconds := SECONDS_IN.get(why.unit)) is None:
        set_, given = _amount(why.unit, why.length), _amount(why.unit, whole_stretched(why.length, stretch))
    else:
        set_, given = span(why.length * seconds), span(why.length * seconds * stretch // 100)
        if why.unit is Unit.BUSINESS_MINUTES:
            given = _tr("%1 of working time").replace("%1", given)
    return filled(_tr("%1, %2 by adjusted timing: %3"), set_, times(stretch), given)


def _amount(unit: Unit, length: int) -> str:
    return {
        Unit.BUSINESS_MINUTES: _tr("%1 of working time").replace("%1", span(length * 60)),
        Unit.ELAPSED_MINUTES: span(length * 60),
        Unit.ELAPSED_HOURS: span(length * 3600),
        Unit.BUSINESS_DAYS: QCoreApplication.translate("WhyPane", "%n working days", "", length),
        Unit.CALENDAR_DAYS: _in_days(length),
        Unit.CALENDAR_MONTHS: QCoreApplication.translate("WhyPane", "%n months", "", length),
    }[unit]


def _origin(why: WhyRow, zone: ZoneInfo) -> str:
    clock = why.clock
    by_law = clock.metric == "statutory"
    parts = [f"{title_of(clock.subject) if by_law else metric_name(clock.metric)}."]
    if COUNTING[why.unit] is Counting.WORKING:
        parts.append(_tr("Hours: %1.").replace("%1", calendar_name(clock.calendar, clock.hours_of)))
    elif COUNTING[why.unit] is Counting.EVERY_HOUR:
        parts.append(_tr("Nights and weekends count."))
    if by_law and clock.source:
        parts.append(_tr("The law: %1.").replace("%1", clock.source))
    elif clock.metric != "promise" and not by_law:
        parts.append(_tr("Standard: %1.").replace("%1", _standard(why)))
    return " ".join([*parts, zone_words(zone)]).strip()


def _standard(why: WhyRow) -> str:
    """The standard as the page calls it where it is set, and what it goes back to."""
    clock, named = why.clock, name_of(why.standard)
    if clock.metric in (Metric.HANDOFF_ACCEPT, Metric.HANDOFF_COMPLETE):
        by_team = _tr("Handoff, %1 (set by the team)")
        return by_team.replace("%1", clock.hours_of) if clock.hours_of else _tr("set by the team")
    return named if clock.source in ("", named, why.standard) else filled(_tr("%1 (%2)"), named, clock.source)


def _totals(why: WhyRow) -> tuple[Total, ...]:
    exact, told = _exact(why), _sums(why)
    rows = [
        (Stretch.COUNTED, _tr("Counted"), StretchKind.COUNTED),
        (Stretch.PAUSED, pauses_legend(why.pauses), StretchKind.PAUSED),
        (Stretch.LEFT, _tr("Left"), StretchKind.LEFT),
        (Stretch.OVER, _tr("Over"), StretchKind.OVER),
    ]
    return tuple(
        Total(kind, words, _counted(why, of, told.get(of, exact[of])))
        for kind, words, of in rows
        if exact[of] or kind is Stretch.COUNTED
    )


def _exact(why: WhyRow) -> dict[StretchKind, int]:
    """The seconds of each kind. What is left of a clock that stands still is of no day yet."""
    clock = why.clock
    return {
        StretchKind.COUNTED: why.counted_seconds,
        StretchKind.PAUSED: why.paused_seconds,
        StretchKind.LEFT: why.left_seconds or (clock.left_seconds if clock.due is None else 0),
        StretchKind.OVER: why.over_seconds,
    }


def _sums(why: WhyRow) -> dict[StretchKind, int]:
    """What is told of each kind in whole minutes; nothing of a limit in days."""
    return {} if COUNTING[why.unit] is Counting.DAYS else told_sums(_exact(why))


def _pauses(why: WhyRow, zone: ZoneInfo) -> tuple[ToldPause, ...]:
    """The pauses in words, each with what it took: of a limit in days whole days, both ends included.

    Where they do not overlap they come to what was paused in all.
    """
    seconds = [pause.seconds for pause in why.pauses]
    if abs(sum(seconds) - why.paused_seconds) < len(seconds) + 1:  # each is rounded down to the second
        seconds = shared_out(seconds, why.paused_seconds)
    told = dict(zip(why.pauses, seconds, strict=True))

    def took(pause: ExplainedPause) -> str:
        if pause.days:
            return _in_days(pause.days)
        return span(told[pause]) if pause.seconds else ""

    return told_pauses(why.pauses, took, zone)


def _counted(why: WhyRow, kind: StretchKind, seconds: int) -> str:
    """An amount in what the limit counts."""
    return _days(why, kind, seconds) if COUNTING[why.unit] is Counting.DAYS else span(seconds)


def _days(why: WhyRow, kind: StretchKind, seconds: int) -> str:
    """How many days were of a kind. The day that it is has still some time left, and is not counted yet."""
    found = sum(1 for day in why.days if kind_of_day(day.seconds) is kind)
    found += sum(fold.whole.get(kind, 0) for fold in why.folded)
    if kind is StretchKind.LEFT and not found:
        found = seconds // 86_400
    return _in_days(found)


def _in_days(count: int) -> str:
    return QCoreApplication.translate("WhyPane", "%n days", "", count)


def _tr(words: str) -> str:
    return QCoreApplication.translate("WhyPane", words)
