# SPDX-License-Identifier: MIT
"""An attempt that was broken off after the call, made once; each test has the data folder for itself."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from crmtrainer.assessment.queries import AttemptRow, my_attempts
from crmtrainer.customers.commands import OpenRecord, VerifyIdentity
from crmtrainer.customers.rules import Question
from crmtrainer.customers.search import find
from crmtrainer.house import House
from crmtrainer.house.catalogue import pack_of
from crmtrainer.house.running import finish, resume, start
from crmtrainer.interactions.commands import AnswerConversation, EndConversation, IdentifyCaller, Say
from crmtrainer.interactions.models import Conversation
from crmtrainer.kernel.commands import Actor, Role
from crmtrainer.scenarios.rules import Mode
from crmtrainer.tickets.commands import OpenTicket
from crmtrainer.tickets.rules import Priority, Severity, TicketType
from crmtrainer.ui import appearance
from crmtrainer.ui.desk import Desk
from crmtrainer.ui.scenarios.debrief_page import DebriefPage
from tests.house.an_attempt import SCENARIO, Player

OWN_WORDS = "Bear with me a moment, Mr Sahota."


def _play(player: Player) -> None:
    player.until(lambda: player.newest(Conversation) is not None)
    call = player.ident(Conversation)
    player.do(AnswerConversation(call))
    player.say(call, "own-it")
    player.do(Say(call, OWN_WORDS, "bear-with-me", own_words=True))
    harjit = int(player.running.world.ask(find, player.learner, text="LK-57120").rows[0].customer_id)
    player.do(OpenRecord(harjit, "On the call with him: wrong legs for LK-57120"))
    player.do(IdentifyCaller(call, harjit))
    for question, said in ((Question.FULL_NAME, "Harjit Sahota"), (Question.POSTCODE, "LS99 4QV")):
        player.do(VerifyIdentity(harjit, call, question, said))
    player.do(VerifyIdentity(harjit, call, Question.ORDER_NUMBER, "LK-57120"))
    player.wait(2)
    player.say(call, "open-question")
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
    player.do(EndConversation(call))
    player.wait(3)


def make_home(home: Path, mode: Mode, acts: Callable[[Player], None] = _play) -> Path:
    """A data folder in which Jo ran the scenario and finished it."""
    with House.open(home) as house:
        learner = house.enrol(Role.LEARNER, "Jo Bloggs")
        running = start(house, pack_of(home, SCENARIO), SCENARIO, mode, learner)
        acts(Player(running, learner))
        finish(house, running, learner)
        running.world.close()
    return home


@pytest.fixture(scope="session")
def played(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_home(tmp_path_factory.mktemp("played"), Mode.PRACTISE)


@pytest.fixture
def home(played: Path, tmp_path: Path) -> Path:
    """The played data folder, for a test that may write in it."""
    return Path(shutil.copytree(played, tmp_path / "home"))


def newest_attempt(desk: Desk) -> AttemptRow:
    return desk.ask(my_attempts)[0]


def desk_in(home: Path) -> Iterator[Desk]:
    """Jo at the desk with the world of the attempt open."""
    with House.open(home) as house:
        jo = next(person for person in house.people() if person.role is Role.LEARNER)
        desk = Desk(house, Actor(jo.pseudonym, Role.LEARNER))
        desk.open_world(resume(house, newest_attempt(desk), desk.actor).world)
        yield desk
        desk.close()


@pytest.fixture
def desk(home: Path) -> Iterator[Desk]:
    yield from desk_in(home)


def shown(desk: Desk, qtbot: QtBot, width: int = 1036, height: int = 620) -> DebriefPage:
    """The page as the frame shows it: entered, the keyboard where it belongs."""
    with appearance.undressed():  # looks the same, put together in a quarter of the time
        page = DebriefPage(desk, newest_attempt(desk))
    qtbot.addWidget(page)
    page.resize(width, height)
    page.show()
    qtbot.waitUntil(page.isActiveWindow)
    page.entered()
    target = page.first_focus()
    assert target is not None
    target.setFocus()
    return page


def seq_of(page: DebriefPage, words: str) -> int:
    found = next(item.id for item in page.did.list.story.items() if words in item.title)
    assert isinstance(found, int)
    return found


@pytest.fixture
def page(desk: Desk, qtbot: QtBot) -> DebriefPage:
    """For tests that write."""
    return shown(desk, qtbot)


@pytest.fixture(scope="module")
def still_desk(played: Path, tmp_path_factory: pytest.TempPathFactory, qapp: QApplication) -> Iterator[Desk]:
    yield from desk_in(Path(shutil.copytree(played, tmp_path_factory.mktemp("still") / "home")))


@pytest.fixture
def still(still_desk: Desk, qtbot: QtBot) -> DebriefPage:
    """For tests that only look: the desk is shared."""
    return shown(still_desk, qtbot)
