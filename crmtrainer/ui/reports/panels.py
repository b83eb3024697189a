# SPDX-License-Identifier: MIT
"""From figures to what ten panels show: picture, numbers, and words that say what is counted, of what, since when."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QCoreApplication, QDate

from crmtrainer.figures.over_time import Attainment, ContactsRow, FlowRow, Handoffs, Quality, Rate, TeamRow
from crmtrainer.figures.queries import AgeCount, OpenTickets, RunningRow
from crmtrainer.figures.rules import SMALLEST_BASE, Window
from crmtrainer.ui.channels import channel_names
from crmtrainer.ui.clocks import metric_name
from crmtrainer.ui.dates import BRITISH, local, long_day, when
from crmtrainer.ui.filling import filled
from crmtrainer.ui.formulas import cited
from crmtrainer.ui.kit.bars import Bar
from crmtrainer.ui.kit.chart import Series
from crmtrainer.ui.tickets.labels import PRIORITIES, STATUSES, TYPES, said

Value = int | str
"""What stands in a table: a number, or words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """One panel. Either `bars` or `series` over `labels` are its picture; `nothing` says why there is none."""

    heading: str
    caption: str
    nothing: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
    bars: tuple[Bar, ...] = ()
    labels: tuple[str, ...] = ()
    series: tuple[Series, ...] = ()


@dataclass(frozen=True, slots=True)
class Figures:
    """All answers behind the panels, asked together."""

    window: Window
    tickets: OpenTickets
    running: tuple[RunningRow, ...]
    flow: tuple[FlowRow, ...]
    attainment: Attainment
    handoffs: Handoffs
    contacts: tuple[ContactsRow, ...]
    quality: Quality


def panels(found: Figures) -> tuple[Panel, ...]:
    """The ten, in the order in which they are read."""
    return (
        *_open_panels(found.tickets),
        _running(found.running, found.tickets.at),
        _attainment(found.attainment),
        _handoffs(found.handoffs),
        _quality(found.quality),
        _flow(found.flow, found.window),
        _contacts(found.contacts, found.window),
    )


def number(value: Value) -> str:
    """A value as people read it."""
    return BRITISH.toString(value) if isinstance(value, int) else value


def _open_panels(found: OpenTickets) -> tuple[Panel, ...]:
    nothing = "" if found.total else _tr("Nothing is open. A ticket that somebody opens is counted here.")
    as_of = filled(_tr("%1 open tickets as of %2."), number(found.total), when(found.at))
    if found.total < SMALLEST_BASE:
        as_of = f"{as_of} {_withheld()}"
    ageing = filled(_tr("Days since a ticket was opened, whatever calendar it runs by. %1"), as_of)
    ageing = f"{ageing} {cited(found.formula)}"
    parts: tuple[tuple[str, str, str, list[tuple[str, int]]], ...] = (
        (
            _tr("Open by status"),
            _tr("Status"),
            as_of,
            [(said(STATUSES[row.status]), row.count) for row in found.by_status],
        ),
        (
            _tr("Open by priority"),
            _tr("Priority"),
            as_of,
            [(said(PRIORITIES[row.priority]), row.count) for row in found.by_priority],
        ),
        (_tr("Open by type"), _tr("Type"), as_of, [(said(TYPES[row.type]), row.count) for row in found.by_type]),
        (_tr("Age of open tickets"), _tr("Age"), ageing, [(_age(row), row.count) for row in found.by_age]),
    )
    return tuple(
        Panel(
            heading=heading,
            caption=caption,
            nothing=nothing,
            columns=(kind, _tr("Tickets"), _tr("Share")),
            rows=tuple((words, count, _of(count, found.total) or _tr("too few")) for words, count in counted),
            bars=_bars(counted, found.total),
        )
        for heading, kind, caption, counted in parts
    )


def _running(found: Sequence[RunningRow], at: datetime) -> Panel:
    states = (_tr("Overdue"), _tr("Due soon"), _tr("In time"), _tr("Paused"))
    rows = [(row.overdue, row.soon, row.in_time, row.paused) for row in found]
    sums = [sum(row[place] for row in rows) for place in range(len(states))]
    words = _tr(
        "Service standards, promises and limits of teams and of the law that run as of %1; due soon: 75 % used up."
    )
    return Panel(
        heading=_tr("Limits running now"),
        caption=filled(words, when(at)),
        nothing="" if rows else _tr("No limit runs. One begins with a ticket, a promise or a handoff."),
        columns=(_tr("Limit"), *states),
        rows=tuple((metric_name(row.metric), *counts) for row, counts in zip(found, rows, strict=True)),
        bars=_bars(list(zip(states, sums, strict=True)), sum(sums)),
    )


def _attainment(found: Attainment) -> Panel:
    due = [row for row in found.rows if row.base or row.waived]
    words = _tr("Met, of all that fell due %1. Waived ones are left out. %2 %3")
    return Panel(
        heading=_tr("Standards met"),
        caption=filled(words, _since(found.since), _withheld(), cited(found.formula)),
        nothing="" if due else _tr("Nothing fell due in this time."),
        columns=(_tr("Limit"), _tr("Met"), _tr("Missed"), _tr("Waived"), _tr("Running"), _tr("Share")),
        rows=tuple(
            (metric_name(row.metric), row.met, row.missed, row.waived, row.running, _share(row.tenths))
            for row in found.rows
        ),
        bars=tuple(_rate(metric_name(row.metric), row.met, row.base, row.tenths) for row in due),
    )


def _flow(found: Sequence[FlowRow], window: Window) -> Panel:
    series = (
        Series(_tr("Opened"), tuple(row.opened for row in found)),
        Series(_tr("Closed"), tuple(row.closed for row in found)),
        Series(_tr("Reopened"), tuple(row.reopened for row in found), drawn=False),
    )
    caption = filled(_tr("Tickets %1, %2."), _since(found[0].since), _by(window))
    return _lines(
        _tr("Opened and closed"), caption, _tr("Nothing was opened or closed in this time."), found, series, window
    )


def _contacts(found: Sequence[ContactsRow], window: Window) -> Panel:
    channels = [each.channel for each in found[0].came_in]
    by_channel = [
        Series(channel_names([channel]), tuple(row.came_in[place].count for row in found), drawn=False)
        for place, channel in enumerate(channels)
    ]
    series = (
        Series(_tr("Came in"), tuple(sum(each.count for each in row.came_in) for row in found)),
        Series(_tr("Went out"), tuple(row.went_out for row in found)),
        *by_channel,
    )
    words = _tr("Calls and messages with customers %1, %2; those that came in also by channel, in the table.")
    caption = filled(words, _since(found[0].since), _by(window))
    return _lines(_tr("Contacts"), caption, _tr("Nobody was in touch in this time."), found, series, window)


def _handoffs(found: Handoffs) -> Panel:
    words = _tr("Finished by the time agreed, of all that are finished; work sent %1. %2 %3")
    most = max((row.sent for row in found.rows), default=0)
    return Panel(
        heading=_tr("Passed to teams"),
        caption=filled(words, _since(found.since), _withheld(), cited(found.formula)),
        nothing="" if found.rows else _tr("Nothing was passed to a team in this time."),
        columns=(_tr("Team"), _tr("Sent"), _tr("Accepted"), _tr("Sent back"), _tr("In time")),
        rows=tuple(
            (
                row.team,
                row.sent,
                row.accepted,
                row.bounced,
                _of_all(row),
            )
            for row in found.rows
        ),
        bars=tuple(
            Bar(row.team, number(row.sent), filled(_tr("%1 in time"), _in_time(row)), row.sent / most)
            for row in found.rows
        ),
    )


def _in_time(row: TeamRow) -> str:
    return _of_all(row) if row.tenths is None else _share(row.tenths)


def _of_all(row: TeamRow) -> str:
    return filled(_tr("%1 of %2"), number(row.in_time), number(row.base))


def _quality(found: Quality) -> Panel:
    words = _tr(
        "Promises kept: of those that fell due. Tickets reopened: of those closed. Complaints: per 1,000 customers on "
        "record. %1 %2 %3"
    )
    formulas = (found.promises.formula, found.reopened.formula, found.complaints.formula)
    window = filled(_tr("Window: %1."), _since(found.since))
    named: tuple[tuple[str, Rate], ...] = (
        (_tr("Promises kept"), found.promises),
        (_tr("Tickets reopened"), found.reopened),
        (_tr("Complaints per 1,000"), found.complaints),
    )
    bars = tuple(
        _rate(name, each.count, each.base, each.tenths, unit="" if each is found.complaints else " %")
        for name, each in named
    )
    return Panel(
        heading=_tr("Promises, reopened, complaints"),
        caption=filled(words, window, _withheld(), cited(*formulas)),
        nothing="" if any(rate.base for _, rate in named) else _tr("There is nobody on record yet."),
        columns=(_tr("Figure"), _tr("Count"), _tr("Base"), _tr("Rate")),
        rows=tuple((name, rate.count, rate.base, bar.number) for (name, rate), bar in zip(named, bars, strict=True)),
        bars=bars,
    )


def _lines(
    heading: str,
    caption: str,
    nothing: str,
    found: Sequence[FlowRow] | Sequence[ContactsRow],
    series: tuple[Series, ...],
    window: Window,
) -> Panel:
    labels = tuple(_label(row.since, window) for row in found)
    rows: tuple[tuple[Value, ...], ...] = tuple(
        (label, *(int(one.values[place] or 0) for one in series)) for place, label in enumerate(labels)
    )
    return Panel(
        heading=heading,
        caption=caption,
        nothing="" if any(any(one.values) for one in series) else nothing,
        columns=(_unit(window), *(one.name for one in series)),
        rows=rows,
        labels=labels,
        series=series,
    )


def _bars(counted: Iterable[tuple[str, int]], total: int) -> tuple[Bar, ...]:
    return tuple(
        Bar(words, number(count), _of(count, total), count / total if total else 0.0) for words, count in counted
    )


def _rate(name: str, count: int, base: int, tenths: int | None, unit: str = " %") -> Bar:
    beside = filled(_tr("%1 of %2"), number(count), number(base))
    return Bar(name, _share(tenths, unit), beside, 0.0 if tenths is None else count / base)


def _share(tenths: int | None, unit: str = " %") -> str:
    return _tr("too few") if tenths is None else f"{BRITISH.toString(tenths / 10, 'f', 1)}{unit}"


def _of(count: int, total: int) -> str:
    """A whole percent, as a help for the eye: the number stands beside it."""
    return f"{round(100 * count / total)} %" if total >= SMALLEST_BASE else ""


def _age(row: AgeCount) -> str:
    if row.until is None:
        return filled(_tr("%1 days and more"), str(row.days))
    if row.days == 0:
        return _tr("Under a day")
    return filled(_tr("%1 to %2 days"), str(row.days), str(row.until))


def _since(since: datetime) -> str:
    return _tr("from %1 up to now").replace("%1", long_day(local(since).date()))


def _withheld() -> str:
    return filled(_tr("No share of fewer than %1."), str(SMALLEST_BASE))


def _by(window: Window) -> str:
    return {Window.QUARTER: _tr("by the week"), Window.ALL: _tr("by the month")}.get(window, _tr("by the day"))


def _unit(window: Window) -> str:
    return {Window.QUARTER: _tr("Week from"), Window.ALL: _tr("Month")}.get(window, _tr("Day"))


def _label(since: datetime, window: Window) -> str:
    day = local(since).date()
    return BRITISH.toString(QDate(day.year, day.month, day.day), "MMM yyyy" if window is Window.ALL else "d MMM")


def _tr(words: str) -> str:
    return QCoreApplication.translate("Reports", words)
