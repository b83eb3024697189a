# SPDX-License-Identifier: MIT
"""What a debrief is made of: frozen rows for screens and reports. `debrief` fills them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from crmtrainer.scenarios.checks.deciding import CheckResult
from crmtrainer.scenarios.exchanges import Exchange
from crmtrainer.scenarios.rules import Mode, RunState


class Who(StrEnum):
    """Whose row it is. NOBODY: the moment at which something should have happened and did not.

    SOMEBODY: a person who is not the learner, a trainer who lent a hand.
    """

    YOU = "you"
    CUSTOMER = "customer"
    TEAM = "team"
    CLOCK = "clock"
    NOBODY = "nobody"
    SOMEBODY = "somebody"


@dataclass(frozen=True, slots=True)
class DebriefAct:
    """One row of "What you did", with the checks that cite it. `seq` is None where there was no act."""

    seq: int | None
    at: datetime
    who: Who
    verb: str
    title: str
    words: str
    refusal: str
    subject: str
    checks: tuple[CheckResult, ...]


@dataclass(frozen=True, slots=True)
class TrustAt:
    """Somebody's trust after something moved it. `cause` is a sentence; "start" for the first."""

    at: datetime
    trust: int
    seq: int
    cause: str


@dataclass(frozen=True, slots=True)
class PersonTrust:
    """How far one person believed what was said, over the run."""

    key: str
    name: str
    team: str
    points: tuple[TrustAt, ...]


@dataclass(frozen=True, slots=True)
class DebriefClock:
    """One clock as it stood at the end. `ref` names the ticket or handoff, and `limit` which one of the law it is.

    Seconds are working seconds where it counts `in_working_time`, else as they pass.

    `state` is a `ClockEnd`, or "sent_back": a team answered in time, and would not take the handoff.
    One that is `is_owed` runs on though its ticket was closed.
    """

    id: int
    metric: str
    ref: str
    team: str
    state: str
    target_minutes: int
    due: datetime | None
    satisfied_at: datetime | None
    left_seconds: int
    over_seconds: int
    is_owed: bool = False
    in_working_time: bool = False
    limit: str = ""


@dataclass(frozen=True, slots=True)
class Conversation:
    """The exchanges of one conversation, in order."""

    id: int
    person: str
    started_at: datetime
    exchanges: tuple[Exchange, ...]


@dataclass(frozen=True, slots=True)
class CriterionTouched:
    """A criterion, the acts that checks offer for it, and what was missed that speaks of it."""

    id: str
    version: int
    title: str
    claimed: bool
    acts: tuple[int, ...]
    met: tuple[str, ...]
    missed: tuple[str, ...]
    needs_reflection: bool


@dataclass(frozen=True, slots=True)
class LawCardShown:
    """A card on the law, and what the run had to do with it."""

    key: str
    title: str
    cites: str
    says: str
    means_here: str
    confirmed: str
    as_at: date
    checks: tuple[CheckResult, ...]

    @property
    def is_unread(self) -> bool:
        """Whether nobody has held the card against its source: it informs, and fails nobody."""
        return self.confirmed == "no"


@dataclass(frozen=True, slots=True)
class OpenItem:
    """Something that was still open at the end: a ticket, a handoff or a promise."""

    kind: str
    ref: str
    state: str
    due_at: datetime | None


@dataclass(frozen=True, slots=True)
class ReflectionRow:
    """The learner's own account."""

    id: int
    at: datetime
    words: str
    cites: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Debrief:
    """What happened, held against what good looks like.

    `checks_counted` are those that came up, met or missed; beside them stand `checks_never`, which never came up, and
    `checks_advising`, which are shown and never counted.
    """

    scenario: str
    number: int
    title: str
    attempt: str
    attempt_number: int
    mode: Mode
    state: RunState
    counts: bool
    opened_at: datetime
    ended_at: datetime
    checks_met: int
    checks_counted: int
    checks_never: int
    checks_advising: int
    critical_missed: tuple[CheckResult, ...]
    to_put_right: CheckResult | None
    results: tuple[CheckResult, ...]
    acts: tuple[DebriefAct, ...]
    unpinned: tuple[CheckResult, ...]
    trust: tuple[PersonTrust, ...]
    clocks: tuple[DebriefClock, ...]
    conversations: tuple[Conversation, ...]
    criteria: tuple[CriterionTouched, ...]
    law: tuple[LawCardShown, ...]
    law_as_at: date
    open_items: tuple[OpenItem, ...]
    reflections: tuple[ReflectionRow, ...]
    policies: Mapping[str, str] = field(default_factory=dict)
    """The titles of the organisation's own rules, by the keys that checks rest on."""
