# SPDX-License-Identifier: MIT
"""Conditions on folded columns: ranges that an index answers, and the same made so that none is chosen for them."""

from __future__ import annotations

from typing import Any, TypeAlias

from sqlalchemy import ColumnElement, String, and_, func, type_coerce
from sqlalchemy.orm import InstrumentedAttribute

from crmtrainer.kernel.folding import LAST

Column: TypeAlias = "ColumnElement[Any] | InstrumentedAttribute[Any]"


def begins(column: Column, text: str) -> ColumnElement[bool]:
    """`column` begins with `text`, literally: a range, so that an index on it is searched."""
    return and_(column >= text, column < text + LAST)


def begins_unindexed(column: Column, text: str) -> ColumnElement[bool]:
    """The same, read from whatever index the order asks for instead of one on `column`."""
    return func.substr(column, 1, len(text)) == text


def is_unindexed(column: Column, value: str) -> ColumnElement[bool]:
    """`column` is `value`, read from whatever index the order asks for."""
    return func.coalesce(type_coerce(column, String), "") == value
