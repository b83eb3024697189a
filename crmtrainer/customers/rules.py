# SPDX-License-Identifier: MIT
"""Kinds and stages of customers, and decisions about their identity and what stays masked: values only."""

from __future__ import annotations

from enum import StrEnum


class CustomerKind(StrEnum):
    PERSON = "person"
    ORGANISATION = "organisation"


class Stage(StrEnum):
    """Where a customer stands in the life cycle."""

    PROSPECT = "prospect"
    ONBOARDING = "onboarding"
    ACTIVE = "active"
    AT_RISK = "at_risk"
    LAPSED = "lapsed"
    WON_BACK = "won_back"
    CLOSED = "closed"


class PointKind(StrEnum):
    """A way to reach somebody."""

    MOBILE = "mobile"
    PHONE = "phone"
    EMAIL = "email"


class LinkKind(StrEnum):
    """How two customer records belong together."""

    HOUSEHOLD = "household"
    WORKS_FOR = "works_for"
    ACTS_FOR = "acts_for"


class Purpose(StrEnum):
    """What consent was given for."""

    SERVICE = "service"
    MARKETING = "marketing"
    SURVEY = "survey"


class Masked(StrEnum):
    """Fields that stay covered until identity is verified or a reason is given."""

    PHONE = "phone"
    EMAIL = "email"
    ADDRESS = "address"
    BORN = "born"
    NEED_DETAIL = "need_detail"


class Question(StrEnum):
    """What can be asked from the record to prove identity."""

    FULL_NAME = "full_name"
    POSTCODE = "postcode"
    ORDER_NUMBER = "order_number"
    BORN = "born"
    PHONE = "phone"


class IdentityState(StrEnum):
    """How far identity is proven."""

    NOT_CHECKED = "not_checked"
    PARTIAL = "partial"
    PASSED = "passed"
    FAILED = "failed"
