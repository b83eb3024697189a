# SPDX-License-Identifier: MIT
"""What own words were heard as, shown before they are said: the likeliest is chosen, another or none can be."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QWidget
from typing_extensions import override

from crmtrainer.ui import theme
from crmtrainer.ui.kit.buttons import Button
from crmtrainer.ui.kit.flow_layout import FlowLayout
from crmtrainer.ui.kit.icon_label import IconLabel
from crmtrainer.ui.kit.text import caption, is_restyling, plain_tip


@dataclass(frozen=True, slots=True)
class Sentence:
    """One thing that can be said: its key, and its words or, when own words were heard as it, its label.

    `why` says what it does, where that is told beforehand.
    """

    key: str
    words: str
    why: str = ""


class HeardAs(QWidget):
    """What own words were heard as, the likeliest chosen; somebody who meant another says so, or none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Heard as"))
        self._group = QButtonGroup(self)
        self.buttons: list[Button] = []
        self._words = caption(self.tr("Heard as"), token="text")
        self._flow = FlowLayout(self)
        self._restyle()

    def show_heard(self, heard: tuple[Sentence, ...]) -> None:
        """Offer what it may mean. Nothing near is an honest answer: the words are said and kept all the same."""
        while (item := self._flow.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                if old is not self._words:
                    old.deleteLater()
        self.buttons = []
        self._flow.addWidget(IconLabel("ear-hearing", 18, "info"))
        self._words.setText(
            self.tr("Heard as") if heard else self.tr("Nothing we know: it is said and kept in your words.")
        )
        self._flow.addWidget(self._words)
        self._words.show()
        none = (Sentence("", self.tr("None of these")),) if heard else ()
        for sentence in (*heard, *none):
            button = Button(sentence.words, small=True)
            button.setCheckable(True)
            button.setProperty("move", sentence.key)
            button.setProperty("label", sentence.words)
            button.setMinimumWidth(theme.px(60))
            button.setToolTip(plain_tip(sentence.words))
            button.setAccessibleName(self.tr("Heard as: %1").replace("%1", sentence.words))
            self._group.addButton(button)
            self._flow.addWidget(button)
            self.buttons.append(button)
            button.show()
        if self.buttons:
            self.buttons[0].setChecked(True)
        self._fit()
        self.show()

    def move_chosen(self) -> str:
        """The key of the chosen one; empty when none is meant."""
        chosen: QAbstractButton | None = self._group.checkedButton()
        return "" if chosen is None else str(chosen.property("move"))

    def _fit(self) -> None:
        """A label longer than the panel is wide is shortened; the tooltip and the spoken name have it whole."""
        room = max(theme.px(60), self.width() - theme.px(24))
        for button in self.buttons:
            words = str(button.property("label"))
            button.setText(button.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _restyle(self) -> None:
        self._flow.set_spaces(theme.px(6), theme.px(4))

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if is_restyling(event):
            self._restyle()
