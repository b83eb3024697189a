# SPDX-License-Identifier: MIT
"""Acts told in a sentence each, the same for the learner's debrief, the assessor's replay and a report. Values only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from crmtrainer.kernel.moments import from_micros
from crmtrainer.limits.book import title_of
from crmtrainer.service_levels.called import called

KINDS = ("customer", "ticket", "handoff", "conversation")
"""What an act may mention by id."""


class Told(Protocol):
    """What a sentence needs of an act: an entry of the journal has it, and an act as checks see it."""

    @property
    def verb(self) -> str: ...
    @property
    def args(self) -> Mapping[str, Any]: ...
    @property
    def facts(self) -> Mapping[str, Any]: ...
    @property
    def subject(self) -> str: ...
    @property
    def was_refused(self) -> bool: ...


class ActKind(StrEnum):
    """What an act is about: the filters of a replay. BACKSTAGE is what keeps a world going and tells nothing."""

    ACT = "act"
    MESSAGE = "message"
    HANDOFF = "handoff"
    CLOCK = "clock"
    BACKSTAGE = "backstage"


@dataclass(frozen=True, slots=True)
class Teller:
    """Tells acts of one world. `names` holds labels such as "customer:12" → "Mr Harjit Sahota"; times are of `zone`."""

    names: Mapping[str, str]
    zone: ZoneInfo

    def title(self, act: Told, *, technique: str = "", speaks: bool = False) -> str:
        """The act in a few words. `technique`: of what was said; `speaks`: somebody simulated says something in it."""
        template = _SPOKEN if speaks else _template(act, technique)
        told = template.format_map(_Places(act, self.names, self.zone))
        return _tried(told) if act.was_refused else told[:1].upper() + told[1:]

    def when(self, micros: int) -> str:
        """ "Tue 16:30", in the zone of the world."""
        return _time(micros, self.zone)


def kind_of(act: Told, *, speaks: bool = False) -> ActKind:
    """Which filter of a replay the act belongs to. `speaks`: somebody simulated says something in it."""
    if act.verb.startswith("handoff."):
        return ActKind.HANDOFF
    if act.verb.startswith("clock."):
        return ActKind.CLOCK
    if speaks or act.verb.startswith(_MESSAGES):
        return ActKind.MESSAGE
    if act.verb.startswith(_BACKSTAGE):
        return ActKind.BACKSTAGE
    return ActKind.ACT


def metric_name(metric: str) -> str:
    """What a clock of this metric is called in a report."""
    return _METRICS.get(metric, metric.replace("_", " ").capitalize())


def mentioned(act: Told) -> set[tuple[str, int]]:
    """The customers, tickets, handoffs and conversations that an act names, by kind and id."""
    found = set()
    for source in (act.args, act.facts):
        for kind in KINDS:
            for field in (f"{kind}_id", kind):
                value = source.get(field)
                if isinstance(value, int) and not isinstance(value, bool):
                    found.add((kind, value))
    subject, _, number = act.subject.partition(":")
    if number.isdigit():
        found.add((subject, int(number)))
    return found


TOLD = {
    "journal.begin": "The world began",
    "journal.migrate": "The record was brought to a newer form",
    "journal.checkpoint": "The record was sealed up to here",
    "journal.restore": "The world was restored from a backup",
    "scenario.stage": "The scenario was set up",
    "scenario.finish": "Finished the scenario",
    "reflection.submit": "Wrote a reflection",
    "practice.set": "Set practice time to {speed}",
    "practice.jump": "Moved practice time on",
    "agenda.drop": "Something planned no longer applied",
    "timing.adjust": "Adjusted timing: clocks at {percent} %",
    "timing.adjust_rest": "Adjusted timing of further clocks: {percent} %",
    "clock.waive": "Waived the breach of {metric}",
    "clock.rebase": "Counted {metric} by the newest hours of “{calendar}”",
    "calendar.rebase": "Counted every running clock of “{key}” by its newest version",
    "calendar.rebase_rest": "Counted further running clocks of “{key}” by its newest version",
    "calendar.change": "Changed the calendar “{key}”",
    "team.set_targets": "Changed the targets of the team {team}",
    "standard.change": "Changed the standard “{standard}”",
    "standard.order": "Changed the order of the standards",
    "clock.threshold": "{metric}: {percent} % of the time used",
    "record.open": "Opened the record of {customer}",
    "record.reveal": "Uncovered the {field} of {customer}",
    "record.print": "Printed the record of {customer}",
    "identity.verify": "Checked the {question} of {customer}: {matched}",
    "customer.move_stage": "Moved {customer} from {was} to {now}",
    "customer.set_need": "Recorded what {customer} needs",
    "consent.change": "Changed consent for {purpose} by {channel}",
    "ticket.open": "Opened {ticket}: {type}",
    "ticket.set_status": "Moved {ticket} to {now}",
    "ticket.set_priority": "Set the priority of {ticket} to {now}",
    "ticket.reclassify": "Reclassified {ticket} as {type}",
    "ticket.correct_first_contact": "Corrected the first contact on {ticket} to {first_contact_at}",
    "ticket.close": "Closed {ticket}",
    "ticket.reopen": "Reopened {ticket}",
    "ticket.merge": "Merged {ticket} into {into_ref}",
    "limit.begin": "Began “{limit}” on {ticket}",
    "limit.meet": "Met “{limit}” on {ticket}",
    "limit.extend": "Extended “{limit}” on {ticket}",
    "limit.move": "Moved the end of “{limit}” on {ticket}",
    "limit.pause": "Let “{limit}” stand on {ticket}",
    "limit.resume": "Went on with “{limit}” on {ticket}",
    "limit.drop": "Dropped “{limit}” on {ticket}",
    "interaction.log": "Logged a contact with {customer}",
    "note.add": "Wrote an internal note",
    "message.send": "Wrote to {customer} by {channel}",
    "message.receive": "{customer} wrote by {channel}",
    "promise.make": "Promised {customer} something by {due_at}",
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
    "handoff.review": "{team} refused {handoff}",
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
_PROVED = "Checked the {question} of {customer}: {matched}, identity passed"
_NOT_THEIRS = "Typed the {question} of {customer} before they had given it: {matched}"
_PROVED_BY_NOBODY = "Typed the {question} of {customer} before they had given it: {matched}, identity passed"
_PRINTED_A_TICKET = "Printed {ticket}"
_WROTE_A_PROMISE = "Wrote to {customer} by {channel}, with a promise by {promise_due}"
_ONLY_ACKNOWLEDGED = "Acknowledged to {customer} by {channel} that theirs has come in"
_ACKNOWLEDGED_WITH_A_PROMISE = f"{_ONLY_ACKNOWLEDGED}, with a promise by {{promise_due}}"
_DROPPED_LATE = "Dropped “{limit}” on {ticket} once it had passed: it stays missed"
_RECLASSIFIED = "Reclassified {ticket}: {class_changes}"
_CARRIED = "Sent {handoff} to {team}: {carried}"
_ACCEPTED = "{team} accepted {handoff}, to be done by {target_at}"
_REFUSED_FOR = "{team} refused {handoff}: {missing} missing"
_TO_DO = {
    "Set": "set",
    "Moved": "move",
    "Opened": "open",
    "Uncovered": "uncover",
    "Printed": "print",
    "Checked": "check",
    "Recorded": "record",
    "Changed": "change",
    "Reclassified": "reclassify",
    "Closed": "close",
    "Reopened": "reopen",
    "Logged": "log",
    "Wrote": "write",
    "Acknowledged": "acknowledge",
    "Promised": "promise",
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
    "Began": "begin",
    "Met": "meet",
    "Extended": "extend",
    "Let": "let",
    "Went": "go",
    "Dropped": "drop",
}
_TECHNIQUES = {
    "greet": "Greeted {conversation}",
    "acknowledge": "Acknowledged what worried {conversation}",
    "apologise": "Apologised to {conversation}",
    "ask_open": "Asked {conversation} an open question",
    "ask_closed": "Asked {conversation} for details",
    "paraphrase": "Said the facts back",
    "reflect": "Said the feeling back",
    "summarise": "Summed up",
    "verify": "Asked for proof of identity",
    "inform": "Said what comes next",
    "request": "Asked for something",
    "offer": "Offered a solution",
    "promise": "Made a promise on the call",
    "set_expectation": "Said what to expect",
    "refuse": "Refused what was asked",
    "signpost": "Pointed to where help is",
    "rule_quote": "Quoted a rule",
    "disclose": "Read out what stands on the record",
    "assume": "Assumed without asking",
    "dismiss": "Passed over it",
    "close": "Moved to close the call",
}
"""What a reply was, by the technique of the move it was heard as."""

_MESSAGES = ("message.", "conversation.", "interaction.", "promise.", "note.")
_BACKSTAGE = ("journal.", "practice.", "agenda.", "scenario.stage", "beat.")
_PLAIN = {
    "True": "matched",
    "False": "did not match",
    "0": "standing still",
    "1": "×1",
    "10": "×10",
    "60": "×60",
}
_METRICS = {
    "acknowledgement": "Acknowledgement",
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
_NOTHING_CARRIED = "words only"
_TIMES = frozenset({"due_at", "promise_due", "target_at", "first_contact_at"})
_LATER = "a time not said"
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_OF_CALENDARS = frozenset({"calendar.change", "calendar.rebase", "calendar.rebase_rest"})
_SPEEDS = frozenset({"speed"})


def _template(act: Told, technique: str) -> str:
    facts = act.facts
    match act.verb:
        case "conversation.say" if technique in _TECHNIQUES and not act.was_refused:
            return _TECHNIQUES[technique]
        case "clock.threshold" if facts.get("breach"):
            return _OVERDUE
        case "identity.verify":
            passes = facts.get("state") == "passed" != facts.get("was")
            if facts.get("from_caller") is False:
                return _PROVED_BY_NOBODY if passes else _NOT_THEIRS
            return _PROVED if passes else TOLD[act.verb]
        case "record.print" if act.args.get("ticket_id") is not None:
            return _PRINTED_A_TICKET
        case "ticket.reclassify" if not act.was_refused:
            return _RECLASSIFIED
        case "limit.drop" if facts.get("stays_missed"):
            return _DROPPED_LATE
        case "message.send" if facts.get("only_acknowledges") or act.args.get("only_acknowledges"):
            return _ACKNOWLEDGED_WITH_A_PROMISE if isinstance(facts.get("promise_due"), int) else _ONLY_ACKNOWLEDGED
        case "message.send" if isinstance(facts.get("promise_due"), int):
            return _WROTE_A_PROMISE
        case "handoff.send" if not act.was_refused:
            return _CARRIED
        case "handoff.review" if facts.get("decision") == "accepted":
            return _ACCEPTED
        case "handoff.review" if facts.get("missing"):
            return _REFUSED_FOR
    return TOLD.get(act.verb, act.verb)


def _tried(told: str) -> str:
    first, _, rest = told.partition(" ")
    return f"Tried to {_TO_DO[first]} {rest}" if first in _TO_DO else f"Tried: {told}"


class _Places(dict[str, str]):
    """Fills the places of a template: a name of what is mentioned, else a plain fact, else a plain word."""

    def __init__(self, act: Told, names: Mapping[str, str], zone: ZoneInfo) -> None:
        super().__init__()
        self._act = act
        self._names = names
        self._zone = zone

    def __missing__(self, key: str) -> str:
        if key in ("team", "person"):
            return self._who(key)
        if key == "carried":
            return self._carried()
        if key == "class_changes":
            return self._class_changes()
        for kind, ident in sorted(mentioned(self._act)):
            if kind == key and f"{kind}:{ident}" in self._names:
                return self._names[f"{kind}:{ident}"]
        value = self._act.facts.get(key, self._act.args.get(key))
        if key in _TIMES:
            return _time(value, self._zone)
        if key in _UNNAMED and (value is None or (isinstance(value, int) and not isinstance(value, bool))):
            return _UNNAMED[key]
        if key == "metric":
            return metric_name(str(value))
        if key == "standard" and value is not None:
            return called(str(value))
        if value is not None and (key == "calendar" or (key == "key" and self._act.verb in _OF_CALENDARS)):
            return self._names.get(f"calendar:{value}", called(str(value)))
        if key == "limit" and value is not None:
            return title_of(str(value))
        return key if value is None else _plain(value, speed=key in _SPEEDS)

    def _who(self, key: str) -> str:
        if key == "team":
            for kind, ident in mentioned(self._act):
                if kind == "handoff" and f"team:{ident}" in self._names:
                    return self._names[f"team:{ident}"]
        named = str(self._act.facts.get(key, self._act.args.get(key, "")))
        return self._names.get(f"{key}:{named}", named or _UNNAMED[key])

    def _class_changes(self) -> str:
        told = []
        for trait in ("type", "category", "severity"):
            was, now = (_plain(self._act.facts.get(name) or "none", speed=False) for name in (f"was_{trait}", trait))
            if was != now:
                told.append(f"{trait} {was} to {now}")
        return ", ".join(told)

    def _carried(self) -> str:
        fields = self._act.facts.get("fields")
        carried = [_plain(field, speed=False) for field in fields] if isinstance(fields, list) else []
        files = self._act.facts.get("files")
        if isinstance(files, int) and files and "photo" not in carried:
            carried.append("a file" if files == 1 else f"{files} files")
        if self._act.facts.get("need_by"):
            carried.append("need by")
        return ", ".join(carried) or _NOTHING_CARRIED


def _time(value: Any, zone: ZoneInfo) -> str:
    if not isinstance(value, int):
        return _LATER
    local = from_micros(value).astimezone(zone)
    return f"{_DAYS[local.weekday()]} {local:%H:%M}"


def _plain(value: Any, *, speed: bool) -> str:
    if isinstance(value, list):
        return ", ".join(_plain(item, speed=False) for item in value)
    text = str(value)
    if isinstance(value, int) and not isinstance(value, bool) and not speed:
        return text
    return _PLAIN.get(text, text.replace("_", " "))
