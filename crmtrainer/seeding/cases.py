# SPDX-License-Identifier: MIT
"""Which cases customers have had, and when each step happened: after its cause, in office hours, before the as-of day.

A case that the as-of day cuts short stays open where it stands. What was said is put on the timeline by `contacts`.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from crmtrainer.customers.rules import Stage
from crmtrainer.interactions.models import Promise
from crmtrainer.interactions.rules import Channel, PromiseState
from crmtrainer.seeding.chunks import Draws, Flags, Ints, Texts, cumulated, texts
from crmtrainer.seeding.daytime import DAY, HOUR, MINUTE, in_office_hours, in_waking_hours
from crmtrainer.seeding.lives import SETTLED, Lives, is_stage
from crmtrainer.seeding.people import People
from crmtrainer.seeding.profile import AS_USUAL, Profile
from crmtrainer.seeding.purchases import NEVER, SLOTS, Purchases
from crmtrainer.seeding.rows import Batch, table_of, where
from crmtrainer.seeding.scripts import ANCHORS, MOST_STEPS, NO_STEP, STATUSES, about_an_order, script, without_an_order
from crmtrainer.seeding.stories import STAFF, Anchor
from crmtrainer.seeding.troubles import TROUBLES
from crmtrainer.tickets.models import Ticket, TicketStep
from crmtrainer.tickets.rules import Status, ref_of

MARGIN = 10 * MINUTE
"""Nothing happens in the last minutes before the as-of day, so that it is also written down before."""

CHANNELS = tuple(Channel)
SPOKEN = np.array([channel in (Channel.PHONE, Channel.IN_PERSON) for channel in CHANNELS])
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
STAFF_NAMES = texts(STAFF)


@dataclass(frozen=True, slots=True)
class Cases:
    """Cases by column, each customer's in the order they were opened. `order` is a position among purchases, or -1.

    `at` holds the instant of each step, `happened` whether it lies before the as-of day.
    """

    owner: Ints
    order: Ints
    row: Ints
    trouble: Ints
    item: Ints
    channel: Ints
    staff: Ints
    opened: Ints
    at: Ints
    happened: Flags

    @property
    def count(self) -> int:
        return len(self.owner)

    @property
    def status(self) -> Ints:
        """Where each case stands after its last step."""
        last = self.happened.sum(axis=1) - 1
        return np.asarray(script().status[self.trouble, last])


def draw_cases(profile: Profile, people: People, lives: Lives, bought: Purchases) -> Cases:
    """The cases of these customers: some of their orders give rise to one, some matters have no order."""
    draws, end = Draws(profile.seed, "ticket"), profile.until - MARGIN
    owner, order, row, trouble, anchor = _causes(draws, profile, people, lives, bought)
    # Without an order there is nothing to count days from: the day itself was drawn.
    days = np.where(order[:, None] >= 0, script().days[trouble], 0)
    channel = draws.weighted("channel", row, _CHANNEL_WEIGHTS)
    lag = draws.between("days", row, days[:, 0], days[:, 1]) * DAY + draws.between("lag", row, 60, 600) * MINUTE
    first = np.where(_AT_ONCE[channel], in_office_hours(anchor + lag), in_waking_hours(anchor + lag))
    opened = np.where(
        _AT_ONCE[channel],
        first + draws.between("taken", row, 1, 6) * MINUTE,
        in_office_hours(first + draws.between("read", row, 10, 180) * MINUTE),
    )
    kept = opened < end
    owner, order, row, trouble, channel, first, opened = (
        part[kept] for part in (owner, order, row, trouble, channel, first, opened)
    )
    by_time = np.lexsort((row, opened, owner))
    owner, order, row, trouble, channel, first, opened = (
        part[by_time] for part in (owner, order, row, trouble, channel, first, opened)
    )
    at = np.empty((len(owner), MOST_STEPS), dtype=np.int64)
    at[:, 0] = first
    before = opened
    for place in range(1, MOST_STEPS):
        low, high = script().after[trouble, place, 0], script().after[trouble, place, 1]
        gap = 1 + draws.between(f"step {place}", row, low, high)
        before = at[:, place] = in_office_hours(before + gap * MINUTE)
    happened = (script().status[trouble] != NO_STEP) & (at < end)
    item = np.where(order >= 0, bought.item[order], 0) if bought.count else np.zeros_like(order)
    staff = draws.below("owner", row, len(STAFF))
    return Cases(owner, order, row, trouble, item, channel, staff, opened, at, happened)


def first_complaints(people: People, cases: Cases) -> Ints:
    """When each customer's matter without an order was opened, or `NEVER`."""
    found = np.full(people.count, NEVER, dtype=np.int64)
    matter = cases.row % SLOTS == SLOTS - 1
    found[cases.owner[matter]] = cases.opened[matter] + 5 * MINUTE
    return found


def returned_orders(bought: Purchases, cases: Cases) -> Flags:
    """Which orders came back to us, by the end of a case."""
    found = np.zeros(bought.count, dtype=np.bool_)
    sends_back = np.array([trouble.returns for trouble in TROUBLES])[cases.trouble]
    ended = cases.happened.sum(axis=1) == (script().status[cases.trouble] != NO_STEP).sum(axis=1)
    found[cases.order[sends_back & ended & (cases.order >= 0)]] = True
    return found


def ticket_rows(people: People, bought: Purchases, cases: Cases, base: int, order_base: int) -> Batch:
    """The tickets, each where the as-of day found it."""
    status, number = cases.status, np.arange(cases.count)
    done = np.isin(status, _DONE)
    last = cases.at[number, cases.happened.sum(axis=1) - 1]

    def of(values: list[str]) -> Texts:
        return texts(values)[cases.trouble]

    return Batch(
        table_of(Ticket),
        cases.count,
        {
            "id": base + 1 + number,
            "ref": [ref_of(ident) for ident in range(base + 1, base + 1 + cases.count)],
            "customer_id": people.number[cases.owner] + 1,
            "order_id": where(cases.order >= 0, order_base + 1 + cases.order),
            "type": of([trouble.type.value for trouble in TROUBLES]),
            "category": of([trouble.category for trouble in TROUBLES]),
            "severity": of([trouble.severity.value for trouble in TROUBLES]),
            "priority": of([trouble.priority.value for trouble in TROUBLES]),
            "status": _STATUS_TEXTS[status],
            "channel": texts([channel.value for channel in CHANNELS])[cases.channel],
            "subject": script().subject[cases.trouble, cases.item],
            "description": script().said[cases.trouble, cases.item],
            "desired_outcome": of([trouble.wish for trouble in TROUBLES]),
            "owner": np.where(status == _NEW, "", STAFF_NAMES[cases.staff]),
            "opened_at": cases.opened,
            "first_contact_at": cases.at[:, 0],
            "closed_at": where(status == _CLOSED, last),
            "close_reason": where(status == _CLOSED, of([trouble.close.value for trouble in TROUBLES])),
            "resolution": np.where(done, of([trouble.resolution for trouble in TROUBLES]), ""),
        },
    )


def step_rows(cases: Cases, base: int, ticket_base: int) -> Batch:
    """Each move of a ticket's state."""
    status = script().status[cases.trouble]
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
            "reason": script().why[cases.trouble[who], place],
            "actor": STAFF_NAMES[cases.staff[who]],
        },
    )


def promise_rows(profile: Profile, people: People, cases: Cases, said_in: Ints, base: int, ticket_base: int) -> Batch:
    """What was promised, and whether the next step came in time. `said_in` holds the contact's id, by case and step.

    Promises still running on the as-of day are left out: their clocks would have to run.
    """
    who, place = np.nonzero(cases.happened & (script().promise[cases.trouble] > 0))
    made = cases.at[who, place]
    due = in_office_hours(made + script().promise[cases.trouble[who], place] * HOUR)
    last = np.minimum(place + 1, MOST_STEPS - 1)
    followed = cases.happened[who, last] & (last > place)
    on_time = followed & (cases.at[who, last] <= due)
    ended = np.where(on_time, cases.at[who, last], due)
    kept = on_time | (due < profile.until)
    who, place, on_time = who[kept], place[kept], on_time[kept]
    return Batch(
        table_of(Promise),
        len(who),
        {
            "id": base + 1 + np.arange(len(who)),
            "customer_id": people.number[cases.owner[who]] + 1,
            "ticket_id": ticket_base + 1 + who,
            "interaction_id": said_in[who, place],
            "words": script().words[cases.trouble[who], place],
            "made_at": made[kept],
            "due_at": due[kept],
            "state": np.where(on_time, PromiseState.KEPT.value, PromiseState.BROKEN.value),
            "ended_at": ended[kept],
            "actor": STAFF_NAMES[cases.staff[who]],
        },
    )


def _causes(
    draws: Draws, profile: Profile, people: People, lives: Lives, bought: Purchases
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
    from_orders = about_an_order(draws, row, kind, bought.item[tells])
    follows = np.where(kind == ANCHORS.index(Anchor.DELIVERED), delivered, placed)

    uneasy = is_stage(lives, Stage.AT_RISK)
    prospect = is_stage(lives, Stage.PROSPECT)
    other_row = people.number * SLOTS + (SLOTS - 1)
    odds = np.where(people.is_firm, 260, 130) * profile.cases // AS_USUAL
    others = np.flatnonzero(uneasy | draws.chance("other", other_row, odds))
    which = np.where(uneasy, 1, np.where(prospect, 2, 0))[others]
    low = np.where(uneasy, np.maximum(lives.since_day + SETTLED, today - 55), lives.early[0])[others]
    high = np.maximum(np.where(uneasy, today - 3, lives.last_day)[others], low)
    day = draws.between("other day", other_row[others], low, high)
    return (
        np.concatenate([bought.owner[tells], others]),
        np.concatenate([tells, np.full(len(others), NEVER)]),
        np.concatenate([row, other_row[others]]),
        np.concatenate([from_orders, without_an_order(draws, other_row[others], which)]),
        np.concatenate([follows, day * DAY + 7 * HOUR]),
    )
