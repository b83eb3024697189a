# SPDX-License-Identifier: MIT
"""Whether a condition holds in a situation. Pure: no world, no clock but the situation's own."""

from __future__ import annotations

from collections.abc import Iterator

from crmtrainer.kernel.commands import Role
from crmtrainer.kernel.moments import to_micros
from crmtrainer.scenarios.format.conditions import (
    CallIs,
    ClockIs,
    Condition,
    HandoffIs,
    IdentityIs,
    Knows,
    Often,
    TicketIs,
    Trusts,
)
from crmtrainer.scenarios.seen import matches, text_fits
from crmtrainer.scenarios.situation import Situation

_MINUTE = 60_000_000


def holds(condition: Condition, situation: Situation) -> bool:
    """Whether all that the condition asks is so."""
    return all(_answers(condition, situation))


def _answers(condition: Condition, at: Situation) -> Iterator[bool]:
    """One answer for each key that the condition has, cheap ones first."""
    if condition.said is not None:
        yield not at.said.isdisjoint(condition.said)
    if condition.answered is not None:
        yield at.answered.issuperset(condition.answered)
    if condition.played is not None:
        yield at.played.issuperset(condition.played)
    if condition.knows is not None:
        yield _knows(condition.knows, at)
    if condition.trust is not None:
        yield _trusts(condition.trust, at)
    if condition.handoff is not None:
        yield _handoff_is(condition.handoff, at)
    if condition.promise is not None:
        yield _promise_is(condition.promise, at)
    if condition.ticket is not None:
        yield _ticket_is(condition.ticket, at)
    if condition.identity is not None:
        yield _identity_is(condition.identity, at)
    if condition.call is not None:
        yield _call_is(condition.call, at)
    if condition.clock is not None:
        yield _clock_is(condition.clock, at)
    if condition.done is not None:
        pattern = condition.done
        yield any(matches(pattern, act, at.lists) for act in at.acts)
    if condition.just is not None:
        newest = next((act for act in reversed(at.acts) if act.role is not Role.SYSTEM and not act.of_others), None)
        yield newest is not None and matches(condition.just, newest, at.lists)
    if condition.often is not None:
        yield _often(condition.often, at)
    if condition.not_ is not None:
        yield not holds(condition.not_, at)
    if condition.all is not None:
        yield all(holds(part, at) for part in condition.all)
    if condition.any is not None:
        yield any(holds(part, at) for part in condition.any)


def _knows(knows: Knows, at: Situation) -> bool:
    person = at.people.get(knows.person)
    return person is not None and person.knows.issuperset(knows.facts)


def _trusts(trusts: Trusts, at: Situation) -> bool:
    person = at.people.get(trusts.person)
    if person is None:
        return False
    enough = trusts.at_least is None or person.trust >= trusts.at_least
    return enough and (trusts.below is None or person.trust < trusts.below)


def _handoff_is(wanted: HandoffIs, at: Situation) -> bool:
    handoff = at.handoffs.get(wanted.team)
    state = "none" if handoff is None else handoff.state
    if state not in {str(each) for each in wanted.is_}:
        return False
    return wanted.words is None or text_fits(wanted.words, "" if handoff is None else handoff.words, at.lists)


def _promise_is(states: tuple[str, ...], at: Situation) -> bool:
    if not at.promises:
        return "none" in states
    found = {promise.state for promise in at.promises}
    if any(promise.state == "open" and promise.due_at < at.now for promise in at.promises):
        found.add("overdue")
    return not found.isdisjoint(states)


def _ticket_is(wanted: TicketIs, at: Situation) -> bool:
    return at.tickets.get(wanted.customer, "none") in {str(each) for each in wanted.is_}


def _identity_is(wanted: IdentityIs, at: Situation) -> bool:
    return at.identity.get(wanted.customer, "not_checked") in wanted.is_


def _call_is(wanted: CallIs, at: Situation) -> bool:
    return at.calls.get(wanted.person, "none") in wanted.is_


def _clock_is(wanted: ClockIs, at: Situation) -> bool:
    states = [state for metric, state in at.clocks if metric == wanted.metric]
    return bool(states) and all(state in wanted.is_ for state in states)


def _often(often: Often, at: Situation) -> bool:
    since = None if often.last is None else to_micros(at.now) - often.last * _MINUTE
    count = sum(matches(often.act, act, at.lists) for act in at.acts if since is None or act.at >= since)
    enough = often.at_least is None or count >= often.at_least
    return enough and (often.at_most is None or count <= often.at_most)
