# SPDX-License-Identifier: MIT
"""Every act of the centre with hostile words, numbers and moments in each field: kept whole or refused, never a bug."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from crmtrainer.assessment.commands import RegisterWorld
from crmtrainer.bootstrap import all_commands
from crmtrainer.house import House
from crmtrainer.journal.report import RecordState
from crmtrainer.journal.verify import verify
from crmtrainer.kernel.codec import from_plain, schema_of
from crmtrainer.kernel.commands import SYSTEM, Command, Realm
from crmtrainer.kernel.errors import BadInput, Expected, Refused
from crmtrainer.wording import sentence_for
from tests.hostile.a_centre import Centre
from tests.hostile.test_every_act import assert_says_what_to_do, fields, fits, written_in
from tests.hostile.values import KINDS, MOMENTS, NUMBERS, TOGETHER, WORDS, changed, fields_of
from tests.house.an_attempt import Made, copy_of
from tests.house.conftest import played

__all__ = ["played"]

ACTS = {name: command for name, command in sorted(all_commands().items()) if command.realm is Realm.CENTRE}
HANDFUL = (
    "blank",
    "bidirectional",
    "control",
    "just fits",
    "NUL",
    "half a character",
    "too long",
    "newlines",
    "markup",
)
"""For acts that need others before them each time."""
FREE = frozenset({"name", "value", "profile", "title", "reason", "content", "code"})
"""Fields that hold words or data; every other one holds a key or a reference."""
WITHIN = {"rubric.add": ("title", "source"), "slip.issue": ("scenario", "nonce", "pack", "program")}
"""Texts inside of `content`."""


@pytest.fixture(scope="module")
def centre(played: Made, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Centre]:
    home = copy_of(played, tmp_path_factory.mktemp("centre") / "home").home
    with House.open(home) as house:
        yield Centre(house)
    report = verify(home / "centre.sqlite3")
    assert (report.result, report.findings) == (RecordState.INTACT, ())


def acts_with(kind: str) -> pytest.MarkDecorator:
    found = {verb: act for verb, act in ACTS.items() if fields(act, kind)}
    return pytest.mark.parametrize("act", found.values(), ids=found)


def tries_of(act: type[Command]) -> dict[str, str]:
    if act.verb.startswith("attempt."):
        return {name: WORDS[name] for name in HANDFUL}
    return {**WORDS, "together": TOGETHER}


def sent(centre: Centre, act: type[Command], name: str, value: Any) -> Expected | None:
    """Send sound arguments with one field taken over; gives the complaint, if any. Another error fails the test."""
    try:
        arguments = centre.sound(act.verb, **{name: value})
    except (Expected, UnicodeError):  # what goes inside of another text cannot be written there
        arguments = changed(centre.sound(act.verb), name.partition(".")[0], value)
    try:
        centre.do(act.verb, arguments)
    except Expected as complaint:
        assert_says_what_to_do(complaint)
        return complaint
    return None


@pytest.mark.parametrize("verb", ACTS)
def test_the_arguments_that_hostile_ones_are_tried_with_are_sound(centre: Centre, verb: str) -> None:
    centre.do(verb, centre.sound(verb))


@acts_with("words")
def test_words_are_kept_whole_or_refused(centre: Centre, act: type[Command]) -> None:
    for name in fields(act, "words"):
        for words in tries_of(act).values():
            if sent(centre, act, name, words) is None:
                kept = written_in(Path(centre.house.centre.database.path), act.verb)
                assert kept[name] == unicodedata.normalize("NFC", words)


@acts_with("words")
def test_keys_and_references_hold_nothing_hidden_or_endless(centre: Centre, act: type[Command]) -> None:
    """They are found, listed and printed again: what nobody can see or read to its end is no name of anything."""
    for name in set(fields(act, "words")) - FREE:
        for label in ("empty", "blank", "newlines", "control", "bidirectional", "zero width", "just fits"):
            assert sent(centre, act, name, WORDS[label]) is not None, (name, label)


def test_titles_have_an_end(centre: Centre) -> None:
    for verb, name in (("world.register", "name"), ("attempt.begin", "title"), ("attempt.receive", "title")):
        assert sent(centre, ACTS[verb], name, "x" * 201) is not None


@pytest.mark.parametrize("verb", WITHIN)
def test_words_within_what_is_kept_whole_are_met_as_well(centre: Centre, verb: str) -> None:
    done = 0
    for name in WITHIN[verb]:
        for words in {**WORDS, "together": TOGETHER}.values():
            done += sent(centre, ACTS[verb], f"content.{name}", words) is None
    assert done


@acts_with("number")
def test_numbers_out_of_all_measure_are_refused_in_words(centre: Centre, act: type[Command]) -> None:
    for name in fields(act, "number"):
        for label, number in NUMBERS.items():
            if (act.verb, label) != ("person.set_timing", "nought"):  # which is no limit at all
                assert sent(centre, act, name, number) is not None, (name, label)


@acts_with("moment")
def test_moments_at_the_ends_of_time_are_kept_or_refused_in_words(centre: Centre, act: type[Command]) -> None:
    for name in fields(act, "moment"):
        for moment in MOMENTS.values():
            sent(centre, act, name, moment)


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS)
def test_values_of_another_kind_are_refused_before_anything_is_done(centre: Centre, act: type[Command]) -> None:
    arguments = centre.sound(act.verb)
    for name, kind in fields_of(schema_of(act)):
        for value in KINDS.values():
            if not fits(kind, value):
                with pytest.raises(BadInput) as refused:
                    from_plain(act, changed(arguments, name, value))
                assert_says_what_to_do(refused.value)


def test_what_a_rubric_is_called_is_what_its_text_says(centre: Centre) -> None:
    arguments = centre.sound("rubric.add")
    for other in ({"key": "other"}, {"version": 77}):
        with pytest.raises(Refused, match=r"rubric\.another"):
            centre.do("rubric.add", {**arguments, **other})


def test_a_fact_too_long_for_a_sentence_is_cut_in_it() -> None:
    assert_says_what_to_do(Refused("attempt.already_received", ref="x" * 20_000))


@pytest.mark.parametrize(
    "path",
    [
        *("../outside.sqlite3", "worlds/../../outside.sqlite3", "..", ".", "/etc/passwd", "//server/share/x.sqlite3"),
        *("worlds\\..\\..\\x.sqlite3", "C:\\x.sqlite3", "C:x.sqlite3", "\\\\server\\share\\x.sqlite3"),
    ],
)
def test_a_world_is_noted_only_within_the_data_folder(centre: Centre, path: str) -> None:
    command = RegisterWorld("no-such-world", "sandbox", "A", path, "{}")
    with pytest.raises(Refused, match=r"world\.place_outside") as told:
        centre.house.centre.perform(command, SYSTEM)
    assert sentence_for(told.value).startswith(f"{path} leads out of the data folder.")
