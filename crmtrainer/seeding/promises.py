# SPDX-License-Identifier: MIT
"""What was promised to customers in their cases: kept, broken and made good late, broken, or still to be kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import numpy as np

from crmtrainer.agenda.models import AgendaItem
from crmtrainer.agenda.rules import AgendaState
from crmtrainer.interactions.commands import LapsePromise
from crmtrainer.interactions.models import Promise
from crmtrainer.interactions.rules import PromiseState
from crmtrainer.kernel.canonical import canonical
from crmtrainer.kernel.codec import to_plain
from crmtrainer.kernel.ids import PromiseId
from crmtrainer.kernel.moments import to_micros
from crmtrainer.seeding.cases import Cases, staff_of
from crmtrainer.seeding.chunks import Flags, Ints
from crmtrainer.seeding.daytime import HOUR, desk_of
from crmtrainer.seeding.people import People
from crmtrainer.seeding.profile import Profile
from crmtrainer.seeding.purchases import NEVER
from crmtrainer.seeding.rows import Batch, table_of, where
from crmtrainer.service_levels.rules import TOO_LATE_BY


@dataclass(frozen=True, slots=True)
class Promises:
    """Promises by column: `case` and `place` say in which step. `kept_at` is `NEVER` where nothing followed yet."""

    case: Ints
    place: Ints
    made: Ints
    due: Ints
    kept_at: Ints
    is_broken: Flags

    @property
    def count(self) -> int:
        return len(self.case)

    @property
    def is_running(self) -> Flags:
        """Neither kept nor broken when the world begins."""
        return np.asarray(~self.is_broken & (self.kept_at == NEVER))


def draw_promises(profile: Profile, cases: Cases) -> Promises:
    """The promises of these cases. The next step keeps a promise; what is due after the world begins still runs.

    In a bare world nothing runs, so those are left out there.
    """
    told = cases.script
    case, place = np.nonzero(cases.happened & (told.promise[cases.kind] > 0))
    made = cases.at[case, place]
    due = desk_of(profile).when_open(made + told.promise[cases.kind[case], place] * HOUR)
    following = np.minimum(place + 1, told.most_steps - 1)
    followed = cases.happened[case, following] & (following > place)
    kept_at = np.where(followed, cases.at[case, following], NEVER)
    is_broken = np.where(followed, kept_at > due, due < to_micros(profile.starts_at))
    found = Promises(case, place, made, due, kept_at, is_broken)
    if not profile.is_bare:
        return found
    over = ~found.is_running
    return Promises(case[over], place[over], made[over], due[over], kept_at[over], is_broken[over])


def promise_rows(
    profile: Profile, people: People, cases: Cases, given: Promises, said_in: Ints, base: int, ticket_base: int
) -> Batch:
    """The promises. `said_in` holds the contact’s id, by case and step."""
    state = np.where(given.is_broken, PromiseState.BROKEN.value, PromiseState.KEPT.value)
    return Batch(
        table_of(Promise),
        given.count,
        {
            "id": base + 1 + np.arange(given.count),
            "customer_id": people.number[cases.owner[given.case]] + 1,
            "ticket_id": ticket_base + 1 + given.case,
            "interaction_id": said_in[given.case, given.place],
            "words": cases.script.words[cases.kind[given.case], given.place],
            "made_at": given.made,
            "due_at": given.due,
            "state": np.where(given.is_running, PromiseState.OPEN.value, state),
            "ended_at": where(given.kept_at != NEVER, given.kept_at),
            "actor": staff_of(profile)[cases.staff[given.case]],
        },
    )


def agenda_rows(given: Promises, base: int, promise_base: int) -> Batch:
    """The moments at which the promises that still run are broken, as `interactions.promises` plans them."""
    running = np.flatnonzero(given.is_running)
    ids = (promise_base + 1 + running).tolist()
    return Batch(
        table_of(AgendaItem),
        len(ids),
        {
            "id": base + 1 + np.arange(len(ids)),
            "due_at": given.due[running] + TOO_LATE_BY // timedelta(microseconds=1),
            "verb": LapsePromise.verb,
            "args": [canonical(to_plain(LapsePromise(PromiseId(ident)))).decode() for ident in ids],
            "state": AgendaState.PLANNED.value,
            "planned_at": given.made[running],
            "ended_at": None,
            "topic": [f"promise:{ident}" for ident in ids],
        },
    )
