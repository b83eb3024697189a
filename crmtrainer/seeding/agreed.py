# SPDX-License-Identifier: MIT
"""What was agreed about calls, and how the desk keeps to it: whoever is not to be rung is written to instead.

The time of a contact stays as it was drawn, so that clocks and the order within a case do not depend on it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from crmtrainer.interactions.rules import Channel
from crmtrainer.kernel.moments import from_micros
from crmtrainer.seeding.chunks import Flags, Ints
from crmtrainer.seeding.format import WRITTEN, Calls
from crmtrainer.seeding.means import Means
from crmtrainer.seeding.profile import Profile
from crmtrainer.seeding.records import Wishes
from crmtrainer.seeding.sectors import sector_named
from crmtrainer.seeding.standing_rows import working_hours
from crmtrainer.seeding.timeline import CHANNELS, EMAIL, SPOKEN, Contacts
from crmtrainer.service_levels.definitions import DESK

_CALLS = tuple(Calls)
_ANY, _NEVER = _CALLS.index(Calls.ANY), _CALLS.index(Calls.NEVER)
_NOON = 12


@dataclass(frozen=True, slots=True)
class Agreed:
    """Per customer: how calls to them are dealt with, from when on, and how they are written to instead."""

    calls: Ints
    since: Ints
    instead: Ints

    def channel(self, profile: Profile, owner: Ints, at: Ints, meant: Ints) -> Ints:
        """The channels by which the desk gets in touch at those instants, where `meant` were meant."""
        kept = meant.copy()
        bound = np.flatnonzero((self.calls[owner] != _ANY) & SPOKEN[meant] & (at > self.since[owner]))
        never = self.calls[owner[bound]] == _NEVER
        written = bound[never | ~_before_noon(profile, at[bound])]
        kept[written] = self.instead[owner[written]]
        return kept


def draw_agreed(profile: Profile, wishes: Wishes, means: Means, told: Contacts) -> Agreed:
    """What holds for whom. `told`: the contacts in which it was agreed; before them nothing holds."""
    support = sector_named(profile.sector).support
    # The last one stands for those with whom nothing was agreed: -1 picks it.
    calls = np.array([*(_CALLS.index(each.calls) for each in support), _ANY], dtype=np.int64)[wishes.support]
    written = [CHANNELS.index(each.channel if each.channel in WRITTEN else Channel.EMAIL) for each in support]
    preferred = np.array([*written, EMAIL], dtype=np.int64)[wishes.support]
    since = np.full(len(calls), profile.until, dtype=np.int64)
    since[told.owner] = told.at
    return Agreed(calls, since, means.written(np.arange(len(calls)), preferred))


def _before_noon(profile: Profile, at: Ints) -> Flags:
    """By the desk’s own clock. One by one: few have agreed to anything about calls."""
    zone = working_hours(profile.sector, DESK).calendar.tz
    return np.array([from_micros(one).astimezone(zone).hour < _NOON for one in at.tolist()], dtype=np.bool_)
