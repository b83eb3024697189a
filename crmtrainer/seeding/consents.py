# SPDX-License-Identifier: MIT
"""What customers agreed to, took back and agreed to again, each with its day, source and wording: the newest counts."""

from __future__ import annotations

import numpy as np

from crmtrainer.customers.models import Consent
from crmtrainer.customers.rules import Stage
from crmtrainer.seeding.chunks import Draws, texts
from crmtrainer.seeding.daytime import DAY, MINUTE
from crmtrainer.seeding.lives import Lives, is_stage
from crmtrainer.seeding.means import Means
from crmtrainer.seeding.people import People
from crmtrainer.seeding.profile import Profile
from crmtrainer.seeding.rows import Batch, table_of
from crmtrainer.seeding.sectors import sector_named

_TAKEN_BACK, _GIVEN_AGAIN = 190, 160
"""Of a thousand: how many took a consent back, and how many of those gave it again."""
_OF_A_DEATH = "Told of the death"
_AFTERWARDS = 20 * MINUTE
"""After an account was closed for a death, offers are stopped at once."""
_GIVEN, _WITHDRAWN, _AGAIN, _STOPPED = range(4)


def consents(profile: Profile, people: People, lives: Lives, means: Means, base: int) -> Batch:
    """Every consent of these customers, each one’s in the order of time."""
    draws, until, sector = Draws(profile.seed, "consent"), profile.until, sector_named(profile.sector)
    asked_for, slots = sector.consents, len(sector.consents)
    place = np.tile(np.arange(slots), people.count)
    who = np.repeat(np.arange(people.count), slots)
    row = people.number[who] * slots + place
    given = draws.chance("given", row, np.array([each.permille for each in asked_for])[place])
    given &= np.stack([means.has(each.channel) for each in asked_for], axis=1)[who, place]
    since = lives.since_day[who] * DAY + draws.between("minute", row, 8 * 60, 20 * 60) * MINUTE
    gone = is_stage(lives, Stage.CLOSED)[who]
    ends = np.where(gone, np.minimum(lives.closes_at[who], until), until)

    left = np.maximum((ends - since) // MINUTE - 1, 0)
    taken_back = since + (1 + draws.below("withdrawn at", row, left)) * MINUTE
    withdrew = given & (place > 0) & draws.chance("withdrawn", row, _TAKEN_BACK) & (taken_back < ends)
    left = np.maximum((ends - taken_back) // MINUTE - 1, 0)
    back = taken_back + (1 + draws.below("again at", row, left)) * MINUTE
    again = withdrew & draws.chance("again", row, _GIVEN_AGAIN) & (back < ends)
    stands = given & (~withdrew | again)
    stopped = stands & lives.died[who]

    # Said at the start, taken back, given again, stopped: side by side, kept where they happened.
    happened = np.stack([given | (place == 1), withdrew, again, stopped], axis=1)
    times = np.stack([since, taken_back, back, ends + _AFTERWARDS], axis=1)
    which, kind = np.nonzero(happened)
    source = draws.below("source", row, 1 << 20)[which]
    told, untold = texts(sector.consent_given), texts(sector.consent_withdrawn)
    sources = np.where(kind == _WITHDRAWN, untold[source % len(untold)], told[source % len(told)])
    return Batch(
        table_of(Consent),
        len(which),
        {
            "id": base + 1 + np.arange(len(which)),
            "customer_id": people.number[who[which]] + 1,
            "purpose": texts([each.purpose.value for each in asked_for])[place[which]],
            "channel": texts([each.channel for each in asked_for])[place[which]],
            "given": np.where(kind == _GIVEN, given[which], kind == _AGAIN).astype(np.int64),
            "at": times[which, kind],
            "source": np.where(kind == _STOPPED, _OF_A_DEATH, sources),
            "wording": texts([each.wording for each in asked_for])[place[which]],
        },
    )
