# SPDX-License-Identifier: MIT
"""The window's commands connected to what they do, with the reason beside each one that cannot be done now."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from crmtrainer import __version__
from crmtrainer.assessment.rules import AttemptState
from crmtrainer.house.folder import AT_THE_DESK
from crmtrainer.house.logs import log_file
from crmtrainer.kernel.commands import Role
from crmtrainer.ui.filling import filled
from crmtrainer.ui.kit.kept_tabs import KeptTabs
from crmtrainer.ui.scenarios.labels import reason_against_hand_in
from crmtrainer.ui.shell.action_table import ACTIONS, Act
from crmtrainer.ui.shell.folders import show_folder
from crmtrainer.ui.shell.in_debrief import InDebrief
from crmtrainer.ui.shell.reviewing import REVIEWERS
from crmtrainer.ui.shell.sections import Section, section_name

if TYPE_CHECKING:
    from crmtrainer.ui.casework.case_page import CasePage
    from crmtrainer.ui.search.palette import PaletteCommand
    from crmtrainer.ui.shell.switchboard import Switchboard

CASE = {
    Act.LOG_CALL: "log_call",
    Act.NEW_COMPLAINT: "new_complaint",
    Act.ADD_NOTE: "add_note",
    Act.REPLY: "reply",
    Act.HAND_OFF: "hand_off",
    Act.SET_STATUS: "set_status",
    Act.SET_PRIORITY: "set_priority",
    Act.RECLASSIFY: "reclassify",
    Act.FIRST_CONTACT: "first_contact",
    Act.KEEP_PROMISE: "keep_promise",
    Act.BEGIN_LIMIT: "begin_limit",
    Act.WAIVE_BREACH: "waive",
    Act.MERGE_TICKETS: "merge",
    Act.CLOSE_TICKET: "close",
    Act.REOPEN_TICKET: "reopen",
}
"""Acts on the case at hand, by the name under which the queue page knows them."""

STANDARDS = {
    Act.NEW_STANDARD: "set_new_standard",
    Act.ORDER_STANDARDS: "change_order",
    Act.NEW_CALENDAR: "make_calendar",
    Act.MOVE_CLOCKS: "move_clocks",
}
"""Acts on the standards of the open world, by the name under which their page knows them."""

_ON_A_RECORD = {CASE[Act.LOG_CALL], CASE[Act.NEW_COMPLAINT]}
"""Those that a customer's open record is enough for."""


class Commands(QObject):
    """Menus, toolbar, keys and palette do the same thing by the same way."""

    def __init__(self, board: Switchboard) -> None:
        super().__init__(board)
        self._board = board
        self._actions = board.window.actions_
        self._in_debrief = InDebrief(board, self._explain, self)
        self._connect()

    def _connect(self) -> None:
        board, on = self._board, self._actions.on
        for act, name in CASE.items():
            on(act, self._on_case(name))
        on(Act.NEXT_STEP, self._do_next_step)
        on(Act.NEW, self._new_of_this_kind)
        for act, name in STANDARDS.items():
            on(act, self._on_standards(name))
        on(Act.WHY_DUE, lambda: self._case_page(go=True).explain_clock())
        on(Act.START_SCENARIO, lambda: board.window.show_section(Section.SCENARIOS))
        on(Act.OPEN_WORLD, board.choose_world)
        on(Act.LEAVE_WORLD, board.attempt.leave)
        on(Act.ANSWER, lambda: board.line.take())
        on(Act.END_CALL, lambda: board.line.end())
        on(Act.FINISH, board.ending.ask_to_finish)
        on(Act.DEBRIEF, board.ending.show_debrief)
        on(Act.HAND_IN, self._hand_in)
        on(Act.SWITCH_PERSON, board.switch_person)
        on(Act.NEXT_RECORD, lambda: self._step(1))
        on(Act.PREVIOUS_RECORD, lambda: self._step(-1))
        on(Act.READ_CLOCKS, lambda: self._case_page().read_clocks())
        on(Act.REFRESH, self._refresh)
        on(Act.SAVE, lambda: board.customers.save())
        on(Act.OPEN_LOG, self._open_log)
        on(Act.KNOWLEDGE, self._open_rules)
        on(Act.CALCULATOR, lambda: board.calculating.open())
        board.set_up.calculator_wanted.connect(board.calculating.open)
        on(Act.RECEIVE, self._on_review("receive"))
        on(Act.EXPORT_EVIDENCE, self._on_review("export"))
        for act, by in ((Act.NEXT_TAB, 1), (Act.PREVIOUS_TAB, -1)):
            on(act, partial(self._step_tab, by))
        on(Act.CLOSE_TAB, self._close_tab)
        on(Act.STANDARDS, lambda: board.window.show_section(Section.STANDARDS))
        on(Act.SEEDING, lambda: board.window.show_section(Section.SEEDING))
        about = self.tr("crmtrainer %1. Nobody in here is real.").replace("%1", __version__)
        on(Act.ABOUT, lambda: board.window.toast(about))
        # Not by way of the field in the toolbar: the keyboard goes back to where it was.
        for act in (Act.JUMP, Act.SEARCH_ALL):
            self._actions.take_over(act, lambda: self.open_palette(""))
        board.window.search_edited.connect(self.open_palette)
        board.window.search_requested.connect(self.open_palette)

    def follow(self) -> None:
        """Bring enablement and reasons in line with the attempt and the case at hand."""
        board = self._board
        running = board.attempt.is_running
        row = board.attempt.row
        none = self.tr("Start a scenario or open a practice world first.")
        customer = self._customer_in_sight()
        on_standards = self._standards_in_sight()
        listed = CASE if on_standards else {**CASE, Act.NEW: CASE[Act.NEW_COMPLAINT]}
        for act, name in listed.items():
            on_record = customer is not None and name in _ON_A_RECORD
            self._explain(act, none if not running else "" if on_record else self._case_page().reason_against(name))
        self._follow_next_step(none if not running else "")
        if not board.has_floor:
            self._explain(Act.ANSWER, self.tr("Nobody is on the line."))
        self._explain(Act.PRINT, board.printing.reason_against())
        self._explain(Act.KNOWLEDGE, "" if board.desk.has_world else none)
        board.window.body.navigation.rules.setVisible(board.desk.has_world)
        tabs = self._tabs()
        untabbed = self.tr("No record is kept open as a tab: Ctrl+Enter in a list does that.")
        for act in (Act.NEXT_TAB, Act.PREVIOUS_TAB, Act.CLOSE_TAB):
            self._explain(act, "" if tabs is not None and tabs.held() else untabbed)
        self._explain(Act.PAUSE_CLOCK, "" if running else none)
        self._explain(Act.RESTORE, self.tr("Say first who you are.") if board.window.body.is_gated() else "")
        roams = board.attempt.sandbox is not None
        gated = self.tr("Say first who you are.") if board.window.body.is_gated() else ""
        apart = self.tr("Practice worlds are for learners and trainers: switch person first.")
        self._explain(Act.CALCULATOR, gated)
        self._explain(Act.OPEN_WORLD, gated or ("" if board.desk.actor.role in AT_THE_DESK else apart))
        self._explain(Act.LEAVE_WORLD, "" if roams else self.tr("No practice world is open."))
        endless = self.tr("A practice world has no end: close it, and go on another day.")
        self._explain(Act.FINISH, endless if roams else "" if running else self.tr("Start a scenario first."))
        finished = row is not None and row.state is not AttemptState.RUNNING
        self._explain(Act.DEBRIEF, "" if finished else self.tr("The debrief opens when the scenario is finished."))
        self._explain(Act.HAND_IN, self._reason_against_hand_in())
        self._in_debrief.follow()
        reviews = board.desk.actor.role in REVIEWERS
        learner = "" if reviews else self.tr("This is for assessors: switch person first.")
        self._explain(Act.SECTION_5, learner)
        self._explain(Act.RECEIVE, learner)
        for act in (Act.EXPORT_EVIDENCE, Act.GIVE_SLIP, Act.NOTE_RECEIPT):
            self._explain(act, learner)
        self._explain(Act.RECEIPT, "" if row is not None else self.tr("Open an attempt first."))
        learns = board.desk.actor.role is Role.LEARNER and not board.window.body.is_gated()
        self._explain(Act.TAKE_SLIP, "" if learns else self.tr("This is for learners: switch person first."))
        teaches = board.desk.actor.role in (Role.TRAINER, Role.ASSESSOR)
        other = self.tr("This is for trainers and assessors: switch person first.")
        self._explain(Act.ADJUST_TIMING, "" if teaches else other)
        trains = board.desk.actor.role is Role.TRAINER
        trainers = "" if trains else self.tr("This is for trainers: switch person first.")
        for act in (Act.STANDARDS, Act.SEEDING):
            self._explain(act, trainers)
        worldless = "" if board.desk.has_world else self.tr("Open a practice world first, to set its standards.")
        for act in STANDARDS:
            self._explain(act, trainers or worldless)
        # “New of this kind” is a standard where the standards are in sight.
        self._actions.rename(Act.NEW, self.tr("New standard") if on_standards else "")
        if on_standards:
            self._explain(Act.NEW, trainers or worldless)
        clockless = "" if running and self._case_page().clocks_in_sight() else self.tr("No clock is in sight.")
        self._explain(Act.WHY_DUE, none if not running else clockless)

    def _standards_in_sight(self) -> bool:
        page = self._board.set_up.standards
        return page is not None and self._board.window.body.page() is page

    def _new_of_this_kind(self) -> None:
        self._actions[Act.NEW_STANDARD if self._standards_in_sight() else Act.NEW_COMPLAINT].trigger()

    def _on_standards(self, name: str) -> Callable[[], None]:
        def act() -> None:
            self._board.window.show_section(Section.STANDARDS)
            if (page := self._board.set_up.standards) is not None:
                getattr(page, name)()

        return act

    def _follow_next_step(self, reason: str) -> None:
        button = None if reason else self._case_page().next_step()
        words = "" if button is None else self.tr("Next step: %1").replace("%1", button.accessibleName())
        self._actions.rename(Act.NEXT_STEP, words)
        nothing = "" if button is not None else self.tr("Open a case that has a next step first.")
        self._explain(Act.NEXT_STEP, reason or nothing)

    def _do_next_step(self) -> None:
        button = self._case_page(go=True).next_step()
        if button is not None:
            button.click()

    def open_palette(self, text: str) -> None:
        """Open the palette with what was typed."""
        self._board.palette.set_commands(self._listed())
        self._board.palette.set_help(self._helps())
        self._board.palette.open_with(text)

    def _listed(self) -> list[PaletteCommand]:
        from crmtrainer.ui.search.palette import PaletteCommand

        return [
            PaletteCommand(
                spec.act.name,
                self._actions.words(spec.act),
                next(iter(self._actions.all_keys(spec.act)), ""),
                self._actions[spec.act].isEnabled(),
                self._actions.reason(spec.act),
                about=self._actions.about(spec.act),
            )
            for spec in ACTIONS
            if spec.act not in (Act.JUMP, Act.SEARCH_ALL)
        ]

    def _helps(self) -> list[PaletteCommand]:
        """What each section that this person has is for; its answer opens above the section."""
        from crmtrainer.ui.search.palette import PaletteCommand

        asked = self.tr("What is this: %1")
        return [
            PaletteCommand(section.value, filled(asked, section_name(section)))
            for section in Section
            if self._board.window.body.has(section)
        ]

    def run(self, key: str) -> None:
        """Give the command of this name, as the palette does."""
        self._actions[Act[key]].trigger()

    def explain_section(self, name: str) -> None:
        """Go to a section and say what it is for."""
        self._board.window.show_section(Section(name))
        self._board.window.body.show_help()

    def _open_rules(self) -> None:
        from crmtrainer.ui.organisation.knowledge_page import KnowledgePage

        if not isinstance(self._board.window.body.page(), KnowledgePage):
            page = KnowledgePage(self._board.desk)
            page.back.clicked.connect(self._board.window.close_page)
            self._board.window.open_page(page)

    def go_to(self, kind: str, ident: int, *, keep: bool = False) -> None:
        """Go to what the palette found. `keep`: as a tab besides."""
        if kind == "ticket":
            self._board.open_ticket(ident, keep=keep)
        elif kind == "customer" and not self._board.line.choose(ident):
            self._board.open_customer(ident, keep=keep)

    def _tabs(self) -> KeptTabs | None:
        page = self._board.window.body.page()
        return None if page is None else page.kept_tabs()

    def _step_tab(self, by: int) -> None:
        if (tabs := self._tabs()) is not None:
            tabs.step(by)

    def _close_tab(self) -> None:
        if (tabs := self._tabs()) is not None:
            tabs.close_current()

    def _on_case(self, name: str) -> Callable[[], None]:
        def act() -> None:
            from crmtrainer.ui.casework.acts import CaseAct

            customer = self._customer_in_sight()
            if customer is not None and name in _ON_A_RECORD:
                forms = self._board.forms
                (forms.log_for if name == CASE[Act.LOG_CALL] else forms.new_ticket_for)(customer)
            else:
                self._case_page(go=True).work.conduct.act(CaseAct(name))

        return act

    def _customer_in_sight(self) -> int | None:
        """Whose record fills the pane of the Customers section, where that is in sight."""
        if not self._board.has_floor:
            return None
        customers = self._board.customers
        if self._board.window.body.page() is not customers or not customers.is_open():
            return None
        return customers.customer_id()

    def _case_page(self, *, go: bool = False) -> CasePage:
        """The case page in sight, else the queue; with `go` the window goes there."""
        from crmtrainer.ui.casework.case_page import CasePage

        page = self._board.window.body.page()
        if isinstance(page, CasePage):
            return page
        if go:
            self._board.window.show_section(Section.QUEUE)
        return self._board.queue

    def _on_review(self, name: str) -> Callable[[], None]:
        def act() -> None:
            if self._board.review is not None:
                self._board.window.show_section(Section.REVIEW)
                getattr(self._board.review, name)()

        return act

    def _explain(self, act: Act, reason: str) -> None:
        if self._actions.reason(act) != reason or self._actions[act].isEnabled() == bool(reason):
            self._actions.explain(act, reason)

    def _reason_against_hand_in(self) -> str:
        row = self._board.attempt.row
        if row is None:
            return self.tr("Open an attempt first.")
        return reason_against_hand_in(row)

    def _hand_in(self) -> None:
        row = self._board.attempt.row
        if row is not None:
            self._board.ending.ask_to_hand_in(row)

    def _step(self, by: int) -> None:
        page = self._board.window.body.page()
        for name in ("step_record", "step"):
            step = getattr(page, name, None)
            if step is not None:
                step(by)
                return

    def _refresh(self) -> None:
        page = self._board.window.body.page()
        if page is not None:
            page.entered()
        self._board.refresh_scenarios()

    def _open_log(self) -> None:
        show_folder(self._board.window, log_file(self._board.desk.house.home))
