# SPDX-License-Identifier: MIT
"""Something is said to one of the scenario's people: what it is heard as, what it gives away, what it promises.

Own words are heard here, and not where they were typed, so that nobody can have an insult taken for an apology.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from crmtrainer.interactions.conversations import say_something
from crmtrainer.interactions.live_commands import Say
from crmtrainer.interactions.models import Conversation
from crmtrainer.interactions.promise_words import PromiseOf
from crmtrainer.interactions.said_facts import heard_in, said_facts
from crmtrainer.kernel.commands import Outcome
from crmtrainer.kernel.errors import Refused
from crmtrainer.kernel.folding import words_of
from crmtrainer.scenarios.beats import local_instant
from crmtrainer.scenarios.format.scenario import Content
from crmtrainer.scenarios.format.talk import Move, Turn
from crmtrainer.scenarios.hearing import Heard, hear, surely
from crmtrainer.scenarios.models import PersonaState
from crmtrainer.scenarios.script import Script, running, script_of
from crmtrainer.scenarios.trace import in_context, read_acts
from crmtrainer.scenarios.turns import turn_now
from crmtrainer.scenarios.viewing import view
from crmtrainer.store.unit_of_work import UnitOfWork

_PER_POINT = 10
"""Scores are of a hundred; facts hold them per mille."""


def say(cmd: Say, work: UnitOfWork) -> Outcome:
    """Say it, provided that it is what it claims to be: a reply in its own words, or words that are heard as it.

    Own words that name no move, and are not said to mean none, are taken as what they are surely heard as.

    Facts beyond those of the conversation: `heard`, every move the words may mean with its score per mille, the
    likeliest first; `heard_first`; `corrected`, where the learner chose another or none; `discloses`; `promised_at`.
    """
    row = running(work.session)
    script = None if row is None else script_of(row)
    talk = work.get(Conversation, cmd.conversation_id)
    turn = None if script is None else _turn(work, script, talk)
    heard = () if turn is None or (cmd.move and not cmd.own_words) else hear(cmd.words, turn.moves)
    theirs = heard_in(work.session, talk.id)
    said = cmd
    if turn is not None and not cmd.move and not cmd.own_words:
        said = replace(cmd, move=surely(heard), own_words=True)
    outcome = say_something(said, work)
    if script is not None and said.move:
        _check_is_that(said, turn, heard)
    facts = said_facts(work.session, cmd.words, (_really(work, talk), talk.customer_id), theirs, work.now)
    promised = [] if script is None else list(_promised(script.content, said.move))
    if promised:
        written = facts.get("promised_at") if facts.get("promised_of") == PromiseOf.WORK else None
        facts["promised_at"] = min([*promised, *([written] if isinstance(written, datetime) else [])])
        facts["promised_of"] = PromiseOf.WORK.value
    return replace(outcome, facts={**outcome.facts, **_heard_facts(cmd, said, heard), **facts})


def _turn(work: UnitOfWork, script: Script, talk: Conversation) -> Turn | None:
    acts = in_context(read_acts(work.session, script.verbs), script.content)
    return turn_now(script.content, view(work.session, script.content, work.now, acts), talk.persona)


def _check_is_that(cmd: Say, turn: Turn | None, heard: tuple[Heard, ...]) -> None:
    """Raises `Refused` unless the move can be made now and the words are its own, or are heard as it."""
    move = _named(cmd.move, () if turn is None else turn.moves)
    if move is None:
        raise Refused("scenario.not_now", move=cmd.move)
    if not cmd.own_words:
        if words_of(cmd.words) != words_of(move.words):
            raise Refused("scenario.not_its_words", move=cmd.move)
    elif not heard:
        raise Refused("scenario.heard_as_nothing", move=cmd.move)
    elif all(each.move != cmd.move for each in heard):
        labels = "; ".join(f"“{each.label}”" for each in heard)
        raise Refused("scenario.not_heard_as", move=cmd.move, heard=labels)


def _named(key: str, moves: Iterable[Move]) -> Move | None:
    return next((move for move in moves if move.key == key), None)


def _heard_facts(cmd: Say, said: Say, heard: tuple[Heard, ...]) -> dict[str, object]:
    """How own words were heard. Corrected has only been what somebody decided on: another move, or none of them."""
    if said.move and not said.own_words:
        return {}
    first = heard[0].move if heard else ""
    return {
        "heard": [{"move": each.move, "per_mille": each.score * _PER_POINT} for each in heard],
        "heard_first": first,
        "corrected": bool(first) and first != cmd.move and (bool(cmd.move) or cmd.own_words),
    }


def _really(work: UnitOfWork, talk: Conversation) -> int | None:
    """Which customer is on the line, whoever they are taken to be."""
    person = work.session.get(PersonaState, talk.persona) if talk.persona else None
    return None if person is None else person.customer_id


def _promised(content: Content, move: str) -> Iterable[datetime]:
    """The times that a move gives, whichever words it is made in."""
    found = content.scenario.move(move)
    if found is None:
        return ()
    return tuple(local_instant(content, promised.by) for promised in found[1].promises if promised.by is not None)
