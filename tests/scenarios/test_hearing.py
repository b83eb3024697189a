# SPDX-License-Identifier: MIT
"""Own words: sensible ones are heard as what they mean, nonsense as nothing."""

from __future__ import annotations

import pytest

from crmtrainer.scenarios.format.talk import Move, Turn
from crmtrainer.scenarios.hearing import Band, Heard, hear, surely
from tests.scenarios.stage import KEY, larkfield


def turn(key: str) -> Turn:
    return next(each for each in larkfield().scenario(KEY).scenario.turns if each.key == key)


@pytest.mark.parametrize(
    ("at", "words", "move"),
    [
        (
            "opening",
            "Sorry to hear that, it must be stressful with guests coming. Can I get your postcode?",
            "own-it",
        ),
        ("opening", "I do apologise for the mix up Mr Sahota, what's your order number?", "own-it"),
        ("opening", "Could I take your name and order number", "straight-to-checks"),
        ("opening", "I have to go through data protection first before I can talk about it", "rules-first"),
        ("opening", "Is that 14 Quarry Row, the Arden table?", "read-it-out"),
        ("checking", "Thanks, just a second while I find you", "bear-with-me"),
        ("checking", "Is your date of birth the 14th of September 1954?", "lead-him"),
        ("checking", "no need to check I believe you", "never-mind"),
        ("what-happened", "What seems to be the problem with the legs?", "open-question"),
        ("what-happened", "did you read the instructions properly", "wrong-way-round"),
        ("what-happened", "I'll send out replacement legs", "order-now"),
        ("understanding", "Just so I've got this right: 4 holes on the plates, 6 on the table?", "play-back"),
        ("understanding", "ok got it", "got-it"),
        ("understanding", "It must be difficult with your arthritis", "mention-health"),
        (
            "photo",
            "Could you send a picture of plate and holes so the warehouse picks right?",
            "ask-with-reason",
        ),
        ("photo", "send me pictures of all the legs and the packaging and your receipt", "ask-everything"),
        ("photo", "You don't need to do anything, I'll describe it", "no-photo"),
        ("when", "I'd like to check with the warehouse first. I'll text you this afternoon", "no-guess"),
        ("when", "The warehouse needs four hours so half past four", "internal-target"),
        ("when", "It should be done by 4:30", "internal-target"),
        ("when", "You will definitely have them tomorrow morning", "big-promise"),
        ("goodbye", "To recap I'll pass it to the warehouse and text you, the driver will text before", "sum-up"),
        ("goodbye", "Anything else I can do for you today?", "anything-else"),
        ("goodbye", "please give me five stars in the survey", "five-stars"),
    ],
)
def test_sensible_words_are_heard_as_what_they_mean(at: str, words: str, move: str) -> None:
    heard = hear(words, turn(at).moves)

    assert heard[0].move == move
    assert heard[0].band in (Band.CLEAR, Band.LIKELY)
    assert heard[0].label


@pytest.mark.parametrize(
    "words",
    [
        "",
        "   ",
        "?!",
        "42",
        "asdf qwer zxcv",
        "bananas are yellow and my cat likes cheese",
        "the weather is lovely today isn't it",
        "what is the capital of France",
        "do you like football",
        "🤷🤷🤷",
    ],
)
def test_nonsense_is_heard_as_nothing(words: str) -> None:
    assert [hear(words, each.moves) for each in larkfield().scenario(KEY).scenario.turns] == [()] * 7


def test_every_authored_way_to_say_a_move_is_heard_as_it_first() -> None:
    wrong = []
    for each in larkfield().scenario(KEY).scenario.turns:
        for move in each.moves:
            for words in (move.words, *move.examples):
                heard = hear(words, each.moves)
                if not heard or heard[0].move != move.key:
                    wrong.append((move.key, words))
    assert wrong == []


def test_at_most_three_are_offered_the_likeliest_first() -> None:
    moves = [
        Move.model_validate(
            {
                "key": f"m{number}",
                "label": "L",
                "words": f"please send me the photo number {number}",
                "technique": "request",
                "helpful": "yes",
            }
        )
        for number in range(5)
    ]
    heard = hear("please send me the photo number 3", moves)

    assert len(heard) == 3
    assert heard[0].move == "m3"
    assert [each.score for each in heard] == sorted((each.score for each in heard), reverse=True)


REST = ", Mr Sahota. The wrong legs, with fourteen people coming on Thursday. What are your postcode and order number?"


@pytest.mark.parametrize(
    "words",
    [
        "I am not sorry" + REST,
        "I’m not sorry" + REST,
        "I’m not going to apologise" + REST,
        "I will never apologise" + REST,
        "I don’t think I’m sorry" + REST,
        "We are not sorry for this nuisance" + REST,
        "No apology from me" + REST,
    ],
)
def test_what_is_denied_is_not_heard_as_said(words: str) -> None:
    assert "own-it" not in [each.move for each in hear(words, turn("opening").moves)]


@pytest.mark.parametrize(
    "words",
    [
        "I am sorry" + REST,
        "I am not only sorry but ashamed" + REST,
        "Why not let me say how sorry I am" + REST,
        "I can’t tell you how sorry I am" + REST,
        "I’m not surprised you’re frustrated" + REST,
        "No, I’m sorry about that" + REST,
        "Don’t worry, I’m sorry and I’ll sort it" + REST,
        "You did not get what you ordered, and I apologise" + REST,
    ],
)
def test_a_denying_word_beside_it_takes_nothing_back(words: str) -> None:
    assert hear(words, turn("opening").moves)[0].move == "own-it"


def test_words_are_taken_as_heard_only_where_that_is_sure() -> None:
    def heard(*scores: int) -> tuple[Heard, ...]:
        bands = [Band.CLEAR if score >= 72 else Band.LIKELY if score >= 58 else Band.FAINT for score in scores]
        return tuple(
            Heard(f"m{n}", "L", score, band) for n, (score, band) in enumerate(zip(scores, bands, strict=True))
        )

    assert surely(heard(91, 90)) == "m0"
    assert surely(heard(65, 50)) == "m0"
    assert surely(heard(65, 60)) == ""
    assert surely(heard(50)) == ""
    assert surely(()) == ""
