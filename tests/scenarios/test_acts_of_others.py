# SPDX-License-Identifier: MIT
"""What somebody who is not the learner does in an attempt: refused when assessed, else seen and never counted."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from crmtrainer.customers.commands import OpenRecord, RevealField
from crmtrainer.customers.rules import Masked
from crmtrainer.interactions.commands import AddNote, EndConversation, SendMessage
from crmtrainer.interactions.rules import Channel
from crmtrainer.kernel.commands import Role
from crmtrainer.kernel.errors import Refused
from crmtrainer.scenarios.checks.deciding import CheckResult, RunSeen, Verdict, decide_one
from crmtrainer.scenarios.commands import FinishScenario
from crmtrainer.scenarios.debrief import debrief
from crmtrainer.scenarios.debrief_rows import Who
from crmtrainer.scenarios.format.checks import Check
from crmtrainer.scenarios.rules import Mode
from crmtrainer.scenarios.seen import ActSeen
from crmtrainer.scenarios.situation import PromiseView, Situation
from tests.scenarios.stage import CALL, Stage
from tests.support import TRAINER


def verdicts(stage: Stage) -> dict[str, CheckResult]:
    return {result.key: result for result in stage.world.ask(debrief).results}


def test_a_trainers_acts_meet_no_check_of_the_learners(tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    stage.pick_up()
    stage.world.do(OpenRecord(stage.customer(), "Lending a hand"), TRAINER)
    stage.world.do(FinishScenario())

    assert verdicts(stage)["right-record"].verdict is Verdict.MISSED
    told = stage.world.ask(debrief)
    row = next(row for row in told.acts if row.verb == "record.open")
    assert (row.who, row.checks) == (Who.SOMEBODY, ())
    assert all(row.seq not in criterion.acts for criterion in told.criteria)


def test_a_trainers_acts_break_no_check_of_the_learners(tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    stage.pick_up()
    stage.world.do(OpenRecord(stage.customer("hardeep"), "Just looking"), TRAINER)
    stage.world.do(OpenRecord(stage.customer(), "Lending a hand"), TRAINER)
    stage.world.do(RevealField(stage.customer(), Masked.ADDRESS, "Lending a hand"), TRAINER)
    stage.world.do(FinishScenario())

    found = verdicts(stage)
    assert found["only-his-record"].verdict is Verdict.NOT_REACHED
    assert found["identity-before-disclosure"].verdict is Verdict.NOT_REACHED


def test_in_an_assessed_attempt_only_its_learner_acts_and_trainers_look(tmp_path: Path) -> None:
    stage = Stage(tmp_path, Mode.ASSESSED)
    stage.pick_up()
    stage.world.do(OpenRecord(stage.customer(), "Looking at the attempt"), TRAINER)

    for act in (
        AddNote(stage.customer(), "A trainer helps"),
        SendMessage(stage.customer(), Channel.TEXT, "A trainer helps"),
        EndConversation(CALL),
        FinishScenario(),
    ):
        with pytest.raises(Refused, match=r"scenario\.learner_only"):
            stage.world.do(act, TRAINER)
    assert stage.world.ask_as(TRAINER, debrief).state.value == "running"
    stage.world.do(OpenRecord(stage.customer(), "On the call with him"))
    stage.world.do(AddNote(stage.customer(), "The learner goes on"))


FINAL = Check.model_validate(
    {
        "key": "k",
        "title": "T",
        "kind": "final",
        "that": {"promise": "kept"},
        "severity": "major",
        "met": "Yes.",
        "missed": "No.",
        "good": "Do.",
    }
)


@pytest.mark.parametrize(
    ("verb", "refusal", "verdict"),
    [
        ("promise.keep", "", Verdict.NOT_REACHED),
        ("promise.keep", "promise.ended", Verdict.MET),
        ("record.open", "", Verdict.MET),
    ],
)
def test_an_end_that_somebody_else_had_a_hand_in_is_nobodys_merit(verb: str, refusal: str, verdict: Verdict) -> None:
    now = datetime(2026, 3, 3, 12, tzinfo=UTC)
    acts = (ActSeen(1, 0, Role.TRAINER, verb, refusal=refusal, of_others=True),)
    result = decide_one(FINAL, RunSeen(acts, Situation(now=now, acts=acts, promises=(PromiseView(1, "kept", now),))))

    assert result.verdict is verdict
    assert ("Somebody else" in result.sentence) is (verdict is Verdict.NOT_REACHED)
