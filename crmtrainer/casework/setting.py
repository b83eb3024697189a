# SPDX-License-Identifier: MIT
"""How a trainer sets a service standard: an act of `service_levels` that knows what tickets can be like."""

from __future__ import annotations

from difflib import get_close_matches

from crmtrainer.casework.matching import KNOWN_TRAITS
from crmtrainer.kernel.commands import Change, HandlerTable, Outcome
from crmtrainer.kernel.errors import Refused
from crmtrainer.service_levels.commands import ChangeStandard
from crmtrainer.service_levels.definitions import StandardDefinition
from crmtrainer.service_levels.setting import check_standard, kept_standards, set_standard, want_reason
from crmtrainer.store.unit_of_work import UnitOfWork


def change_standard(cmd: ChangeStandard, work: UnitOfWork) -> Outcome:
    rule = cmd.definition.rule
    want_reason(cmd.reason)
    check_standard(work.session, cmd.definition)
    _check_wanted(cmd.definition)
    version = set_standard(work, cmd.definition, place=_place(cmd, work))
    facts = {"standard": rule.id, "version": version, "metric": rule.metric.value}
    return Outcome((Change("standard", version),), facts, f"standard:{rule.id}")


def _place(cmd: ChangeStandard, work: UnitOfWork) -> int:
    """Raises `Refused` for a place before the first or after the last."""
    others = {kept.definition.rule.id for kept in kept_standards(work.session, work.now)} - {cmd.definition.rule.id}
    last = len(others) + 1
    if not 0 <= cmd.place <= last:
        raise Refused("standard.no_such_place", place=cmd.place, last=last)
    return 1 if cmd.first else cmd.place


def _check_wanted(definition: StandardDefinition) -> None:
    """Raises `Refused` for a value that no ticket has, so that the standard would fit none in silence."""
    for trait, values in definition.wanted.items():
        known = list(KNOWN_TRAITS.get(trait, values))
        for value in values:
            if value not in known:
                near = (get_close_matches(value[:40], known, n=1, cutoff=0) or known)[0]
                raise Refused("standard.no_such_trait", trait=trait.value, value=value[:40], meant=near)
            if not value.strip():
                raise Refused("standard.empty_trait", trait=trait.value)


HANDLERS: HandlerTable = {ChangeStandard: change_standard}
