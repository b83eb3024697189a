# SPDX-License-Identifier: MIT
"""Times, spans and money as people read them: the practice organisation's zone, British order, through QLocale."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication, QDate, QLocale, QTime

from crmtrainer.ui.filling import filled

ZONE = ZoneInfo("Europe/London")
"""Where the practice organisation's clocks hang, whatever the machine's zone."""
BRITISH = QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom)


def local(moment: datetime, zone: ZoneInfo = ZONE) -> datetime:
    """The moment on the organisation's wall clock, or on one in another zone."""
    return moment.astimezone(zone)


def when(moment: datetime, zone: ZoneInfo = ZONE) -> str:
    """ "Tue 3 Mar, 16:30"."""
    here = local(moment, zone)
    words = QCoreApplication.translate("Dates", "%1, %2")
    return filled(words, short_day(here.date()), clock_time(moment, zone))


def when_in_full(moment: datetime, zone: ZoneInfo = ZONE) -> str:
    """ "Tuesday 3 March 2026 at 16:30", for tooltips and reports."""
    here = local(moment, zone)
    words = QCoreApplication.translate("Dates", "%1 at %2")
    named = BRITISH.toString(_qdate(here.date()), "dddd d MMMM yyyy")
    return filled(words, named, clock_time(moment, zone))


def clock_time(moment: datetime, zone: ZoneInfo = ZONE) -> str:
    """ "16:30"."""
    here = local(moment, zone)
    return BRITISH.toString(QTime(here.hour, here.minute), "HH:mm")


def short_day(day: date) -> str:
    """ "Tue 3 Mar"."""
    return BRITISH.toString(_qdate(day), "ddd d MMM")


def long_day(day: date) -> str:
    """ "3 March 2026"."""
    return BRITISH.toString(_qdate(day), "d MMMM yyyy")


def when_seen_from(moment: datetime, now: datetime) -> str:
    """The time alone when it is the same day, else day and time: for timelines."""
    return clock_time(moment) if local(moment).date() == local(now).date() else when(moment)


def soon(moment: datetime, now: datetime) -> str:
    """As short as it can be understood: "16:30" today, "Wed 16:30" within six days, else day and time."""
    here, today = local(moment).date(), local(now).date()
    if here == today:
        return clock_time(moment)
    if not 0 < (here - today).days <= 6:
        return when(moment)
    words = QCoreApplication.translate("Dates", "%1 %2")
    return filled(words, BRITISH.toString(_qdate(here), "ddd"), clock_time(moment))


def span(seconds: int) -> str:
    """ "1 h 20 min", rounded down to whole minutes; "under a minute" for less."""
    minutes = max(0, seconds) // 60
    hours, minutes = divmod(minutes, 60)
    if hours and minutes:
        words = QCoreApplication.translate("Dates", "%1 h %2 min")
        return filled(words, str(hours), str(minutes))
    if hours:
        return QCoreApplication.translate("Dates", "%1 h").replace("%1", str(hours))
    if minutes:
        return QCoreApplication.translate("Dates", "%1 min").replace("%1", str(minutes))
    return QCoreApplication.translate("Dates", "under a minute")


def money(pence: int) -> str:
    """ "£45.60"."""
    return BRITISH.toCurrencyString(pence / 100, "£")


def wall_of(moment: datetime) -> datetime:
    """What the organisation's wall clock shows at an instant, to the minute; without a zone, as fields hold it."""
    return local(moment).replace(second=0, microsecond=0, tzinfo=None)


def moment_of(wall: datetime) -> datetime:
    """The instant at which the organisation's wall clock shows this."""
    return wall.replace(tzinfo=ZONE).astimezone(UTC)


def _qdate(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)
