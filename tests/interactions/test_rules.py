# SPDX-License-Identifier: MIT
"""Rules of contact as tables: what counts as an answer, what a conversation can become, what a promise needs."""

from datetime import UTC, datetime, timedelta

import pytest

from crmtrainer.interactions.rules import (
    CONVERSATION_MOVES,
    Channel,
    ContactOutcome,
    ConversationState,
    Direction,
    Kind,
    asks_for_file,
    check_conversation_move,
    check_promise,
    check_talking,
    check_written,
    is_answer_to_customer,
    is_promise_given,
    kind_of,
    only_thanks,
)
from crmtrainer.kernel.errors import Refused

NOW = datetime(2026, 3, 3, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("channel", "direction", "kind"),
    [
        (Channel.PHONE, Direction.IN, Kind.CALL),
        (Channel.IN_PERSON, Direction.OUT, Kind.CALL),
        (Channel.EMAIL, Direction.OUT, Kind.MESSAGE),
        (Channel.LETTER, Direction.IN, Kind.MESSAGE),
        (Channel.CHAT, Direction.IN, Kind.MESSAGE),
        (Channel.PHONE, Direction.INTERNAL, Kind.COLLEAGUE),
    ],
)
def test_kind_of_a_logged_contact(channel: Channel, direction: Direction, kind: Kind) -> None:
    assert kind_of(channel, direction) is kind


@pytest.mark.parametrize(
    ("kind", "direction", "outcome", "answers"),
    [
        (Kind.MESSAGE, Direction.OUT, None, True),
        (Kind.MESSAGE, Direction.IN, None, False),
        (Kind.CALL, Direction.OUT, ContactOutcome.FOLLOW_UP, True),
        (Kind.CALL, Direction.IN, ContactOutcome.INFORMATION, True),
        (Kind.CALL, Direction.OUT, ContactOutcome.NO_ANSWER, False),
        (Kind.NOTE, Direction.INTERNAL, None, False),
        (Kind.COLLEAGUE, Direction.INTERNAL, None, False),
        (Kind.SYSTEM, Direction.OUT, None, False),
    ],
)
def test_what_the_customer_saw_or_heard(
    kind: Kind, direction: Direction, outcome: ContactOutcome | None, answers: bool
) -> None:
    assert is_answer_to_customer(kind, direction, outcome) is answers


@pytest.mark.parametrize("was", list(ConversationState))
@pytest.mark.parametrize("now", list(ConversationState))
def test_a_conversation_that_is_over_stays_over(was: ConversationState, now: ConversationState) -> None:
    if now in CONVERSATION_MOVES[was]:
        check_conversation_move(was, now)
        assert was not in {ConversationState.ENDED, ConversationState.MISSED}
    else:
        with pytest.raises(Refused, match=r"conversation\.no_such_move"):
            check_conversation_move(was, now)


@pytest.mark.parametrize(
    ("state", "code"),
    [
        (ConversationState.HELD, "conversation.on_hold"),
        (ConversationState.RINGING, "conversation.not_live"),
        (ConversationState.ENDED, "conversation.not_live"),
    ],
)
def test_nobody_hears_what_is_said_on_hold_or_off_the_line(state: ConversationState, code: str) -> None:
    with pytest.raises(Refused) as refusal:
        check_talking(state)
    assert refusal.value.code == code


@pytest.mark.parametrize("channel", list(Channel))
def test_calls_and_visits_are_not_sent(channel: Channel) -> None:
    if channel in {Channel.PHONE, Channel.IN_PERSON}:
        with pytest.raises(Refused, match=r"message\.not_written"):
            check_written(channel)
    else:
        check_written(channel)


@pytest.mark.parametrize(
    ("words", "minutes", "code"),
    [("", 60, "promise.no_words"), ("  ", 60, "promise.no_words"), ("By ten", 0, "promise.in_past")],
)
def test_a_promise_has_words_and_lies_ahead(words: str, minutes: int, code: str) -> None:
    with pytest.raises(Refused) as refusal:
        check_promise(words, NOW + timedelta(minutes=minutes), NOW)
    assert refusal.value.code == code


def test_a_promise_in_a_contact_is_whole_or_absent() -> None:
    assert is_promise_given("By ten", NOW)
    assert not is_promise_given(" ", None)
    with pytest.raises(Refused, match=r"promise\.no_date"):
        is_promise_given("By ten", None)
    with pytest.raises(Refused, match=r"promise\.no_words"):
        is_promise_given("", NOW)


@pytest.mark.parametrize(
    ("words", "only"),
    [
        ("Thank you for telling me before I had to ask. HS", True),
        ("Tomorrow between ten and twelve will do very nicely. Thank you for seeing it through. HS", True),
        ("Thanks!", True),
        ("Tomorrow will do.", False),
        ("Thanks. When will it come?", False),
        ("Thank you, but the table is still here.", False),
        ("Thanks for nothing: that isn’t what I asked for.", False),
        ("Thank you. Please ring me.", False),
    ],
)
def test_thanks_alone_ask_for_no_answer(words: str, only: bool) -> None:
    assert only_thanks(words) is only


@pytest.mark.parametrize(
    ("words", "asks"),
    [
        ("Could you text me one photo, with a plate beside the holes? The warehouse picks from it.", True),
        ("I’ll need photos of all four legs and your delivery note, please.", True),
        ("We will need a copy of the receipt.", True),
        ("One more picture please.", True),
        ("No need to send anything. I’ll describe it to the warehouse.", False),
        ("I don’t need a photo.", False),
        ("I’ll text you a picture of the part tomorrow.", False),
        ("The warehouse has your photo and is picking the legs this afternoon.", False),
    ],
)
def test_asking_for_a_file_is_told_from_having_or_sending_one(words: str, asks: bool) -> None:
    assert asks_for_file(words) is asks
