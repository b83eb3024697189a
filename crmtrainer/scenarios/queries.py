# SPDX-License-Identifier: MIT
"""What can be asked while a scenario runs: what it is about, what can be said now, how own words are heard."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import exists, select

from crmtrainer.interactions.models import Conversation
from crmtrainer.interactions.rules import ConversationState
from crmtrainer.journal.tables import WORLD
from crmtrainer.kernel.commands import HUMANS, Role
from crmtrainer.kernel.errors import NotFound
from crmtrainer.kernel.ids import ConversationId
from crmtrainer.kernel.queries import answers
from crmtrainer.scenarios.conditions import holds
from crmtrainer.scenarios.debrief import debrief
from crmtrainer.scenarios.format.organisation import PackFile
from crmtrainer.scenarios.format.scenario import Content, Scenario
from crmtrainer.scenarios.format.talk import Move, Turn
from crmtrainer.scenarios.hearing import Band, hear
from crmtrainer.scenarios.models import StagedScenario
from crmtrainer.scenarios.rules import Mode, RunState
from crmtrainer.scenarios.script import script_of, staged, staged_here
from crmtrainer.scenarios.situation import Situation
from crmtrainer.scenarios.trace import SKIPPED, in_context, read_acts
from crmtrainer.scenarios.turns import is_all_said, shuffled, turn_now
from crmtrainer.scenarios.viewing import view
from crmtrainer.store.unit_of_work import Reading

__all__ = ["CriterionRow", "CurrentScenario", "HeardRow", "MoveRow", "MovesNow", "current", "debrief", "heard", "moves"]

DESK = frozenset({Role.LEARNER, Role.TRAINER})


@dataclass(frozen=True, slots=True)
class CriterionRow:
    """A criterion the run can give evidence for."""

    id: str
    version: int
    title: str
    why: str


@dataclass(frozen=True, slots=True)
class CurrentScenario:
    """What this world was made for. `hint` is empty where none fits, and always in Assessed mode."""

    key: str
    number: int
    title: str
    brief: str
    mode: Mode
    state: RunState
    attempt: str
    attempt_number: int
    learner: str
    opened_at: datetime
    finished_at: datetime | None
    minutes: int
    law_as_at: date
    criteria: tuple[CriterionRow, ...]
    hint: str
    is_untouched: bool = False
    """Nothing was done in it yet, by anybody."""


@dataclass(frozen=True, slots=True)
class MoveRow:
    """One thing that can be said now. What it is worth, `helps` and `why`, is told in Explore mode only."""

    key: str
    words: str
    helps: bool | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class MovesNow:
    """What can be said in a conversation now. Empty when it is not our turn; own words can be said all the same.

    `all_said`: the talk came to its end, and what is left is to say goodbye.
    """

    turn: str
    moves: tuple[MoveRow, ...]
    own_words: bool
    all_said: bool = False


@dataclass(frozen=True, slots=True)
class HeardRow:
    """One move that own words may be heard as."""

    move: str
    label: str
    score: int
    band: Band


@answers("scenario.current", roles=HUMANS)
def current(read: Reading) -> CurrentScenario | None:
    """The scenario this world was made for; None in a sandbox."""
    row = staged(read.session)
    if row is None:
        return None
    content = script_of(row).content
    scenario = content.scenario
    return CurrentScenario(
        key=scenario.key,
        number=scenario.number,
        title=scenario.title,
        brief=scenario.brief,
        mode=row.mode,
        state=row.state,
        attempt=row.attempt,
        attempt_number=row.number,
        learner=row.learner,
        opened_at=row.opened_at,
        finished_at=row.finished_at,
        minutes=scenario.minutes,
        law_as_at=scenario.law_as_at,
        criteria=criteria_of(content.pack, scenario),
        hint=_hint(read, row),
        is_untouched=not read.session.scalar(select(exists().where(WORLD.entry.c.verb.not_in(SKIPPED)))),
    )


@answers("scenario.moves", roles=DESK)
def moves(read: Reading, conversation_id: ConversationId) -> MovesNow:
    """What can be said in this conversation now, in an order that tells nothing. Raises `NotFound`."""
    talk = _talk(read, conversation_id)
    row = staged(read.session)
    if row is None or row.state is RunState.FINISHED or talk.state is not ConversationState.LIVE:
        return MovesNow("", (), False)
    content, situation = _seen(read, row)
    turn = turn_now(content, situation, talk.persona)
    if turn is None:
        return MovesNow("", (), True, is_all_said(content, situation, talk.persona))
    ordered = shuffled(turn, f"{row.pack_hash}|{row.attempt}")
    shown = _explained if row.mode is Mode.EXPLORE else _plain
    return MovesNow(turn.key, tuple(shown(move) for move in ordered), True)


@answers("scenario.hear", roles=DESK)
def heard(read: Reading, conversation_id: ConversationId, words: str) -> tuple[HeardRow, ...]:
    """Up to three moves that these words may be heard as, the likeliest first; none when nothing is near."""
    talk = _talk(read, conversation_id)
    turn = _turn(read, staged_here(read.session), talk.persona)
    if turn is None:
        return ()
    return tuple(HeardRow(each.move, each.label, each.score, each.band) for each in hear(words, turn.moves))


def criteria_of(pack: PackFile, scenario: Scenario) -> tuple[CriterionRow, ...]:
    """The criteria a scenario claims, with their titles."""
    known = {criterion.id: criterion for criterion in pack.criteria}
    return tuple(
        CriterionRow(claimed.id, known[claimed.id].version, known[claimed.id].title, claimed.why)
        for claimed in scenario.criteria
    )


def _plain(move: Move) -> MoveRow:
    return MoveRow(move.key, move.words)


def _explained(move: Move) -> MoveRow:
    why = move.label if move.feels is None else move.feels.cause
    return MoveRow(move.key, move.words, move.helpful, why)


def _talk(read: Reading, conversation_id: int) -> Conversation:
    talk = read.session.get(Conversation, conversation_id)
    if talk is None:
        raise NotFound("conversation", conversation_id)
    return talk


def _turn(read: Reading, row: StagedScenario, persona: str) -> Turn | None:
    return turn_now(*_seen(read, row), persona)


def _seen(read: Reading, row: StagedScenario) -> tuple[Content, Situation]:
    script = script_of(row)
    acts = in_context(read_acts(read.session, script.verbs), script.content)
    return script.content, view(read.session, script.content, read.now, acts)


def _hint(read: Reading, row: StagedScenario) -> str:
    if row.mode is Mode.ASSESSED or row.state is RunState.FINISHED:
        return ""
    content, situation = _seen(read, row)
    return next((hint.words for hint in content.scenario.hints if holds(hint.when, situation)), "")
