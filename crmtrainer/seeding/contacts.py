# SPDX-License-Identifier: MIT
"""The timeline: what was written, said and noted about orders and cases, and the contacts that needed no case."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cache

import numpy as np

from crmtrainer.customers.rules import Stage
from crmtrainer.interactions.models import Interaction
from crmtrainer.interactions.rules import Channel, ContactOutcome, Direction, Kind
from crmtrainer.seeding.cases import CHANNELS, MARGIN, SPOKEN, STAFF_NAMES, Cases
from crmtrainer.seeding.catalogue import ITEMS
from crmtrainer.seeding.chunks import Draws, Flags, Ints, Texts, cumulated, texts
from crmtrainer.seeding.daytime import DAY, HOUR, MINUTE, in_office_hours
from crmtrainer.seeding.lives import Lives, is_stage
from crmtrainer.seeding.people import People
from crmtrainer.seeding.profile import Profile
from crmtrainer.seeding.purchases import NEVER, Purchases
from crmtrainer.seeding.rows import Batch, table_of, where
from crmtrainer.seeding.scripts import MOST_STEPS, script
from crmtrainer.seeding.stories import (
    ORDER_AFTERCARE,
    ORDER_ON_ITS_WAY,
    ORDER_RECEIVED,
    PLAIN_CONTACTS,
    SENDER,
    STAFF,
    TEAM_FOR,
    By,
)
from crmtrainer.seeding.troubles import TROUBLES

_KINDS, _DIRECTIONS, _SIDES = tuple(Kind), tuple(Direction), tuple(By)
_KIND_TEXTS = texts([kind.value for kind in _KINDS])
_CHANNEL_TEXTS = texts([*(channel.value for channel in CHANNELS), ""])
"""The last one stands for none: -1 picks it."""
_DIRECTION_TEXTS = texts([direction.value for direction in _DIRECTIONS])
_CALL, _MESSAGE = _KINDS.index(Kind.CALL), _KINDS.index(Kind.MESSAGE)
_IN, _OUT = _DIRECTIONS.index(Direction.IN), _DIRECTIONS.index(Direction.OUT)
_EMAIL, _TEXT = CHANNELS.index(Channel.EMAIL), CHANNELS.index(Channel.TEXT)
_PHONE, _IN_PERSON = CHANNELS.index(Channel.PHONE), CHANNELS.index(Channel.IN_PERSON)
_TEAM_NAMES = texts([TEAM_FOR.get(trouble.category, "") for trouble in TROUBLES])
_PLAIN_SLOTS = 2
_PLAIN_CHANNELS = np.array([_PHONE, CHANNELS.index(Channel.CHAT), _IN_PERSON], dtype=np.int64)
_PLAIN_WEIGHTS = cumulated((55, 27, 18))
_FOR_PROSPECTS = 5
"""So many of the plain contacts, the first ones, fit somebody who has bought nothing."""
_PLAIN_OUTCOMES = texts([ContactOutcome.INFORMATION.value, ContactOutcome.RESOLVED.value])


@dataclass(frozen=True, slots=True)
class Contacts:
    """Items of a timeline by column. `ticket` is a position among the cases, or -1."""

    owner: Ints
    at: Ints
    entered: Ints
    ticket: Ints
    kind: Ints
    channel: Ints
    direction: Ints
    author: Texts
    reason: Texts
    summary: Texts
    outcome: Texts
    next_step: Texts

    @property
    def count(self) -> int:
        return len(self.owner)


@dataclass(frozen=True, slots=True)
class _Lines:
    """What the steps of each case say, written or spoken, and by whom."""

    by: Ints
    said: Texts
    words: Texts
    reason: Texts
    outcome: Texts
    next_step: Texts


def contact_rows(
    profile: Profile, people: People, lives: Lives, bought: Purchases, cases: Cases, base: int, ticket_base: int
) -> tuple[Batch, Ints]:
    """Every item of the timelines in the order of time, and the ids of what was said in each case and step."""
    told = _told_cases(profile, people, cases)
    parts = [told, *_told_orders(profile, bought), _plain(profile, people, lives)]
    whole = Contacts(*(np.concatenate([getattr(part, f.name) for part in parts]) for f in fields(Contacts)))
    source = np.repeat(np.arange(len(parts)), [part.count for part in parts])
    order = np.lexsort((source, whole.at, whole.owner))
    ids = np.empty(whole.count, dtype=np.int64)
    ids[order] = base + 1 + np.arange(whole.count)
    said_in = np.zeros((cases.count, MOST_STEPS), dtype=np.int64)
    said_in[np.nonzero(cases.happened)] = ids[: told.count]
    ticket, channel = whole.ticket[order], whole.channel[order]
    batch = Batch(
        table_of(Interaction),
        whole.count,
        {
            "id": ids[order],
            "customer_id": people.number[whole.owner[order]] + 1,
            "ticket_id": where(ticket >= 0, ticket_base + 1 + ticket),
            "handoff_id": None,
            "conversation_id": None,
            "kind": _KIND_TEXTS[whole.kind[order]],
            "channel": where(channel >= 0, _CHANNEL_TEXTS[channel]),
            "direction": _DIRECTION_TEXTS[whole.direction[order]],
            "author": whole.author[order],
            "reason": whole.reason[order],
            "summary": whole.summary[order],
            "outcome": whole.outcome[order],
            "next_step": whole.next_step[order],
            "at": whole.at[order],
            "entered_at": whole.entered[order],
            "corrects_id": None,
        },
    )
    return batch, said_in


@cache
def _lines() -> _Lines:
    count = len(TROUBLES)
    by = np.zeros((count, MOST_STEPS), dtype=np.int64)
    reason, next_step = (np.full((count, MOST_STEPS), "", dtype=np.object_) for _ in range(2))
    outcome = np.full((count, MOST_STEPS), None, dtype=np.object_)
    words = np.full((2, count, MOST_STEPS), "", dtype=np.object_)
    for row, trouble in enumerate(TROUBLES):
        reason[row, 0], outcome[row, 0] = trouble.category.capitalize(), ContactOutcome.FOLLOW_UP.value
        for place, step in enumerate(trouble.steps, start=1):
            by[row, place] = _SIDES.index(step.by)
            outcome[row, place] = None if step.outcome is None else step.outcome.value
            next_step[row, place] = step.next_step
            spoken = {By.CUSTOMER: "Said: “{}”", By.DESK: "Told: “{}”"}.get(step.by, "{}")
            words[:, row, place] = step.words, spoken.format(step.words)
    written = script().said
    said = np.stack([written, texts([f"Said: “{one}”" for one in written.ravel()]).reshape(written.shape)])
    return _Lines(by, said, words, reason, outcome, next_step)


def _told_cases(profile: Profile, people: People, cases: Cases) -> Contacts:
    """The steps that happened, case by case."""
    lines, draws = _lines(), Draws(profile.seed, "interaction of a case")
    case, place = np.nonzero(cases.happened)
    trouble, row = cases.trouble[case], cases.row[case] * MOST_STEPS + place
    side = lines.by[trouble, place]
    outside = np.isin(side, (_SIDES.index(By.CUSTOMER), _SIDES.index(By.DESK)))
    arrived = cases.channel[case]
    # Who came in person is rung afterwards.
    channel = np.where((arrived == _IN_PERSON) & (place > 0), _PHONE, arrived)
    spoken = SPOKEN[channel] & outside
    inbound = side == _SIDES.index(By.CUSTOMER)
    kind = np.where(spoken, _CALL, _MESSAGE)
    kind = np.where(side == _SIDES.index(By.NOTE), _KINDS.index(Kind.NOTE), kind)
    kind = np.where(side == _SIDES.index(By.TEAM), _KINDS.index(Kind.COLLEAGUE), kind)
    direction = np.where(inbound, _IN, np.where(outside, _OUT, _DIRECTIONS.index(Direction.INTERNAL)))
    author = STAFF_NAMES[cases.staff[case]]
    author = np.where(side == _SIDES.index(By.TEAM), _TEAM_NAMES[trouble], author)
    author = np.where(inbound & ~spoken, shown_names(people)[cases.owner[case]], author)
    first = place == 0
    summary = np.where(
        first,
        lines.said[spoken.astype(np.int64), trouble, cases.item[case]],
        lines.words[spoken.astype(np.int64), trouble, place],
    )
    at = cases.at[case, place]
    entered = at + np.where(spoken, draws.between("entered", row, 1, 5), 0) * MINUTE
    entered = np.where(first, np.maximum(entered, cases.opened[case]), entered)
    return Contacts(
        cases.owner[case],
        at,
        entered,
        case,
        kind,
        np.where(outside, channel, -1),
        direction,
        author,
        lines.reason[trouble, place],
        summary,
        lines.outcome[trouble, place],
        lines.next_step[trouble, place],
    )


def _told_orders(profile: Profile, bought: Purchases) -> list[Contacts]:
    """What the shop writes by itself: on ordering, on the eve of delivery, and some days after."""
    draws, end, row = Draws(profile.seed, "interaction of an order"), profile.until - MARGIN, bought.row
    received = bought.placed + draws.between("received", row, 2, 9) * MINUTE
    arrived = bought.delivered != NEVER
    eve = (bought.delivered // DAY - 1) * DAY + draws.between("eve", row, 15 * 60, 18 * 60) * MINUTE
    care = (bought.delivered // DAY + draws.between("care", row, 3, 9)) * DAY + 10 * HOUR
    told_eve = arrived & draws.chance("told the eve", row, 700) & (eve > bought.placed + HOUR)
    told_care = arrived & draws.chance("told care", row, 260)
    return [
        _automatic(bought, received, np.asarray(received < end), _EMAIL, "Order", ORDER_RECEIVED),
        _automatic(bought, eve, told_eve & (eve < end), _TEXT, "Delivery", ORDER_ON_ITS_WAY),
        _automatic(bought, care, told_care & (care < end), _EMAIL, "After delivery", ORDER_AFTERCARE),
    ]


def _automatic(bought: Purchases, at: Ints, there: Flags, channel: int, reason: str, template: str) -> Contacts:
    pool = texts([template.replace("{product}", item.short) for item in ITEMS])
    count = int(there.sum())
    same = np.ones(count, dtype=np.int64)
    return Contacts(
        bought.owner[there],
        at[there],
        at[there],
        -same,
        _MESSAGE * same,
        channel * same,
        _OUT * same,
        _all(count, SENDER),
        _all(count, reason),
        pool[bought.item[there]],
        _all(count, None),
        _all(count, ""),
    )


def _plain(profile: Profile, people: People, lives: Lives) -> Contacts:
    """Questions that were answered at once. Prospects have asked at least one."""
    draws, end = Draws(profile.seed, "interaction without a case"), profile.until - MARGIN
    owner = np.repeat(np.arange(people.count), _PLAIN_SLOTS)
    slot = np.tile(np.arange(_PLAIN_SLOTS), people.count)
    row = people.number[owner] * _PLAIN_SLOTS + slot
    prospect = is_stage(lives, Stage.PROSPECT)[owner]
    opening = prospect & (slot == 0)
    day = draws.between("day", row, lives.early[0][owner], lives.last_day[owner])
    day = np.where(opening, lives.since_day[owner], day)
    at = in_office_hours(day * DAY + draws.between("minute", row, 8 * 60, 17 * 60) * MINUTE)
    there = (opening | draws.chance("plain", row, 300)) & (at < end)
    owner, row, at, prospect = owner[there], row[there], at[there], prospect[there]
    which = draws.below("which", row, np.where(prospect, _FOR_PROSPECTS, len(PLAIN_CONTACTS)))
    channel = _PLAIN_CHANNELS[draws.weighted("channel", row, _PLAIN_WEIGHTS)]
    spoken = SPOKEN[channel]
    staff = STAFF_NAMES[draws.below("staff", row, len(STAFF))]
    return Contacts(
        owner,
        at,
        at + draws.between("entered", row, 1, 5) * MINUTE,
        np.full(len(owner), -1),
        np.where(spoken, _CALL, _MESSAGE),
        channel,
        np.full(len(owner), _IN),
        np.where(spoken, staff, shown_names(people)[owner]),
        texts([reason for reason, _ in PLAIN_CONTACTS])[which],
        texts([summary for _, summary in PLAIN_CONTACTS])[which],
        _PLAIN_OUTCOMES[draws.below("outcome", row, len(_PLAIN_OUTCOMES))],
        _all(len(owner), ""),
    )


def shown_names(people: People) -> Texts:
    """Each customer's name as the sender of a message."""
    return texts([f"{given} {family}".strip() for given, family in zip(people.given, people.family, strict=True)])


def _all(count: int, value: object) -> Texts:
    return np.full(count, value, dtype=np.object_)
