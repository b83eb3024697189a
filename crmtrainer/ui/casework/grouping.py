# SPDX-License-Identifier: MIT
"""What the list of cases holds and how it is ordered: calls, missed calls, then what is due by real time, in groups."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum, StrEnum
from operator import itemgetter
from typing import Final

from PySide6.QtCore import QCoreApplication

from crmtrainer.casework.queries import QueueRow
from crmtrainer.interactions.queries import ConversationRow, PromiseRow
from crmtrainer.interactions.rules import Channel, ConversationState, Direction
from crmtrainer.kernel.folding import fold
from crmtrainer.service_levels.queries import ClockRow
from crmtrainer.service_levels.timers import TimerState
from crmtrainer.tickets.rules import OPEN, Status
from crmtrainer.ui.channels import CHANNELS
from crmtrainer.ui.clocks import face_of, mark_of, metric_name
from crmtrainer.ui.dates import clock_time, local
from crmtrainer.ui.interactions.labels import channel_icon, short_name
from crmtrainer.ui.kit.clock_block import ClockState
from crmtrainer.ui.kit.rows import Heading, Mark, Row
from crmtrainer.ui.marking import QT_TRANSLATE_NOOP
from crmtrainer.ui.theme import Tone
from crmtrainer.ui.tickets.labels import PRIORITIES, STATUS_LOOK, STATUSES, TYPES, said


class SpotKind(StrEnum):
    """What a row of the list stands for."""

    TICKET = "ticket"
    TALK = "talk"
    PROMISE = "promise"


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in the list: a ticket, a conversation that has none yet, or a promise that belongs to none."""

    kind: SpotKind
    ident: int


def ticket_spot(ticket_id: int) -> Spot:
    return Spot(SpotKind.TICKET, ticket_id)


def promise_spot(promise_id: int) -> Spot:
    return Spot(SpotKind.PROMISE, promise_id)


def talk_spot(conversation_id: int) -> Spot:
    return Spot(SpotKind.TALK, conversation_id)


@dataclass(frozen=True, slots=True)
class CaseData:
    """What was read for a list."""

    rows: tuple[QueueRow, ...] = ()
    clocks: dict[int, ClockRow] = field(default_factory=dict)
    talks: tuple[ConversationRow, ...] = ()
    promises: tuple[PromiseRow, ...] = ()
    """What belongs to no ticket."""
    of_promises: dict[int, ClockRow] = field(default_factory=dict)
    whole: int | None = None
    """How many tickets there are, where only the first of them were read."""

    def own_talks(self) -> tuple[ConversationRow, ...]:
        """The conversations that stand by themselves: not those about a ticket that is listed as on a call."""
        on_tickets = {row.id for row in self.rows if row.is_on_call}
        return tuple(talk for talk in self.talks if talk.ticket_id not in on_tickets)

    def in_all(self) -> int:
        """How much there is in the list, read or not."""
        return (len(self.rows) if self.whole is None else self.whole) + len(self.own_talks()) + len(self.promises)

    def is_partial(self) -> bool:
        """Whether there are more tickets than were read."""
        return self.whole is not None and self.whole > len(self.rows)


class Group(Enum):
    """The groups, in order. What is live is parted by the day on which it is due: every heading is true of the time."""

    RINGING = QT_TRANSLATE_NOOP("Cases", "Ringing")
    ON_CALL = QT_TRANSLATE_NOOP("Cases", "On a call")
    MISSED = QT_TRANSLATE_NOOP("Cases", "Missed calls")
    OVERDUE = QT_TRANSLATE_NOOP("Cases", "Overdue")
    TODAY = QT_TRANSLATE_NOOP("Cases", "Due today")
    TOMORROW = QT_TRANSLATE_NOOP("Cases", "Due tomorrow")
    LATER = QT_TRANSLATE_NOOP("Cases", "Due later")
    PAUSED = QT_TRANSLATE_NOOP("Cases", "Paused")
    NOTHING_DUE = QT_TRANSLATE_NOOP("Cases", "Nothing due")
    CLOSED = QT_TRANSLATE_NOOP("Cases", "Resolved or closed")


_LIVE: Final = (Group.OVERDUE, Group.TODAY, Group.TOMORROW, Group.LATER)

_STANDS: Final = {
    ClockState.NOT_STARTED: QT_TRANSLATE_NOOP("Cases", "Not counting now"),
    ClockState.ON_TRACK: QT_TRANSLATE_NOOP("Cases", "On track"),
    ClockState.DUE_SOON: QT_TRANSLATE_NOOP("Cases", "Due soon"),
    ClockState.OVERDUE: QT_TRANSLATE_NOOP("Cases", "Overdue"),
    ClockState.PAUSED: QT_TRANSLATE_NOOP("Cases", "Not counting now"),
}
"""What is typed to find those whose clock stands so."""

_TALK_GROUPS: Final = {ConversationState.RINGING: Group.RINGING, ConversationState.MISSED: Group.MISSED}


def _tr(words: str) -> str:
    return QCoreApplication.translate("Cases", words)


def group_of(row: QueueRow, clock: ClockRow | None, now: datetime) -> Group:
    """Which group a ticket stands in."""
    if row.is_on_call:
        return Group.ON_CALL
    if clock is None:
        return Group.NOTHING_DUE if row.status in OPEN else Group.CLOSED
    return _clock_group(clock, now)


def _clock_group(clock: ClockRow, now: datetime) -> Group:
    state = face_of(clock, now).state
    if state in (ClockState.OVERDUE, ClockState.PAUSED):
        return Group.OVERDUE if state is ClockState.OVERDUE else Group.PAUSED
    return Group.NOTHING_DUE if clock.due is None else _day_group(clock.due, now)


def _day_group(due: datetime, now: datetime) -> Group:
    days = (local(due).date() - local(now).date()).days
    return Group.TODAY if days <= 0 else Group.TOMORROW if days == 1 else Group.LATER


def _order(number: int, clock: ClockRow | None) -> tuple[bool, float, int]:
    """By real time to due, of what is late since it was missed; else as it was read."""
    if clock is None:
        return (True, 0.0, number)
    late = clock.breached_at if clock.state is TimerState.OVERDUE else None
    moment = late or clock.due or clock.pause_ends
    return (moment is None, 0.0 if moment is None else moment.timestamp(), number)


def listed(data: CaseData, now: datetime, typed: str = "") -> tuple[Row | Heading, ...]:
    """The rows with their headings, calls first, then the worst due; `typed` leaves those that hold its words."""
    wanted = fold(typed).split()
    groups: dict[Group, list[tuple[tuple[bool, float, int], Row]]] = {group: [] for group in Group}
    for talk in data.own_talks():
        if _holds(wanted, talk.shown, talk.customer):
            groups[_TALK_GROUPS.get(talk.state, Group.ON_CALL)].append(((False, 0.0, 0), talk_row(talk)))
    for number, case in enumerate(data.rows):
        clock = data.clocks.get(case.id)
        if _holds(wanted, case.ref, case.subject, case.customer, *_words_of(case, clock, now)):
            groups[group_of(case, clock, now)].append((_order(number, clock), case_row(case, clock, now)))
    for place, promise in enumerate(data.promises):
        clock = data.of_promises.get(promise.id)
        if clock is not None and _holds(wanted, promise.words, promise.customer, face_of(clock, now).words):
            order = _order(place, clock)
            groups[_clock_group(clock, now)].append((order, promise_row(promise, clock, now)))
    shown: list[Row | Heading] = []
    open_from = _unread_from(data, now)
    for place, (group, rows) in enumerate(groups.items()):
        if rows:
            more = "+" if open_from is not None and place >= open_from else ""
            shown.append(Heading(_tr(group.value), f"{len(rows)}{more}"))
            shown += [row for _, row in sorted(rows, key=itemgetter(0))]
    return tuple(shown)


def _unread_from(data: CaseData, now: datetime) -> int | None:
    """The place of the first group to which tickets not read yet may belong: where the last one read stands."""
    if not data.is_partial() or not data.rows:
        return None
    last = data.rows[-1]
    order = list(Group)
    if last.status not in OPEN:
        return order.index(Group.CLOSED)
    if last.due_at is None:
        return order.index(Group.PAUSED)
    return order.index(Group.OVERDUE if last.due_at < now else _day_group(last.due_at, now))


def has_running_clocks(data: CaseData, now: datetime) -> bool:
    """Whether anything listed is due at some time, so that the worst can come first."""
    tickets = any(group_of(case, data.clocks.get(case.id), now) in _LIVE for case in data.rows)
    return tickets or bool(data.of_promises)


def how_many(rows: Iterable[Row | Heading]) -> int:
    """How many rows there are, headings apart."""
    return sum(isinstance(row, Row) for row in rows)


def _words_of(case: QueueRow, clock: ClockRow | None, now: datetime) -> tuple[str, ...]:
    """What else a case can be found by: how its clock stands and which it is, and what kind of case it is."""
    face = None if clock is None else face_of(clock, now)
    return (
        _tr(group_of(case, clock, now).value),
        "" if clock is None or face is None else f"{face.words} {metric_name(clock.metric)}",
        "" if face is None or face.state not in _STANDS else _tr(_STANDS[face.state]),
        said(TYPES[case.type]),
        said(STATUSES[case.status]),
        f"{said(PRIORITIES[case.priority])} {_tr('priority')}",
        said(CHANNELS[Channel(case.channel)]) if case.channel in set(Channel) else "",
        case.channel,
        _tr("mine") if case.is_mine else "" if case.owner else _tr("nobody’s"),
        _tr("unanswered") if case.unread else "",
        *(name for _, name in case.teams),
    )


def _holds(wanted: Iterable[str], *texts: str) -> bool:
    text = fold(" ".join(texts))
    return all(word in text for word in wanted)


def case_row(case: QueueRow, clock: ClockRow | None, now: datetime) -> Row:
    """A ticket in two lines; without a running clock its status stands where the clock would."""
    if clock is not None:
        whose = _whose(case, clock)
        closed = case.status is Status.CLOSED
        sentence = face_of(clock, now, closed=closed).sentence()
        mark, told = mark_of(clock, now, whose, closed=closed), f"{whose}, {sentence}" if whose else sentence
    else:
        icon, tone = STATUS_LOOK[case.status]
        mark, told = Mark(said(STATUSES[case.status]), icon, tone), said(STATUSES[case.status])
    parts = [case.ref, case.subject, case.customer, told, said(PRIORITIES[case.priority]).lower()]
    if case.unread:
        parts.append(_tr("the customer wrote last"))
    if case.is_on_call:
        parts.append(_tr("on a call"))
    on_call = case.is_on_call
    is_new = case.unread and not on_call
    return Row(
        id=ticket_spot(case.id),
        title=case.subject,
        reference=case.ref,
        detail=(_tr("%1, wrote") if is_new else "%1").replace("%1", short_name(case.customer)),
        icon="phone-in-talk-outline" if on_call else channel_icon(case.channel),
        icon_tone=Tone.OK if on_call else Tone.NEUTRAL,
        mark=mark,
        unread=case.unread or case.status is Status.NEW,
        spoken=", ".join(parts),
        tip=", ".join(parts),
    )


def promise_row(promise: PromiseRow, clock: ClockRow, now: datetime) -> Row:
    """A promise that belongs to no ticket, in two lines like one: its words, and to whom."""
    sentence = face_of(clock, now).sentence()
    parts = (_tr("Promise"), promise.words, promise.customer, sentence)
    return Row(
        id=promise_spot(promise.id),
        title=promise.words,
        reference=_tr("Promise"),
        detail=short_name(promise.customer),
        icon="handshake-outline",
        mark=mark_of(clock, now),
        spoken=", ".join(parts),
        tip=", ".join(parts),
    )


def _whose(case: QueueRow, clock: ClockRow) -> str:
    """Whose clock it is, where it is not the ticket's own: a team's by the first of its names, or a promise's."""
    if not clock.subject or clock.subject not in dict(case.teams):
        return metric_name(clock.metric) if clock.subject.startswith("promise") else ""
    return dict(case.teams)[clock.subject].partition(",")[0]


def talk_row(talk: ConversationRow) -> Row:
    """A call in two lines: it rings, or it is live and belongs to no ticket yet."""
    if talk.state is ConversationState.MISSED:
        return _missed_row(talk)
    rings, ours = talk.state is ConversationState.RINGING, talk.direction is Direction.OUT
    if rings:
        title = _tr("Calling") if ours else _tr("Phone ringing")
        mark = Mark(_tr("Not answered yet") if ours else _tr("Enter answers"), "bell-ring-outline", Tone.WARN)
    elif talk.state is ConversationState.HELD:
        title, mark = _tr("On hold"), Mark(_tr("No ticket yet"), "", Tone.NEUTRAL)
    else:
        title, mark = _tr("On a call"), Mark(_tr("No ticket yet"), "", Tone.NEUTRAL)
    who = talk.customer or talk.shown
    return Row(
        id=talk_spot(talk.id),
        title=f"{title}, {who}" if who else title,
        detail=talk.shown if talk.customer else "",
        icon="phone-ring-outline" if rings else "phone-in-talk-outline",
        icon_tone=Tone.WARN if rings else Tone.OK,
        mark=mark,
        unread=rings,
        spoken=", ".join(part for part in (title, talk.customer, talk.shown, mark.words) if part),
    )


def _missed_row(talk: ConversationRow) -> Row:
    who, at = talk.customer or talk.shown, clock_time(talk.started_at)
    title = _tr("Missed call, %1").replace("%1", who) if who else _tr("Missed call")
    return Row(
        id=talk_spot(talk.id),
        title=title,
        detail=_tr("Rang at %1").replace("%1", at),
        icon="phone-missed-outline",
        icon_tone=Tone.BAD,
        mark=Mark(_tr("Not answered"), "", Tone.NEUTRAL),
        unread=True,
        spoken=f"{title}, {_tr('rang at %1').replace('%1', at)}",
    )
