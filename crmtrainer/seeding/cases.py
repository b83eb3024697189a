# SPDX-License-Identifier: MIT
"""Which cases customers have had, and when each step happened: after its cause, in office hours, before the as-of day.

A case that the as-of day cuts short stays open where it stands. What was said is put on the timeline by `contacts`.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from crmtrainer.customers.rules import Stage
from crmtrainer.interactions.rules import Channel
from crmtrainer.seeding.case_format import Anchor
from crmtrainer.seeding.chunks import Draws, Flags, Ints, Texts, cumulated, texts
from crmtrainer.seeding.daytime import DAY, HOUR, MINUTE, desk_of, in_waking_hours
from crmtrainer.seeding.lives import SETTLED, Lives, is_stage
from crmtrainer.seeding.means import Means
from crmtrainer.seeding.people import People
from crmtrainer.seeding.profile import AS_USUAL, Profile
from crmtrainer.seeding.purchases import NEVER, SLOTS, Purchases
from crmtrainer.seeding.rows import Batch, table_of, where
from crmtrainer.seeding.scripts import ANCHORS, NO_STEP, STATUSES, Matter, Script, script
from crmtrainer.seeding.sectors import sector_named
from crmtrainer.seeding.wares import wares
from crmtrainer.tickets.models import Ticket, TicketStep
from crmtrainer.tickets.rules import OPEN, Status, ref_of

MARGIN = 10 * MINUTE
"""Nothing happens in the last minutes before the as-of day, so that it is also written down before."""

CHANNELS = tuple(Channel)
_AT_ONCE = np.array([channel in (Channel.PHONE, Channel.IN_PERSON, Channel.CHAT) for channel in CHANNELS])
_CHANNEL_WEIGHTS = cumulated(
    [
        {
            Channel.PHONE: 44,
            Channel.EMAIL: 29,
            Channel.CHAT: 14,
            Channel.TEXT: 4,
            Channel.SOCIAL: 4,
            Channel.LETTER: 3,
            Channel.IN_PERSON: 2,
        }[channel]
        for channel in CHANNELS
    ]
)
_STATUS_TEXTS = texts([status.value for status in STATUSES])
_NEW, _CLOSED = STATUSES.index(Status.NEW), STATUSES.index(Status.CLOSED)
_DONE = (STATUSES.index(Status.RESOLVED), _CLOSED)
_STILL_OPEN = [STATUSES.index(status) for status in sorted(OPEN)]
_NOBODYS = 450
"""Of a thousand open cases: how many have no owner since the colleague who had them has left."""
_FRESH_HERE, _FRESH_ELSEWHERE, _HERE = 25, 2, 20_000
"""Of a thousand customers: how many got in touch in the last days, so that a desk has work to do. The first so many
customers are this desk's own district; of the others colleagues take care."""
_FRESH_DAYS = 3
_FRESH_SLOT, _OTHER_SLOT = SLOTS - 2, SLOTS - 1
_SLIPS_FIRST, _SLIPS_LATER = (1, 3), (4, 9)
"""By how many days a first answer and a later step come late, where they do."""


@dataclass(frozen=True, slots=True)
class Cases:
    """Cases by column, each customer's in the order they were opened. `order` is a position among purchases, or -1.

    `at` holds the instant of each step, `happened` whether it lies before the as-of day.
    """

    owner: Ints
    order: Ints
    row: Ints
    kind: Ints
    item: Ints
    channel: Ints
    staff: Ints
    opened: Ints
    at: Ints
    happened: Flags
    script: Script

    @property
    def count(self) -> int:
        return len(self.owner)

    @property
    def last(self) -> Ints:
        """The place of each case's last step."""
        return np.asarray(self.happened.sum(axis=1) - 1)

    @property
    def status(self) -> Ints:
        """Where each case stands after its last step."""
        return np.asarray(self.script.status[self.kind, self.last])

    @property
    def is_open(self) -> Flags:
        """Which are neither resolved nor closed."""
        return np.isin(self.status, _STILL_OPEN)


def draw_cases(profile: Profile, people: People, lives: Lives, bought: Purchases, means: Means) -> Cases:
    """The cases of these customers: some of their orders give rise to one, some matters have no order.

    Nobody has a case after their account was closed, nor one that was still open then.
    """
    draws, end, told = Draws(profile.seed, "ticket"), profile.until - MARGIN, script(profile.sector)
    owner, order, row, kind, anchor = _causes(draws, profile, people, lives, bought, told)
    # Without an order there is nothing to count days from: the day itself was drawn.
    days = np.where(order[:, None] >= 0, told.days[kind], 0)
    channel = means.written(owner, draws.weighted("channel", row, _CHANNEL_WEIGHTS))
    lag = draws.between("days", row, days[:, 0], days[:, 1]) * DAY + draws.between("lag", row, 60, 600) * MINUTE
    first = np.where(_AT_ONCE[channel], desk_of(profile).when_open(anchor + lag), in_waking_hours(anchor + lag))
    opened = np.where(
        _AT_ONCE[channel],
        first + draws.between("taken", row, 1, 6) * MINUTE,
        desk_of(profile).when_open(first + draws.between("read", row, 10, 180) * MINUTE),
    )
    at = _steps(draws, profile, told, kind, row, first, opened)
    real = told.status[kind] != NO_STEP
    last = at[np.arange(len(row)), real.sum(axis=1) - 1]
    gone = is_stage(lives, Stage.CLOSED)[owner]
    kept = np.flatnonzero((opened < end) & ~(gone & (last >= lives.closes_at[owner])))
    kept = kept[np.lexsort((row[kept], opened[kept], owner[kept]))]
    item = np.where(order >= 0, bought.item[order], 0) if bought.count else np.zeros_like(order)
    staff = draws.below("owner", row, len(sector_named(profile.sector).colleagues))
    happened = real & (at < end)
    return Cases(
        owner[kept],
        order[kept],
        row[kept],
        kind[kept],
        item[kept],
        channel[kept],
        staff[kept],
        opened[kept],
        at[kept],
        happened[kept],
        told,
    )


def _steps(draws: Draws, profile: Profile, told: Script, kind: Ints, row: Ints, first: Ints, opened: Ints) -> Ints:
    """When each step happened or will. Some come late, the first answer or another step of ours."""
    late = sector_named(profile.sector).balance.late
    slips = draws.chance("slips", row, late), draws.chance("slips later", row, late)
    slow = draws.between("slipped", row, *_SLIPS_FIRST) * DAY, draws.between("slipped later", row, *_SLIPS_LATER) * DAY
    which = draws.between("which slips", row, 2, np.maximum((told.status[kind] != NO_STEP).sum(axis=1) - 1, 2))
    at = np.empty((len(row), told.most_steps), dtype=np.int64)
    at[:, 0], before = first, opened
    for place in range(1, told.most_steps):
        low, high = told.after[kind, place, 0], told.after[kind, place, 1]
        gap = (1 + draws.between(f"step {place}", row, low, high)) * MINUTE
        if place == 1:
            gap = np.where(told.pressing[kind], gap // 2, gap) + np.where(slips[0], slow[0], 0)
        else:
            gap += np.where(slips[1] & (which == place), slow[1], 0)
        before = at[:, place] = desk_of(profile).when_open(before + gap)
    return at


def first_complaints(people: People, cases: Cases) -> Ints:
    """When each customer's matter without an order was opened, or `NEVER`."""
    found = np.full(people.count, NEVER, dtype=np.int64)
    matter = cases.row % SLOTS == _OTHER_SLOT
    found[cases.owner[matter]] = cases.opened[matter] + 5 * MINUTE
    return found


def returned_orders(bought: Purchases, cases: Cases) -> Flags:
    """Which orders came back to us, by the end of a case."""
    found = np.zeros(bought.count, dtype=np.bool_)
    sends_back = cases.script.returns[cases.kind]
    ended = cases.last + 1 == (cases.script.status[cases.kind] != NO_STEP).sum(axis=1)
    found[cases.order[sends_back & ended & (cases.order >= 0)]] = True
    return found


def ticket_rows(profile: Profile, people: People, bought: Purchases, cases: Cases, base: int, order_base: int) -> Batch:
    """The tickets, each where the as-of day found it."""
    status, number, kinds = cases.status, np.arange(cases.count), sector_named(profile.sector).cases
    done, nobodys = np.isin(status, _DONE), status == _NEW
    if not profile.is_bare:
        left = Draws(profile.seed, "ticket").chance("nobody’s", cases.row, _NOBODYS)
        nobodys = nobodys | (cases.is_open & left)
    last = cases.at[number, cases.last]

    def of(values: list[str]) -> Texts:
        return cases.script.of(values, cases.kind)

    return Batch(
        table_of(Ticket),
        cases.count,
        {
            "id": base + 1 + number,
            "ref": [ref_of(ident) for ident in range(base + 1, base + 1 + cases.count)],
            "customer_id": people.number[cases.owner] + 1,
            "order_id": where(cases.order >= 0, order_base + 1 + cases.order),
            "type": of([kind.type.value for kind in kinds]),
            "category": of([kind.category for kind in kinds]),
            "severity": of([kind.severity.value for kind in kinds]),
            "priority": of([kind.priority.value for kind in kinds]),
            "status": _STATUS_TEXTS[status],
            "channel": texts([channel.value for channel in CHANNELS])[cases.channel],
            "subject": cases.script.subject[cases.kind, cases.item],
            "description": cases.script.said[cases.kind, cases.item],
            "desired_outcome": of([kind.wish for kind in kinds]),
            "owner": np.where(nobodys, "", staff_of(profile)[cases.staff]),
            "opened_at": cases.opened,
            "first_contact_at": cases.at[:, 0],
            "closed_at": where(status == _CLOSED, last),
            "close_reason": where(status == _CLOSED, of([kind.close.value for kind in kinds])),
            "resolution": np.where(done, of([kind.resolution for kind in kinds]), ""),
        },
    )


def staff_of(profile: Profile) -> Texts:
    """The earlier colleagues at the desk, as a timeline shows them."""
    return texts(list(sector_named(profile.sector).colleagues))


def step_rows(profile: Profile, cases: Cases, base: int, ticket_base: int) -> Batch:
    """Each move of a ticket's state."""
    status = cases.script.status[cases.kind]
    moved = np.zeros_like(cases.happened)
    moved[:, 1:] = cases.happened[:, 1:] & (status[:, 1:] != status[:, :-1])
    who, place = np.nonzero(moved)
    return Batch(
        table_of(TicketStep),
        len(who),
        {
            "id": base + 1 + np.arange(len(who)),
            "ticket_id": ticket_base + 1 + who,
            "at": cases.at[who, place],
            "was": _STATUS_TEXTS[status[who, place - 1]],
            "now": _STATUS_TEXTS[status[who, place]],
            "reason": cases.script.why[cases.kind[who], place],
            "actor": staff_of(profile)[cases.staff[who]],
        },
    )


def _causes(
    draws: Draws, profile: Profile, people: People, lives: Lives, bought: Purchases, told: Script
) -> tuple[Ints, Ints, Ints, Ints, Ints]:
    """Owner, order, row number, kind of case and the instant it follows, for every case there may be."""
    today = profile.until // DAY
    tells = np.flatnonzero(draws.chance("order", bought.row, 165 * profile.cases // AS_USUAL))
    row, delivered = bought.row[tells], bought.delivered[tells]
    placed, cancelled = bought.placed[tells], bought.cancelled[tells]
    slow = (delivered == NEVER) | (delivered - placed >= 6 * DAY)
    on_the_way = ~cancelled & slow & ((delivered == NEVER) | draws.chance("on the way", row, 330))
    kind = np.where(on_the_way, ANCHORS.index(Anchor.PLACED), ANCHORS.index(Anchor.DELIVERED))
    kind = np.where(cancelled, ANCHORS.index(Anchor.CANCELLED), kind)
    ranges = wares(profile.sector).range
    number_of_ranges = len(sector_named(profile.sector).ranges)
    from_orders = told.by_anchor.pick(draws, row, kind * number_of_ranges + ranges[bought.item[tells]])
    follows = np.where(kind == ANCHORS.index(Anchor.DELIVERED), delivered, placed)

    uneasy, prospect = is_stage(lives, Stage.AT_RISK), is_stage(lives, Stage.PROSPECT)
    other_row = people.number * SLOTS + _OTHER_SLOT
    odds = np.where(people.is_firm, 260, 130) * profile.cases // AS_USUAL
    others = np.flatnonzero(uneasy | draws.chance("other", other_row, odds))
    which = np.where(uneasy, Matter.COMPLAINT, np.where(prospect, Matter.OF_A_PROSPECT, Matter.ANY))[others]
    low = np.where(uneasy, np.maximum(lives.since_day + SETTLED, today - 55), lives.early[0])[others]
    high = np.maximum(np.where(uneasy, today - 3, lives.last_day)[others], low)
    day = draws.between("other day", other_row[others], low, high)

    fresh_row = people.number * SLOTS + _FRESH_SLOT
    district = np.where(people.number < _HERE, _FRESH_HERE, _FRESH_ELSEWHERE)
    often = district * (0 if profile.is_bare else profile.cases) // AS_USUAL
    stands = is_stage(lives, Stage.ACTIVE, Stage.WON_BACK) & (lives.since_day < today - _FRESH_DAYS)
    fresh = np.flatnonzero(stands & draws.chance("fresh", fresh_row, often))
    fresh_day = today - 1 - draws.front("fresh day", fresh_row[fresh], _FRESH_DAYS)
    any_matter = np.full(len(fresh), Matter.ANY, dtype=np.int64)
    return (
        np.concatenate([bought.owner[tells], others, fresh]),
        np.concatenate([tells, np.full(len(others) + len(fresh), NEVER)]),
        np.concatenate([row, other_row[others], fresh_row[fresh]]),
        np.concatenate(
            [
                from_orders,
                told.without_order.pick(draws, other_row[others], which),
                told.without_order.pick(draws, fresh_row[fresh], any_matter),
            ]
        ),
        np.concatenate([follows, day * DAY + 7 * HOUR, fresh_day * DAY + 7 * HOUR]),
    )
