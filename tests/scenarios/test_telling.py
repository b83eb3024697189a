# SPDX-License-Identifier: MIT
"""One telling for debrief, replay and report: every act has its sentence, and no place in it is left open."""

from dataclasses import dataclass, field
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from crmtrainer import bootstrap
from crmtrainer.scenarios.telling import TOLD, Teller, mentioned

NAMES = {
    "customer:12": "Mr Harjit Sahota",
    "ticket:3": "C-1042",
    "handoff:7": "H-0311",
    "team:7": "Warehouse",
    "team:returns": "Returns desk",
    "conversation:5": "Mr Sahota",
}
HALF_PAST_FOUR = 1_772_555_400_000_000  # Tue 3 Mar 2026, 16:30 in London
TELLER = Teller(NAMES, ZoneInfo("Europe/London"))


@dataclass(frozen=True)
class Act:
    """As much of an act as a sentence needs."""

    verb: str
    facts: dict[str, Any] = field(default_factory=dict)
    args: dict[str, Any] = field(default_factory=dict)
    subject: str = ""
    was_refused: bool = False


def title(verb: str, *, subject: str = "", refused: bool = False, technique: str = "", **facts: object) -> str:
    return TELLER.title(Act(verb, dict(facts), {}, subject, refused), technique=technique)


def test_every_act_of_a_world_has_its_sentence() -> None:
    verbs = {kind.verb for kind in bootstrap.WORLD_HANDLERS}
    assert verbs <= TOLD.keys()


@pytest.mark.parametrize(
    ("told", "facts"),
    [
        (
            "Sent H-0311 to Warehouse: part code, photo, need by",
            {"verb": "handoff.send", "handoff_id": 7, "fields": ["part_code", "photo"], "need_by": HALF_PAST_FOUR},
        ),
        (
            "Sent H-0311 to Warehouse: part code, 2 files",
            {"verb": "handoff.send", "handoff_id": 7, "fields": ["part_code"], "files": 2},
        ),
        ("Sent H-0311 to Warehouse: a file", {"verb": "handoff.send", "handoff_id": 7, "fields": [], "files": 1}),
        ("Sent H-0311 to Warehouse: words only", {"verb": "handoff.send", "handoff_id": 7, "fields": []}),
        (
            "Warehouse accepted H-0311, to be done by Tue 16:30",
            {"verb": "handoff.review", "handoff_id": 7, "decision": "accepted", "target_at": HALF_PAST_FOUR},
        ),
        (
            "Warehouse refused H-0311: part code, photo missing",
            {"verb": "handoff.review", "handoff_id": 7, "decision": "bounced", "missing": ["part_code", "photo"]},
        ),
        (
            "Began “Answer a request for somebody’s own data” on C-1042",
            {"verb": "limit.begin", "limit": "CLK-SAR", "ticket_id": 3},
        ),
        (
            "Tried to go on with “Final response to a complaint” on C-1042",
            {"verb": "limit.resume", "limit": "CLK-FCA-FINAL", "ticket_id": 3, "refused": True},
        ),
        (
            "Dropped “Answer a request for somebody’s own data” on C-1042 once it had passed: it stays missed",
            {"verb": "limit.drop", "limit": "CLK-SAR", "ticket_id": 3, "stays_missed": True},
        ),
        ("Met “CLK-OF-ANOTHER-YEAR” on C-1042", {"verb": "limit.meet", "limit": "CLK-OF-ANOTHER-YEAR", "ticket_id": 3}),
        ("Warehouse refused H-0311", {"verb": "handoff.review", "handoff_id": 7, "decision": "bounced"}),
        (
            "Wrote to Mr Harjit Sahota by text, with a promise by Tue 16:30",
            {"verb": "message.send", "customer_id": 12, "channel": "text", "promise_due": HALF_PAST_FOUR},
        ),
        ("Wrote to the customer by text", {"verb": "message.send", "customer_id": 99, "channel": "text"}),
        (
            "Checked the postcode of Mr Harjit Sahota: matched, identity passed",
            {
                "verb": "identity.verify",
                "customer_id": 12,
                "question": "postcode",
                "matched": True,
                "state": "passed",
                "was": "partial",
            },
        ),
        (
            "Checked the postcode of Mr Harjit Sahota: did not match",
            {"verb": "identity.verify", "customer_id": 12, "question": "postcode", "matched": False, "state": "failed"},
        ),
        ("Apologised to Mr Sahota", {"verb": "conversation.say", "technique": "apologise", "conversation_id": 5}),
        ("Said to the caller", {"verb": "conversation.say"}),
        (
            "Reclassified C-1042: type enquiry to data complaint, category none to billing",
            {
                "verb": "ticket.reclassify",
                "ticket_id": 3,
                "was_type": "enquiry",
                "type": "data_complaint",
                "was_category": "",
                "category": "billing",
                "was_severity": "high",
                "severity": "high",
            },
        ),
        ("First reply: the time is up", {"verb": "clock.threshold", "metric": "first_response", "breach": True}),
        ("First reply: 50 % of the time used", {"verb": "clock.threshold", "metric": "first_response", "percent": 50}),
    ],
)
def test_an_act_is_told_with_names_and_times(told: str, facts: dict[str, Any]) -> None:
    assert title(**facts) == told


def test_what_was_refused_is_told_as_tried() -> None:
    assert title("handoff.send", refused=True, team="returns") == "Tried to send a handoff to Returns desk"
    assert title("ticket.reclassify", refused=True, ticket_id=3, type="complaint") == (
        "Tried to reclassify C-1042 as complaint"
    )
    assert title("conversation.say", refused=True, technique="apologise") == "Tried to speak to the caller"


def test_an_act_mentions_what_its_ids_and_its_subject_name() -> None:
    act = Act("handoff.send", {"handoff": 7, "customer_id": True}, {"ticket_id": 3}, "conversation:5")
    assert mentioned(act) == {("handoff", 7), ("ticket", 3), ("conversation", 5)}
