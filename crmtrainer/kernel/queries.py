# SPDX-License-Identifier: MIT
"""The catalogue of questions: what can be asked of a world or the centre, and by whom. The selects live in rooms."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable
from typing import Any, TypeVar, get_type_hints

from crmtrainer.kernel.canonical import Json
from crmtrainer.kernel.codec import read_as, schema_for
from crmtrainer.kernel.commands import Realm, Role
from crmtrainer.kernel.errors import BadInput
from crmtrainer.kernel.nearest import nearest

Q = TypeVar("Q", bound=Callable[..., Any])

QUESTIONS: dict[str, Callable[..., Any]] = {}
"""Every registered query by its name. Filled when the rooms are imported."""


def answers(name: str, *, roles: Iterable[Role], realm: Realm = Realm.WORLD) -> Callable[[Q], Q]:
    """Register a query function (its first parameter is the `Reading`) as `name`, open to `roles` only."""

    def register(function: Q) -> Q:
        if name in QUESTIONS and QUESTIONS[name].__qualname__ != function.__qualname__:
            raise RuntimeError(f"two queries claim the name {name}")
        function.query_name = name  # type: ignore[attr-defined]
        function.roles = frozenset(roles)  # type: ignore[attr-defined]
        function.realm = realm  # type: ignore[attr-defined]
        QUESTIONS[name] = function
        return function

    return register


def question_named(name: str) -> Callable[..., Any]:
    """The query function of a name. Raises `BadInput` when there is none."""
    found = QUESTIONS.get(name)
    if found is None:
        near = nearest(name, QUESTIONS)
        raise BadInput("query.unknown" + (".near" if near else ""), query=name[:80], near=near)
    return found


def arguments_for(query: Callable[..., Any], data: Json) -> dict[str, Any]:
    """Keyword arguments read from plain data by the query's own annotations. Raises `BadInput`."""
    if not isinstance(data, dict):
        raise BadInput("codec.not_an_object", where="")
    hints = get_type_hints(query)
    parameters = _parameters(query)
    unknown = sorted(set(data) - set(parameters))
    if unknown:
        raise BadInput("codec.unknown_field", where=unknown[0], known=", ".join(parameters) or "none")
    missing = [n for n, p in parameters.items() if p.default is p.empty and n not in data]
    if missing:
        raise BadInput("codec.missing_field", where=missing[0])
    return {name: read_as(hints[name], value, name) for name, value in data.items()}


def schema_of_query(query: Callable[..., Any]) -> Json:
    """The JSON schema of a query's arguments."""
    hints = get_type_hints(query)
    parameters = _parameters(query)
    return {
        "type": "object",
        "properties": {name: schema_for(hints[name]) for name in parameters},
        "required": [name for name, p in parameters.items() if p.default is p.empty],
        "additionalProperties": False,
    }


def _parameters(query: Callable[..., Any]) -> dict[str, inspect.Parameter]:
    return dict(list(inspect.signature(query).parameters.items())[1:])
