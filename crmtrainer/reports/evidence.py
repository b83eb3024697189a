# SPDX-License-Identifier: MIT
"""One attempt as evidence: what was done, what checks say of it, what the assessor decided, what the file can prove.

Frozen values only; `html` and the window's PDF make documents of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from crmtrainer.assessment.queries import AttemptRow, JudgementRow
from crmtrainer.assessment.rubrics import RubricContent
from crmtrainer.assessment.rules import FLAG_NAMES, Decision, Flag, Use, left_open
from crmtrainer.journal.report import Finding, Report
from crmtrainer.journal.wording import told, told_assurance, told_not_proven, told_result
from crmtrainer.kernel.errors import Fact
from crmtrainer.limits.book import title_of
from crmtrainer.reports.acts import ActRow
from crmtrainer.reports.dates import full_when, span
from crmtrainer.reports.replaying import ReplayRow, replay_rows
from crmtrainer.reports.said import Said
from crmtrainer.scenarios.checks.deciding import CheckResult, Verdict
from crmtrainer.scenarios.debrief_rows import Debrief, DebriefClock, LawCardShown, PersonTrust, ReflectionRow
from crmtrainer.scenarios.telling import ActKind, metric_name

Tell = Callable[[str, Mapping[str, Fact]], str]
"""One sentence for a code and its facts."""

VERDICTS = {Verdict.MET: "Met", Verdict.MISSED: "Missed", Verdict.NOT_REACHED: "Never came up"}
_DAY, _IN_DAYS = 86_400, 4
DECISIONS = {Decision.COMPETENT: "Competent", Decision.NOT_YET: "Not yet competent"}
FLAGS = {Flag.YES: "Yes", Flag.NO: "No", Flag.OPEN: "Not asked"}
USES = {Use.USE: "Used", Use.LEAVE: "Left"}
CONFIRMED = {
    "yes": "Checked against the source",
    "in_part": "Checked in part against the source",
    "no": "Not checked against the source",
}
MODES = {"explore": "Explore", "practise": "Practise", "assessed": "Assessed"}


@dataclass(frozen=True, slots=True)
class Verification:
    """What the file itself shows, in words, and what it cannot show."""

    result: str
    is_intact: bool
    findings: tuple[str, ...]
    notes: tuple[str, ...]
    hand_in: str
    assurance: str
    not_proven: str
    entries: int
    head_hash: str


@dataclass(frozen=True, slots=True)
class EvidenceAct:
    """One act as it is printed. `number` is empty where an act is missing."""

    number: str
    at: datetime
    title: str
    said: tuple[Said, ...]
    details: tuple[str, ...]
    refusal: str
    checks: tuple[str, ...]
    is_learners: bool


@dataclass(frozen=True, slots=True)
class EvidenceCheck:
    """One check with what the assessor did with it."""

    title: str
    verdict: str
    is_missed: bool
    severity: str
    is_advisory: bool
    sentence: str
    cites: tuple[int, ...]
    criteria: tuple[str, ...]
    choices: tuple[str, ...]
    """Such as "S2-M4: used"."""
    policies: tuple[str, ...] = ()
    """The titles of the organisation's own rules that it rests on."""


@dataclass(frozen=True, slots=True)
class EvidenceLaw:
    """One law card that informs about the case. `standing` says whether it was held against its source."""

    title: str
    cites: str
    standing: str
    checks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EvidenceClock:
    """One clock as it stood at the end."""

    name: str
    ref: str
    due: datetime | None
    stopped: datetime | None
    words: str


@dataclass(frozen=True, slots=True)
class EvidenceJudgement:
    """One decision with what it rests on."""

    criterion: str
    wording: str
    decision: str
    flags: tuple[tuple[str, str], ...]
    reason: str
    cites: tuple[int, ...]
    by: str
    at: datetime
    rubric: str
    rubric_hash: str
    superseded: bool
    remarks: tuple[str, ...]
    """What a reader must know of it: questions that were left open, acts that this record does not show."""


@dataclass(frozen=True, slots=True)
class EvidenceReport:
    """Everything that goes into the document."""

    ref: str
    number: int
    learner_name: str
    learner: str
    scenario: str
    scenario_key: str
    mode: str
    timing: str
    """How much time clocks gave, where that was adjusted; else empty."""
    pack_hash: str
    law_as_at: date | None
    practice_from: datetime | None
    practice_to: datetime | None
    started_at: datetime
    finished_at: datetime | None
    handed_in_at: datetime | None
    received_at: datetime | None
    made_at: datetime
    made_by: str
    stamp: str
    verification: Verification
    acts: tuple[EvidenceAct, ...]
    left_out: int
    """Entries that only keep the world going; they are in the file and not in the document."""
    checks: tuple[EvidenceCheck, ...]
    checks_met: int
    checks_counted: int
    checks_never: int
    checks_advising: int
    critical_missed: tuple[str, ...]
    clocks: tuple[EvidenceClock, ...]
    trust: tuple[PersonTrust, ...]
    reflections: tuple[ReflectionRow, ...]
    judgements: tuple[EvidenceJudgement, ...]
    problem: str
    law: tuple[EvidenceLaw, ...] = ()

    @property
    def file_stem(self) -> str:
        """What the document's file is called, before its ending; ours, never the learner's words."""
        return f"evidence-{''.join(c for c in self.ref.lower() if c.isascii() and (c.isalnum() or c == '-'))}"

    @property
    def learner_told(self) -> str:
        """The learner's name and pseudonym; of a received attempt nobody here may have said the name."""
        if self.learner_name == self.learner:
            return f"{self.learner} (the file knows no name, and nobody has given one here)"
        return f"{self.learner_name} ({self.learner})"

    @property
    def standing(self) -> tuple[EvidenceJudgement, ...]:
        """The decisions that hold."""
        return tuple(judgement for judgement in self.judgements if not judgement.superseded)

    @property
    def superseded(self) -> tuple[EvidenceJudgement, ...]:
        """Earlier decisions, kept."""
        return tuple(judgement for judgement in self.judgements if judgement.superseded)


@dataclass(frozen=True, slots=True)
class Marked:
    """What the centre holds about the attempt: decisions, choices among observations, rubrics by hash."""

    judgements: tuple[JudgementRow, ...]
    chosen: Mapping[str, Use]
    rubrics: Mapping[str, RubricContent]


def evidence_report(
    row: AttemptRow,
    report: Report,
    hand_in: str,
    acts: tuple[ActRow, ...],
    story: Debrief | None,
    marked: Marked,
    *,
    timing: str = "",
    tell: Tell,
    made_at: datetime,
    made_by: str,
    problem: str = "",
) -> EvidenceReport:
    """The evidence of one attempt. `hand_in` says whether the file is the one noted at hand-in (a code's end)."""
    shown = [act for act in acts if act.kind is not ActKind.BACKSTAGE]
    numbers = frozenset(act.seq for act in shown)
    rows = replay_rows(shown, story)
    return EvidenceReport(
        ref=row.ref,
        number=row.number,
        learner_name=row.learner_name,
        learner=row.learner,
        scenario=row.title,
        scenario_key=row.scenario,
        mode=MODES.get(row.mode, row.mode),
        timing=timing,
        pack_hash=row.pack_hash,
        law_as_at=None if story is None else story.law_as_at,
        practice_from=None if story is None else story.opened_at,
        practice_to=None if story is None else story.ended_at,
        started_at=row.started_at,
        finished_at=row.finished_at,
        handed_in_at=row.handed_in_at,
        received_at=row.received_at,
        made_at=made_at,
        made_by=made_by,
        stamp=tell("evidence.simulated", {}),
        verification=_verification(row, report, hand_in, tell),
        acts=tuple(_act(found, tell) for found in rows),
        left_out=sum(act.kind is ActKind.BACKSTAGE for act in acts),
        checks=()
        if story is None
        else tuple(_check(result, marked.chosen, story.policies) for result in story.results),
        checks_met=0 if story is None else story.checks_met,
        checks_counted=0 if story is None else story.checks_counted,
        checks_never=0 if story is None else story.checks_never,
        checks_advising=0 if story is None else story.checks_advising,
        critical_missed=() if story is None else tuple(result.title for result in story.critical_missed),
        clocks=() if story is None else tuple(_clock(clock) for clock in story.clocks),
        trust=() if story is None else story.trust,
        reflections=() if story is None else story.reflections,
        judgements=tuple(_judgement(found, marked.rubrics, numbers, tell) for found in marked.judgements),
        problem=problem,
        law=() if story is None else tuple(_law(card) for card in story.law),
    )


def hand_in_facts(row: AttemptRow) -> dict[str, Fact]:
    """The facts for the sentence about hand-in or receipt."""
    return {} if row.received_at is None else {"received": full_when(row.received_at)}


def _verification(row: AttemptRow, report: Report, hand_in: str, tell: Tell) -> Verification:
    def sentences(findings: Iterable[Finding]) -> tuple[str, ...]:
        return tuple(tell(*told(finding)) for finding in findings)

    return Verification(
        result=tell(*told_result(report)),
        is_intact=not report.findings,
        findings=sentences(report.findings),
        notes=sentences(report.notes),
        hand_in=tell(f"hand_in.{hand_in}", hand_in_facts(row)),
        assurance=tell(*told_assurance(report)),
        not_proven=tell(told_not_proven(report), {}),
        entries=report.entries,
        head_hash=report.head_hash,
    )


def _act(row: ReplayRow, tell: Tell) -> EvidenceAct:
    act = row.act
    checks = tuple(f"{VERDICTS[check.verdict]}: {check.title}" for check in row.checks)
    if act is None:
        return EvidenceAct("", row.at, row.title, (), (), "", checks, True)
    refusal = "" if act.done else tell(act.refusal, act.refusal_facts)
    return EvidenceAct(str(act.seq), act.at, act.title, act.said, act.details, refusal, checks, act.is_learners)


def _law(card: LawCardShown) -> EvidenceLaw:
    return EvidenceLaw(card.title, card.cites, CONFIRMED[card.confirmed], tuple(check.title for check in card.checks))


def _check(result: CheckResult, chosen: Mapping[str, Use], policies: Mapping[str, str]) -> EvidenceCheck:
    choices = [
        f"{criterion}: {USES[chosen[f'{criterion}/{result.key}']].lower()}"
        for criterion in result.criteria
        if f"{criterion}/{result.key}" in chosen
    ]
    return EvidenceCheck(
        title=result.title,
        verdict=VERDICTS[result.verdict],
        is_missed=result.verdict is Verdict.MISSED,
        severity=result.severity.value,
        is_advisory=result.advisory,
        sentence=result.told,
        cites=result.cites,
        criteria=result.criteria,
        choices=tuple(choices),
        policies=tuple(policies.get(key, key) for key in result.policy),
    )


def _flags(answers: Mapping[str, Flag]) -> tuple[tuple[str, str], ...]:
    """Each question with its answer; where none was asked, which a decision of not yet competent may leave so, once."""
    if all(answer is Flag.OPEN for answer in answers.values()):
        return ((", ".join(answers).capitalize(), FLAGS[Flag.OPEN]),)
    return tuple((name.capitalize(), FLAGS[answer]) for name, answer in answers.items())


def _clock(clock: DebriefClock) -> EvidenceClock:
    of_what = " of working time" if clock.in_working_time else ""
    if clock.state == "met" and clock.due is None and not clock.left_seconds:
        words = "Done, no time limit"
    elif clock.state == "waived":
        words = "Breach waived: counts for nobody"
    elif clock.state == "informs":
        words = "For information: this law is unconfirmed"
    elif clock.state == "called_off":
        words = "Called off: no standard fitted any more"
    elif clock.state == "met":
        words = f"Met, {_time(clock, clock.left_seconds)}{of_what} left"
    elif clock.state == "sent_back":
        words = "Answered: sent back"
    elif clock.state == "missed":
        words = f"Missed by {_time(clock, clock.over_seconds)}{of_what}"
    elif clock.is_owed:
        words = "Still owed though the ticket was closed"
    else:
        words = "Still open at the end"
    ref = f"{clock.ref}, {clock.team}" if clock.team else clock.ref
    name = metric_name(clock.metric)
    name = f"{name}: {title_of(clock.limit)}" if clock.limit else name
    return EvidenceClock(name, ref, clock.due, clock.satisfied_at, words)


def _time(clock: DebriefClock, seconds: int) -> str:
    """A time as it is told everywhere: of a limit by law, where it is several days, in whole ones."""
    return f"{seconds // _DAY} days" if clock.limit and seconds >= _IN_DAYS * _DAY else span(seconds // 60)


def _judgement(
    row: JudgementRow, rubrics: Mapping[str, RubricContent], acts: frozenset[int], tell: Tell
) -> EvidenceJudgement:
    rubric = rubrics.get(row.rubric_hash)
    criterion = None if rubric is None else rubric.criterion(row.criterion)
    return EvidenceJudgement(
        criterion=row.criterion,
        wording="" if criterion is None else criterion.wording,
        decision=DECISIONS[row.decision],
        flags=_flags({name: getattr(row, name) for name in FLAG_NAMES}),
        reason=row.reason,
        cites=row.cites,
        by=row.by_name,
        at=row.at,
        rubric="An earlier rubric" if rubric is None else f"{rubric.title}, version {rubric.version}",
        rubric_hash=row.rubric_hash,
        superseded=row.superseded,
        remarks=tuple(_remarks(row, acts, tell)),
    )


def _remarks(row: JudgementRow, acts: frozenset[int], tell: Tell) -> Iterator[str]:
    """Decisions that were kept before this was asked of them, or by another program, are told as they are."""
    left = left_open(row.decision, {name: getattr(row, name) for name in FLAG_NAMES})
    if left:
        yield tell("evidence.flags_open", {"flags": ", ".join(name.capitalize() for name in left)})
    missing = [seq for seq in row.cites if seq not in acts]
    if missing:
        yield tell("evidence.no_such_act", {"acts": cited(missing)})


def cited(cites: Iterable[int]) -> str:
    """ "act 8", "acts 8, 12"; nothing for none."""
    numbers = ", ".join(str(seq) for seq in cites)
    if not numbers:
        return ""
    return f"acts {numbers}" if "," in numbers else f"act {numbers}"


def between(start: datetime | None, end: datetime | None) -> str:
    """ "Tue 3 March 2026, 12:30 to Tue 3 March 2026, 16:11"."""
    if start is None or end is None:
        return "not known"
    return f"{full_when(start)} to {full_when(end)}"
