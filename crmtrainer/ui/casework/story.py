# SPDX-License-Identifier: MIT
"""What happened, as the timeline shows it: an icon, who, what, when, words and small marks for each kind."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from PySide6.QtCore import QCoreApplication

from crmtrainer.casework.queries import Chip, ChipKind, What, Who
from crmtrainer.casework.queries import TimelineItem as Happened
from crmtrainer.interactions.rules import Channel, ContactOutcome, ConversationState, Direction, PromiseState
from crmtrainer.tickets.rules import Status
from crmtrainer.ui.dates import when, when_in_full, when_seen_from
from crmtrainer.ui.filling import filled
from crmtrainer.ui.interactions.labels import CHANNELS, OUTCOMES, channel_icon
from crmtrainer.ui.interactions.labels import said as contact_words
from crmtrainer.ui.kit.chip import ChipData
from crmtrainer.ui.kit.timeline import Party, TimelineItem
from crmtrainer.ui.marking import QT_TRANSLATE_NOOP
from crmtrainer.ui.theme import Tone
from crmtrainer.ui.tickets.labels import STATUSES, class_changes
from crmtrainer.ui.tickets.labels import said as ticket_words

_PARTIES: Final = {
    Who.CUSTOMER: Party.CUSTOMER,
    Who.YOU: Party.YOU,
    Who.STAFF: Party.YOU,
    Who.TEAM: Party.COLLEAGUE,
    Who.SYSTEM: Party.SYSTEM,
}
_ICONS: Final = {
    What.NOTE: "note-text-outline",
    What.COLLEAGUE_NOTE: "account-tie-outline",
    What.SYSTEM_NOTE: "information-outline",
    What.TICKET_OPENED: "folder-open-outline",
    What.STATUS_CHANGED: "circle-half-full",
    What.TICKET_MERGED: "call-merge",
    What.TICKET_RECLASSIFIED: "shape-outline",
    What.FIRST_CONTACT_CORRECTED: "clock-edit-outline",
    What.PROMISE_MADE: "handshake-outline",
    What.PROMISE_KEPT: "check",
    What.PROMISE_BROKEN: "alert-octagon-outline",
    What.PROMISE_WITHDRAWN: "undo",
    What.HANDOFF_ACCEPTED: "check",
    What.HANDOFF_BOUNCED: "keyboard-return",
    What.HANDOFF_DONE: "check-circle-outline",
    What.HANDOFF_THANKED: "thumb-up-outline",
    What.HANDOFF_WITHDRAWN: "undo",
}
_BRIEF: Final = {
    What.TICKET_OPENED: QT_TRANSLATE_NOOP("Story", "%who opened %ticket"),
    What.TICKET_MERGED: QT_TRANSLATE_NOOP("Story", "%who merged another ticket into %ticket"),
    What.FIRST_CONTACT_CORRECTED: QT_TRANSLATE_NOOP("Story", "%who corrected the first contact on %ticket"),
    What.PROMISE_KEPT: QT_TRANSLATE_NOOP("Story", "Promise kept"),
    What.PROMISE_BROKEN: QT_TRANSLATE_NOOP("Story", "Promise broken"),
    What.PROMISE_WITHDRAWN: QT_TRANSLATE_NOOP("Story", "Promise taken back"),
    What.HANDOFF_SENT: QT_TRANSLATE_NOOP("Story", "%who sent %handoff to %team"),
    What.HANDOFF_THANKED: QT_TRANSLATE_NOOP("Story", "%who thanked %team"),
    What.HANDOFF_WITHDRAWN: QT_TRANSLATE_NOOP("Story", "%who took %handoff back"),
}
_HANDOFF: Final = {
    What.HANDOFF_ACCEPTED: QT_TRANSLATE_NOOP("Story", "accepted %handoff"),
    What.HANDOFF_BOUNCED: QT_TRANSLATE_NOOP("Story", "sent %handoff back"),
    What.HANDOFF_ASKED: QT_TRANSLATE_NOOP("Story", "asks about %handoff"),
    What.HANDOFF_ANSWERED: QT_TRANSLATE_NOOP("Story", "answered %team about %handoff"),
    What.HANDOFF_CHASED: QT_TRANSLATE_NOOP("Story", "asked %team how %handoff is going"),
    What.HANDOFF_REPORTED: QT_TRANSLATE_NOOP("Story", "on how %handoff is going"),
    What.HANDOFF_DONE: QT_TRANSLATE_NOOP("Story", "finished %handoff"),
    What.HANDOFF_SENT: QT_TRANSLATE_NOOP("Story", "handed %handoff to %team"),
    What.HANDOFF_THANKED: QT_TRANSLATE_NOOP("Story", "thanked %team"),
    What.HANDOFF_WITHDRAWN: QT_TRANSLATE_NOOP("Story", "took %handoff back"),
}
_BY_ITSELF: Final = {
    "interaction.log": QT_TRANSLATE_NOOP("Story", "Status became %1 when %2 logged a contact"),
    "message.send": QT_TRANSLATE_NOOP("Story", "Status became %1 when %2 wrote to the customer"),
    "message.receive": QT_TRANSLATE_NOOP("Story", "Status became %1 when the customer wrote"),
    "promise.make": QT_TRANSLATE_NOOP("Story", "Status became %1 when %2 made a promise"),
    "handoff.send": QT_TRANSLATE_NOOP("Story", "Status became %1 when %2 sent a handoff"),
    "conversation.place": QT_TRANSLATE_NOOP("Story", "Status became %1 when %2 rang the customer"),
}
"""What a move of the ticket came of by itself, by the verb of that act."""
_BECAME: Final = QT_TRANSLATE_NOOP("Story", "Status became %1")
_TALKS: Final = {
    ConversationState.RINGING: QT_TRANSLATE_NOOP("Story", "rings now"),
    ConversationState.LIVE: QT_TRANSLATE_NOOP("Story", "on the line now"),
    ConversationState.HELD: QT_TRANSLATE_NOOP("Story", "on hold now"),
    ConversationState.ENDED: QT_TRANSLATE_NOOP("Story", "call"),
    ConversationState.MISSED: QT_TRANSLATE_NOOP("Story", "not answered"),
}
_PROMISE_TONES: Final = {
    PromiseState.OPEN.value: Tone.INFO,
    PromiseState.KEPT.value: Tone.OK,
    PromiseState.BROKEN.value: Tone.BAD,
    PromiseState.WITHDRAWN.value: Tone.PAUSED,
}


def _tr(words: str) -> str:
    return QCoreApplication.translate("Story", words)


def told(
    items: Iterable[Happened], now: datetime, customer: str, *, with_ticket: bool = False
) -> tuple[TimelineItem, ...]:
    """The items as the kit paints them. `with_ticket` names the ticket of each, for a customer's own timeline."""
    return tuple(_told(item, now, customer, with_ticket=with_ticket) for item in items)


def _told(item: Happened, now: datetime, customer: str, *, with_ticket: bool) -> TimelineItem:
    who, what = _head(item, customer)
    if with_ticket and item.ticket_ref and item.what is not What.TICKET_OPENED:
        what = f"{what} · {item.ticket_ref}" if what else item.ticket_ref
    return TimelineItem(
        id=item.cursor,
        party=_party(item),
        icon=_icon(item),
        who=who,
        what=what,
        when=when_seen_from(item.at, now),
        when_exact=_exact(item),
        body="" if item.what is What.TICKET_OPENED else item.body,
        chips=tuple(_chip(chip) for chip in item.chips) + _log_chips(item),
        kind=item.kind.value,
    )


def _party(item: Happened) -> Party:
    if item.what is What.PROMISE_BROKEN:
        return Party.FAULT
    return Party.SYSTEM if item.caused_by else _PARTIES[item.who]


def _name(item: Happened, customer: str) -> str:
    """Who it is, in words."""
    if item.who is Who.YOU:
        return _tr("You")
    if item.who is Who.SYSTEM:
        return _tr("System")
    if item.who is Who.TEAM:
        return item.label.split(",")[0] or item.team
    return item.label or (customer if item.who is Who.CUSTOMER else _tr("A colleague at the desk"))


def _filled(words: str, item: Happened, name: str) -> str:
    filled = _tr(words).replace("%who", name).replace("%ticket", item.ticket_ref)
    return filled.replace("%handoff", item.handoff_ref).replace("%team", item.team)


def _head(item: Happened, customer: str) -> tuple[str, str]:
    """The bold name and the quiet words beside it; for an item of one line, its whole sentence."""
    name = _name(item, customer)
    if item.what is What.CONVERSATION:
        who = customer if item.direction == Direction.IN else _tr("You called %1").replace("%1", customer)
        return who, _talk_words(item)
    if item.what is What.STATUS_CHANGED and item.caused_by:
        mine = _tr("you") if item.who is Who.YOU else name
        return filled(_tr(_BY_ITSELF.get(item.caused_by, _BECAME)), _status(item.now), mine), ""
    if item.what is What.STATUS_CHANGED:
        return name, _tr("set the status to %1").replace("%1", _status(item.now))
    if item.what is What.TICKET_RECLASSIFIED:
        return name, _tr("reclassified it: %1").replace("%1", class_changes(item.changes))
    if item.what in _BRIEF and (not item.body or item.what is What.TICKET_OPENED):
        return _filled(_BRIEF[item.what], item, name), ""
    if item.what in _BRIEF and item.what not in _HANDOFF:
        return _filled(_BRIEF[item.what], item, name), name if item.who is not Who.SYSTEM else ""
    if item.what in _HANDOFF:
        words = _filled(_HANDOFF[item.what], item, name)
        return name, f"{_tr('Colleague')} · {item.team} · {words}" if item.who is Who.TEAM else words
    return name, _contact_words(item, customer)


def _contact_words(item: Happened, customer: str) -> str:
    channel = _channel(item.channel)
    if item.what is What.NOTE:
        return _tr("note, staff only")
    if item.what is What.PROMISE_MADE:
        return _tr("promised")
    if item.what is What.MESSAGE_OUT:
        words = _tr("acknowledged to %2 by %1") if item.only_acknowledges else _tr("%1 to %2")
        return filled(words, channel.lower(), customer)
    if item.what is What.CALL_LOGGED:
        begun = _tr("from %1") if item.direction == Direction.IN else _tr("to %1")
        return _tr("logged: %1").replace("%1", f"{channel.lower()} {begun.replace('%1', customer)}")
    return channel.lower()


def _talk_words(item: Happened) -> str:
    state = _tr(_TALKS[ConversationState(item.now)])
    return f"{state} · {item.label}" if item.label else state


def _channel(channel: str) -> str:
    return contact_words(CHANNELS[Channel(channel)]) if channel in set(Channel) else channel


def _status(status: str) -> str:
    return ticket_words(STATUSES[Status(status)]) if status in set(Status) else status


def _icon(item: Happened) -> str:
    if item.what is What.CONVERSATION:
        return "phone-missed-outline" if item.now == ConversationState.MISSED else "phone-in-talk-outline"
    if item.what in _ICONS:
        return _ICONS[item.what]
    if item.handoff_id is not None:
        return "package-variant"
    return channel_icon(item.channel)


def _exact(item: Happened) -> str:
    exact = when_in_full(item.at)
    if item.entered_at == item.at:
        return exact
    return filled(_tr("%1, written down %2"), exact, when(item.entered_at))


def _chip(chip: Chip) -> ChipData:
    if chip.kind is ChipKind.ATTACHMENT:
        return ChipData(chip.label, "paperclip", Tone.OUTLINE)
    due = "" if chip.at is None else when(chip.at)
    if chip.kind is ChipKind.TARGET:
        return ChipData(_tr("Agreed: done by %1").replace("%1", due), "calendar-check-outline", Tone.COLLEAGUE)
    words = {
        PromiseState.KEPT.value: _tr("Promise kept: by %1"),
        PromiseState.BROKEN.value: _tr("Promise broken: by %1"),
        PromiseState.WITHDRAWN.value: _tr("Promise taken back: by %1"),
    }.get(chip.state, _tr("Promise: by %1"))
    return ChipData(words.replace("%1", due), "handshake-outline", _PROMISE_TONES.get(chip.state, Tone.INFO))


def _log_chips(item: Happened) -> tuple[ChipData, ...]:
    """What a logged contact says beside its summary."""
    if item.what is not What.CALL_LOGGED and not item.next_step:
        return ()
    chips = []
    if item.outcome in set(ContactOutcome):
        chips.append(ChipData(contact_words(OUTCOMES[ContactOutcome(item.outcome)])))
    if item.next_step:
        chips.append(ChipData(_tr("Next: %1").replace("%1", item.next_step), "arrow-right", Tone.OUTLINE))
    return tuple(chips)
