# SPDX-License-Identifier: MIT
"""Any act of the catalogue with any arguments of the right kind: most make little sense, some do."""

from __future__ import annotations

import types
import typing
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime, timedelta
from enum import Enum
from typing import Any

from hypothesis import strategies as st

from crmtrainer.kernel.commands import Command

TEXTS = st.sampled_from(["", "because", "Zoë said: it leaks.", "e-mail", "N/A"])
KNOWN: Mapping[str, st.SearchStrategy[Any]] = {
    "team": st.sampled_from(["warehouse", "nobody"]),
    "persona": st.sampled_from(["sahota", "stranger"]),
    "channel": st.sampled_from(["phone", "email", "chat"]),
    "field": st.sampled_from(["part_code", "quantity", "photo", "colour"]),
    "value": st.sampled_from(["LK-TL-72-OAK", "4", ""]),
    "category": st.sampled_from(["", "delivery"]),
}


def any_command(cls: type[Command], now: datetime) -> st.SearchStrategy[Command]:
    """Commands of one class, with times around `now` and small ids, so that some of them fit each other."""
    return _any_of(cls, now)


def _any_of(cls: type, now: datetime) -> st.SearchStrategy[Any]:
    hints = typing.get_type_hints(cls)
    return st.builds(cls, **{part.name: _for(part.name, hints[part.name], now) for part in fields(cls)})


def _for(name: str, hint: Any, now: datetime) -> st.SearchStrategy[Any]:
    while hasattr(hint, "__supertype__"):
        hint = hint.__supertype__
    origin, args = typing.get_origin(hint), typing.get_args(hint)
    if origin in (typing.Union, types.UnionType):
        return st.one_of(*(_for(name, arm, now) for arm in args))
    if origin is tuple:
        return st.lists(_for(name, args[0], now), max_size=3).map(tuple)
    if hint is str:
        return KNOWN.get(name, TEXTS)
    if hint is type(None):
        return st.none()
    return _simple(hint, now)


def _simple(hint: type, now: datetime) -> st.SearchStrategy[Any]:
    if issubclass(hint, Enum):
        return st.sampled_from(list(hint))
    if hint is bool:
        return st.booleans()
    if hint is int:
        return st.integers(1, 3)
    if hint is datetime:
        return st.integers(-300, 900).map(lambda minutes: now + timedelta(minutes=minutes))
    if hint is date:
        return st.integers(-400, 400).map(lambda days: now.date() + timedelta(days=days))
    assert is_dataclass(hint), hint
    return _any_of(hint, now)
