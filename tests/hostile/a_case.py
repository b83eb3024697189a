# SPDX-License-Identifier: MIT
"""A world in the middle of a case, in which every act that people have can be tried, and sound arguments for each."""

from __future__ import annotations

from datetime import timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from crmtrainer.customers.commands import OpenRecord, VerifyIdentity
from crmtrainer.customers.rules import Question
from crmtrainer.handoffs.commands import (
    AskBack,
    CompleteHandoff,
    HandoffItemGiven,
    ReviewHandoff,
    SendHandoff,
    WithdrawHandoff,
)
from crmtrainer.interactions.commands import IdentifyCaller, MakePromise, ReceiveMessage
from crmtrainer.interactions.queries import attachments
from crmtrainer.interactions.rules import Channel
from crmtrainer.kernel.commands import SYSTEM, Done
from crmtrainer.kernel.ids import CustomerId, HandoffId, TicketId
from crmtrainer.limits.commands import BeginLimit, PauseLimit
from crmtrainer.scenarios.commands import FinishScenario
from crmtrainer.service_levels.commands import AdjustTiming, ChangeCalendar
from crmtrainer.service_levels.definitions import CalendarDefinition
from crmtrainer.service_levels.queries import clocks_of
from crmtrainer.service_levels.rules import PauseState
from crmtrainer.tickets.commands import CloseTicket, OpenTicket
from crmtrainer.tickets.rules import CloseReason, Priority, Severity, TicketType
from tests.scenarios.stage import CALL, Stage
from tests.support import TRAINER, WorldUnderTest, open_world

SOON, LONG_AGO = "2026-03-05T12:00+00:00", "2026-03-02T12:00+00:00"
SAR = "CLK-SAR"
GOODS = "CLK-CCR-CANCEL-GOODS"


@cache
def _in_the_middle() -> tuple[bytes, Any, dict[str, int]]:
    with TemporaryDirectory() as folder:
        stage = Stage(Path(folder))
        stage.pick_up()
        harjit = stage.customer()
        do = stage.world.do
        do(OpenRecord(harjit, "On the line"))
        do(IdentifyCaller(CALL, harjit))
        for question, said in (
            (Question.FULL_NAME, "Harjit Sahota"),
            (Question.POSTCODE, "LS99 4QV"),
            (Question.ORDER_NUMBER, "LK-57120"),
        ):
            do(VerifyIdentity(harjit, CALL, question, said))
        ticket = do(
            OpenTicket(harjit, TicketType.COMPLAINT, "Wrong legs", "phone", "", "", Severity.NORMAL, Priority.NORMAL)
        )
        ticket_id = TicketId(_made("ticket", ticket))
        promise = do(MakePromise(harjit, "I ring you", stage.world.clock.now() + timedelta(hours=4)))
        do(ReceiveMessage(harjit, Channel.EMAIL, "Mr Sahota", "Here", ticket_id, "leg.jpg", "A leg"), SYSTEM)
        photo = stage.world.ask(attachments, customer_id=harjit)[-1]
        items = (
            HandoffItemGiven("part_code", "LK-TL-68-OAK"),
            HandoffItemGiven("photo", "leg.jpg", photo.id),
        )
        need_by = stage.world.clock.now() + timedelta(days=2)
        handoff_id = _made("handoff", do(SendHandoff(ticket_id, "warehouse", "Four legs.", need_by, items)))
        at = stage.world.clock.now()
        clock = next(row.id for row in stage.world.ask(clocks_of, ticket_id) if row.metric == "resolution")
        stage.world.world.close()
        ids = {
            "customer_id": int(harjit),
            "conversation_id": int(CALL),
            "ticket_id": int(ticket_id),
            "promise_id": _made("promise", promise),
            "handoff_id": handoff_id,
            "clock_id": clock,
            "adjustment_id": 1,
            "after_clock": 0,
            "event_id": 1,
        }
        return (Path(folder) / "world.sqlite3").read_bytes(), at, ids


def _made(kind: str, done: Done) -> int:
    """The number of what an act made."""
    return int(next(change.ident for change in done.outcome.changes if change.kind == kind))


def middle_of_a_case(folder: Path, verb: str = "") -> WorldUnderTest:
    """A learner's world with a caller on the line, his record open, a complaint, a promise and a handoff.

    Given a verb, what must come before that act has been done as well.
    """
    data, at, found = _in_the_middle()
    path = folder / "world.sqlite3"
    path.write_bytes(data)
    world = open_world(path, at)
    match verb:
        case "handoff.send":
            world.do(WithdrawHandoff(HandoffId(found["handoff_id"]), "Sent too early"))
        case "handoff.answer":
            world.do(ReviewHandoff(HandoffId(found["handoff_id"])), SYSTEM)
            world.do(AskBack(HandoffId(found["handoff_id"]), "Which plate?"), SYSTEM)
        case "handoff.thank":
            world.do(ReviewHandoff(HandoffId(found["handoff_id"])), SYSTEM)
            world.do(CompleteHandoff(HandoffId(found["handoff_id"])), SYSTEM)
        case "ticket.merge":
            harjit = CustomerId(found["customer_id"])
            second = world.do(OpenTicket(harjit, TicketType.COMPLAINT, "The same legs", "email"))
            assert _made("ticket", second) == found["ticket_id"] + 1
        case "ticket.reopen":
            world.do(CloseTicket(TicketId(found["ticket_id"]), CloseReason.RESOLVED, "Done"))
        case "limit.meet" | "limit.extend" | "limit.pause" | "limit.drop":
            _begin_a_limit(world, TicketId(found["ticket_id"]))
        case "limit.move":
            world.do(BeginLimit(TicketId(found["ticket_id"]), GOODS, world.clock.now()))
        case "limit.resume":
            _begin_a_limit(world, TicketId(found["ticket_id"]))
            world.do(PauseLimit(TicketId(found["ticket_id"]), SAR, PauseState.WAITING_CLARIFICATION))
        case "clock.rebase" | "calendar.rebase" | "calendar.rebase_rest":
            week = CalendarDefinition(hours={"mon": (("09:00", "17:00"),)})
            world.do(ChangeCalendar("desk", week, "Mondays only"), TRAINER)
        case "timing.adjust_rest":
            world.do(AdjustTiming(150), TRAINER)
        case "clock.waive":
            world.advance(minutes=3 * 24 * 60)
        case "reflection.submit":
            world.do(FinishScenario())
    return world


def _begin_a_limit(world: WorldUnderTest, ticket: TicketId) -> None:
    world.do(BeginLimit(ticket, SAR, world.clock.now()))


def ids() -> dict[str, int]:
    """What stands in that world, by the names arguments have."""
    return _in_the_middle()[2]


ENDS = frozenset(
    {
        "calendar.rebase",
        "calendar.rebase_rest",
        "clock.rebase",
        "conversation.end",
        "conversation.hold",
        "handoff.send",
        "handoff.withdraw",
        "handoff.answer",
        "promise.keep",
        "promise.withdraw",
        "ticket.close",
        "ticket.open",
        "handoff.thank",
        "limit.drop",
        "limit.extend",
        "limit.meet",
        "limit.move",
        "limit.pause",
        "limit.resume",
        "ticket.correct_first_contact",
        "ticket.merge",
        "ticket.reclassify",
        "ticket.reopen",
        "ticket.set_priority",
        "ticket.set_status",
        "interaction.log",
        "reflection.submit",
        "scenario.finish",
    }
)
"""Acts that can be done but once, or change what can be done after them."""

_RULE = {"id": "quick", "metric": "first_response", "unit": "business_minutes", "length": 30}
_OF_VERB: dict[str, dict[str, Any]] = {
    "calendar.change": {"key": "late", "definition": {"hours": {"mon": [["09:00", "17:00"]]}}},
    "calendar.rebase": {"key": "desk"},
    "calendar.rebase_rest": {"key": "desk"},
    "standard.change": {"definition": {"rule": _RULE, "calendar": "desk"}},
    "standard.order": {"standards": ["resolution", "first-response"]},
    "consent.change": {"purpose": "marketing", "channel": "email", "given": True},
    "conversation.say": {"move": "", "own_words": True},
    "customer.move_stage": {"stage": "at_risk"},
    "interaction.log": {"ticket_id": None, "promise_words": "", "promise_due": None, "happened_at": None},
    "limit.begin": {"started_at": LONG_AGO},
    "limit.move": {"limit": GOODS, "cause": "not_told", "happened_at": None},
    "limit.pause": {"waiting_for": "waiting_clarification"},
    "message.send": {"channel": "text", "promise_words": "", "promise_due": None},
    "promise.keep": {"interaction_id": None},
    "reflection.submit": {"cites": []},
    "team.set_targets": {"team": "warehouse", "calendar": "desk", "complete_minutes": 9000},
    "timing.adjust": {"percent": 150},
    "ticket.correct_first_contact": {"first_contact_at": LONG_AGO},
    "ticket.open": {"order_id": None, "first_contact_at": None, "category": ""},
    "ticket.set_status": {"status": "waiting"},
    "handoff.send": {"replaces_id": None},
}


def sound(verb: str, schema: Any) -> dict[str, Any]:
    """Arguments with which the act may well be done."""
    found = {**{name: _sound(name, about) for name, about in schema["properties"].items()}, **_OF_VERB.get(verb, {})}
    if verb == "ticket.merge":
        found |= {"ticket_id": ids()["ticket_id"] + 1, "into_id": ids()["ticket_id"]}
    return found


def _sound(name: str, about: Any) -> Any:
    arm = next(arm for arm in about.get("anyOf", [about]) if arm.get("type") != "null")
    if name in ids():
        return ids()[name]
    if "enum" in arm:
        return arm["enum"][0]
    if isinstance(arm["type"], list):
        return SOON
    if arm["type"] == "array":
        return [sound("", arm["items"])] if "properties" in arm["items"] else []
    if arm["type"] == "object":
        return sound("", arm) if "properties" in arm else {}
    known = {"team": "warehouse", "limit": SAR, "channel": "phone", "field": "part_code", "string": "words"}
    return known.get(name, {"string": "words", "integer": 1, "boolean": True}[arm["type"]])
