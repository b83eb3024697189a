# SPDX-License-Identifier: MIT
"""By which means each customer can be reached: what their record holds, and what was ever written to them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from crmtrainer.customers.models import ContactPoint
from crmtrainer.customers.rules import PointKind
from crmtrainer.interactions.rules import Channel
from crmtrainer.kernel.reserved import PHONE_BLOCKS
from crmtrainer.seeding.chunks import Draws, Flags, Ints, cumulated, texts
from crmtrainer.seeding.people import YEAR, People, Role
from crmtrainer.seeding.pools import DOMAINS, phones, places, slug
from crmtrainer.seeding.profile import Profile
from crmtrainer.seeding.records import Wishes
from crmtrainer.seeding.rows import Batch, table_of

_CHANNELS = tuple(Channel)
_EMAIL, _TEXT, _LETTER = map(_CHANNELS.index, (Channel.EMAIL, Channel.TEXT, Channel.LETTER))
_OLD = 75 * YEAR
_POINTS = texts([PointKind.MOBILE.value, PointKind.PHONE.value, PointKind.EMAIL.value])
_DOMAIN_WEIGHTS = cumulated((60, 25, 15))
_MAILBOXES = texts(["office", "accounts", "hello"])
_MOBILE, _ANYWHERE = ([block.area for block in PHONE_BLOCKS].index(area) for area in ("mobile", "anywhere"))
_THOUSAND = 1000
_STRIDE = 617
"""Shares no factor with a thousand: stepping by it visits every number of a telephone block once."""


@dataclass(frozen=True, slots=True)
class Means:
    """Per customer: who has a mobile, a landline, an e-mail address. All have a number, and a letter reaches all."""

    mobile: Flags
    phone: Flags
    email: Flags

    def written(self, owner: Ints, channel: Ints) -> Ints:
        """The channel by which `owner` is written to where `channel` was meant: another when they lack the means."""
        by_email = (channel == _EMAIL) & ~self.email[owner]
        by_text = (channel == _TEXT) & ~self.mobile[owner]
        instead = np.where(by_email & self.mobile[owner], _TEXT, _LETTER)
        instead = np.where(by_text & self.email[owner], _EMAIL, instead)
        return np.where(by_email | by_text, instead, channel)

    def has(self, channel: str) -> Flags:
        """Who can be reached by the channel of that name."""
        return {Channel.EMAIL.value: self.email, Channel.TEXT.value: self.mobile}.get(channel, self.mobile | True)


def draw_means(profile: Profile, people: People, wishes: Wishes) -> Means:
    """Who has what. Nobody prefers a channel by which they cannot be reached."""
    draws, rows, firm = Draws(profile.seed, "contact_point"), people.number, people.is_firm
    old = people.age_days > _OLD
    mobile = ~firm & draws.chance("mobile", rows, np.where(old, 620, 945))
    mobile |= wishes.preferred == Channel.TEXT.value
    phone = firm | draws.chance("phone", people.home, 480) | ~mobile
    email = draws.chance("email", rows, np.where(old, 600, 930)) | (wishes.preferred == Channel.EMAIL.value)
    return Means(mobile, phone, email)


def contact_points(profile: Profile, people: People, wishes: Wishes, means: Means, base: int) -> Batch:
    """Mobile, landline and e-mail of each customer, as far as they have them."""
    draws, rows, firm = Draws(profile.seed, "contact_point"), people.number, people.is_firm
    shift = Draws(profile.seed, "telephone").below("shift", np.zeros(1, dtype=np.int64), _THOUSAND)[0]
    twin = people.role == Role.TWICE
    mobile = (np.where(twin, people.number[people.anchor], rows) * _STRIDE + shift) % _THOUSAND
    block = np.where(firm & draws.chance("one number", rows, 500), _ANYWHERE, places().phone_blocks[people.town])
    line = draws.below("line", people.home, _THOUSAND)
    emails = texts(_emails(profile, people))
    pool = phones()
    written = np.stack([pool.written[_MOBILE, mobile], pool.written[block, line], emails], axis=1)
    compared = np.stack([pool.folded[_MOBILE, mobile], pool.folded[block, line], emails], axis=1)

    who, which = np.nonzero(np.stack([means.mobile, means.phone, means.email], axis=1))
    wants = wishes.preferred[who]
    by_phone = (wants == Channel.PHONE.value) | (wants == Channel.TEXT.value)
    liked = ((wants == Channel.EMAIL.value) & (which == 2)) | (
        by_phone & ((which == 0) | ((which == 1) & ~means.mobile[who]))
    )
    return Batch(
        table_of(ContactPoint),
        len(who),
        {
            "id": base + 1 + np.arange(len(who)),
            "customer_id": rows[who] + 1,
            "kind": _POINTS[which],
            "value": written[who, which],
            "folded": compared[who, which],
            "preferred": liked.astype(np.int64),
        },
    )


def _emails(profile: Profile, people: People) -> list[str]:
    """One address for each customer, unlike any other by the customer's number at its end."""
    draws, rows = Draws(profile.seed, "e-mail"), people.number
    shapes = draws.below("shape", rows, 3).tolist()
    domains = DOMAINS[draws.weighted("domain", rows, _DOMAIN_WEIGHTS)].tolist()
    boxes = _MAILBOXES[draws.below("box", rows, len(_MAILBOXES))].tolist()
    found = []
    for number, given, family, shape, domain, box in zip(
        (rows + 1).tolist(), people.given, people.family, shapes, domains, boxes, strict=True
    ):
        first, last = slug(given), slug(family)
        if not first:
            local = f"{box}.{last}"
        elif shape == 0:
            local = f"{first}.{last}"
        elif shape == 1:
            local = f"{first[0]}{last}"
        else:
            local = f"{last}.{first}"
        found.append(f"{local}{number}@{domain}")
    return found
