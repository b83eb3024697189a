# SPDX-License-Identifier: MIT
"""Kinds and stages of customers, and decisions about their identity and what stays masked: values only."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from crmtrainer.kernel.errors import Refused

PRACTICE_ZONE = ZoneInfo("Europe/London")
"""Where the practice organisation's day begins and ends."""
LONGEST_REASON = 300
NEEDED_ANSWERS = 3
"""The full name and two others."""
ALLOWED_MISMATCHES = 1
LONGEST_AGO = timedelta(days=366)
"""How far back a contact can be said to lie. Nothing promised to customers here runs for as long as a year, so an older
date tells its clocks nothing but that they were over long ago, and is nearly always a slip of the keyboard."""
CONSENT_CHANNELS = frozenset({"phone", "email", "text", "letter"})
"""How somebody can be written or spoken to without having asked for it."""


def display_name(title: str, given: str, family: str) -> str:
    """How a customer is named on screens: Mrs Maire Ilves, or the organisation's name."""
    return " ".join(part for part in (title, given, family) if part)


def same_practice_day(one: datetime, other: datetime) -> bool:
    """Whether both instants fall on one day at the practice organisation."""
    return one.astimezone(PRACTICE_ZONE).date() == other.astimezone(PRACTICE_ZONE).date()


def check_contact_time(at: datetime, now: datetime, *, since: date) -> None:
    """Raises `Refused` for a contact in the future, before somebody was a customer at all, or over a year ago."""
    if at > now:
        raise Refused("contact.in_future")
    if at.astimezone(PRACTICE_ZONE).date() < since:
        raise Refused("contact.before_customer", since=since.isoformat())
    if at < now - LONGEST_AGO:
        raise Refused("contact.too_long_ago")


def grant_holds(opened_at: Iterable[datetime], now: datetime) -> bool:
    """Whether a record opened at these times may still be read: until the practice day ends."""
    return any(same_practice_day(at, now) for at in opened_at)


def checked_reason(reason: str) -> str:
    """The reason, trimmed. Raises `Refused` when it has fewer than three letters or is too long."""
    trimmed = " ".join(reason.split())
    if sum(c.isalpha() for c in trimmed) < 3:
        raise Refused("reason.missing")
    if len(trimmed) > LONGEST_REASON:
        raise Refused("reason.too_long", limit=LONGEST_REASON)
    return trimmed


def is_clear(field: Masked, identity: IdentityState, *, revealed: bool) -> bool:
    """Whether a covered field may be read.

    Proof of identity uncovers what the caller is then entitled to hear. Why an access need exists is not among it:
    knowing who calls does not make a health detail necessary, so that takes a reveal with a reason every day.
    """
    if revealed:
        return True
    return identity is IdentityState.PASSED and field is not Masked.NEED_DETAIL


def identity_state(answers: Iterable[Answer]) -> IdentityState:
    """How far these answers prove identity, whatever their order.

    Two wrong answers fail, even beside right ones, and a wrong answer counts although the same question is later
    answered rightly: guessing must not pay. Otherwise the full name and two other questions matched pass, and
    anything less is partial.
    """
    given = tuple(answers)
    if sum(not answer.matched for answer in given) > ALLOWED_MISMATCHES:
        return IdentityState.FAILED
    proven = matched_questions(given)
    if Question.FULL_NAME in proven and len(proven) >= NEEDED_ANSWERS:
        return IdentityState.PASSED
    return IdentityState.PARTIAL if given else IdentityState.NOT_CHECKED


def matched_questions(answers: Iterable[Answer]) -> frozenset[Question]:
    """The questions that were answered rightly at least once."""
    return frozenset(answer.question for answer in answers if answer.matched)


def check_stage_move(was: Stage, now: Stage) -> None:
    """Raises `Refused` when the life cycle has no step from `was` to `now`."""
    if was is now:
        raise Refused("customer.already_there", stage=now.value)
    if now not in STAGE_MOVES[was]:
        raise Refused("customer.no_such_move", was=was.value, now=now.value)


def check_consent_channel(channel: str) -> None:
    """Raises `Refused` for a channel that consent is not asked for."""
    if channel not in CONSENT_CHANNELS:
        raise Refused("consent.unknown_channel", channel=channel[:40])


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


class ReadAs(StrEnum):
    """What the words in the search box were taken for."""

    NOTHING = "nothing"
    REFERENCE = "reference"
    EMAIL = "email"
    PHONE = "phone"
    POSTCODE = "postcode"
    NAME = "name"


class FoundKind(StrEnum):
    """What a row of a search is."""

    CUSTOMER = "customer"
    TICKET = "ticket"
    ORDER = "order"
    HANDOFF = "handoff"


class CustomerSort(StrEnum):
    """What the customers list can be sorted by; names decide between equals."""

    NAME = "name"
    TOWN = "town"
    STAGE = "stage"
    SINCE = "since"


@dataclass(frozen=True, slots=True)
class CustomerFilter:
    """What the customers list shows. `name` and `town` are beginnings, in any case and without accents."""

    name: str = ""
    town: str = ""
    stage: Stage | None = None
    kind: CustomerKind | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer compared with the record."""

    question: Question
    matched: bool


STAGE_MOVES: dict[Stage, frozenset[Stage]] = {
    Stage.PROSPECT: frozenset({Stage.ONBOARDING, Stage.ACTIVE, Stage.CLOSED}),
    Stage.ONBOARDING: frozenset({Stage.ACTIVE, Stage.AT_RISK, Stage.LAPSED, Stage.CLOSED}),
    Stage.ACTIVE: frozenset({Stage.AT_RISK, Stage.LAPSED, Stage.CLOSED}),
    Stage.AT_RISK: frozenset({Stage.ACTIVE, Stage.LAPSED, Stage.CLOSED}),
    Stage.LAPSED: frozenset({Stage.WON_BACK, Stage.CLOSED}),
    Stage.WON_BACK: frozenset({Stage.ACTIVE, Stage.AT_RISK, Stage.LAPSED, Stage.CLOSED}),
    Stage.CLOSED: frozenset({Stage.WON_BACK}),
}
"""The steps of the life cycle."""


FIRST_NUMBER = 100_000


def ref_of(customer_id: int) -> str:
    """The account number that customers are given: LH-100042 for the forty-second customer of a world."""
    return f"LH-{FIRST_NUMBER + customer_id}"
