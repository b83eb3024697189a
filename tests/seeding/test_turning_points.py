# SPDX-License-Identifier: MIT
"""Lives take turns that leave their traces everywhere: deaths, moves, authority, support, debts, records made twice."""

from collections import Counter, defaultdict
from datetime import date

import pytest

from crmtrainer.customers.rules import ref_of
from crmtrainer.seeding.histories import Numbers, chunk_rows, common_rows
from crmtrainer.seeding.profile import Profile
from crmtrainer.seeding.records import OF_THE_DEAD
from crmtrainer.seeding.sectors import sector_keys, sector_named
from tests.seeding.conftest import Row, Rows, rows_of

DIAGNOSES = (
    "dementia", "autis", "depress", "anxiety", "cancer", "stroke", "diabet", "arthritis", "parkinson", "alzheimer",
    "bipolar", "epilep", "heart", "disease", "disorder", "syndrome", "illness", "diagnos", "disab", "surgery",
)  # fmt: skip


def by_customer(rows: list[Row]) -> dict[int, list[Row]]:
    found: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        found[row["customer_id"]].append(row)
    return found


@pytest.fixture(scope="module")
def many() -> Rows:
    profile, numbers = Profile(2400, 3, sector="housing"), Numbers()
    return rows_of([*common_rows(profile, numbers), *chunk_rows(profile, 0, profile.customers, numbers)])


def test_after_a_death_nobody_is_sold_to_and_letters_go_to_the_executor(many: Rows) -> None:
    dead = [row for row in many["customer"] if row["need"] == OF_THE_DEAD]
    assert len(dead) >= 20
    contacts, consents = by_customer(many["interaction"]), by_customer(many["consent"])
    orders, tickets = by_customer(many["customer_order"]), by_customer(many["ticket"])
    closed = {row["customer_id"]: row for row in many["stage_change"] if row["now"] == "closed"}
    for row in dead:
        told = closed[row["id"]]["at"]
        (notice,) = [each for each in contacts[row["id"]] if each["reason"] == "Bereavement"]
        assert (row["stage"], row["preferred_channel"], notice["at"]) == ("closed", "letter", told)
        assert f"{row['given']} {row['family']}" in notice["summary"]
        assert max(each["at"] for each in contacts[row["id"]]) == told
        latest = {(each["purpose"], each["channel"]): each for each in consents[row["id"]]}
        assert not any(each["given"] for each in latest.values())
        assert all(each["placed_at"] < told for each in orders[row["id"]])
        assert all(each["closed_at"] and each["closed_at"] < told for each in tickets[row["id"]])


def test_whoever_told_of_a_death_and_is_known_to_us_acts_for_the_estate(many: Rows) -> None:
    names = {row["id"]: f"{row['given']} {row['family']}" for row in many["customer"]}
    acts = {(row["from_id"], row["to_id"]) for row in many["customer_link"] if row["kind"] == "acts_for"}
    known = 0
    for notice in many["interaction"]:
        if notice["reason"] == "Bereavement":
            teller = notice["summary"].partition(" told us")[0]
            close = [one for one, whom in acts if whom == notice["customer_id"] and names[one] == teller]
            known += len(close)
            assert close or teller.startswith("A ")
    assert known >= 5


def test_who_has_moved_keeps_the_old_address_and_told_us(many: Rows) -> None:
    homes = by_customer(many["address"])
    moved = {ident for ident, rows in homes.items() if len(rows) > 1}
    told = {row["customer_id"] for row in many["interaction"] if row["reason"] == "Change of address"}
    assert 0.07 < len(moved) / len(homes) < 0.15
    assert told <= moved
    assert len(told) > len(moved) / 2
    for ident in moved:
        assert sorted(row["current"] for row in homes[ident]) == [0, 1]


def test_whoever_acts_for_somebody_has_an_authority_on_record_that_names_both(many: Rows) -> None:
    names = {row["id"]: f"{row['given']} {row['family']}" for row in many["customer"]}
    notes = by_customer([row for row in many["interaction"] if row["reason"] == "Authority"])
    acts = {row["to_id"]: row["from_id"] for row in many["customer_link"] if row["kind"] == "acts_for"}
    assert len(notes) > 8
    for whom, (note,) in notes.items():
        assert names[acts[whom]] in note["summary"]
        assert names[whom] in note["summary"]
        assert note["direction"] == "internal"


def test_support_was_agreed_and_the_timeline_says_what_and_never_why(many: Rows) -> None:
    agreed = by_customer([row for row in many["interaction"] if row["reason"] == "Support"])
    people = {row["id"]: row for row in many["customer"]}
    assert len(agreed) > 100
    for ident, (note,) in agreed.items():
        assert people[ident]["need"] in note["summary"]
        assert people[ident]["need_detail"] not in note["summary"]
        assert people[ident]["preferred_channel"]


@pytest.mark.parametrize("sector", sector_keys())
def test_needs_are_told_as_what_to_do_and_no_record_holds_a_diagnosis(sector: str) -> None:
    found = sector_named(sector)
    for support in found.support:
        words = f"{support.need} {support.because}".casefold()
        assert [each for each in DIAGNOSES if each in words] == []


def test_money_owed_is_reminded_of_first_and_ends_as_the_record_says(many: Rows) -> None:
    told = sector_named("housing").arrears
    courses = by_customer([row for row in many["interaction"] if row["reason"] == told.reason])
    needs = {row["id"]: row["need"] for row in many["customer"]}
    assert 0.08 < len(courses) / len(many["customer"]) < 0.18
    endings: Counter[str] = Counter()
    for ident, rows in courses.items():
        assert rows[0]["summary"].startswith("First letter")
        amounts = {word.rstrip(".,;:") for row in rows for word in row["summary"].split() if word.startswith("£")}
        assert len(amounts) == 1
        ending = rows[-1]["summary"].partition(" ")[0]
        endings[ending] += 1
        if needs[ident] == told.need:
            assert "Agreed a sum" in rows[-1]["summary"]
    assert len(endings) >= 5


def test_a_record_made_twice_differs_slightly_and_some_were_noticed(many: Rows) -> None:
    people = {row["ref"]: row for row in many["customer"]}
    emails = {r["customer_id"]: r["value"] for r in many["contact_point"] if r["kind"] == "email"}
    noted = [row for row in many["interaction"] if row["reason"] == "Duplicate"]
    assert len(noted) > 10
    by_id = {row["id"]: row for row in many["customer"]}
    for note in noted:
        one = by_id[note["customer_id"]]
        other = next(person for ref, person in people.items() if f"{ref}:" in note["summary"])
        assert one["ref"] != other["ref"] == ref_of(other["id"])
        assert (one["born"], one["town"]) == (other["born"], other["town"])
        assert (one["given"], one["family"]) != (other["given"], other["family"])
        assert emails.get(one["id"]) != emails.get(other["id"]) or emails.get(one["id"]) is None


@pytest.mark.parametrize("sector", sector_keys())
def test_nobody_hears_from_us_before_they_were_customers_or_after_their_account_was_closed(sector: str) -> None:
    profile, numbers = Profile(1200, 9, sector=sector), Numbers()
    rows = rows_of([*common_rows(profile, numbers), *chunk_rows(profile, 0, profile.customers, numbers)])
    day = 86_400_000_000
    since = {row["id"]: (date.fromisoformat(row["since"]) - date(1970, 1, 1)).days for row in rows["customer"]}
    closed = {row["customer_id"]: row["at"] for row in rows["stage_change"] if row["now"] == "closed"}
    for row in rows["interaction"]:
        assert row["at"] // day >= since[row["customer_id"]]
        assert row["at"] <= closed.get(row["customer_id"], row["at"])
