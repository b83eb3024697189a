# SPDX-License-Identifier: MIT
"""Opening a record grants reading it today; covered fields open by proof of identity or by a reason."""

from __future__ import annotations

import pytest

from crmtrainer.customers.commands import OpenRecord, PrintRecord, RevealField, VerifyIdentity
from crmtrainer.customers.queries import identity_panel, record
from crmtrainer.customers.rules import IdentityState, LinkKind, Masked, Purpose, Question, Stage
from crmtrainer.interactions.live_commands import EndConversation
from crmtrainer.kernel.errors import NotFound, Refused
from crmtrainer.kernel.ids import ConversationId, CustomerId
from tests.customers.town import CALL, CONNOR, ILVES, OAKWOOD, OCONNOR, SAHOTA
from tests.support import ASSESSOR, TRAINER, WorldUnderTest

WHO, OTHER = CustomerId(SAHOTA), CustomerId(ILVES)
THE_CALL = ConversationId(CALL)


def opened(town: WorldUnderTest, customer_id: CustomerId = WHO) -> None:
    town.do(OpenRecord(customer_id, "They are on the phone"))


def prove(town: WorldUnderTest) -> None:
    for question, said in (
        (Question.FULL_NAME, "Harjit Sahota"),
        (Question.POSTCODE, "ls99 4qt"),
        (Question.ORDER_NUMBER, "LK-57120"),
    ):
        town.do(VerifyIdentity(WHO, THE_CALL, question, said))


def texts(town: WorldUnderTest) -> dict[Masked, str]:
    return {field.field: field.text for field in town.ask(record, customer_id=WHO).fields}


COVERED = {
    Masked.PHONE: "07700 900•••",
    Masked.EMAIL: "h••••@example.org",
    Masked.ADDRESS: "•• ••••• Row, Leeds",
    Masked.BORN: "•• ••• ••••",
    Masked.NEED_DETAIL: "••••••",
}
CLEAR = {
    Masked.PHONE: "07700 900142",
    Masked.EMAIL: "h.sahota@example.org",
    Masked.ADDRESS: "14 Orchard Row, Leeds, LS99 4QT",
    Masked.BORN: "1980-05-01",
    Masked.NEED_DETAIL: "Loses words on the phone after a stroke",
}


def test_a_record_is_closed_until_it_is_opened(town: WorldUnderTest) -> None:
    for ask in (record, identity_panel):
        with pytest.raises(Refused, match=r"record\.not_opened") as refusal:
            town.ask(ask, customer_id=WHO)
        assert refusal.value.facts == {"customer_id": SAHOTA, "ref": "K-10001"}

    opened(town)

    assert town.ask(record, customer_id=WHO).header.name == "Mr Harjit Sahota"
    with pytest.raises(Refused, match=r"record\.not_opened"):
        town.ask(record, customer_id=OTHER)


def test_the_grant_is_for_whoever_opened_and_for_today(town: WorldUnderTest) -> None:
    opened(town)
    with pytest.raises(Refused, match=r"record\.not_opened"):
        town.ask_as(TRAINER, record, customer_id=WHO)

    town.advance(minutes=14 * 60 + 59)
    assert town.ask(record, customer_id=WHO)
    town.advance(minutes=2)
    with pytest.raises(Refused, match=r"record\.not_opened"):
        town.ask(record, customer_id=WHO)


def test_the_grant_survives_closing_the_file(town: WorldUnderTest) -> None:
    opened(town)
    town.reopen()

    assert town.ask(record, customer_id=WHO)


@pytest.mark.parametrize("reason", ["", "  ", "ok"])
def test_opening_and_uncovering_need_a_reason(town: WorldUnderTest, reason: str) -> None:
    with pytest.raises(Refused, match=r"reason\.missing"):
        town.do(OpenRecord(WHO, reason))
    opened(town)
    with pytest.raises(Refused, match=r"reason\.missing"):
        town.do(RevealField(WHO, Masked.PHONE, reason))
    assert texts(town) == COVERED


def test_nobody_opens_what_is_not_there(town: WorldUnderTest) -> None:
    with pytest.raises(NotFound):
        town.do(OpenRecord(CustomerId(999), "They are on the phone"))
    with pytest.raises(NotFound):
        town.ask(record, customer_id=CustomerId(999))


def test_assessors_do_not_open_records(town: WorldUnderTest) -> None:
    with pytest.raises(Refused, match=r"role\.not_allowed"):
        town.do(OpenRecord(WHO, "Marking their work"), by=ASSESSOR)
    with pytest.raises(Refused, match=r"role\.not_allowed"):
        town.ask_as(ASSESSOR, record, customer_id=WHO)


def test_everything_is_covered_at_first(town: WorldUnderTest) -> None:
    opened(town)
    found = town.ask(record, customer_id=WHO)

    assert texts(town) == COVERED
    assert not any(field.is_clear for field in found.fields)
    assert [point.text for point in found.points] == ["07700 900•••", "h••••@example.org"]
    assert [address.text for address in found.addresses] == ["•• ••••• Row, Leeds"]
    assert not [secret for secret in CLEAR.values() if secret in repr(found)]


def test_a_reveal_uncovers_one_field_for_its_actor_today(town: WorldUnderTest) -> None:
    opened(town)
    town.do(OpenRecord(WHO, "Looking over a shoulder"), by=TRAINER)
    town.do(RevealField(WHO, Masked.EMAIL, "Sending the form they asked for"))

    assert texts(town) == COVERED | {Masked.EMAIL: CLEAR[Masked.EMAIL]}
    assert town.ask_as(TRAINER, record, customer_id=WHO).field(Masked.EMAIL).text == COVERED[Masked.EMAIL]

    town.advance(minutes=24 * 60)
    opened(town)
    assert texts(town) == COVERED


def test_a_reveal_needs_an_opened_record(town: WorldUnderTest) -> None:
    with pytest.raises(Refused, match=r"record\.not_opened"):
        town.do(RevealField(WHO, Masked.EMAIL, "Sending the form they asked for"))


def test_only_what_is_uncovered_goes_on_paper_and_the_access_log_says_so(town: WorldUnderTest) -> None:
    printing = PrintRecord(WHO, "For the engineer’s visit", (Masked.EMAIL,))
    with pytest.raises(Refused, match=r"record\.not_opened"):
        town.do(printing)
    opened(town)
    with pytest.raises(Refused, match=r"record\.print_covered"):
        town.do(printing)
    town.do(RevealField(WHO, Masked.EMAIL, "Sending the form they asked for"))
    done = town.do(printing)

    assert (done.outcome.facts["fields"], done.outcome.facts["ticket_id"]) == (["email"], None)
    accesses = town.ask(record, customer_id=WHO).accesses
    assert (accesses[0].reason, accesses[0].is_on_paper) == ("For the engineer’s visit", True)
    assert [row.is_on_paper for row in accesses[1:]] == [False, False]
    assert texts(town) == COVERED | {Masked.EMAIL: CLEAR[Masked.EMAIL]}
    with pytest.raises(Refused, match=r"reason\.missing"):
        town.do(PrintRecord(WHO, " "))


def test_proof_of_identity_uncovers_all_but_why_a_need_exists(town: WorldUnderTest) -> None:
    opened(town)
    prove(town)

    assert texts(town) == CLEAR | {Masked.NEED_DETAIL: COVERED[Masked.NEED_DETAIL]}
    assert town.ask(record, customer_id=WHO).header.identity is IdentityState.PASSED

    town.do(RevealField(WHO, Masked.NEED_DETAIL, "Booking somebody who can sign"))
    assert texts(town) == CLEAR


def test_proof_ends_with_the_conversation(town: WorldUnderTest) -> None:
    opened(town)
    prove(town)
    town.do(EndConversation(THE_CALL))

    assert texts(town) == COVERED
    assert town.ask(record, customer_id=WHO).header.identity is IdentityState.NOT_CHECKED


def test_opening_and_uncovering_are_logged_with_who_and_why(town: WorldUnderTest) -> None:
    opened(town)
    town.advance(minutes=5)
    done = town.do(RevealField(WHO, Masked.BORN, "Checking a discount for pensioners"))

    log = town.ask(record, customer_id=WHO).accesses
    assert [(row.actor, row.reason, row.field) for row in log] == [
        ("L-1", "Checking a discount for pensioners", Masked.BORN),
        ("L-1", "They are on the phone", None),
    ]
    assert done.outcome.subject == "customer:1"
    assert done.outcome.facts == {
        "customer_id": SAHOTA,
        "field": "born",
        "identity": "not_checked",
        "conversation_id": CALL,
    }


def test_the_whole_record(town: WorldUnderTest) -> None:
    opened(town)
    found = town.ask(record, customer_id=WHO)

    header = found.header
    assert (header.ref, header.stage, header.need, header.preferred_channel) == (
        "K-10001",
        Stage.ACTIVE,
        "Prefers text",
        "text",
    )
    assert [(member.id, member.name) for member in found.household] == [(OCONNOR, "Ms Siân O’Connor")]
    assert [(link.id, link.kind, link.theirs) for link in found.links] == [
        (ILVES, LinkKind.ACTS_FOR, True),
        (OAKWOOD, LinkKind.WORKS_FOR, False),
    ]
    assert [(order.ref, order.state, order.total) for order in found.orders] == [
        ("LK-57121", "delivered", 48900),
        ("LK-57120", "delivered", 48900),
    ]
    assert [(consent.purpose, consent.given) for consent in found.consents] == [(Purpose.MARKETING, False)]
    assert found.stages == ()


def test_a_bare_record_has_empty_fields(town: WorldUnderTest) -> None:
    opened(town, CustomerId(CONNOR))
    found = town.ask(record, customer_id=CustomerId(CONNOR))

    assert {field.text for field in found.fields} == {""}
    assert (found.points, found.addresses, found.household, found.orders) == ((), (), (), ())
