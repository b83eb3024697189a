# SPDX-License-Identifier: MIT
"""The people: nobody who could be real, families and firms that fit together, some who are taken for one another."""

from collections import Counter, defaultdict
from datetime import date
from itertools import pairwise

from crmtrainer.customers.models import Customer
from crmtrainer.customers.rules import STAGE_MOVES, Stage, ref_of
from crmtrainer.kernel.folding import fold, fold_email, fold_phone, fold_postcode, name_keys
from crmtrainer.kernel.reserved import is_example_email, is_impossible_postcode, is_reserved_phone
from crmtrainer.seeding.places import STREETS
from crmtrainer.seeding.profile import Profile
from tests.seeding.conftest import Row, Rows


def by_customer(rows: list[Row]) -> dict[int, list[Row]]:
    found: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        found[row["customer_id"]].append(row)
    return found


def test_every_telephone_number_is_reserved(seeded: Rows) -> None:
    numbers = [point for point in seeded["contact_point"] if point["kind"] != "email"]
    assert len(numbers) > 600
    assert [point["value"] for point in numbers if not is_reserved_phone(point["value"])] == []
    assert all(point["folded"] == fold_phone(point["value"]) for point in numbers)


def test_every_address_of_mail_lies_in_an_example_domain_and_is_one_persons(seeded: Rows) -> None:
    addresses = [point for point in seeded["contact_point"] if point["kind"] == "email"]
    assert [point["value"] for point in addresses if not is_example_email(point["value"])] == []
    assert all(point["folded"] == fold_email(point["value"]) and point["value"].isascii() for point in addresses)
    assert len({point["folded"] for point in addresses}) == len(addresses)


def test_no_postcode_can_exist_and_no_street_does(seeded: Rows) -> None:
    assert [row["postcode"] for row in seeded["address"] if not is_impossible_postcode(row["postcode"])] == []
    for row in seeded["address"]:
        assert row["postcode_folded"] == fold_postcode(row["postcode"])
        assert (row["line2"] or row["line1"]).partition(" ")[2] in STREETS


def test_nobody_is_without_a_way_to_be_reached_and_one_current_home(seeded: Rows) -> None:
    points, homes = by_customer(seeded["contact_point"]), by_customer(seeded["address"])
    for customer in seeded["customer"]:
        assert points[customer["id"]]
        current = [home for home in homes[customer["id"]] if home["current"]]
        assert [home["town"] for home in current] == [customer["town"]]


def test_mobile_numbers_are_not_shared_while_there_are_enough(seeded: Rows) -> None:
    used = Counter(point["folded"] for point in seeded["contact_point"] if point["kind"] == "mobile")
    owners = by_customer(seeded["contact_point"])
    born = {row["id"]: row["born"] for row in seeded["customer"]}
    for number, times in used.items():
        if times > 1:
            same = {born[who] for who, points in owners.items() if any(p["folded"] == number for p in points)}
            assert len(same) == 1, "only a record made twice repeats a mobile number"


def test_folded_columns_and_search_keys_are_those_that_searches_use(seeded: Rows) -> None:
    keys = by_customer(seeded["name_key"])
    for row in seeded["customer"]:
        assert row["family_folded"] == fold(row["family"])
        assert row["given_folded"] == fold(row["given"])
        assert row["town_folded"] == fold(row["town"])
        assert tuple(sorted(key["word"] for key in keys[row["id"]])) == name_keys(row["given"], row["family"])


def test_households_share_a_home_and_mostly_a_name(seeded: Rows) -> None:
    members: dict[int, list[Row]] = defaultdict(list)
    for row in seeded["customer"]:
        if row["household_id"]:
            members[row["household_id"]].append(row)
    homes = by_customer(seeded["address"])
    assert len(members) == len(seeded["household"]) > 50
    shared = 0
    for people in members.values():
        current = {(h["line1"], h["line2"], h["postcode"]) for p in people for h in homes[p["id"]] if h["current"]}
        assert len(current) == 1
        shared += len({person["family"] for person in people}) < len(people)
    assert shared > len(members) // 2


def test_firms_have_employees_and_carers_act_for_others(seeded: Rows) -> None:
    kinds = {row["id"]: row["kind"] for row in seeded["customer"]}
    links = Counter(row["kind"] for row in seeded["customer_link"])
    assert min(links[kind] for kind in ("household", "works_for", "acts_for")) >= 3
    for link in seeded["customer_link"]:
        assert link["to_id"] < link["from_id"] or link["kind"] == "acts_for"
        assert kinds[link["to_id"]] == ("organisation" if link["kind"] == "works_for" else "person")


def test_three_in_one_town_are_taken_for_one_another(seeded: Rows) -> None:
    alike = Counter((row["town"], row["family"], row["given"][:1]) for row in seeded["customer"] if row["given"])
    town = seeded["customer"][7]["town"]
    patels = {row["given"] for row in seeded["customer"] if row["family"] == "Patel" and row["town"] == town}
    assert patels >= {"Jaya", "Jitesh", "Jay"}
    assert sum(count >= 3 for count in alike.values()) >= 5


def test_some_records_were_made_twice(seeded: Rows) -> None:
    born = Counter((row["born"], row["town"], row["given"][:1]) for row in seeded["customer"] if row["born"])
    assert sum(count > 1 for count in born.values()) >= 5


def test_names_hold_odd_letters(seeded: Rows) -> None:
    names = [row["given"] + row["family"] for row in seeded["customer"]]
    assert sum(not name.isascii() for name in names) > 10
    assert any("-" in name for name in names)
    assert any("'" in name or "’" in name for name in names)


def test_everybody_is_grown_up_when_they_become_a_customer(seeded: Rows, profile: Profile) -> None:
    for row in seeded["customer"]:
        since = date.fromisoformat(row["since"])
        assert since < profile.as_of
        if row["born"]:
            assert (since - date.fromisoformat(row["born"])).days >= 18 * 365


def test_references_are_those_of_the_rooms(seeded: Rows) -> None:
    assert [row["ref"] for row in seeded["customer"]] == [ref_of(row["id"]) for row in seeded["customer"]]
    assert [row["id"] for row in seeded["customer"]] == list(range(1, 601))


def test_texts_fit_their_columns(seeded: Rows) -> None:
    for name, table in Customer.metadata.tables.items():
        for row in seeded.get(name, []):
            for column in table.columns:
                length = getattr(column.type, "length", None)
                value = row[column.name]
                assert length is None or value is None or len(value) <= length


def test_stages_are_reached_by_steps_that_exist(seeded: Rows) -> None:
    steps = by_customer(seeded["stage_change"])
    stages = Counter(row["stage"] for row in seeded["customer"])
    assert set(stages) == {stage.value for stage in Stage}
    for row in seeded["customer"]:
        stage = Stage.PROSPECT
        for step in sorted(steps[row["id"]], key=lambda step: step["at"]):
            assert step["was"] == stage.value
            assert Stage(step["now"]) in STAGE_MOVES[stage]
            stage = Stage(step["now"])
        assert stage.value == row["stage"]


def test_consent_is_given_and_taken_back(seeded: Rows) -> None:
    told: dict[tuple[int, str, str], list[Row]] = defaultdict(list)
    for row in seeded["consent"]:
        told[(row["customer_id"], row["purpose"], row["channel"])].append(row)
    changed = Counter(len(rows) for rows in told.values())
    assert changed[2] > 20
    assert changed[3] > 2
    for rows in told.values():
        assert [row["at"] for row in rows] == sorted({row["at"] for row in rows})
        assert all(row["source"] and row["wording"] for row in rows)
        said = [bool(row["given"]) for row in rows]
        assert all(one is not other for one, other in pairwise(said)), "each row changes something"
