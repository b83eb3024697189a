# SPDX-License-Identifier: MIT
"""How the program reads: one row for each declared option, and a sample that shows what they do."""

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QCheckBox, QSpinBox, QVBoxLayout, QWidget
from typing_extensions import override

from crmtrainer.settings import READING, Kind, Option, Value
from crmtrainer.ui import theme
from crmtrainer.ui.kit.combo import Combo
from crmtrainer.ui.kit.form import Form, FormRow
from crmtrainer.ui.kit.page import Card
from crmtrainer.ui.kit.scrolling import GrowingArea
from crmtrainer.ui.kit.text import is_restyling
from crmtrainer.ui.settings.sample import Sample

LEFT = 120
BESIDE_FROM, LEAST = 800, 80


def said(words: str) -> str:
    """Words of an option in the person's language."""
    return QCoreApplication.translate("Settings", words)


class _NoWheel(QObject):
    """Scrolling the page changes nothing on the way."""

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Wheel:
            event.ignore()
            return True
        return super().eventFilter(watched, event)


class ReadingPane(GrowingArea):
    """The rows. `chosen` carries an option's key and its new value, when a person picks one."""

    chosen = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setAccessibleName(self.tr("Reading"))
        self._no_wheel = _NoWheel(self)
        self.form = Form(left=LEFT)
        self.sample = Sample()
        self.fields: dict[str, QWidget] = {}
        for option in READING:
            self._add(option)
        self._card = Card(self.tr("How the program reads"))
        self._card.body.addWidget(self.form)
        self._shown = Card(self.tr("How that looks"))
        self._shown.body.addWidget(self.sample)
        self._both = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        held = QWidget()
        column = QVBoxLayout(held)
        column.addLayout(self._both)
        column.addStretch(1)
        self._both.addWidget(self._card, 3, Qt.AlignmentFlag.AlignTop)
        self._both.addWidget(self._shown, 2, Qt.AlignmentFlag.AlignTop)
        self._column = column
        self.setWidget(held)
        self._restyle()

    def _add(self, option: Option) -> FormRow:
        field = self._field(option)
        field.installEventFilter(self._no_wheel)
        self.fields[option.key] = field
        label = said(option.label)
        row = self.form.add(option.key, label, field, said(option.help))
        if isinstance(field, QCheckBox):
            row.label.clear()
            field.setText(label)
        return row

    def _field(self, option: Option) -> QWidget:
        match option.kind:
            case Kind.CHOICE:
                combo: Combo[str] = Combo((value, said(words)) for value, words in option.choices)
                combo.activated.connect(lambda _place: self.chosen.emit(option.key, combo.value()))
                return combo
            case Kind.NUMBER:
                box = QSpinBox()
                box.setRange(option.least, option.most)
                box.setSingleStep(option.step)
                box.setSuffix(option.unit)
                box.setKeyboardTracking(False)
                box.valueChanged.connect(lambda number: self.chosen.emit(option.key, number))
                return box
            case Kind.SWITCH:
                tick = QCheckBox()
                tick.clicked.connect(lambda checked: self.chosen.emit(option.key, checked))
                return tick

    def show_values(self, values: Mapping[str, Value]) -> None:
        """Show what holds; nothing is chosen by that."""
        for option in READING:
            field, value = self.fields[option.key], values[option.key]
            with QSignalBlocker(field):
                if isinstance(field, Combo):
                    field.set_value(value)
                elif isinstance(field, QSpinBox):
                    field.setValue(int(value))
                elif isinstance(field, QCheckBox):
                    field.setChecked(bool(value))

    def _restyle(self) -> None:
        edge = theme.px(12)
        self._column.setContentsMargins(edge, edge, edge, edge)
        self._both.setSpacing(edge)
        self.set_least(theme.px(LEAST))
        self._arrange()

    def _arrange(self) -> None:
        """The sample stands beside the options where there is room, else below them."""
        beside = self.width() >= theme.px(BESIDE_FROM)
        along, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._both.setDirection(along if beside else down)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if is_restyling(event):
            self._restyle()
