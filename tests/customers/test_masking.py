# SPDX-License-Identifier: MIT
"""Covered text: as the desk shows it, and never more than that whatever is on record."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmtrainer.customers.masking import (
    DOT,
    covered_address,
    covered_email,
    covered_phone,
    covered_words,
)

DIGITS = st.text("0123456789", min_size=1, max_size=15)
LOCAL = st.text("abcdefghijklmnopqrstuvwxyz.", min_size=2, max_size=30)


@pytest.mark.parametrize(
    ("number", "covered"),
    [
        ("07700 900142", "07700 900•••"),
        ("0113 496 0 142", "0113 496 0 •••"),
        ("+44 7700 900 1 4 2", "+44 7700 900 • • •"),
        ("123456", "••••••"),
        ("ext 9", "••• •"),
        ("", ""),
    ],
)
def test_telephones(number: str, covered: str) -> None:
    assert covered_phone(number) == covered


@pytest.mark.parametrize(
    ("address", "covered"),
    [
        ("i.ilves@example.org", "i••••@example.org"),
        ("h@example.org", "••••@example.org"),
        ("not an address", "••••"),
        ("@example.org", "••••"),
        ("", ""),
    ],
)
def test_emails(address: str, covered: str) -> None:
    assert covered_email(address) == covered


@pytest.mark.parametrize(
    ("line1", "town", "covered"),
    [
        ("14 Orchard Row", "Leeds", "•• ••••• Row, Leeds"),
        ("Flat 3, 140B Long Orchard ROAD", "York", "•• ••••• Road, York"),
        ("Orchard House", "Leeds", "•• •••••, Leeds"),
        ("Row", "Leeds", "•• •••••, Leeds"),
        ("14 Orchard Row", "", "•• ••••• Row"),
        ("", "", ""),
    ],
)
def test_addresses(line1: str, town: str, covered: str) -> None:
    assert covered_address(line1, town) == covered


def test_words() -> None:
    assert covered_words("Loses words after a stroke") == covered_words("x") == DOT * 6
    assert covered_words("") == ""


@given(DIGITS, DIGITS)
def test_the_last_three_digits_leave_no_trace(one: str, other: str) -> None:
    beginning = "0770"
    hidden, also = one[-3:].zfill(3), other[-3:].zfill(3)

    assert covered_phone(beginning + hidden) == covered_phone(beginning + also)
    assert covered_phone(beginning + hidden).count(DOT) == 3


@given(st.text())
def test_a_covered_number_shows_fewer_digits_and_no_words(text: str) -> None:
    covered = covered_phone(text)
    shown = sum(c.isdecimal() for c in covered)

    assert len(covered) == len(text)
    assert shown == 0 or shown == sum(c.isdecimal() for c in text) - 3
    assert not any(c.isalpha() for c in covered)


@given(LOCAL, LOCAL)
def test_of_an_address_only_the_first_letter_and_the_domain_count(one: str, other: str) -> None:
    assert covered_email(f"a{one}@example.org") == covered_email(f"a{other}@example.org")


@given(st.text(max_size=60), st.text(max_size=60))
def test_house_and_street_leave_no_trace(one: str, other: str) -> None:
    assert covered_address(f"1 {one} Street", "Leeds") == covered_address(f"22 {other} Street", "Leeds")
