# SPDX-License-Identifier: MIT
"""Whatever tickets, contacts, handoffs and casework refuse has a sentence, and no sentence waits for a refusal."""

import ast
import string
from collections.abc import Iterator
from pathlib import Path

import pytest

from crmtrainer.casework.wording import WORDING as CASEWORK
from crmtrainer.handoffs.wording import WORDING as HANDOFFS
from crmtrainer.interactions.wording import WORDING as INTERACTIONS
from crmtrainer.tickets.wording import WORDING as TICKETS

PACKAGE = Path(__file__).resolve().parents[2] / "crmtrainer"
ROOMS = ("tickets", "interactions", "handoffs", "casework")
SENTENCES = TICKETS | INTERACTIONS | HANDOFFS | CASEWORK
RAISED = {"Refused", "BadInput"}


def refusals() -> Iterator[tuple[str, set[str]]]:
    """Each code with the facts it comes with, read from the source."""
    for room in ROOMS:
        for file in sorted((PACKAGE / room).glob("*.py")):
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                    yield from _refusal(node, node.func.id)


def _refusal(call: ast.Call, name: str) -> Iterator[tuple[str, set[str]]]:
    at = {"check_words": 1, **dict.fromkeys(RAISED, 0)}.get(name)
    if at is not None and isinstance(call.args[at], ast.Constant):
        yield str(ast.literal_eval(call.args[at])), {word.arg for word in call.keywords if word.arg}


def test_every_refusal_has_a_sentence_and_every_sentence_a_refusal() -> None:
    assert {code for code, _ in refusals()} == set(SENTENCES)


@pytest.mark.parametrize(("code", "facts"), sorted(refusals(), key=lambda pair: pair[0]))
def test_a_sentence_uses_only_facts_that_come_with_the_refusal(code: str, facts: set[str]) -> None:
    places = {place for _, place, _, _ in string.Formatter().parse(SENTENCES[code]) if place}
    assert places <= facts


def test_sentences_end_and_neither_apologise_nor_beg() -> None:
    for sentence in SENTENCES.values():
        assert sentence.endswith(".")
        assert not {"sorry", "please", "invalid", "oops"} & set(sentence.lower().strip(".").split())
