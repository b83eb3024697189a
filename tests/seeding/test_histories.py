# SPDX-License-Identifier: MIT
"""The histories hang together in time: ordered, delivered, asked, answered, put right, all before the as-of day."""

from collections import Counter, defaultdict

from crmtrainer.interactions.rules import ContactOutcome
from crmtrainer.orders.rules import OrderState
from crmtrainer.orders.rules import ref_of as order_ref
from crmtrainer.seeding.case_format import Anchor
from crmtrainer.seeding.profile import HISTORY_DAYS, Profile
from crmtrainer.seeding.sectors import sector_named
from crmtrainer.tickets.rules import MOVES, OPEN, Status
from crmtrainer.tickets.rules import ref_of as ticket_ref
from tests.seeding.conftest import Row, Rows

SHOP = sector_named("retail")
CASES, ITEMS = SHOP.cases, SHOP.products
DAY = 86_400_000_000
INSTANTS = ("at", "entered_at", "placed_at", "delivered_at", "opened_at", "first_contact_at", "closed_at")


def by(rows: list[Row], column: str) -> dict[int, list[Row]]:
    found: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        found[row[column]].append(row)
    return found


def test_everything_happened_before_the_as_of_day(seeded: Rows, profile: Profile) -> None:
    told = [
        (name, column, row[column])
        for name, rows in seeded.items()
        for row in rows
        for column in (*INSTANTS, "made_at")
        if row.get(column) is not None
    ]
    assert len(told) > 10_000
    late = [each for each in told if each[2] >= profile.until]
    # A limit may pass in the morning before practice time begins; nobody does anything then.
    assert {(table, column) for table, column, _ in late} <= {("story_event", "at"), ("story_event", "entered_at")}
    assert all(moment < profile.starts_at.timestamp() * 1_000_000 for *_, moment in late)


def test_contacts_and_orders_lie_within_the_history(seeded: Rows, profile: Profile) -> None:
    since = {row["id"]: row["since"] for row in seeded["customer"]}
    begins = profile.until - HISTORY_DAYS * DAY
    for name, column in (("interaction", "at"), ("customer_order", "placed_at"), ("ticket", "first_contact_at")):
        assert min(row[column] for row in seeded[name]) >= begins
    for order in seeded["customer_order"]:
        day = order["placed_at"] // DAY
        assert day >= (profile.as_of.fromisoformat(since[order["customer_id"]]) - profile.as_of).days + (
            profile.until // DAY
        )


def test_orders_are_placed_before_they_are_delivered_and_only_delivered_ones_come_back(seeded: Rows) -> None:
    states = Counter(order["state"] for order in seeded["customer_order"])
    assert set(states) == {state.value for state in OrderState}
    for order in seeded["customer_order"]:
        arrived = order["state"] in (OrderState.DELIVERED, OrderState.RETURNED)
        assert (order["delivered_at"] is not None) == arrived
        assert not arrived or order["placed_at"] < order["delivered_at"]


def test_an_order_came_back_when_its_case_says_so(seeded: Rows) -> None:
    wishes = {trouble.wish for trouble in CASES if trouble.returns}
    ended = {t["order_id"] for t in seeded["ticket"] if t["status"] == Status.CLOSED and t["desired_outcome"] in wishes}
    back = {order["id"] for order in seeded["customer_order"] if order["state"] == OrderState.RETURNED}
    assert len(back) > 5
    assert back <= ended
    reopened = {step["ticket_id"] for step in seeded["ticket_step"] if step["was"] == Status.CLOSED}
    assert ended - back <= {t["order_id"] for t in seeded["ticket"] if t["id"] not in reopened}


def test_an_order_is_worth_the_sum_of_its_lines(seeded: Rows) -> None:
    lines = by(seeded["order_line"], "order_id")
    for order in seeded["customer_order"]:
        assert order["total"] == sum(line["quantity"] * line["price"] for line in lines[order["id"]])
        products = [line["product_id"] for line in lines[order["id"]]]
        assert len(set(products)) == len(products) > 0


def test_complaints_follow_the_order_they_are_about(seeded: Rows) -> None:
    orders = {order["id"]: order for order in seeded["customer_order"]}
    anchors = {trouble.wish: trouble.follows for trouble in CASES}
    about_orders = [ticket for ticket in seeded["ticket"] if ticket["order_id"]]
    assert len(about_orders) > 100
    for ticket in about_orders:
        order = orders[ticket["order_id"]]
        assert order["customer_id"] == ticket["customer_id"]
        assert order["placed_at"] < ticket["first_contact_at"]
        if anchors[ticket["desired_outcome"]] is Anchor.DELIVERED:
            assert order["delivered_at"] < ticket["first_contact_at"]
        if anchors[ticket["desired_outcome"]] is Anchor.CANCELLED:
            assert order["state"] == OrderState.CANCELLED
        if anchors[ticket["desired_outcome"]] is Anchor.PLACED and order["delivered_at"]:
            assert ticket["first_contact_at"] < order["delivered_at"]


def test_tickets_move_as_their_life_cycle_allows_and_stand_where_the_last_move_left_them(seeded: Rows) -> None:
    steps = by(seeded["ticket_step"], "ticket_id")
    for ticket in seeded["ticket"]:
        status, at = Status.NEW, ticket["opened_at"]
        for step in steps[ticket["id"]]:
            assert step["was"] == status.value
            assert Status(step["now"]) in MOVES[status]
            assert at < step["at"]
            assert step["reason"]
            status, at = Status(step["now"]), step["at"]
        assert ticket["status"] == status.value
        assert (ticket["closed_at"] == at) == (status is Status.CLOSED)


def test_closed_tickets_say_how_and_open_ones_are_the_latest(seeded: Rows, profile: Profile) -> None:
    statuses = Counter(ticket["status"] for ticket in seeded["ticket"])
    assert statuses[Status.CLOSED] > len(seeded["ticket"]) * 0.9
    for ticket in seeded["ticket"]:
        closed = ticket["status"] == Status.CLOSED
        assert (ticket["closed_at"] is not None) == closed == (ticket["close_reason"] is not None)
        assert bool(ticket["resolution"]) == (Status(ticket["status"]) not in OPEN)
        assert ticket["first_contact_at"] <= ticket["opened_at"]
        assert closed or ticket["opened_at"] > profile.until - 60 * DAY
        assert "{" not in ticket["subject"] + ticket["description"]


def test_some_cases_were_reopened_and_some_not_upheld() -> None:
    assert any(
        earlier.status is Status.CLOSED and later.status is Status.IN_PROGRESS
        for trouble in CASES
        for earlier, later in zip(trouble.steps, trouble.steps[1:], strict=False)
    )
    assert {trouble.close.value for trouble in CASES} >= {"resolved", "not_upheld", "no_reply", "duplicate"}


def test_a_ticket_begins_with_the_customer_and_its_contacts_are_in_order(seeded: Rows) -> None:
    told = by([row for row in seeded["interaction"] if row["ticket_id"]], "ticket_id")
    for ticket in seeded["ticket"]:
        contacts = told[ticket["id"]]
        assert contacts[0]["direction"] == "in"
        assert contacts[0]["at"] == ticket["first_contact_at"]
        assert ticket["description"] in contacts[0]["summary"]
        times = [contact["at"] for contact in contacts]
        assert times == sorted(times)
        assert {contact["customer_id"] for contact in contacts} == {ticket["customer_id"]}


def test_timelines_are_numbered_in_the_order_of_time(seeded: Rows) -> None:
    for contacts in by(seeded["interaction"], "customer_id").values():
        assert [row["id"] for row in sorted(contacts, key=lambda row: (row["at"], row["id"]))] == [
            row["id"] for row in contacts
        ]
        assert all(row["at"] <= row["entered_at"] for row in contacts)


def test_contacts_are_complete(seeded: Rows) -> None:
    outcomes = {outcome.value for outcome in ContactOutcome} | {None}
    for row in seeded["interaction"]:
        assert row["summary"]
        assert row["author"]
        assert "{" not in row["summary"]
        assert row["outcome"] in outcomes
        assert (row["channel"] is None) == (row["direction"] == "internal")
        assert (row["kind"] in ("note", "colleague")) == (row["direction"] == "internal")


def test_promises_are_kept_or_broken_by_what_came_next(seeded: Rows, profile: Profile) -> None:
    contacts = {row["id"]: row for row in seeded["interaction"]}
    states = Counter(promise["state"] for promise in seeded["promise"])
    assert min(states["kept"], states["broken"]) > 10
    for promise in seeded["promise"]:
        said = contacts[promise["interaction_id"]]
        assert (said["at"], said["ticket_id"]) == (promise["made_at"], promise["ticket_id"])
        assert promise["words"] in said["summary"]
        assert promise["made_at"] < promise["due_at"]
        match promise["state"]:
            case "kept":
                assert promise["made_at"] < promise["ended_at"] <= promise["due_at"]
            case "broken":
                assert promise["due_at"] < (promise["ended_at"] or profile.starts_at.timestamp() * 1_000_000)
            case _:
                assert promise["ended_at"] is None


def test_references_are_those_of_the_rooms(seeded: Rows) -> None:
    assert all(row["ref"] == ticket_ref(row["id"]) for row in seeded["ticket"])
    assert all(row["ref"] == order_ref(row["id"]) for row in seeded["customer_order"])


def test_products_and_parts_have_their_own_codes(seeded: Rows) -> None:
    codes = {row["code"] for row in seeded["product"]}
    assert len(codes) == len(seeded["product"]) == len(ITEMS)
    assert len(seeded["part"]) == sum(len(item.parts) for item in ITEMS)
    assert all(part["code"].startswith("LF-") and part["name"] for part in seeded["part"])
    assert codes.isdisjoint(part["code"] for part in seeded["part"])


def test_there_is_about_as_much_as_a_desk_sees(seeded: Rows) -> None:
    customers = len(seeded["customer"])
    assert 1.5 < len(seeded["customer_order"]) / customers < 3
    assert 5 < len(seeded["interaction"]) / customers < 9
    assert 0.3 < len(seeded["ticket"]) / customers < 0.8
