# SPDX-License-Identifier: MIT
"""Which standards a ticket would get: a question of `service_levels` that knows what tickets can be like."""

from __future__ import annotations

from datetime import datetime

from crmtrainer.interactions.rules import Channel
from crmtrainer.kernel.commands import HUMANS
from crmtrainer.kernel.queries import answers
from crmtrainer.service_levels.setting import stretch_now
from crmtrainer.service_levels.standards import MatchRow, matched
from crmtrainer.service_levels.traits import Trait, Traits
from crmtrainer.store.unit_of_work import Reading
from crmtrainer.tickets.rules import Priority, Severity, TicketType

KNOWN_TRAITS = {
    Trait.TYPE: tuple(map(str, TicketType)),
    Trait.SEVERITY: tuple(map(str, Severity)),
    Trait.PRIORITY: tuple(map(str, Priority)),
    Trait.CHANNEL: tuple(map(str, Channel)),
}
"""What tickets can be like. Categories are the house's own words, and any will do."""


@answers("standards.match", roles=HUMANS)
def match(
    read: Reading,
    type: TicketType,
    priority: Priority,
    arrives_at: datetime | None = None,
    severity: Severity = Severity.NORMAL,
    category: str = "",
    channel: Channel | None = None,
    stretch: int | None = None,
) -> tuple[MatchRow, ...]:
    """Which standards a ticket with these traits would get that arrives then (left out: now), and why.

    `stretch` is adjusted timing in percent; left out, that of whoever works here. Raises `Refused` for one that nobody
    can be given.
    """
    traits = Traits(
        type=type,
        priority=priority,
        severity=severity,
        category=category,
        channel="" if channel is None else channel,
    )
    given = stretch_now(read.session) if stretch is None else stretch
    return matched(read, traits, read.now if arrives_at is None else arrives_at, given)
