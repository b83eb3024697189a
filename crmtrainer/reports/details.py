# SPDX-License-Identifier: MIT
"""What came of an act, in short phrases beside its title: what was missing, when it is due, how a reply was heard."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from crmtrainer.casework.consequences import moved_by
from crmtrainer.journal.entry import Entry
from crmtrainer.kernel.canonical import Json
from crmtrainer.kernel.moments import from_micros
from crmtrainer.reports.dates import short_when, span


@dataclass(frozen=True, slots=True)
class Reply:
    """An authored reply: what it is called, and its technique."""

    label: str
    technique: str


Moves = Mapping[str, Reply]
"""The authored replies by key."""


def reply_in(entry: Entry, moves: Moves) -> Reply | None:
    """The authored reply that was chosen, or that own words were heard as."""
    return moves.get(str(entry.facts.get("move") or entry.args.get("move") or ""))


def details_of(entry: Entry, moves: Moves) -> tuple[str, ...]:
    """Phrases about the act that its title leaves out; none for a refusal, whose reason says it all."""
    if entry.was_refused:
        return ()
    tell = _TELL.get(entry.verb)
    told = () if tell is None else tuple(tell(entry, moves))
    return (*told, *(f"Status became {_plain(status)}" for status in moved_by(entry).values()))


def _say(entry: Entry, moves: Moves) -> Iterator[str]:
    reply = reply_in(entry, moves)
    if entry.facts.get("own_words", entry.args.get("own_words")):
        yield f"Own words, heard as: {reply.label}" if reply else "Own words, not understood"
        first = str(entry.facts.get("heard_first") or "")
        if entry.facts.get("corrected"):
            yield f"Corrected from: {moves[first].label if first in moves else first}{_sureness(entry, first)}"
    elif reply:
        yield f"Chosen reply: {reply.label}"
    yield from _gave_away(entry)


def _sureness(entry: Entry, move: str) -> str:
    """ " (72 %)": how surely the words were heard as that."""
    heard = entry.facts.get("heard")
    for each in heard if isinstance(heard, list) else ():
        if isinstance(each, dict) and each.get("move") == move and isinstance(each.get("per_mille"), int):
            return f" ({int(str(each['per_mille'])) // 10} %)"
    return ""


def _written(entry: Entry, moves: Moves) -> Iterator[str]:
    if entry.facts.get("only_acknowledges"):
        yield "Only acknowledged: no reply"
    yield from _gave_away(entry)


def _gave_away(entry: Entry) -> Iterator[str]:
    """What words to a customer told from the record, and what they promised without its being noted."""
    told = entry.facts.get("discloses")
    if isinstance(told, list) and told:
        yield f"Told from the record: {', '.join(_DETAILS.get(str(each), _plain(each)) for each in told)}"
    promised = entry.facts.get("promised_at")
    if promised is True:
        yield "Promised in words, with no exact time"
    elif isinstance(promised, int) and promised is not False:
        yield f"Promised in words by {_when(promised)}"


def _identity(entry: Entry, moves: Moves) -> Iterator[str]:
    if entry.facts.get("state"):
        yield f"Identity: {_plain(entry.facts['state'])}"
    if entry.facts.get("from_caller") is False:
        yield "The caller had not given this answer"


def _printed(entry: Entry, moves: Moves) -> Iterator[str]:
    """Which of the fields that can be covered went on paper."""
    fields = entry.facts.get("fields")
    if isinstance(fields, list) and fields:
        yield f"Not covered on it: {', '.join(_DETAILS.get(str(each), _plain(each)) for each in fields)}"
    else:
        yield "Nothing that can be covered was clear on it"


def _opened(entry: Entry, moves: Moves) -> Iterator[str]:
    facts = entry.facts
    yield f"{_plain(facts.get('type')).capitalize()}, severity {_plain(facts.get('severity'))}"
    yield f"Priority {_plain(facts.get('priority'))}"


def _closed(entry: Entry, moves: Moves) -> Iterator[str]:
    yield f"Reason: {_plain(entry.facts.get('reason'))}"
    yield _knowing(bool(entry.facts.get("customer_told")), bool(entry.facts.get("told_the_news")))


def _knowing(has_last_word: bool, knows_the_news: bool) -> str:
    """Whether the customer knew when the ticket was closed: what they wrote after being told takes nothing back."""
    if has_last_word:
        return "The customer had been told"
    return "The customer had been told, and wrote after that" if knows_the_news else "The customer had not been told"


def _logged(entry: Entry, moves: Moves) -> Iterator[str]:
    yield f"{_plain(entry.facts.get('channel')).capitalize()}, outcome: {_plain(entry.facts.get('outcome'))}"
    due = entry.facts.get("promise_due")
    if isinstance(due, int):
        yield f"Promised by {_when(due)}"


def _kept(entry: Entry, moves: Moves) -> Iterator[str]:
    yield from _before_due(entry)


def _received(entry: Entry, moves: Moves) -> Iterator[str]:
    if entry.args.get("attachment_name"):
        yield f"With a file: {entry.args['attachment_name']}"


def _sent(entry: Entry, moves: Moves) -> Iterator[str]:
    need_by = entry.facts.get("need_by")
    if isinstance(need_by, int):
        yield f"Needed by {_when(need_by)}"


def _chased(entry: Entry, moves: Moves) -> Iterator[str]:
    yield from _before_due(entry)


def _completed(entry: Entry, moves: Moves) -> Iterator[str]:
    yield from _before_due(entry)


def _before_due(entry: Entry) -> Iterator[str]:
    minutes = entry.facts.get("minutes_before_due")
    if isinstance(minutes, int):
        # As hours pass: a clock of the same act may count working time, and stands beside this in the evidence.
        side = "before" if minutes >= 0 else "after"
        yield f"{span(minutes)} {side} it was due, counted day and night"


def _jumped(entry: Entry, moves: Moves) -> Iterator[str]:
    to = entry.args.get("to")
    if isinstance(to, int):
        yield f"To {_when(to)}"


def _when(micros: int) -> str:
    return short_when(from_micros(micros))


def _plain(value: Json) -> str:
    return str(value or "").replace("_", " ")


_DETAILS = {"born": "date of birth", "need_detail": "why a need exists", "email": "e-mail address"}

_TELL: dict[str, Callable[[Entry, Moves], Iterator[str]]] = {
    "conversation.say": _say,
    "identity.verify": _identity,
    "record.print": _printed,
    "ticket.open": _opened,
    "ticket.close": _closed,
    "interaction.log": _logged,
    "promise.keep": _kept,
    "message.receive": _received,
    "message.send": _written,
    "handoff.send": _sent,
    "handoff.chase": _chased,
    "handoff.complete": _completed,
    "practice.jump": _jumped,
}
