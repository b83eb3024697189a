# SPDX-License-Identifier: MIT
"""Which values a name in a pattern's `where` can have, where there is a list of them: for acts of every pack.

Declared beside the names of `known_facts`, and held against real runs by the same test: a misspelt value would make a
check that nobody can meet or miss.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from functools import cache

from crmtrainer.customers.disclosing import Detail
from crmtrainer.customers.rules import IdentityState, Question, Stage
from crmtrainer.handoffs.rules import Decision, HandoffState
from crmtrainer.interactions.promise_words import PromiseOf
from crmtrainer.interactions.rules import (
    Channel,
    ContactOutcome,
    ConversationState,
    Direction,
    Kind,
    PromiseState,
    ToldHow,
)
from crmtrainer.kernel.codec import schema_of
from crmtrainer.kernel.commands import CATALOGUE
from crmtrainer.scenarios.format.talk import Technique
from crmtrainer.scenarios.known_facts import FACTS
from crmtrainer.service_levels.rules import Metric
from crmtrainer.tickets.rules import Priority, Severity, Status, TicketType

YES_NO = frozenset({"yes", "no"})
_TRUTHS = """
matched from_caller own_words was_understood corrected was_on_hold is_identified given played breach before_due
is_late target_inside_resolution target_before_need_by within_target within_need_by need_by_too_early
need_by_inside_target has_attachment as_preferred told_since_made had_reason visible_message_since told_the_latest
is_on_call is_backdated has_description has_desired_outcome has_reason has_next_step customer_told told_the_news
helpful tells_record makes_promise handoff_target_over only_acknowledges
"""
_YES_OR_NO = frozenset(_TRUTHS.split())
_ANYWHERE: dict[str, Iterable[str]] = {
    "channel": Channel,
    "direction": Direction,
    "identity": IdentityState,
    "heard_state": IdentityState,
    "handoff": (*HandoffState, "none"),
    "technique": Technique,
    "promise_of": PromiseOf,
    "promised_of": PromiseOf,
    "question": Question,
    "status": Status,
    "severity": Severity,
    "priority": Priority,
    "outcome": ContactOutcome,
    "decision": Decision,
    "metric": Metric,
    "discloses": Detail,
}
_OF_ROOM: dict[tuple[str, str], type[StrEnum]] = {
    ("conversation", "state"): ConversationState,
    ("handoff", "state"): HandoffState,
    ("promise", "state"): PromiseState,
    ("identity", "state"): IdentityState,
    ("identity", "was"): IdentityState,
    ("interaction", "kind"): Kind,
    ("message", "kind"): Kind,
    ("note", "kind"): Kind,
}
_OF_ACT: dict[tuple[str, str], type[StrEnum]] = {
    ("customer.move_stage", "was"): Stage,
    ("customer.move_stage", "now"): Stage,
    ("handoff.withdraw", "was"): HandoffState,
    ("ticket.close", "was"): Status,
    ("ticket.close", "told_how"): ToldHow,
    ("ticket.merge", "was"): Status,
    ("ticket.reopen", "was"): Status,
    ("ticket.set_status", "was"): Status,
    ("ticket.set_status", "now"): Status,
    ("ticket.set_priority", "was"): Priority,
    ("ticket.set_priority", "now"): Priority,
    ("ticket.open", "type"): TicketType,
    ("ticket.reclassify", "type"): TicketType,
    ("ticket.reclassify", "was_type"): TicketType,
    ("ticket.reclassify", "was_severity"): Severity,
    ("ticket.reclassify", "clocks_moved"): Metric,
    ("ticket.reclassify", "clocks_begun"): Metric,
    ("ticket.reclassify", "clocks_ended"): Metric,
}


@cache
def values_for(verb: str, name: str) -> frozenset[str] | None:
    """The values that `name` can have in acts of this verb, as a pack writes them; None where it may be anything."""
    if name in _YES_OR_NO:
        return YES_NO
    listed = _OF_ACT.get((verb, name)) or _OF_ROOM.get((verb.partition(".")[0], name)) or _ANYWHERE.get(name)
    if listed is not None:
        return frozenset(str(value) for value in listed)
    if verb not in CATALOGUE or verb not in FACTS:
        return None
    properties = schema_of(CATALOGUE[verb])["properties"]
    assert isinstance(properties, dict)
    return _listed(properties.get(name))


def _listed(schema: object) -> frozenset[str] | None:
    """The values of an argument that has a list of them, whether or not it may be left out."""
    if not isinstance(schema, dict):
        return None
    if schema.get("type") == "boolean":
        return YES_NO
    if isinstance(schema.get("enum"), list):
        return frozenset(str(value) for value in schema["enum"])
    arms = [arm for arm in schema.get("anyOf", ()) if isinstance(arm, dict) and arm.get("type") != "null"]
    return _listed(arms[0]) if len(arms) == 1 else None
