# SPDX-License-Identifier: MIT
"""Conditions decided on a situation: every key, alone and together."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from pydantic import ValidationError

from crmtrainer.kernel.commands import Role
from crmtrainer.kernel.moments import to_micros
from crmtrainer.scenarios.conditions import holds
from crmtrainer.scenarios.format.conditions import Condition
from crmtrainer.scenarios.seen import ActSeen
from crmtrainer.scenarios.situation import HandoffView, PersonView, PromiseView, Situation

NOW = datetime(2026, 3, 3, 15, 0, tzinfo=UTC)
AT = Situation(
    now=NOW,
    acts=(
        ActSeen(5, to_micros(NOW - timedelta(hours=2)), Role.LEARNER, "handoff.send", facts={"team": "warehouse"}),
        ActSeen(7, to_micros(NOW - timedelta(minutes=5)), Role.LEARNER, "note.add", words="a photo"),
        ActSeen(8, to_micros(NOW), Role.SYSTEM, "handoff.review"),
    ),
    people={"sahota": PersonView(42, "calm", frozenset({"told_time"}))},
    said=frozenset({"own-it"}),
    answered=frozenset({"opening"}),
    played=frozenset({"rings", "waits"}),
    handoffs={"warehouse": HandoffView(3, "H-0003", "accepted", "four legs, 6-hole")},
    promises=(PromiseView(1, "open", NOW - timedelta(minutes=1)), PromiseView(2, "kept", NOW)),
    tickets={"harjit": "in_progress"},
    identity={"harjit": "passed"},
    calls={"sahota": "ended"},
    clocks=(("resolution", "met"), ("first_response", "missed"), ("first_response", "met")),
    lists={"six": ("6 hole",)},
)


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ({"said": "own-it"}, True),
        ({"said": ["own-it", "rules-first"]}, True),
        ({"said": "rules-first"}, False),
        ({"answered": ["opening", "photo"]}, False),
        ({"played": ["rings", "waits"]}, True),
        ({"played": ["rings", "goes"]}, False),
        ({"knows": {"person": "sahota", "facts": "told_time"}}, True),
        ({"knows": {"person": "dev", "facts": "told_time"}}, False),
        ({"trust": {"person": "sahota", "at_least": "42", "below": "43"}}, True),
        ({"trust": {"person": "sahota", "below": "42"}}, False),
        ({"done": {"verb": "handoff.send", "where": {"team": "warehouse"}}}, True),
        ({"done": {"verb": "handoff.chase"}}, False),
        ({"done": {"verb": "note.add", "words": {"stems": "photo"}}}, True),
        ({"just": {"verb": "note.add"}}, True),
        ({"just": {"verb": "handoff.send"}}, False),
        ({"often": {"act": {"verb": ["handoff.send", "note.add"]}, "at_least": "2"}}, True),
        ({"often": {"act": {"verb": ["handoff.send", "note.add"]}, "at_least": "2", "last": "1h"}}, False),
        ({"often": {"act": {"verb": "handoff.send"}, "at_most": "0", "last": "1h"}}, True),
        ({"handoff": {"team": "warehouse", "is": ["sent", "accepted"]}}, True),
        ({"handoff": {"team": "delivery", "is": "none"}}, True),
        ({"handoff": {"team": "warehouse", "is": "none"}}, False),
        ({"handoff": {"team": "warehouse", "is": "accepted", "words": {"list": "six"}}}, True),
        ({"handoff": {"team": "warehouse", "is": "accepted", "words": {"list": "six", "unless": "yes"}}}, False),
        ({"promise": "overdue"}, True),
        ({"promise": ["broken", "kept"]}, True),
        ({"promise": ["broken", "none"]}, False),
        ({"ticket": {"customer": "harjit", "is": "in_progress"}}, True),
        ({"ticket": {"customer": "hardeep", "is": "none"}}, True),
        ({"identity": {"customer": "harjit", "is": "passed"}}, True),
        ({"identity": {"customer": "hardeep", "is": "not_checked"}}, True),
        ({"call": {"person": "sahota", "is": ["live", "ended"]}}, True),
        ({"call": {"person": "dev", "is": "none"}}, True),
        ({"clock": {"metric": "resolution", "is": "met"}}, True),
        ({"clock": {"metric": "first_response", "is": "met"}}, False),
        ({"clock": {"metric": "promise", "is": "met"}}, False),
        ({"not": {"said": "own-it"}}, False),
        ({"all": [{"said": "own-it"}, {"played": "rings"}]}, True),
        ({"any": [{"said": "x"}, {"played": "rings"}]}, True),
        ({"any": [{"said": "x"}, {"played": "y"}]}, False),
        ({"said": "own-it", "played": "goes"}, False),
        ({"said": "own-it", "not": {"played": "goes"}}, True),
    ],
)
def test_a_condition_holds_when_all_it_asks_is_so(condition: dict[str, Any], expected: bool) -> None:
    assert holds(Condition.model_validate(condition), AT) is expected


def test_nothing_promised_is_none() -> None:
    assert holds(Condition.model_validate({"promise": "none"}), Situation(now=NOW))


@pytest.mark.parametrize("empty", [{}, {"done": {}}, {"said": []}, {"handoff": {"team": "warehouse", "is": "gone"}}])
def test_a_condition_that_asks_nothing_or_nonsense_is_refused(empty: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Condition.model_validate(empty)
