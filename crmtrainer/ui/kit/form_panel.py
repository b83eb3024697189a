# SPDX-License-Identifier: MIT
"""A form in place of a pane: its name, rows that scroll, one button that does it and one that goes back."""

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from crmtrainer.ui import theme
from crmtrainer.ui.kit.banner import Banner
from crmtrainer.ui.kit.buttons import Button, Variant
from crmtrainer.ui.kit.draft_line import DraftLine
from crmtrainer.ui.kit.entries import Entries
from crmtrainer.ui.kit.form import Form
from crmtrainer.ui.kit.page import PageHeader, Surface
from crmtrainer.ui.kit.scrolling import GrowingArea, bring_into_view
from crmtrainer.ui.kit.text import is_restyling
from crmtrainer.ui.theme import Tone

WIDEST, LEAST_HEIGHT = 640, 130


class FormPanel(QWidget):
    """Ctrl+Enter or the button saves; Escape or Cancel goes back, and what was entered stays for the next time."""

    saving = Signal()
    cancelled = Signal()

    def __init__(
        self,
        name: str,
        save: str,
        icon: str = "content-save-outline",
        *,
        variant: Variant = Variant.PRIMARY,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.header = PageHeader(name)
        self.draft_line = DraftLine()
        self.remark = Banner(icon="information-outline", tone=Tone.INFO)
        """What to think of before the form is filled in; hidden while there is nothing."""
        self.remark.hide()
        self.form = Form()
        self.entries = Entries(self)
        """What the form's draft holds; whoever adds rows takes their fields in."""
        self.save_button = Button(save, icon, variant)
        self.cancel_button = Button(self.tr("Cancel"))
        self.save_button.clicked.connect(self._save)
        self.cancel_button.clicked.connect(self.cancelled)
        self._also: tuple[str, ...] = ()
        self._read: dict[str, str] = {}
        self.entries.changed.connect(self._reconsider)
        self._build()

    def _build(self) -> None:
        inside = Surface("surface")
        row = QHBoxLayout(inside)
        margin = theme.px(16)
        row.setContentsMargins(margin, margin, margin, margin)
        row.addWidget(self.form, 1, Qt.AlignmentFlag.AlignTop)
        row.addStretch(0)
        self._area = GrowingArea(inside)
        foot = Surface("window", edges=Qt.Edge.TopEdge)
        buttons = QHBoxLayout(foot)
        buttons.setContentsMargins(margin, theme.px(8), margin, theme.px(8))
        buttons.setSpacing(theme.px(8))
        buttons.addWidget(self.save_button)
        buttons.addWidget(self.cancel_button)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self.remark)
        column.addWidget(self.draft_line)
        column.addWidget(self._area, 1)
        column.addWidget(foot)
        self._restyle()

    def _save(self) -> None:
        """Ask for it to be done; not with an entry that its field cannot read."""
        if unread := self.form.unread():
            self.show_errors(unread)
        else:
            self.saving.emit()

    def set_remark(self, words: str) -> None:
        """Say what to think of first, or nothing."""
        self.remark.set_words("", words)
        self.remark.setVisible(bool(words))
        self.form.setAccessibleDescription(words)

    def take_in_rows(self) -> None:
        """Let the draft hold every row of the form."""
        for key, row in self.form.rows.items():
            self.entries.add(key, row.field)

    def show_errors(self, errors: Mapping[str, str], *, also: Iterable[str] = ()) -> None:
        """Mark the fields at fault and focus the summary; a mark goes once its field, or one of `also`, is changed."""
        self.form.show_errors(errors)
        self._also, self._read = tuple(also), self.entries.read()

    def show_problem(self, words: str, field: str = "", *, also: Iterable[str] = ()) -> None:
        """Show one refusal at its field, or at the first row when it belongs to none."""
        key = field if field in self.form.rows else next(iter(self.form.rows), "")
        self.show_errors({key: words}, also=also)

    def _reconsider(self) -> None:
        """What was said of an entry is not said of another one; whether that is right shows when it is saved."""
        if not (faults := self.form.faults()):
            return
        now = self.entries.read()
        changed = {key for key in now if now[key] != self._read.get(key)}
        for key in faults:
            # A row that the draft holds together with others is taken for changed with any of them.
            if changed.intersection((key, *self._also)) or (changed and key not in now):
                self.form.drop_error(key)

    def first_field(self) -> QWidget:
        """Where the keyboard goes when the panel opens."""
        row = next(iter(self.form.rows.values()), None)
        return self.save_button if row is None else row.target()

    def bring_into_view(self) -> None:
        """Scroll what it stands in until its first field is seen, with its name above where there is room for both."""
        for part in (self.first_field(), self.header):
            bring_into_view(part)

    def _restyle(self) -> None:
        self.form.setMaximumWidth(theme.px(WIDEST))
        self._area.set_least(theme.px(LEAST_HEIGHT))

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if is_restyling(event):
            self._restyle()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.cancelled.emit()
            return
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if control and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.save_button.click()
            return
        super().keyPressEvent(event)
