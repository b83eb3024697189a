# SPDX-License-Identifier: MIT
"""Receipts: read out and typed by people, so every slip of one or two characters has to be noticed."""

from __future__ import annotations

import hashlib
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmtrainer.journal.receipts import ALPHABET, LENGTH, SIZES, head_of, in_groups, read_receipt, receipt_code
from crmtrainer.kernel.errors import Refused

DIGEST = hashlib.sha256(b"the last entry").digest()
CODE = receipt_code("A-3F2C1B", 44, DIGEST)


@given(seq=st.integers(1, 100_000), digest=st.binary(min_size=32, max_size=32))
def test_a_receipt_says_what_it_was_made_of(seq: int, digest: bytes) -> None:
    code = receipt_code("A-000000", seq, digest)
    found = read_receipt("A-000000", code)
    assert (len(code), found.size, found.head) == (LENGTH, seq % SIZES, head_of(digest))
    assert found.fits(seq, digest)
    assert not found.fits(seq + 1, digest)
    assert not found.fits(seq, hashlib.sha256(digest).digest())


def test_it_is_read_with_blanks_dashes_small_letters_and_doubtful_ones() -> None:
    typed = in_groups(CODE).lower().replace(" ", "-").replace("0", "o").replace("1", "l").replace("v", "u")
    assert read_receipt("a-3f2c1b", f" {typed} ") == read_receipt("A-3F2C1B", CODE)


def test_every_slip_of_one_character_is_noticed() -> None:
    for place in range(LENGTH):
        for letter in set(ALPHABET) - {CODE[place]}:
            with pytest.raises(Refused, match=r"receipt\.mistyped"):
                read_receipt("A-3F2C1B", CODE[:place] + letter + CODE[place + 1 :])


def test_every_two_characters_that_changed_places_are_noticed() -> None:
    for one in range(LENGTH):
        for other in range(one + 1, LENGTH):
            letters = list(CODE)
            letters[one], letters[other] = letters[other], letters[one]
            if "".join(letters) != CODE:
                with pytest.raises(Refused, match=r"receipt\.mistyped"):
                    read_receipt("A-3F2C1B", "".join(letters))


def test_any_two_slips_are_noticed() -> None:
    rng = Random(1)
    for _ in range(3000):
        letters = list(CODE)
        for place in rng.sample(range(LENGTH), 2):
            letters[place] = rng.choice(sorted(set(ALPHABET) - {letters[place]}))
        with pytest.raises(Refused, match=r"receipt\.mistyped"):
            read_receipt("A-3F2C1B", "".join(letters))


def test_a_receipt_of_another_attempt_is_noticed() -> None:
    with pytest.raises(Refused, match=r"receipt\.mistyped"):
        read_receipt("A-3F2C1C", CODE)


@pytest.mark.parametrize("typed", ["", "A", CODE[:-1], CODE + "0", "x" * 10_000])
def test_a_code_of_another_length_is_refused(typed: str) -> None:
    with pytest.raises(Refused, match=r"receipt\.length"):
        read_receipt("A-3F2C1B", typed)
