# SPDX-License-Identifier: MIT
"""A centre in a temporary folder with one attempt played from the first ring to the hand-in, made once and copied."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from pathlib import Path

from crmtrainer.agenda.commands import Jump
from crmtrainer.customers.commands import OpenRecord, VerifyIdentity
from crmtrainer.customers.rules import Question
from crmtrainer.customers.search import find
from crmtrainer.handoffs.commands import AnswerTeam, ChaseTeam, HandoffItemGiven, SendHandoff, ThankTeam
from crmtrainer.handoffs.models import Handoff
from crmtrainer.house import House
from crmtrainer.house.catalogue import pack_of
from crmtrainer.house.running import Running, finish, hand_in, start
from crmtrainer.interactions.commands import (
    AnswerConversation,
    EndConversation,
    IdentifyCaller,
    KeepPromise,
    LogInteraction,
    Say,
    SendMessage,
)
from crmtrainer.interactions.models import Attachment, Conversation, Promise
from crmtrainer.interactions.rules import Channel, ContactOutcome, ConversationState, Direction
from crmtrainer.kernel.commands import SYSTEM, Actor, Command, Done, Role
from crmtrainer.kernel.errors import Refused
from crmtrainer.kernel.ids import ConversationId
from crmtrainer.scenarios.commands import SubmitReflection
from crmtrainer.scenarios.queries import moves
from crmtrainer.scenarios.rules import Mode
from crmtrainer.store.base import WorldBase
from crmtrainer.store.unit_of_work import reading
from crmtrainer.tickets.commands import CloseTicket, OpenTicket
from crmtrainer.tickets.rules import CloseReason, Priority, Severity, TicketType

SCENARIO = "passed-to-warehouse"
LEARNER_NAME = "Jo <b>Bloggs</b> & Söhne"
"""A name that tries to be markup: what is shown of it must be text."""
HOSTILE = "<script>alert('x')</script> & \u202egnirts\u202c {{ 7*7 }}"


@dataclass(slots=True)
class Player:
    """Whoever plays: the acts of one learner in one world."""

    running: Running
    learner: Actor

    def do(self, command: Command) -> Done:
        return self.running.world.perform(command, self.learner)

    def say(self, call: int, move: str) -> Done:
        """Say one of the replies that can be chosen now."""
        offered = self.running.world.ask(moves, self.learner, ConversationId(call)).moves
        words = next(each.words for each in offered if each.key == move)
        return self.do(Say(ConversationId(call), words, move))

    def wait(self, minutes: int) -> None:
        self.running.world.perform(Jump(self.running.world.clock.now() + timedelta(minutes=minutes)), SYSTEM)

    def newest(self, model: type[WorldBase]) -> WorldBase | None:
        with reading(self.running.world.app.database) as session:
            rows = session.query(model).all()
            return max(rows, key=lambda row: row.id, default=None)  # type: ignore[attr-defined]

    def ident(self, model: type[WorldBase]) -> int:
        row = self.newest(model)
        assert row is not None
        return int(row.id)  # type: ignore[attr-defined]

    def until(self, condition: Callable[[], bool]) -> None:
        """Jump from event to event until something is so."""
        for _ in range(40):
            if condition():
                return
            self.running.world.jump_to_next(self.learner)
        raise AssertionError("it never came to that")


def play(player: Player, *, hand_over_well: bool = True) -> None:
    """The call, the handoff with one refused try, the afternoon, the close, and a reflection."""
    player.until(lambda: _state(player, Conversation) is ConversationState.RINGING)
    call = player.ident(Conversation)
    player.do(AnswerConversation(call))
    player.say(call, "own-it")
    player.do(Say(call, f"Bear with me a moment. {HOSTILE}", "bear-with-me", own_words=True))
    harjit = _customer(player, "LK-57120")
    player.do(OpenRecord(harjit, "On the call with him: wrong legs for LK-57120"))
    player.do(IdentifyCaller(call, harjit))
    for question, said in (
        (Question.FULL_NAME, "Harjit Sahota"),
        (Question.POSTCODE, "LS99 4QV"),
        (Question.ORDER_NUMBER, "LK-57120"),
    ):
        player.do(VerifyIdentity(harjit, call, question, said))
    player.wait(1)
    for move in ("open-question", "play-back", "ask-with-reason", "no-guess", "sum-up"):
        player.say(call, move)
        player.wait(1)
    player.do(
        OpenTicket(
            harjit,
            TicketType.COMPLAINT,
            "Wrong legs with Arden dining table",
            "phone",
            "All four legs have a plate with four holes; the table needs six.",
            "The right legs in time for Thursday’s dinner",
            Severity.HIGH,
            Priority.NORMAL,
            conversation_id=call,
        )
    )
    from crmtrainer.tickets.models import Ticket

    ticket = player.ident(Ticket)
    player.do(EndConversation(call))
    player.do(
        LogInteraction(
            harjit,
            Channel.PHONE,
            Direction.IN,
            "Wrong part delivered",
            "Legs have 4-hole plates, his table takes six. Dinner on Thursday at 19:00.",
            ContactOutcome.PASSED_ON,
            "To the warehouse with photo and deadline",
            ticket,
            call,
        )
    )
    _hand_over(player, ticket, well=hand_over_well)
    due = player.running.world.clock.now().replace(hour=18, minute=0)
    player.do(
        SendMessage(harjit, Channel.TEXT, "The warehouse has it. I’ll text you by six.", ticket, due, "Text by six")
    )
    player.wait(60)
    handoff = player.ident(Handoff)
    player.do(ChaseTeam(handoff, "How are the legs coming on?"))
    player.until(lambda: str(_state(player, Handoff)) == "done")
    player.do(SendMessage(harjit, Channel.TEXT, "Your legs come tomorrow between ten and twelve.", ticket))
    player.do(KeepPromise(player.ident(Promise)))
    player.do(ThankTeam(handoff, "Thank you, Dev. That saves his Thursday."))
    player.do(CloseTicket(ticket, CloseReason.RESOLVED, "Legs on the first round; customer told by text."))


def _hand_over(player: Player, ticket: int, *, well: bool) -> None:
    player.until(lambda: player.newest(Attachment) is not None)
    need_by = player.running.world.clock.now() + timedelta(days=1)
    part, photo = HandoffItemGiven("part_code", "LK-TL-68-OAK"), player.ident(Attachment)
    try:
        player.do(SendHandoff(ticket, "no-such-team", "Wrong legs", need_by, (part,)))
    except Refused:
        pass
    else:
        raise AssertionError("a team that is not there took it")
    words = "Four legs for LK-57120 with the 6-hole plate. Driver to text first."
    items = (part, HandoffItemGiven("photo", "leg-and-table.jpg", photo)) if well else (part,)
    player.do(SendHandoff(ticket, "warehouse", words, need_by, items))
    if not well:
        player.until(lambda: str(_state(player, Handoff)) == "bounced")
        good = (part, HandoffItemGiven("photo", "leg-and-table.jpg", photo))
        player.do(SendHandoff(ticket, "warehouse", words, need_by, good, player.ident(Handoff)))
    player.until(lambda: str(_state(player, Handoff)) in ("accepted", "asked"))
    if str(_state(player, Handoff)) == "asked":
        player.do(AnswerTeam(player.ident(Handoff), "6-hole, please."))


def _state(player: Player, model: type[WorldBase]) -> object:
    row = player.newest(model)
    return None if row is None else row.state  # type: ignore[attr-defined]


def _customer(player: Player, order: str) -> int:
    found = player.running.world.ask(find, player.learner, text=order)
    return int(found.rows[0].customer_id)


@dataclass(frozen=True, slots=True)
class Made:
    """A data folder with a handed-in attempt."""

    home: Path
    ref: str


def make(home: Path, *, hand_over_well: bool = True, reflection: str = "") -> Made:
    """Play one attempt in a new data folder and hand it in."""
    with House.open(home) as house:
        learner = house.enrol(Role.LEARNER, LEARNER_NAME)
        house.enrol(Role.ASSESSOR, "Ruth Calder")
        running = start(house, pack_of(home, SCENARIO), SCENARIO, Mode.PRACTISE, learner)
        player = Player(running, learner)
        play(player, hand_over_well=hand_over_well)
        finish(house, running, learner)
        if reflection:
            player.do(SubmitReflection(reflection))
        hand_in(house, running, learner)
        running.world.close()
        return Made(home, running.row.ref)


@cache
def made_once(home: Path) -> Made:
    """The attempt that most tests copy: its first handoff was bounced, and its learner reflected on it."""
    return make(home, hand_over_well=False, reflection="At act 8 I said sorry.")


def copy_of(made: Made, home: Path) -> Made:
    """The same data folder once more, for a test that writes."""
    shutil.copytree(made.home, home)
    return Made(home, made.ref)
