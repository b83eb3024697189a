# SPDX-License-Identifier: MIT
"""The scenario's part in every act: people answer, feel and remember; what is over is over."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from crmtrainer.agenda.commands import Jump
from crmtrainer.agenda.models import AgendaItem
from crmtrainer.agenda.rules import AgendaState
from crmtrainer.customers.commands import OpenRecord
from crmtrainer.interactions.commands import AddNote, EndConversation, Say, SendMessage
from crmtrainer.interactions.models import Interaction, Utterance
from crmtrainer.interactions.queries import live_conversations
from crmtrainer.interactions.rules import Channel, Direction, Speaker
from crmtrainer.kernel.commands import SYSTEM, Origin
from crmtrainer.kernel.errors import Refused
from crmtrainer.kernel.ids import HandoffId
from crmtrainer.scenarios.commands import FinishScenario, PlayBeat, SubmitReflection
from crmtrainer.scenarios.models import BeatPlayed, PersonaState, Reflection, TrustPoint
from crmtrainer.scenarios.rules import Mode
from crmtrainer.store.unit_of_work import reading
from tests.scenarios.stage import CALL, Stage
from tests.support import LEARNER, TRAINER, fresh_world


def trust(stage: Stage, person: str = "sahota") -> int:
    with reading(stage.world.world.app.database) as session:
        return session.scalars(select(PersonaState.trust).where(PersonaState.key == person)).one()


def played(stage: Stage) -> list[str]:
    with reading(stage.world.world.app.database) as session:
        return list(session.scalars(select(BeatPlayed.name).order_by(BeatPlayed.id)))


def test_the_call_comes_in_when_its_time_comes(tmp_path: Path) -> None:
    stage = Stage(tmp_path)

    assert stage.world.ask(live_conversations) == ()
    stage.world.advance(minutes=1)
    assert [talk.shown for talk in stage.world.ask(live_conversations)] == ["07700 900412"]


def test_he_speaks_first_and_answers_what_is_said(tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    stage.pick_up()
    stage.say("own-it")

    said = stage.heard()
    assert [line.speaker for line in said] == [Speaker.THEM, Speaker.YOU, Speaker.THEM]
    assert "lunchbox" in said[0].words
    assert "LS99 4QV" in said[2].words


def test_a_kind_word_and_a_rule_move_trust_apart(tmp_path: Path) -> None:
    for folder, move, expected in (("a", "own-it", 48), ("b", "rules-first", 32)):
        (tmp_path / folder).mkdir()
        stage = Stage(tmp_path / folder)
        stage.pick_up()
        stage.say(move)
        assert trust(stage) == expected


def test_a_move_is_noted_for_the_debrief_and_shown_to_nobody_before(tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    stage.pick_up()
    words = "Rules are rules: I have to do security first"
    stage.say("rules-first", words, own_words=True)

    with reading(stage.world.world.app.database) as session:
        kept = session.scalars(select(Utterance).where(Utterance.speaker == Speaker.YOU)).one()
        assert (kept.technique, kept.from_state, kept.to_state, kept.helpful) == (
            "rule_quote",
            "parent",
            "child",
            False,
        )
        assert (kept.words, kept.own_words, kept.move) == (words, True, "rules-first")
        cause = session.scalars(select(TrustPoint).where(TrustPoint.cause != "start")).one()
    assert cause.cause == "You met his worry with a rule"
    assert not hasattr(stage.heard()[1], "technique")


def test_words_that_mean_no_move_are_kept_and_puzzle_him_each_time(tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    stage.pick_up()
    for words in ("The kettle is on", "And the cat is out"):
        facts = stage.say("", words, own_words=True)
        assert facts["was_understood"] is False

    said = [line.words for line in stage.heard()]
    assert said[1::2] == ["The kettle is on", "And the cat is out"]
    assert said[2] == said[4] == "I don’t follow. What does that mean for my table?"
    assert trust(stage) == 40


@pytest.mark.parametrize("move", ["play-back", "no-such-move", "sum-up"])
def test_what_is_not_on_cannot_be_said(tmp_path: Path, move: str) -> None:
    stage = Stage(tmp_path)
    stage.pick_up()

    with pytest.raises(Refused, match=r"scenario\.not_now"):
        stage.say(move)


def test_a_turn_is_answered_once(tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    stage.pick_up()
    stage.say("own-it")

    with pytest.raises(Refused, match=r"scenario\.not_now"):
        stage.say("rules-first")


def test_he_rings_again_when_nobody_answers_and_then_writes(tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    stage.world.advance(minutes=30)

    assert [name for name in played(stage) if name != "hears-nothing"] == ["rings", "rings-again", "writes-instead"]
    assert trust(stage) == 40 - 5 - 8


def test_what_is_planned_is_left_when_it_no_longer_fits(tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    stage.pick_up()
    stage.say("own-it")
    stage.world.do(EndConversation(CALL))
    stage.world.advance(minutes=5)
    assert "was-cut-off" in played(stage)

    done = stage.world.do(PlayBeat("speaks-first", "only"), SYSTEM)
    assert done.outcome.facts["played"] is False
    with pytest.raises(Refused, match=r"scenario\.no_such_beat"):
        stage.world.do(PlayBeat("speaks-first", "loudly"), SYSTEM)


def test_another_variant_takes_the_place_of_the_one_planned(tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    stage.pick_up()
    for move in ("own-it", "bear-with-me", "open-question", "play-back", "no-photo", "internal-target", "sum-up"):
        stage.say(move)
    stage.world.do(EndConversation(CALL))

    with reading(stage.world.world.app.database) as session:
        planned = session.scalars(
            select(AgendaItem.args).where(
                AgendaItem.topic == "beat:hears-nothing", AgendaItem.state == AgendaState.PLANNED
            )
        ).all()
    assert len(planned) == 1
    assert "after-half-past-four" in planned[0]

    stage.world.do(OpenRecord(stage.customer(), "Asking him for a photo"))
    stage.world.do(SendMessage(stage.customer(), Channel.TEXT, "Could you send a photo after all?"))
    stage.world.advance(minutes=10)
    assert "photo-arrives" in played(stage)
    with reading(stage.world.world.app.database) as session:
        came = session.scalars(
            select(Interaction.summary).where(
                Interaction.direction == Direction.IN, Interaction.channel == Channel.TEXT
            )
        ).all()
    assert any("Leg and table" in words for words in came)


def test_somebody_on_hold_hears_and_says_nothing(tmp_path: Path) -> None:
    from crmtrainer.interactions.commands import HoldConversation, ResumeConversation

    stage = Stage(tmp_path)
    stage.pick_up()
    stage.world.do(HoldConversation(CALL))
    stage.world.advance(minutes=3)
    assert len(stage.heard()) == 1

    stage.world.do(ResumeConversation(CALL))
    stage.say("own-it")
    assert len(stage.heard()) == 3


def test_a_world_without_a_scenario_is_left_alone(tmp_path: Path) -> None:
    world = fresh_world(tmp_path)

    with pytest.raises(Refused, match=r"scenario\.none"):
        world.do(FinishScenario())
    with pytest.raises(Refused, match=r"scenario\.none"):
        world.do(PlayBeat("rings", "only"), SYSTEM)


def test_once_finished_a_learner_can_only_reflect(tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    stage.pick_up()
    stage.say("own-it")
    with pytest.raises(Refused, match=r"scenario\.not_finished"):
        stage.world.do(SubmitReflection("Too early"))
    done = stage.world.do(FinishScenario())
    assert done.outcome.facts["open_tickets"] == []

    with pytest.raises(Refused, match=r"scenario\.finished"):
        stage.world.do(AddNote(stage.customer(), "One more thing"))
    with pytest.raises(Refused, match=r"scenario\.finished"):
        stage.world.do(FinishScenario())
    with pytest.raises(Refused, match=r"scenario\.finished"):
        stage.world.do(AddNote(stage.customer(), "A trainer looks in"), TRAINER)
    stage.world.do(SubmitReflection("I named what worried him first.", (6,)))
    with reading(stage.world.world.app.database) as session:
        assert session.scalars(select(Reflection.cites)).one() == "[6]"


def test_nothing_follows_once_the_run_is_over(tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    stage.pick_up()
    stage.world.do(FinishScenario())
    before = played(stage)

    with pytest.raises(Refused, match=r"scenario\.finished"):
        stage.world.do(Jump(stage.world.clock.now() + timedelta(minutes=600)))
    assert played(stage) == before


def test_a_jump_that_is_refused_plays_nothing_on_the_way(tmp_path: Path) -> None:
    stage = Stage(tmp_path, mode=Mode.ASSESSED)
    before = stage.world.clock.now()
    typed = replace(LEARNER, origin=Origin.CLI)

    with pytest.raises(Refused, match=r"scenario\.window_only"):
        stage.world.do(Jump(before + timedelta(hours=3)), typed)
    assert stage.world.clock.now() == before
    assert played(stage) == []


def test_somebody_elses_attempt_takes_no_acts(tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    with pytest.raises(Refused, match=r"attempt\.not_yours"):
        stage.world.do(FinishScenario(), replace(LEARNER, pseudonym="L-other"))


@pytest.mark.parametrize(
    ("words", "cites", "code"), [("  ", (), "no_words"), ("x", (9999,), "no_such_act"), ("x", (1,), "no_such_act")]
)
def test_a_reflection_has_words_and_cites_acts_of_the_learner(
    tmp_path: Path, words: str, cites: tuple[int, ...], code: str
) -> None:
    stage = Stage(tmp_path)
    stage.world.do(FinishScenario())

    with pytest.raises(Refused, match=code):
        stage.world.do(SubmitReflection(words, cites))


def test_assessed_acts_come_from_the_window(tmp_path: Path) -> None:
    stage = Stage(tmp_path, Mode.ASSESSED)
    stage.pick_up()

    with pytest.raises(Refused, match=r"scenario\.window_only"):
        stage.world.do(Say(CALL, "Hello", ""), replace(LEARNER, origin=Origin.CLI))
    stage.say("own-it")


def test_a_handoff_that_does_not_exist_is_no_reason_to_fail(tmp_path: Path) -> None:
    from crmtrainer.handoffs.commands import ChaseTeam

    stage = Stage(tmp_path)
    with pytest.raises(Refused, match="not_found"):
        stage.world.do(ChaseTeam(HandoffId(99), "How is it going?"))
