# SPDX-License-Identifier: MIT
"""The acts of a run as rows of its debrief, each check pinned to an act, or to the moment nothing happened."""

from __future__ import annotations

from collections.abc import Iterable

from crmtrainer.kernel.commands import Role
from crmtrainer.kernel.moments import from_micros
from crmtrainer.scenarios.checks.deciding import CheckResult, Verdict
from crmtrainer.scenarios.debrief_rows import DebriefAct, Who
from crmtrainer.scenarios.format.checks import Kind
from crmtrainer.scenarios.seen import ActSeen
from crmtrainer.scenarios.telling import Teller

_QUIET = frozenset({"conversation.identify", "conversation.lapse"})
_BY_THE_WORLD = frozenset(
    {
        "conversation.ring",
        "message.receive",
        "promise.lapse",
        "handoff.review",
        "handoff.ask",
        "handoff.report",
        "handoff.complete",
    }
)
_ANSWERS = frozenset({Kind.RESPONSE, Kind.SUCCESSION, Kind.CHAIN_RESPONSE})


def rows(
    acts: Iterable[ActSeen], results: Iterable[CheckResult], teller: Teller
) -> tuple[tuple[DebriefAct, ...], tuple[CheckResult, ...]]:
    """The rows in order of time, and the checks that hang on none of them."""
    shown = [act for act in acts if is_shown(act)]
    ours = {act.seq for act in shown if act.role is not Role.SYSTEM and not act.of_others}
    ends = [act.seq for act in shown if act.verb == "scenario.finish" and not act.was_refused]
    pinned: dict[int, list[CheckResult]] = {act.seq: [] for act in shown}
    missing: list[DebriefAct] = []
    unpinned: list[CheckResult] = []
    for result in results:
        place = _place(result, pinned, ours)
        if place is None and result.kind is Kind.FINAL and result.verdict is Verdict.MET and ends:
            place = ends[-1]
        if result.verdict is Verdict.MISSED and result.at is not None:
            missing.append(_nothing(result))
        elif place is not None:
            pinned[place].append(result)
        else:
            unpinned.append(result)
    found = [_row(act, tuple(pinned[act.seq]), teller) for act in shown] + missing
    # Something that should have happened by a moment stands before what did happen then.
    found.sort(key=lambda row: (row.at, row.seq is not None, row.seq or 0))
    return tuple(found), tuple(unpinned)


def is_shown(act: ActSeen) -> bool:
    """Whether the act is a row of the debrief: what the learner did, what others did, and limits that passed."""
    if act.verb == "clock.threshold":
        return bool(act.facts.get("breach"))
    return act.verb not in _QUIET and (act.role is not Role.SYSTEM or act.verb in _BY_THE_WORLD)


def _place(result: CheckResult, pinned: dict[int, list[CheckResult]], ours: set[int]) -> int | None:
    """The act a check hangs on: of those it cites the learner's own come first. A met response hangs on the answer."""
    cited = [seq for seq in result.cites if seq in pinned]
    candidates = [seq for seq in cited if seq in ours] or cited
    if not candidates:
        return None
    answered = result.verdict is Verdict.MET and result.kind in _ANSWERS
    return candidates[-1] if answered else candidates[0]


def _row(act: ActSeen, checks: tuple[CheckResult, ...], teller: Teller) -> DebriefAct:
    return DebriefAct(
        seq=act.seq,
        at=from_micros(act.at),
        who=_who(act),
        verb=act.verb,
        title=teller.title(act, technique=str(act.context.get("technique", ""))),
        words=_words(act),
        refusal=act.refusal,
        subject=act.subject,
        checks=checks,
    )


def _nothing(result: CheckResult) -> DebriefAct:
    assert result.at is not None
    return DebriefAct(
        None,
        result.at,
        Who.NOBODY,
        "",
        f"No act here: {result.title[:1].lower()}{result.title[1:]}",
        "",
        "",
        "",
        (result,),
    )


def _who(act: ActSeen) -> Who:
    if act.role is not Role.SYSTEM:
        return Who.SOMEBODY if act.of_others else Who.YOU
    if act.verb.startswith("handoff."):
        return Who.TEAM
    return Who.CLOCK if act.verb in ("clock.threshold", "promise.lapse") else Who.CUSTOMER


def _words(act: ActSeen) -> str:
    for name in ("words", "summary", "resolution", "description", "reason"):
        value = act.args.get(name)
        if isinstance(value, str) and value.strip():
            return value
    return ""
