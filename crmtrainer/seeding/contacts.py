# SPDX-License-Identifier: MIT
"""The timeline: what was written, said and noted about orders and cases, and the contacts that needed no case."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np

from crmtrainer.customers.rules import Stage
from crmtrainer.interactions.models import Interaction
from crmtrainer.interactions.rules import ContactOutcome
from crmtrainer.seeding.agreed import Agreed
from crmtrainer.seeding.case_format import By
from crmtrainer.seeding.cases import MARGIN, Cases, staff_of
from crmtrainer.seeding.chunks import Draws, Flags, Ints, Texts, cumulated, texts
from crmtrainer.seeding.daytime import DAY, HOUR, MINUTE, desk_of
from crmtrainer.seeding.lives import Lives, is_stage
from crmtrainer.seeding.means import Means
from crmtrainer.seeding.people import People
from crmtrainer.seeding.profile import Profile
from crmtrainer.seeding.purchases import NEVER, Purchases
from crmtrainer.seeding.rows import Batch, table_of, where
from crmtrainer.seeding.scripts import SIDES, script
from crmtrainer.seeding.sectors import sector_named
from crmtrainer.seeding.timeline import (
    CALL,
    CHANNELS,
    CHAT,
    COLLEAGUE,
    DIRECTIONS,
    EMAIL,
    IN,
    IN_PERSON,
    INTERNAL,
    KINDS,
    LETTER,
    MESSAGE,
    NO_CHANNEL,
    NOTE,
    OUT,
    PHONE,
    SPOKEN,
    TEXT,
    Contacts,
    everywhere,
    items,
    joined,
    only,
    shown_names,
)
from crmtrainer.seeding.wares import wares

_KIND_TEXTS = texts([kind.value for kind in KINDS])
_CHANNEL_TEXTS = texts([*(channel.value for channel in CHANNELS), ""])
"""The last one stands for none: -1 picks it."""
_DIRECTION_TEXTS = texts([direction.value for direction in DIRECTIONS])
_PLAIN_SLOTS = 2
_PLAIN_CHANNELS = np.array([PHONE, CHAT, IN_PERSON], dtype=np.int64)
_PLAIN_WEIGHTS = cumulated((55, 27, 18))
_PLAIN_OUTCOMES = texts([ContactOutcome.INFORMATION.value, ContactOutcome.RESOLVED.value])


@dataclass(frozen=True, slots=True)
class Delays:
    """Where an answer or an end came late: in which case, when it came, and whether it was the `answer`."""

    case: Ints
    came: Ints
    answer: Flags


@dataclass(frozen=True, slots=True)
class _Lines:
    """What the steps of each case say, written or spoken, and how they end."""

    said: Texts
    words: Texts
    reason: Texts
    outcome: Texts
    next_step: Texts
    team: Texts


def contact_rows(
    profile: Profile,
    people: People,
    lives: Lives,
    bought: Purchases,
    means: Means,
    cases: Cases,
    agreed: Agreed,
    delays: Delays,
    turns: list[Contacts],
    base: int,
    ticket_base: int,
) -> tuple[Batch, Ints]:
    """Every item of the timelines in the order of time, and the ids of what was said in each case and step."""
    told = _told_cases(profile, people, cases, agreed)
    late = _told_delays(profile, cases, delays)
    parts = [told, late, *_told_orders(profile, lives, bought, means), _plain(profile, people, lives), *turns]
    whole = joined(parts)
    source = np.repeat(np.arange(len(parts)), [part.count for part in parts])
    order = np.lexsort((source, whole.at, whole.owner))
    ids = np.empty(whole.count, dtype=np.int64)
    ids[order] = base + 1 + np.arange(whole.count)
    said_in = np.zeros((cases.count, cases.script.most_steps), dtype=np.int64)
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
def _lines(sector: str) -> _Lines:
    found, told = sector_named(sector), script(sector)
    count = len(found.cases)
    reason, next_step = (np.full((count, told.most_steps), "", dtype=np.object_) for _ in range(2))
    outcome = np.full((count, told.most_steps), None, dtype=np.object_)
    words = np.full((2, count, told.most_steps), "", dtype=np.object_)
    for row, case in enumerate(found.cases):
        reason[row, 0], outcome[row, 0] = case.category.capitalize(), ContactOutcome.FOLLOW_UP.value
        for place, step in enumerate(case.steps, start=1):
            outcome[row, place] = None if step.outcome is None else step.outcome.value
            next_step[row, place] = step.next
            spoken = {By.CUSTOMER: "Said: “{}”", By.DESK: "Told: “{}”"}.get(step.by, "{}")
            words[:, row, place] = step.words, spoken.format(step.words)
    said = np.stack([told.said, texts([f"Said: “{one}”" for one in told.said.ravel()]).reshape(told.said.shape)])
    reports = {category: f"{team.contact}, {team.name}" for team in found.teams for category in team.handles}
    return _Lines(said, words, reason, outcome, next_step, texts([reports.get(c.category, "") for c in found.cases]))


def _told_cases(profile: Profile, people: People, cases: Cases, agreed: Agreed) -> Contacts:
    """The steps that happened, case by case; the desk's own keep to what was agreed about calls."""
    lines, draws = _lines(profile.sector), Draws(profile.seed, "interaction of a case")
    case, place = np.nonzero(cases.happened)
    kind_of_case, row = cases.kind[case], cases.row[case] * cases.script.most_steps + place
    side = cases.script.by[kind_of_case, place]
    outside = np.isin(side, (SIDES.index(By.CUSTOMER), SIDES.index(By.DESK)))
    arrived, at = cases.channel[case], cases.at[case, place]
    # Who came in person is rung afterwards.
    channel = np.where((arrived == IN_PERSON) & (place > 0), PHONE, arrived)
    ours = np.flatnonzero(side == SIDES.index(By.DESK))
    channel[ours] = agreed.channel(profile, cases.owner[case[ours]], at[ours], channel[ours])
    spoken = SPOKEN[channel] & outside
    inbound = side == SIDES.index(By.CUSTOMER)
    kind = np.where(spoken, CALL, MESSAGE)
    kind = np.where(side == SIDES.index(By.NOTE), NOTE, kind)
    kind = np.where(side == SIDES.index(By.TEAM), COLLEAGUE, kind)
    direction = np.where(inbound, IN, np.where(outside, OUT, INTERNAL))
    author = staff_of(profile)[cases.staff[case]]
    author = np.where(side == SIDES.index(By.TEAM), lines.team[kind_of_case], author)
    author = np.where(inbound & ~spoken, shown_names(people)[cases.owner[case]], author)
    first, aloud = place == 0, spoken.astype(np.int64)
    summary = np.where(
        first, lines.said[aloud, kind_of_case, cases.item[case]], lines.words[aloud, kind_of_case, place]
    )
    entered = at + np.where(spoken, draws.between("entered", row, 1, 5), 0) * MINUTE
    entered = np.where(first, np.maximum(entered, cases.opened[case]), entered)
    return Contacts(
        cases.owner[case],
        at,
        entered,
        case,
        kind,
        np.where(outside, channel, NO_CHANNEL),
        direction,
        author,
        lines.reason[kind_of_case, place],
        summary,
        lines.outcome[kind_of_case, place],
        lines.next_step[kind_of_case, place],
    )


def _told_delays(profile: Profile, cases: Cases, delays: Delays) -> Contacts:
    """Why something came late, noted by the colleague right after it came."""
    draws, why = Draws(profile.seed, "delay"), sector_named(profile.sector).late
    row = cases.row[delays.case]
    answers, ends = texts(list(why.response)), texts(list(why.resolution))
    words = np.where(
        delays.answer,
        answers[draws.below("why", row, len(answers))],
        ends[draws.below("why in the end", row, len(ends))],
    )
    noted = items(
        cases.owner[delays.case],
        desk_of(profile).when_open(delays.came + draws.between("noted", row, 1, 9) * MINUTE),
        words,
        kind=NOTE,
        channel=NO_CHANNEL,
        direction=INTERNAL,
        author=staff_of(profile)[cases.staff[delays.case]],
        reason="Late",
        ticket=delays.case,
    )
    return only(noted, np.asarray(noted.at < profile.until - MARGIN))


def _told_orders(profile: Profile, lives: Lives, bought: Purchases, means: Means) -> list[Contacts]:
    """What is written by itself: on ordering, on the eve of delivery, and some days after.

    Nothing to the dead, nor to those who could only be sent a letter.
    """
    draws, row = Draws(profile.seed, "interaction of an order"), bought.row
    told = sector_named(profile.sector).messages
    end = np.minimum(profile.until - MARGIN, (lives.last_day[bought.owner] + 1) * DAY)
    received = bought.placed + draws.between("received", row, 2, 9) * MINUTE
    arrived = bought.delivered != NEVER
    eve = (bought.delivered // DAY - 1) * DAY + draws.between("eve", row, 15 * 60, 18 * 60) * MINUTE
    care = (bought.delivered // DAY + draws.between("care", row, 3, 9)) * DAY + 10 * HOUR
    told_eve = arrived & draws.chance("told the eve", row, 700) & (eve > bought.placed + HOUR)
    told_care = arrived & draws.chance("told care", row, 260)
    sent = (
        (told.placed, received, np.asarray(received < end), EMAIL),
        (told.eve, eve, told_eve & (eve < end), TEXT),
        (told.after, care, told_care & (care < end), EMAIL),
    )
    return [
        _automatic(profile, bought, at, there & (by != LETTER), by, about, template)
        for (template, at, there, channel), about in zip(sent, told.about, strict=True)
        if template
        for by in [means.written(bought.owner, np.full(len(at), channel))]
    ]


def _automatic(
    profile: Profile, bought: Purchases, at: Ints, there: Flags, channel: Ints, reason: str, template: str
) -> Contacts:
    pool = texts([template.replace("{product}", short) for short in wares(profile.sector).short.tolist()])
    return items(
        bought.owner[there],
        at[there],
        pool[bought.item[there]],
        kind=MESSAGE,
        channel=channel[there],
        direction=OUT,
        author=sector_named(profile.sector).messages.sender,
        reason=reason,
    )


def _plain(profile: Profile, people: People, lives: Lives) -> Contacts:
    """Questions that were answered at once. Prospects have asked at least one."""
    draws, end = Draws(profile.seed, "interaction without a case"), profile.until - MARGIN
    asked = sector_named(profile.sector).contacts
    owner = np.repeat(np.arange(people.count), _PLAIN_SLOTS)
    slot = np.tile(np.arange(_PLAIN_SLOTS), people.count)
    row = people.number[owner] * _PLAIN_SLOTS + slot
    prospect = is_stage(lives, Stage.PROSPECT)[owner]
    opening = prospect & (slot == 0)
    day = draws.between("day", row, lives.early[0][owner], lives.last_day[owner])
    day = np.where(opening, lives.since_day[owner], day)
    at = desk_of(profile).when_open(day * DAY + draws.between("minute", row, 8 * 60, 17 * 60) * MINUTE)
    ends = np.minimum(end, (lives.last_day[owner] + 1) * DAY)
    there = (opening | draws.chance("plain", row, 300)) & (at < ends)
    owner, row, at, prospect = owner[there], row[there], at[there], prospect[there]
    of_prospects = sum(contact.prospects for contact in asked)
    which = draws.below("which", row, np.where(prospect, of_prospects, len(asked)))
    channel = _PLAIN_CHANNELS[draws.weighted("channel", row, _PLAIN_WEIGHTS)]
    spoken = SPOKEN[channel]
    names = staff_of(profile)
    staff = names[draws.below("staff", row, len(names))]
    return Contacts(
        owner,
        at,
        at + draws.between("entered", row, 1, 5) * MINUTE,
        np.full(len(owner), -1),
        np.where(spoken, CALL, MESSAGE),
        channel,
        np.full(len(owner), IN),
        np.where(spoken, staff, shown_names(people)[owner]),
        texts([contact.reason for contact in asked])[which],
        texts([contact.summary for contact in asked])[which],
        _PLAIN_OUTCOMES[draws.below("outcome", row, len(_PLAIN_OUTCOMES))],
        everywhere(len(owner), ""),
    )
