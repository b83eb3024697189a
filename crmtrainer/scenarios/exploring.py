# SPDX-License-Identifier: MIT
"""Walks through the talk of a scenario, saying each thing that can be said once, to find what nobody ever reaches."""

from __future__ import annotations

from dataclasses import dataclass

from crmtrainer.agenda.commands import Jump
from crmtrainer.agenda.world import World
from crmtrainer.interactions.commands import AnswerConversation, EndConversation, Say
from crmtrainer.interactions.queries import live_conversations
from crmtrainer.interactions.rules import ConversationState, Direction
from crmtrainer.kernel.commands import SYSTEM
from crmtrainer.kernel.errors import Refused
from crmtrainer.kernel.ids import ConversationId
from crmtrainer.scenarios.commands import FinishScenario
from crmtrainer.scenarios.format.scenario import Content
from crmtrainer.scenarios.loader import Pack
from crmtrainer.scenarios.queries import MovesNow, moves
from crmtrainer.scenarios.rules import Mode
from crmtrainer.scenarios.runs import LEARNER, WorldMaker, played_in
from crmtrainer.scenarios.staging import stage_command

MOST_EVENTS = 120


@dataclass(frozen=True, slots=True)
class Walk:
    """What one walk reached."""

    beats: frozenset[tuple[str, str]]
    moves: frozenset[str]


def walk(pack: Pack, scenario: str, make_world: WorldMaker, which: int) -> Walk:
    """Answer every call, and at each turn say the reply of number `which` as the file has it (the last, if fewer)."""
    whole = pack.scenario(scenario).scenario
    written = {turn.key: [move.key for move in turn.moves] for turn in whole.turns}
    with make_world(Content(pack=pack.file, scenario=whole)) as world:
        world.perform(stage_command(pack, scenario, Mode.EXPLORE, LEARNER.pseudonym, "A-WALK", 1, ""), SYSTEM)
        for _ in range(MOST_EVENTS):
            if _talk(world, written, which):
                continue
            due = world.next_event_at()
            if due is None:
                break
            world.perform(Jump(max(due, world.clock.now())), SYSTEM)
        world.perform(FinishScenario(), LEARNER)
        beats, said = played_in(world)
    return Walk(beats, said)


def _talk(world: World, written: dict[str, list[str]], which: int) -> bool:
    """Do the next thing on the line. Gives whether there was any."""
    for talk in world.ask(live_conversations, LEARNER):
        ident = ConversationId(talk.id)
        if talk.state is ConversationState.RINGING and talk.direction is Direction.IN:
            world.perform(AnswerConversation(ident), LEARNER)
            return True
        if talk.state is ConversationState.LIVE:
            can_say = world.ask(moves, LEARNER, ident)
            if not can_say.moves:
                world.perform(EndConversation(ident), LEARNER)
            else:
                _say(world, ident, can_say, written[can_say.turn], which)
            return True
    return False


def _say(world: World, talk: ConversationId, can_say: MovesNow, written: list[str], which: int) -> None:
    key = written[min(which, len(written) - 1)]
    words = next((move.words for move in can_say.moves if move.key == key), "")
    if not words:
        raise Refused("scenario.not_now", move=key)
    world.perform(Say(talk, words, key), LEARNER)
