# SPDX-License-Identifier: MIT
"""Connects the pages with one another and with the window: the only place that knows all screens."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from crmtrainer.assessment.queries import AttemptRow
from crmtrainer.kernel.commands import Actor, Role
from crmtrainer.kernel.errors import Expected
from crmtrainer.people.queries import people
from crmtrainer.scenarios.rules import Mode as RunMode
from crmtrainer.settings import COLOURS
from crmtrainer.ui import appearance, theme
from crmtrainer.ui.dates import clock_time
from crmtrainer.ui.desk import Desk
from crmtrainer.ui.kept_choices import Kept
from crmtrainer.ui.loading import all_to_stay
from crmtrainer.ui.people.first_run import FirstRunPage
from crmtrainer.ui.people.steps import first_steps
from crmtrainer.ui.scenarios.labels import AtDesk
from crmtrainer.ui.scenarios.page import ScenariosPage
from crmtrainer.ui.shell.action_table import Act
from crmtrainer.ui.shell.attempt_desk import AttemptDesk
from crmtrainer.ui.shell.calculating import Calculating
from crmtrainer.ui.shell.choices import Choices
from crmtrainer.ui.shell.commands import Commands
from crmtrainer.ui.shell.ending import Ending
from crmtrainer.ui.shell.heartbeat import Heartbeat
from crmtrainer.ui.shell.keeping import Keeping
from crmtrainer.ui.shell.main_window import MainWindow
from crmtrainer.ui.shell.offer import Offer
from crmtrainer.ui.shell.practice import Practice
from crmtrainer.ui.shell.printing import Printing
from crmtrainer.ui.shell.reporting import Reporting
from crmtrainer.ui.shell.reviewing import REVIEWERS, add_review
from crmtrainer.ui.shell.run_pages import RunPages
from crmtrainer.ui.shell.sealing import Sealing
from crmtrainer.ui.shell.sections import Mode, Section, finished_words
from crmtrainer.ui.shell.set_up import SetUp
from crmtrainer.ui.shell.templates import Templates
from crmtrainer.ui.shell.timing import Timing
from crmtrainer.ui.shell.undoing import Undoing
from crmtrainer.ui.tasks import Tasks
from crmtrainer.ui.theme import Look, Scheme
from crmtrainer.wording import sentence_for

if TYPE_CHECKING:
    from crmtrainer.ui.assessment.page import ReviewPage
    from crmtrainer.ui.casework.complaints import ComplaintsPage
    from crmtrainer.ui.casework.page import QueuePage
    from crmtrainer.ui.customers.page import CustomersPage
    from crmtrainer.ui.search.palette import Palette
    from crmtrainer.ui.shell.bell import Bell
    from crmtrainer.ui.shell.floor import Floor
    from crmtrainer.ui.shell.line import Line
    from crmtrainer.ui.shell.record_forms import RecordForms

_MODES = {RunMode.EXPLORE: Mode.EXPLORE, RunMode.PRACTISE: Mode.PRACTISE, RunMode.ASSESSED: Mode.ASSESSED}
BEGINS_AFTER_MS = 500


class Switchboard(QObject):
    """Everything between the screens of one window."""

    def __init__(self, window: MainWindow, desk: Desk, tasks: Tasks, base: Look | None = None) -> None:
        """`base` is the look of somebody who has chosen nothing; without one, that in force."""
        super().__init__(window)
        self.window, self.desk, self._tasks = window, desk, tasks
        self.undoing = Undoing(window, desk, self)
        self.choices = Choices(window, Kept(desk.house.home), base or theme.active())
        self.attempt = AttemptDesk(desk, tasks, self)
        self.beat = Heartbeat(desk, self)
        self.practice = Practice(window, desk, self.attempt, self.beat)
        self.scenarios = ScenariosPage()
        self.review: ReviewPage | None = None
        self.set_up = SetUp(window, desk, tasks, self.undoing.tell)
        self.calculating = Calculating(window, desk, tasks)
        self.pages = RunPages(self, tasks)
        self._offer = Offer(self.scenarios, desk, tasks, self)
        self.ending = Ending(window, desk, self.attempt, self)
        self._floor: Floor | None = None
        self._palette: Palette | None = None
        self._closed = False
        self._wanted: object = None
        """A practice world to open once somebody has said who they are."""
        self.printing = Printing(self)
        self.commands = Commands(self)
        self.keeping = Keeping(self, tasks)
        self.templates = Templates(desk, tasks, self)
        self.sealing = Sealing(self)
        self.timing = Timing(self)
        self._add_sections()
        self._connect()
        self.refresh_scenarios()
        self._follow_attempt()

    def _add_sections(self) -> None:
        for section in (Section.QUEUE, Section.CUSTOMERS, Section.COMPLAINTS):
            self.window.promise_section(section, self.make_floor)
        self.window.add_section(Section.SCENARIOS, self.scenarios)
        if self.desk.actor.role in REVIEWERS:
            self.review = add_review(self, self._tasks)
        Reporting(self.window, self.desk, self._tasks, self)
        self.set_up.follow()

    def _connect(self) -> None:
        desk, window = self.desk, self.window
        desk.refused.connect(self.show_problem)
        desk.drafts.failed.connect(self._tell_unkept)
        self.ending.try_again.connect(self.start)
        self.ending.handed_in.connect(self.refresh_scenarios)
        self.practice.speed_changed.connect(self._show_at_desk)
        desk.opening.connect(self.make_floor)
        desk.world_changed.connect(window.body.close_page_of_world)
        self.attempt.changed.connect(self._follow_attempt)
        self.attempt.changed.connect(self.undoing.forget)
        window.body.stack.currentChanged.connect(lambda _page: self.commands.follow())
        self.attempt.preparing.connect(self.pages.show_preparing)
        self.attempt.started.connect(self.pages.show_brief)
        self.set_up.open_wanted.connect(self.open_world)
        self.set_up.world_wanted.connect(lambda: self.choose_world(to=Section.STANDARDS))
        self.attempt.branched.connect(self.pages.show_branch)
        self.beat.beat.connect(self._tick)
        self.scenarios.start_requested.connect(self.start)
        self.scenarios.resume_requested.connect(self.resume)
        self.scenarios.debrief_requested.connect(self.ending.open_debrief)
        self.scenarios.hand_in_requested.connect(self.ending.ask_to_hand_in)
        window.body.navigation.rules_asked.connect(window.actions_[Act.KNOWLEDGE].trigger)
        window.closing.connect(self.close)

    # What is made when it is wanted

    @property
    def has_floor(self) -> bool:
        """Whether what stands around a world was made yet."""
        return self._floor is not None

    @property
    def floor(self) -> Floor:
        """What stands around a world."""
        if self._floor is None:
            with all_to_stay(), appearance.undressed():
                from crmtrainer.ui.shell.floor import Floor

                self._floor = Floor(self)
        return self._floor

    @property
    def queue(self) -> QueuePage:
        return self.floor.queue

    @property
    def customers(self) -> CustomersPage:
        return self.floor.customers

    @property
    def complaints(self) -> ComplaintsPage:
        return self.floor.complaints

    @property
    def forms(self) -> RecordForms:
        return self.floor.forms

    @property
    def bell(self) -> Bell:
        return self.floor.bell

    @property
    def line(self) -> Line:
        return self.floor.line

    @property
    def palette(self) -> Palette:
        """The one box that finds people, cases and commands."""
        if self._palette is None:
            from crmtrainer.ui.search.palette import Palette

            self._palette = Palette(self.desk, self.window)
            self._palette.record_chosen.connect(self.commands.go_to)
            self._palette.record_wanted_in_tab.connect(partial(self.commands.go_to, keep=True))
            self._palette.command_chosen.connect(self.commands.run)
            self._palette.help_chosen.connect(self.commands.explain_section)
        return self._palette

    def make_floor(self) -> None:
        """Make what stands around a world, before one is open. Nothing once the window closes."""
        if not self._closed:
            assert self.floor is not None

    # What a person asks for

    def open_ticket(self, ticket_id: object, *, keep: bool = False) -> None:
        """Go to a ticket. `keep`: as a tab besides."""
        if isinstance(ticket_id, int):
            self.window.show_section(Section.QUEUE)
            self.queue.open_ticket(ticket_id, keep=keep)

    def open_customer(self, customer_id: object, *, keep: bool = False) -> None:
        """Go to a customer's record. `keep`: as a tab besides."""
        if isinstance(customer_id, int):
            self.window.show_section(Section.CUSTOMERS)
            self.customers.open_customer(customer_id, keep=keep)

    def start(self, scenario: str, mode: RunMode) -> None:
        """Begin a new attempt: its brief comes first, and practice time stands still meanwhile."""
        if not self.window.body.is_gated():
            self.attempt.start(scenario, mode)

    def resume(self, row: AttemptRow) -> None:
        """Come back to an attempt that was stopped; to its brief when nothing was done. The open one just goes on."""
        if self.attempt.is_open(row) or self.attempt.resume(row):
            from crmtrainer.scenarios.queries import current

            staged = self.desk.ask(current)
            still = staged is not None and self.desk.world.clock.now() == staged.opened_at
            if staged is not None and still and staged.is_untouched and row.branch is None:
                self.pages.show_brief(again=True)
                return
            self.window.show_section(Section.QUEUE)
            if not self.practice.speed:
                self.window.toast(self.tr("Practice time stands still until you let it run."))

    def choose_world(self, *, to: Section = Section.QUEUE) -> None:
        """Show the practice worlds there are, to open one and go to a section of it."""
        from crmtrainer.ui.seeding.practice_worlds_page import PracticeWorldsPage

        body = self.window.body
        if body.is_gated() or isinstance(body.page(), PracticeWorldsPage):
            return
        page = PracticeWorldsPage(self.desk, self._tasks)
        page.open_wanted.connect(partial(self.open_world, to=to))
        page.back.clicked.connect(self.window.close_page)
        page.told.connect(lambda words: self.window.toast(words))
        self.window.open_page(page)

    def open_world(self, found: object, *, to: Section = Section.QUEUE) -> None:
        """Open a practice world and go to its queue, or to another section; practice time stands still until it is run.

        Before anybody has said who they are, it waits for that.
        """
        if self.window.body.is_gated():
            self._wanted = found
            return
        from crmtrainer.house.sandboxes import Sandbox

        if isinstance(found, Sandbox) and self.attempt.open_sandbox(found):
            self.window.show_section(to)
            words = self.tr("%1 is open. Practice time stands still until you let it run.")
            self.window.toast(words.replace("%1", found.name), icon="earth")

    def begin(self) -> None:
        """Leave the brief and let practice time run; for who explores it waits until they say so."""
        self.window.close_page()
        self.window.show_section(Section.QUEUE)
        if self.attempt.mode is not RunMode.EXPLORE:
            self.practice.set_speed(1)
            return
        self.pages.show_waiting_time()

    def switch_person(self) -> None:
        """Show the first page again, to go on as somebody else."""
        self.window.open_page(self.first_page())

    def first_page(self) -> FirstRunPage:
        """The page that asks who sits here."""
        page = FirstRunPage()
        page.set_people(self.desk.ask(people), self.desk.house.remembered())
        page.set_steps(first_steps(self.desk))
        page.begun.connect(self.take_person)
        return page

    def ask_who(self) -> None:
        """Nobody has said who they are: until then that is all there is to do."""
        self.window.body.set_gate(self.first_page)
        self.commands.follow()

    def take_person(self, role: Role, name: str) -> None:
        """Go on as this person, who is made known when nobody of that name and role is."""
        found = next((p for p in self.desk.ask(people) if p.role is role and p.name == name), None)
        try:
            actor = self.desk.house.enrol(role, name) if found is None else Actor(found.pseudonym, role)
        except Expected as problem:
            self.show_problem(problem)
            return
        self.attempt.leave()
        self.window.forget_messages()
        self.desk.house.remember(f"last.{role.value}", actor.pseudonym)
        self.desk.house.remember("last.role", role.value)
        self.desk.actor = actor
        self.choices.sit(actor.pseudonym, self.desk.person_name)
        self.window.body.set_gate(None)
        self.window.close_page()
        self._show_role()
        self.attempt.changed.emit()
        wanted, self._wanted = self._wanted, None
        if wanted is not None:
            self.open_world(wanted)

    def wear(self, scheme: Scheme) -> None:
        """Put on other colours, and remember them."""
        self.choices.choose(COLOURS.key, scheme.value)

    def begin_beside(self) -> None:
        """Begin what goes on by itself, backups and templates, once the window had the time to be painted."""
        QTimer.singleShot(BEGINS_AFTER_MS, self, self._begin)

    # What follows

    def is_idle(self) -> bool:
        """Whether nothing that was asked for is still being read or made."""
        return self._tasks.is_idle()

    def _begin(self) -> None:
        if not self._closed:
            self.keeping.begin()
            self.templates.begin()
            self.pages.ahead.begin()

    def show_problem(self, problem: Expected) -> None:
        """Say calmly what could not be done."""
        self.window.toast(sentence_for(problem), good=False, icon="alert-circle-outline")

    def _tell_unkept(self, problem: str) -> None:
        words = self.tr("What you are typing could not be kept: %1").replace("%1", problem)
        self.window.toast(words, good=False, icon="alert-circle-outline")

    def refresh_scenarios(self) -> None:
        """Ask again what can be started and what was tried."""
        if not self._closed:
            self._offer.refresh()

    def close(self) -> None:
        """Let practice time stand and close the world. A second time does nothing."""
        if self._closed:
            return
        self._closed = True
        self.beat.stop()
        self.keeping.stop()
        self.templates.stop()
        self._offer.stop()
        self.set_up.stop()
        self._tasks.close()
        if self.review is not None:
            self.review.close_review()
        self.attempt.leave()
        self.desk.close()

    def go_to_call(self, conversation_id: object) -> None:
        """Go to a conversation."""
        if isinstance(conversation_id, int):
            self.window.show_section(Section.QUEUE)
            self.queue.open_conversation(conversation_id)

    def _show_role(self) -> None:
        """Sections that belong to the role; a reviewer starts at the review."""
        reviews = self.desk.actor.role in REVIEWERS
        if reviews and self.review is None:
            self.review = add_review(self, self._tasks)
        elif self.review is not None:
            self.window.body.navigation.offer(Section.REVIEW, offered=reviews)
            if not reviews:
                # What was under review is for nobody else's eyes.
                self.review.close_review()
        self.set_up.follow()
        self.window.show_section(Section.REVIEW if self.desk.actor.role is Role.ASSESSOR else Section.SCENARIOS)

    def _follow_attempt(self) -> None:
        mode = self.attempt.mode
        if self.attempt.sandbox is not None:
            self.window.set_mode(Mode.SANDBOX)
        elif mode is None:
            assessing = self.desk.actor.role is Role.ASSESSOR
            self.window.set_mode(Mode.ASSESSING if assessing else Mode.NONE)
        else:
            running, ran = self.attempt.is_running, _MODES[mode]
            self.window.set_mode(ran if running else Mode.FINISHED, "" if running else finished_words(ran))
        self._show_at_desk()
        self.refresh_scenarios()
        self.commands.follow()

    def _show_at_desk(self) -> None:
        """Which run the scenarios say is open, and how its clock stands."""
        row = self.attempt.row
        if row is None or not self.attempt.is_running:
            self.scenarios.set_at_desk(None)
        else:
            self.scenarios.set_at_desk(AtDesk(row.id, self.practice.speed, clock_time(self.desk.now())))

    def _tick(self, now: datetime) -> None:
        self._show_at_desk()
        page = self.window.body.page()
        tick = getattr(page, "tick", None)
        if tick is not None:
            tick(now)
        self.commands.follow()
