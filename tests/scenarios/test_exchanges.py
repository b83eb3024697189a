# SPDX-License-Identifier: MIT
"""Transactions: parallel lines are complementary, others crossed, and a hidden message decides."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from crmtrainer.scenarios.exchanges import Line, Transaction, exchanges, transaction_of

AT = datetime(2026, 3, 3, 12, 30, tzinfo=UTC)


def line(states: str, *, ours: bool = False, hidden: str = "", helpful: bool = True) -> Line:
    start, _, end = states.partition(">")
    return Line(1, AT, ours, "words", start, end, hidden, helpful=helpful)


@pytest.mark.parametrize(
    ("theirs", "ours", "kind"),
    [
        ("adult>adult", "adult>adult", Transaction.COMPLEMENTARY),
        ("parent>child", "child>parent", Transaction.COMPLEMENTARY),
        ("parent>child", "adult>adult", Transaction.CROSSED),
        ("adult>adult", "child>parent", Transaction.CROSSED),
        ("parent>child", "parent>child", Transaction.CROSSED),
        ("child>parent", "parent>child", Transaction.COMPLEMENTARY),
    ],
)
def test_lines_that_meet_are_complementary(theirs: str, ours: str, kind: Transaction) -> None:
    assert transaction_of(line(theirs), line(ours, ours=True)) is kind


def test_a_hidden_message_makes_it_ulterior_whoever_sends_it() -> None:
    plain, veiled = line("adult>adult"), line("adult>adult", hidden="child>parent")

    assert transaction_of(plain, veiled) is Transaction.ULTERIOR
    assert transaction_of(veiled, plain) is Transaction.ULTERIOR


def test_crossed_can_be_helpful_and_answers_pair_with_the_line_before() -> None:
    said = [
        line("parent>child"),
        line("adult>adult", ours=True),
        line("adult>adult"),
        line("", ours=True),
        line("adult>adult"),
        line("parent>child", ours=True, helpful=False),
    ]
    found = exchanges(said)

    assert [(each.number, each.transaction, each.helpful) for each in found] == [
        (1, Transaction.CROSSED, True),
        (2, Transaction.CROSSED, False),
    ]
    assert found[1].theirs is said[4]


def test_speaking_first_is_no_answer() -> None:
    assert exchanges([line("adult>adult", ours=True), line("adult>adult")]) == ()
