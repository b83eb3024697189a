# SPDX-License-Identifier: MIT
"""Every act of people with hostile words, numbers and moments in each field: kept whole or refused, never a bug."""

from __future__ import annotations

import sqlite3
import unicodedata
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from crmtrainer.bootstrap import all_commands
from crmtrainer.interactions.commands import MakePromise
from crmtrainer.journal.entry import entry_from, with_spoken
from crmtrainer.journal.report import RecordState
from crmtrainer.journal.verify import verify
from crmtrainer.kernel.codec import from_plain, schema_of
from crmtrainer.kernel.commands import HUMANS, Command, Realm
from crmtrainer.kernel.errors import BadInput, Expected, Refused
from crmtrainer.kernel.ids import CustomerId
from crmtrainer.wording import sentence_for
from tests.hostile.a_case import ENDS, ids, middle_of_a_case, sound
from tests.hostile.values import KINDS, MOMENTS, NUMBERS, TOGETHER, WORDS, changed, fields_of
from tests.support import LEARNER, TRAINER, WorldUnderTest

ACTS = {
    name: command
    for name, command in sorted(all_commands().items())
    if command.realm is Realm.WORLD and command.roles & HUMANS and name != "scenario.stage"
}
"""What a person does in a world; what a pack stages is the pack's own matter."""


def fields(act: type[Command], kind: str) -> list[str]:
    return [name for name, what in fields_of(schema_of(act)) if what == kind]


def acts_with(kind: str) -> pytest.MarkDecorator:
    """Run the test for each act that has a field of this kind."""
    found = {verb: act for verb, act in ACTS.items() if fields(act, kind)}
    return pytest.mark.parametrize("act", found.values(), ids=found)


def sent(world: WorldUnderTest, act: type[Command], arguments: dict[str, Any]) -> Expected | None:
    """Send it as the command line does; gives the complaint, if any. Another error fails the test."""
    by = LEARNER if LEARNER.role in act.roles else TRAINER
    try:
        world.world.perform(from_plain(act, arguments), by)
    except Expected as complaint:
        assert_says_what_to_do(complaint)
        return complaint
    return None


def assert_says_what_to_do(complaint: Expected) -> None:
    sentence = sentence_for(complaint)
    assert complaint.code not in sentence
    assert len(sentence) < 1_000
    assert sentence.strip().endswith((".", "?"))


def written(world: WorldUnderTest, verb: str) -> dict[str, Any]:
    """The arguments of the last such act in the journal, words and all."""
    return written_in(world.path, verb)


def written_in(path: Path, verb: str) -> dict[str, Any]:
    """The same of any journal's file."""
    with closing(sqlite3.connect(path)) as file:
        (body,) = file.execute("SELECT body FROM journal_entry WHERE verb = ? ORDER BY seq DESC", (verb,)).fetchone()
        words = dict(file.execute("SELECT commitment, words FROM journal_words").fetchall())
    return dict(with_spoken(entry_from(body), words).args)


def assert_intact(world: WorldUnderTest) -> None:
    report = verify(world.path)
    assert (report.result, report.findings) == (RecordState.INTACT, ())


def tries_of(act: type[Command]) -> dict[str, str]:
    """All hostile words for an act that can be done again and again; for one that ends something, a handful."""
    if act.verb not in ENDS:
        return {**WORDS, "together": TOGETHER}
    return {"together": TOGETHER, **{name: WORDS[name] for name in ("blank", "NUL", "half a character", "too long")}}


@acts_with("words")
def test_words_are_kept_whole_or_refused(act: type[Command], tmp_path: Path) -> None:
    arguments = sound(act.verb, schema_of(act))
    world = middle_of_a_case(tmp_path, act.verb)
    for name in fields(act, "words"):
        for words in tries_of(act).values():
            tried = changed(arguments, name, words)
            if sent(world, act, tried) is None:
                assert text_at(written(world, act.verb), name) == unicodedata.normalize("NFC", words)
                if act.verb in ENDS:
                    world.world.close()
                    world = middle_of_a_case(tmp_path, act.verb)
    assert_intact(world)


def text_at(arguments: Any, name: str) -> Any:
    first, _, rest = name.partition(".")
    return text_at(arguments[first][0], rest) if rest else arguments[first]


@acts_with("words")
def test_the_arguments_that_hostile_ones_are_tried_with_are_sound(act: type[Command], tmp_path: Path) -> None:
    """Or else every hostile word would be refused for another reason, and nothing would be tried."""
    assert sent(middle_of_a_case(tmp_path, act.verb), act, sound(act.verb, schema_of(act))) is None


@acts_with("number")
def test_numbers_out_of_all_measure_are_refused_in_words(act: type[Command], tmp_path: Path) -> None:
    arguments = sound(act.verb, schema_of(act))
    world = middle_of_a_case(tmp_path)
    for name in fields(act, "number"):
        for label, number in NUMBERS.items():
            if act.verb in {"practice.set", "timing.adjust", "standard.change"} and label == "nought":
                continue  # that is the pause, no limit at all, and the place that it has
            assert sent(world, act, changed(arguments, name, number)) is not None
    assert_intact(world)


@acts_with("moment")
def test_moments_at_the_ends_of_time_are_kept_or_refused_in_words(act: type[Command], tmp_path: Path) -> None:
    arguments = sound(act.verb, schema_of(act))
    for name in fields(act, "moment"):
        world = middle_of_a_case(tmp_path)
        for moment in MOMENTS.values():
            sent(world, act, changed(arguments, name, moment))
        assert_intact(world)
        world.world.close()


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS)
def test_values_of_another_kind_are_refused_before_anything_is_done(act: type[Command]) -> None:
    arguments = sound(act.verb, schema_of(act))
    for name, kind in fields_of(schema_of(act)):
        for value in KINDS.values():
            if fits(kind, value):
                continue
            with pytest.raises(BadInput) as refused:
                from_plain(act, changed(arguments, name, value))
            assert_says_what_to_do(refused.value)


def fits(kind: str, value: Any) -> bool:
    if value is None:
        return True  # where null is allowed, it says something else
    if kind == "words":
        return isinstance(value, str)
    return isinstance(value, int) and not isinstance(value, bool)


def test_a_time_from_the_window_is_bounded_as_well(tmp_path: Path) -> None:
    """The window hands over real moments, not text, and its date fields go up to the year 7999."""
    world = middle_of_a_case(tmp_path)
    make = MakePromise(CustomerId(ids()["customer_id"]), "One day", datetime(7999, 12, 31, tzinfo=UTC))
    for _ in range(2):
        with pytest.raises(Refused, match=r"time\.out_of_range"):
            world.do(make)
    assert_intact(world)
