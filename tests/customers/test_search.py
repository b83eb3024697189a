# SPDX-License-Identifier: MIT
"""The one search box: whatever shape is typed finds what it names, and nothing typed can harm."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crmtrainer.customers.queries import find
from crmtrainer.customers.rules import FoundKind, ReadAs
from crmtrainer.customers.search_terms import readings
from crmtrainer.kernel.errors import Refused
from tests.customers.town import CONNOR, HANDLEY, ILVES, OAKWOOD, OCONNOR, SAHOTA
from tests.support import ASSESSOR, WorldUnderTest

CUSTOMER, TICKET, ORDER, HANDOFF = FoundKind.CUSTOMER, FoundKind.TICKET, FoundKind.ORDER, FoundKind.HANDOFF


@pytest.mark.parametrize(
    ("text", "read_as", "ids"),
    [
        ("sahota", ReadAs.NAME, [SAHOTA]),
        ("SAHOTA harjit", ReadAs.NAME, [SAHOTA]),
        ("harj sah", ReadAs.NAME, [SAHOTA]),
        ("sian o'connor", ReadAs.NAME, [OCONNOR]),
        ("Siân OConnor", ReadAs.NAME, [OCONNOR]),
        ("s connor", ReadAs.NAME, [CONNOR, OCONNOR]),
        ("connor", ReadAs.NAME, [CONNOR, OCONNOR]),
        ("hand", ReadAs.NAME, [HANDLEY]),
        ("h", ReadAs.NAME, [HANDLEY, SAHOTA]),
        ("Mr Sahota", ReadAs.NAME, [SAHOTA]),
        ("Mr Harjit Sahota", ReadAs.NAME, [SAHOTA]),
        ("mr. sahota", ReadAs.NAME, [SAHOTA]),
        ("Sahota, Mr Harjit", ReadAs.NAME, [SAHOTA]),
        ("Mr", ReadAs.NAME, []),
        ("Prof Dr", ReadAs.NAME, []),
        ("care oak", ReadAs.NAME, [OAKWOOD]),
        ("handley sahota", ReadAs.NAME, []),
        ("07700 900142", ReadAs.PHONE, [HANDLEY, SAHOTA]),
        ("+44 (0)7700-900 199", ReadAs.PHONE, [ILVES]),
        ("00447700900199", ReadAs.PHONE, [ILVES]),
        ("7700 9001", ReadAs.PHONE, [HANDLEY, ILVES, SAHOTA]),
        ("00199", ReadAs.PHONE, [ILVES]),
        ("960165", ReadAs.PHONE, [OCONNOR]),
        ("0113 496", ReadAs.PHONE, [OCONNOR]),
        ("ls99 4qt", ReadAs.POSTCODE, [OCONNOR, SAHOTA]),
        ("LS994QT", ReadAs.POSTCODE, [OCONNOR, SAHOTA]),
        ("LS99 5", ReadAs.POSTCODE, [HANDLEY]),
        ("LS9", ReadAs.POSTCODE, [ILVES]),
        ("ls99", ReadAs.POSTCODE, [HANDLEY, OCONNOR, SAHOTA]),
        ("H.Sahota@Example.org", ReadAs.EMAIL, [SAHOTA]),
        ("i.ilves_100%@", ReadAs.EMAIL, [ILVES]),
        ("i_ilves@", ReadAs.EMAIL, []),
        ("k-10003", ReadAs.REFERENCE, [ILVES]),
        ("", ReadAs.NOTHING, []),
        ("%", ReadAs.NOTHING, []),
        ("_", ReadAs.NOTHING, []),
        ("sah%", ReadAs.NAME, [SAHOTA]),
        ("sa_ota", ReadAs.NAME, []),
        ("' OR 1=1 --", ReadAs.NAME, []),
    ],
)
def test_customers_are_found(quiet_town: WorldUnderTest, text: str, read_as: ReadAs, ids: list[int]) -> None:
    found = quiet_town.ask(find, text=text)

    assert [row.id for row in found.rows if row.kind is CUSTOMER] == ids
    assert found.read_as is read_as
    assert not found.more


@pytest.mark.parametrize(
    ("text", "kind", "ref"),
    [
        ("C-1042", TICKET, "C-1042"),
        ("c1042", TICKET, "C-1042"),
        ("c 1042", TICKET, "C-1042"),
        ("1042", TICKET, "C-1042"),
        ("H-0311", HANDOFF, "H-0311"),
        ("h311", HANDOFF, "H-0311"),
        ("311", HANDOFF, "H-0311"),
        ("LK-57120", ORDER, "LK-57120"),
        ("lk 57120", ORDER, "LK-57120"),
        ("57120", ORDER, "LK-57120"),
    ],
)
def test_references_of_every_kind_are_found(quiet_town: WorldUnderTest, text: str, kind: FoundKind, ref: str) -> None:
    found = quiet_town.ask(find, text=text)

    assert [(row.kind, row.ref) for row in found.rows] == [(kind, ref)]
    assert found.rows[0].customer_id == SAHOTA
    assert found.read_as is ReadAs.REFERENCE


def test_rows_say_what_they_are(quiet_town: WorldUnderTest) -> None:
    ticket, handoff, order, customer = (
        quiet_town.ask(find, text=text).rows[0] for text in ("C-1042", "H-0311", "LK-57120", "sahota")
    )

    assert (ticket.title, ticket.subtitle, ticket.state) == ("Wrong legs with table", "Mr Harjit Sahota", "in_progress")
    assert (handoff.title, handoff.subtitle, handoff.state) == ("Warehouse pickers", "Mr Harjit Sahota", "sent")
    assert (order.title, order.subtitle, order.state) == ("Mr Harjit Sahota", "Leeds", "delivered")
    assert (customer.title, customer.subtitle, customer.state) == ("Mr Harjit Sahota", "Leeds", "active")
    assert customer.phone == "07700 900•••"


def test_a_begun_reference_lists_what_goes_on_from_it(quiet_town: WorldUnderTest) -> None:
    assert [row.ref for row in quiet_town.ask(find, text="LK-571").rows] == ["LK-57120", "LK-57121"]


def test_more_is_said_when_the_limit_cuts(quiet_town: WorldUnderTest) -> None:
    found = quiet_town.ask(find, text="k-1000", limit=2)

    assert len(found.rows) == 2
    assert found.more
    assert not quiet_town.ask(find, text="k-1000", limit=6).more


def test_everybody_who_works_here_may_search(quiet_town: WorldUnderTest) -> None:
    assert quiet_town.ask_as(ASSESSOR, find, text="sahota").rows


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(
    text=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=400)
    | st.from_regex(r"[%_*'\"\\;()+@ 0-9A-Za-z-]{0,60}", fullmatch=True)
)
def test_any_text_is_safe_and_bounded(quiet_town: WorldUnderTest, text: str) -> None:
    found = quiet_town.ask(find, text=text, limit=3)

    assert len(found.rows) <= 3
    assert found.read_as in {term.kind for term in readings(text)} | {ReadAs.NOTHING}
    assert (found.read_as is ReadAs.NOTHING) == (not readings(text))


@pytest.mark.parametrize("text", ["\ud800@\udfff", "sahota\0", "x" * 20_001])
def test_what_no_text_can_be_is_refused_in_words(quiet_town: WorldUnderTest, text: str) -> None:
    with pytest.raises(Refused, match=r"text\."):
        quiet_town.ask(find, text=text)


@given(st.text())
def test_readings_are_few_and_never_empty_handed(text: str) -> None:
    terms = readings(text)

    assert len(terms) <= 4
    assert all(value for term in terms for value in term.values)
    assert all(len(term.values) <= 8 for term in terms)
