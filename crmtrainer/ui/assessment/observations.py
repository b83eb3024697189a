# SPDX-License-Identifier: MIT
"""What checks offer towards a criterion: each can be used or left, and leads to the act it cites."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from crmtrainer.assessment.rules import Use
from crmtrainer.scenarios.checks.deciding import CheckResult, Verdict
from crmtrainer.ui import theme
from crmtrainer.ui.assessment.labels import MET_ICON, MISSED_ICON
from crmtrainer.ui.dates import clock_time
from crmtrainer.ui.kit.buttons import Button, Variant
from crmtrainer.ui.kit.icon_label import IconLabel
from crmtrainer.ui.kit.segmented import Segment, Segmented
from crmtrainer.ui.kit.text import Label, body, caption, plain_tip, spoken


@dataclass(frozen=True, slots=True)
class Offered:
    """One observation: the check, and what it leads to: an act, a moment at which one is missing, or nothing."""

    check: CheckResult
    seq: int | None
    at: datetime | None = None


class ObservationRow(QWidget):
    """One observation; nothing is decided before somebody decides."""

    chosen = Signal(str, object)
    act_asked = Signal(object)

    def __init__(self, offered: Offered, use: Use | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        check = offered.check
        self.offered = offered
        missed = check.verdict is Verdict.MISSED
        words = self.tr("missed") if missed else self.tr("met")
        self.setAccessibleName(spoken(f"{check.title}, {words}"))
        title = Label(check.title, wrap=True)
        title.setToolTip(plain_tip(check.told))
        title.setAccessibleName(spoken(f"{check.title}, {words}. {check.told}"))
        self.act = Button(self._leads_to(offered), variant=Variant.LINK, small=True)
        self.act.setAccessibleName(self.tr("Go to what it cites: %1").replace("%1", self._leads_to(offered)))
        self.act.clicked.connect(lambda: self.act_asked.emit(self.offered))
        if offered.seq is None and offered.at is None:
            self.act.hide()
        self.use = Segmented(
            self.tr("Observation: %1").replace("%1", check.title),
            [
                Segment(Use.USE, self.tr("Use"), name=self.tr("Use: %1").replace("%1", check.title)),
                Segment(Use.LEAVE, self.tr("Leave"), name=self.tr("Leave: %1").replace("%1", check.title)),
            ],
            small=True,
        )
        self.use.set_value(use)
        self.use.chosen.connect(lambda value: self.chosen.emit(self.offered.check.key, value))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, theme.px(3), 0, theme.px(3))
        row.setSpacing(theme.px(8))
        icon = IconLabel(MISSED_ICON, 18, "bad") if missed else IconLabel(MET_ICON, 18, "ok")
        row.addWidget(icon)
        row.addWidget(title, 1)
        row.addWidget(self.act)
        row.addWidget(self.use)

    def _leads_to(self, offered: Offered) -> str:
        if offered.seq is not None:
            return self.tr("act %1").replace("%1", str(offered.seq))
        return "" if offered.at is None else clock_time(offered.at)


class Observations(QWidget):
    """The rows of one criterion."""

    chosen = Signal(str, object)
    act_asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.rows: list[ObservationRow] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._nothing = body(self.tr("No check speaks of this criterion."), token="muted")
        self._unreached = caption(wrap=True)
        self._column.addWidget(self._nothing)
        self._column.addWidget(self._unreached, 0, Qt.AlignmentFlag.AlignTop)

    def show_offered(self, offered: tuple[Offered, ...], chosen: Mapping[str, Use], unreached: int) -> None:
        """Show other observations. `unreached` counts checks whose occasion never came."""
        if tuple(row.offered for row in self.rows) == offered:
            for row in self.rows:  # the same as before: the keyboard stays where it is
                row.use.set_value(chosen.get(row.offered.check.key))
        else:
            self._replace(offered, chosen)
        self._nothing.setVisible(not offered)
        self._unreached.setText(self.tr("%n more never came up.", "", unreached))
        self._unreached.setVisible(unreached > 0)

    def _replace(self, offered: tuple[Offered, ...], chosen: Mapping[str, Use]) -> None:
        for row in self.rows:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = [ObservationRow(each, chosen.get(each.check.key), self) for each in offered]
        for place, row in enumerate(self.rows):
            row.chosen.connect(self.chosen)
            row.act_asked.connect(self.act_asked)
            self._column.insertWidget(place, row)
            row.show()

    def explain(self, reason: str) -> None:
        """Disable every choice and say why, or enable them."""
        for row in self.rows:
            for use in Use:
                row.use.explain(use, reason)
