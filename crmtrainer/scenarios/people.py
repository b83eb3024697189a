# SPDX-License-Identifier: MIT
"""What simulated people feel and know, as acts and beats move it; every move of trust is kept with its cause."""

from __future__ import annotations

from collections.abc import Iterable

from crmtrainer.kernel.canonical import Json, canonical, parse
from crmtrainer.scenarios.format.cast import Persona
from crmtrainer.scenarios.format.talk import Feels
from crmtrainer.scenarios.models import PersonaState, TrustPoint
from crmtrainer.store.impossible import ImpossibleValue
from crmtrainer.store.unit_of_work import UnitOfWork

START = "start"
"""The cause of the first point of everybody's trust."""


def enter(work: UnitOfWork, persona: Persona, customer_id: int | None) -> None:
    """Put somebody into the world as the scenario describes them."""
    work.add(
        PersonaState(
            key=persona.key,
            name=persona.name,
            customer_id=customer_id,
            trust=persona.trust,
            mood=persona.mood,
            knows=_listed(persona.knows),
        )
    )
    _point(work, persona.key, persona.trust, 0, START)


def feel(work: UnitOfWork, feels: Feels) -> int:
    """Let somebody react. Gives their trust afterwards."""
    state = work.get(PersonaState, feels.person)
    if feels.mood:
        state.mood = feels.mood
    if feels.learns:
        known = parse(state.knows)
        if not isinstance(known, list):
            raise ImpossibleValue("persona_state.knows")
        state.knows = _listed({*map(str, known), *feels.learns})
    if feels.trust:
        state.trust = max(0, min(100, state.trust + feels.trust))
        _point(work, feels.person, state.trust, work.seq, feels.cause)
    work.session.flush()
    return state.trust


def _listed(facts: Iterable[str]) -> str:
    names: list[Json] = [*sorted(facts)]
    return canonical(names).decode()


def _point(work: UnitOfWork, persona: str, trust: int, seq: int, cause: str) -> None:
    work.add(TrustPoint(id=work.new_id("trust_point"), persona=persona, at=work.now, trust=trust, seq=seq, cause=cause))
