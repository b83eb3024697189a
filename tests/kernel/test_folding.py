# SPDX-License-Identifier: MIT
"""Folding: what a person may write in many ways is compared in one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmtrainer.kernel.folding import (
    LAST,
    fold,
    fold_email,
    fold_phone,
    fold_postcode,
    name_keys,
    words_of,
)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Siân O’Connor", "sian oconnor"),
        ("  Maire   ILVES ", "maire ilves"),
        ("Łukasz Bielski", "lukasz bielski"),
        ("Strauß", "strauss"),
        ("Øystein Ærø", "oystein aero"),
        ("Ⅻ", "xii"),
        ("İpek", "ipek"),
        ("", ""),
        ("bro\ud800ken", "broken"),
    ],
)
def test_fold_ignores_case_accents_and_spaces(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text())
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(alphabet=st.characters(max_codepoint=127)))
def test_the_short_way_for_plain_letters_gives_the_same(text: str) -> None:
    assert fold(text) == fold(text + "é")[:-1].rstrip()


@given(st.text())
def test_what_begins_with_a_word_lies_in_its_range(text: str) -> None:
    assert "word" <= "word" + text <= "word" + LAST or text > LAST


@given(st.text())
def test_words_hold_letters_and_digits_only(text: str) -> None:
    assert all(word.isalnum() or not word.isascii() for word in words_of(text))
    assert not any(c in word for word in words_of(text) for c in "%_*\\' \"")


@pytest.mark.parametrize(
    ("names", "keys"),
    [
        (("Siân", "O'Connor"), ("connor", "o", "oconnor", "sian")),
        (("Anna", "Smith-Jones"), ("anna", "jones", "smith", "smithjones")),
        (("", "Oakwood Care Ltd."), ("care", "ltd", "oakwood")),
        (("", "%"), ()),
    ],
)
def test_name_keys(names: tuple[str, ...], keys: tuple[str, ...]) -> None:
    assert name_keys(*names) == keys


@pytest.mark.parametrize(
    "written",
    [
        "07700 900142",
        "+44 7700 900142",
        "+44 (0)7700 900142",
        "0044 7700 900-142",
        "(07700) 900 142",
        "07700.900.142",
        "０７７００９００１４２",
        "+447700900142",
    ],
)
def test_one_telephone_number_written_in_many_ways(written: str) -> None:
    assert fold_phone(written) == "07700900142"


def test_numbers_of_other_countries_keep_their_code() -> None:
    assert fold_phone("+353 20 910 1234") == "00353209101234"
    assert fold_phone("00353 20 910 1234") == "00353209101234"


def test_postcodes_and_addresses() -> None:
    assert fold_postcode(" ls99 4qt ") == "LS994QT"
    assert fold_email(" I.Ilves@Example.ORG ") == "i.ilves@example.org"
