# SPDX-License-Identifier: MIT
"""The answer of the calculator in words: the headline, and why."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication

from crmtrainer.service_levels.calculator import Answer
from crmtrainer.service_levels.explain import StretchKind
from crmtrainer.ui.calculator.reading import amount_written, moment_written
from crmtrainer.ui.dates import when_in_full
from crmtrainer.ui.filling import filled
from crmtrainer.ui.kit.days import Stretch
from crmtrainer.ui.regions import region_words
from crmtrainer.ui.why_reasons import clock_changes
from crmtrainer.ui.why_told import Counting, Told, Total, on_the_way


def headline(answer: Answer) -> str:
    """ "Due Monday 28 December 2026 at 09:30", or how much working time."""
    if answer.due is None:
        words = _tr("%1 of working time").replace("%1", amount_written(answer.seconds))
        return words if answer.seconds else _tr("No working time")
    zone = answer.question.calendar.tz
    seconds = f":{answer.due.second:02d}" if answer.due.second else ""
    return _tr("Due %1").replace("%1", when_in_full(answer.due, zone) + seconds)


def whose_time(answer: Answer) -> str:
    """ "Europe/London, UTC+00:00": the zone, and how far it is from the answer of the command."""
    zone = answer.question.calendar.tz
    at = answer.due or answer.question.end or answer.question.start
    return f"{zone.key}, UTC{at.astimezone(zone).isoformat()[-6:]}"


def told_of_answer(answer: Answer) -> Told:
    """Why the answer is what it is."""
    question, why = answer.question, answer.why
    zone = question.calendar.tz
    totals = [(Stretch.COUNTED, _tr("Counted"), why.counted_seconds)]
    if question.pauses:
        totals.append((Stretch.PAUSED, _tr("Working time that was paused"), why.paused_seconds))
    return Told(
        sentence=_sentence(answer, zone),
        origin=_origin(answer),
        zone=zone,
        counting=Counting.WORKING,
        days=why.days,
        totals=tuple(Total(kind, words, amount_written(seconds)) for kind, words, seconds in totals),
        due=answer.due,
        folded=why.folded,
        to_the_second=amount_written,
    )


def _sentence(answer: Answer, zone: ZoneInfo) -> str:
    question = answer.question
    start, amount = moment_written(question.start, zone), amount_written(answer.seconds)
    if answer.due is not None:
        words = _tr("%1 of working time, counted from %2, lead to %3.")
        parts = [filled(words, amount, start, moment_written(answer.due, zone))]
    else:
        end = moment_written(question.end or question.start, zone)
        parts = [filled(_tr("Working time from %1 to %2: %3."), start, end, amount)]
    first = _first_counted(answer)
    if first is not None and first > question.start:
        parts.append(_tr("Nothing counts before %1.").replace("%1", moment_written(first, zone)))
    if passed := on_the_way(answer.why.days, answer.why.folded):
        parts.append(passed)
    if changed := clock_changes(answer.why.days, zone, answer.why.folded):
        parts.append(changed)
    return " ".join(parts)


def _first_counted(answer: Answer) -> datetime | None:
    stretches = (s for day in answer.why.days for s in day.stretches if s.kind is StretchKind.COUNTED)
    return next((stretch.start for stretch in stretches), None)


def _origin(answer: Answer) -> str:
    calendar = answer.question.calendar
    holidays = _tr("No public holidays.")
    if calendar.region is not None:
        holidays = _tr("Public holidays: %1.").replace("%1", region_words(calendar.region))
    return f"{holidays} {_tr('Times are those of %1.').replace('%1', calendar.zone)}"


def _tr(words: str) -> str:
    return QCoreApplication.translate("Calculator", words)
