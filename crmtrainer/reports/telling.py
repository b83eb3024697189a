# SPDX-License-Identifier: MIT
"""Acts told in a sentence each: what a debrief, an assessor's replay and a report call them."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from crmtrainer.journal.entry import Entry, Result
from crmtrainer.kernel.canonical import Json


class ActKind(StrEnum):
    """What an entry is about: the filters of a replay."""

    ACT = "act"
    MESSAGE = "message"
    HANDOFF = "handoff"
    CLOCK = "clock"
    WORLD = "world"


TOLD = {
    "journal.begin": "The world began",
    "scenario.stage": "The scenario was set up",
    "scenario.finish": "Finished the scenario",
    "reflection.submit": "Wrote a reflection",
    "practice.set": "Set practice time to {speed}",
    "practice.jump": "Moved practice time on",
    "agenda.drop": "Something planned no longer applied",
    "clock.threshold": "{metric}: {percent} % used",
    "record.open": "Opened the record of {customer}",
    "record.reveal": "Uncovered the {field} of {customer}",
    "identity.verify": "Checked the {question}: {matched}",
    "customer.move_stage": "Moved {customer} from {was} to {now}",
    "customer.set_need": "Recorded what {customer} needs",
    "consent.change": "Changed consent for {purpose} by {channel}",
    "ticket.open": "Opened ticket {ticket}",
    "ticket.set_status": "Moved {ticket} to {now}",
    "ticket.set_priority": "Set the priority of {ticket} to {now}",
    "ticket.close": "Closed {ticket}",
    "ticket.reopen": "Reopened {ticket}",
    "interaction.log": "Logged a contact with {customer}",
    "note.add": "Wrote a note",
    "message.send": "Wrote to {customer} by {channel}",
    "message.receive": "{customer} wrote by {channel}",
    "promise.make": "Made a promise to {customer}",
    "promise.keep": "Kept a promise to {customer}",
    "promise.withdraw": "Withdrew a promise to {customer}",
    "promise.lapse": "A promise to {customer} passed its time",
    "conversation.ring": "The telephone rang",
    "conversation.lapse": "The call rang out",
    "conversation.answer": "Answered the call",
    "conversation.identify": "Took the caller to be {customer}",
    "conversation.hold": "Put the caller on hold",
    "conversation.resume": "Came back to the caller",
    "conversation.say": "Said to the caller",
    "conversation.place": "Rang {customer}",
    "conversation.end": "Ended the call",
    "beat.play": "The story went on",
    "handoff.send": "Sent {handoff}",
    "handoff.review": "{handoff}: {decision}",
    "handoff.ask": "{handoff}: the team asked back",
    "handoff.answer": "Answered the team about {handoff}",
    "handoff.chase": "Asked how {handoff} is going",
    "handoff.report": "{handoff}: the team reported",
    "handoff.complete": "{handoff}: the team finished",
    "handoff.thank": "Thanked the team and closed {handoff}",
    "handoff.withdraw": "Withdrew {handoff}",
}
"""A sentence for each verb; the places are filled from facts, arguments and the names of what they mention."""

_MESSAGES = ("message.", "conversation.", "interaction.", "promise.", "note.")
_WORDS = ("words", "summary", "reason", "description", "subject", "resolution", "said", "detail")
_PLAIN = {
    "accepted": "accepted",
    "bounced": "refused",
    "True": "matched",
    "False": "did not match",
    "0": "standing still",
    "1": "×1",
    "10": "×10",
    "60": "×60",
}


def kind_of(entry: Entry) -> ActKind:
    """Which filter of a replay the entry belongs to."""
    if entry.verb.startswith("handoff."):
        return ActKind.HANDOFF
    if entry.verb.startswith("clock."):
        return ActKind.CLOCK
    if entry.verb.startswith(_MESSAGES):
        return ActKind.MESSAGE
    if entry.role == "system":
        return ActKind.WORLD
    return ActKind.ACT


def title_of(entry: Entry, names: Mapping[str, str]) -> str:
    """The entry in a few words. `names` holds labels such as "customer:12" → "Mr Harjit Sahota"."""
    template = TOLD.get(entry.verb, entry.verb)
    told = template.format_map(_Places(entry, names))
    if entry.result == Result.REFUSED:
        return f"Refused: {told[:1].lower()}{told[1:]}"
    return told


def words_of(entry: Entry) -> str:
    """The words that were typed or said in the act, as they were; empty when there are none or they were erased."""
    for name in _WORDS:
        value = entry.args.get(name)
        if isinstance(value, str) and value.strip():
            return value
    return ""


def mentioned(entry: Entry) -> set[tuple[str, int]]:
    """The customers, tickets and handoffs that an entry names, by kind and id."""
    found = set()
    for source in (entry.args, entry.facts):
        for kind in ("customer", "ticket", "handoff"):
            for field in (f"{kind}_id", kind):
                value = source.get(field)
                if isinstance(value, int) and not isinstance(value, bool):
                    found.add((kind, value))
    subject, _, number = entry.subject.partition(":")
    if number.isdigit():
        found.add((subject, int(number)))
    return found


class _Places(dict[str, str]):
    """Fills the places of a template: a name of what is mentioned, else a plain fact, else a plain word."""

    def __init__(self, entry: Entry, names: Mapping[str, str]) -> None:
        super().__init__()
        self._entry = entry
        self._names = names

    def __missing__(self, key: str) -> str:
        for kind, ident in sorted(mentioned(self._entry)):
            if kind == key and f"{kind}:{ident}" in self._names:
                return self._names[f"{kind}:{ident}"]
        value = self._entry.facts.get(key, self._entry.args.get(key))
        return _plain(value) if value is not None else {"customer": "the customer"}.get(key, key)


def _plain(value: Json) -> str:
    text = str(value)
    return _PLAIN.get(text, text.replace("_", " "))
