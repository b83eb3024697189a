# SPDX-License-Identifier: MIT
"""One act with all that is known of it: who, both times, the words verbatim, checks, facts and what it changed."""

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from crmtrainer.reports.acts import ActRow
from crmtrainer.reports.whole_act import EffectRow, WholeAct
from crmtrainer.scenarios.checks.deciding import CheckResult, Verdict
from crmtrainer.scenarios.debrief_rows import Debrief, DebriefAct, Who
from crmtrainer.scenarios.exchanges import Line
from crmtrainer.ui import theme
from crmtrainer.ui.dates import when_in_full
from crmtrainer.ui.filling import filled
from crmtrainer.ui.fonts import SEMIBOLD, Type
from crmtrainer.ui.kit.buttons import Button, Variant
from crmtrainer.ui.kit.icon_label import IconLabel
from crmtrainer.ui.kit.page import Surface
from crmtrainer.ui.kit.scrolling import GrowingArea
from crmtrainer.ui.kit.text import Label, body, caption, strong
from crmtrainer.ui.marking import QT_TRANSLATE_NOOP
from crmtrainer.ui.scenarios.debrief_labels import check_line, direction, technique_name
from crmtrainer.ui.scenarios.flow import empty
from crmtrainer.ui.scenarios.story import refusal_words

_CHANGES = {
    "added": QT_TRANSLATE_NOOP("ActPanel", "%1: added"),
    "changed": QT_TRANSLATE_NOOP("ActPanel", "%1: changed %2"),
    "removed": QT_TRANSLATE_NOOP("ActPanel", "%1: removed"),
}


class ActPanel(Surface):
    """In place of the list. Escape or the button goes back; the buttons below belong to the page."""

    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("surface", parent=parent)
        self.back = Button(self.tr("Back to the list"), "arrow-left", Variant.QUIET)
        self.back.clicked.connect(self.closed)
        self._inside = Surface("surface")
        self._column = QVBoxLayout(self._inside)
        self._column.setSpacing(theme.px(10))
        self.area = GrowingArea(self._inside)
        self.area.setAccessibleName(self.tr("All about this act"))
        self.area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.px(8), 0, 0)
        column.setSpacing(theme.px(4))
        top = QHBoxLayout()
        top.setContentsMargins(theme.px(8), 0, theme.px(12), 0)
        top.addWidget(self.back)
        top.addStretch(1)
        column.addLayout(top)
        column.addWidget(self.area, 1)
        margin = theme.px(16)
        self._column.setContentsMargins(margin, theme.px(4), margin, margin)

    def show_act(
        self, found: Debrief, act: DebriefAct, told: Mapping[int, ActRow], whole: WholeAct | None, person: str
    ) -> None:
        """Show one act, or the place where one is missing. `person` is the name of whoever ran the attempt."""
        empty(self._column)
        row = told.get(act.seq) if act.seq is not None else None
        heading = Label(act.title, size=Type.SECTION, weight=SEMIBOLD, wrap=True)
        self._column.addWidget(heading)
        self._facts(_rows(act, row, person))
        if act.refusal:
            self._part(self.tr("Refused"), (refusal_words(act, told),))
        if row is not None:
            self._words(row)
        self._talk(found, act)
        for check in act.checks:
            self._check(check, counts=found.counts)
        if row is not None and row.details:
            self._part(self.tr("What came of it"), row.details)
        if whole is not None:
            self._part(self.tr("Facts in the journal"), tuple(f"{name}: {words}" for name, words in whole.facts))
            self._part(self.tr("Changed in the records"), tuple(_changed(effect) for effect in whole.effects))
        self._column.addStretch(1)
        spoken = self.tr("All about this act: %1").replace("%1", act.title)
        self.area.setAccessibleName(spoken)
        self.area.setAccessibleDescription(self.words())
        self.area.verticalScrollBar().setValue(0)

    def words(self) -> str:
        """Everything shown, from the top, as one text."""
        labels = self._inside.findChildren(Label)
        return ". ".join(label.text() for label in labels if label.text() and not label.isHidden())

    def _facts(self, rows: tuple[tuple[str, str], ...]) -> None:
        held = QWidget()
        grid = QGridLayout(held)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.px(12))
        grid.setVerticalSpacing(theme.px(4))
        grid.setColumnStretch(1, 1)
        for number, (name, value) in enumerate(rows):
            grid.addWidget(caption(name), number, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(body(value), number, 1)
        self._column.addWidget(held)

    def _part(self, name: str, lines: tuple[str, ...]) -> None:
        if lines:
            self._column.addWidget(strong(name))
            self._column.addWidget(body("\n".join(lines)))

    def _words(self, row: ActRow) -> None:
        if not row.said:
            return
        self._column.addWidget(strong(self.tr("In these words")))
        for piece in row.said:
            if piece.name:
                self._column.addWidget(caption(piece.name))
            erased, quoted = self.tr("These words were erased."), self.tr("“%1”").replace("%1", piece.words)
            self._column.addWidget(body(erased if piece.is_erased else quoted))

    def _talk(self, found: Debrief, act: DebriefAct) -> None:
        line = _line_of(found, act)
        if line is None or not line.from_state:
            return
        named = technique_name(line.technique)
        states = self.tr("Spoken from %1").replace("%1", direction(line.from_state, line.to_state))
        self._part(self.tr("How it was said"), tuple(words for words in (named, states) if words))

    def _check(self, check: CheckResult, *, counts: bool) -> None:
        line = check_line(check, counts=counts)
        held = QWidget()
        row = QHBoxLayout(held)
        row.setContentsMargins(0, theme.px(4), 0, 0)
        row.setSpacing(theme.px(8))
        row.addWidget(IconLabel(line.icon, 16, line.tone.value), 0, Qt.AlignmentFlag.AlignTop)
        name = strong(line.words)
        name.setWordWrap(True)
        row.addWidget(name, 1)
        self._column.addWidget(held)
        if check.verdict is not Verdict.NOT_REACHED:
            self._column.addWidget(body(check.sentence))
        if check.compared:
            self._column.addWidget(body(check.compared, token="muted"))
        if check.good:
            self._column.addWidget(caption(self.tr("Good example")))
            self._column.addWidget(body(check.good))
        if check.criteria:
            words = self.tr("Speaks of %1").replace("%1", ", ".join(check.criteria))
            self._column.addWidget(caption(words, wrap=True))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
            return
        super().keyPressEvent(event)


def _tr(words: str) -> str:
    return QCoreApplication.translate("ActPanel", words)


def _rows(act: DebriefAct, row: ActRow | None, person: str) -> tuple[tuple[str, str], ...]:
    if row is None:
        return ((_tr("Practice time"), when_in_full(act.at)),)
    who = {
        Who.YOU: person,
        Who.CUSTOMER: _tr("A simulated person"),
        Who.TEAM: _tr("A simulated colleague"),
        Who.SOMEBODY: _tr("Somebody else; it counts for nobody"),
    }
    return (
        (_tr("Who"), who.get(act.who, _tr("The clock"))),
        (_tr("Practice time"), when_in_full(row.at)),
        (_tr("By the wall clock"), when_in_full(row.wall)),
        (_tr("Act"), f"{row.seq}, {row.title}"),
        (_tr("Outcome"), _tr("Done") if row.done else _tr("Refused")),
    )


def _line_of(found: Debrief, act: DebriefAct) -> Line | None:
    """What was said in an act, with technique and states."""
    lines = (line for talk in found.conversations for one in talk.exchanges for line in (one.theirs, one.ours))
    return next((line for line in lines if line.seq == act.seq), None)


def _changed(effect: EffectRow) -> str:
    name = effect.table[:1].upper() + effect.table[1:]
    return filled(_tr(_CHANGES[effect.change]), name, ", ".join(effect.columns))
