# SPDX-License-Identifier: MIT
"""The scenario that a world was made for: its row, its content, and which acts its conditions ask about."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from pydantic import ValidationError
from sqlalchemy import select
from sqlalchemy.orm import Session

from crmtrainer.kernel.errors import Refused
from crmtrainer.scenarios.format.conditions import Pattern
from crmtrainer.scenarios.format.scenario import Content, content_from
from crmtrainer.scenarios.format.walking import parts_of
from crmtrainer.scenarios.models import StagedScenario
from crmtrainer.scenarios.rules import RunState
from crmtrainer.store.impossible import ImpossibleValue
from crmtrainer.store.prepared import Prepared

ONLY = 1
"""The id of the one staged scenario."""

_ANY = Prepared(select(StagedScenario.__table__.c.id))
_HELD = "staged scenario"

_HANDOFF = ("send", "review", "ask", "answer", "complete", "thank", "withdraw")
_DESK = ("identity.verify", "ticket.open", "promise.make", "message.send", "interaction.log")
CONTEXT_VERBS = frozenset({*_DESK, *(f"handoff.{step}" for step in _HANDOFF)})
"""Acts from which the context of others is known."""


@dataclass(frozen=True, slots=True)
class Script:
    """Content made ready to be played. `verbs` are those of every act that a condition could speak of."""

    content: Content
    verbs: frozenset[str]


def staged(session: Session) -> StagedScenario | None:
    """The scenario this world was made for; None in a sandbox."""
    if _ANY.run(session.connection()).first() is None:
        return None
    # Held as long as the session, so that an act reads its content once.
    found: StagedScenario | None = session.info.get(_HELD)
    if found is None:
        found = session.info[_HELD] = session.get(StagedScenario, ONLY)
        if found is None:
            raise ImpossibleValue("staged_scenario.id")
    return found


def running(session: Session) -> StagedScenario | None:
    """The scenario, while its run is not finished."""
    found = staged(session)
    return found if found is not None and found.state is RunState.RUNNING else None


def staged_here(session: Session) -> StagedScenario:
    """The scenario this world was made for. Raises `Refused` in a sandbox."""
    found = staged(session)
    if found is None:
        raise Refused("scenario.none")
    return found


def script_of(row: StagedScenario) -> Script:
    """What was staged, made ready."""
    return _script(row.content)


@lru_cache(maxsize=8)
def _script(text: str) -> Script:
    try:
        content = content_from(text)
    except ValidationError as problem:
        raise ImpossibleValue("staged_scenario.content") from problem
    asked = {
        verb
        for part_of in (content.scenario.turns, content.scenario.beats, content.scenario.hints)
        for whole in part_of
        for _, part in parts_of(whole)
        if isinstance(part, Pattern)
        for verb in part.verb
    }
    return Script(content, CONTEXT_VERBS | asked)
