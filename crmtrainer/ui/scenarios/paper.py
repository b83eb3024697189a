# SPDX-License-Identifier: MIT
"""A debrief on paper: how the run stands, act by act, checks, clocks, criteria, law and the learner's own account."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication

from crmtrainer.assessment.queries import AttemptRow
from crmtrainer.reports.acts import ActRow
from crmtrainer.reports.html import paper_print
from crmtrainer.reports.paper import Fact, Item, Paper, Part
from crmtrainer.scenarios.debrief_rows import Debrief
from crmtrainer.ui.clock_lines import clock_name, told_whole
from crmtrainer.ui.dates import long_day, when, when_in_full
from crmtrainer.ui.filling import filled
from crmtrainer.ui.paper import Printable
from crmtrainer.ui.scenarios.debrief_labels import check_line
from crmtrainer.ui.scenarios.labels import MODES, said
from crmtrainer.ui.scenarios.story import story
from crmtrainer.ui.scenarios.story_items import StoryItem


def debrief_to_print(row: AttemptRow, found: Debrief, told: Mapping[int, ActRow], result: str) -> Printable:
    """The debrief ready for paper; `result` is how the run stands, in the screen's own words."""
    paper = Paper(
        title=_tr("Debrief: %1").replace("%1", found.title),
        beneath=filled(_tr("Attempt %1, number %2, %3"), row.ref, str(row.number), said(MODES[found.mode][0])),
        note=_tr("Simulated. Everybody in this scenario is made up, and nothing here is evidence by itself."),
        parts=(
            Part("", facts=_facts(row, found, result)),
            Part(_tr("What you did"), items=_acts(found, told), nothing=_tr("Nothing was done.")),
            Part(_tr("Checks"), items=_checks(found), nothing=_tr("This scenario has no checks.")),
            _clocks(found),
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
