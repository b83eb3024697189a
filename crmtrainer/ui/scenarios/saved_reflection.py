# SPDX-License-Identifier: MIT
"""An account that the learner saved: its words, when that was, and the acts it cites."""

from collections.abc import Mapping
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from crmtrainer.scenarios.debrief_rows import ReflectionRow
from crmtrainer.ui import theme
from crmtrainer.ui.dates import when
from crmtrainer.ui.kit.buttons import Button, Variant
from crmtrainer.ui.kit.icon_label import IconLabel
from crmtrainer.ui.kit.text import body, caption, spoken, strong
from crmtrainer.ui.scenarios.flow import Flow


class SavedReflection(QWidget):
    """Takes the keyboard, so that it is heard as well as seen. `chosen` tells an act that it cites."""

    chosen = Signal(object)

    def __init__(
        self, row: ReflectionRow, names: Mapping[int, str], saved: datetime | None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        practice = self.tr("Practice time %1").replace("%1", when(row.at))
        heading = practice if saved is None else self.tr("Saved %1").replace("%1", when(saved))
        cited = [names.get(seq, self.tr("Act %1").replace("%1", str(seq))) for seq in row.cites]
        links = Flow()
        for seq, words in zip(row.cites, cited, strict=True):
            links.add(self._link(seq, words))
        if not row.cites:
            links.add(caption(self.tr("Cites no act")))
        head = QHBoxLayout()
        head.setSpacing(theme.px(6))
        head.addWidget(IconLabel("check-circle-outline", 16, "ok"))
        head.addWidget(strong(heading))
        head.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(4))
        column.addLayout(head)
        if saved is not None:
            column.addWidget(caption(practice, wrap=True))
        column.addWidget(body(row.words))
        column.addWidget(links)
        cites = self.tr("Cites %1").replace("%1", ", ".join(cited)) if cited else self.tr("Cites no act")
        self.setAccessibleName(spoken(". ".join((heading, row.words.rstrip(" ."), cites))))

    def _link(self, seq: int, words: str) -> Button:
        button = Button(words, "link-variant", Variant.LINK, small=True)
        button.clicked.connect(lambda: self.chosen.emit(seq))
        return button
