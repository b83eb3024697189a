# SPDX-License-Identifier: MIT
"""Whose answers prove identity: those the caller gave on this call, not what the learner reads from the screen."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from crmtrainer.customers.commands import OpenRecord, VerifyIdentity
from crmtrainer.customers.rules import Question
from crmtrainer.interactions.commands import IdentifyCaller
from crmtrainer.kernel.ids import ConversationId
from crmtrainer.scenarios.commands import FinishScenario
from crmtrainer.scenarios.debrief import debrief
from tests.scenarios.stage import CALL, Stage
from tests.support import ASSESSOR

ANSWERS = {Question.FULL_NAME: "Harjit Sahota", Question.POSTCODE: "LS99 4QV", Question.ORDER_NUMBER: "lk 57120"}


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    made = Stage(tmp_path)
    made.pick_up()
    made.world.do(OpenRecord(made.customer(), "On the call with him"))
    made.world.do(IdentifyCaller(CALL, made.customer()))
    return made


def verify(stage: Stage, question: Question, said: str = "", talk: ConversationId | None = CALL) -> dict[str, Any]:
    command = VerifyIdentity(
        customer_id=stage.customer(), question=question, said=said or ANSWERS[question], conversation_id=talk
    )
    return dict(stage.world.do(command).outcome.facts)


def verdicts(stage: Stage) -> dict[str, str]:
    stage.world.do(FinishScenario())
    return {result.key: result.verdict.value for result in stage.world.ask(debrief).results}


def test_an_answer_that_the_caller_gave_is_theirs(stage: Stage) -> None:
    assert verify(stage, Question.FULL_NAME)["from_caller"] is True
    stage.say("own-it")

    assert all(verify(stage, question)["from_caller"] for question in ANSWERS)
    found = verdicts(stage)
    assert (found["identity-before-disclosure"], found["his-own-answers"]) == ("met", "met")


def test_an_answer_typed_before_they_gave_it_matches_and_proves_nothing(stage: Stage) -> None:
    facts = [verify(stage, question) for question in ANSWERS]

    assert [fact["from_caller"] for fact in facts] == [True, False, False]
    assert facts[-1]["state"] == "passed"
    titles = [act.title for act in stage.world.ask_as(ASSESSOR, debrief).acts]
    assert "Typed the postcode of Mr Harjit Sahota before they had given it: matched" in titles
    assert titles[-1].endswith("before they had given it: matched, identity passed")
    found = verdicts(stage)
    assert (found["identity-before-disclosure"], found["his-own-answers"]) == ("not_reached", "missed")


def test_compared_again_once_they_have_given_it_proves_who_they_are(stage: Stage) -> None:
    verify(stage, Question.POSTCODE)
    stage.say("own-it")
    for question in ANSWERS:
        verify(stage, question)

    found = verdicts(stage)
    assert (found["identity-before-disclosure"], found["his-own-answers"]) == ("met", "missed")


def test_another_order_of_theirs_is_not_the_one_they_named(stage: Stage) -> None:
    stage.say("own-it")

    assert verify(stage, Question.ORDER_NUMBER, "LK-48803")["from_caller"] is False


def test_a_wrong_answer_says_nothing_of_whose_it_was(stage: Stage) -> None:
    assert "from_caller" not in verify(stage, Question.POSTCODE, "LS99 1AA")
