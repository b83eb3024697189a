# SPDX-License-Identifier: MIT
"""Changing what a record says: stage, need and consent, each on an opened record and with its grounds."""

from __future__ import annotations

import pytest

from crmtrainer.customers.commands import ChangeConsent, MoveStage, OpenRecord, RevealField, SetNeed
from crmtrainer.customers.queries import CustomerRecord, record
from crmtrainer.customers.rules import Masked, Purpose, Stage
from crmtrainer.customers.wording import WORDING
from crmtrainer.kernel.commands import Command
from crmtrainer.kernel.errors import Refused
from crmtrainer.kernel.ids import CustomerId
from tests.customers.town import SAHOTA
from tests.support import ASSESSOR, WorldUnderTest

WHO = CustomerId(SAHOTA)
MARKETING, SURVEY = Purpose.MARKETING, Purpose.SURVEY


@pytest.fixture
def desk(town: WorldUnderTest) -> WorldUnderTest:
    """The town with Mr Sahota's record open."""
    town.do(OpenRecord(WHO, "They are on the phone"))
    return town


def read(desk: WorldUnderTest) -> CustomerRecord:
    return desk.ask(record, customer_id=WHO)


ACTS: list[Command] = [
    MoveStage(WHO, Stage.AT_RISK, "Third complaint in a month"),
    SetNeed(WHO, "Large print"),
    ChangeConsent(WHO, SURVEY, "email", True, "Call today"),
]


@pytest.mark.parametrize("act", ACTS, ids=lambda act: act.verb)
def test_a_closed_record_is_not_changed(town: WorldUnderTest, act: Command) -> None:
    with pytest.raises(Refused, match=r"record\.not_opened"):
        town.do(act)


@pytest.mark.parametrize("act", ACTS, ids=lambda act: act.verb)
def test_assessors_change_nothing(desk: WorldUnderTest, act: Command) -> None:
    with pytest.raises(Refused, match=r"role\.not_allowed"):
        desk.do(act, by=ASSESSOR)


def test_a_stage_moves_with_its_reason(desk: WorldUnderTest) -> None:
    done = desk.do(MoveStage(WHO, Stage.AT_RISK, " Third complaint in a month "))

    assert done.outcome.facts == {"customer_id": SAHOTA, "was": "active", "now": "at_risk"}
    assert read(desk).header.stage is Stage.AT_RISK
    step = read(desk).stages[0]
    assert (step.was, step.now, step.reason, step.actor) == (
        Stage.ACTIVE,
        Stage.AT_RISK,
        "Third complaint in a month",
        "L-1",
    )


def test_stages_are_told_newest_first(desk: WorldUnderTest) -> None:
    for stage in (Stage.AT_RISK, Stage.LAPSED, Stage.WON_BACK):
        desk.do(MoveStage(WHO, stage, "As the story goes"))

    assert [step.now for step in read(desk).stages] == [Stage.WON_BACK, Stage.LAPSED, Stage.AT_RISK]


@pytest.mark.parametrize(
    ("stage", "reason", "code"),
    [
        (Stage.ACTIVE, "Nothing new", "customer.already_there"),
        (Stage.PROSPECT, "Start again", "customer.no_such_move"),
        (Stage.WON_BACK, "Was never lost", "customer.no_such_move"),
        (Stage.AT_RISK, "", "reason.missing"),
    ],
)
def test_stages_move_only_along_the_life_cycle(desk: WorldUnderTest, stage: Stage, reason: str, code: str) -> None:
    with pytest.raises(Refused) as refusal:
        desk.do(MoveStage(WHO, stage, reason))

    assert refusal.value.code == code
    assert read(desk).header.stage is Stage.ACTIVE


def test_a_need_is_seen_and_its_grounds_are_covered(desk: WorldUnderTest) -> None:
    done = desk.do(SetNeed(WHO, "Large  print", "Macular degeneration"))

    assert done.outcome.facts == {"customer_id": SAHOTA, "need": True, "detail": True}
    assert read(desk).header.need == "Large print"
    assert read(desk).field(Masked.NEED_DETAIL).text == "••••••"
    desk.do(RevealField(WHO, Masked.NEED_DETAIL, "Ordering the right form"))
    assert read(desk).field(Masked.NEED_DETAIL).text == "Macular degeneration"


def test_a_need_can_change_without_its_grounds_being_seen(desk: WorldUnderTest) -> None:
    desk.do(SetNeed(WHO, "Prefers text, never voicemail"))
    desk.do(RevealField(WHO, Masked.NEED_DETAIL, "Ordering the right form"))

    assert read(desk).field(Masked.NEED_DETAIL).text == "Loses words on the phone after a stroke"


def test_an_empty_need_clears_its_grounds_too(desk: WorldUnderTest) -> None:
    desk.do(SetNeed(WHO, " "))

    assert read(desk).header.need == ""
    assert read(desk).field(Masked.NEED_DETAIL).text == ""


@pytest.mark.parametrize(
    ("need", "detail", "code"),
    [
        ("Prefers text", None, "customer.need_unchanged"),
        ("", "A stroke", "customer.detail_without_need"),
        ("x" * 201, None, "customer.need_too_long"),
    ],
)
def test_needs_that_are_refused(desk: WorldUnderTest, need: str, detail: str | None, code: str) -> None:
    with pytest.raises(Refused) as refusal:
        desk.do(SetNeed(WHO, need, detail))

    assert refusal.value.code == code


def test_the_newest_word_on_consent_counts(desk: WorldUnderTest) -> None:
    done = desk.do(ChangeConsent(WHO, MARKETING, "email", True, "Call today", "May we write to you?"))
    desk.do(ChangeConsent(WHO, SURVEY, "text", False, "Call today"))

    assert done.outcome.facts == {
        "customer_id": SAHOTA,
        "purpose": "marketing",
        "channel": "email",
        "given": True,
    }
    assert [(c.purpose, c.channel, c.given, c.source) for c in read(desk).consents] == [
        (MARKETING, "email", True, "Call today"),
        (SURVEY, "text", False, "Call today"),
    ]


@pytest.mark.parametrize(
    ("act", "code"),
    [
        (ChangeConsent(WHO, MARKETING, "email", False, "Call today"), "consent.unchanged"),
        (ChangeConsent(WHO, MARKETING, "pigeon", True, "Call today"), "consent.unknown_channel"),
        (ChangeConsent(WHO, MARKETING, "email", True, " "), "consent.no_source"),
        (ChangeConsent(WHO, MARKETING, "email", True, "x" * 201), "consent.too_long"),
    ],
)
def test_consent_that_is_refused(desk: WorldUnderTest, act: ChangeConsent, code: str) -> None:
    with pytest.raises(Refused) as refusal:
        desk.do(act)

    assert refusal.value.code == code
    assert code in WORDING


def test_a_first_withdrawal_is_noted_even_where_nothing_was_said_before(desk: WorldUnderTest) -> None:
    desk.do(ChangeConsent(WHO, MARKETING, "phone", False, "Call today"))

    assert [c.given for c in read(desk).consents if c.channel == "phone"] == [False]
