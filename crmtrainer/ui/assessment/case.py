# SPDX-License-Identifier: MIT
"""One attempt as the judgement form needs it: its criteria with what is offered, chosen and decided for each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from crmtrainer.assessment.queries import AttemptRow, JudgementRow
from crmtrainer.assessment.rubrics import CriterionText, RubricContent
from crmtrainer.assessment.rules import AttemptState, Use
from crmtrainer.house.reviewing import Review
from crmtrainer.reports.replaying import ReplayRow
from crmtrainer.scenarios.checks.deciding import CheckResult, Verdict
from crmtrainer.ui.assessment.observations import Offered

NOTHING_KNOWN: Mapping[str, frozenset[str]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class CriterionCase:
    """One criterion of the attempt. `others` counts this learner's other scenarios with evidence judged for it.

    `scenarios` counts those that can be played here and speak of it; 0 where that is not known.
    """

    text: CriterionText
    rubric_hash: str
    offered: tuple[Offered, ...]
    unreached: int
    has_reflection: bool
    others: int
    is_intact: bool
    scenarios: int = 0

    @property
    def items(self) -> int:
        """Items of evidence from different scenarios: this one counts when it offers something and its file holds."""
        met = any(each.check.verdict is Verdict.MET for each in self.offered)
        return self.others + (1 if self.is_intact and (met or self.has_reflection) else 0)

    @property
    def is_enough(self) -> bool:
        """Whether the rubric's rule for deciding is fulfilled. The assessor decides all the same."""
        reflected = self.has_reflection or not self.text.reflection_needed
        return reflected and self.items >= self.text.items_needed


def cases_of(
    review: Review,
    rows: tuple[ReplayRow, ...],
    rubrics: Mapping[str, RubricContent],
    others: Mapping[str, int],
    spoken_of: Mapping[str, frozenset[str]] = NOTHING_KNOWN,
) -> tuple[CriterionCase, ...]:
    """The criteria that the scenario claims or its checks speak of; all of the rubric where nothing could be read.

    `spoken_of` tells which criteria each scenario speaks of that can be played here.
    """
    story = review.story
    wanted = [] if story is None else [criterion.id for criterion in story.criteria]
    known = {text.id: (ident, text) for ident, rubric in rubrics.items() for text in rubric.criteria}
    return tuple(
        CriterionCase(
            text=known[ident][1],
            rubric_hash=known[ident][0],
            offered=_offered(review, rows, ident),
            unreached=_unreached(review, ident),
            has_reflection=story is not None and bool(story.reflections),
            others=others.get(ident, 0),
            is_intact=review.report.is_whole,
            scenarios=sum(ident in criteria for criteria in spoken_of.values()),
        )
        for ident in (wanted or list(known))
        if ident in known
    )


def place_of(offered: Offered, rows: tuple[ReplayRow, ...]) -> ReplayRow | None:
    """The row of the replay that an observation leads to: the act it cites, else where the check hangs."""
    if offered.seq is not None:
        return next((row for row in rows if row.seq == offered.seq), None)
    return next((row for row in rows if offered.check in row.checks), None)


def other_scenarios(
    row: AttemptRow, attempts: tuple[AttemptRow, ...], judged: Mapping[int, tuple[JudgementRow, ...]]
) -> dict[str, int]:
    """For each criterion, how many other scenarios of this learner have a decision that stands."""
    found: dict[str, set[str]] = {}
    for other in attempts:
        if other.learner != row.learner or other.scenario == row.scenario or other.state is not AttemptState.HANDED_IN:
            continue
        for judgement in judged.get(other.id, ()):
            if not judgement.superseded:
                found.setdefault(judgement.criterion, set()).add(other.scenario)
    return {criterion: len(scenarios) for criterion, scenarios in found.items()}


def chosen_for(criterion: str, chosen: Mapping[str, Use]) -> dict[str, Use]:
    """The choices among one criterion's observations, by check."""
    return {key.split("/")[-1]: use for key, use in chosen.items() if key.rpartition("/")[0] == criterion}


def _offered(review: Review, rows: tuple[ReplayRow, ...], criterion: str) -> tuple[Offered, ...]:
    if review.story is None:
        return ()
    hangs = {check.key: row for row in rows for check in row.checks}

    def offered(result: CheckResult) -> Offered:
        if result.cites:
            return Offered(result, result.cites[0])
        row = hangs.get(result.key)
        return Offered(result, None) if row is None else Offered(result, row.seq, row.at)

    return tuple(
        offered(result)
        for result in review.story.results
        if criterion in result.criteria and result.verdict is not Verdict.NOT_REACHED
    )


def _unreached(review: Review, criterion: str) -> int:
    if review.story is None:
        return 0
    return sum(
        criterion in result.criteria and result.verdict is Verdict.NOT_REACHED for result in review.story.results
    )
