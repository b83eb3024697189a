# SPDX-License-Identifier: MIT
"""A part of a record that is edited in place: what it says, a button to change it, then Save and Cancel."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from crmtrainer.kernel.commands import Command
from crmtrainer.ui import theme
from crmtrainer.ui.customers.acting import act
from crmtrainer.ui.desk import Desk
from crmtrainer.ui.kit.buttons import Button, Variant
from crmtrainer.ui.kit.form import FormRow
from crmtrainer.ui.kit.icon_label import IconLabel
from crmtrainer.ui.kit.text import ElidedLabel, caption, is_restyling, section


class Facts(QWidget):
    """Lines of an icon, words, and something quiet at the right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.px(4))
        self._shown: tuple[tuple[str, str, str], ...] = ()

    def lines(self) -> list[str]:
        """The words of each line."""
        return [f"{words} {aside}".strip() for _, words, aside in self._shown]

    def set_lines(self, lines: tuple[tuple[str, str, str], ...]) -> None:
        """Show other lines: icon, words, aside."""
        if lines == self._shown:
            return
        self._shown = lines
        while (item := self._column.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        for icon, words, aside in lines:
            self._column.addWidget(self._line(icon, words, aside))

    def _line(self, icon: str, words: str, aside: str) -> QWidget:
        line = QWidget(self)
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(8))
        row.addWidget(IconLabel(icon, 16))
        label = ElidedLabel(words)
        label.setMinimumWidth(theme.px(60))
        row.addWidget(label, 1)
        if aside:
            row.addWidget(caption(aside))
        return line


class Group(QWidget):
    """A heading with room for a button, and what stands below it in `body`."""

    def __init__(self, heading: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.head = QHBoxLayout()
        self.head.addWidget(section(heading), 1)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(theme.px(8))
        self.body.addLayout(self.head)
        self.setAccessibleName(heading)


class EditGroup(Group):
    """A group with one act behind it. Subclasses fill `view` and `fields`, and say which act Save performs."""

    saved = Signal()

    def __init__(self, desk: Desk, heading: str, button: str, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(heading, parent)
        self._desk = desk
        self.edit = Button(button, icon, small=True)
        self.edit.clicked.connect(self.begin)
        self.head.addWidget(self.edit)
        self.view = QVBoxLayout()
        self.view.setSpacing(theme.px(4))
        self.body.addLayout(self.view)
        self.fields = QWidget()
        self.form = QVBoxLayout(self.fields)
        self.form.setContentsMargins(0, 0, 0, theme.px(4))
        self.form.setSpacing(theme.px(12))
        self.fields.hide()
        self.body.addWidget(self.fields)
        self.save_button = Button(self.tr("Save"), "content-save-outline", Variant.PRIMARY)
        self.cancel_button = Button(self.tr("Cancel"))
        self.save_button.clicked.connect(self.save)
        self.cancel_button.clicked.connect(self.cancel)

    def finish_form(self) -> None:
        """Put the buttons below the fields; called once by the subclass when its fields are in place."""
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.px(8))
        buttons.addWidget(self.save_button)
        buttons.addWidget(self.cancel_button)
        buttons.addStretch(1)
        self.form.addLayout(buttons)

    def is_editing(self) -> bool:
        return not self.fields.isHidden()

    def begin(self) -> None:
        """Offer the fields, filled from the record."""
        self.load()
        for row in self.rows():
            row.set_error("")
        self.fields.show()
        # Before the button goes: a focus that Qt moves by itself selects all, and typing would replace it.
        self.rows()[0].field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.edit.hide()

    def cancel(self) -> None:
        """Leave the record as it was."""
        self.close_form()
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_form(self) -> None:
        self.fields.hide()
        self.edit.show()

    def save(self) -> None:
        """Perform the one act of this group; what is wrong is said at the field it belongs to."""
        for row in self.rows():
            row.set_error("")
        command = self.command()
        if command is None:
            return
        done, problem = act(self._desk, command)
        if done is None:
            row = self.row_for_problem()
            row.set_error(problem)
            row.field.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.close_form()
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        self.saved.emit()

    def rows(self) -> list[FormRow]:
        """The rows of the form, in order."""
        raise NotImplementedError

    def load(self) -> None:
        """Fill the fields from the record."""
        raise NotImplementedError

    def command(self) -> Command | None:
        """The act, or None when a field has already been marked."""
        raise NotImplementedError

    def row_for_problem(self) -> FormRow:
        """The row at which a refusal is said."""
        return self.rows()[-1]

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if self.is_editing() and event.key() == Qt.Key.Key_Escape:
            self.cancel()
        elif self.is_editing() and enter and not self.cancel_button.hasFocus():
            self.save()
        else:
            super().keyPressEvent(event)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if is_restyling(event):
            self.form.setSpacing(theme.px(12))
            self.body.setSpacing(theme.px(8))
