# SPDX-License-Identifier: MIT
"""Acts told in a sentence each: what a debrief, an assessor's replay and a report call them."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from crmtrainer.journal.entry import Entry, Result
from crmtrainer.kernel.canonical import Json
from crmtrainer.reports.names import mentioned


class ActKind(StrEnum):
    """What an entry is about: the filters of a replay. BACKSTAGE is what keeps a world going and tells nothing."""

    ACT = "act"
    MESSAGE = "message"
    HANDOFF = "handoff"
    CLOCK = "clock"
    BACKSTAGE = "backstage"


TOLD = {
    "journal.begin": "The world began",
    "scenario.stage": "The scenario was set up",
    "scenario.finish": "Finished the scenario",
    "reflection.submit": "Wrote a reflection",
    "practice.set": "Set practice time to {speed}",
    "practice.jump": "Moved practice time on",
    "agenda.drop": "Something planned no longer applied",
    "clock.threshold": "{metric}: {percent} % of the time used",
    "record.open": "Opened the record of {customer}",
    "record.reveal": "Uncovered the {field} of {customer}",
    "identity.verify": "Checked the {question} of {customer}: {matched}",
    "customer.move_stage": "Moved {customer} from {was} to {now}",
    "customer.set_need": "Recorded what {customer} needs",
    "consent.change": "Changed consent for {purpose} by {channel}",
    "ticket.open": "Opened ticket {ticket}",
    "ticket.set_status": "Moved {ticket} to {now}",
    "ticket.set_priority": "Set the priority of {ticket} to {now}",
    "ticket.close": "Closed {ticket}",
    "ticket.reopen": "Reopened {ticket}",
    "interaction.log": "Logged a contact with {customer}",
    "note.add": "Wrote an internal note",
    "message.send": "Wrote to {customer} by {channel}",
    "message.receive": "{customer} wrote by {channel}",
    "promise.make": "Made a promise to {customer}",
    "promise.keep": "Kept a promise to {customer}",
    "promise.withdraw": "Withdrew a promise to {customer}",
    "promise.lapse": "A promise to {customer} passed its time",
    "conversation.ring": "{conversation} rang",
    "conversation.lapse": "The call rang out",
    "conversation.answer": "Answered the call",
    "conversation.identify": "Took the caller to be {customer}",
    "conversation.hold": "Put {conversation} on hold",
    "conversation.resume": "Came back to {conversation}",
    "conversation.say": "Said to {conversation}",
    "conversation.place": "Rang {customer}",
    "conversation.end": "Ended the call",
    "beat.play": "The story went on",
    "handoff.send": "Sent {handoff} to {team}",
    "handoff.review": "{team} {decision} {handoff}",
    "handoff.ask": "{team} asked about {handoff}",
    "handoff.answer": "Answered {team} about {handoff}",
    "handoff.chase": "Asked {team} how {handoff} is going",
    "handoff.report": "{team} reported on {handoff}",
    "handoff.complete": "{team} finished {handoff}",
    "handoff.thank": "Thanked {team} and closed {handoff}",
    "handoff.withdraw": "Withdrew {handoff} from {team}",
}
"""A sentence for each verb; the places are filled from facts, arguments and the names of what they mention."""

_OVERDUE = "{metric}: the time is up"
_SPOKEN = "{person} said"
_TO_DO = {
    "Set": "set",
    "Moved": "move",
    "Opened": "open",
    "Uncovered": "uncover",
    "Checked": "check",
    "Recorded": "record",
    "Changed": "change",
    "Closed": "close",
    "Reopened": "reopen",
    "Logged": "log",
    "Wrote": "write",
    "Made": "make",
    "Kept": "keep",
    "Withdrew": "withdraw",
    "Answered": "answer",
    "Took": "take",
    "Put": "put",
    "Came": "come",
    "Said": "speak",
    "Rang": "ring",
    "Ended": "end",
    "Sent": "send",
    "Asked": "ask",
    "Thanked": "thank",
    "Finished": "finish",
}
_MESSAGES = ("message.", "conversation.", "interaction.", "promise.", "note.")
_BACKSTAGE = ("journal.", "practice.", "agenda.", "scenario.stage", "beat.")
_PLAIN = {
    "accepted": "accepted",
    "bounced": "sent back",
    "True": "matched",
    "False": "did not match",
    "0": "standing still",
    "1": "×1",
    "10": "×10",
    "60": "×60",
}
_METRICS = {
    "first_response": "First reply",
    "next_response": "Next reply",
    "progress_update": "Progress update",
    "first_resolution": "First resolution",
    "handoff_accept": "Acceptance of the handoff",
    "handoff_complete": "Handoff",
    "statutory": "Limit by law",
}
_UNNAMED = {
    "customer": "the customer",
    "ticket": "a ticket",
    "handoff": "a handoff",
    "team": "a team",
    "conversation": "the caller",
    "person": "Somebody",
    "matched": "not compared",
}
_SPEEDS = frozenset({"speed"})


def kind_of(entry: Entry, *, speaks: bool = False) -> ActKind:
    """Which filter of a replay the entry belongs to. `speaks`: somebody simulated says something in it."""
    if entry.verb.startswith("handoff."):
        return ActKind.HANDOFF
    if entry.verb.startswith("clock."):
        return ActKind.CLOCK
    if speaks or entry.verb.startswith(_MESSAGES):
        return ActKind.MESSAGE
    if entry.verb.startswith(_BACKSTAGE):
        return ActKind.BACKSTAGE
    return ActKind.ACT


def title_of(entry: Entry, names: Mapping[str, str], *, speaks: bool = False) -> str:
    """The entry in a few words. `names` holds labels such as "customer:12" → "Mr Harjit Sahota"."""
    template = TOLD.get(entry.verb, entry.verb)
    if speaks:
        template = _SPOKEN
    elif entry.verb == "clock.threshold" and entry.facts.get("breach"):
        template = _OVERDUE
    told = template.format_map(_Places(entry, names))
    return _tried(told) if entry.result == Result.REFUSED else told[:1].upper() + told[1:]


def metric_name(metric: str) -> str:
    """What a clock of this metric is called in a report."""
    return _METRICS.get(metric, metric.replace("_", " ").capitalize())


def _tried(told: str) -> str:
    first, _, rest = told.partition(" ")
    return f"Tried to {_TO_DO[first]} {rest}" if first in _TO_DO else f"Tried: {told}"


class _Places(dict[str, str]):
    """Fills the places of a template: a name of what is mentioned, else a plain fact, else a plain word."""

    def __init__(self, entry: Entry, names: Mapping[str, str]) -> None:
        super().__init__()
        self._entry = entry
        self._names = names

    def __missing__(self, key: str) -> str:
        if key in ("team", "person"):
            return self._who(key)
        for kind, ident in sorted(mentioned(self._entry)):
            if kind == key and f"{kind}:{ident}" in self._names:
                return self._names[f"{kind}:{ident}"]
        value = self._entry.facts.get(key, self._entry.args.get(key))
        if key in _UNNAMED and (value is None or (isinstance(value, int) and not isinstance(value, bool))):
            return _UNNAMED[key]
        if key == "metric":
            return metric_name(str(value))
        return key if value is None else _plain(value, speed=key in _SPEEDS)

    def _who(self, key: str) -> str:
        if key == "team":
            for kind, ident in mentioned(self._entry):
                if kind == "handoff" and f"team:{ident}" in self._names:
                    return self._names[f"team:{ident}"]
        named = str(self._entry.facts.get(key, self._entry.args.get(key, "")))
        return self._names.get(f"{key}:{named}", named or _UNNAMED[key])


def _plain(value: Json, *, speed: bool) -> str:
    text = str(value)
    if isinstance(value, int) and not isinstance(value, bool) and not speed:
        return text
    return _PLAIN.get(text, text.replace("_", " "))
