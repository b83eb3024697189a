# SPDX-License-Identifier: MIT
"""Whose turn it is: the customer's messages sorted by the reply that answers them, and our words from one to the next.

Knows no rule. A turn bears the name of what was *entered* first of it, and so keeps it, whatever else of the past is
entered later: an earlier message moves its start, and a reply found in between parts what was one turn.
"""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter

from crmtrainer.kernel.moments import to_micros
from crmtrainer.service_levels.rules import MERGED, ClockEvent, EventKind, Metric, signs_of

_WORDS = frozenset({EventKind.VISIBLE_REPLY, EventKind.REOPENED, EventKind.OPENED})
_ENDS_WITH_MERGING = frozenset({EventKind.CANCELLED, EventKind.SATISFIED})


@dataclass(frozen=True, slots=True)
class Turn:
    """One stretch of waiting: its name, the event that it is counted from, and the one that ended it, if any."""

    name: str
    start: ClockEvent
    end: ClockEvent | None


@dataclass(frozen=True, slots=True)
class _Placed:
    """An event, and its place among those that were entered."""

    place: int
    event: ClockEvent

    @property
    def when(self) -> tuple[datetime, int]:
        """What to sort by: at one moment, what was entered first came first."""
        return self.event.at, self.place

    @property
    def was_taken_over(self) -> bool:
        """Whether it is a message of another ticket, which was merged into this one."""
        return self.event.kind is EventKind.CUSTOMER_MESSAGE and self.event.reason == MERGED

    def is_answered_by(self, reply: _Placed) -> bool:
        """A reply answers what came before it; of another ticket's messages only what was here when it was entered."""
        if self.when > reply.when:
            return False
        return not self.was_taken_over or self.place < reply.place


def message_turns(recorded: Sequence[ClockEvent]) -> list[Turn]:
    """From the oldest unanswered message after a first reply to the reply that answers it, in order of their start.

    `recorded` is in the order of entry. What waited when this ticket was merged away waits on the other one. A turn
    that was one stays one, whatever of the past is entered later: it may have been missed.
    """
    placed = _placed(recorded, Metric.NEXT_RESPONSE)
    replies = _replies(placed, Metric.NEXT_RESPONSE)
    counted = _first_words(recorded, Metric.FIRST_RESPONSE)
    first = next((number for number, reply in enumerate(replies) if reply.place in counted), len(replies))
    merged = _merged(placed)
    found: dict[tuple[int, int], list[list[_Placed]]] = {}
    for one in (one for one in placed if one.event.kind is EventKind.CUSTOMER_MESSAGE):
        ends = _answer(one, replies)
        # What was taken over after a first reply never waited for one, also when an earlier one is entered later.
        if ends > first or (one.was_taken_over and any(place < one.place for place in counted)):
            _join(found.setdefault((bisect(merged, one.place), ends), []), one, replies)
    names = _names(placed, {EventKind.CUSTOMER_MESSAGE})
    turns = [
        Turn(
            names[min(waiting, key=attrgetter("place")).place],
            min(waiting, key=attrgetter("when")).event,
            replies[ends].event if ends < len(replies) else None,
        )
        for (_, ends), several in found.items()
        for waiting in several
    ]
    return sorted(turns, key=lambda turn: turn.start.at)


def without_early_words(recorded: Sequence[ClockEvent], metric: Metric) -> list[ClockEvent]:
    """What was recorded, less each sign to the customer that is no first one, as `metric` counts them.

    What we said before the first contact answers nobody who came to us after it. Once that contact turns out to have
    been earlier it does; where only the customer of a merged ticket waited for longer, it answers nothing of theirs.
    """
    counted, signs = _first_words(recorded, metric), signs_of(metric)
    return [e for place, e in enumerate(recorded) if e.kind not in signs or place in counted]


def word_turns(recorded: Sequence[ClockEvent]) -> list[Turn]:
    """From each word to the customer to the next, until the ticket is resolved. The first is from its first contact."""
    placed = _placed(recorded, Metric.PROGRESS_UPDATE)
    names = _names(placed, _WORDS, named=False)
    openings = [one for one in placed if one.event.kind is EventKind.OPENED]
    found: list[Turn] = []
    since: tuple[str, ClockEvent] | None = None
    for one in sorted(placed, key=attrgetter("when")):
        event = one.event
        if event.kind in (EventKind.VISIBLE_REPLY, EventKind.RESOLVED) and since is not None:
            found.append(Turn(*since, event))
            since = (names[one.place], event) if event.kind is EventKind.VISIBLE_REPLY else None
        elif event.kind is EventKind.REOPENED:
            if since is not None:  # it was merged away unresolved: what was missed by then stays missed
                found.append(Turn(*since, None))
            since = names[one.place], event
        elif openings and one is openings[-1] and since is None:
            # The start that was entered last is the true one, under the name of the first.
            since = names[openings[0].place], event
    if since is not None:
        found.append(Turn(*since, None))
    return found


def waiting_since(events: Iterable[ClockEvent], metric: Metric = Metric.FIRST_RESPONSE) -> datetime | None:
    """When the customer began to wait for our next sign, as `metric` counts one; None when the last word was ours."""
    placed = _placed(events, metric)
    replies = _replies(placed, metric)
    openings = [one for one in placed if one.event.kind is EventKind.OPENED]
    messages = (one for one in placed if one.event.kind is EventKind.CUSTOMER_MESSAGE)
    gone = max(_merged(placed), default=-1)
    if openings and openings[-1].event.metric is None:
        # A first contact that was put right is no later one: what was said at that moment came after it.
        first = next((one.place for one in openings if one.place > gone), openings[-1].place)
        openings = [_Placed(first, openings[-1].event)]
    waiting = [
        one.event.at
        for one in (*openings[-1:], *messages)
        if one.place > gone and _answer(one, replies) == len(replies)
    ]
    return min(waiting, default=None)


def _placed(events: Iterable[ClockEvent], metric: Metric) -> list[_Placed]:
    """What concerns the metric, or tells that the ticket was merged away."""
    return [
        _Placed(place, event)
        for place, event in enumerate(events)
        if event.metric in (None, metric) or _ends_by_merging(event)
    ]


def _replies(placed: Iterable[_Placed], metric: Metric) -> list[_Placed]:
    signs = signs_of(metric)
    return sorted((one for one in placed if one.event.kind in signs), key=attrgetter("when"))


def _first_words(recorded: Sequence[ClockEvent], metric: Metric) -> frozenset[int]:
    """Where among what was recorded the signs are that count as a first one; one that once did always does."""
    mine = [(place, event) for place, event in enumerate(recorded) if event.metric in (None, metric)]
    starts = [(place, event) for place, event in mine if event.kind is EventKind.OPENED]
    found, signs = set(), signs_of(metric)
    for place, event in mine:
        if event.kind in signs:
            then = [start.at for at, start in starts if at < place][-1:]
            put_right = [start.at for at, start in starts if at > place and start.metric is None]
            if event.at >= min((*then, *put_right), default=event.at):
                found.add(place)
    return frozenset(found)


def _join(turns: list[list[_Placed]], one: _Placed, replies: Sequence[_Placed]) -> None:
    """Put a message with those that waited for the same reply when it was entered: turns that were two stay two."""
    known = [reply for reply in replies if reply.place < one.place]
    mine = _answer(one, known)
    waiting = next((turn for turn in turns if _answer(turn[0], known) == mine), None)
    if waiting is None:
        turns.append([one])
    else:
        waiting.append(one)


def _answer(one: _Placed, replies: Sequence[_Placed]) -> int:
    """Which reply answers it; as many as there are where none does."""
    return next((number for number, reply in enumerate(replies) if one.is_answered_by(reply)), len(replies))


def _merged(placed: Iterable[_Placed]) -> list[int]:
    """Where among what was entered the ticket was merged away."""
    return [one.place for one in placed if _ends_by_merging(one.event)]


def _ends_by_merging(event: ClockEvent) -> bool:
    # What is done about a limit of the law has words that a person typed.
    return event.kind in _ENDS_WITH_MERGING and event.metric is not Metric.STATUTORY and event.reason == MERGED


def _names(placed: Iterable[_Placed], kinds: Iterable[EventKind], *, named: bool = True) -> dict[int, str]:
    """A name for each event of these kinds, by its place: its own subject, or when it was and which of that moment."""
    return dict(_naming(placed, frozenset(kinds), named=named))


def _naming(placed: Iterable[_Placed], kinds: frozenset[EventKind], *, named: bool) -> Iterator[tuple[int, str]]:
    so_far: dict[datetime, int] = {}
    for one in placed:
        if one.event.kind in kinds:
            at = one.event.at
            number = so_far[at] = so_far.get(at, -1) + 1
            plain = f"{to_micros(at)}.{number}" if number else str(to_micros(at))
            yield one.place, (one.event.subject if named else "") or plain
