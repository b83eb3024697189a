# SPDX-License-Identifier: MIT
"""A stretch of customers with all that hangs on them: rows of every seeded table, numbered on from the last chunk."""

from __future__ import annotations

from crmtrainer.seeding.cases import draw_cases, first_complaints, promise_rows, returned_orders, step_rows, ticket_rows
from crmtrainer.seeding.contacts import contact_rows
from crmtrainer.seeding.lives import Turns, consents, draw_lives, stage_changes
from crmtrainer.seeding.people import draw_people
from crmtrainer.seeding.profile import Profile
from crmtrainer.seeding.purchases import draw_purchases, milestones, order_rows, products
from crmtrainer.seeding.records import (
    addresses,
    contact_points,
    customers,
    draw_wishes,
    households,
    links,
    search_keys,
)
from crmtrainer.seeding.rows import Batch


class Numbers:
    """The last id given out in each table; becomes the world's counters."""

    def __init__(self) -> None:
        self.last: dict[str, int] = {}

    def after(self, table: str) -> int:
        """The last id given out in this table so far."""
        return self.last.get(table, 0)

    def take(self, batch: Batch) -> Batch:
        """Note that these rows have their ids."""
        self.last[batch.table.name] = self.after(batch.table.name) + batch.count
        return batch


def common_rows(numbers: Numbers) -> list[Batch]:
    """What stands in a world before its first customer: products and parts."""
    return [numbers.take(batch) for batch in products()]


def chunk_rows(profile: Profile, start: int, stop: int, numbers: Numbers) -> list[Batch]:
    """Customers from number `start` up to but not including `stop`, with their histories.

    Chunks come in order, each beginning with a group; how large they are makes no difference to the rows.
    """
    people = draw_people(profile, start, stop)
    lives = draw_lives(profile, people)
    bought = draw_purchases(profile, people, lives)
    cases = draw_cases(profile, people, lives, bought)
    last = numbers.after
    household_rows, household_of = households(people, last("household"))
    wishes = draw_wishes(profile, people)
    interaction_rows, said_in = contact_rows(profile, people, lives, bought, cases, last("interaction"), last("ticket"))
    first, latest, second = milestones(people, bought)
    back = returned_orders(bought, cases)
    turns = Turns(first, latest, second, first_complaints(people, cases))
    batches = [
        household_rows,
        customers(profile, people, lives, wishes, household_of),
        links(people, last("customer_link")),
        contact_points(profile, people, wishes, last("contact_point")),
        addresses(profile, people, last("address")),
        search_keys(people, last("name_key")),
        stage_changes(profile, people, lives, turns, last("stage_change")),
        consents(profile, people, lives, last("consent")),
        *order_rows(profile, people, bought, back, last("customer_order"), last("order_line")),
        ticket_rows(people, bought, cases, last("ticket"), last("customer_order")),
        step_rows(cases, last("ticket_step"), last("ticket")),
        interaction_rows,
        promise_rows(profile, people, cases, said_in, last("promise"), last("ticket")),
    ]
    return [numbers.take(batch) for batch in batches]
