# SPDX-License-Identifier: MIT
"""A stretch of customers with all that hangs on them: rows of every seeded table, numbered on from the last chunk."""

from __future__ import annotations

from crmtrainer.seeding.agreed import draw_agreed
from crmtrainer.seeding.arrears import draw_arrears
from crmtrainer.seeding.cases import draw_cases, first_complaints, returned_orders, step_rows, ticket_rows
from crmtrainer.seeding.clock_rows import Ids, clock_rows
from crmtrainer.seeding.clocks import delays_of, draw_clocks, no_delays
from crmtrainer.seeding.consents import consents
from crmtrainer.seeding.contacts import contact_rows
from crmtrainer.seeding.lives import Turns, draw_lives, stage_changes
from crmtrainer.seeding.means import contact_points, draw_means
from crmtrainer.seeding.people import draw_people
from crmtrainer.seeding.profile import Profile
from crmtrainer.seeding.promises import agenda_rows, draw_promises, promise_rows
from crmtrainer.seeding.purchases import draw_purchases, milestones, order_rows, products
from crmtrainer.seeding.records import (
    addresses,
    customers,
    draw_wishes,
    households,
    search_keys,
)
from crmtrainer.seeding.rows import Batch
from crmtrainer.seeding.standing_rows import standing_rows
from crmtrainer.seeding.stories import told_events
from crmtrainer.seeding.turning_points import draw_mourners, link_rows, support_agreed, turning_points


class Numbers:
    """The last id given out in each table; becomes the world's counters."""

    def __init__(self) -> None:
        self.last: dict[str, int] = {}

    def after(self, table: str) -> int:
        """The last id given out in this table so far."""
        return self.last.get(table, 0)

    def take(self, batch: Batch) -> Batch:
        """Note that these rows have their ids."""
        if batch.count:
            self.last[batch.table.name] = self.after(batch.table.name) + batch.count
        return batch


def common_rows(profile: Profile, numbers: Numbers) -> list[Batch]:
    """What stands in a world before its first customer: the organisation, unless it is bare, products and parts."""
    house = [] if profile.is_bare else standing_rows(profile)
    return [numbers.take(batch) for batch in (*house, *products(profile.sector))]


def chunk_rows(profile: Profile, start: int, stop: int, numbers: Numbers) -> list[Batch]:
    """Customers from number `start` up to but not including `stop`, with their histories.

    Chunks come in order, each beginning with a group; how large they are makes no difference to the rows.
    """
    people = draw_people(profile, start, stop)
    lives = draw_lives(profile, people)
    bought = draw_purchases(profile, people, lives)
    debts = draw_arrears(profile, people, lives)
    wishes = draw_wishes(profile, people, lives, debts.in_parts)
    means = draw_means(profile, people, wishes)
    cases = draw_cases(profile, people, lives, bought, means)
    given = draw_promises(profile, cases)
    mourners = draw_mourners(profile, people, lives)
    support = support_agreed(profile, people, lives, wishes)
    agreed = draw_agreed(profile, wishes, means, support)
    turns = turning_points(profile, people, lives, support, mourners, debts.told)
    last = numbers.after
    told = told_events(profile.sector, cases)
    clocks = None if profile.is_bare else draw_clocks(profile, cases, given, told)
    delays = no_delays() if clocks is None else delays_of(profile, clocks)
    household_rows, household_of = households(people, last("household"))
    interaction_rows, said_in = contact_rows(
        profile, people, lives, bought, means, cases, agreed, delays, turns, last("interaction"), last("ticket")
    )
    first, latest, second = milestones(people, bought)
    back = returned_orders(bought, cases)
    batches = [
        household_rows,
        customers(profile, people, lives, wishes, household_of),
        link_rows(people, mourners, last("customer_link")),
        contact_points(profile, people, wishes, means, last("contact_point")),
        addresses(profile, people, last("address")),
        search_keys(people, last("name_key")),
        stage_changes(
            profile, people, lives, Turns(first, latest, second, first_complaints(people, cases)), last("stage_change")
        ),
        consents(profile, people, lives, means, last("consent")),
        *order_rows(profile, people, bought, back, last("customer_order"), last("order_line")),
        ticket_rows(profile, people, bought, cases, last("ticket"), last("customer_order")),
        step_rows(profile, cases, last("ticket_step"), last("ticket")),
        interaction_rows,
        promise_rows(profile, people, cases, given, said_in, last("promise"), last("ticket")),
    ]
    if clocks is not None:
        ids = Ids(*map(last, ("service_clock", "story_event", "threshold_notice", "ticket", "promise")))
        batches += clock_rows(profile, cases, given, told, clocks, ids)
        batches.append(agenda_rows(given, last("agenda_item"), last("promise")))
    return [numbers.take(batch) for batch in batches]
