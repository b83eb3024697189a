# SPDX-License-Identifier: MIT
"""Every act of this room, done and refused, leaves a world that verifies, and no typed words in its entries."""

from __future__ import annotations

import contextlib

from crmtrainer.customers.commands import (
    ChangeConsent,
    MoveStage,
    OpenRecord,
    RevealField,
    SetNeed,
    VerifyIdentity,
)
from crmtrainer.customers.rules import Masked, Purpose, Question, Stage
from crmtrainer.journal.report import RecordState
from crmtrainer.journal.tables import WORLD
from crmtrainer.journal.verify import verify
from crmtrainer.kernel.commands import Command
from crmtrainer.kernel.errors import Refused
from crmtrainer.kernel.ids import ConversationId, CustomerId
from crmtrainer.store.unit_of_work import reading
from tests.customers.town import CALL, SAHOTA
from tests.support import WorldUnderTest

WHO = CustomerId(SAHOTA)
TYPED = "quixotic"
ACTS: list[Command] = [
    SetNeed(WHO, TYPED),
    OpenRecord(WHO, TYPED),
    RevealField(WHO, Masked.EMAIL, TYPED),
    VerifyIdentity(WHO, ConversationId(CALL), Question.FULL_NAME, TYPED),
    MoveStage(WHO, Stage.AT_RISK, TYPED),
    MoveStage(WHO, Stage.PROSPECT, TYPED),
    SetNeed(WHO, TYPED, f"{TYPED} too"),
    ChangeConsent(WHO, Purpose.SURVEY, "email", True, TYPED, TYPED),
]


def test_all_acts_are_journalled_without_their_words_and_verify(town: WorldUnderTest) -> None:
    for act in ACTS:
        with contextlib.suppress(Refused):
            town.do(act)

    with reading(town.world.app.database) as session:
        entries = session.execute(WORLD.entry.select().order_by(WORLD.entry.c.seq)).all()
    told = [(entry.verb, entry.outcome) for entry in entries[-len(ACTS) :]]
    assert told == [(act.verb, "refused" if number in {0, 5} else "done") for number, act in enumerate(ACTS)]
    assert not [entry.verb for entry in entries if TYPED.encode() in entry.body]

    town.world.close()
    assert verify(town.path).result is RecordState.INTACT
    town.reopen()
