# SPDX-License-Identifier: MIT
"""People by pseudonym; the name stands in a table of its own, so that it can be erased alone."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from crmtrainer.kernel.commands import Role
from crmtrainer.store.base import CentreBase, Data, Id, Words, choice


class Person(CentreBase):
    """Somebody who uses the program, known to journals by pseudonym only."""

    __tablename__ = "person"
    id: Mapped[Id]
    pseudonym: Mapped[str] = mapped_column(String(40), unique=True)
    role: Mapped[Role] = choice(Role)
    created_at: Mapped[datetime]


class PersonName(CentreBase):
    """The name behind a pseudonym."""

    __tablename__ = "person_name"
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    name: Mapped[Words]


class Preference(CentreBase):
    """A setting of this data folder: who was last here, first steps done."""

    __tablename__ = "preference"
    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    value: Mapped[Data]
