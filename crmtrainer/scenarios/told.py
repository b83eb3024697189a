# SPDX-License-Identifier: MIT
"""An act in the few words of a debrief: "Sent H-0001: part code, photo, need by". Values only."""

from __future__ import annotations

from collections.abc import Callable
from zoneinfo import ZoneInfo

from crmtrainer.kernel.commands import Role
from crmtrainer.kernel.moments import from_micros
from crmtrainer.scenarios.seen import ActSeen

QUIET = frozenset({"conversation.identify", "clock.threshold", "beat.play", "conversation.lapse"})
"""Acts a debrief leaves out; a limit that passes is told by name."""
_BREACH = 100
_TECHNIQUES = {
    "greet": "Greeted the customer",
    "acknowledge": "Acknowledged what worried the customer",
    "apologise": "Apologised",
    "ask_open": "Asked an open question",
    "ask_closed": "Asked for details",
    "paraphrase": "Said the facts back",
    "reflect": "Said the feeling back",
    "summarise": "Summed up",
    "verify": "Asked for proof of identity",
    "inform": "Said what you were doing",
    "request": "Asked for something",
    "offer": "Offered a solution",
    "promise": "Made a promise on the call",
    "set_expectation": "Said what to expect",
    "refuse": "Refused",
    "signpost": "Pointed to where help is",
    "rule_quote": "Quoted a rule",
    "disclose": "Read out what stands on the record",
    "assume": "Assumed without asking",
    "dismiss": "Passed over it",
    "close": "Moved to close the call",
}
_METRICS = {
    "first_response": "First reply",
    "resolution": "Resolution",
    "handoff_accept": "The team’s time to accept",
    "handoff_complete": "The team’s target",
    "promise": "The promised time",
}


def is_shown(act: ActSeen) -> bool:
    """Whether the act is a row of the debrief."""
    if act.verb == "clock.threshold":
        return act.facts.get("percent") == _BREACH
    return act.verb not in QUIET and (act.role is not Role.SYSTEM or act.verb in _THEIRS)


def title_of(act: ActSeen, zone: str) -> str:
    """The act in a few words, times in the organisation's zone."""
    tell = _OURS.get(act.verb) or _THEIRS.get(act.verb)
    told = tell(act, zone) if tell is not None else act.verb
    return f"Tried, and was refused: {told[:1].lower()}{told[1:]}" if act.was_refused else told


def _plain(words: str) -> Callable[[ActSeen, str], str]:
    return lambda act, zone: words


def _fact(act: ActSeen, name: str, default: str = "") -> str:
    value = act.facts.get(name, act.args.get(name))
    return default if value is None or isinstance(value, dict | list) else str(value).replace("_", " ")


def _time(act: ActSeen, name: str, zone: str) -> str:
    value = act.facts.get(name, act.args.get(name))
    return from_micros(value).astimezone(ZoneInfo(zone)).strftime("%H:%M") if isinstance(value, int) else ""


def _answered(act: ActSeen, zone: str) -> str:
    return "Answered a call" if act.facts.get("channel") == "phone" else "Answered a chat"


def _said(act: ActSeen, zone: str) -> str:
    return _TECHNIQUES.get(str(act.context.get("technique", "")), "Said something of your own")


def _verified(act: ActSeen, zone: str) -> str:
    outcome = "it matched" if act.facts.get("matched") else "it did not match"
    passed = ", identity passed" if act.facts.get("state") == "passed" != act.facts.get("was") else ""
    return f"Compared the {_fact(act, 'question')}: {outcome}{passed}"


def _wrote(act: ActSeen, zone: str) -> str:
    due = _time(act, "promise_due", zone)
    written = f"Sent the customer a {_fact(act, 'channel')}"
    return f"{written}, with a promise by {due}" if due else written


def _promised(act: ActSeen, zone: str) -> str:
    return f"Promised something by {_time(act, 'due_at', zone)}"


def _sent(act: ActSeen, zone: str) -> str:
    fields = act.facts.get("fields")
    carried = [str(field).replace("_", " ") for field in fields] if isinstance(fields, list) else []
    if act.facts.get("need_by"):
        carried.append("need by")
    return f"Sent {_fact(act, 'ref', 'a handoff')}: {', '.join(carried) or 'words only'}"


def _reviewed(act: ActSeen, zone: str) -> str:
    ref, team = _fact(act, "ref", "the handoff"), _fact(act, "team", "the team").capitalize()
    if act.facts.get("decision") == "accepted":
        return f"{team} accepted {ref}, to be done by {_time(act, 'target_at', zone)}"
    missing = act.facts.get("missing")
    lacking = ", ".join(str(name).replace("_", " ") for name in missing) if isinstance(missing, list) else ""
    return f"{team} refused {ref}: {lacking} missing" if lacking else f"{team} refused {ref}"


def _passed(act: ActSeen, zone: str) -> str:
    return f"{_METRICS.get(str(act.facts.get('metric')), 'A limit')} passed"


def _with_ref(words: str) -> Callable[[ActSeen, str], str]:
    return lambda act, zone: words.format(ref=_fact(act, "ref", "it"), team=_fact(act, "team", "team").capitalize())


_OURS: dict[str, Callable[[ActSeen, str], str]] = {
    "record.open": _plain("Opened a record, with a reason"),
    "record.reveal": lambda act, zone: f"Uncovered a field: {_fact(act, 'field')}",
    "identity.verify": _verified,
    "conversation.answer": _answered,
    "conversation.say": _said,
    "conversation.hold": _plain("Put the caller on hold"),
    "conversation.resume": _plain("Came back to the caller"),
    "conversation.end": _plain("Ended the call"),
    "conversation.place": _plain("Rang the customer"),
    "interaction.log": _plain("Logged the contact"),
    "note.add": _plain("Wrote an internal note"),
    "message.send": _wrote,
    "promise.make": _promised,
    "promise.keep": _plain("Marked the promise as kept"),
    "promise.withdraw": _plain("Took the promise back"),
    "ticket.open": lambda act, zone: f"Opened {_fact(act, 'ref', 'a ticket')}: {_fact(act, 'type')}",
    "ticket.set_status": lambda act, zone: f"Moved {_fact(act, 'ref')} to {_fact(act, 'now')}",
    "ticket.set_priority": lambda act, zone: f"Set the priority of {_fact(act, 'ref')}",
    "ticket.close": _with_ref("Closed {ref}"),
    "ticket.reopen": _with_ref("Reopened {ref}"),
    "customer.move_stage": _plain("Moved the customer in the life cycle"),
    "customer.set_need": _plain("Noted a need"),
    "consent.change": _plain("Changed a consent"),
    "handoff.send": _sent,
    "handoff.answer": _with_ref("Answered the team about {ref}"),
    "handoff.chase": _with_ref("Asked how {ref} is going"),
    "handoff.thank": _with_ref("Thanked the team and closed {ref}"),
    "handoff.withdraw": _with_ref("Took {ref} back"),
    "scenario.finish": _plain("Finished the scenario"),
    "reflection.submit": _plain("Wrote a reflection"),
}
_THEIRS: dict[str, Callable[[ActSeen, str], str]] = {
    "conversation.ring": _plain("The telephone rang"),
    "message.receive": lambda act, zone: f"The customer sent a {_fact(act, 'channel')}",
    "promise.lapse": _plain("The promised time came"),
    "handoff.review": _reviewed,
    "handoff.ask": _with_ref("{team} asked back about {ref}"),
    "handoff.report": _with_ref("{team} said how {ref} is going"),
    "handoff.complete": _with_ref("{team} finished {ref}"),
    "clock.threshold": _passed,
}
