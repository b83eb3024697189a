# SPDX-License-Identifier: MIT
"""Proving identity: answers are compared, counted and never given back."""

from __future__ import annotations

import pytest

from crmtrainer.customers.commands import OpenRecord, VerifyIdentity
from crmtrainer.customers.queries import QuestionState, identity_panel
from crmtrainer.customers.rules import IdentityState, Question
from crmtrainer.interactions.live_commands import (
    AnswerConversation,
    EndConversation,
    IdentifyCaller,
    RingConversation,
)
from crmtrainer.interactions.rules import Channel
from crmtrainer.journal.entry import entry_from
from crmtrainer.journal.tables import WORLD
from crmtrainer.kernel.commands import SYSTEM, Done
from crmtrainer.kernel.errors import NotFound, Refused
from crmtrainer.kernel.ids import ConversationId, CustomerId
from crmtrainer.store.unit_of_work import reading
from tests.customers.town import CALL, CONNOR, ILVES, OTHER_CALL, OVER, SAHOTA
from tests.support import ASSESSOR, WorldUnderTest

WHO = CustomerId(SAHOTA)
THE_CALL = ConversationId(CALL)


@pytest.fixture
def desk(town: WorldUnderTest) -> WorldUnderTest:
    """The town with Mr Sahota's record open."""
    town.do(OpenRecord(WHO, "They are on the phone"))
    return town


def say(desk: WorldUnderTest, question: Question, said: str, conversation_id: ConversationId | None = THE_CALL) -> Done:
    return desk.do(VerifyIdentity(WHO, conversation_id, question, said))


def test_three_right_answers_pass(desk: WorldUnderTest) -> None:
    states = [
        say(desk, question, said).outcome.facts["state"]
        for question, said in (
            (Question.FULL_NAME, "Mr Harjit SAHOTA"),
            (Question.BORN, "1st May 1980"),
            (Question.PHONE, "+44 7700 900142"),
        )
    ]

    assert states == ["partial", "partial", "passed"]


def test_the_outcome_says_what_was_asked_and_whether_it_matched(desk: WorldUnderTest) -> None:
    done = say(desk, Question.POSTCODE, "LS1 1AA")

    assert done.outcome.subject == "customer:1"
    assert done.outcome.facts == {
        "customer_id": SAHOTA,
        "conversation_id": CALL,
        "question": "postcode",
        "matched": False,
        "was": "not_checked",
        "state": "partial",
    }


def test_the_panel_tells_how_each_question_went_and_no_answers(desk: WorldUnderTest) -> None:
    at = desk.clock.now()
    say(desk, Question.FULL_NAME, "Harjit Sahota")
    desk.advance(minutes=2)
    say(desk, Question.POSTCODE, "LS1 1AA")
    panel = desk.ask(identity_panel, customer_id=WHO)

    assert (panel.state, panel.matched, panel.needed, panel.mismatches) == (IdentityState.PARTIAL, 1, 3, 1)
    assert panel.conversation_id == CALL
    assert [(row.question, row.state) for row in panel.questions] == [
        (Question.FULL_NAME, QuestionState.MATCHED),
        (Question.POSTCODE, QuestionState.NOT_MATCHED),
        (Question.ORDER_NUMBER, QuestionState.NOT_ASKED),
        (Question.BORN, QuestionState.NOT_ASKED),
        (Question.PHONE, QuestionState.NOT_ASKED),
    ]
    assert panel.questions[0].at == at
    assert not [answer for answer in ("LS99", "57120", "900142", "1980", "Sahota") if answer in repr(panel)]


def test_a_question_answered_rightly_later_shows_as_matched(desk: WorldUnderTest) -> None:
    say(desk, Question.POSTCODE, "LS1 1AA")
    say(desk, Question.POSTCODE, "LS99 4QT")
    panel = desk.ask(identity_panel, customer_id=WHO)

    assert panel.questions[1].state is QuestionState.MATCHED
    assert panel.mismatches == 1


def test_two_wrong_answers_fail_and_end_the_asking(desk: WorldUnderTest) -> None:
    say(desk, Question.POSTCODE, "LS1 1AA")
    assert say(desk, Question.ORDER_NUMBER, "LK-99999").outcome.facts["state"] == "failed"

    with pytest.raises(Refused, match=r"identity\.already_failed"):
        say(desk, Question.FULL_NAME, "Harjit Sahota")
    assert desk.ask(identity_panel, customer_id=WHO).state is IdentityState.FAILED


def test_what_was_said_stays_out_of_the_tables_and_the_entry(desk: WorldUnderTest) -> None:
    said = "LS99 4QT"
    done = say(desk, Question.POSTCODE, said)

    with reading(desk.world.app.database) as session:
        body = session.execute(WORLD.entry.select().where(WORLD.entry.c.seq == done.seq)).one().body
        checks = session.connection().exec_driver_sql("SELECT * FROM identity_check").all()
    assert said not in body.decode()
    assert entry_from(body).args["question"] == "postcode"
    assert said not in repr(checks)


def test_answers_outside_a_conversation_count_for_the_day_and_prove_nothing_on_a_call(desk: WorldUnderTest) -> None:
    for question, said in (
        (Question.FULL_NAME, "Harjit Sahota"),
        (Question.BORN, "01.05.1980"),
        (Question.PHONE, "07700900142"),
    ):
        done = say(desk, question, said, None)

    assert done.outcome.facts["state"] == "passed"
    assert desk.ask(identity_panel, customer_id=WHO).state is IdentityState.NOT_CHECKED

    desk.advance(minutes=24 * 60)
    desk.do(OpenRecord(WHO, "They wrote again"))
    assert say(desk, Question.FULL_NAME, "Harjit Sahota", None).outcome.facts["was"] == "not_checked"


@pytest.mark.parametrize(
    ("conversation_id", "code"),
    [
        (OVER, "identity.conversation_not_going_on"),
        (OTHER_CALL, "identity.other_customer"),
    ],
)
def test_the_conversation_must_be_with_them_and_going_on(desk: WorldUnderTest, conversation_id: int, code: str) -> None:
    with pytest.raises(Refused) as refusal:
        say(desk, Question.FULL_NAME, "Harjit Sahota", ConversationId(conversation_id))

    assert refusal.value.code == code


def test_a_caller_is_named_before_anything_is_checked(desk: WorldUnderTest) -> None:
    desk.do(EndConversation(THE_CALL))
    desk.do(RingConversation("somebody", Channel.PHONE, "0113 496 0142"), by=SYSTEM)
    call = ConversationId(OVER + 1)
    desk.do(AnswerConversation(call))

    for conversation_id in (call, None):
        with pytest.raises(Refused, match=r"identity\.caller_not_named"):
            say(desk, Question.FULL_NAME, "Harjit Sahota", conversation_id)

    desk.do(IdentifyCaller(call, WHO))
    say(desk, Question.FULL_NAME, "Harjit Sahota", call)
    assert desk.ask(identity_panel, customer_id=WHO).conversation_id == call


def test_a_conversation_that_is_not_there(desk: WorldUnderTest) -> None:
    with pytest.raises(NotFound):
        say(desk, Question.FULL_NAME, "Harjit Sahota", ConversationId(99))


def test_a_held_call_still_counts(town: WorldUnderTest) -> None:
    town.do(OpenRecord(CustomerId(ILVES), "They are on hold"))
    town.do(VerifyIdentity(CustomerId(ILVES), ConversationId(OTHER_CALL), Question.FULL_NAME, "Maire Ilves"))

    assert town.ask(identity_panel, customer_id=CustomerId(ILVES)).state is IdentityState.PARTIAL


def test_only_what_is_on_record_can_be_asked(town: WorldUnderTest) -> None:
    town.do(OpenRecord(CustomerId(CONNOR), "They wrote a letter"))

    with pytest.raises(Refused, match=r"identity\.not_on_record"):
        town.do(VerifyIdentity(CustomerId(CONNOR), None, Question.BORN, "1 May 1980"))
    assert [row.question for row in town.ask(identity_panel, customer_id=CustomerId(CONNOR)).questions] == [
        Question.FULL_NAME
    ]


@pytest.mark.parametrize("said", ["", "  ", "?!"])
def test_something_must_be_said(desk: WorldUnderTest, said: str) -> None:
    with pytest.raises(Refused, match=r"identity\.nothing_said"):
        say(desk, Question.FULL_NAME, said)


def test_answers_cannot_be_tried_on_a_closed_record(town: WorldUnderTest) -> None:
    with pytest.raises(Refused, match=r"record\.not_opened"):
        say(town, Question.FULL_NAME, "Harjit Sahota")


def test_assessors_do_not_check_identity(desk: WorldUnderTest) -> None:
    with pytest.raises(Refused, match=r"role\.not_allowed"):
        desk.do(VerifyIdentity(WHO, THE_CALL, Question.FULL_NAME, "Harjit Sahota"), by=ASSESSOR)
