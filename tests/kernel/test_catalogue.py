# SPDX-License-Identifier: MIT
"""The catalogues of acts and questions: one name each, closed to those not named, and every one readable as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from crmtrainer.kernel.commands import CATALOGUE, Command, Realm, Role, command_named, verb
from crmtrainer.kernel.errors import BadInput, Expected, NotFound, Refused
from crmtrainer.kernel.queries import QUESTIONS, answers, arguments_for, question_named, schema_of_query


@pytest.fixture(autouse=True)
def _as_it_was() -> Iterator[None]:
    acts, questions = dict(CATALOGUE), dict(QUESTIONS)
    yield
    for catalogue, kept in ((CATALOGUE, acts), (QUESTIONS, questions)):
        catalogue.clear()
        catalogue.update(kept)  # type: ignore[arg-type]  # each gets its own back


@dataclass(frozen=True, slots=True)
class Wave(Command):
    hand: str
    times: int = 1


def test_a_registered_act_knows_its_name_and_who_may() -> None:
    verb("test.wave", roles={Role.LEARNER}, realm=Realm.CENTRE, typed={"hand"}, after_finish=True)(Wave)
    assert command_named("test.wave") is Wave
    assert (Wave.verb, Wave.realm, Wave.roles) == ("test.wave", Realm.CENTRE, frozenset({Role.LEARNER}))
    assert (Wave.typed, Wave.after_finish) == (frozenset({"hand"}), True)


def test_a_command_without_registration_is_open_to_nobody() -> None:
    @dataclass(frozen=True, slots=True)
    class Silent(Command):
        pass

    assert Silent.roles == frozenset()


def test_one_verb_is_one_act() -> None:
    verb("test.wave", roles=())(Wave)
    verb("test.wave", roles=())(Wave)
    with pytest.raises(RuntimeError, match="two commands claim"):

        @verb("test.wave", roles=())
        @dataclass(frozen=True, slots=True)
        class Other(Command):
            pass


def test_typed_words_must_be_fields() -> None:
    with pytest.raises(RuntimeError, match="has no fields"):
        verb("test.wave", roles=(), typed={"foot"})(Wave)


def test_an_unknown_verb_is_named() -> None:
    with pytest.raises(BadInput, match=r"command\.unknown_verb"):
        command_named("test.fly")


def greet(read: object, name: str, *, times: int = 1, loud: bool | None = None) -> str:
    return name * times


def test_arguments_of_a_question_are_read_by_its_own_annotations() -> None:
    answers("test.greet", roles={Role.LEARNER})(greet)
    assert question_named("test.greet") is greet
    assert arguments_for(greet, {"name": "a", "times": 2}) == {"name": "a", "times": 2}
    assert schema_of_query(greet) == {
        "type": "object",
        "properties": {
            "name": {"type": "string"},
            "times": {"type": "integer"},
            "loud": {"anyOf": [{"type": "boolean"}, {"type": "null"}]},
        },
        "required": ["name"],
        "additionalProperties": False,
    }


@pytest.mark.parametrize(
    ("data", "code"),
    [
        ([], "codec.not_an_object"),
        ({}, "codec.missing_field"),
        ({"name": "a", "read": 1}, "codec.unknown_field"),
        ({"name": 1}, "codec.wrong_type"),
    ],
)
def test_wrong_arguments_are_named(data: dict[str, int], code: str) -> None:
    with pytest.raises(BadInput) as caught:
        arguments_for(greet, data)  # type: ignore[arg-type]  # plain data of any shape
    assert caught.value.code == code


def test_one_name_is_one_question() -> None:
    answers("test.greet", roles=())(greet)
    with pytest.raises(RuntimeError, match="two queries claim"):
        answers("test.greet", roles=())(lambda read: None)


def test_errors_carry_a_code_and_facts() -> None:
    problem = Refused("ticket.closed", ref="T-1", code="facts may be called so")
    assert (problem.code, problem.facts) == ("ticket.closed", {"ref": "T-1", "code": "facts may be called so"})
    assert str(Refused("a.b", z=1, a="x")) == "a.b (a='x', z=1)"
    assert str(Expected("a.b")) == "a.b"
    missing = NotFound("ticket", 7)
    assert isinstance(missing, Refused)
    assert missing.facts == {"kind": "ticket", "id": 7}
