# SPDX-License-Identifier: MIT
"""What was set in a world of how time is counted, by whom and why: the newest first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from crmtrainer.handoffs.commands import SetTeamTargets
from crmtrainer.journal.entry import Result, entry_from
from crmtrainer.journal.tables import WORLD
from crmtrainer.kernel.commands import HUMANS, Role
from crmtrainer.kernel.moments import from_micros
from crmtrainer.kernel.queries import answers
from crmtrainer.reports.dates import ZONE
from crmtrainer.reports.said import Kept, said_in
from crmtrainer.scenarios.naming import names_in
from crmtrainer.scenarios.telling import Teller
from crmtrainer.service_levels.commands import (
    ChangeCalendar,
    ChangeStandard,
    OrderStandards,
    RebaseCalendar,
    RebaseClock,
    WaiveBreach,
)
from crmtrainer.store.unit_of_work import Reading

_SETTINGS = (ChangeStandard, OrderStandards, ChangeCalendar, SetTeamTargets, RebaseCalendar, RebaseClock, WaiveBreach)


@dataclass(frozen=True, slots=True)
class SettingRow:
    """One act: when in practice time, who did it, what it was, and the reason that was given (empty: erased).

    `version` is the one that it made; 0 for an act that makes none.
    """

    seq: int
    at: datetime
    actor: str
    title: str
    version: int
    reason: str


@answers("reports.settings", roles=HUMANS - {Role.LEARNER})
def settings(read: Reading) -> tuple[SettingRow, ...]:
    """Every such act that was carried out. It reads through the whole journal."""
    entry, words = WORLD.entry.c, WORLD.words.c
    verbs = [kind.verb for kind in _SETTINGS]
    bodies = select(entry.body).where(entry.verb.in_(verbs), entry.outcome == Result.DONE.value)
    acts = [entry_from(body) for body in read.session.scalars(bodies.order_by(entry.seq.desc()))]
    told = select(words.commitment, words.words).where(words.seq.in_([act.seq for act in acts]))
    kept: Kept = {row.commitment: row.words for row in read.session.execute(told)}
    teller = Teller(names_in(read, acts), ZONE)
    return tuple(
        SettingRow(
            act.seq,
            from_micros(act.practice),
            act.actor,
            teller.title(act),
            int(str(act.facts.get("version", 0))),
            " ".join(piece.words for piece in said_in(act, kept, {}) if piece.words),
        )
        for act in acts
    )
