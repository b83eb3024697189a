# SPDX-License-Identifier: MIT
"""Judgements in a real centre: superseded and never edited, by assessors alone, with reasons, on what is handed in."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from crmtrainer.assessment.commands import ChooseObservation, MakeJudgement
from crmtrainer.assessment.queries import attempts, chosen_observations, judgements, newest_rubrics
from crmtrainer.assessment.rules import FLAG_NAMES, Decision, Flag, Use
from crmtrainer.house import House
from crmtrainer.house.catalogue import pack_of
from crmtrainer.house.reviewing import open_review
from crmtrainer.house.running import start
from crmtrainer.journal.report import RecordState
from crmtrainer.journal.verify import verify
from crmtrainer.kernel.commands import Role
from crmtrainer.kernel.errors import NotFound, Refused
from crmtrainer.kernel.ids import AttemptId
from crmtrainer.scenarios.rules import Mode
from tests.house.an_attempt import SCENARIO, Made

ANSWERED = dict.fromkeys(FLAG_NAMES, Flag.YES)


@pytest.fixture
def house(made: Made) -> Iterator[House]:
    with House.open(made.home) as opened:
        yield opened


@pytest.fixture
def decided(house: House, made: Made) -> MakeJudgement:
    rubric = next(iter(house.centre.ask(newest_rubrics, house.actor_for(Role.ASSESSOR))))
    attempt = AttemptId(house.attempt_named(made.ref).id)
    return MakeJudgement(attempt, "S2-M4", rubric, Decision.NOT_YET, "At act 42 the photo is missing.", (42,))


def test_a_later_decision_supersedes_and_the_earlier_stays(house: House, decided: MakeJudgement) -> None:
    assessor = house.actor_for(Role.ASSESSOR)
    house.centre.perform(decided, assessor)
    later = replace(decided, decision=Decision.COMPETENT, reason="At act 46 it is there.", **ANSWERED)
    house.centre.perform(later, assessor)

    first, second = house.centre.ask(judgements, assessor, decided.attempt_id)
    assert (first.decision, first.reason, first.superseded) == (Decision.NOT_YET, decided.reason, True)
    assert (second.decision, second.valid, second.superseded) == (Decision.COMPETENT, Flag.YES, False)
    assert (second.by_name, second.cites) == ("Ruth Calder", (42,))
    assert house.centre.ask(attempts, assessor)[0].judged == 1
    assert verify(house.home / "centre.sqlite3").result is RecordState.INTACT


@pytest.mark.parametrize("role", [Role.LEARNER, Role.TRAINER, Role.IQA])
def test_only_assessors_decide(house: House, decided: MakeJudgement, role: Role) -> None:
    with pytest.raises(Refused, match=r"role\.not_allowed"):
        house.centre.perform(decided, house.actor_for(role))


@pytest.mark.parametrize("reason", ["", "   ", "\n\t"])
def test_a_decision_needs_a_reason(house: House, decided: MakeJudgement, reason: str) -> None:
    with pytest.raises(Refused, match=r"judgement\.no_reason"):
        house.centre.perform(replace(decided, reason=reason), house.actor_for(Role.ASSESSOR))


def test_a_decision_needs_a_criterion_of_its_rubric(house: House, decided: MakeJudgement) -> None:
    assessor = house.actor_for(Role.ASSESSOR)
    with pytest.raises(Refused, match=r"judgement\.unknown_criterion"):
        house.centre.perform(replace(decided, criterion="S9-M9"), assessor)
    with pytest.raises(NotFound):
        house.centre.perform(replace(decided, rubric_hash="0" * 64), assessor)


def test_competent_needs_a_yes_to_every_question(house: House, decided: MakeJudgement) -> None:
    assessor = house.actor_for(Role.ASSESSOR)
    competent = replace(decided, decision=Decision.COMPETENT, **ANSWERED)
    with pytest.raises(Refused, match=r"judgement\.flags_open \(flags='Authentic, Current'\)"):
        house.centre.perform(replace(competent, authentic=Flag.OPEN, current=Flag.OPEN), assessor)
    with pytest.raises(Refused, match=r"judgement\.flags_against \(flags='Authentic, Sufficient'\)"):
        house.centre.perform(replace(competent, authentic=Flag.NO, sufficient=Flag.NO), assessor)
    house.centre.perform(competent, assessor)
    house.centre.perform(decided, assessor)
    assert [row.decision for row in house.centre.ask(judgements, assessor, decided.attempt_id)] == [
        Decision.COMPETENT,
        Decision.NOT_YET,
    ]


@pytest.mark.parametrize("cites", [(99_999,), (42, 0), (-1,), (1,)], ids=str)
def test_a_decision_rests_on_acts_that_the_record_shows(
    house: House, decided: MakeJudgement, cites: tuple[int, ...]
) -> None:
    with pytest.raises(Refused, match=r"judgement\.no_such_act"):
        house.centre.perform(replace(decided, cites=cites), house.actor_for(Role.ASSESSOR))


def test_whatever_a_check_cites_can_be_cited(house: House, decided: MakeJudgement, made: Made) -> None:
    assessor = house.actor_for(Role.ASSESSOR)
    review = open_review(house, house.attempt_named(made.ref), assessor)
    review.close()
    assert review.story is not None
    cites = tuple(sorted({seq for result in review.story.results for seq in result.cites}))
    assert len(cites) > 10
    house.centre.perform(replace(decided, cites=cites), assessor)


@pytest.mark.parametrize(
    ("criterion", "check", "code"),
    [
        ("S2-M4", "no-such-check", "observation.unknown_check"),
        ("S9-M9", "accepted", "observation.other_criterion"),
        ("", "accepted", "observation.other_criterion"),
    ],
)
def test_a_choice_is_about_what_a_check_of_this_scenario_offers(
    house: House, decided: MakeJudgement, criterion: str, check: str, code: str
) -> None:
    choice = ChooseObservation(decided.attempt_id, criterion, check, Use.USE)
    with pytest.raises(Refused, match=code):
        house.centre.perform(choice, house.actor_for(Role.ASSESSOR))


def test_nothing_in_a_file_that_cannot_be_read_can_be_named(house: House, decided: MakeJudgement, made: Made) -> None:
    assessor = house.actor_for(Role.ASSESSOR)
    (house.home / "handed-in" / f"{made.ref.lower()}.sqlite3").write_bytes(b"no database" * 100)
    for command in (decided, ChooseObservation(decided.attempt_id, "S2-M4", "accepted", Use.USE)):
        with pytest.raises(Refused, match=r"judgement\.not_readable"):
            house.centre.perform(command, assessor)
    house.centre.perform(replace(decided, cites=(), reason="The file cannot be read."), assessor)


def test_what_is_not_handed_in_is_not_marked(house: House, decided: MakeJudgement) -> None:
    running = start(house, pack_of(house.home, SCENARIO), SCENARIO, Mode.PRACTISE, house.actor_for(Role.LEARNER))
    running.world.close()
    attempt, assessor = AttemptId(running.row.id), house.actor_for(Role.ASSESSOR)
    for command in (replace(decided, attempt_id=attempt), ChooseObservation(attempt, "S2-M4", "accepted", Use.USE)):
        with pytest.raises(Refused, match=r"attempt\.not_handed_in"):
            house.centre.perform(command, assessor)


def test_the_newest_choice_among_observations_counts(house: House, decided: MakeJudgement) -> None:
    assessor = house.actor_for(Role.ASSESSOR)
    for use in (Use.USE, Use.LEAVE):
        house.centre.perform(ChooseObservation(decided.attempt_id, "S2-M4", "accepted", use), assessor)
    assert house.centre.ask(chosen_observations, assessor, decided.attempt_id) == {"S2-M4/accepted": Use.LEAVE}
