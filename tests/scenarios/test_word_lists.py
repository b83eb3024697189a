# SPDX-License-Identifier: MIT
"""The lists by which the shipped case tells a health note from a job, and an answer from a greeting."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from crmtrainer.interactions.promise_words import promised_in
from crmtrainer.scenarios.format.conditions import TextTest
from crmtrainer.scenarios.seen import text_fits
from crmtrainer.scenarios.stated import stated
from tests.scenarios.stage import KEY, larkfield

LISTS = larkfield().scenario(KEY).scenario.word_lists
HEALTH = TextTest.model_validate({"list": "health"})
OUTCOME = TextTest.model_validate({"list": "outcome", "or_when": "yes", "firm": "yes"})


@pytest.mark.parametrize(
    "words",
    [
        "He has bad joints and uses a cane, he is ill and cannot walk well",
        "Customer has rheumatoid arthritis",
        "walks with a stick",
        "He’s ill",
        "he is disabled",
        "mobility problems",
        "needs his walking frame",
        "Had a hip replacement",
        "Just out of hospital",
        "He takes medication and is slow",
        "in a lot of pain, in pain all day",
        "uses a zimmer",
        "can't walk far",
        "partially blind",
        "is a bit frail",
        "has trouble walking to the door",
        "On crutches at the moment",
        "his carer opens the door",
        "He is not well",
        "bad hips",
        "diabetic, so needs time",
    ],
)
def test_a_health_note_is_one_however_it_is_put(words: str) -> None:
    assert text_fits(HEALTH, words, LISTS)


@pytest.mark.parametrize(
    "words",
    [
        "I'll text him first",
        "He'll walk to the warehouse to see them",
        "Please walk the box to bay 4",
        "The table frame has six holes",
        "Check the joint between leg and plate",
        "It's a pain to fit",
        "Top is in good condition",
        "Stick the label on the box",
        "Four legs, 6-hole plate",
        "The legs are bad, wrong plates",
        "invalid part code",
        "Shipped yesterday",
        "Driver to text first and allow five minutes at the door",
        "The cane chairs are not affected",
        "Sick of waiting",
        "Operations will pick them",
        "broken leg on the table",
        "Thank you Dev, well done",
        "The plate won't stick to the wood",
        "The screws are stiff and the wood is swollen",
    ],
)
def test_furniture_and_errands_are_no_health_note(words: str) -> None:
    assert not text_fits(HEALTH, words, LISTS)


@pytest.mark.parametrize(
    "words",
    [
        "Your legs, with six holes this time, are on tomorrow’s first van: Wednesday between ten and twelve.",
        "I am late with this, Mr Sahota: your legs come tomorrow between ten and twelve.",
        "Your legs will be with you tomorrow",
        "All sorted, they're on the van",
        "Hello, your new legs have been picked and the driver will text you first",
        "They arrive on Wednesday, is that all right?",
        "Delivery is booked for 4 March",
        "The legs are packed and on their way",
        "Good news! Your legs are loaded, let me know if you need anything",
        "Legs tomorrow 10-12",
        "Your order has been dispatched",
        "Your legs are on the van tomorrow and I'll text you the exact time",
        "Just to say it's all done. They will arrive between 10 and 12",
        "Your four legs are ready and will be delivered in the morning",
        "they have been sent out this afternoon",
        "We have found the right legs and they come Wed am",
        "Sorry it took so long; the right legs are on their way to you",
    ],
)
def test_a_message_that_says_what_was_done_or_when_tells_the_outcome(words: str) -> None:
    assert text_fits(OUTCOME, words, LISTS)


@pytest.mark.parametrize(
    "words",
    [
        "Hello",
        "Hello Mr Sahota, how are you?",
        "Thank you for your patience",
        "I'll let you know when your legs are on the van",
        "I will text you by six tonight with the time",
        "Is there anything else I can help with?",
        "The warehouse is picking your legs this afternoon",
        "Are you in tomorrow between ten and twelve?",
        "We are looking into it",
        "Your legs have not been picked yet",
        "It isn't sorted yet",
        "Once they are ready I will ring you",
        "Sorry that the wrong legs arrived",
        "Sorry the wrong legs were delivered",
        "We'll get this sorted for you",
        "We hope they are ready soon",
        "I'm chasing the warehouse for you",
        "Please bear with us",
        "If they are ready you will hear from us tomorrow",
    ],
)
def test_a_greeting_a_question_or_a_putting_off_tells_nothing(words: str) -> None:
    assert not text_fits(OUTCOME, words, LISTS)


def test_what_is_stated_is_kept_beside_what_is_put_off() -> None:
    assert stated("They come Wednesday, and I'll ring you. Are you in?") == "they come wednesday,\nand"


def test_no_reply_that_helps_promises_a_time() -> None:
    noon = datetime(2026, 3, 3, 12, 50, tzinfo=ZoneInfo("Europe/London"))
    moves = [move for turn in larkfield().scenario(KEY).scenario.turns for move in turn.moves if move.helpful]

    assert moves
    assert [
        words for move in moves for words in (move.words, *move.examples) if promised_in(words, noon) is not None
    ] == []
