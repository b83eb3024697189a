# SPDX-License-Identifier: MIT
"""The worlds that were filled: opened, shown in their folder, removed after typing the name, put back for a while."""

from datetime import date, timedelta
from pathlib import Path

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from typing_extensions import override

from crmtrainer.house.sandboxes import DAYS_KEPT, Sandbox, put_back, remove
from crmtrainer.kernel.clock import SystemClock
from crmtrainer.kernel.errors import Expected
from crmtrainer.seeding.sectors import sector_title
from crmtrainer.ui import theme
from crmtrainer.ui.dates import long_day
from crmtrainer.ui.desk import Desk
from crmtrainer.ui.filling import filled
from crmtrainer.ui.kit.buttons import Button, Variant
from crmtrainer.ui.kit.flow import Flow
from crmtrainer.ui.kit.form import FormRow
from crmtrainer.ui.kit.outside import show_outside
from crmtrainer.ui.kit.page import Card
from crmtrainer.ui.kit.text import body
from crmtrainer.ui.kit.windowed_table import Cell, Column, TableView, WindowedTable
from crmtrainer.ui.seeding.filling import look_for_worlds
from crmtrainer.ui.seeding.words import count, size
from crmtrainer.ui.tasks import Errand, Tasks
from crmtrainer.ui.theme import Tone
from crmtrainer.wording import sentence_for

ROW, MOST_ROWS = 32, 8


def today() -> date:
    """The day on this machine's clock."""
    return SystemClock().now().date()


class RemovalPanel(QWidget):
    """Asks for the name of the world before it is removed. Enter removes, Escape keeps."""

    confirmed = Signal()
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = ""
        self.field = QLineEdit()
        self.row = FormRow(self.tr("Type its name to remove it"), self.field)
        self.words = body()
        self.remove = Button(self.tr("Remove this world"), "delete-outline", Variant.DANGER)
        self.keep = Button(self.tr("Keep it"))
        self.remove.clicked.connect(self._confirm)
        self.field.returnPressed.connect(self._confirm)
        self.keep.clicked.connect(self.closed)
        buttons = Flow()
        buttons.add(self.remove)
        buttons.add(self.keep)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.px(4), 0, 0)
        column.setSpacing(theme.px(8))
        column.addWidget(self.words)
        column.addWidget(self.row)
        column.addWidget(buttons)
        self.hide()

    def ask(self, world: Sandbox) -> None:
        """Ask about this world."""
        self._name = world.name
        words = self.tr(
            "“%1”, %2 customers. It stays in the folder “removed” until %3, and can be put back until then."
        )
        until = long_day(today() + timedelta(days=DAYS_KEPT))
        words = filled(words, world.name, count(world.customers), until)
        self.words.setText(words)
        self.field.clear()
        self.row.set_error("")
        self.show()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _confirm(self) -> None:
        if " ".join(self.field.text().split()).casefold() == " ".join(self._name.split()).casefold():
            self.confirmed.emit()
            return
        self.row.set_error(self.tr("Type the name as it stands above: %1").replace("%1", self._name))
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
            return
        super().keyPressEvent(event)


class WorldsPane(Card):
    """The list and what can be done with the chosen world. `told` with words for a toast.

    `manages`: whether worlds can be removed and put back here too, and not only be opened.
    """

    told = Signal(str)
    open_wanted = Signal(object)
    """A `Sandbox` that somebody wants to practise in."""
    report_wanted = Signal(object)
    """A `Sandbox` that somebody wants counted."""
    listed = Signal()
    """The list was read."""

    def __init__(self, desk: Desk, tasks: Tasks, *, manages: bool = True, parent: QWidget | None = None) -> None:
        super().__init__("-", parent=parent)
        self._desk, self._tasks, self._manages = desk, tasks, manages
        self._looking: Errand | None = None
        self._wanted: Path | None = None
        self.heading.setText(self.tr("Worlds that were filled"))
        self.rows: tuple[Sandbox, ...] = ()
        self.model = WindowedTable(self._columns(), parent=self)
        self.table = TableView(self.tr("Worlds that were filled"), self.model, row_height=ROW)
        none = self.tr("None yet: choose a profile and fill one.")
        alone = self.tr("None yet. A trainer fills one on the Seeding page, or with the command crmtrainer seed.")
        self.none = body(none if manages else alone, token="muted")
        self.open = Button(self.tr("Open"), "door-open", Variant.PRIMARY, small=True)
        self.report = Button(self.tr("What is in it"), "chart-bar", small=True)
        self.folder = Button(self.tr("Show in folder"), "folder-open-outline", small=True)
        self.remove = Button(self.tr("Remove…"), "delete-outline", small=True)
        self.back = Button(self.tr("Put back"), "restore", small=True)
        self.kept = body(wrap=False, token="muted")
        self.buttons = Flow()
        self.removal = RemovalPanel()
        self._build()

    def _columns(self) -> tuple[Column, ...]:
        def world(row: object) -> Sandbox:
            assert isinstance(row, Sandbox)
            return row

        def state(row: object) -> Cell:
            until = world(row).kept_until
            if until is None and not world(row).has_organisation:
                return Cell(self.tr("Too old"), "history", Tone.PAUSED)
            if until is None:
                return Cell(self.tr("Ready"), "check-circle-outline", Tone.OK)
            return Cell(self.tr("Removed"), "delete-outline", Tone.PAUSED)

        return (
            Column(self.tr("Name"), lambda row: world(row).name),
            Column(self.tr("Profile"), lambda row: sector_title(world(row).sector), 92),
            Column(self.tr("Customers"), lambda row: count(world(row).customers), 100, right=True),
            Column(self.tr("As of"), lambda row: long_day(world(row).as_of), 116),
            Column(self.tr("Size"), lambda row: size(world(row).bytes), 72, right=True),
            Column(self.tr("State"), state, 112),
        )

    def _build(self) -> None:
        for widget in (self.open, self.report, self.folder, self.remove, self.back, self.kept):
            self.buttons.add(widget)
        for part in (self.none, self.table, self.buttons, self.removal):
            self.body.addWidget(part)
        self.open.clicked.connect(self._open)
        self.report.clicked.connect(self._report)
        self.folder.clicked.connect(self._show_folder)
        self.remove.clicked.connect(self._ask)
        self.back.clicked.connect(self._put_back)
        self.table.row_changed.connect(lambda _row: self._follow())
        self.table.opened.connect(lambda _row: self._open())
        self.removal.confirmed.connect(self._remove)
        self.removal.closed.connect(self._close_removal)
        self._show(())

    def refresh(self, choose: Path | None = None) -> None:
        """Look again what is there; choose a world when it is found."""
        if self._looking is not None:
            self._looking.cancel()
        self._wanted = choose or self._wanted
        home, day = self._desk.house.home, today()
        self._looking = self._tasks.run(lambda: look_for_worlds(home, day), self._show, self._failed)

    def chosen(self) -> Sandbox | None:
        """The world at the cursor."""
        place = self.table.currentIndex().row()
        return self.rows[place] if 0 <= place < len(self.rows) else None

    def _show(self, rows: tuple[Sandbox, ...]) -> None:
        before, at = self.chosen(), max(0, self.table.currentIndex().row())
        wanted = self._wanted or (before.path if before is not None else None)
        self._wanted = None
        rows = tuple(row for row in rows if self._manages or row.kept_until is None)
        self.rows = rows
        self.model.set_rows(rows)
        if rows:
            found = next((place for place, row in enumerate(rows) if row.path == wanted), min(at, len(rows) - 1))
            self.table.setCurrentIndex(self.model.index(found, 0))
        self._fit()
        self._follow()
        self.listed.emit()

    def _follow(self) -> None:
        world = self.chosen()
        self.none.setVisible(not self.rows)
        self.table.setVisible(bool(self.rows))
        self.buttons.setVisible(world is not None)
        is_removed = world is not None and world.kept_until is not None
        self.open.setVisible(not is_removed)
        self.report.setVisible(not is_removed)
        old = world is not None and not world.has_organisation
        self.open.explain(self.tr("Filled by an older crmtrainer: there is no organisation in it.") if old else "")
        self.folder.setVisible(self._manages)
        self.remove.setVisible(self._manages and not is_removed)
        self.back.setVisible(is_removed)
        self.kept.setVisible(is_removed)
        if world is not None and world.kept_until is not None:
            self.kept.setText(self.tr("Kept until %1").replace("%1", long_day(world.kept_until)))
        self.removal.hide()

    def _open(self) -> None:
        world = self.chosen()
        if world is not None and world.kept_until is None and self.open.isEnabled():
            self.open_wanted.emit(world)

    def _report(self) -> None:
        world = self.chosen()
        if world is not None:
            self.report_wanted.emit(world)

    def _show_folder(self) -> None:
        world = self.chosen()
        if world is not None and (words := show_outside(world.path.parent)):
            self.told.emit(words)

    def _ask(self) -> None:
        world = self.chosen()
        if world is not None:
            self.removal.ask(world)

    def _close_removal(self) -> None:
        self.removal.hide()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _remove(self) -> None:
        world = self.chosen()
        if world is None:
            return
        try:
            remove(self._desk.house.home, world.path, today())
        except Expected as problem:
            self.removal.row.set_error(sentence_for(problem))
            return
        self._close_removal()
        self.refresh()
        words = self.tr("Removed: %1. It can be put back from the list.")
        self.told.emit(words.replace("%1", world.name))

    def _put_back(self) -> None:
        world = self.chosen()
        if world is None:
            return
        try:
            path = put_back(self._desk.house.home, world.path)
        except Expected as problem:
            self._desk.refused.emit(problem)
            return
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        self.refresh(path)
        self.told.emit(self.tr("Put back: %1").replace("%1", world.name))

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, OSError):
            raise error
        self.told.emit(self.tr("The worlds could not be listed: %1").replace("%1", error.strerror or str(error)))

    def _fit(self) -> None:
        head = self.table.horizontalHeader().sizeHint().height()
        self.table.setFixedHeight(head + max(1, min(MOST_ROWS, len(self.rows))) * theme.px(ROW) + 2)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.ApplicationFontChange):
            self._fit()
