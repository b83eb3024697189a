# SPDX-License-Identifier: MIT
"""How each customer stands with the firm: since when, at which stage, when they bought.

Gives the frame that the histories fill; days are whole days since 1970, instants microseconds.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from crmtrainer.customers.models import StageChange
from crmtrainer.customers.rules import Stage
from crmtrainer.seeding.chunks import Draws, Flags, Ints, cumulated, texts
from crmtrainer.seeding.daytime import DAY, HOUR, desk_of
from crmtrainer.seeding.people import GROWN_UP, YEAR, People, Role
from crmtrainer.seeding.profile import HISTORY_DAYS, Profile
from crmtrainer.seeding.rows import Batch, table_of
from crmtrainer.seeding.sectors import sector_named

STAGES = tuple(Stage)
_INDEX = {stage: number for number, stage in enumerate(STAGES)}
MOST_ORDERS = 6
_MORE_ORDERS = cumulated((34, 28, 18, 11, 6, 3))
_FEW_ORDERS = cumulated((60, 30, 10))
SETTLED = 17
"""Days after joining by which nobody is new any more."""
_LAPSES_AFTER = 365
_LONG = (Stage.LAPSED, Stage.WON_BACK, Stage.CLOSED)
"""Stages that take years to reach, counted from at least so many days ago."""
_LONG_AGO = 760

_STAGE_TEXTS = texts([stage.value for stage in STAGES])
_ELDERLY = 60 * YEAR
_DIED, _DIED_YOUNG = 700, 50
"""Of a thousand whose account was closed: how many because they died, from sixty on and before."""
_LAST_ORDER = 60
"""No order within so many days before an account is closed: whatever was ordered has come by then."""


@dataclass(frozen=True, slots=True)
class Lives:
    """Per customer: stage, first day, how many orders, and the days between which they were placed (both included).

    The first order of somebody won back lies in `early`, before the lapse; `last_day` ends all dealings. On the day
    after it the account of somebody who `died` was closed, when that was told.
    """

    stage: Ints
    since_day: Ints
    orders: Ints
    from_day: Ints
    to_day: Ints
    early: tuple[Ints, Ints]
    last_day: Ints
    starts_with_order: Flags
    died: Flags

    @property
    def closes_at(self) -> Ints:
        """The instant at which the account of those whose stage is closed was closed."""
        return np.asarray((self.last_day + 1) * DAY + 10 * HOUR)


@dataclass(frozen=True, slots=True)
class Turns:
    """What moved customers on: first and last order, the order of those won back, the complaint of those at risk.

    -1 stands for never.
    """

    first: Ints
    last: Ints
    returned: Ints
    complained: Ints


def is_stage(lives: Lives, *stages: Stage) -> Flags:
    """Who stands at one of these stages."""
    return np.isin(lives.stage, [_INDEX[stage] for stage in stages])


def draw_lives(profile: Profile, people: People) -> Lives:
    """The frame of each customer's dealings with the firm, all before the as-of day."""
    draws, rows = Draws(profile.seed, "life"), people.number
    today = profile.until // DAY
    weights = sector_named(profile.sector).balance.stages
    stage = draws.weighted("stage", rows, cumulated([weights.get(each, 0) for each in STAGES]))
    grown_up = today - people.age_days + GROWN_UP
    too_young = np.isin(stage, [_INDEX[each] for each in _LONG]) & (grown_up > today - _LONG_AGO)
    stage = np.where((people.role == Role.TWICE) | too_young, _INDEX[Stage.ACTIVE], stage)

    def ago(name: str, low: int | Ints, high: int | Ints) -> Ints:
        return today - draws.between(name, rows, low, high)

    # Most joined lately, few long ago; nobody was a customer before they were grown up.
    old = today - 60 - draws.front("since", rows, 3000)
    cases = [stage == _INDEX[each] for each in STAGES]
    since = np.select(
        cases,
        [
            ago("since", 1, 200),
            ago("since", 4, 13),
            old,
            old,
            ago("since", 760, 3000),
            ago("since", 760, 3000),
            ago("since", 560, 3000),
        ],
    )
    since = np.maximum(since, grown_up)
    horizon = np.maximum(since, today - HISTORY_DAYS)
    few = 1 + draws.weighted("orders", rows, _FEW_ORDERS)
    many = 1 + draws.weighted("orders", rows, _MORE_ORDERS)
    orders = np.select(cases, [0 * few, 1 + 0 * few, many, many, few, 1 + few, few])
    orders = np.where(people.is_firm & (orders > 0), np.minimum(orders + 2, MOST_ORDERS), orders)
    closed_day = desk_of(profile).working_day(ago("closed", 30, 190))
    to_day = np.select(
        cases,
        [
            since,
            since,
            *[0 * since + today - 1] * 2,
            0 * since + today - 420,
            0 * since + today - 4,
            closed_day - _LAST_ORDER,
        ],
    )
    from_day = np.where(cases[_INDEX[Stage.WON_BACK]], today - 85, horizon)
    early = horizon, 0 * since + today - 490
    last_day = np.where(cases[_INDEX[Stage.CLOSED]], closed_day - 1, today - 1)
    odds = np.where(people.age_days >= _ELDERLY, _DIED, _DIED_YOUNG)
    died = cases[_INDEX[Stage.CLOSED]] & ~people.is_firm & draws.chance("died", rows, odds)
    fresh = (since >= today - HISTORY_DAYS) & (orders > 0) & ~cases[_INDEX[Stage.WON_BACK]]
    return Lives(
        stage,
        since,
        orders,
        np.minimum(from_day, np.maximum(to_day, since)),
        np.maximum(to_day, since),
        early,
        np.maximum(last_day, since),
        fresh,
        died,
    )


def stage_changes(profile: Profile, people: People, lives: Lives, turns: Turns, base: int) -> Batch:
    """How each customer came to stand where they stand."""
    draws, until, first = Draws(profile.seed, "stage_change"), profile.until, turns.first
    sector = sector_named(profile.sector)
    told, staff = sector.stages, texts(sector.colleagues)
    joined = np.where(first >= 0, np.minimum(first, lives.since_day * DAY + 9 * HOUR), 0)
    settled = joined + (SETTLED - 2) * DAY
    stages: list[tuple[Flags, Ints, Stage, Stage, str]] = []
    buys = np.asarray(first >= 0)
    stages.append((buys, joined, Stage.PROSPECT, Stage.ONBOARDING, told.joined))
    stages.append((buys & ~is_stage(lives, Stage.ONBOARDING), settled, Stage.ONBOARDING, Stage.ACTIVE, told.settled))
    at_risk = is_stage(lives, Stage.AT_RISK)
    stages.append((at_risk, turns.complained, Stage.ACTIVE, Stage.AT_RISK, told.at_risk))
    lapsed = np.where(is_stage(lives, Stage.WON_BACK), first, turns.last) + _LAPSES_AFTER * DAY
    stages.append((is_stage(lives, Stage.LAPSED, Stage.WON_BACK), lapsed, Stage.ACTIVE, Stage.LAPSED, told.lapsed))
    stages.append((is_stage(lives, Stage.WON_BACK), turns.returned, Stage.LAPSED, Stage.WON_BACK, told.won_back))
    gone = is_stage(lives, Stage.CLOSED)
    stages.append((gone & ~lives.died, lives.closes_at, Stage.ACTIVE, Stage.CLOSED, told.closed))
    stages.append((gone & lives.died, lives.closes_at, Stage.ACTIVE, Stage.CLOSED, told.died))

    there = np.stack([flags & (at < until) for flags, at, *_ in stages], axis=1)
    at = np.stack([at for _, at, *_ in stages], axis=1)
    who, which = np.nonzero(there)
    return Batch(
        table_of(StageChange),
        len(who),
        {
            "id": base + 1 + np.arange(len(who)),
            "customer_id": people.number[who] + 1,
            "at": at[who, which],
            "was": texts([was.value for _, _, was, _, _ in stages])[which],
            "now": texts([now.value for _, _, _, now, _ in stages])[which],
            "reason": texts([reason for *_, reason in stages])[which],
            "actor": staff[draws.below("actor", people.number[who] * 8 + which, len(staff))],
        },
    )


def stage_values(lives: Lives) -> list[object]:
    """Each customer's stage as the database keeps it."""
    return list(_STAGE_TEXTS[lives.stage].tolist())
