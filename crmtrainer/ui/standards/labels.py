# SPDX-License-Identifier: MIT
"""Words for standards and calendars: how long, for which tickets, what pauses them, and what a day of a year is."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Final

from PySide6.QtCore import QCoreApplication, QDate

from crmtrainer.interactions.rules import Channel
from crmtrainer.service_levels.definitions import StandardDefinition, Windows
from crmtrainer.service_levels.rules import Metric, PauseState, Unit
from crmtrainer.service_levels.standards import Fit
from crmtrainer.service_levels.traits import Trait
from crmtrainer.service_levels.year import CalendarDay, DayKind
from crmtrainer.tickets.rules import Priority, Severity, TicketType
from crmtrainer.ui.calendars import LAW
from crmtrainer.ui.channels import CHANNELS
from crmtrainer.ui.dates import BRITISH, span
from crmtrainer.ui.filling import filled
from crmtrainer.ui.hours_text import write_hours
from crmtrainer.ui.marking import QT_TRANSLATE_NOOP
from crmtrainer.ui.tickets.labels import PRIORITIES, SEVERITIES, TYPES, said

UNITS: Final = {
    Unit.BUSINESS_MINUTES: QT_TRANSLATE_NOOP("Standards", "Working minutes"),
    Unit.BUSINESS_DAYS: QT_TRANSLATE_NOOP("Standards", "Working days"),
    Unit.ELAPSED_MINUTES: QT_TRANSLATE_NOOP("Standards", "Minutes, day and night"),
    Unit.ELAPSED_HOURS: QT_TRANSLATE_NOOP("Standards", "Hours, day and night"),
    Unit.CALENDAR_DAYS: QT_TRANSLATE_NOOP("Standards", "Calendar days"),
    Unit.CALENDAR_MONTHS: QT_TRANSLATE_NOOP("Standards", "Calendar months"),
}
PAUSES: Final = {
    PauseState.WAITING_CUSTOMER: QT_TRANSLATE_NOOP("Standards", "Waiting for the customer"),
    PauseState.WAITING_SENDER: QT_TRANSLATE_NOOP("Standards", "Waiting for the sender’s answer"),
    PauseState.WAITING_CLARIFICATION: QT_TRANSLATE_NOOP("Standards", "Waiting for clarification"),
    PauseState.WAITING_GOODS: QT_TRANSLATE_NOOP("Standards", "The goods are away"),
    PauseState.WAITING_OUTSIDE: QT_TRANSLATE_NOOP("Standards", "Waiting for somebody outside"),
}
_SHORT_PAUSES: Final = {
    PauseState.WAITING_CUSTOMER: QT_TRANSLATE_NOOP("Standards", "customer"),
    PauseState.WAITING_SENDER: QT_TRANSLATE_NOOP("Standards", "our answer"),
    PauseState.WAITING_CLARIFICATION: QT_TRANSLATE_NOOP("Standards", "clarification"),
    PauseState.WAITING_GOODS: QT_TRANSLATE_NOOP("Standards", "goods away"),
    PauseState.WAITING_OUTSIDE: QT_TRANSLATE_NOOP("Standards", "outside"),
}
PLACES: Final = {
    "GB-ENG": QT_TRANSLATE_NOOP("Standards", "England"),
    "GB-WLS": QT_TRANSLATE_NOOP("Standards", "Wales"),
    "GB-SCT": QT_TRANSLATE_NOOP("Standards", "Scotland"),
    "GB-NIR": QT_TRANSLATE_NOOP("Standards", "Northern Ireland"),
}
_DAYS: Final = {
    "mon": QT_TRANSLATE_NOOP("Standards", "Monday"),
    "tue": QT_TRANSLATE_NOOP("Standards", "Tuesday"),
    "wed": QT_TRANSLATE_NOOP("Standards", "Wednesday"),
    "thu": QT_TRANSLATE_NOOP("Standards", "Thursday"),
    "fri": QT_TRANSLATE_NOOP("Standards", "Friday"),
    "sat": QT_TRANSLATE_NOOP("Standards", "Saturday"),
    "sun": QT_TRANSLATE_NOOP("Standards", "Sunday"),
}
_FITS: Final = {
    Fit.YES: QT_TRANSLATE_NOOP("Standards", "yes, all fits"),
    Fit.NOT_IN_FORCE: QT_TRANSLATE_NOOP("Standards", "no, it is not in force then"),
    Fit.NOT_TRIED: QT_TRANSLATE_NOOP("Standards", "not tried, an earlier one fits"),
}
_TRAIT_OF: Final = {
    Fit.OTHER_TYPE: Trait.TYPE,
    Fit.OTHER_CATEGORY: Trait.CATEGORY,
    Fit.OTHER_SEVERITY: Trait.SEVERITY,
    Fit.OTHER_PRIORITY: Trait.PRIORITY,
    Fit.OTHER_CHANNEL: Trait.CHANNEL,
}


def is_of_the_law(calendar: str) -> bool:
    """Whether a calendar is kept by the program: it follows the desk, and nobody sets it."""
    return calendar == LAW


def length_words(unit: Unit, length: int) -> str:
    """How long a standard allows."""
    if unit in (Unit.BUSINESS_MINUTES, Unit.ELAPSED_MINUTES):
        return span(length * 60)
    if unit is Unit.ELAPSED_HOURS:
        return span(length * 3600)
    return {
        Unit.CALENDAR_DAYS: QCoreApplication.translate("Limits", "%n days", "", length),
        Unit.BUSINESS_DAYS: QCoreApplication.translate("Limits", "%n working days", "", length),
        Unit.CALENDAR_MONTHS: QCoreApplication.translate("Limits", "%n months", "", length),
    }[unit]


def whose_words(definition: StandardDefinition) -> str:
    """Which tickets a standard is for."""
    wanted = (trait_words(trait, values) for trait, values in definition.wanted.items() if values)
    return "; ".join(wanted) or _tr("All tickets")


def trait_words(trait: Trait, values: Iterable[str]) -> str:
    """What a standard asks of one trait of a ticket."""
    severity = _tr("%1 severity")
    words: dict[Trait, Callable[[str], str]] = {
        Trait.TYPE: lambda value: said(TYPES[TicketType(value)]),
        Trait.SEVERITY: lambda value: severity.replace("%1", said(SEVERITIES[Severity(value)])),
        Trait.PRIORITY: lambda value: said(PRIORITIES[Priority(value)]),
        Trait.CHANNEL: lambda value: channel_words(Channel(value)),
    }
    return ", ".join(words[trait](value) if trait in words else value for value in values)


def counted_words(unit: Unit, calendar: str) -> str:
    """By which hours or days a standard counts; `calendar` is the name of its calendar."""
    if unit in (Unit.ELAPSED_MINUTES, Unit.ELAPSED_HOURS):
        return _tr("Day and night")
    if unit in (Unit.CALENDAR_DAYS, Unit.CALENDAR_MONTHS):
        return _tr("Calendar days")
    return calendar


def pause_words(states: Iterable[PauseState]) -> str:
    """What pauses a clock, as it stands after its hours."""
    words = [_tr(PAUSES[state]).lower() for state in PauseState if state in set(states)]
    return _tr("pauses: %1").replace("%1", ", ".join(words)) if words else _tr("never pauses")


def pause_state_words(state: PauseState) -> str:
    """What a clock stands still for."""
    return _tr(PAUSES[state])


def unit_words(unit: Unit) -> str:
    """What a length counts."""
    return _tr(UNITS[unit])


def channel_words(channel: Channel) -> str:
    """What a channel is called."""
    return QCoreApplication.translate("Contacts", CHANNELS[channel])


def short_pause_words(states: Iterable[PauseState]) -> str:
    """The same in as few words as a narrow column takes; empty where nothing pauses it."""
    return ", ".join(_tr(_SHORT_PAUSES[state]) for state in PauseState if state in set(states))


def fit_words(fit: Fit, definition: StandardDefinition) -> str:
    """Why a standard was taken for a ticket, or not."""
    if (trait := _TRAIT_OF.get(fit)) is not None:
        only = trait_words(trait, definition.wanted[trait])
        return _tr("no, only for: %1").replace("%1", only)
    return _tr(_FITS[fit])


def hours_words(hours: Windows) -> str:
    """ "09:00–12:00, 13:00–17:30"."""
    return write_hours(hours)


def weekday_words(key: str) -> str:
    """ "Monday" for "mon"."""
    return _tr(_DAYS[key])


def place_words(region: str) -> str:
    """Where a law holds; other than with holidays, England and Wales are two."""
    known = PLACES.get(region)
    return region if known is None else _tr(known)


def day_sentence(day: CalendarDay) -> str:
    """What a day is, as one sentence to hear."""
    named = BRITISH.toString(QDate(day.day.year, day.day.month, day.day.day), "dddd d MMMM yyyy")
    return f"{named}: {day_words(day)}"


def day_words(day: CalendarDay) -> str:
    """What a day is and when it opens."""
    words = {
        DayKind.OPEN: _tr("open %1"),
        DayKind.OTHER: _tr("open %1, as every %2"),
        DayKind.SHUT: _tr("closed, as every %2"),
        DayKind.SPECIAL: _tr("special hours, open %1"),
        DayKind.CLOSURE: _tr("closed on this day"),
        DayKind.HOLIDAY: _tr("%3, public holiday, closed"),
    }[day.kind]
    return filled(words, hours_words(day.hours), _weekday(day.day), day.name)


def _weekday(day: date) -> str:
    return BRITISH.toString(QDate(day.year, day.month, day.day), "dddd")


_MET_BY: Final = {
    Metric.FIRST_RESPONSE: QT_TRANSLATE_NOOP(
        "Standards", "Met by our first message that the customer can see and that does more than acknowledge."
    ),
    Metric.RESOLUTION: QT_TRANSLATE_NOOP(
        "Standards", "Met when the ticket is resolved; what was reopened goes on, less the time it was resolved."
    ),
    Metric.ACKNOWLEDGEMENT: QT_TRANSLATE_NOOP(
        "Standards",
        "Met by our first message that the customer can see, also by one that only acknowledges, which is no first "
        "reply. None is sent by itself, and no status or note counts.",
    ),
    Metric.NEXT_RESPONSE: QT_TRANSLATE_NOOP(
        "Standards", "Runs anew from each message of the customer, after the first reply, to our next one."
    ),
    Metric.PROGRESS_UPDATE: QT_TRANSLATE_NOOP(
        "Standards", "Runs from each of our messages to the next, until the ticket is resolved."
    ),
    Metric.FIRST_RESOLUTION: QT_TRANSLATE_NOOP(
        "Standards", "Met when the ticket is resolved for the first time, whatever becomes of it."
    ),
}


def met_by(metric: Metric) -> str:
    """What meets a standard of this metric; nothing for what trainers set none for."""
    return _tr(_MET_BY[metric]) if metric in _MET_BY else ""


def metric_choices() -> tuple[Metric, ...]:
    """What a trainer can set a standard for; the others belong to teams, promises and the law."""
    return (
        Metric.FIRST_RESPONSE,
        Metric.RESOLUTION,
        Metric.ACKNOWLEDGEMENT,
        Metric.NEXT_RESPONSE,
        Metric.PROGRESS_UPDATE,
        Metric.FIRST_RESOLUTION,
    )


def _tr(words: str) -> str:
    """A label in the reader's language."""
    return QCoreApplication.translate("Standards", words)
