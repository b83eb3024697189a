# SPDX-License-Identifier: MIT
"""Random acts in small worlds, also refused, broken, repeated and planned ones, with the file reopened in between."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import rule, run_state_machine_as_test

from crmtrainer.agenda.commands import DropItem, Jump, SetSpeed
from crmtrainer.bootstrap import all_commands
from crmtrainer.customers.commands import OpenRecord
from crmtrainer.handoffs.commands import HandoffItemGiven, SendHandoff
from crmtrainer.interactions.commands import ReceiveMessage, SendMessage
from crmtrainer.interactions.rules import Channel
from crmtrainer.kernel.commands import SYSTEM, Command, Realm, Role
from crmtrainer.kernel.ids import AgendaId, CustomerId, TicketId
from crmtrainer.tickets.commands import OpenTicket
from crmtrainer.tickets.rules import TicketType
from tests.casework.a_desk import HARMLESS, OKAFOR, SAHOTA, a_desk
from tests.journal import play_room as play
from tests.journal.any_command import any_command
from tests.journal.world_machine import WorldMachine
from tests.support import ASSESSOR, TRAINER

FEW = settings(
    max_examples=5, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck), print_blob=True
)
SOME = settings(FEW, max_examples=10)

words = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=20)
keys = st.sampled_from(["anna", "ben", "cleo", "Zoë"])
codes = st.sampled_from(["KETTLE", "TOASTER", "LAMP", "FAN"])
numbers = st.integers(0, 40)


class PlayMachine(WorldMachine):
    """Acts of the tests' own room, on tables of several shapes."""

    open = staticmethod(play.open_with_play_room)

    @rule(words=words, shown=st.booleans())
    def note(self, words: str, shown: bool) -> None:
        self.act(play.Note(words, shown))

    @rule(note_id=st.integers(1, 4), words=words)
    def reword(self, note_id: int, words: str) -> None:
        self.act(play.Reword(note_id, words), TRAINER)

    @rule(key=keys, trust=st.integers(-10, 110))
    def feel(self, key: str, trust: int) -> None:
        self.act(play.Feel(key, trust))

    @rule(code=codes, parts=st.lists(words, max_size=3))
    def stock(self, code: str, parts: list[str]) -> None:
        self.act(play.Stock(code, tuple(parts)))

    @rule(code=codes)
    def unstock(self, code: str) -> None:
        self.act(play.Unstock(code))

    @rule(key=keys)
    def waver(self, key: str) -> None:
        self.act(play.Waver(key))

    @rule(key=keys)
    def guess(self, key: str) -> None:
        self.act(play.Guess(key))

    @rule(minutes=st.integers(-5, 90), key=keys, trust=st.integers(-10, 110))
    def later(self, minutes: int, key: str, trust: int) -> None:
        self.act(play.Later(minutes, key, trust))

    @rule(key=keys)
    def call_off(self, key: str) -> None:
        self.act(play.CallOff(key))

    @rule(minutes=st.integers(-30, 120))
    def jump(self, minutes: int) -> None:
        self.act(Jump(self.clock.now() + timedelta(minutes=minutes)))

    @rule(speed=st.integers(0, 12))
    def set_speed(self, speed: int) -> None:
        self.act(SetSpeed(speed))

    @rule(item=st.integers(1, 3))
    def overreach(self, item: int) -> None:
        self.act(DropItem(AgendaId(item), "mine"))

    @rule()
    def look_on(self) -> None:
        self.act(Jump(self.clock.now() + timedelta(hours=1)), ASSESSOR)

    @rule()
    def break_down(self) -> None:
        self.fail(play.Break(), ZeroDivisionError)

    @rule(number=numbers)
    def send_again(self, number: int) -> None:
        self.repeat(number)

    @rule(number=numbers)
    def take_a_used_request(self, number: int) -> None:
        self.reuse(number, play.Note("under a used name"))

    @rule()
    def close_and_open(self) -> None:
        self.reopen()


def test_the_tests_own_room(tmp_path: Path) -> None:
    world = play.play_world(tmp_path)
    world.world.close()

    class Here(PlayMachine):
        template = world.path

    run_state_machine_as_test(Here, settings=SOME)


SHIPPED = [
    command
    for name, command in sorted(all_commands().items())
    if command.realm is Realm.WORLD and not name.startswith(("journal.", "agenda.", "practice.", "scenario."))
]
PEOPLES = [command for command in SHIPPED if Role.LEARNER in command.roles]
WORLDS = [command for command in SHIPPED if command.roles == {Role.SYSTEM}]


class DeskMachine(WorldMachine):
    """Every act of the shipped rooms with arguments at random, and the few that a day at the desk is made of."""

    @rule(data=st.data(), command=st.sampled_from(PEOPLES))
    def try_anything(self, data: st.DataObject, command: type[Command]) -> None:
        self.act(data.draw(any_command(command, self.clock.now())))

    @rule(data=st.data(), command=st.sampled_from(WORLDS))
    def let_anything_happen(self, data: st.DataObject, command: type[Command]) -> None:
        self.act(data.draw(any_command(command, self.clock.now())), SYSTEM)

    @rule(customer=st.sampled_from([SAHOTA, OKAFOR]), subject=words, contact=st.integers(-90, 0))
    def open_ticket(self, customer: CustomerId, subject: str, contact: int) -> None:
        began = self.clock.now() + timedelta(minutes=contact)
        self.act(OpenRecord(customer, "They rang"))
        self.act(OpenTicket(customer, TicketType.COMPLAINT, subject, "phone", first_contact_at=began))

    @rule(ticket=st.integers(1, 3), said=words)
    def reply(self, ticket: int, said: str) -> None:
        self.act(SendMessage(SAHOTA, Channel.EMAIL, said, TicketId(ticket)))

    @rule(ticket=st.integers(1, 3), whole=st.booleans())
    def hand_over(self, ticket: int, whole: bool) -> None:
        """With all that the warehouse asks for, or without the photo: accepted, or bounced by its own rules."""
        said = ReceiveMessage(SAHOTA, Channel.EMAIL, "Mr Sahota", "Here is the plate.", TicketId(ticket), "plate.jpg")
        self.act(said, SYSTEM)
        items = [HandoffItemGiven(name, value) for name, value in HARMLESS.items()]
        items += [HandoffItemGiven("photo", "plate.jpg", 1)] if whole else []
        need_by = self.clock.now() + timedelta(hours=6)
        self.act(SendHandoff(TicketId(ticket), "warehouse", "Pick four legs", need_by, tuple(items)))

    @rule(minutes=st.sampled_from([1, 20, 65, 240, 1440]))
    def jump(self, minutes: int) -> None:
        self.act(Jump(self.clock.now() + timedelta(minutes=minutes)))

    @rule(number=numbers)
    def send_again(self, number: int) -> None:
        self.repeat(number)

    @rule()
    def close_and_open(self) -> None:
        self.reopen()


def test_the_shipped_rooms(tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    ticket = desk.ticket()
    desk.writes(ticket, file="plate.jpg")
    desk.rings()
    desk.opened()
    desk.world.world.close()

    class Here(DeskMachine):
        template = desk.world.path

    run_state_machine_as_test(Here, settings=FEW)
