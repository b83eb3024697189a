# SPDX-License-Identifier: MIT
"""What was true around each act of a trace, gathered from the acts before it: who it is about, how things stood.

`NAMES` lists what checks can ask for. The handoff and the target are those of the case: the newest to its team on the
tickets of the customer whom the act is about.
"""

from __future__ import annotations

from typing import Any

from crmtrainer.customers.rules import Answer, Question, identity_state
from crmtrainer.interactions.promise_words import PromiseOf
from crmtrainer.scenarios.format.scenario import Content
from crmtrainer.scenarios.format.talk import Move
from crmtrainer.scenarios.passed_on import HandoffsSeen, PassedOn
from crmtrainer.scenarios.seen import ActSeen

OTHER = "other"
"""A customer who is not one of the cast."""
_MINUTE = 60_000_000
_BREACH = 100

_TALK = frozenset({"conversation.say"})
_WORDS = frozenset({"conversation.say", "message.send"})
_PROMISED = (("promise_due", "promise_of"), ("promised_at", "promised_of"))
"""The facts of a promise that was written down, and of one in words."""
_PROMISING = frozenset({"promise.make", "message.send", "interaction.log", "conversation.say"})
_MOVING_CLOCKS = frozenset({"clock.rebase", "calendar.rebase", "calendar.rebase_rest", "clock.waive"})
"""What a trainer does to running limits, and so to what teams agreed to."""
NAMES: dict[str, frozenset[str] | None] = {
    "customer": None,
    "handoff": None,
    "identity": None,
    "turn": _TALK,
    "technique": _TALK,
    "helpful": _TALK,
    "value": _TALK,
    "promises": _TALK,
    "tells_record": _WORDS | {"record.reveal"},
    "makes_promise": _PROMISING,
    "promise_of": _PROMISING,
    "heard_state": frozenset({"identity.verify"}),
    "margin_minutes": _PROMISING,
    # What a margin was taken between, so that it can be told: for when, the team's own time, whose, and agreed when.
    "promised_for": _PROMISING,
    "agreed_for": _PROMISING,
    "agreed_by": _PROMISING,
    "agreed_later": _PROMISING,
    "handoff_target_over": frozenset({"handoff.complete", "clock.threshold"}),
}
"""What can be known around an act beyond its facts and arguments, and around which acts (None: around any)."""


class Around:
    """Goes along a trace. `of` tells what is true as an act happens, `after` learns from it, `later` adds hindsight."""

    def __init__(self, content: Content) -> None:
        self._content = content
        self._cast = {ident: key for key, ident in content.placed.items()}
        self._of_ticket: dict[int, int] = {}
        self._of_talk: dict[int, int] = {}
        self._of_promise: dict[int, int] = {}
        self._handoffs = HandoffsSeen()
        self._identity = "not_checked"
        self._answers: dict[int | None, list[Answer]] = {}
        """What was compared, conversation by conversation: answers that they had given themselves, and wrong ones."""
        self._early: dict[int, tuple[int, int]] = {}
        """Promises from before the team agreed to a target, by act: to whom, and for when."""
        self._agreed_later: dict[int, dict[str, Any]] = {}
        """What came of those promises, by act, once the team had agreed."""

    def of(self, act: ActSeen) -> dict[str, Any]:
        """What is true around the act, under the names that checks ask for."""
        customer = self._customer(act)
        handoff = self._handoff(act, customer)
        found: dict[str, Any] = {"handoff": handoff.state if handoff else "none", "identity": self._identity}
        if customer is not None:
            found["customer"] = self._cast.get(customer, OTHER)
        if act.verb in _TALK:
            found |= self._of_move(act)
        if act.verb == "record.reveal" or (act.verb in _WORDS and act.facts.get("discloses")):
            found["tells_record"] = True
        found |= self._of_promises(act, customer, handoff)
        if act.verb == "identity.verify":
            found["heard_state"] = identity_state((*self._answers.get(act.number("conversation_id"), ()), *_heard(act)))
        if self._ends_target(act):
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
                ident = act.number(field)
                if ident is not None:
                    known[ident] = customer
        if act.verb.startswith("handoff."):
            self._compare_early(self._handoffs.learn(act), act.at)
        if act.verb in _MOVING_CLOCKS:
            self._handoffs.learn_moved(act)
        if act.verb == "identity.verify" and self._is_case(customer):
            self._identity = str(act.facts.get("state", self._identity))
        if act.verb == "identity.verify":
            self._answers.setdefault(act.number("conversation_id"), []).extend(_heard(act))

    def later(self, act: ActSeen) -> dict[str, Any]:
        """What came out after the act: how a time that was promised too soon compares with what was then agreed."""
        return self._agreed_later.get(act.seq, {})

    def _compare_early(self, agreed: PassedOn | None, at: int) -> None:
        if agreed is None or agreed.target is None or agreed.team != self._team(agreed.team):
            return
        for seq, (customer, due) in tuple(self._early.items()):
            if self._of_ticket.get(agreed.ticket) == customer:
                self._agreed_later[seq] = {**_margin(due, agreed, agreed.target), "agreed_later": at}
                del self._early[seq]

    def _of_promises(self, act: ActSeen, customer: int | None, handoff: PassedOn | None) -> dict[str, Any]:
        if act.verb not in _PROMISING:
            return {}
        of, dues = _promised(act)
        if not dues:
            return {}
        found: dict[str, Any] = {"makes_promise": True, "promise_of": of.value}
        times = [due for due in dues if due is not True]
        if times:
            found["promised_for"] = min(times)
        if times and handoff is not None and handoff.target is not None:
            held = _margin(min(times), handoff, handoff.target)
            # Whoever is to hear before the team is done hears how far it is, which can be kept whatever the team does.
            if of is PromiseOf.WORK or held["margin_minutes"] >= 0:
                found |= held
        elif times and of is PromiseOf.WORK and customer is not None and not act.was_refused:
            self._early[act.seq] = (customer, min(times))
        return found

    def _team(self, otherwise: str | None) -> str | None:
        return self._content.scenario.case_team or otherwise

    def _handoff(self, act: ActSeen, customer: int | None) -> PassedOn | None:
        """The handoff an act is about: the one it names, else the newest of the case's team for its customer."""
        named = self._handoffs.named_in(act)
        if named is not None:
            return named
        team = self._team(None)
        if act.verb == "handoff.send":
            team = str(act.facts.get("team") or act.args.get("team") or "")
        ticket = act.number("ticket_id")
        if ticket is not None and (found := self._handoffs.newest(team, (ticket,))) is not None:
            return found
        whose = self._content.placed.get(self._content.scenario.customer) if customer is None else customer
        return self._handoffs.newest(team, [ident for ident, owner in self._of_ticket.items() if owner == whose])

    def _ends_target(self, act: ActSeen) -> bool:
        """Whether the limit of the case's team is over with this: the work is done, or its time has passed."""
        handoff = self._handoffs.named_in(act)
        if handoff is None or handoff.team != self._team(handoff.team):
            return False
        if not self._is_case(self._of_ticket.get(handoff.ticket)):
            return False
        if act.verb == "handoff.complete":
            return True
        return (
            act.verb == "clock.threshold"
            and act.facts.get("metric") == "handoff_complete"
            and act.facts.get("percent") == _BREACH
        )

    def _is_case(self, customer: int | None) -> bool:
        return customer is not None and self._cast.get(customer) == self._content.scenario.customer

    def _customer(self, act: ActSeen) -> int | None:
        """Whom the act is about: as it says itself, or through its ticket, handoff, promise or conversation."""
        if act.verb in _TALK and (heard_by := self._placed(str(act.facts.get("persona", "")))) is not None:
            return heard_by  # whoever the learner takes them to be
        direct = act.number("customer_id")
        if direct is not None:
            return direct
        handoff, ticket = self._handoffs.named_in(act), act.number("ticket_id")
        if ticket is None and handoff is not None:
            ticket = handoff.ticket
        if ticket is not None and ticket in self._of_ticket:
            return self._of_ticket[ticket]
        promise, talk = act.number("promise_id"), act.number("conversation_id")
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
        "promises": [promised.what for promised in move.promises],
    }


def _margin(due: int, agreed: PassedOn, target: int) -> dict[str, Any]:
    """How long after the team's own time a promise falls due, and what it was held against."""
    return {"margin_minutes": (due - target) // _MINUTE, "agreed_for": target, "agreed_by": agreed.team}


def _promised(act: ActSeen) -> tuple[PromiseOf, tuple[int | bool, ...]]:
    """What this act promises, and for when in microseconds (True for a time that words do not pin down).

    Where something is promised to be done, its times alone; acts from before that was told apart promise work.
    """
    names = (("due_at", "promise_of"),) if act.verb == "promise.make" else _PROMISED
    found: dict[PromiseOf, list[int | bool]] = {PromiseOf.WORK: [], PromiseOf.WORD: []}
    for name, kind in names:
        due = act.facts.get(name, act.args.get(name))
        if isinstance(due, int) and due is not False:
            found[PromiseOf(act.facts.get(kind, PromiseOf.WORK))].append(due)
    of = PromiseOf.WORK if found[PromiseOf.WORK] else PromiseOf.WORD
    return of, tuple(found[of])


def _heard(act: ActSeen) -> tuple[Answer, ...]:
    """The answer that was compared, if it counts for or against them: a right one that they had not given does not."""
    question = str(act.facts.get("question", ""))
    if act.was_refused or question not in set(Question) or act.facts.get("from_caller") is False:
        return ()
    return (Answer(Question(question), bool(act.facts.get("matched"))),)
