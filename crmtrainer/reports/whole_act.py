# SPDX-License-Identifier: MIT
"""One entry of a world's journal down to its facts and what it did to the tables, for whoever opens an act."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from crmtrainer.journal.entry import WORDS_KEY, entry_from
from crmtrainer.journal.tables import WORLD
from crmtrainer.kernel.canonical import Json
from crmtrainer.kernel.commands import HUMANS, Role
from crmtrainer.kernel.errors import NotFound, Refused
from crmtrainer.kernel.moments import from_micros
from crmtrainer.kernel.queries import answers
from crmtrainer.reports.dates import short_when
from crmtrainer.scenarios.rules import RunState
from crmtrainer.scenarios.script import staged
from crmtrainer.store.unit_of_work import Reading

_A_TIME = 10**14
"""Whole numbers from here on are microseconds since 1970, the year 1973 and later."""
_BOOKKEEPING = frozenset({"last_act"})


@dataclass(frozen=True, slots=True)
class EffectRow:
    """What became of one row of a table. `columns` are those that differ; none for rows added or removed."""

    table: str
    change: str
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WholeAct:
    """Facts as name and plain words, effects in the order of the journal."""

    seq: int
    origin: str
    facts: tuple[tuple[str, str], ...]
    effects: tuple[EffectRow, ...]


@answers("reports.act", roles=HUMANS)
def whole_act(read: Reading, seq: int) -> WholeAct:
    """One entry in full. Learners may read it once their attempt is finished. Raises `Refused` before, `NotFound`."""
    row = staged(read.session)
    if read.actor.role is Role.LEARNER and row is not None and row.state is not RunState.FINISHED:
        raise Refused("debrief.not_finished")
    body = read.session.scalar(select(WORLD.entry.c.body).where(WORLD.entry.c.seq == seq))
    if body is None:
        raise NotFound("act", seq)
    entry = entry_from(body)
    facts = tuple((_named(name), words) for name, value in entry.facts.items() if (words := _plain(value)))
    effects = (_effect(effect) for effect in entry.effects)
    return WholeAct(seq, entry.origin, facts, tuple(effect for effect in effects if effect is not None))


def _effect(effect: Json) -> EffectRow | None:
    if not isinstance(effect, dict):
        return None
    before, after = effect.get("b"), effect.get("a")
    table = _named(str(effect.get("t")))
    if not isinstance(after, dict):
        return EffectRow(table, "removed", ())
    if not isinstance(before, dict):
        return EffectRow(table, "added", ())
    columns = tuple(_named(name) for name in sorted(after) if name not in _BOOKKEEPING)
    return EffectRow(table, "changed", columns) if columns else None


def _named(name: str) -> str:
    return name.replace("_", " ")


def _plain(value: Json) -> str:
    """A fact in plain words; typed words stand elsewhere, and nested data is left to the journal itself."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return short_when(from_micros(value)) if value >= _A_TIME else str(value)
    if isinstance(value, list):
        return ", ".join(words for item in value if (words := _plain(item)))
    if isinstance(value, dict):
        return "in its own words" if set(value) == {WORDS_KEY} else ""
    return "" if value is None else str(value)
