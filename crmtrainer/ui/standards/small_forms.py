# SPDX-License-Identifier: MIT
"""Moving running clocks to the newest version of their calendar, and what a team may be expected to keep."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from crmtrainer.handoffs.commands import SetTeamTargets
from crmtrainer.organisation.queries import TeamRow
from crmtrainer.service_levels.commands import RebaseCalendar
from crmtrainer.service_levels.moving import OlderClocksRow
from crmtrainer.ui.desk import Desk
from crmtrainer.ui.filling import filled
from crmtrainer.ui.kit.combo import Combo
from crmtrainer.ui.kit.number_field import NumberField
from crmtrainer.ui.standards.setting_form import SettingForm


class MoveForm(SettingForm):
    """Which calendar's clocks are moved, and why."""

    FIELDS: Mapping[str, str] = {"calendar.nothing_to_rebase": "calendar"}

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, "", "clock-fast", parent)
        self.save_button.setText(self.tr("Move the clocks"))
        self.calendar: Combo[str] = Combo()
        self.form.add("calendar", self.tr("Clocks of"), self.calendar)
        self.end_with_reason("move-clocks")
        self.set_remark(
            self.tr(
                "They count by the newest version from now on, also what lies behind them. A breach that has happened "
                "stays; due times that were shown before stay in the journal."
            )
        )

    def show_older(self, older: Sequence[OlderClocksRow], calendars: Mapping[str, str]) -> None:
        """Offer the calendars by whose older versions clocks still run."""
        words = self.tr("%1 to version %2, %3 running")
        pairs = [
            (row.calendar, filled(words, calendars.get(row.calendar, row.calendar), str(row.newest), f"{row.clocks:,}"))
            for row in older
        ]
        self.turn_to("all", self.tr("Move running clocks"), "", lambda: self.calendar.set_pairs(pairs))

    @override
    def command(self) -> RebaseCalendar:
        return RebaseCalendar(self.calendar.value(), self.reason.text().strip())

    @override
    def told(self) -> str:
        return self.tr("Moved. %1.").replace("%1", self.calendar.currentText())


class TeamForm(SettingForm):
    """How long a team may take, and by which hours."""

    FIELDS: Mapping[str, str] = {
        "team.no_time": "accept",
        "team.done_before_accepted": "finish",
        "team.too_long": "finish",
        "standard.no_calendar": "calendar",
    }

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, "", "content-save-outline", parent)
        self._team = self._name = ""
        self.save_button.setText(self.tr("Set the targets"))
        self.accept = NumberField()
        self.finish = NumberField()
        for field in (self.accept, self.finish):
            field.setSuffix(self.tr(" min"))
        self.calendar: Combo[str] = Combo()
        self.form.add_pair(
            self.form.make("accept", self.tr("To accept or refuse"), self.accept, self.tr("Working minutes")),
            self.form.make("finish", self.tr("To finish"), self.finish, self.tr("Working minutes since it was sent")),
        )
        self.form.add("calendar", self.tr("Calendar"), self.calendar, self.tr("Its hours and holidays count."))
        self.end_with_reason("team")
        self.set_remark(
            self.tr(
                "It counts for what is sent or accepted from now on. What was accepted before keeps its own targets."
            )
        )

    def show_team(self, team: TeamRow, calendars: Sequence[tuple[str, str]]) -> None:
        """Offer a team's targets as they are, to be changed."""
        self._team, self._name = team.key, team.name

        def make_ready() -> None:
            self.accept.setValue(team.accept_minutes)
            self.finish.setValue(team.complete_minutes)
            self.calendar.set_pairs(calendars)
            self.calendar.set_value(team.calendar)

        self.turn_to(team.key, self.tr("Targets of %1").replace("%1", team.name), team.contact, make_ready)

    @override
    def command(self) -> SetTeamTargets:
        accept, finish = self.accept.value(), self.finish.value()
        return SetTeamTargets(self._team, accept, finish, self.calendar.value(), self.reason.text().strip())

    @override
    def told(self) -> str:
        return self.tr("%1 has new targets for what is passed on from now on.").replace("%1", self._name)
