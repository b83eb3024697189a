# SPDX-License-Identifier: MIT
"""The pauses of a clock in words: when each was, how long, and the reason that was written down."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication

from crmtrainer.service_levels.explain import ExplainedPause
from crmtrainer.service_levels.rules import PauseState
from crmtrainer.ui.dates import clock_time, local, when
from crmtrainer.ui.filling import filled
from crmtrainer.ui.marking import QT_TRANSLATE_NOOP

MOST_SPOKEN = 4
"""Pauses that are told one by one to who only hears of them; the table has them all."""
LONGEST_LEGEND = 40
"""Characters of a reason that still is a legend."""
_WAITS = {
    PauseState.WAITING_CUSTOMER: QT_TRANSLATE_NOOP("WhyPane", "waiting for the customer"),
    PauseState.WAITING_SENDER: QT_TRANSLATE_NOOP("WhyPane", "waiting for your answer"),
    PauseState.WAITING_CLARIFICATION: QT_TRANSLATE_NOOP("WhyPane", "waiting for clarification"),
    PauseState.WAITING_GOODS: QT_TRANSLATE_NOOP("WhyPane", "the goods are away"),
    PauseState.WAITING_OUTSIDE: QT_TRANSLATE_NOOP("WhyPane", "waiting for somebody outside"),
    None: QT_TRANSLATE_NOOP("WhyPane", "it was resolved"),
}

Amount = Callable[[ExplainedPause], str]
"""How much a pause took from the clock, in what its limit counts; empty where that was nothing."""


@dataclass(frozen=True, slots=True)
class ToldPause:
    """One pause in words: `end` says when it still lasts, `span` is both ends in short, `why` also what it waited for.

    `reason` is `why` as it stands in a sentence.
    """

    start: str
    end: str
    span: str
    amount: str
    why: str
    reason: str

    def sentence(self) -> str:
        """All of it, to be heard."""
        words = _tr("%1, %2: %3.") if self.amount else _tr("%1, when nothing counts: %3.")
        return filled(words, self.span, self.amount, self.reason)


def told_pauses(pauses: Sequence[ExplainedPause], amount: Amount, zone: ZoneInfo) -> tuple[ToldPause, ...]:
    """Each pause in words, in the order in which they began."""
    return tuple(
        ToldPause(
            when(pause.start, zone),
            _tr("Still paused") if pause.end is None else when(pause.end, zone),
            _span(pause.start, pause.end, zone),
            amount(pause),
            pause.reason or _waited(pause),
            _tr("“%1”").replace("%1", pause.reason) if pause.reason else _waited(pause, small=True),
        )
        for pause in pauses
    )


def pauses_sentence(pauses: Sequence[ExplainedPause], told: Sequence[ToldPause], in_all: str) -> str:
    """One pause in full; of many how many, and `in_all` how long they were, and of one that lasts also why."""
    if not pauses:
        return ""
    lasting = next((each for pause, each in zip(pauses, told, strict=True) if pause.end is None), None)
    if len(told) == 1:
        (only,) = told
        if lasting is None:
            words = (
                _tr("It was paused for %1, %2: %3.")
                if only.amount
                else _tr("It was paused %2, when nothing counts: %3.")
            )
        else:
            words = _tr("It has been paused for %1, %2: %3.") if only.amount else _tr("It is paused %2: %3.")
        return filled(words, only.amount, only.span, only.reason)
    parts = [filled(_tr("It was paused %1 times, %2 in all."), str(len(told)), in_all)]
    if lasting is not None:
        parts.append(filled(_tr("It is paused now, %1: %2."), lasting.span, lasting.reason))
    return " ".join(parts)


def pauses_spoken(told: Sequence[ToldPause]) -> tuple[str, ...]:
    """A sentence for each of the first of many pauses, which the picture and the words above it only count."""
    return tuple(each.sentence() for each in told[:MOST_SPOKEN]) if len(told) > 1 else ()


def pauses_legend(pauses: Sequence[ExplainedPause]) -> str:
    """What paused it, where that was one thing: the reason, where it is short, or else what was waited for."""
    if len(reasons := {pause.reason for pause in pauses}) == 1:
        (reason,) = reasons
        if reason and len(reason) <= LONGEST_LEGEND and "\n" not in reason:
            return _tr("Paused, “%1”").replace("%1", reason)
    if len({pause.waiting_for for pause in pauses}) == 1:
        return _tr("Paused, %1").replace("%1", _waited(pauses[0], small=True))
    return _tr("Paused")


def _span(start: datetime, end: datetime | None, zone: ZoneInfo) -> str:
    if end is None:
        return _tr("since %1").replace("%1", when(start, zone))
    same_day = local(start, zone).date() == local(end, zone).date()
    return filled(_tr("%1 to %2"), when(start, zone), clock_time(end, zone) if same_day else when(end, zone))


def _waited(pause: ExplainedPause, *, small: bool = False) -> str:
    words = _tr(_WAITS[pause.waiting_for])
    return words if small else words[:1].upper() + words[1:]


def _tr(words: str) -> str:
    return QCoreApplication.translate("WhyPane", words)
