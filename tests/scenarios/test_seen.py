# SPDX-License-Identifier: MIT
"""Whether an act is of a kind, and whether words hold a stem."""

from __future__ import annotations

from typing import Any

import pytest

from crmtrainer.kernel.commands import Role
from crmtrainer.scenarios.format.conditions import Pattern, TextTest
from crmtrainer.scenarios.seen import ActSeen, matches, stems_in, text_fits


def act(verb: str = "handoff.send", **known: Any) -> ActSeen:
    return ActSeen(1, 0, Role.LEARNER, verb, **known)


@pytest.mark.parametrize(
    ("where", "facts", "expected"),
    [
        ({"team": "warehouse"}, {"team": "warehouse"}, True),
        ({"team": "warehouse"}, {"team": "delivery"}, False),
        ({"team": ["warehouse", "delivery"]}, {"team": "delivery"}, True),
        ({"team": {"is_not": "warehouse"}}, {"team": "delivery"}, True),
        ({"team": {"is_not": "warehouse"}}, {}, False),
        ({"files": {"at_least": "1"}}, {"files": 1}, True),
        ({"files": {"at_least": "1"}}, {"files": 0}, False),
        ({"files": {"at_most": "29"}}, {"files": True}, False),
        ({"matched": "yes"}, {"matched": True}, True),
        ({"matched": "no"}, {"matched": False}, True),
        ({"fields": {"has": ["photo", "part_code"]}}, {"fields": ["part_code", "photo", "x"]}, True),
        ({"fields": {"has": "photo"}}, {"fields": ["part_code"]}, False),
        ({"need_by": {"given": "yes"}}, {"need_by": 5}, True),
        ({"need_by": {"given": "yes"}}, {"need_by": None}, False),
        ({"need_by": {"given": "no"}}, {}, True),
    ],
)
def test_where_asks_of_facts(where: dict[str, Any], facts: dict[str, Any], expected: bool) -> None:
    pattern = Pattern.model_validate({"verb": "handoff.send", "where": where})

    assert matches(pattern, act(facts=facts)) is expected


def test_context_comes_before_facts_and_facts_before_arguments() -> None:
    seen = act(args={"a": 1, "b": 1, "c": 1}, facts={"b": 2, "c": 2}, context={"c": 3})

    assert [seen.value(name) for name in "abcd"] == [1, 2, 3, None]


def test_a_refused_act_counts_only_where_refusals_are_asked_for() -> None:
    refused = act(refusal="handoff.no_summary")

    assert not matches(Pattern.model_validate({"verb": "handoff.send"}), refused)
    assert matches(Pattern.model_validate({"verb": "handoff.send", "refused": "yes"}), refused)
    assert not matches(Pattern.model_validate({"verb": "handoff.send", "refused": "yes"}), act())


@pytest.mark.parametrize(
    ("text", "stems", "found"),
    [
        ("Customer has ARTHRITIS.", ("arthrit",), ("arthrit",)),
        ("hip replacement", ("hip",), ("hip",)),
        ("shipped on Tuesday", ("hip",), ()),
        ("José walks with a stick", ("with a stick", "jose"), ("with a stick", "jose")),
        ("the 6-hole plate", ("6 hole",), ("6 hole",)),
        ("LK-TL-68-OAK", ("six.", "6 hole"), ()),
        ("sixteen of them", ("six.",), ()),
        ("six of them", ("six.",), ("six.",)),
        ("", ("x",), ()),
    ],
)
def test_stems_begin_words_and_a_full_stop_makes_them_whole(
    text: str, stems: tuple[str, ...], found: tuple[str, ...]
) -> None:
    assert stems_in(text, stems) == found


def test_a_list_of_stems_can_be_named_and_turned_round() -> None:
    lists = {"health": ("arthrit",)}

    assert text_fits(TextTest.model_validate({"list": "health"}), "his arthritis", lists)
    assert not text_fits(TextTest.model_validate({"list": "health", "unless": "yes"}), "his arthritis", lists)
    assert text_fits(TextTest.model_validate({"list": "health", "unless": "yes"}), "his legs", lists)
