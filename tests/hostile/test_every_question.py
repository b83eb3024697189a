# SPDX-License-Identifier: MIT
"""Every question in a world full of hostile words, and with hostile arguments: answered or refused, never a bug."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from crmtrainer.bootstrap import all_commands, all_questions
from crmtrainer.cli.common import plain
from crmtrainer.kernel.codec import from_plain, schema_of
from crmtrainer.kernel.commands import SYSTEM, Realm
from crmtrainer.kernel.errors import Expected
from crmtrainer.kernel.queries import arguments_for, schema_of_query
from tests.hostile.a_case import middle_of_a_case, sound
from tests.hostile.test_every_act import assert_says_what_to_do
from tests.hostile.values import NUMBERS, SHORT, WORDS, changed, fields_of
from tests.support import LEARNER, TRAINER, WorldUnderTest

QUESTIONS: dict[str, Any] = {
    name: query
    for name, query in sorted(all_questions().items())
    if query.realm is Realm.WORLD  # type: ignore[attr-defined]
}
SAYING = (
    "note.add",
    "record.open",
    "customer.set_need",
    "handoff.chase",
    "promise.make",
    "message.send",
    "ticket.open",
)


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> WorldUnderTest:
    """Hostile words in notes, reasons, needs, tickets, messages, promises, handoffs and on the line."""
    made = middle_of_a_case(tmp_path_factory.mktemp("hostile"))
    for verb in (*SAYING, "conversation.say", "ticket.set_priority", "interaction.log"):
        act = all_commands()[verb]
        arguments = sound(verb, schema_of(act))
        for name, kind in fields_of(schema_of(act)):
            if kind == "words" and name not in ("move", "channel", "promise_words"):
                arguments = changed(arguments, name, SHORT)
        made.do(from_plain(act, arguments))
    return made


def asked(world: WorldUnderTest, question: Callable[..., Any], arguments: dict[str, Any]) -> str:
    """The answer as the command line prints it, or the sentence of a refusal."""
    by = next(actor for actor in (LEARNER, TRAINER, SYSTEM) if actor.role in question.roles)  # type: ignore[attr-defined]
    try:
        answer = world.world.ask(question, by, **arguments_for(question, arguments))
    except Expected as complaint:
        assert_says_what_to_do(complaint)
        return complaint.code
    return json.dumps(plain(answer), ensure_ascii=False)


@pytest.mark.parametrize("name", QUESTIONS)
def test_hostile_words_on_record_are_told_and_hostile_arguments_met(world: WorldUnderTest, name: str) -> None:
    question = QUESTIONS[name]
    arguments = sound(name, schema_of_query(question))
    asked(world, question, arguments).encode()
    hostile: dict[str, dict[str, Any]] = {"words": WORDS, "number": NUMBERS}
    for field, kind in fields_of(schema_of_query(question)):
        for value in hostile.get(kind, {}).values():
            asked(world, question, changed(arguments, field, value)).encode()


def test_what_was_typed_comes_back_to_the_letter(world: WorldUnderTest) -> None:
    question = QUESTIONS["interactions.timeline"]
    told = asked(world, question, {"ticket_id": sound("", schema_of_query(question))["ticket_id"], "limit": 50})
    assert json.dumps(SHORT, ensure_ascii=False) in told
