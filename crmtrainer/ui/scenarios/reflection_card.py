# SPDX-License-Identifier: MIT
"""The learner's own account of a run: words, the acts they speak of, and the accounts saved before."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget
from typing_extensions import override

from crmtrainer.scenarios.debrief_rows import ReflectionRow
from crmtrainer.ui import theme
from crmtrainer.ui.kit.buttons import Button, Variant
from crmtrainer.ui.kit.draft_line import DraftLine
from crmtrainer.ui.kit.entries import Entries
from crmtrainer.ui.kit.fields import TextBox
from crmtrainer.ui.kit.form import Form
from crmtrainer.ui.kit.page import Card
from crmtrainer.ui.kit.text import body, caption, on_button, plain_tip, strong
from crmtrainer.ui.scenarios.flow import Flow, empty
from crmtrainer.ui.scenarios.saved_reflection import SavedReflection


@dataclass(frozen=True, slots=True)
class Cited:
    """An act that the words speak of."""

    seq: int
    words: str


class ReflectionCard(Card):
    """The editor. `saving` asks the page to hand it in; `entries` is what its draft holds."""

    saving = Signal()
    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(QCoreApplication.translate("ReflectionCard", "Your reflection"), parent=parent)
        self._cited: dict[int, Cited] = {}
        self.form = Form()
        self.words = TextBox(lines=5)
        self.form.add(
            "words",
            self.tr("What happened, why, and what you would do next time"),
            self.words,
            self.tr("Name an idea you used, say what you did, and cite the act that shows it."),
        )
        self.draft_line = DraftLine(flush=True)
        self.entries = Entries(self)
        self.entries.add("words", self.words)
        self.cites = Flow()
        self.citing = Button(self.tr("Cite an act"), "link-variant")
        self.menu = QMenu(self)
        self.menu.setStyleSheet("QMenu { menu-scrollable: 1 }")  # a long run would fill the screen with columns
        self.citing.set_menu(self.menu)
        cited = QWidget()
        held = QVBoxLayout(cited)
        held.setContentsMargins(0, 0, 0, 0)
        held.setSpacing(theme.px(6))
        held.addWidget(self.citing, 0, Qt.AlignmentFlag.AlignLeft)
        held.addWidget(self.cites)
        self.form.add("cites", self.tr("Acts it speaks of"), cited)
        self.advice = caption(wrap=True)
        self.save = Button(self.tr("Save reflection"), "content-save-outline", Variant.PRIMARY)
        self.reason = body(token="muted")
        self.another = strong(self.tr("Write another"))
        self._has_saved = False
        self._saved = QVBoxLayout()
        self._saved.setSpacing(theme.px(12))
        self.body.addLayout(self._saved)
        for widget in (self.another, self.draft_line, self.form, self.advice):
            self.body.addWidget(widget)
        self.body.addWidget(self.save, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(self.reason)
        self.reason.hide()
        self.another.hide()
        self.save.clicked.connect(self.saving)
        self._advise()

    def text(self) -> str:
        return self.words.toPlainText()

    def cited(self) -> tuple[int, ...]:
        """The numbers of the acts cited, in order."""
        return tuple(sorted(self._cited))

    def set_cited(self, acts: Iterable[Cited]) -> None:
        """Cite these acts and no others."""
        self._cited = {act.seq: act for act in acts}
        self._show_cites()

    def offer(self, acts: Iterable[Cited]) -> None:
        """The acts that can be cited, in their order: what the learner did."""
        self.menu.clear()
        for act in acts:
            action = self.menu.addAction(on_button(act.words))
            action.setToolTip(plain_tip(act.words))
            action.setCheckable(True)
            action.setData(act.seq)
            action.triggered.connect(lambda on, act=act: self.cite(act) if on else self._drop(act.seq))
        self.citing.explain("" if self.menu.actions() else self.tr("You did nothing in this run that could be cited."))
        self._show_cites()

    def can_cite(self) -> bool:
        """Whether there is anything to cite."""
        return bool(self.menu.actions())

    def cite(self, act: Cited) -> bool:
        """Cite an act; says whether it was not cited before."""
        if act.seq in self._cited:
            return False
        self._cited[act.seq] = act
        self.form.drop_error("cites")
        self._show_cites()
        self.entries.changed.emit()
        return True

    def clear(self) -> None:
        """Start anew, after what was written was saved."""
        self._cited.clear()
        self._show_cites()
        self.words.clear()
        self.form.clear_errors()

    def close_editor(self, reason: str) -> None:
        """Say why nothing can be written now; an empty reason opens the editor."""
        for widget in (self.form, self.advice, self.save):
            widget.setVisible(not reason)
        self._show_another()
        if reason:
            self.draft_line.put_away()
        self.reason.setText(reason)
        self.reason.setVisible(bool(reason))
        if not reason:
            self._advise()

    def show_errors(self, errors: Mapping[str, str]) -> None:
        """Say at the fields what to put right: `words`, and `cites`."""
        self.form.show_errors(errors)

    def show_saved(
        self, saved: tuple[ReflectionRow, ...], names: Mapping[int, str], times: Mapping[int, datetime]
    ) -> None:
        """Show what was saved before, newest first, above the editor, with the acts it cites.

        `names` are short words for acts; `times` say when each was saved, by the wall clock.
        """
        empty(self._saved)
        for row in reversed(saved):
            held = SavedReflection(row, names, times.get(row.id))
            held.chosen.connect(self.chosen)
            self._saved.addWidget(held)
        self._has_saved = bool(saved)
        self._show_another()

    def newest(self) -> QWidget | None:
        """The account that was saved last, if any was."""
        item = self._saved.itemAt(0)
        return None if item is None else item.widget()

    def _show_another(self) -> None:
        """Between what is saved and the empty field: that the one is not lost, and the other is for more."""
        self.another.setVisible(self._has_saved and not self.form.isHidden())

    def _show_cites(self) -> None:
        self.cites.clear()
        for action in self.menu.actions():
            action.setChecked(action.data() in self._cited)
        for act in self._cited.values():
            name = self.tr("No longer cite %1").replace("%1", act.words)
            button = Button(act.words, "close", name=name, small=True)
            button.setToolTip(plain_tip(name))
            button.clicked.connect(lambda _checked=False, seq=act.seq: self._drop(seq))
            self.cites.add(button)
        self._advise()

    def _drop(self, seq: int) -> None:
        self._cited.pop(seq, None)
        self._show_cites()
        self.entries.changed.emit()
        self.citing.setFocus(Qt.FocusReason.OtherFocusReason)

    def _advise(self) -> None:
        words = self.tr("Cite at least one act: here, or under What you did with Cite this act.")
        if self._cited:
            words = self.tr("Choose a cited act to take it out again.")
        self.advice.setText(words)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if control and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.save.isVisible():
            self.save.click()
            return
        super().keyPressEvent(event)
