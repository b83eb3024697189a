# SPDX-License-Identifier: MIT
"""Makes the list of a debrief from its rows: which act stands where, what is pinned to it, and the three filters."""

from collections.abc import Mapping
from enum import Enum
from typing import Final

from PySide6.QtCore import QCoreApplication

from crmtrainer.reports.acts import ActRow
from crmtrainer.scenarios.checks.deciding import Verdict
from crmtrainer.scenarios.debrief_rows import Debrief, DebriefAct, DebriefClock, Who
from crmtrainer.ui import dates
from crmtrainer.ui.clock_lines import clock_name, told_whole
from crmtrainer.ui.scenarios.debrief_labels import (
    act_icon,
    act_tone,
    check_line,
    clock_outcome,
    short_when,
)
from crmtrainer.ui.scenarios.story_items import Pinned, StoryItem
from crmtrainer.ui.theme import Tone
from crmtrainer.wording import sentence

AT_END: Final = "end"
"""The id of the last row, for checks that hang on no act."""

_OTHER_STANDARDS: Final = ("ticket.reclassify", "ticket.set_priority")
"""What may leave a ticket without a standard for one of its clocks."""
_ENDS: Final = {
    "first_response": ("conversation.answer", "message.send", "interaction.log", *_OTHER_STANDARDS),
    "next_response": ("message.send", "conversation.say", "interaction.log", *_OTHER_STANDARDS),
    "resolution": ("ticket.close", "ticket.set_status", *_OTHER_STANDARDS),
    "first_resolution": ("ticket.close", "ticket.set_status", *_OTHER_STANDARDS),
    "acknowledgement": ("conversation.answer", "message.send", "interaction.log", *_OTHER_STANDARDS),
    "progress_update": _OTHER_STANDARDS,
    "handoff_accept": ("handoff.review",),
    "handoff_complete": ("handoff.complete",),
    "promise": ("promise.keep", "message.send", "promise.lapse"),
}
"""Which acts stop a clock of each metric."""


class Filter(Enum):
    """What the list shows."""

    ALL = "all"
    CHECKS = "checks"
    CLOCKS = "clocks"


def row_id(act: DebriefAct) -> object:
    """What a row is known by: its number in the journal, or the check that found nothing there."""
    return act.seq if act.seq is not None else f"missing:{act.checks[0].key}"


def story(found: Debrief, told: Mapping[int, ActRow], which: Filter = Filter.ALL) -> tuple[StoryItem, ...]:
    """The rows that a filter shows, oldest first."""
    clocks, at_end = _clock_lines(found)
    items = []
    for act in found.acts:
        beneath = clocks.get(act.seq, ()) if act.seq is not None else ()
        if _fits(act, beneath, which):
            items.append(_item(found, act, beneath if which is not Filter.CHECKS else (), told, which))
    checks = () if which is Filter.CLOCKS else tuple(check_line(one, counts=found.counts) for one in found.unpinned)
    last = (*checks, *(() if which is Filter.CHECKS else at_end))
    if last:
        items.append(_end(found, last))
    return tuple(items)


def _fits(act: DebriefAct, clocks: tuple[Pinned, ...], which: Filter) -> bool:
    if which is Filter.CHECKS:
        return bool(act.checks)
    if which is Filter.CLOCKS:
        return bool(clocks) or act.who is Who.CLOCK
    return True


def _item(
    found: Debrief, act: DebriefAct, clocks: tuple[Pinned, ...], told: Mapping[int, ActRow], which: Filter
) -> StoryItem:
    checks = act.checks if which is not Filter.CLOCKS else ()
    body = [check.told for check in checks if check.verdict is Verdict.MISSED]
    if act.refusal:
        body.insert(0, refusal_words(act, told))
    return StoryItem(
        id=row_id(act),
        when=short_when(act.at),
        when_exact=dates.when_in_full(act.at),
        title=act.title,
        icon=act_icon(act),
        tone=act_tone(act),
        pinned=(*(check_line(check, counts=found.counts) for check in checks), *clocks),
        body="\n".join(body),
        is_missing=act.who is Who.NOBODY,
    )


def refusal_words(act: DebriefAct, told: Mapping[int, ActRow]) -> str:
    """Why an act was refused, as one sentence."""
    row = told.get(act.seq) if act.seq is not None else None
    return sentence(act.refusal, {} if row is None else row.refusal_facts)


def _end(found: Debrief, pinned: tuple[Pinned, ...]) -> StoryItem:
    return StoryItem(
        id=AT_END,
        when=short_when(found.ended_at),
        when_exact=dates.when_in_full(found.ended_at),
        title=QCoreApplication.translate("Debrief", "How it stood at the end"),
        icon="flag-checkered",
        tone=Tone.NEUTRAL,
        pinned=pinned,
    )


def _clock_lines(found: Debrief) -> tuple[dict[int, tuple[Pinned, ...]], tuple[Pinned, ...]]:
    """What each act did to a clock, by the act's number, and the clocks that no act stopped: every clock once."""
    lines: dict[int, tuple[Pinned, ...]] = {}
    at_end: list[Pinned] = []
    for clock in found.clocks:
        act, line = _stopped_by(found, clock), _clock_line(clock)
        if act is None or act.seq is None:
            at_end.append(line)
        else:
            lines[act.seq] = (*lines.get(act.seq, ()), line)
    return lines, tuple(at_end)


def _clock_line(clock: DebriefClock) -> Pinned:
    outcome = clock_outcome(clock)
    words = QCoreApplication.translate("Debrief", "%1: %2")
    if clock.state == "sent_back":
        words = QCoreApplication.translate("Debrief", "%1 %2")  # “Acceptance H-0001 answered: sent back”
    words = words.replace("%1", clock_name(clock))
    whole = told_whole(clock)
    told = whole[:1].lower() + whole[1:]
    return Pinned(words.replace("%2", told), outcome.icon, outcome.tone)


def _stopped_by(found: Debrief, clock: DebriefClock) -> DebriefAct | None:
    """The act that stopped a clock: of the kinds that can, the one at that very moment, and about that handoff.

    What was written down afterwards stops a clock at an earlier moment than its own: then it is the first after that.
    """
    kinds = _ENDS.get(clock.metric, ())
    if clock.satisfied_at is None:
        return None
    able = (act for act in found.acts if act.verb in kinds and act.at >= clock.satisfied_at and not act.refusal)
    return min(
        able,
        key=lambda act: (act.at, bool(clock.ref) and clock.ref not in act.title, kinds.index(act.verb)),
        default=None,
    )
