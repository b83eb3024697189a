# SPDX-License-Identifier: MIT
"""A frozen view of a world in the middle of a scenario: what conditions are decided on. `viewing` builds it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from crmtrainer.scenarios.seen import NOTHING, ActSeen, Lists


@dataclass(frozen=True, slots=True)
class PersonView:
    """What somebody feels and knows."""

    trust: int
    mood: str = ""
    knows: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class HandoffView:
    """The newest handoff to one team: its state, when it is to be done, and the words that travelled."""

    id: int
    ref: str
    state: str
    words: str = ""
    target_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class PromiseView:
    """One promise to a customer."""

    id: int
    state: str
    due_at: datetime


@dataclass(frozen=True, slots=True)
class Situation:
    """The world as a condition sees it. Customers go by their key in the cast, teams and people by theirs."""

    now: datetime
    acts: tuple[ActSeen, ...] = ()
    people: Mapping[str, PersonView] = field(default_factory=lambda: NOTHING)
    said: frozenset[str] = frozenset()
    answered: frozenset[str] = frozenset()
    played: frozenset[str] = frozenset()
    handoffs: Mapping[str, HandoffView] = field(default_factory=lambda: NOTHING)
    promises: tuple[PromiseView, ...] = ()
    tickets: Mapping[str, str] = field(default_factory=lambda: NOTHING)
    identity: Mapping[str, str] = field(default_factory=lambda: NOTHING)
    calls: Mapping[str, str] = field(default_factory=lambda: NOTHING)
    clocks: tuple[tuple[str, str], ...] = ()
    """(metric, running/met/missed) of every clock that was started."""
    lists: Lists = field(default_factory=lambda: NOTHING)
