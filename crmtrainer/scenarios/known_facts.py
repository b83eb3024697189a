# SPDX-License-Identifier: MIT
"""Which names a pattern's `where` can ask for, act by act: the facts it tells, its arguments, what was true around it.

The facts are declared here and held against real runs by a test, for a name that no act ever tells would make a check
that nobody can meet or miss, and nobody would notice.
"""

from __future__ import annotations

from functools import cache

# The acts themselves, so that their arguments are known wherever a pack is read.
import crmtrainer.agenda.commands
import crmtrainer.customers.commands
import crmtrainer.handoffs.commands
import crmtrainer.interactions.commands
import crmtrainer.scenarios.commands
import crmtrainer.service_levels.commands
import crmtrainer.tickets.commands  # noqa: F401
from crmtrainer.kernel.codec import schema_of
from crmtrainer.kernel.commands import CATALOGUE
from crmtrainer.scenarios.context import NAMES

_TALK = "conversation_id channel direction state customer_id ticket_id"
_CONTACT = "interaction_id customer_id ticket_id kind channel direction"
_HANDOFF = "handoff_id ref ticket_id team state"
_PROMISE = "promise_id ticket_id customer_id state"
_TICKET = "ticket_id ref customer_id status"
_LIMIT = f"{_TICKET} limit due"

_FACTS = {
    "agenda.drop": "verb code",
    "beat.play": "beat variant person played",
    "calendar.change": "key version",
    "calendar.rebase": "key clocks handoffs targets",
    "calendar.rebase_rest": "key clocks handoffs targets",
    "clock.rebase": "clock_id metric due ticket was_due calendar handoffs targets",
    "clock.waive": "clock_id metric due ticket breached_at handoffs targets",
    "standard.change": "standard version metric",
    "standard.order": "first moved",
    "clock.threshold": "metric percent due subject ticket breach",
    "consent.change": "customer_id purpose channel given",
    "conversation.answer": f"{_TALK} persona rang_for_seconds",
    "conversation.end": f"{_TALK} persona seconds was_on_hold times_spoken is_identified",
    "conversation.hold": _TALK,
    "conversation.identify": f"{_TALK} was persona",
    "conversation.lapse": _TALK,
    "conversation.place": _TALK,
    "conversation.resume": _TALK,
    "conversation.ring": f"{_TALK} persona",
    "conversation.say": (
        f"{_TALK} utterance_id move own_words was_understood persona heard heard_first corrected discloses promised_at"
        " promised_of"
    ),
    "customer.move_stage": "customer_id was now",
    "customer.set_need": "customer_id need detail",
    "handoff.answer": f"{_HANDOFF} fields files waited_minutes target_at target_inside_resolution",
    "handoff.ask": _HANDOFF,
    "handoff.chase": f"{_HANDOFF} before_due minutes_before_due",
    "handoff.complete": f"{_HANDOFF} within_target minutes_before_due within_need_by",
    "handoff.report": f"{_HANDOFF} is_late",
    "handoff.review": (
        f"{_HANDOFF} decision missing missing_how target_at target_before_need_by target_inside_resolution"
    ),
    "handoff.send": (
        f"{_HANDOFF} fields files need_by need_by_too_early need_by_inside_target target_inside_resolution replaces_id"
    ),
    "handoff.thank": f"{_HANDOFF} customer_told",
    "handoff.withdraw": f"{_HANDOFF} was",
    "identity.verify": "customer_id conversation_id question matched was state from_caller",
    "interaction.log": (
        f"{_CONTACT} outcome conversation_id has_reason has_next_step minutes_after promise_id promise_due promise_of"
        " first_contact_at first_contact_was clocks_moved"
    ),
    "limit.begin": f"{_LIMIT} started_at corrected source",
    "limit.drop": f"{_LIMIT} was_overdue stays_missed",
    "limit.extend": f"{_LIMIT} in_time",
    "limit.meet": f"{_LIMIT} is_late",
    "limit.move": f"{_LIMIT} cause happened_at was_due was_overdue stays_missed",
    "limit.pause": f"{_LIMIT} had_reason",
    "limit.resume": f"{_LIMIT} stood_since",
    "message.receive": f"{_CONTACT} has_attachment",
    "message.send": (
        f"{_CONTACT} as_preferred only_acknowledges promise_id promise_due promise_of discloses promised_at promised_of"
    ),
    "note.add": _CONTACT,
    "practice.jump": "to",
    "practice.set": "speed",
    "promise.keep": f"{_PROMISE} is_late interaction_id told_since_made minutes_before_due",
    "promise.lapse": _PROMISE,
    "promise.make": f"{_PROMISE} due_at promise_of",
    "promise.withdraw": _PROMISE,
    "record.open": "customer_id ref access_id conversation_id",
    "record.print": "customer_id ref ticket_id fields access_id conversation_id",
    "record.reveal": "customer_id field identity conversation_id",
    "reflection.submit": "reflection_id cites words",
    "scenario.finish": "open_tickets open_handoffs open_promises",
    "scenario.stage": "scenario mode attempt number cast tickets",
    "timing.adjust": "percent was clocks",
    "timing.adjust_rest": "percent clocks",
    "team.set_targets": (
        "team accept_minutes complete_minutes calendar was_accept_minutes was_complete_minutes was_calendar"
    ),
    "ticket.close": (
        f"{_TICKET} was reason customer_told told_the_news told_how told_at open_promises broken_promises open_handoffs"
        " bounced_handoffs unthanked_handoffs is_on_call"
    ),
    "ticket.correct_first_contact": f"{_TICKET} first_contact_at first_contact_was clocks_moved",
    "ticket.merge": f"{_TICKET} was into into_ref unanswered_since had_reason limits_carried limits_joined",
    "ticket.open": (
        f"{_TICKET} type severity priority channel category order_id conversation_id first_contact_at is_backdated"
        " has_description has_desired_outcome"
    ),
    "ticket.reclassify": (
        f"{_TICKET} type category severity was_type was_category was_severity clocks_moved clocks_begun clocks_ended"
        " limits_to_begin"
    ),
    "ticket.reopen": f"{_TICKET} was had_been_closed_for",
    "ticket.set_priority": f"{_TICKET} was now had_reason",
    "ticket.set_status": f"{_TICKET} was now had_reason visible_message_since told_the_latest",
}

FACTS: dict[str, frozenset[str]] = {verb: frozenset(names.split()) for verb, names in _FACTS.items()}
"""What each act tells when it is done."""


@cache
def names_for(verb: str) -> frozenset[str] | None:
    """All that can be asked of acts of this verb; None for an act that nobody knows."""
    if verb not in FACTS or verb not in CATALOGUE:
        return None
    properties = schema_of(CATALOGUE[verb])["properties"]
    assert isinstance(properties, dict)
    around = {name for name, verbs in NAMES.items() if verbs is None or verb in verbs}
    return FACTS[verb] | frozenset(properties) | around
