# SPDX-License-Identifier: MIT
"""The handoffs of a trace, each with its ticket, team, state and target, learnt act by act."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from crmtrainer.scenarios.seen import ActSeen


@dataclass(slots=True)
class PassedOn:
    """One handoff. `target` is when the team is to be done, in microseconds; None until it has accepted."""

    ident: int
    ticket: int
    team: str
    state: str
    target: int | None = None


class HandoffsSeen:
    """All handoffs so far. One to another team, or on another ticket, leaves the rest as they are."""

    def __init__(self) -> None:
        self._known: dict[int, PassedOn] = {}

    def learn(self, act: ActSeen) -> PassedOn | None:
        """Take in what was done with a handoff. Gives it when its target has just become known or moved."""
        ident, ticket, team = act.number("handoff_id"), act.number("ticket_id"), act.facts.get("team")
        if ident is None or ticket is None or not isinstance(team, str):
            return None
        handoff = self._known.setdefault(ident, PassedOn(ident, ticket, team, ""))
        handoff.state = str(act.facts.get("state", handoff.state))
        target = act.facts.get("target_at")
        if not isinstance(target, int) or target == handoff.target:
            return None
        handoff.target = target
        return handoff

    def learn_moved(self, act: ActSeen) -> None:
        """Take in the targets that moved with the hours by which they count."""
        for ident, target in zip(act.facts.get("handoffs", ()), act.facts.get("targets", ()), strict=True):
            if ident in self._known:
                self._known[ident].target = target

    def named_in(self, act: ActSeen) -> PassedOn | None:
        """The handoff that an act names, or whose clock it tells of."""
        ident = act.number("handoff_id")
        if ident is None:
            kind, _, number = str(act.facts.get("subject", "")).partition(":")
            ident = int(number) if kind == "handoff" and number.isdecimal() else None
        return None if ident is None else self._known.get(ident)

    def newest(self, team: str | None, tickets: Collection[int]) -> PassedOn | None:
        """The newest to this team (to any, where none is meant) on one of these tickets."""
        fitting = [
            each for each in self._known.values() if each.ticket in tickets and (team is None or each.team == team)
        ]
        return max(fitting, key=lambda each: each.ident, default=None)
