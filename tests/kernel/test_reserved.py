# SPDX-License-Identifier: MIT
"""What can belong to nobody, and what could."""

import pytest

from crmtrainer.kernel.folding import fold_phone
from crmtrainer.kernel.reserved import PHONE_BLOCKS, is_example_email, is_impossible_postcode, is_reserved_phone


@pytest.mark.parametrize(
    "number",
    [
        "0113 496 0177",
        "+44 7700 900142",
        "(020) 7946 0018",
        "0191 498 0000",
        "029 2018 0999",
        "01632 960123",
        "08081 570 456",
        "0909 879 0001",
        "03069 990321",
        "0044 (0)161 496 0444",
    ],
)
def test_numbers_kept_for_drama(number: str) -> None:
    assert is_reserved_phone(number)


@pytest.mark.parametrize(
    "number",
    [
        "0113 496 1177",
        "07700 901142",
        "07700 90014",
        "07700 9001422",
        "020 7946 1018",
        "0191 496 0000",
        "028 9018 0123",
        "00 1 555 0100",
        "hello",
        "",
    ],
)
def test_numbers_that_could_be_somebodys(number: str) -> None:
    assert not is_reserved_phone(number)


def test_blocks_hold_a_thousand_numbers_each_written_as_they_are_compared() -> None:
    for block in PHONE_BLOCKS:
        for last in (0, 7, 999):
            assert fold_phone(block.number(last)) == block.digits(last)
            assert is_reserved_phone(block.number(last))
    assert len({block.folded for block in PHONE_BLOCKS}) == len(PHONE_BLOCKS) == 19


@pytest.mark.parametrize(
    "address", ["a@example.com", "A.B@Example.ORG", "x@mail.example.net", "x@shop.test", "y@a.invalid"]
)
def test_addresses_that_reach_nobody(address: str) -> None:
    assert is_example_email(address)


@pytest.mark.parametrize("address", ["a@example.co.uk", "a@notexample.com", "a@example.com.evil.org", "a@gmail.com"])
def test_addresses_that_may_reach_somebody(address: str) -> None:
    assert not is_example_email(address)


@pytest.mark.parametrize("postcode", ["LS1 4CP", "ls14pk", "QH4 7AB", "XM1 1AA", "VD12 3ZZ", "SE1A 1VA"])
def test_postcodes_that_cannot_exist(postcode: str) -> None:
    assert is_impossible_postcode(postcode)


@pytest.mark.parametrize("postcode", ["LS1 4AP", "SW1A 1AA", "Leeds", "", "LS1 444CP", "12345"])
def test_postcodes_that_could_exist_and_what_is_none(postcode: str) -> None:
    assert not is_impossible_postcode(postcode)
