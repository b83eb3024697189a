# SPDX-License-Identifier: MIT
"""Identity, covering, grants and stages, decided on values."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmtrainer.customers import rules
from crmtrainer.customers.rules import Answer, IdentityState, Masked, Question, Stage
from crmtrainer.kernel.errors import Refused

NAME, POST, ORDER, BORN, PHONE = (
    Question.FULL_NAME,
    Question.POSTCODE,
    Question.ORDER_NUMBER,
    Question.BORN,
    Question.PHONE,
)
RIGHT, WRONG = True, False


@pytest.mark.parametrize(
    ("answers", "state"),
    [
        ([], IdentityState.NOT_CHECKED),
        ([(NAME, RIGHT)], IdentityState.PARTIAL),
        ([(NAME, WRONG)], IdentityState.PARTIAL),
        ([(NAME, RIGHT), (POST, RIGHT)], IdentityState.PARTIAL),
        ([(NAME, RIGHT), (POST, RIGHT), (POST, RIGHT)], IdentityState.PARTIAL),
        ([(NAME, RIGHT), (POST, RIGHT), (ORDER, RIGHT)], IdentityState.PASSED),
        ([(NAME, RIGHT), (BORN, RIGHT), (PHONE, RIGHT)], IdentityState.PASSED),
        ([(POST, RIGHT), (ORDER, RIGHT), (BORN, RIGHT), (PHONE, RIGHT)], IdentityState.PARTIAL),
        ([(NAME, RIGHT), (POST, WRONG), (ORDER, RIGHT), (BORN, RIGHT)], IdentityState.PASSED),
        ([(NAME, RIGHT), (POST, WRONG), (POST, RIGHT), (ORDER, RIGHT)], IdentityState.PASSED),
        ([(NAME, WRONG), (NAME, RIGHT), (POST, RIGHT), (ORDER, RIGHT)], IdentityState.PASSED),
        ([(POST, WRONG), (ORDER, WRONG)], IdentityState.FAILED),
        ([(POST, WRONG), (POST, WRONG)], IdentityState.FAILED),
        ([(NAME, RIGHT), (POST, RIGHT), (ORDER, RIGHT), (BORN, WRONG), (PHONE, WRONG)], IdentityState.FAILED),
    ],
)
def test_identity(answers: list[tuple[Question, bool]], state: IdentityState) -> None:
    assert rules.identity_state(Answer(*answer) for answer in answers) is state


@given(st.lists(st.builds(Answer, st.sampled_from(Question), st.booleans())), st.randoms())
def test_identity_does_not_depend_on_the_order_of_questions(answers: list[Answer], chance: object) -> None:
    shuffled = list(answers)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]

    assert rules.identity_state(shuffled) is rules.identity_state(answers)


@given(st.lists(st.builds(Answer, st.sampled_from(Question), st.booleans())), st.sampled_from(Question))
def test_a_wrong_answer_never_helps(answers: list[Answer], question: Question) -> None:
    after = rules.identity_state([*answers, Answer(question, False)])

    assert not (after is IdentityState.PASSED and rules.identity_state(answers) is not IdentityState.PASSED)


@pytest.mark.parametrize("identity", IdentityState)
@pytest.mark.parametrize("field", Masked)
def test_what_is_clear(field: Masked, identity: IdentityState) -> None:
    proven = identity is IdentityState.PASSED and field is not Masked.NEED_DETAIL

    assert rules.is_clear(field, identity, revealed=False) is proven
    assert rules.is_clear(field, identity, revealed=True)


def test_a_grant_lasts_until_midnight_in_london() -> None:
    opened = datetime(2026, 6, 1, 22, 30, tzinfo=UTC)  # 23:30 in London

    assert rules.grant_holds([opened], opened + timedelta(minutes=29))
    assert not rules.grant_holds([opened], opened + timedelta(minutes=31))
    assert not rules.grant_holds([], opened)


@pytest.mark.parametrize("reason", ["", "   ", "a", "..", "42", "x 1", "\n\t"])
def test_a_reason_must_say_something(reason: str) -> None:
    with pytest.raises(Refused, match=r"reason\.missing"):
        rules.checked_reason(reason)


def test_reasons_are_trimmed_and_bounded() -> None:
    assert rules.checked_reason("  They  are\non the phone ") == "They are on the phone"
    with pytest.raises(Refused, match=r"reason\.too_long"):
        rules.checked_reason("word " * 100)


def test_every_stage_can_be_left_and_reached() -> None:
    assert set(rules.STAGE_MOVES) == set(Stage)
    assert set().union(*rules.STAGE_MOVES.values()) == set(Stage) - {Stage.PROSPECT}
    assert all(was not in nows for was, nows in rules.STAGE_MOVES.items())
