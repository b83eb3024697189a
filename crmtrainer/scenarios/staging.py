# SPDX-License-Identifier: MIT
"""Setting a scenario up in a world: its organisation, its goods, its cast with their histories, its people."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from pydantic import ValidationError
from sqlalchemy import select

from crmtrainer.kernel.commands import Change, Outcome
from crmtrainer.kernel.errors import Refused
from crmtrainer.scenarios.beats import local_instant
from crmtrainer.scenarios.commands import StageScenario
from crmtrainer.scenarios.format.scenario import Content, content_from, content_text
from crmtrainer.scenarios.models import StagedScenario
from crmtrainer.scenarios.people import enter
from crmtrainer.scenarios.rules import Mode, RunState
from crmtrainer.scenarios.script import ONLY, staged
from crmtrainer.scenarios.speech import varied
from crmtrainer.scenarios.staging_cast import place_cast
from crmtrainer.scenarios.staging_house import place_organisation
from crmtrainer.store.unit_of_work import UnitOfWork
from crmtrainer.tickets.models import Ticket

if TYPE_CHECKING:
    from crmtrainer.scenarios.loader import Pack

_PIECE = 12_000
"""Characters of one piece of content: well inside the limit of one text, however it is normalised."""


def stage_command(
    pack: Pack,
    scenario: str,
    mode: Mode,
    learner: str,
    attempt: str,
    number: int,
    variation_seed: str | None = None,
) -> StageScenario:
    """The act that sets up one scenario of a pack. `variation_seed` is the attempt's reference unless given.

    Raises `KeyError` for a scenario that the pack does not hold.
    """
    seed = attempt if variation_seed is None else variation_seed
    content = Content(pack=pack.file, scenario=varied(pack.scenario(scenario).scenario, seed))
    text = content_text(content)
    pieces = tuple(text[start : start + _PIECE] for start in range(0, len(text), _PIECE))
    return StageScenario(pieces, pack.file.key, pack.hash, mode, attempt, number, learner, seed)


def starts_at(content: Content) -> datetime:
    """When practice time begins in a world made for this content."""
    return local_instant(content, content.scenario.starts_at)


def stage_scenario(cmd: StageScenario, work: UnitOfWork) -> Outcome:
    """Enter everything the scenario brings. Raises `Refused` where one stands already, or for broken content."""
    if staged(work.session) is not None:
        raise Refused("scenario.staged_already")
    content = _content(cmd)
    place_organisation(work, content.pack)
    placed = place_cast(work, content)
    content = content.model_copy(update={"placed": placed})
    scenario = content.scenario
    work.add(
        StagedScenario(
            id=ONLY,
            key=scenario.key,
            title=scenario.title,
            pack=cmd.pack,
            pack_hash=cmd.pack_hash,
            content=content_text(content),
            mode=cmd.mode,
            state=RunState.RUNNING,
            attempt=cmd.attempt,
            number=cmd.number,
            learner=cmd.learner,
            opened_at=work.now,
            finished_at=None,
        )
    )
    for persona in scenario.people:
        enter(work, persona, placed.get(persona.customer) if persona.customer else None)
    tickets = work.session.scalars(select(Ticket.id).where(Ticket.customer_id.in_(placed.values()))).all()
    return Outcome(
        (Change("scenario", ONLY), *(Change("customer", ident) for ident in placed.values())),
        {
            "scenario": scenario.key,
            "mode": cmd.mode.value,
            "attempt": cmd.attempt,
            "number": cmd.number,
            "cast": dict(sorted(placed.items())),
            "tickets": list(tickets),
        },
        f"scenario:{scenario.key}",
    )


def _content(cmd: StageScenario) -> Content:
    try:
        return content_from("".join(cmd.content))
    except ValidationError as problem:
        first = problem.errors(include_url=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        raise Refused("scenario.content_broken", problem=f"{where}: {first['msg']}"[:200]) from problem
