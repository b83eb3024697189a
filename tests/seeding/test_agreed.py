# SPDX-License-Identifier: MIT
"""What was agreed about calls is kept by whoever is at the desk afterwards, in every kind of organisation."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from crmtrainer import paths
from crmtrainer.kernel.moments import from_micros
from crmtrainer.scenarios.problems import PackFaulty
from crmtrainer.seeding.format import Calls
from crmtrainer.seeding.histories import Numbers, chunk_rows, common_rows
from crmtrainer.seeding.profile import MOST_CASES, MOST_NEEDS, Profile
from crmtrainer.seeding.sectors import read_sector, sector_keys, sector_named
from tests.seeding.conftest import Row, Rows, rows_of
from tests.seeding.test_means import NEEDED, held

CUSTOMERS = 1_200
LONDON = ZoneInfo("Europe/London")


@cache
def drawn(sector: str) -> Rows:
    """A world in which much goes wrong for many who need something done differently."""
    profile, numbers = Profile(CUSTOMERS, 7, sector=sector, cases=MOST_CASES, needs=MOST_NEEDS), Numbers()
    common_rows(profile, numbers)
    return rows_of(chunk_rows(profile, 0, CUSTOMERS, numbers))


def bound(sector: str) -> Iterator[tuple[Calls, Row]]:
    """What the desk said or wrote about cases after it had agreed how to deal with calls, and what had been agreed."""
    rows = drawn(sector)["interaction"]
    rules = {each.need: each.calls for each in sector_named(sector).support}
    needs = {row["id"]: row["need"] for row in drawn(sector)["customer"]}
    agreed = {row["customer_id"]: row["at"] for row in rows if row["reason"] == "Support" and row["ticket_id"] is None}
    for row in rows:
        since = agreed.get(row["customer_id"])
        calls = rules.get(needs[row["customer_id"]], Calls.ANY)
        if since is not None and row["at"] > since and row["direction"] == "out" and row["ticket_id"]:
            yield calls, row


def local(row: Row) -> datetime:
    return from_micros(row["at"]).astimezone(LONDON)


@pytest.mark.parametrize("sector", sector_keys())
def test_nobody_is_rung_against_what_was_agreed(sector: str) -> None:
    rung = [(calls, row) for calls, row in bound(sector) if row["kind"] == "call"]
    assert [row["id"] for calls, row in rung if calls is Calls.NEVER] == []
    assert [row["id"] for calls, row in rung if calls is Calls.BEFORE_NOON and local(row).hour >= 12] == []


@pytest.mark.parametrize("sector", sector_keys())
def test_they_are_written_to_by_what_they_have_and_others_are_rung_as_before(sector: str) -> None:
    points, told = held(drawn(sector)), Counter[tuple[Calls, str]]()
    for calls, row in bound(sector):
        told[calls, row["kind"]] += 1
        if calls is not Calls.ANY:
            assert NEEDED.get(row["channel"], {"any"}) & {"any", *points[row["customer_id"]]}
            assert (row["kind"] == "call") == (row["channel"] == "phone")
    assert told[Calls.NEVER, "message"] > 10
    assert told[Calls.ANY, "call"] > 100


def test_before_noon_they_are_still_rung() -> None:
    rung = [local(row).hour for calls, row in bound("retail") if calls is Calls.BEFORE_NOON and row["kind"] == "call"]
    assert rung
    assert max(rung) < 12


@pytest.mark.parametrize("sector", sector_keys())
def test_who_says_no_calls_or_before_noon_is_taken_at_their_word(sector: str) -> None:
    """A file whose words and rule part would be kept to by nobody."""
    for each in sector_named(sector).support:
        assert (each.calls is Calls.NEVER) == (each.need.startswith("No calls") or "Sign language" in each.need)
        assert (each.calls is Calls.BEFORE_NOON) == ("before noon" in each.need)


@pytest.mark.parametrize(
    ("was", "now", "words"),
    [
        ("channel: email, calls: never", "channel: phone, calls: never", "preferred channel"),
        ("channel: email, calls: never", "channel: chat, calls: never", "preferred channel"),
        ("calls: never", "calls: sometimes", "calls"),
    ],
)
def test_a_file_that_cannot_be_kept_to_is_refused(tmp_path: Path, was: str, now: str, words: str) -> None:
    text = (paths.resources() / "sectors" / "retail.yaml").read_text(encoding="utf-8")
    assert was in text
    file = tmp_path / "retail.yaml"
    file.write_text(text.replace(was, now, 1), encoding="utf-8")
    with pytest.raises(PackFaulty) as told:
        read_sector(file)
    assert words in str(told.value)
