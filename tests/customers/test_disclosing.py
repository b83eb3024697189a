# SPDX-License-Identifier: MIT
"""Which things on a record some words tell, in the notations people use; and words that tell none of them."""

from __future__ import annotations

from datetime import date

import pytest

from crmtrainer.customers.disclosing import Detail, Holding, details_in

RECORD = Holding(
    streets=("14 Quarry Row",),
    postcodes=("LS99 4QV",),
    born=date(1954, 9, 14),
    emails=("harjit.sahota@example.org",),
    phones=("07700 900412",),
    order_refs=("LK-57120", "LK-48803"),
    need_detail="Rheumatoid arthritis in hips and hands, walks with a stick; told us himself on 12 January 2026.",
)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (
            "I see 14 Quarry Row, LS99 4QV, order LK-57120, born 14 September 1954 ... right?",
            {Detail.ADDRESS, Detail.POSTCODE, Detail.ORDER_NUMBER, Detail.BORN},
        ),
        ("Is it quarry ROW you live in?", {Detail.ADDRESS}),
        ("your postcode is ls994qv", {Detail.POSTCODE}),
        ("that is L S 9 9, 4 Q V", {Detail.POSTCODE}),
        ("Born on 14/09/1954, are you?", {Detail.BORN}),
        ("the 14th of September, isn't it", {Detail.BORN}),
        ("14.9.54?", {Detail.BORN}),
        ("you were born in September 1954", {Detail.BORN}),
        ("and your year of birth is 1954", {Detail.BORN}),
        ("1954-09-14 on my screen", {Detail.BORN}),
        ("it goes to harjit.sahota@example.org", {Detail.EMAIL}),
        ("harjit dot sahota at example dot org", {Detail.EMAIL}),
        ("I have +44 7700 900 412 here", {Detail.PHONE}),
        ("0 7 7 0 0 9 0 0 4 1 2, is it?", {Detail.PHONE}),
        ("your mobile ends in 412", {Detail.PHONE}),
        ("order lk 57120", {Detail.ORDER_NUMBER}),
        ("number 57120 then", {Detail.ORDER_NUMBER}),
        ("and you also bought LK-48803", {Detail.ORDER_NUMBER}),
        ("with your arthritis that was hard", {Detail.NEED_DETAIL}),
        ("you walks with a stick, it says", {Detail.NEED_DETAIL}),
    ],
)
def test_what_stands_on_the_record_is_told(words: str, told: set[Detail]) -> None:
    assert details_in(words, RECORD) == told


@pytest.mark.parametrize(
    "words",
    [
        "",
        "Could I take your postcode and order number, please?",
        "What is your date of birth?",
        "Which row of the shelf is it in?",
        "Is that 41 Quarry View?",
        "LS99 4QK",
        "order LK-57102",
        "Thursday the 5th of March at seven",
        "In September, then",
        "We have done this since 1954",
        "It ends in tears",
        "I'll stick to what we agreed",
        "you are in good hands",
        "the table is 180 cm, the legs 68",
        "Four holes on the plate and six in the table",
        "harjit.sahota@example.com",
    ],
)
def test_what_stands_elsewhere_or_nowhere_is_not(words: str) -> None:
    assert details_in(words, RECORD) == frozenset()


def test_an_empty_record_tells_nothing() -> None:
    assert details_in("14 Quarry Row, LS99 4QV, arthritis, 07700 900412", Holding()) == frozenset()
