# SPDX-License-Identifier: MIT
"""Form rows that cannot forget their names: label as buddy, hint, error in words, and a summary that jumps."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QBoxLayout,
    QGridLayout,
    QHBoxLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from crmtrainer.ui import fonts, theme
from crmtrainer.ui.fonts import SEMIBOLD, Type
from crmtrainer.ui.kit.buttons import Button, Variant
from crmtrainer.ui.kit.fields import settle_spin
from crmtrainer.ui.kit.icon_label import IconLabel
from crmtrainer.ui.kit.reading_order import stops
from crmtrainer.ui.kit.saying import Says
from crmtrainer.ui.kit.scrolling import bring_into_view
from crmtrainer.ui.kit.text import Label, caption, is_restyling, spoken


class FormRow(QWidget):
    """A label, its field, a hint and, when something is wrong, what to enter."""

    def __init__(
        self, label: str, field: QWidget, *, hint: str = "", left: int = 0, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.field = field
        self._hint_text = hint
        self._judged = ""
        self.label = Label(label) if left else Label(label, size=Type.CAPTION, weight=SEMIBOLD)
        self.label.setBuddy(field)
        if isinstance(field, QAbstractSpinBox):
            settle_spin(field)
        field.setAccessibleName(spoken(label))
        field.setAccessibleDescription(spoken(hint))
        self._hint = caption(hint, wrap=True)
        if not hint:  # shown by its parent: without one it would flash up as a window
            self._hint.hide()
        self._mark = IconLabel("alert-octagon-outline", 16, "bad")
        self._error = Label(size=Type.CAPTION, weight=SEMIBOLD, token="bad", wrap=True)
        self._fault = QWidget()
        fault = QHBoxLayout(self._fault)
        fault.setContentsMargins(0, 0, 0, 0)
        fault.setSpacing(theme.px(6))
        fault.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        fault.addWidget(self._error, 1)
        self._fault.hide()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.px(12))
        grid.setVerticalSpacing(theme.px(4))
        if left:
            self.label.setFixedWidth(theme.px(left))
            self.label.setWordWrap(True)
            grid.addWidget(self.label, 0, 0)
            column = 1
        else:
            grid.addWidget(self.label, 0, 0)
            column = 0
        first = 0 if left else 1
        grid.addWidget(field, first, column)
        grid.addWidget(self._fault, first + 1, column)
        grid.addWidget(self._hint, first + 2, column)
        grid.setColumnStretch(column, 1)
        if isinstance(field, Says):
            field.told.connect(self._show_words)

    def hint(self) -> str:
        return self._hint_text

    def set_hint(self, hint: str) -> None:
        """Say something else below the field, or nothing."""
        self._hint_text = hint
        self._show_words()

    def target(self) -> QWidget:
        """What takes the keyboard: the field itself, or the first place inside one that is made of several."""
        return next(iter(stops(self.field)), self.field)

    def error(self) -> str:
        """What is shown to be put right."""
        return self._error.text() if not self._fault.isHidden() else ""

    def judged(self) -> str:
        """What whoever holds the form said of the entry, apart from what the field itself finds wrong with it."""
        return self._judged

    def set_error(self, words: str) -> None:
        """Say what to enter, or clear the error with an empty text. The entry stays."""
        self._judged = words
        self._show_words()
        self.field.setProperty("fault", bool(self._wrong()))
        self.field.style().unpolish(self.field)
        self.field.style().polish(self.field)

    def _wrong(self) -> str:
        return self._judged or (self.field.fault() if isinstance(self.field, Says) else "")

    def _show_words(self) -> None:
        """What is wrong, how the field understood its entry, or else the hint."""
        wrong = self._wrong()
        below = (self.field.note() if isinstance(self.field, Says) else "") or self._hint_text
        self._error.setText(wrong)
        self._fault.setVisible(bool(wrong))
        self._hint.setText(below)
        self._hint.setVisible(bool(below))
        self.field.setAccessibleDescription(spoken(" ".join(part for part in (wrong, below) if part)))


class ErrorSummary(QWidget):
    """What is to be put right, on top of a form: it takes focus, and Tab, Enter or a field's name lead to the field."""

    jumped = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("What to put right"))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._first = ""
        self._heading = Label(weight=SEMIBOLD, wrap=True)
        self._links = QWidget()
        self._lines = QVBoxLayout(self._links)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(theme.px(2))
        row = QHBoxLayout(self)
        margin = theme.px(12)
        row.setContentsMargins(margin, margin, margin, theme.px(8))
        row.setSpacing(theme.px(10))
        row.addWidget(IconLabel("alert-octagon-outline", 20, "bad"), 0, Qt.AlignmentFlag.AlignTop)
        lines = QVBoxLayout()
        lines.setSpacing(theme.px(4))
        lines.addWidget(self._heading)
        lines.addWidget(self._links)
        row.addLayout(lines, 1)
        self.hide()

    def links(self) -> list[Button]:
        return self._links.findChildren(Button)

    def show_errors(
        self, heading: str, errors: Mapping[str, str], names: Mapping[str, str], *, take_focus: bool = True
    ) -> None:
        """Say what is wrong with which field, a line each, and take the focus; nothing to show hides the summary."""
        for old in self._links.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly):
            self._lines.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._first = next(iter(errors), "")
        self._heading.setText(heading)
        for key, words in errors.items():
            self._lines.addWidget(self._line(key, words, names.get(key, "")))
        self.setAccessibleName(spoken(". ".join([heading, *errors.values()])))
        self.setVisible(bool(errors))
        if errors and take_focus:
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _line(self, key: str, words: str, name: str) -> QWidget:
        """A field's name, which leads to it, and what is wrong with it."""
        line = QWidget(self._links)
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(8))
        link = Button(name or words, variant=Variant.LINK)
        link.setAccessibleName(spoken(f"{name}: {words}" if name else words))
        link.setFont(fonts.font(underline=True))
        link.clicked.connect(lambda: self.jumped.emit(key))
        row.addWidget(link, 0, Qt.AlignmentFlag.AlignTop)
        told = Label(words if name else "", wrap=True)
        told.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        told.setContentsMargins(0, theme.px(4), 0, 0)
        row.addWidget(told, 1)
        return line

    @override
    def focusNextPrevChild(self, next: bool) -> bool:
        if next and self.hasFocus() and self._first:
            self.jumped.emit(self._first)
            return True
        return super().focusNextPrevChild(next)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
        if plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.jumped.emit(self._first)
            return
        if plain and event.text().isprintable() and event.text():
            # Whoever types on at once means the field.
            self.jumped.emit(self._first)
            field = QApplication.focusWidget()
            if field is not None and field is not self:
                QApplication.sendEvent(field, QKeyEvent(event))
            return
        super().keyPressEvent(event)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = theme.tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(tokens.bad), 2))
        painter.setBrush(QColor(tokens.bad_ground))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), theme.px(6), theme.px(6))
        painter.end()


class Form(QWidget):
    """A column of rows by key, with the summary above them.

    `show_errors({"postcode": "Enter a postcode, like LS1 4AP"})` marks the fields and focuses the summary.
    Rows stand `gap` apart.
    """

    def __init__(self, *, left: int = 0, gap: int = 12, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._left, self._gap = left, gap
        self.rows: dict[str, FormRow] = {}
        self._pairs: list[tuple[QBoxLayout, FormRow, FormRow]] = []
        self.summary = ErrorSummary()
        self.summary.jumped.connect(self.jump)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(theme.px(self._gap))
        self.column.addWidget(self.summary)

    def add(self, key: str, label: str, field: QWidget, hint: str = "") -> FormRow:
        """Add a row below the others."""
        row = self.make(key, label, field, hint)
        self.column.addWidget(row)
        return row

    def make(self, key: str, label: str, field: QWidget, hint: str = "") -> FormRow:
        """Make a row that the caller places, for two fields side by side."""
        row = FormRow(label, field, hint=hint, left=self._left)
        self.rows[key] = row
        return row

    def add_pair(self, first: FormRow, second: FormRow, stretches: tuple[int, int] = (1, 1)) -> None:
        """Place two made rows side by side, or below each other where the form is narrow."""
        line = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        line.setSpacing(theme.px(16))
        self._pairs.append((line, first, second))
        for row, stretch in zip((first, second), stretches, strict=True):
            line.addWidget(row, stretch, Qt.AlignmentFlag.AlignTop)
        self.column.addLayout(line)

    def show_errors(self, errors: Mapping[str, str]) -> None:
        """Mark the wrong fields, keep what was entered, and put the summary on top in focus."""
        for key, row in self.rows.items():
            row.set_error(errors.get(key, ""))
        self._summarise(errors)

    def faults(self) -> dict[str, str]:
        """What is said of fields now, by key."""
        return {key: row.judged() for key, row in self.rows.items() if row.judged()}

    def unread(self) -> dict[str, str]:
        """What fields cannot read of their entries, by key: nothing should be done with those."""
        return {
            key: words
            for key, row in self.rows.items()
            if isinstance(row.field, Says) and (words := row.field.unread())
        }

    def drop_error(self, key: str) -> None:
        """Say no more of one field; the keyboard stays where it is."""
        self.rows[key].set_error("")
        self._summarise(self.faults(), take_focus=False)

    def _summarise(self, errors: Mapping[str, str], *, take_focus: bool = True) -> None:
        if len(errors) == 1:
            heading = self.tr("One thing to put right first")
        else:
            heading = self.tr("%n things to put right first", "", len(errors))
        names = {key: row.label.text() for key, row in self.rows.items()}
        self.summary.show_errors(heading, errors, names, take_focus=take_focus)

    def clear_errors(self) -> None:
        self.show_errors({})

    @override
    def minimumSizeHint(self) -> QSize:
        least = (row.minimumSizeHint().width() for row in self.rows.values())
        return QSize(max(least, default=0), super().minimumSizeHint().height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for line, first, second in self._pairs:
            wide = first.minimumSizeHint().width() + second.minimumSizeHint().width() + theme.px(16) <= self.width()
            line.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)

    def jump(self, key: str) -> None:
        """Put the keyboard into a row's field, and bring the row into sight with its name and what is wrong."""
        row = self.rows.get(key)
        if row is not None:
            row.target().setFocus(Qt.FocusReason.OtherFocusReason)
            bring_into_view(row)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if is_restyling(event):
            self.column.setSpacing(theme.px(self._gap))
            for row in self.rows.values() if self._left else ():
                row.label.setFixedWidth(theme.px(self._left))
