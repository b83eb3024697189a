# SPDX-License-Identifier: MIT
"""A name that is not known: what may be meant is offered, and nothing far-fetched."""

import pytest

from crmtrainer.kernel.errors import NotFound
from crmtrainer.kernel.nearest import nearest

KNOWN = ("passed-to-warehouse", "day-twenty-eight", "Ledger")


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("pased-to-warehouse", "passed-to-warehouse"),
        ("PASSED-TO-WAREHOUSE", "passed-to-warehouse"),
        ("ledgr", "Ledger"),
        ("zebra", ""),
        ("", ""),
    ],
)
def test_the_nearest_name_is_offered(name: str, meant: str) -> None:
    assert nearest(name, KNOWN) == meant


@pytest.mark.parametrize(
    ("verb", "meant"), [("note.nope", "note.add"), ("Note.Add", "note.add"), ("notes.add", "note.add"), ("zebra", "")]
)
def test_of_verbs_the_same_rooms_are_meant_first(verb: str, meant: str) -> None:
    assert nearest(verb, ("ticket.open", "note.add", "record.open")) == meant


def test_of_an_endless_name_only_the_beginning_is_repeated() -> None:
    assert NotFound("team", "x" * 20_000, ["x" * 90]).facts["id"] == "x" * 80


def test_what_is_not_there_is_told_by_number_by_name_or_with_what_may_be_meant() -> None:
    assert NotFound("customer", 7).facts == {"kind": "customer", "id": 7}
    assert NotFound("team", "warehous", ["warehouse"]).code == "not_found.near"
    assert NotFound("team", "warehous").code == "not_found.named"
