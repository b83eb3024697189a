# SPDX-License-Identifier: MIT
"""Promises with a time in plain words, and the many ways to say something about time without promising it."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from crmtrainer.interactions.promise_words import PromiseOf, promise_of, promised_in
from crmtrainer.interactions.times_said import says_when, times_in

NOW = datetime(2026, 3, 3, 12, 50, tzinfo=ZoneInfo("Europe/London"))
"""A Tuesday."""


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return NOW.replace(day=day, hour=hour, minute=minute)


@pytest.mark.parametrize(
    ("words", "due"),
    [
        ("I promise your legs by 14:00, guaranteed", at(3, 14)),
        ("I guarantee they’ll arrive tomorrow morning", at(4, 12)),
        ("They’ll be with you tomorrow morning. I promise.", at(4, 12)),
        ("You will definitely have them by four o’clock", at(3, 16)),
        ("so they’ll be ready by half past four. I’ll text you then.", at(3, 16, 30)),
        ("It will be done by 4.30", at(3, 16, 30)),
        ("Guaranteed within four hours", at(3, 16, 50)),
        ("They will be with you at quarter to six", at(3, 17, 45)),
        ("You’ll have them on Wednesday between ten and twelve", at(4, 12)),
        ("Your legs will be delivered on 5 March before noon", at(5, 12)),
        ("Legs tomorrow by noon. Guaranteed.", at(4, 12)),
        ("Rest assured, they come today", at(3, 18)),
        ("I promise to text you by six tonight", at(3, 18)),
        ("Definitely by the end of the week", True),
        ("They’ll be with you by 4, and definitely by 3.15pm", at(3, 15, 15)),
    ],
)
def test_a_promise_with_a_time_is_one(words: str, due: datetime | bool) -> None:
    promised = promised_in(words, NOW)
    assert promised is not None
    assert promised.when == due


@pytest.mark.parametrize(
    "words",
    [
        "",
        "I promise I’ll do my best",
        "I can't promise a time until I've asked the warehouse, but I'll text you this afternoon once I know",
        "I can’t promise they’ll be with you by four",
        "We never guarantee delivery before noon",
        "I’d rather not say they will be ready by five",
        "I don’t want to give you a time I’d have to guess.",
        "I promise to text you this afternoon",
        "I’ll text you by six tonight with the time of delivery.",
        "It has to be standing by Thursday’s dinner. Have I got that right?",
        "When do you need them by?",
        "The plate has four holes and the table six",
        "Your legs are on tomorrow’s first van: Wednesday between ten and twelve.",
        "Could you text me one photo before three?",
        "They will be with you soon",
    ],
)
def test_time_without_a_promise_and_promises_without_a_time_are_none(words: str) -> None:
    assert promised_in(words, NOW) is None


@pytest.mark.parametrize(
    "words", ["tomorrow", "on Weds", "by six", "4pm", "at half four", "14.30", "at noon", "5 March", "ten till twelve"]
)
def test_a_day_or_a_time_of_the_clock_says_when(words: str) -> None:
    assert says_when(words)


@pytest.mark.parametrize(
    "words",
    [
        "hello",
        "6-hole plate",
        "four legs",
        "this afternoon",
        "£12.50",
        "at six holes",
        "he sat in the sun",
        "one of you",
    ],
)
def test_numbers_of_things_and_vague_times_do_not(words: str) -> None:
    assert not says_when(words)


def test_an_hour_that_is_over_lies_ahead_again() -> None:
    assert times_in("by eight", NOW) == (at(3, 20),)
    assert times_in("by 09:00", NOW) == (at(4, 9),)


@pytest.mark.parametrize(
    ("words", "of"),
    [
        ("Text him the time the warehouse agreed", PromiseOf.WORD),
        ("Text him by six with the time of delivery", PromiseOf.WORD),
        ("Ring him back with news", PromiseOf.WORD),
        ("Let him know when they will be delivered", PromiseOf.WORD),
        ("He hears by seven tonight", PromiseOf.WORD),
        ("Update him once the legs are on the van", PromiseOf.WORD),
        ("Callback this afternoon", PromiseOf.WORD),
        ("New legs delivered by noon on Thursday", PromiseOf.WORK),
        ("Legs with him on Wednesday, and text him first", PromiseOf.WORK),
        ("Refund him by Friday", PromiseOf.WORK),
        ("Tell him, and have them replaced by tonight", PromiseOf.WORK),
        ("By six", PromiseOf.WORK),
    ],
)
def test_a_promise_of_a_word_is_told_from_one_of_something_done(words: str, of: PromiseOf) -> None:
    assert promise_of(words) is of


def test_words_that_promise_both_promise_what_is_done() -> None:
    promised = promised_in("I promise I’ll text you by 15:00. They will be with you by 17:00.", NOW)

    assert promised is not None
    assert (promised.of, f"{promised.when:%H:%M}") == (PromiseOf.WORK, "17:00")
    word = promised_in("I promise I’ll text you by 15:00.", NOW)
    assert word is not None
    assert word.of is PromiseOf.WORD
