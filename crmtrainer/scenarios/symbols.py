# SPDX-License-Identifier: MIT
"""What <...> stands for in a run: the newest call, ticket or handoff, one of the cast, a time of the practice day."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, get_args, get_origin, get_type_hints
from zoneinfo import ZoneInfo

from sqlalchemy import func, select

from crmtrainer.handoffs.models import Handoff
from crmtrainer.interactions.models import Attachment, Conversation, Promise
from crmtrainer.kernel.commands import Command
from crmtrainer.kernel.errors import BadInput
from crmtrainer.kernel.moments import to_micros, utc
from crmtrainer.orders.models import Order
from crmtrainer.organisation.models import Team
from crmtrainer.scenarios.script import script_of, staged_here
from crmtrainer.store.unit_of_work import Reading
from crmtrainer.tickets.models import Ticket

_SYMBOL = re.compile(r"<([^<>]{1,80})>")
_CLOCK = re.compile(r"(?:(mon|tue|wed|thu|fri|sat|sun) )?([0-2][0-9]):([0-5][0-9])")
_LATER = re.compile(r"(target)?\+([0-9]{1,4})m")
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

_NEWEST: dict[str, Any] = {
    "call": Conversation.id,
    "ticket": Ticket.id,
    "handoff": Handoff.id,
    "promise": Promise.id,
    "file": Attachment.id,
}


def arguments(read: Reading, command: type[Command], given: dict[str, Any]) -> dict[str, Any]:
    """A run's arguments as plain data for the codec, symbols resolved. Raises `BadInput`."""
    hints = get_type_hints(command)
    return {name: _value(read, value, hints.get(name)) for name, value in given.items()}


def _value(read: Reading, value: Any, hint: Any) -> Any:
    if isinstance(value, list | tuple):
        inner = next((arg for arg in get_args(hint) if arg is not Ellipsis), None)
        return [_value(read, item, inner) for item in value]
    if isinstance(value, dict):
        hints = get_type_hints(hint) if isinstance(hint, type) else {}
        return {name: _value(read, item, hints.get(name)) for name, item in value.items()}
    symbol = _SYMBOL.fullmatch(value) if isinstance(value, str) else None
    if symbol is not None:
        return resolve(read, symbol[1])
    return _plain(value, hint)


def _plain(value: Any, hint: Any) -> Any:
    """Text read as the number or truth that the field holds."""
    arms = _arms(hint)
    if isinstance(value, str) and str not in arms:
        if bool in arms and value in ("yes", "no"):
            return value == "yes"
        if int in arms and value.lstrip("-").isdigit():
            return int(value)
    return value


def _arms(hint: Any) -> set[Any]:
    while hasattr(hint, "__supertype__"):
        hint = hint.__supertype__
    return {arm for each in get_args(hint) for arm in _arms(each)} if get_origin(hint) else {hint}


def resolve(read: Reading, symbol: str) -> int:
    """The id or the instant (in microseconds) that a symbol stands for. Raises `BadInput` when there is none."""
    kind, _, name = symbol.partition(" ")
    if kind in _NEWEST and not name:
        found = read.session.scalar(select(func.max(_NEWEST[kind])))
        if found is None:
            raise BadInput("run.nothing_there", where=symbol)
        return int(found)
    if kind in _NAMED:
        return _NAMED[kind](read, name)
    return to_micros(_moment(read, symbol))


def _customer(read: Reading, key: str) -> int:
    placed = script_of(staged_here(read.session)).content.placed
    if key not in placed:
        raise BadInput("run.nothing_there", where=f"customer {key}")
    return placed[key]


def _order(read: Reading, ref: str) -> int:
    found = read.session.scalar(select(Order.id).where(Order.ref == ref))
    if found is None:
        raise BadInput("run.nothing_there", where=f"order {ref}")
    return found


def _handoff(read: Reading, team: str) -> int:
    """The newest handoff to a team."""
    newest = select(func.max(Handoff.id)).join(Team, Team.id == Handoff.team_id).where(Team.key == team)
    found = read.session.scalar(newest)
    if found is None:
        raise BadInput("run.nothing_there", where=f"handoff {team}")
    return int(found)


_NAMED: dict[str, Callable[[Reading, str], int]] = {
    "customer": _customer,
    "order": _order,
    "handoff": _handoff,
}


def _moment(read: Reading, symbol: str) -> datetime:
    later = _LATER.fullmatch(symbol)
    if later is not None:
        start = read.now
        if later[1]:
            target = read.session.scalar(select(func.max(Handoff.target_at)))
            if target is None:
                raise BadInput("run.nothing_there", where=symbol)
            start = target
        return start + timedelta(minutes=int(later[2]))
    clock = _CLOCK.fullmatch(symbol)
    if clock is None:
        raise BadInput("run.unknown_symbol", where=symbol)
    zone = ZoneInfo(script_of(staged_here(read.session)).content.pack.zone)
    local = read.now.astimezone(zone)
    days = (_DAYS.index(clock[1]) - local.weekday()) % 7 if clock[1] else 0
    day = (local + timedelta(days=days)).date()
    return utc(datetime(day.year, day.month, day.day, int(clock[2]), int(clock[3]), tzinfo=zone))
