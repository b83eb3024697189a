# SPDX-License-Identifier: MIT
"""One check over one run: its verdict, the acts it cites, and the moment at which a missing act was due."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from crmtrainer.kernel.commands import Role
from crmtrainer.kernel.moments import from_micros, to_micros
from crmtrainer.scenarios.checks import templates
from crmtrainer.scenarios.checks.templates import Finding, Marks
from crmtrainer.scenarios.conditions import holds
from crmtrainer.scenarios.format.checks import SHOWN, Check, Kind, Severity, Vacuous
from crmtrainer.scenarios.format.conditions import Pattern
from crmtrainer.scenarios.seen import ActSeen, matches
from crmtrainer.scenarios.situation import Situation

Due = Callable[[str | None, int, int], int]
"""(calendar or None, start in microseconds, minutes) → when the minutes are used up, in microseconds."""

_MINUTE = 60_000_000
_WHOSE = frozenset({"customer", "team", "makes_promise"})
_NOT_ALONE = "Somebody else acted in this run, so how it ended is not the learner’s alone."


class Verdict(StrEnum):
    """NOT_REACHED: what the check is about never came up."""

    MET = "met"
    MISSED = "missed"
    NOT_REACHED = "not_reached"


@dataclass(frozen=True, slots=True)
class CheckResult:
    """What a check says of a run. `cites` are sequence numbers; `at` stands where an act is missing."""

    key: str
    title: str
    kind: Kind
    verdict: Verdict
    severity: Severity
    advisory: bool
    sentence: str
    cites: tuple[int, ...]
    at: datetime | None
    criteria: tuple[str, ...]
    detects: tuple[str, ...]
    law: tuple[str, ...]
    good: str
    policy: tuple[str, ...] = ()
    compared: str = ""
    """The acts behind the verdict with the times that were held against one another, in words; see `comparing`."""

    @property
    def told(self) -> str:
        """The verdict's sentence and, after it, what was compared."""
        return f"{self.sentence} {self.compared}".rstrip()


@dataclass(frozen=True, slots=True)
class RunSeen:
    """A whole run: its acts, the situation at its end, and how working minutes are counted."""

    acts: tuple[ActSeen, ...]
    end: Situation
    due: Due = lambda calendar, start, minutes: start + minutes * _MINUTE


@dataclass(frozen=True, slots=True)
class Look:
    """The acts that a check looks at, and those that open and close its look: None for the run's start and end."""

    steps: tuple[ActSeen, ...]
    opener: ActSeen | None
    closer: ActSeen | None


def decide(checks: Iterable[Check], run: RunSeen) -> tuple[CheckResult, ...]:
    """The verdict of every check, in order."""
    return tuple(decide_one(check, run) for check in checks)


def decide_one(check: Check, run: RunSeen) -> CheckResult:
    """The verdict of one check."""
    if check.kind is Kind.FINAL:
        return _of_the_end(check, run)
    look = look_of(check, run)
    if look is None:
        return _never(check, run)
    steps, opens = look.steps, None if look.opener is None else look.opener.at
    closes = to_micros(run.end.now) if look.closer is None else look.closer.at
    finding = _find(check, run, steps, opens)
    if _must_happen(check) or not finding.holds:
        if finding.holds:
            return _result(check, Verdict.MET, _seqs(steps, finding.kept), None)
        return _missed(check, run, steps, finding, opens, closes)
    shown = _shown(check, run, steps, finding)
    return _result(check, Verdict.MET, shown, None) if shown else _never(check, run)


def _of_the_end(check: Check, run: RunSeen) -> CheckResult:
    """A statement about the final state. That somebody else had a hand in it is said, and is nobody's merit."""
    assert check.that is not None
    if not holds(check.that, run.end):
        missed = _result(check, Verdict.MISSED, (), run.end.now)
        because = next((each for each in check.missed_because if holds(each.when, run.end)), None)
        return missed if because is None else replace(missed, sentence=because.words)
    if any(_changed_something(act) for act in run.acts):
        return replace(_result(check, Verdict.NOT_REACHED, (), None), sentence=_NOT_ALONE)
    shown = () if check.shown_by is None else _seqs(run.acts, _positions(check.shown_by, run, run.acts))
    return _never(check, run) if check.shown_by is not None and not shown else _result(check, Verdict.MET, shown, None)


def _never(check: Check, run: RunSeen) -> CheckResult:
    """What never came up is no merit; a check may say that it is a fault."""
    if check.if_never is Vacuous.MISSED:
        return _result(check, Verdict.MISSED, (), run.end.now)
    return _result(check, Verdict.NOT_REACHED, (), None)


def _changed_something(act: ActSeen) -> bool:
    """Whether somebody who is not the learner had a hand in how things ended. Looking changes nothing."""
    return act.of_others and not act.was_refused and not act.verb.startswith("record.")


def _must_happen(check: Check) -> bool:
    """Existence, and exactly so many, speak of acts that have to come; their absence is a miss, not silence."""
    return check.kind is Kind.EXISTENCE or (check.kind is Kind.EXACTLY and check.count > 0)


def _shown(check: Check, run: RunSeen, steps: tuple[ActSeen, ...], finding: Finding) -> tuple[int, ...]:
    """The acts by which a check was kept that nothing broke; none when nothing that it speaks of ever happened.

    What an absence puts up with is cited beside them, and shows nothing by itself.
    """
    kept = _seqs(steps, finding.kept)
    pattern = check.shown_by
    if pattern is None and check.of is not None and check.kind in SHOWN:
        whose = {name: test for name, test in check.of.where.items() if name in _WHOSE and test.is_ is not None}
        pattern = check.of.model_copy(update={"where": whose, "words": None})
    shown = () if pattern is None else _seqs(steps, _positions(pattern, run, steps))
    came_up = bool(shown) or (check.kind not in (Kind.ABSENCE, Kind.EXACTLY) and not finding.never)
    return tuple(sorted({*kept, *shown})) if came_up else ()


def _positions(pattern: Pattern, run: RunSeen, steps: tuple[ActSeen, ...]) -> tuple[int, ...]:
    return tuple(place for place, act in enumerate(steps) if matches(pattern, act, run.end.lists))


def look_of(check: Check, run: RunSeen) -> Look | None:
    """What a check looks at; None where its look never opens."""
    span = templates.window(_marks(check.after, run, run.acts), _marks(check.before, run, run.acts), len(run.acts))
    if span is None:
        return None
    start, end = span
    steps = run.acts[start:end]
    if check.kind in (Kind.INIT, Kind.CHAIN_RESPONSE, Kind.CHAIN_PRECEDENCE):
        steps = tuple(act for act in steps if _counts(check.among, run, act))
    return Look(steps, run.acts[start - 1] if start else None, run.acts[end] if end < len(run.acts) else None)


def _counts(among: Pattern | None, run: RunSeen, act: ActSeen) -> bool:
    if among is not None:
        return matches(among, act, run.end.lists)
    return act.role is not Role.SYSTEM and not act.of_others and not act.was_refused


def _find(check: Check, run: RunSeen, steps: tuple[ActSeen, ...], opens: int | None) -> Finding:
    times = [act.at for act in steps]
    reach = None
    if check.within is not None:
        minutes = check.within
        reach = templates.reach_in(times, lambda start: run.due(check.calendar, start, minutes))
    of, first, then = (_marks(pattern, run, steps) for pattern in (check.of, check.first, check.then))
    match check.kind:
        case Kind.EXISTENCE:
            assert of is not None
            return templates.existence(_in_time(check, run, of, times, opens), check.count)
        case Kind.ABSENCE:
            assert of is not None
            return templates.absence(of, check.count)
        case Kind.EXACTLY:
            assert of is not None
            return templates.exactly(of, check.count)
        case Kind.INIT:
            assert of is not None
            return templates.init(of)
        case _:
            pass
    assert first is not None
    assert then is not None
    match check.kind:
        case Kind.PRECEDENCE:
            return templates.precedence(first, then)
        case Kind.RESPONSE:
            return templates.response(first, then, reach)
        case Kind.SUCCESSION:
            return templates.succession(first, then, reach)
        case Kind.NOT_SUCCESSION:
            return templates.not_succession(first, then)
        case Kind.CHAIN_RESPONSE:
            return templates.chain_response(first, then)
        case _:
            return templates.chain_precedence(first, then)


def _in_time(check: Check, run: RunSeen, of: Marks, times: list[int], opens: int | None) -> Marks:
    """For existence within a time: only acts until the time is up count."""
    until = _deadline(check, run, opens)
    if until is None:
        return of
    return [mark and at <= until for mark, at in zip(of, times, strict=True)]


def _deadline(check: Check, run: RunSeen, opens: int | None) -> int | None:
    if check.within is None:
        return None
    start = opens if opens is not None else run.acts[0].at if run.acts else to_micros(run.end.now)
    return run.due(check.calendar, start, check.within)


def _missed(
    check: Check, run: RunSeen, steps: tuple[ActSeen, ...], finding: Finding, opens: int | None, closes: int
) -> CheckResult:
    """A miss cites the acts that broke the check; where an act is missing it has a moment instead."""
    at = None
    if check.kind is Kind.EXISTENCE or (check.kind is Kind.EXACTLY and not finding.broken):
        at = min(closes, _deadline(check, run, opens) or closes)
    elif check.kind in (Kind.RESPONSE, Kind.SUCCESSION) and finding.broken:
        asked = steps[finding.broken[0]].at
        at = closes if check.within is None else min(closes, run.due(check.calendar, asked, check.within))
    cites = _seqs(steps, finding.broken or finding.kept)
    return _result(check, Verdict.MISSED, cites, None if at is None else from_micros(at))


def _marks(pattern: Pattern | None, run: RunSeen, steps: tuple[ActSeen, ...]) -> Marks | None:
    return None if pattern is None else [matches(pattern, act, run.end.lists) for act in steps]


def _seqs(steps: tuple[ActSeen, ...], positions: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(steps[position].seq for position in positions)


def _result(check: Check, verdict: Verdict, cites: tuple[int, ...], at: datetime | None) -> CheckResult:
    sentences = {Verdict.MET: check.met, Verdict.MISSED: check.missed, Verdict.NOT_REACHED: "This never came up."}
    return CheckResult(
        check.key,
        check.title,
        check.kind,
        verdict,
        check.severity,
        check.advisory,
        sentences[verdict],
        cites,
        at,
        check.criteria,
        check.detects,
        check.law,
        check.good,
        check.policy,
    )
