# SPDX-License-Identifier: MIT
"""The order in which standards are tried: seen as a whole, changed, and set with a reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from crmtrainer.service_levels.commands import OrderStandards
from crmtrainer.service_levels.standards import StandardRow
from crmtrainer.ui.desk import Desk
from crmtrainer.ui.standards.lines import Line
from crmtrainer.ui.standards.order_field import OrderField
from crmtrainer.ui.standards.reach import hidden_in, never_told
from crmtrainer.ui.standards.setting_form import SettingForm


class OrderForm(SettingForm):
    """The form."""

    FIELDS: Mapping[str, str] = {"standard.other_standards": "order", "standard.same_order": "order"}

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, "", "swap-vertical", parent)
        self._today = date.min
        self.save_button.setText(self.tr("Set the order"))
        self.order = OrderField(self._hidden)
        words = self.tr("Ctrl+Up and Ctrl+Down move the line. Of those for one measure, the first that fits counts.")
        self.form.add("order", self.tr("Tried in this order"), self.order, words)
        self.end_with_reason("order")
        self.order.changed.connect(self._warn)

    def show_order(self, lines: Sequence[Line], current: str, today: date, *, moved: int = 0) -> None:
        """Offer the standards in their order; the one of that id is the current one, `moved` by so many places."""
        self._today = today
        title = self.tr("Order of the standards")
        self.turn_to("all", title, "", lambda: self.order.show_lines(lines, current))
        if moved:
            self.order.move_by(moved)
        self._warn()

    def _hidden(self, lines: Sequence[Line]) -> dict[str, str]:
        rows = [line.source for line in lines if isinstance(line.source, StandardRow)]
        found = hidden_in(rows, self._today)
        return {ident: never_told(ident, by) for ident, by in found.items()}

    def _warn(self) -> None:
        usual = self.tr("It counts for what begins from now on. Running clocks keep the standard they began with.")
        self.warn(" ".join(self.order.hidden().values()), usual)

    @override
    def command(self) -> OrderStandards:
        return OrderStandards(self.order.order(), self.reason.text().strip())

    @override
    def told(self) -> str:
        return self.tr("The standards are tried in another order for what begins from now on.")

    @override
    def line(self) -> str:
        current = self.order.current()
        return "" if current is None else current.ident
