# SPDX-License-Identifier: MIT
"""What is said is heard where it is said: no forged move, what was heard and corrected, what was told and promised."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from crmtrainer.customers.commands import OpenRecord
from crmtrainer.interactions.commands import IdentifyCaller, SendMessage
from crmtrainer.interactions.rules import Channel
from crmtrainer.journal.entry import Entry
from crmtrainer.kernel.errors import Refused
from crmtrainer.reports.acts import journal_entries
from crmtrainer.reports.details import Reply, details_of
from crmtrainer.scenarios.queries import heard
from crmtrainer.store.unit_of_work import Reading, reading
from crmtrainer.wording import sentence_for
from tests.scenarios.stage import CALL, Stage
from tests.support import LEARNER

ASKS = "Could I take your name and order number"
"""Heard as asking for postcode and order number, and less surely as something else or not at all."""


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    made = Stage(tmp_path)
    made.pick_up()
    return made


def newest(stage: Stage, verb: str) -> Entry:
    with reading(stage.world.world.app.database) as session:
        entries = journal_entries(Reading(session, stage.world.clock.now(), LEARNER))
    return next(entry for entry in reversed(entries) if entry.verb == verb)


def details(stage: Stage, verb: str) -> tuple[str, ...]:
    moves = {
        move.key: Reply(move.label, move.technique.value)
        for turn in stage.content.scenario.turns
        for move in turn.moves
    }
    return details_of(newest(stage, verb), moves)


def test_an_insult_is_not_taken_for_an_apology(stage: Stage) -> None:
    with pytest.raises(Refused) as refused:
        stage.say("own-it", "You silly old goat, stop moaning", own_words=True)

    assert refused.value.code == "scenario.heard_as_nothing"
    assert "say them as they are" in sentence_for(refused.value)
    assert stage.heard()[-1].words.endswith("lunchbox.")


def test_a_move_that_was_not_among_what_was_heard_is_refused_with_what_was(stage: Stage) -> None:
    with pytest.raises(Refused) as refused:
        stage.say("own-it", "I need to do security first, those are the rules", own_words=True)

    assert refused.value.code == "scenario.not_heard_as"
    assert sentence_for(refused.value) == (
        "These words were not heard as that: choose one of “Tell him the security rules”, or none."
    )
    assert newest(stage, "conversation.say").refusal == "scenario.not_heard_as"


def test_a_ready_reply_keeps_its_own_words(stage: Stage) -> None:
    with pytest.raises(Refused, match=r"scenario\.not_its_words"):
        stage.say("own-it", "You silly old goat, stop moaning")


def test_what_was_heard_is_kept_with_its_scores(stage: Stage) -> None:
    seen = stage.world.ask(heard, CALL, ASKS)
    facts = stage.say(seen[0].move, ASKS, own_words=True)

    assert facts["heard"] == [{"move": each.move, "per_mille": each.score * 10} for each in seen]
    assert all(isinstance(each["per_mille"], int) for each in facts["heard"])
    assert (facts["heard_first"], facts["corrected"]) == (seen[0].move, False)


def test_a_ready_reply_was_not_heard_as_anything(stage: Stage) -> None:
    assert {"heard", "heard_first", "corrected"}.isdisjoint(stage.say("own-it"))


def test_a_correction_is_seen_and_told(stage: Stage) -> None:
    facts = stage.say("", ASKS, own_words=True)

    assert (facts["move"], facts["heard_first"], facts["corrected"]) == ("", "straight-to-checks", True)
    told = details(stage, "conversation.say")
    assert told[0] == "Own words, not understood"
    assert told[1].startswith("Corrected from: Ask for postcode and order number, nothing else (")


def test_own_words_without_a_move_are_taken_as_what_they_are_surely_heard_as(stage: Stage) -> None:
    words = "I am sorry, Mr Sahota, that is a real worry with guests coming. What are your postcode and order number?"
    facts = stage.say("", words)

    assert (facts["move"], facts["was_understood"], facts["own_words"]) == ("own-it", True, True)
    assert (facts["heard_first"], facts["corrected"]) == ("own-it", False)
    assert stage.heard()[-1].words.startswith("Thank you. That’s the first sensible thing")
    assert stage.heard()[-2].words == words
    assert details(stage, "conversation.say") == (
        "Own words, heard as: Say sorry, own it, then ask for postcode and order number",
    )


def test_own_words_that_may_mean_nothing_here_are_not_understood_and_not_corrected(stage: Stage) -> None:
    facts = stage.say("", "The kettle is on")

    assert (facts["move"], facts["was_understood"], facts["corrected"]) == ("", False, False)
    assert stage.heard()[-1].words == "I don’t follow. What does that mean for my table?"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (
            "I see 14 Quarry Row, LS99 4QV, order LK-57120, born 14 September 1954 ... right?",
            ["address", "born", "order_number", "postcode"],
        ),
        ("The kettle is on", None),
        ("What is your postcode?", None),
    ],
)
def test_own_words_tell_what_they_hold_before_anybody_is_named(
    stage: Stage, words: str, told: list[str] | None
) -> None:
    assert stage.say("", words, own_words=True).get("discloses") == told


def test_what_the_caller_said_himself_may_be_said_back(stage: Stage) -> None:
    stage.say("own-it")
    assert "LS99 4QV" in stage.heard()[-1].words

    facts = stage.say("", "LS99 4QV and LK-57120, thank you; and it is 14 Quarry Row, my cat", own_words=True)
    assert facts["discloses"] == ["address"]
    assert "Told from the record: address" in details(stage, "conversation.say")


def test_the_record_of_whoever_he_is_taken_for_counts_as_well(stage: Stage) -> None:
    stage.world.do(OpenRecord(stage.customer("hardeep"), "Sahota with an Arden table"))
    stage.world.do(IdentifyCaller(CALL, stage.customer("hardeep")))

    assert stage.say("", "41 Quarry View, and the cat is out", own_words=True)["discloses"] == ["address"]


def test_a_message_tells_too_and_its_words_are_in_no_fact(stage: Stage) -> None:
    stage.world.do(OpenRecord(stage.customer(), "On the call with him"))
    words = "Still at 14 Quarry Row? I promise your legs by 16:00."
    facts = stage.world.do(SendMessage(stage.customer(), Channel.TEXT, words)).outcome.facts

    assert facts["discloses"] == ["address"]
    promised = facts["promised_at"]
    assert isinstance(promised, datetime)
    assert f"{promised:%H:%M}" == "16:00"
    assert "quarry" not in str(newest(stage, "message.send").facts).lower()
    assert details(stage, "message.send") == ("Told from the record: address", "Promised in words by Tue 3 Mar, 16:00")


def test_a_ready_reply_promises_what_its_author_says(stage: Stage) -> None:
    for move in ("own-it", "bear-with-me", "open-question", "play-back", "no-photo"):
        assert "promised_at" not in stage.say(move)
    promised = stage.say("internal-target")["promised_at"]

    assert isinstance(promised, datetime)
    assert f"{promised:%H:%M}" == "16:30"
