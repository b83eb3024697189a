# SPDX-License-Identifier: MIT
"""How each customer stands with the firm: since when, at which stage, when they bought, what they agreed to.

Gives the frame that the histories fill; days are whole days since 1970, instants microseconds.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from crmtrainer.customers.models import Consent, StageChange
from crmtrainer.customers.rules import Purpose, Stage
from crmtrainer.interactions.rules import Channel
from crmtrainer.seeding.chunks import Draws, Flags, Ints, cumulated, texts
from crmtrainer.seeding.daytime import DAY, HOUR, MINUTE
from crmtrainer.seeding.people import GROWN_UP, People, Role
from crmtrainer.seeding.profile import HISTORY_DAYS, Profile
from crmtrainer.seeding.rows import Batch, table_of
from crmtrainer.seeding.stories import STAFF

STAGES = tuple(Stage)
_INDEX = {stage: number for number, stage in enumerate(STAGES)}
_STAGE_WEIGHTS = cumulated(
    [
        {
            Stage.PROSPECT: 60,
            Stage.ONBOARDING: 30,
            Stage.ACTIVE: 590,
            Stage.AT_RISK: 70,
            Stage.LAPSED: 160,
            Stage.WON_BACK: 40,
            Stage.CLOSED: 50,
        }[stage]
        for stage in STAGES
    ]
)
MOST_ORDERS = 6
_MORE_ORDERS = cumulated((34, 28, 18, 11, 6, 3))
_FEW_ORDERS = cumulated((60, 30, 10))
SETTLED = 17
"""Days after joining by which nobody is new any more."""
_LAPSES_AFTER = 365
_LONG = (Stage.LAPSED, Stage.WON_BACK, Stage.CLOSED)
"""Stages that take years to reach, counted from at least so many days ago."""
_LONG_AGO = 760

_STAFF, _STAGE_TEXTS = texts(STAFF), texts([stage.value for stage in STAGES])


@dataclass(frozen=True, slots=True)
class Lives:
    """Per customer: stage, first day, how many orders, and the days between which they were placed (both included).

    The first order of somebody won back lies in `early`, before the lapse; `last_day` ends all dealings.
    """

    stage: Ints
    since_day: Ints
    orders: Ints
    from_day: Ints
    to_day: Ints
    early: tuple[Ints, Ints]
    last_day: Ints
    starts_with_order: Flags


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
    stage = draws.weighted("stage", rows, _STAGE_WEIGHTS)
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
    closed_day = ago("closed", 30, 190)
    to_day = np.select(
        cases,
        [since, since, *[0 * since + today - 1] * 2, 0 * since + today - 420, 0 * since + today - 4, closed_day - 30],
    )
    from_day = np.where(cases[_INDEX[Stage.WON_BACK]], today - 85, horizon)
    early = horizon, 0 * since + today - 490
    last_day = np.where(cases[_INDEX[Stage.CLOSED]], closed_day - 1, today - 1)
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
    )


def stage_changes(profile: Profile, people: People, lives: Lives, turns: Turns, base: int) -> Batch:
    """How each customer came to stand where they stand."""
    draws, until, first = Draws(profile.seed, "stage_change"), profile.until, turns.first
    joined = np.where(first >= 0, np.minimum(first, lives.since_day * DAY + 9 * HOUR), 0)
    settled = joined + (SETTLED - 2) * DAY
    stages: list[tuple[Flags, Ints, Stage, Stage, str]] = []
    buys = np.asarray(first >= 0)
    stages.append((buys, joined, Stage.PROSPECT, Stage.ONBOARDING, "First order"))
    stages.append(
        (buys & ~is_stage(lives, Stage.ONBOARDING), settled, Stage.ONBOARDING, Stage.ACTIVE, "First order complete")
    )
    at_risk = is_stage(lives, Stage.AT_RISK)
    stages.append((at_risk, turns.complained, Stage.ACTIVE, Stage.AT_RISK, "A complaint, and fewer orders"))
    lapsed = np.where(is_stage(lives, Stage.WON_BACK), first, turns.last) + _LAPSES_AFTER * DAY
    stages.append(
        (is_stage(lives, Stage.LAPSED, Stage.WON_BACK), lapsed, Stage.ACTIVE, Stage.LAPSED, "No order for a year")
    )
    stages.append((is_stage(lives, Stage.WON_BACK), turns.returned, Stage.LAPSED, Stage.WON_BACK, "Ordered again"))
    closed = (lives.last_day + 1) * DAY + 10 * HOUR
    stages.append((is_stage(lives, Stage.CLOSED), closed, Stage.ACTIVE, Stage.CLOSED, "Closed at their own request"))

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
            "actor": _STAFF[draws.below("actor", people.number[who] * 8 + which, len(STAFF))],
        },
    )


_ASKED: tuple[tuple[Purpose, Channel, int, str], ...] = (
    (Purpose.SERVICE, Channel.EMAIL, 900, "Write to me about my orders by e-mail"),
    (Purpose.MARKETING, Channel.EMAIL, 520, "Send me offers by e-mail"),
    (Purpose.MARKETING, Channel.TEXT, 260, "Send me offers by text"),
    (Purpose.SURVEY, Channel.EMAIL, 240, "Ask me how it went"),
)
"""Purpose, channel, how many of a thousand agreed, and the words they agreed to."""
_SOURCES = texts(["Web account", "Form at the shop", "Told us by phone", "Order page"])
_WITHDRAWN = texts(["Web account", "Reply STOP", "Told us by phone", "Unsubscribe link"])


def consents(profile: Profile, people: People, lives: Lives, base: int) -> Batch:
    """What each customer agreed to, and what some of them took back later: the newest row counts."""
    draws, until = Draws(profile.seed, "consent"), profile.until
    slots = len(_ASKED)
    place = np.tile(np.arange(slots), people.count)
    who = np.repeat(np.arange(people.count), slots)
    row = people.number[who] * slots + place
    given = draws.chance("given", row, np.array([permille for _, _, permille, _ in _ASKED])[place])
    since = lives.since_day[who] * DAY + draws.between("minute", row, 8 * 60, 20 * 60) * MINUTE
    gone = given & (place > 0) & draws.chance("withdrawn", row, 190)
    left = np.maximum((until - since) // MINUTE - 1, 0)
    taken_back = since + (1 + draws.below("withdrawn at", row, left)) * MINUTE

    # Said at the start, and perhaps taken back: two rows side by side, kept where they happened.
    there = np.stack([given | (place == 1), gone & (taken_back < until)], axis=1).ravel()
    back = np.tile([False, True], len(row))[there]
    at = np.stack([since, taken_back], axis=1).ravel()[there]
    owner, asked, drawn = np.repeat(who, 2)[there], np.repeat(place, 2)[there], np.repeat(row, 2)[there]
    said = np.where(back, False, np.repeat(given, 2)[there])
    index = draws.below("source", drawn, len(_SOURCES))
    return Batch(
        table_of(Consent),
        len(owner),
        {
            "id": base + 1 + np.arange(len(owner)),
            "customer_id": people.number[owner] + 1,
            "purpose": texts([purpose.value for purpose, *_ in _ASKED])[asked],
            "channel": texts([channel.value for _, channel, *_ in _ASKED])[asked],
            "given": said.astype(np.int64),
            "at": at,
            "source": np.where(back, _WITHDRAWN[index], _SOURCES[index]),
            "wording": texts([wording for *_, wording in _ASKED])[asked],
        },
    )


def stage_values(lives: Lives) -> list[object]:
    """Each customer's stage as the database keeps it."""
    return list(_STAGE_TEXTS[lives.stage].tolist())
