# SPDX-License-Identifier: MIT
"""Which key does what: every command in a table, and below it the field that takes another key for the chosen one."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from crmtrainer.ui import theme
from crmtrainer.ui.filling import filled
from crmtrainer.ui.keys import written
from crmtrainer.ui.kit.buttons import Button
from crmtrainer.ui.kit.fields import SearchField
from crmtrainer.ui.kit.form import FormRow
from crmtrainer.ui.kit.page import Card
from crmtrainer.ui.kit.scrolling import bring_into_view
from crmtrainer.ui.kit.text import caption, is_restyling, spoken
from crmtrainer.ui.kit.windowed_table import Cell, Column, TableView, WindowedTable
from crmtrainer.ui.settings.key_field import KeyField
from crmtrainer.ui.settings.key_rules import CommandKeys, conflict, refusal

LEAST_TABLE, LEAST_WIDE, MENU_FROM = 120, 320, 580


class _Table(TableView):
    """Its current row stays in sight when what stands below it needs more room."""

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())


class KeysPane(QWidget):
    """It asks for a change by signal, and shows what is told by `show_commands`."""

    key_wanted = Signal(str, str)
    """A command's name, and its new key as files write it."""
    usual_wanted = Signal(str)
    """A command's name: it is to have its usual key again."""
    announce = Signal(str)

    def __init__(self, menus: Mapping[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._menus = menus
        self._commands: tuple[CommandKeys, ...] = ()
        self._chosen = ""
        self.filter = SearchField(self.tr("Filter commands"), self.tr("Filter commands"), key="Ctrl+F")
        self._model = WindowedTable(self._columns())
        self.table = _Table(self.tr("Commands and their keys"), self._model)
        self.field = KeyField()
        self.row = FormRow(self.tr("New key"), self.field)
        self.usual = Button(self.tr("Usual key"), "restore")
        self._fixed = caption(
            self.tr(
                "Ctrl+Enter sends, says, saves or opens in a tab, as the part that has the keyboard tells. It stays, "
                "as do Enter, Escape, Tab and the arrows."
            ),
            wrap=True,
        )
        self._told = ""
        self._build()
        self.filter.textChanged.connect(lambda _words: self._list())
        self.filter.returnPressed.connect(lambda: self.table.setFocus(Qt.FocusReason.OtherFocusReason))
        self.table.row_changed.connect(self._choose)
        self.table.opened.connect(lambda _row: self.field.setFocus(Qt.FocusReason.OtherFocusReason))
        self.field.pressed.connect(self._press)
        self.field.left_alone.connect(self._leave_field)
        self.usual.clicked.connect(self._put_back)

    def _columns(self) -> tuple[Column, ...]:
        return (
            Column(self.tr("Command"), lambda row: Cell(row.text, row.icon)),
            Column(self.tr("Key"), self._key_cell, 160, spoken=self._spoken_key),
            Column(self.tr("Menu"), lambda row: Cell(row.menu, quiet=True), 100, from_width=MENU_FROM),
        )

    def _key_cell(self, row: CommandKeys) -> Cell:
        return Cell(_listed(row.keys), "pencil-outline" if row.is_changed else "", strong=True)

    def _spoken_key(self, row: CommandKeys) -> str:
        words = _listed(row.keys) or self.tr("none")
        return f"{words}. {self._usually(row)}" if row.is_changed else words

    def _build(self) -> None:
        card = Card()
        card.body.addWidget(self.filter)
        card.body.addWidget(self.table, 1)
        card.body.addWidget(self._fixed)
        beside = QVBoxLayout()
        beside.setSpacing(0)
        self._above = QWidget()
        beside.addWidget(self._above)
        beside.addWidget(self.usual)
        beside.addStretch(1)
        self._foot = QHBoxLayout()
        self._foot.addWidget(self.row, 1)
        self._foot.addLayout(beside)
        card.body.addLayout(self._foot)
        self._column = QVBoxLayout(self)
        self._column.addWidget(card)
        self._restyle()

    def _restyle(self) -> None:
        edge = theme.px(12)
        self._column.setContentsMargins(edge, edge, edge, edge)
        self._foot.setSpacing(theme.px(8))
        self._foot.setContentsMargins(0, theme.px(4), 0, 0)
        # The button stands beside the field, not beside the words above it.
        self._above.setFixedHeight(self.row.label.sizeHint().height() + theme.px(4))
        self.table.setMinimumHeight(theme.px(LEAST_TABLE))

    # What is shown

    def show_commands(self, commands: tuple[CommandKeys, ...]) -> None:
        """Show the commands with the keys in force; the chosen one stays chosen."""
        self._commands = commands
        self._list()

    def command(self) -> CommandKeys | None:
        """The chosen command."""
        return next((one for one in self._commands if one.name == self._chosen), None)

    def choose(self, name: str) -> None:
        """Choose a command in the table."""
        rows = self._rows()
        place = next((place for place, row in enumerate(rows) if row.name == name), 0)
        if rows:
            self._chosen = rows[place].name
            self.table.selectRow(place)
            self.table.scrollTo(self._model.index(place, 0))
        else:
            self._chosen = ""
        self._follow()

    def _rows(self) -> list[CommandKeys]:
        words = self.filter.text().casefold().split()
        found = []
        for row in self._commands:
            text = " ".join((row.text, row.menu, *map(written, row.keys))).casefold()
            if all(word in text for word in words):
                found.append(row)
        return found

    def _list(self) -> None:
        wanted = self._chosen
        self._model.set_rows(self._rows())
        self.choose(wanted)

    def _choose(self, row: object) -> None:
        if isinstance(row, CommandKeys) and row.name != self._chosen:
            self._chosen, self._told = row.name, ""
            self._follow()

    def _follow(self) -> None:
        command = self.command()
        self.row.set_error("")
        self.field.set_fault(False)
        self.field.setEnabled(command is not None)
        self.usual.explain("" if command is not None and command.is_changed else self.tr("It has its usual key."))
        if command is None:
            self.row.label.setText(self.tr("No command is called that"))
            self.row.set_hint("")
            self.field.show_key("")
            return
        label = self.tr("Key for “%1”").replace("%1", command.text)
        self.row.label.setText(label)
        self.field.setAccessibleName(spoken(label))
        usually = self._usually(command) if command.is_changed else ""
        plain = usually or self.tr("Enter leads here from the table. Then press the key.")
        self.row.set_hint(self._told or plain)
        self.field.show_key(command.keys[0] if command.keys else "")

    def _usually(self, row: CommandKeys) -> str:
        if not row.usual:
            return self.tr("Usually without a key")
        return self.tr("Usually %1").replace("%1", _listed(row.usual))

    # What a person does

    def _press(self, key: str) -> None:
        command = self.command()
        if command is None:
            return
        words = refusal(key, self._menus) or conflict(key, command.name, self._commands)
        if words:
            self._refuse(words, command)
            return
        self.key_wanted.emit(command.name, key)
        self._tell(filled(self.tr("%1 has the key %2 now."), command.text, written(key)))

    def _put_back(self) -> None:
        command = self.command()
        if command is None:
            return
        words = next(filter(None, (conflict(key, command.name, self._commands) for key in command.usual)), "")
        if words:
            self._refuse(words, command)
            return
        self.usual_wanted.emit(command.name)
        self._tell(self.tr("“%1” is as usual again.").replace("%1", command.text))

    def _refuse(self, words: str, command: CommandKeys) -> None:
        self._told = ""
        self.field.show_key(command.keys[0] if command.keys else "")
        self.row.set_hint("")
        self.row.set_error(words)
        self.field.set_fault(True)
        QTimer.singleShot(0, self.row, lambda: bring_into_view(self.row))
        self.announce.emit(words)

    def _tell(self, words: str) -> None:
        self._told = words
        self._follow()
        self.announce.emit(words)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _leave_field(self) -> None:
        self._follow()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def minimumSizeHint(self) -> QSize:
        # As high as at its present width, with every line of what is wrong.
        least, layout = super().minimumSizeHint(), self.layout()
        high = layout.totalMinimumHeightForWidth(self.width()) if layout is not None else 0
        return QSize(theme.px(LEAST_WIDE), max(least.height(), high))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if is_restyling(event):
            self._restyle()


def _listed(keys: tuple[str, ...]) -> str:
    return ",  ".join(written(key) for key in keys)
