# SPDX-License-Identifier: MIT
"""A debrief on paper: how the run stands, act by act, checks, clocks, criteria, law and the learner's own account."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from PySide6.QtCore import QCoreApplication

from crmtrainer.assessment.queries import AttemptRow
from crmtrainer.reports.acts import ActRow
from crmtrainer.reports.html import paper_print
from crmtrainer.reports.paper import Fact, Item, Paper, Part
from crmtrainer.scenarios.debrief_rows import Debrief, DebriefClock
from crmtrainer.service_levels.queries import why
from crmtrainer.ui.clock_lines import clock_name, told_whole
from crmtrainer.ui.dates import long_day, when, when_in_full
from crmtrainer.ui.desk import Desk
from crmtrainer.ui.filling import filled, sentences
from crmtrainer.ui.paper import Printable
from crmtrainer.ui.scenarios.debrief_labels import check_line
from crmtrainer.ui.scenarios.labels import MODES, said
from crmtrainer.ui.scenarios.story import story
from crmtrainer.ui.scenarios.story_items import StoryItem
from crmtrainer.ui.why_table import columns_of, rows_of
from crmtrainer.ui.why_told import Told, told_of_clock

MOST_DAYS: Final = 20
"""Rows of days that are printed for a clock; of more, the sums have to do."""


def debrief_to_print(
    row: AttemptRow, found: Debrief, told: Mapping[int, ActRow], result: str, whys: Mapping[int, Told] | None = None
) -> Printable:
    """The debrief ready for paper; `result` is how the run stands, in the screen's own words.

    `whys` explain the due times of clocks that went over, by clock.
    """
    paper = Paper(
        title=_tr("Debrief: %1").replace("%1", found.title),
        beneath=filled(_tr("Attempt %1, number %2, %3"), row.ref, str(row.number), said(MODES[found.mode][0])),
        note=_tr("Simulated. Everybody in this scenario is made up, and nothing here is evidence by itself."),
        parts=(
            Part("", facts=_facts(row, found, result)),
            Part(_tr("What you did"), items=_acts(found, told), nothing=_tr("Nothing was done.")),
            Part(_tr("Checks"), items=_checks(found), nothing=_tr("This scenario has no checks.")),
            _clocks(found),
            *_due_times(found, whys or {}),
            _criteria(found),
            Part(_tr("The law in this case"), items=_law(found), nothing=_tr("No law card touches it.")),
            Part(_tr("Your reflections"), items=_reflections(found), nothing=_tr("None is written yet.")),
        ),
    )
    return Printable(
        title=filled(_tr("Debrief of attempt %1"), row.ref),
        stem=f"debrief-{''.join(c for c in row.ref.lower() if c.isascii() and (c.isalnum() or c == '-'))}",
        html=paper_print(paper),
        foot=filled(_tr("Debrief · attempt %1 · %2"), row.ref, found.title),
    )


def _facts(row: AttemptRow, found: Debrief, result: str) -> tuple[Fact, ...]:
    return (
        Fact(_tr("Learner"), row.learner_name or row.learner),
        Fact(
            _tr("Practice time"),
            filled(_tr("%1 to %2"), when_in_full(found.opened_at), when_in_full(found.ended_at)),
        ),
        Fact(_tr("How it went"), result),
    )


def _acts(found: Debrief, told: Mapping[int, ActRow]) -> tuple[Item, ...]:
    return tuple(
        Item(item.title, _when(item), item.body, tuple(line.words for line in item.pinned))
        for item in story(found, told)
    )


def _when(item: StoryItem) -> str:
    """With its number, by which criteria and reflections speak of it."""
    return filled(_tr("%1, act %2"), item.when_exact, str(item.id)) if isinstance(item.id, int) else item.when_exact


def _checks(found: Debrief) -> tuple[Item, ...]:
    return tuple(
        Item(
            check_line(check, counts=found.counts).words,
            ", ".join(check.criteria),
            check.told,
            (_tr("Good looks like: %1").replace("%1", check.good),) if check.good else (),
        )
        for check in found.results
    )


def _clocks(found: Debrief) -> Part:
    rows = tuple(
        (
            clock_name(clock),
            clock.ref,
            "" if clock.due is None else when(clock.due),
            told_whole(clock),
        )
        for clock in found.clocks
    )
    heads = (_tr("Clock"), _tr("Of"), _tr("Due"), _tr("How it ended"))
    return Part(_tr("Clocks"), heads=heads, rows=rows, nothing=_tr("No clock ran."))


def went_over(found: Debrief) -> tuple[DebriefClock, ...]:
    """The clocks whose due time has to be explained on paper: it passed, and whether it counts is another matter."""
    end = found.ended_at
    return tuple(clock for clock in found.clocks if clock.due is not None and (clock.satisfied_at or end) > clock.due)


def whys_of(desk: Desk, found: Debrief) -> dict[int, Told]:
    """Why those were due when they were, by clock; asked in the world of the run."""
    now = desk.world.clock.now()
    return {clock.id: told_of_clock(desk.ask(why, clock.id), now, closed=clock.is_owed) for clock in went_over(found)}


def _due_times(found: Debrief, whys: Mapping[int, Told]) -> Iterator[Part]:
    """Of each clock that went over: the sentence and the sums of its screen, and its days where those fit a page."""
    for clock in went_over(found):
        told = whys.get(clock.id)
        if told is None:
            continue
        name = clock_name(clock)
        whole = name if name.endswith(clock.ref) else f"{name} {clock.ref}"
        sums = tuple(f"{total.words}: {total.amount}" for total in told.totals)
        words = sentences((told.sentence, told.besides, told.owed))
        rows = rows_of(told) if len(rows_of(told)) <= MOST_DAYS else ()
        columns = columns_of(told) if rows else ()
        yield Part(
            _tr("Why this due time? %1").replace("%1", whole),
            facts=(Fact(_tr("Why"), words), Fact(_tr("By"), told.origin), Fact(_tr("In all"), "; ".join(sums))),
            heads=tuple(column.title for column in columns),
            rows=tuple(tuple(column.get(run).text for column in columns) for run in rows),
        )


def _criteria(found: Debrief) -> Part:
    rows = tuple(
        (each.id, each.title, ", ".join(str(seq) for seq in each.acts) or _tr("no act yet")) for each in found.criteria
    )
    heads = (_tr("Criterion"), _tr("What it asks"), _tr("Acts that can serve it"))
    return Part(_tr("Criteria"), heads=heads, rows=rows, nothing=_tr("It claims no criteria."))


def _law(found: Debrief) -> tuple[Item, ...]:
    return tuple(
        Item(card.title, _tr("As at %1").replace("%1", long_day(card.as_at)), card.means_here, (card.cites,))
        for card in found.law
    )


def _reflections(found: Debrief) -> tuple[Item, ...]:
    return tuple(
        Item(
            _tr("Cites: %1").replace("%1", ", ".join(str(seq) for seq in each.cites) or _tr("no act")),
            when_in_full(each.at),
            each.words,
        )
        for each in found.reflections
    )


def _tr(words: str) -> str:
    return QCoreApplication.translate("DebriefPaper", words)
