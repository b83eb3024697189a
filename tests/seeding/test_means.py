# SPDX-License-Identifier: MIT
"""Nobody is written to, or prefers to be written to, by what their record does not hold."""

from collections import Counter

from tests.seeding.conftest import Rows

NEEDED = {"email": {"email"}, "text": {"mobile"}, "phone": {"mobile", "phone"}}
"""The kinds of contact point that a channel needs, one of them."""


def held(seeded: Rows) -> dict[int, set[str]]:
    found: dict[int, set[str]] = {row["id"]: set() for row in seeded["customer"]}
    for point in seeded["contact_point"]:
        found[point["customer_id"]].add(point["kind"])
    return found


def test_contacts_go_by_what_the_customer_has(seeded: Rows) -> None:
    points = held(seeded)
    told = [row for row in seeded["interaction"] if row["channel"] in NEEDED]
    assert {row["channel"] for row in told} == set(NEEDED)
    assert [row["id"] for row in told if not NEEDED[row["channel"]] & points[row["customer_id"]]] == []


def test_what_is_preferred_and_what_was_agreed_to_is_possible(seeded: Rows) -> None:
    points = held(seeded)
    for row in seeded["customer"]:
        assert NEEDED.get(row["preferred_channel"], points[row["id"]]) & points[row["id"]]
    for row in seeded["consent"]:
        if row["given"]:
            assert NEEDED.get(row["channel"], points[row["customer_id"]]) & points[row["customer_id"]]


def test_some_lack_some_means(seeded: Rows) -> None:
    """Or the tests above would say nothing."""
    lacking = Counter(kind for kinds in held(seeded).values() for kind in {"mobile", "phone", "email"} - kinds)
    assert set(lacking) == {"mobile", "phone", "email"}
    assert all({"mobile", "phone"} & kinds for kinds in held(seeded).values())
