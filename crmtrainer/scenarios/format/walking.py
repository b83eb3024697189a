# SPDX-License-Identifier: MIT
"""Every part and every text of a model with its place, for lints, lines and substitution."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from crmtrainer.scenarios.format.base import Model

Place = tuple[str | int, ...]


def parts_of(model: Model, place: Place = ()) -> Iterator[tuple[Place, Model]]:
    """The model and every model within it, each with its place as a file spells it."""
    yield place, model
    for name, spec in type(model).model_fields.items():
        yield from _parts_in(getattr(model, name), (*place, spec.alias or name))


def _parts_in(value: Any, place: Place) -> Iterator[tuple[Place, Model]]:
    if isinstance(value, Model):
        yield from parts_of(value, place)
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _parts_in(item, (*place, index))
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _parts_in(item, (*place, key))


def texts_of(model: Model) -> Iterator[tuple[Place, str]]:
    """Every text of a model with its place."""
    yield from _texts_in(model.model_dump(by_alias=True), ())


def _texts_in(value: Any, place: Place) -> Iterator[tuple[Place, str]]:
    if isinstance(value, str):
        yield place, value
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _texts_in(item, (*place, key))
    elif isinstance(value, tuple | list):
        for index, item in enumerate(value):
            yield from _texts_in(item, (*place, index))


def with_texts(value: Any, change: Callable[[str], str]) -> Any:
    """Plain data with every text put through `change`; keys stay."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, dict):
        return {key: with_texts(item, change) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [with_texts(item, change) for item in value]
    return value
