# SPDX-License-Identifier: MIT
"""The palette, over the window: type, choose with the arrows, Enter. Never the only way to anything."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLineEdit, QListView, QVBoxLayout, QWidget
from typing_extensions import override

from crmtrainer.customers.queries import FoundRow
from crmtrainer.customers.rules import FoundKind
from crmtrainer.ui import fonts, theme
from crmtrainer.ui.desk import Desk
from crmtrainer.ui.filling import filled
from crmtrainer.ui.kit.icon_label import IconLabel
from crmtrainer.ui.kit.keycap import KeyCap
from crmtrainer.ui.kit.page import Surface
from crmtrainer.ui.kit.rows import ROW_ROLE, Heading, Index
from crmtrainer.ui.kit.text import body, caption, is_restyling, spoken
from crmtrainer.ui.search.entries import Entry, PaletteCommand, Part, Shown
from crmtrainer.ui.search.finder import Finder
from crmtrainer.ui.search.rows import EntriesModel, EntryDelegate

__all__ = ["Palette", "PaletteCommand"]

WIDTH, FROM_TOP = 640, 84
TYPING_PAUSE_MS = 40
ROW_LEAST = 80


class _Box(QFrame):
    """The palette's own ground and edge."""

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = theme.tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(tokens.edge), 1))
        painter.setBrush(QColor(tokens.surface))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), theme.px(6), theme.px(6))
        painter.end()


class _Entry(Surface):
    """The line that is typed into, with the ring of the keyboard around it."""

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(theme.tokens().focus), 2))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), theme.px(5), theme.px(5))
        painter.end()


class Palette(QWidget):
    """A layer over `parent` with the box in it; hidden until `open_with`.

    An order belongs to a record: choosing one asks for its customer.
    """

    record_chosen = Signal(str, object)
    record_wanted_in_tab = Signal(str, object)
    command_chosen = Signal(str)
    help_chosen = Signal(str)
    closed = Signal()

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._finder = Finder(desk)
        self._came_from: QWidget | None = None
        self._closing = False
        self.setAccessibleName(self.tr("Search or jump to"))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.field = QLineEdit()
        self.field.setProperty("bare", True)
        self.field.setProperty("noRing", True)
        self.field.setAccessibleName(self.tr("Search or jump to"))
        self.field.setPlaceholderText(self.tr("Name, reference, phone, postcode, order number or command"))
        self.field.setMaxLength(200)
        self.count = caption()
        self.model = EntriesModel(self)
        self.list = QListView()
        self.list.setAccessibleName(self.tr("Found"))
        self.list.setModel(self.model)
        self.list.setItemDelegate(EntryDelegate(self.list))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setMouseTracking(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.nothing = body(token="muted")
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(TYPING_PAUSE_MS)
        self._pause.timeout.connect(self._look_up)
        self._build()
        self.field.textEdited.connect(lambda: self._pause.start())
        self.field.installEventFilter(self)
        self.list.clicked.connect(lambda index: self._choose(index, in_tab=False))
        parent.installEventFilter(self)
        desk.world_changed.connect(self._other_world)
        self.hide()

    def _build(self) -> None:
        self.box = _Box(self)
        self._entry = _Entry("surface")
        self._entry_row = QHBoxLayout(self._entry)
        self._entry_row.addWidget(IconLabel("magnify", 20))
        self._entry_row.addWidget(self.field, 1)
        self._entry_row.addWidget(self.count)
        self._foot = Surface("window", edges=Qt.Edge.TopEdge)
        self._foot_row = QHBoxLayout(self._foot)
        for keys, words in (
            (("Up", "Down"), self.tr("choose")),
            (("Enter",), self.tr("open")),
            (("Ctrl+Enter",), self.tr("open in a tab")),
            (("Esc",), self.tr("back to where you were")),
        ):
            for key in keys:
                self._foot_row.addWidget(KeyCap(key))
            self._foot_row.addWidget(caption(words))
            self._foot_row.addSpacing(theme.px(8))
        self._foot_row.addStretch(1)
        self._column = QVBoxLayout(self.box)
        for widget in (self._entry, self.list, self.nothing, self._foot):
            self._column.addWidget(widget)
        self._column.setSpacing(0)
        self._restyle()

    # What the shell calls

    def set_commands(self, commands: Iterable[PaletteCommand]) -> None:
        """What can be done now, with shortcuts and reasons."""
        self._finder.commands = tuple(commands)

    def set_help(self, pages: Iterable[PaletteCommand]) -> None:
        """The help that can be opened."""
        self._finder.help = tuple(pages)

    def open_with(self, text: str = "") -> None:
        """Show the palette over the window and take the keyboard, which goes back when it is closed."""
        if self.isHidden():
            self._came_from = QApplication.focusWidget()
        self.field.setText(text)
        self._look_up()
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.end(False)

    def close_palette(self) -> None:
        """Hide it and give the keyboard back."""
        if self.isHidden():
            return
        self._pause.stop()
        self._closing = True
        self.hide()
        self._closing = False
        back, self._came_from = self._came_from, None
        if back is not None and back.isVisible():
            back.setFocus(Qt.FocusReason.OtherFocusReason)
        self.closed.emit()

    def entries(self) -> list[Entry]:
        """The rows in sight that can be chosen."""
        return [row for row in self.model.items() if isinstance(row, Entry)]

    def current(self) -> Entry | None:
        """The row that Enter would choose."""
        found = self.list.currentIndex().data(ROW_ROLE)
        return found if isinstance(found, Entry) else None

    # Its own affairs

    def _look_up(self) -> None:
        self._pause.stop()
        typed = self.field.text().strip()
        self._show(self._finder.look_up(typed), typed)

    def _show(self, shown: Shown, typed: str) -> None:
        self.model.set_items(self._with_headings(shown.entries, typed))
        places = self.model.places()
        self.list.setVisible(bool(places))
        self.nothing.setVisible(not places)
        if typed:
            self.nothing.setText(self.tr("Nothing fits “%1”. Try fewer letters.").replace("%1", typed))
        else:
            self.nothing.setText(self.tr("Type a name, a number or what you want to do."))
        self.count.setText(self._count_words(shown) if typed else "")
        if places:
            self._go_to(places[0])
        self._place()

    def _with_headings(self, entries: Sequence[Entry], typed: str) -> tuple[Entry | Heading, ...]:
        if not typed:
            heading = self.tr("Recent") if self._finder.has_recent else self.tr("Commands")
            return (Heading(heading), *entries) if entries else ()
        names = {
            Part.RECORDS: self.tr("Records"),
            Part.COMMANDS: self.tr("Commands"),
            Part.HELP: self.tr("Help"),
        }
        rows: list[Entry | Heading] = []
        for part, name in names.items():
            of_part = [entry for entry in entries if entry.part is part]
            rows += [Heading(name), *of_part] if of_part else []
        return tuple(rows)

    def _count_words(self, shown: Shown) -> str:
        if not shown.total or (shown.total <= len(shown.entries) and not shown.more):
            return self.tr("%n found", "", shown.total) if shown.total else ""
        total = self.tr("more than %1").replace("%1", str(shown.total)) if shown.more else str(shown.total)
        words = self.tr("%1 of %2, type to narrow")
        return filled(words, str(len(shown.entries)), total)

    def _go_to(self, place: int) -> None:
        index = self.model.index(place, 0)
        self.list.setCurrentIndex(index)
        self.list.scrollTo(index)
        entry = self.current()
        self.field.setAccessibleDescription(spoken(entry.sentence()) if entry is not None else "")

    def _step(self, by: int) -> None:
        places = self.model.places()
        if places:
            here = self.list.currentIndex().row()
            at = places.index(here) if here in places else -1
            self._go_to(places[(at + by) % len(places)])

    def _choose(self, index: Index, *, in_tab: bool) -> None:
        entry = index.data(ROW_ROLE)
        if not isinstance(entry, Entry) or not entry.enabled:
            return
        self._finder.remember(entry)
        self.close_palette()
        if isinstance(entry.target, FoundRow):
            kind, ident = _where(entry.target)
            (self.record_wanted_in_tab if in_tab else self.record_chosen).emit(kind, ident)
        elif entry.part is Part.HELP:
            self.help_chosen.emit(entry.target)
        else:
            self.command_chosen.emit(entry.target)

    def _left(self, reason: Qt.FocusReason) -> None:
        """The keyboard was taken elsewhere, as F6 does: the palette goes without calling it back."""
        staying = (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason)
        if self.isVisible() and not self._closing and reason not in staying:
            self._came_from = None
            QTimer.singleShot(0, self, self.close_palette)

    def _other_world(self) -> None:
        self._finder.forget_records()
        self.close_palette()

    def _key(self, event: QKeyEvent) -> bool:
        """Keys of the field that belong to the list; says whether it was one."""
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self._step(1 if event.key() == Qt.Key.Key_Down else -1)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self._pause.isActive():
                self._look_up()
            in_tab = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            self._choose(self.list.currentIndex(), in_tab=in_tab)
        elif event.key() == Qt.Key.Key_Escape:
            self.close_palette()
        else:
            # The keyboard stays in the palette until it is closed.
            return event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
        return True

    def _place(self) -> None:
        parent = self.parentWidget()
        if parent is None:
            return
        self.setGeometry(parent.rect())
        width = min(theme.px(WIDTH), self.width() - theme.px(24))
        top = min(theme.px(FROM_TOP), max(theme.px(8), self.height() // 8))
        self._foot.setVisible(self._foot.minimumSizeHint().width() <= width)
        self.list.setFixedHeight(min(self.model.height(), self._room(top)))
        self.box.setGeometry((self.width() - width) // 2, top, width, self.box.sizeHint().height())

    def _room(self, top: int) -> int:
        """How high the list may be so that the box stays inside the window."""
        others = self._entry.sizeHint().height() + self._foot.sizeHint().height()
        return max(theme.px(ROW_LEAST), self.height() - top - others - theme.px(16))

    def _restyle(self) -> None:
        self._entry_row.setContentsMargins(theme.px(16), theme.px(6), theme.px(16), theme.px(6))
        self._entry_row.setSpacing(theme.px(12))
        self._foot_row.setContentsMargins(theme.px(16), theme.px(6), theme.px(16), theme.px(6))
        self._foot_row.setSpacing(theme.px(6))
        self.nothing.setContentsMargins(theme.px(16), theme.px(12), theme.px(16), theme.px(12))
        edge = theme.px(2)
        self._column.setContentsMargins(edge, edge, edge, edge)
        self.field.setFont(fonts.font())

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.parentWidget() and event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        if watched is self.field and isinstance(event, QFocusEvent) and event.lostFocus():
            self._left(event.reason())
        if watched is self.field and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._key(event)
        return super().eventFilter(watched, event)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self.box.geometry().contains(event.position().toPoint()):
            self.close_palette()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        dim = QColor(theme.tokens().text if not theme.tokens().dark else "#000000")
        dim.setAlphaF(0.45)
        painter.fillRect(self.rect(), dim)
        painter.end()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if is_restyling(event):
            self._restyle()
            self._place()


def _where(row: FoundRow) -> tuple[str, int]:
    """Which record to open: an order is found on its customer's."""
    if row.kind is FoundKind.ORDER:
        return FoundKind.CUSTOMER.value, row.customer_id
    return row.kind.value, row.id
