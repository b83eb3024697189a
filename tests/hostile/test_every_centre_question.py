# SPDX-License-Identifier: MIT
"""Every question to a centre that holds hostile words, and with hostile arguments: answered or refused, never a bug."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from crmtrainer.bootstrap import all_questions
from crmtrainer.cli.common import plain
from crmtrainer.house import House
from crmtrainer.kernel.commands import SYSTEM, Realm
from crmtrainer.kernel.errors import Expected
from crmtrainer.kernel.queries import arguments_for, schema_of_query
from tests.hostile.a_centre import Centre
from tests.hostile.test_every_act import assert_says_what_to_do
from tests.hostile.values import NUMBERS, SHORT, WORDS, changed, fields_of
from tests.house.an_attempt import Made, copy_of
from tests.house.conftest import played

__all__ = ["played"]

QUESTIONS: dict[str, Any] = {
    name: query
    for name, query in sorted(all_questions().items())
    if query.realm is Realm.CENTRE  # type: ignore[attr-defined]
}
SAYING = (
    ("preference.set", {"value": SHORT}),
    ("person.add", {"name": SHORT[:80]}),
    ("world.register", {"name": SHORT}),
    ("attempt.receive", {"title": SHORT}),
    ("slip.issue", {"content.nonce": SHORT}),
    ("rubric.add", {"version": 99, "content.title": SHORT}),
    ("judgement.make", {"reason": SHORT}),
)


@pytest.fixture(scope="module")
def centre(played: Made, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Centre]:
    """Hostile words in names, titles, rubrics, slips and reasons."""
    home = copy_of(played, tmp_path_factory.mktemp("centre") / "home").home
    with House.open(home) as house:
        made = Centre(house)
        for verb, over in SAYING:
            made.do(verb, made.sound(verb, **over))
        yield made


def asked(centre: Centre, question: Any, arguments: dict[str, Any]) -> str:
    """The answer as the command line prints it, or the code of a refusal."""
    by = next((actor for role, actor in centre.people.items() if role in question.roles), SYSTEM)
    try:
        answer = centre.house.centre.ask(question, by, **arguments_for(question, arguments))
    except Expected as complaint:
        assert_says_what_to_do(complaint)
        return complaint.code
    return json.dumps(plain(answer), ensure_ascii=False)


def sound(centre: Centre, question: Any) -> dict[str, Any]:
    known = {"attempt_id": centre.handed_in, "attempt": centre.handed_in}
    return {
        name: known.get(name, {"integer": 1, "string": "words"}.get(about.get("type")))
        for name, about in schema_of_query(question)["properties"].items()  # type: ignore[call-overload, index, union-attr]
    }


@pytest.mark.parametrize("name", QUESTIONS)
def test_hostile_words_on_record_are_told_and_hostile_arguments_met(centre: Centre, name: str) -> None:
    question = QUESTIONS[name]
    arguments = sound(centre, question)
    asked(centre, question, arguments).encode()
    hostile: dict[str, dict[str, Any]] = {"words": WORDS, "number": NUMBERS}
    for field, kind in fields_of(schema_of_query(question)):
        for value in hostile.get(kind, {}).values():
            asked(centre, question, changed(arguments, field, value)).encode()


def test_what_was_written_comes_back_to_the_letter(centre: Centre) -> None:
    told = "".join(asked(centre, question, sound(centre, question)) for question in QUESTIONS.values())
    assert told.count(json.dumps(SHORT, ensure_ascii=False)) >= 4
