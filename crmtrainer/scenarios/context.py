# SPDX-License-Identifier: MIT
"""What was true around each act of a trace, gathered from the acts before it: who it is about, how things stood.

Names that checks can ask for: customer, handoff, identity, technique, helpful, value, turn, tells_record, promises,
makes_promise, margin_minutes, handoff_target_over.
"""

from __future__ import annotations

from typing import Any

from crmtrainer.scenarios.format.scenario import Content
from crmtrainer.scenarios.format.talk import Move
from crmtrainer.scenarios.seen import ActSeen

OTHER = "other"
"""A customer who is not one of the cast."""
_MINUTE = 60_000_000
_BREACH = 100


class Around:
    """Goes along a trace. `of` tells what is true as an act happens, `after` learns from it."""

    def __init__(self, content: Content) -> None:
        self._content = content
        self._cast = {ident: key for key, ident in content.placed.items()}
        self._of_ticket: dict[int, int] = {}
        self._of_handoff: dict[int, int] = {}
        self._of_talk: dict[int, int] = {}
        self._of_promise: dict[int, int] = {}
        self._handoff = "none"
        self._target: int | None = None
        self._identity = "not_checked"

    def of(self, act: ActSeen) -> dict[str, Any]:
        """What is true around the act, under the names that checks ask for."""
        found: dict[str, Any] = {"handoff": self._handoff, "identity": self._identity}
        customer = self._customer(act)
        if customer is not None:
            found["customer"] = self._cast.get(customer, OTHER)
        if act.verb == "conversation.say":
            found |= self._of_move(act)
        if act.verb == "record.reveal":
            found["tells_record"] = True
        due = _promised(act)
        if due is not None:
            found["makes_promise"] = True
            if self._target is not None:
                found["margin_minutes"] = (due - self._target) // _MINUTE
        if _ends_target(act):
            found["handoff_target_over"] = True
        return found

    def after(self, act: ActSeen) -> None:
        """Learn from an act that was done."""
        if act.was_refused:
            return
        customer = self._customer(act)
        if customer is not None:
            for field, known in (
                ("ticket_id", self._of_ticket),
                ("conversation_id", self._of_talk),
                ("promise_id", self._of_promise),
            ):
                ident = _number(act, field)
                if ident is not None:
                    known[ident] = customer
        if act.verb.startswith("handoff."):
            self._learn_handoff(act)
        if act.verb == "identity.verify" and self._is_case(customer):
            self._identity = str(act.facts.get("state", self._identity))

    def _learn_handoff(self, act: ActSeen) -> None:
        handoff, ticket = _number(act, "handoff_id"), _number(act, "ticket_id")
        if handoff is not None and ticket is not None:
            self._of_handoff[handoff] = ticket
        self._handoff = str(act.facts.get("state", self._handoff))
        target = act.facts.get("target_at")
        if isinstance(target, int):
            self._target = target

    def _is_case(self, customer: int | None) -> bool:
        return customer is not None and self._cast.get(customer) == self._content.scenario.customer

    def _customer(self, act: ActSeen) -> int | None:
        """Whom the act is about: as it says itself, or through its ticket, handoff, promise or conversation."""
        direct = _number(act, "customer_id")
        if direct is not None:
            return direct
        handoff, ticket = _number(act, "handoff_id"), _number(act, "ticket_id")
        if ticket is None and handoff is not None:
            ticket = self._of_handoff.get(handoff)
        if ticket is not None and ticket in self._of_ticket:
            return self._of_ticket[ticket]
        promise, talk = _number(act, "promise_id"), _number(act, "conversation_id")
        if promise is not None and promise in self._of_promise:
            return self._of_promise[promise]
        persona = act.facts.get("persona")
        if isinstance(persona, str) and persona:
            return self._placed(persona)
        return None if talk is None else self._of_talk.get(talk)

    def _placed(self, persona: str) -> int | None:
        key = next((each.customer for each in self._content.scenario.people if each.key == persona), None)
        return None if key is None else self._content.placed.get(key)

    def _of_move(self, act: ActSeen) -> dict[str, Any]:
        found = self._content.scenario.move(str(act.value("move") or ""))
        if found is None:
            return {}
        turn, move = found
        return {"turn": turn.key, **_told(move)}


def _told(move: Move) -> dict[str, Any]:
    return {
        "technique": move.technique.value,
        "helpful": move.helpful,
        "value": move.value or "",
        "tells_record": bool(move.discloses),
        "promises": list(move.promises),
    }


def _number(act: ActSeen, field: str) -> int | None:
    for source in (act.facts, act.args):
        value = source.get(field)
        if isinstance(value, int) and not isinstance(value, bool):
            return value
    return None


def _promised(act: ActSeen) -> int | None:
    """When the promise that this act makes falls due, in microseconds."""
    name = "due_at" if act.verb == "promise.make" else "promise_due"
    if act.verb not in ("promise.make", "message.send", "interaction.log"):
        return None
    due = act.facts.get(name, act.args.get(name))
    return due if isinstance(due, int) else None


def _ends_target(act: ActSeen) -> bool:
    """Whether a team's limit is over with this: the work is done, or its time has passed."""
    if act.verb == "handoff.complete":
        return True
    return (
        act.verb == "clock.threshold"
        and act.facts.get("metric") == "handoff_complete"
        and act.facts.get("percent") == _BREACH
    )
