# SPDX-License-Identifier: MIT
"""The two families of tables, world and centre, with naming convention and shared kinds of column."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Any, ClassVar

from sqlalchemy import BigInteger, Boolean, Date, Integer, MetaData, String, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, MappedColumn, mapped_column

from crmtrainer.store.types import Choice, UtcDateTime

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

TYPED = {"typed": True}
"""Column info of words that a person typed: the journal keeps them by salted commitment, not in the clear."""

UNTRACKED = {"untracked": True}
"""Column info of bookkeeping that is neither an effect nor part of a digest."""

Id = Annotated[int, mapped_column(Integer, primary_key=True, autoincrement=False)]
Ref = Annotated[str, mapped_column(String(24), unique=True)]
Key = Annotated[str, mapped_column(String(64))]
Short = Annotated[str, mapped_column(String(200))]
Words = Annotated[str, mapped_column(Text, info=TYPED)]
"""Words a person typed."""
Data = Annotated[str, mapped_column(Text)]
"""Canonical JSON text, or text of ours."""
Pence = Annotated[int, mapped_column(BigInteger)]
"""Money in whole pence."""

_TYPES: dict[Any, Any] = {
    str: String(200),
    int: Integer,
    bool: Boolean,
    datetime: UtcDateTime(),
    date: Date,
}


def choice(members: type[StrEnum], **options: Any) -> MappedColumn[Any]:
    """A column that holds one member of `members`, by value."""
    return mapped_column(Choice(members), **options)


class WorldBase(DeclarativeBase):
    """Everything that belongs to one practice organisation: one world, one file."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map: ClassVar[dict[Any, Any]] = _TYPES

    last_act: Mapped[int] = mapped_column(
        Integer,
        default=0,
        sort_order=999,
        info=UNTRACKED,
        comment="sequence of the entry that last touched it",
    )


class CentreBase(DeclarativeBase):
    """Everything that belongs to the centre: people, packs, attempts, judgements."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map: ClassVar[dict[Any, Any]] = _TYPES

    last_act: Mapped[int] = mapped_column(
        Integer,
        default=0,
        sort_order=999,
        info=UNTRACKED,
        comment="sequence of the entry that last touched it",
    )
