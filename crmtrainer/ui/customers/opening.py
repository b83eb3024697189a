# SPDX-License-Identifier: MIT
"""Asks in place why a record is to be opened: ready reasons as radio buttons, or own words. Not a dialog."""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QLineEdit, QScrollArea, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from crmtrainer.customers.commands import OpenRecord
from crmtrainer.customers.queries import CustomerRow, customer_page
from crmtrainer.kernel.ids import CustomerId
from crmtrainer.ui import theme
from crmtrainer.ui.callers import unnamed_caller
from crmtrainer.ui.customers.acting import act
from crmtrainer.ui.customers.labels import stage_chip
from crmtrainer.ui.desk import Desk
from crmtrainer.ui.fonts import SEMIBOLD, Type
from crmtrainer.ui.kit.buttons import Button, Variant
from crmtrainer.ui.kit.chip import ChipData, ChipRow
from crmtrainer.ui.kit.choice import Choice, ChoiceList
from crmtrainer.ui.kit.flow import Flow
from crmtrainer.ui.kit.form import FormRow
from crmtrainer.ui.kit.page import Surface
from crmtrainer.ui.kit.text import ElidedLabel, caption, is_restyling, strong

WIDEST = 520


class Why(Enum):
    """The ready reasons, and the one that is written."""

    IN_CONTACT = "in_contact"
    TICKET = "ticket"
    CALL_BACK = "call_back"
    CORRECTION = "correction"
    OWN_WORDS = "own_words"


def _is_enter(event: QKeyEvent) -> bool:
    return event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class OpeningPanel(Surface):
    """The panel. `opened` carries the customer's id; `cancelled` says that somebody turned back."""

    opened = Signal(object)
    cancelled = Signal()
    caller_named = Signal(object)
    """Somebody is on the line, and it is this customer: their id."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__("surface", parent=parent)
        self._desk = desk
        self._customer: CustomerRow | None = None
        self.setAccessibleName(self.tr("Open a record"))
        self._reasons = {
            Why.IN_CONTACT: self.tr("The customer is in contact now"),
            Why.TICKET: self.tr("I am working on their ticket"),
            Why.CALL_BACK: self.tr("I promised to call back or reply"),
            Why.CORRECTION: self.tr("They asked for a detail to be put right"),
        }
        self._ref = caption()
        self._name = ElidedLabel(size=Type.TITLE, weight=SEMIBOLD)
        self._chips = ChipRow()
        question = self.tr("Why do you need to open this record?")
        self._question = strong(question)
        self._question.setWordWrap(True)
        choices = [Choice(why, words) for why, words in self._reasons.items()]
        choices.append(Choice(Why.OWN_WORDS, self.tr("Another reason, in my own words")))
        self.reasons = ChoiceList(question, choices)
        self.own_words = QLineEdit()
        self.own_words.setPlaceholderText(self.tr("For example: checking the address before the van is loaded"))
        self.row = FormRow(self.tr("Your reason"), self.own_words)
        self.open_button = Button(self.tr("Open record"), "folder-open-outline", Variant.PRIMARY)
        self.cancel = Button(self.tr("Back to the list"))
        self.caller = Button(self.tr("This is the caller"), "account-check-outline", Variant.PRIMARY)
        self.caller.hide()
        self._build()
        self.reasons.chosen.connect(self._chosen)
        self.own_words.textEdited.connect(self._typed)
        self.open_button.clicked.connect(self._open)
        self.cancel.clicked.connect(self.cancelled)
        self.caller.clicked.connect(self._name_caller)
        for widget in (self.own_words, *self.reasons.findChildren(QAbstractButton)):
            widget.installEventFilter(self)

    def _build(self) -> None:
        inner = Surface("surface")
        self._inner, self._area = inner, QScrollArea()
        self._column = QVBoxLayout(inner)
        names = QHBoxLayout()
        names.setSpacing(theme.px(8))
        names.addWidget(self._ref)
        names.addWidget(self._name, 1)
        self._column.addLayout(names)
        self._column.addWidget(self._chips)
        self._column.addSpacing(theme.px(4))
        self._column.addWidget(self.caller, 0, Qt.AlignmentFlag.AlignLeft)
        self._column.addWidget(self._question)
        self._column.addWidget(
            caption(self.tr("The access log keeps who looked, when and why. It stays open for today."), wrap=True)
        )
        self._column.addWidget(self.reasons)
        self._column.addWidget(self.row)
        buttons = Flow()
        buttons.add(self.open_button)
        buttons.add(self.cancel)
        self._column.addWidget(buttons)
        self._column.addStretch(1)
        ground = Surface("surface")
        across = QHBoxLayout(ground)
        across.setContentsMargins(0, 0, 0, 0)
        across.addWidget(inner, 1)
        across.addStretch(0)
        area = self._area
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(ground)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(area)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._restyle()

    def ask_for(self, customer_id: object) -> bool:
        """Show whose record it would be, by their number; says whether there is such a customer."""
        rows = self._desk.ask(customer_page, ids=(customer_id,)) if isinstance(customer_id, int) else ()
        if rows:
            self.ask_about(rows[0])
        return bool(rows)

    def ask_about(self, customer: CustomerRow) -> None:
        """Show whose record it would be. Another customer begins afresh; the same one keeps what was entered."""
        if self._customer is None or customer.id != self._customer.id:
            self.reasons.set_value(None)
            self.own_words.clear()
            self.row.set_error("")
            self._area.verticalScrollBar().setValue(0)
        self._customer = customer
        self._ref.setText(customer.ref)
        self._name.setText(customer.name)
        chips = [stage_chip(customer.stage)]
        if customer.town:
            chips.append(ChipData(customer.town, "map-marker-outline"))
        if customer.phone:
            chips.append(ChipData(customer.phone, "phone-outline"))
        self._chips.set_chips(chips)
        on_line = unnamed_caller(self._desk) is not None
        self.caller.setVisible(on_line)
        self.open_button.set_variant(Variant.PLAIN if on_line else Variant.PRIMARY)

    def take_keyboard(self) -> None:
        """Put the keyboard on the reasons: on whether this is who is on the line, one Enter too many would say yes."""
        first = self.reasons.first()
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def reason(self) -> str:
        """The reason as it stands; empty while none is chosen."""
        why = self.reasons.value()
        if why is Why.OWN_WORDS:
            return self.own_words.text()
        return self._reasons[why] if isinstance(why, Why) else ""

    def _name_caller(self) -> None:
        if self._customer is not None:
            self.caller_named.emit(self._customer.id)

    def _chosen(self, _why: object) -> None:
        self.row.set_error("")

    def _typed(self) -> None:
        self.reasons.set_value(Why.OWN_WORDS)
        self.row.set_error("")

    def _open(self) -> None:
        if self._customer is None:
            return
        done, problem = act(self._desk, OpenRecord(CustomerId(self._customer.id), self.reason()))
        if done is None:
            self.row.set_error(problem)
            self.own_words.setFocus(Qt.FocusReason.OtherFocusReason)
            self._area.ensureWidgetVisible(self.row)
            return
        opened, self._customer = self._customer, None
        self.opened.emit(opened.id)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if _is_enter(event):
                self._open()
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.cancelled.emit()
                return True
        return super().eventFilter(watched, event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape or (_is_enter(event) and self.cancel.hasFocus()):
            self.cancelled.emit()
        elif _is_enter(event) and self.caller.hasFocus():
            self.caller.click()
        elif _is_enter(event):
            self._open()
        else:
            super().keyPressEvent(event)

    def _restyle(self) -> None:
        self._column.setContentsMargins(theme.px(24), theme.px(16), theme.px(24), theme.px(16))
        self._column.setSpacing(theme.px(8))
        self._inner.setMaximumWidth(theme.px(WIDEST))

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if is_restyling(event):
            self._restyle()
