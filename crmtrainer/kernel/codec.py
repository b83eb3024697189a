# SPDX-License-Identifier: MIT
"""Frozen dataclasses to plain JSON data and back, and their JSON schema: the round trip of commands and rows.

Understood: text, whole numbers, booleans, None, enums by value, instants (whole microseconds UTC, read also as ISO
text), dates (ISO), tuples, mappings from text, and dataclasses within dataclasses. Unknown keys are refused.
"""

from __future__ import annotations

import types
import typing
from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import UTC, date, datetime
from enum import Enum
from functools import cache
from typing import Any, TypeVar

from crmtrainer.kernel.bounds import FIRST_YEAR, LAST_YEAR
from crmtrainer.kernel.canonical import LARGEST_INT, Json
from crmtrainer.kernel.errors import BadInput, Refused
from crmtrainer.kernel.moments import from_micros, to_micros

T = TypeVar("T")


def to_plain(value: object, *, moment: Callable[[datetime], Json] = to_micros) -> Json:
    """`value` as plain JSON data. Raises `BadInput` for a type outside the codec.

    `moment` writes instants: the journal keeps microseconds, people are shown ISO text.
    """
    if value is None or (isinstance(value, bool | int | str) and not isinstance(value, Enum)):
        return value
    if isinstance(value, Enum):
        return to_plain(value.value, moment=moment)
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, date):
        return value.isoformat()
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: to_plain(getattr(value, f.name), moment=moment) for f in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): to_plain(item, moment=moment) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [to_plain(item, moment=moment) for item in value]
    if isinstance(value, set | frozenset):
        return sorted((to_plain(item, moment=moment) for item in value), key=str)
    raise BadInput("codec.not_plain", type=type(value).__name__)


def from_plain(cls: type[T], data: Json, where: str = "") -> T:
    """An instance of the dataclass `cls` from plain data. Raises `BadInput` naming the field at fault."""
    if not isinstance(data, dict):
        raise BadInput("codec.not_an_object", where=where)
    names = {f.name: f for f in fields(cls)}  # type: ignore[arg-type]  # cls is a dataclass by contract
    unknown = sorted(set(data) - set(names))
    if unknown:
        raise BadInput("codec.unknown_field", where=_join(where, unknown[0]), known=", ".join(names) or "none")
    hints = _hints(typing.cast(Any, cls))
    values: dict[str, Any] = {}
    for name, spec in names.items():
        if name in data:
            values[name] = _read(hints[name], data[name], _join(where, name))
        elif _required(spec):
            raise BadInput("codec.missing_field", where=_join(where, name))
    return cls(**values)


def read_as(hint: Any, data: Json, where: str) -> Any:
    """`data` read as the annotation `hint`. Raises `BadInput` with `where` when it does not fit."""
    return _read(hint, data, where)


def schema_of(cls: type) -> dict[str, Json]:
    """The JSON schema of a dataclass, closed to unknown keys."""
    hints = _hints(cls)
    properties: dict[str, Json] = {f.name: schema_for(hints[f.name]) for f in fields(cls)}
    required: list[Json] = [f.name for f in fields(cls) if _required(f)]
    return {
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": False,
    }


def schema_for(hint: Any) -> Json:
    """The JSON schema of one annotation."""
    hint = _unwrap(hint)
    origin = typing.get_origin(hint)
    if origin in (typing.Union, types.UnionType):
        return {"anyOf": [schema_for(arm) for arm in typing.get_args(hint)]}
    if origin in (tuple, list, frozenset):
        args = [a for a in typing.get_args(hint) if a is not Ellipsis]
        if origin is tuple and Ellipsis not in typing.get_args(hint):
            return {"type": "array", "prefixItems": [schema_for(a) for a in args]}
        return {"type": "array", "items": schema_for(args[0])}
    if origin is not None and issubclass(origin, Mapping):
        return {"type": "object", "additionalProperties": schema_for(typing.get_args(hint)[1])}
    if hint is type(None):
        return {"type": "null"}
    if isinstance(hint, type):
        return _schema_for_type(hint)
    return {}


def _schema_for_type(hint: type) -> Json:
    if issubclass(hint, Enum):
        return {"enum": [to_plain(member) for member in hint]}
    if issubclass(hint, bool):
        return {"type": "boolean"}
    if issubclass(hint, int):
        return {"type": "integer"}
    if issubclass(hint, str):
        return {"type": "string"}
    if issubclass(hint, datetime):
        return {"type": ["string", "integer"], "description": "like 2026-03-03T18:00+00:00, or microseconds since 1970"}
    if issubclass(hint, date):
        return {"type": "string", "format": "date"}
    return schema_of(hint)


@cache
def _hints(cls: Any) -> dict[str, Any]:
    """The resolved annotations of a dataclass."""
    return typing.get_type_hints(cls)


def _required(spec: Field[Any]) -> bool:
    return spec.default is MISSING and spec.default_factory is MISSING


def _join(where: str, name: str) -> str:
    return f"{where}.{name}" if where else name


def _unwrap(hint: Any) -> Any:
    """A NewType or an Annotated stands for what it is made of."""
    while True:
        if hasattr(hint, "__supertype__"):
            hint = hint.__supertype__
        elif typing.get_origin(hint) is typing.Annotated:
            hint = typing.get_args(hint)[0]
        else:
            return hint


def _read(hint: Any, data: Json, where: str) -> Any:
    hint = _unwrap(hint)
    origin = typing.get_origin(hint)
    if origin in (typing.Union, types.UnionType):
        return _read_union(typing.get_args(hint), data, where)
    if origin in (tuple, list, frozenset):
        return _read_sequence(origin, typing.get_args(hint), data, where)
    if origin is not None and isinstance(origin, type) and issubclass(origin, Mapping):
        if not isinstance(data, dict):
            raise BadInput("codec.not_an_object", where=where)
        return {key: _read(typing.get_args(hint)[1], item, _join(where, key)) for key, item in data.items()}
    if hint is type(None):
        if data is not None:
            raise BadInput("codec.wrong_type", where=where, wanted="null")
        return None
    if isinstance(hint, type):
        return _read_type(hint, data, where)
    return data


def _read_union(arms: tuple[Any, ...], data: Json, where: str) -> Any:
    if data is None and type(None) in arms:
        return None
    problem: BadInput | None = None
    for arm in arms:
        if arm is type(None):
            continue
        try:
            return _read(arm, data, where)
        except BadInput as found:
            problem = problem or found
    raise problem or BadInput("codec.wrong_type", where=where, wanted="one of several")


def _read_sequence(origin: Any, args: tuple[Any, ...], data: Json, where: str) -> Any:
    if not isinstance(data, list):
        raise BadInput("codec.not_a_list", where=where)
    if origin is tuple and Ellipsis not in args:
        if len(args) != len(data):
            raise BadInput("codec.wrong_length", where=where, wanted=len(args))
        return tuple(_read(a, item, f"{where}[{i}]") for i, (a, item) in enumerate(zip(args, data, strict=True)))
    return origin(_read(args[0], item, f"{where}[{i}]") for i, item in enumerate(data))


def _read_type(hint: type, data: Json, where: str) -> Any:
    if issubclass(hint, Enum):
        try:
            return hint(data)
        except ValueError:
            wanted = ", ".join(str(m.value) for m in hint)
            raise BadInput("codec.not_one_of", where=where, wanted=wanted) from None
    if issubclass(hint, datetime):
        return _read_moment(data, where)
    if issubclass(hint, date):
        try:
            return date.fromisoformat(data) if isinstance(data, str) else _wrong(where, "a date, YYYY-MM-DD")
        except ValueError:
            return _wrong(where, "a date, YYYY-MM-DD")
    if is_dataclass(hint):
        return from_plain(hint, data, where)
    if hint is bool:
        return data if isinstance(data, bool) else _wrong(where, "true or false")
    if hint is int:
        return _read_number(data, where)
    if hint is str:
        return data if isinstance(data, str) else _wrong(where, "text")
    return data


def _read_number(data: Json, where: str) -> int:
    """A whole number as the journal can write it."""
    if not isinstance(data, int) or isinstance(data, bool):
        return typing.cast(int, _wrong(where, "a whole number"))
    if abs(data) > LARGEST_INT:
        raise BadInput("codec.number_out_of_range", where=where, limit=LARGEST_INT)
    return data


def _read_moment(data: Json, where: str) -> datetime:
    """Microseconds as they are kept, or a moment as people write it, with its offset from UTC."""
    try:
        if isinstance(data, int) and not isinstance(data, bool):
            return from_micros(data)
        found = datetime.fromisoformat(data) if isinstance(data, str) else None
        if found is not None and found.tzinfo is not None:
            return found.astimezone(UTC)
    except (OverflowError, Refused):
        raise BadInput("codec.moment_out_of_range", where=where, first=FIRST_YEAR, last=LAST_YEAR) from None
    except ValueError:
        pass  # said below, as of everything that is no moment
    return typing.cast(datetime, _wrong(where, "a moment like 2026-03-03T18:00+00:00, or microseconds since 1970"))


def _wrong(where: str, wanted: str) -> Any:
    raise BadInput("codec.wrong_type", where=where, wanted=wanted)
