# SPDX-License-Identifier: MIT
"""Customer records and everything that hangs directly on a person or firm."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from crmtrainer.customers.rules import (
    CustomerKind,
    LinkKind,
    Masked,
    PointKind,
    Purpose,
    Question,
    Stage,
)
from crmtrainer.store.base import TYPED, Id, Ref, Short, Words, WorldBase, choice


class Customer(WorldBase):
    """A person or an organisation we serve. The folded columns carry sorting: no case, no accents.

    Each index begins with one order of the customers list and ends with what the list filters by, so that the
    ids in any order under any filter come from an index alone.
    """

    __tablename__ = "customer"
    __table_args__ = (
        Index("ix_customer_sort", "family_folded", "given_folded", "id", "town_folded", "stage", "kind"),
        Index("ix_customer_town_sort", "town_folded", "family_folded", "given_folded", "id", "stage", "kind"),
        Index("ix_customer_since", "since", "family_folded", "given_folded", "id", "town_folded", "stage", "kind"),
        Index("ix_customer_stage_sort", "stage", "family_folded", "given_folded", "id", "town_folded", "kind"),
    )
    id: Mapped[Id]
    ref: Mapped[Ref]
    kind: Mapped[CustomerKind] = choice(CustomerKind)
    title: Mapped[str] = mapped_column(String(24), default="")
    given: Mapped[Short] = mapped_column(default="")
    family: Mapped[Short] = mapped_column(comment="family name, or the organisation's name")
    family_folded: Mapped[Short]
    given_folded: Mapped[Short]
    town: Mapped[Short] = mapped_column(default="")
    town_folded: Mapped[Short] = mapped_column(default="")
    born: Mapped[date | None]
    since: Mapped[date]
    stage: Mapped[Stage] = choice(Stage)
    household_id: Mapped[int | None] = mapped_column(ForeignKey("household.id"), index=True)
    need: Mapped[str] = mapped_column(
        String(200), default="", info=TYPED, comment="the access need, never the diagnosis"
    )
    need_detail: Mapped[Words] = mapped_column(default="", comment="restricted: why the need exists")
    preferred_channel: Mapped[str] = mapped_column(String(16), default="")


class Household(WorldBase):
    """People who share a home and may share a surname or a telephone."""

    __tablename__ = "household"
    id: Mapped[Id]
    name: Mapped[Short]


class CustomerLink(WorldBase):
    """Two records that belong together: works for, acts for."""

    __tablename__ = "customer_link"
    id: Mapped[Id]
    from_id: Mapped[int] = mapped_column(ForeignKey("customer.id"), index=True)
    to_id: Mapped[int] = mapped_column(ForeignKey("customer.id"), index=True)
    kind: Mapped[LinkKind] = choice(LinkKind)


class ContactPoint(WorldBase):
    """One telephone number or e-mail address. `folded` is what searches compare: digits, or lower case."""

    __tablename__ = "contact_point"
    __table_args__ = (Index("ix_contact_point_folded", "folded", "customer_id"),)
    id: Mapped[Id]
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"), index=True)
    kind: Mapped[PointKind] = choice(PointKind)
    value: Mapped[Short]
    folded: Mapped[Short]
    preferred: Mapped[bool] = mapped_column(default=False)


class Address(WorldBase):
    """Where a customer lives or trades. `postcode_folded` has no space."""

    __tablename__ = "address"
    __table_args__ = (Index("ix_address_postcode", "postcode_folded", "customer_id"),)
    id: Mapped[Id]
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"), index=True)
    line1: Mapped[Short]
    line2: Mapped[Short] = mapped_column(default="")
    town: Mapped[Short]
    postcode: Mapped[str] = mapped_column(String(12))
    postcode_folded: Mapped[str] = mapped_column(String(12))
    current: Mapped[bool] = mapped_column(default=True)


class StageChange(WorldBase):
    """One step in a customer's life cycle, with its reason."""

    __tablename__ = "stage_change"
    id: Mapped[Id]
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"), index=True)
    at: Mapped[datetime]
    was: Mapped[Stage] = choice(Stage)
    now: Mapped[Stage] = choice(Stage)
    reason: Mapped[Words]
    actor: Mapped[str] = mapped_column(String(40))


class Consent(WorldBase):
    """Consent given or withdrawn for one purpose on one channel; the newest row counts."""

    __tablename__ = "consent"
    id: Mapped[Id]
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"), index=True)
    purpose: Mapped[Purpose] = choice(Purpose)
    channel: Mapped[str] = mapped_column(String(16))
    given: Mapped[bool]
    at: Mapped[datetime]
    source: Mapped[str] = mapped_column(String(200), info=TYPED, comment="where and how it was said")
    wording: Mapped[str] = mapped_column(String(200), info=TYPED, comment="what was asked")


class RecordAccess(WorldBase):
    """Somebody opened a record, with a reason: it grants reading for the rest of the practice day."""

    __tablename__ = "record_access"
    id: Mapped[Id]
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"), index=True)
    actor: Mapped[str] = mapped_column(String(40))
    at: Mapped[datetime]
    reason: Mapped[Words]


class Reveal(WorldBase):
    """Somebody uncovered one masked field, with the reason."""

    __tablename__ = "reveal"
    id: Mapped[Id]
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"), index=True)
    field: Mapped[Masked] = choice(Masked)
    actor: Mapped[str] = mapped_column(String(40))
    at: Mapped[datetime]
    reason: Mapped[Words]


class IdentityCheck(WorldBase):
    """One answer compared with the record. What was said is in the journal's words, not here."""

    __tablename__ = "identity_check"
    id: Mapped[Id]
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"), index=True)
    conversation_id: Mapped[int | None] = mapped_column(ForeignKey("conversation.id"), index=True)
    question: Mapped[Question] = choice(Question)
    matched: Mapped[bool]
    at: Mapped[datetime]
    actor: Mapped[str] = mapped_column(String(40))


class NameKey(WorldBase):
    """Search keys of a customer's names: each folded word, for the one search box on engines without FTS5."""

    __tablename__ = "name_key"
    __table_args__ = (
        Index("ix_name_key_word", "word", "customer_id"),
        Index("ix_name_key_customer", "customer_id", "word"),
    )
    id: Mapped[Id]
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"))
    word: Mapped[str] = mapped_column(String(80))
