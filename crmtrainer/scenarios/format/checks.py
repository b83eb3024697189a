# SPDX-License-Identifier: MIT
"""Checks as a pack writes them: a declarative template over the trace of acts, or a statement about the final state."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field, model_validator

from crmtrainer.scenarios.format.base import Line, Minutes, Model, Name, Prose, YesNo
from crmtrainer.scenarios.format.conditions import Pattern, When
from crmtrainer.scenarios.format.organisation import CriterionKey


class Kind(StrEnum):
    """The templates: those with `of` speak of one kind of act, those with `first` and `then` of two."""

    EXISTENCE = "existence"
    ABSENCE = "absence"
    EXACTLY = "exactly"
    INIT = "init"
    PRECEDENCE = "precedence"
    RESPONSE = "response"
    SUCCESSION = "succession"
    NOT_SUCCESSION = "not_succession"
    CHAIN_RESPONSE = "chain_response"
    CHAIN_PRECEDENCE = "chain_precedence"
    FINAL = "final"


UNARY = frozenset({Kind.EXISTENCE, Kind.ABSENCE, Kind.EXACTLY, Kind.INIT})
TIMED = frozenset({Kind.EXISTENCE, Kind.RESPONSE, Kind.SUCCESSION})


class Severity(StrEnum):
    """How much a miss weighs. Critical ones are named, never averaged."""

    CRITICAL = "critical"
    MAJOR = "major"
    MINOR = "minor"


SHOWN = frozenset({Kind.ABSENCE, Kind.EXACTLY, Kind.PRECEDENCE, Kind.NOT_SUCCESSION, Kind.FINAL})
"""Those that can hold although nothing was done, so that something has to show that they were kept."""


class Vacuous(StrEnum):
    """What a check says when what it is about never came up.

    MET stands in attempts that were made earlier, and counts as NOT_REACHED: what never came up shows nothing.
    """

    MET = "met"
    MISSED = "missed"
    NOT_REACHED = "not_reached"


class MissedBecause(Model):
    """A way of missing a check at the end, and the sentence that tells of it."""

    when: When
    words: Line


class Check(Model):
    """One deterministic statement about a run, with the sentences that tell it met or missed."""

    key: Name
    title: Line
    kind: Kind
    of: Pattern | None = None
    first: Pattern | None = None
    then: Pattern | None = None
    times: int | None = Field(default=None, ge=0, le=99)
    """existence: at least so many (1); exactly: so many (1); absence: more than so many is a miss (0)."""
    within: Minutes | None = None
    calendar: Name | None = None
    """Count `within` in working minutes of this calendar."""
    after: Pattern | None = None
    """Look only after the first act of this kind."""
    before: Pattern | None = None
    """Look only until the first act of this kind (after the start of the look)."""
    among: Pattern | None = None
    """For init and the chain templates: which acts count as steps; the learner's own unless given."""
    shown_by: Pattern | None = None
    """Where nothing broke the check: acts of which at least one must have happened for it to be met. They are cited.

    An absence is shown by any act of the kinds it speaks of, unless this says by what; a precedence by its own acts.
    """
    that: When | None = None
    if_never: Vacuous = Vacuous.NOT_REACHED
    severity: Severity
    advisory: YesNo = False
    criteria: tuple[CriterionKey, ...] = ()
    detects: tuple[CriterionKey, ...] = ()
    """Misconceptions that a miss points at; the assessor decides."""
    policy: tuple[Name, ...] = ()
    """The organisation's own rules it rests on: a miss fails somebody on these."""
    law: tuple[Name, ...] = ()
    """Law cards that inform about it. One that was not read against its source never counts as the only ground."""
    met: Line
    missed: Line
    missed_because: tuple[MissedBecause, ...] = ()
    """Of a final check: the first of these that holds at the end is said in place of `missed`."""
    good: Prose
    """What a good handler does here, as an example."""

    @model_validator(mode="after")
    def _is_whole(self) -> Check:
        if self.kind is Kind.FINAL:
            wanted = {"that"}
        elif self.kind in UNARY:
            wanted = {"of"}
        else:
            wanted = {"first", "then"}
        given = {name for name in ("of", "first", "then", "that") if getattr(self, name) is not None}
        if given != wanted:
            raise ValueError(f"a check of kind {self.kind.value} needs {' and '.join(sorted(wanted))}, and only that")
        if self.shown_by is not None and self.kind not in SHOWN:
            raise ValueError(f"`shown_by` belongs to {', '.join(sorted(SHOWN))}")
        if self.missed_because and self.kind is not Kind.FINAL:
            raise ValueError("`missed_because` belongs to final")
        if self.within is not None and self.kind not in TIMED:
            raise ValueError("`within` belongs to existence, response and succession")
        if self.calendar is not None and self.within is None:
            raise ValueError("`calendar` says how `within` is counted: give both")
        return self

    @property
    def count(self) -> int:
        """`times`, or what the template counts when nothing is given."""
        if self.times is not None:
            return self.times
        return 0 if self.kind is Kind.ABSENCE else 1
