# SPDX-License-Identifier: MIT
"""Going back to a backup: which file, which backup, and what that does, said before it is done."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QLocale, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from crmtrainer.house.restoring import Point, Points
from crmtrainer.ui import theme
from crmtrainer.ui.dates import BRITISH, when, when_in_full
from crmtrainer.ui.filling import filled
from crmtrainer.ui.kit.banner import Banner
from crmtrainer.ui.kit.buttons import Button, Variant
from crmtrainer.ui.kit.empty_state import EmptyState
from crmtrainer.ui.kit.icon_label import IconLabel
from crmtrainer.ui.kit.page import Card, Page, PageHeader
from crmtrainer.ui.kit.rows import Mark, Row, RowsModel
from crmtrainer.ui.kit.rows_view import RowsView
from crmtrainer.ui.kit.text import body, plain_tip, title
from crmtrainer.ui.shell.file_standing import heading_of, mark_of, what_to_do
from crmtrainer.ui.theme import Tone
from crmtrainer.wording import sentence_for

_UNBOUND = 16_777_215
"""What Qt takes for no greatest size."""
LEFT = 270
NARROW = 640
"""Below this width the files stand above their backups."""
FILES_HIGH = 110


@dataclass(frozen=True, slots=True)
class Kept:
    """A file that can be gone back with, as people know it."""

    path: Path
    name: str
    detail: str
    icon: str
    is_open: bool = False
    is_centre: bool = False


def _dated(point: Point) -> str:
    """When a backup was made, with its year where that cannot be right."""
    return when_in_full(point.backup.at) if point.is_ahead else when(point.backup.at)


class RestorePage(Page):
    """Choose a file and a backup of it, read what will happen, and confirm."""

    wanted = Signal(object)
    """The `Path` of a file of which `Points` are to be shown."""
    confirmed = Signal(object, object)
    """`Kept` and `Point`: go back to it."""
    left_alone = Signal()

    def __init__(self, files: tuple[Kept, ...], chosen: Path | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.title_text = self.tr("Restore a backup")
        self.help_text = self.tr(
            "Choose a file, then the backup to go back to. Nothing is done before you confirm, and the file as it is "
            "now is kept beside the backups: you can go back to that too."
        )
        self.setAccessibleName(self.title_text)
        self._files = {file.path: file for file in files}
        self._points: dict[Path, Point] = {}
        self._asking: Point | None = None
        self.is_busy = False
        self.files = RowsView(self.tr("Files"))
        self._file_rows = RowsModel(self.files)
        self.files.setModel(self._file_rows)
        self.backups = RowsView(self.tr("Backups"))
        self._backup_rows = RowsModel(self.backups)
        self.backups.setModel(self._backup_rows)
        self.close_button = Button(self.tr("Close"), "arrow-left", small=True)
        self.trouble = Banner(icon="alert-octagon-outline", tone=Tone.BAD)
        self.trouble.hide()
        self.go = Button(self.tr("Go back to this backup…"), "backup-restore", Variant.PRIMARY)
        self.reason = body(token="muted")
        """Why the backup that is chosen cannot be gone back to."""
        self.back = Button(self.tr("Leave it as it is"), "arrow-left", Variant.PRIMARY)
        self.restore = Button(self.tr("Restore this backup"), "backup-restore", Variant.DANGER)
        self._stack = QStackedWidget()
        self._waiting = body(self.tr("Looking at the backups…"), token="muted")
        self._empty = EmptyState(
            "backup-restore",
            self.tr("There is no backup of this file yet"),
            self.tr("A backup is made at the start of the day and every half hour while something changes."),
        )
        self._build()
        self._connect()
        self._show_files(files, chosen)

    def _build(self) -> None:
        header = PageHeader(self.title_text, self.tr("Nothing is lost: what is replaced is kept."))
        header.add(self.close_button)
        listed = QWidget()
        column = QVBoxLayout(listed)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        column.addWidget(self.backups, 1)
        row = QHBoxLayout()
        row.addWidget(self.go)
        row.addStretch(1)
        column.addWidget(self.reason)
        column.addLayout(row)
        self._listed = listed
        self._waiting.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._question = QWidget()
        for each in (self._waiting, self._empty, listed, self._question):
            self._stack.addWidget(each)
        self._build_question()
        right = QVBoxLayout()
        right.setSpacing(theme.px(8))
        right.addWidget(self.trouble)
        right.addWidget(self._stack, 1)
        across = self._across = QHBoxLayout()
        across.setContentsMargins(theme.px(12), theme.px(12), theme.px(12), theme.px(12))
        across.setSpacing(theme.px(12))
        across.addWidget(self.files)
        across.addLayout(right, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(header)
        whole.addLayout(across, 1)

    def _build_question(self) -> None:
        column = QVBoxLayout(self._question)
        column.setContentsMargins(theme.px(4), theme.px(4), theme.px(4), theme.px(4))
        column.setSpacing(theme.px(12))
        self.asks = title()
        column.addWidget(self.asks)
        card = Card(self.tr("What this does"))
        self._lines: list[QLabel] = []
        for icon in ("history", "archive-outline", "text-box-check-outline", "play-circle-outline"):
            line = QHBoxLayout()
            line.setSpacing(theme.px(8))
            words = body()
            words.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.MinimumExpanding)
            line.addWidget(IconLabel(icon, 20))
            line.addWidget(words, 1)
            card.body.addLayout(line)
            self._lines.append(words)
        column.addWidget(card)
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        row.addWidget(self.back)
        row.addWidget(self.restore)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(1)

    def _connect(self) -> None:
        self.files.current_changed.connect(self._want)
        self.backups.current_changed.connect(lambda _path: self._follow())
        self.backups.opened.connect(lambda _path: self.ask())
        self.go.clicked.connect(self.ask)
        self.back.clicked.connect(self.leave_alone)
        self.restore.clicked.connect(self._confirm)
        self.close_button.clicked.connect(self.left_alone)

    def _show_files(self, files: tuple[Kept, ...], chosen: Path | None) -> None:
        self._file_rows.set_rows(tuple(Row(file.path, file.name, detail=file.detail, icon=file.icon) for file in files))
        place = self._file_rows.place_of(chosen) if chosen in self._files else 0
        self.files.go_to(max(place, 0))

    # What is shown

    def file(self) -> Kept | None:
        """The file that is chosen."""
        path = self.files.current_id()
        return self._files.get(path) if isinstance(path, Path) else None

    def point(self) -> Point | None:
        """The backup that is chosen."""
        path = self.backups.current_id()
        return self._points.get(path) if isinstance(path, Path) else None

    def set_points(self, found: Points) -> None:
        """Show what there is to go back to; for another file than the chosen one nothing is done."""
        file = self.file()
        if file is None or file.path != found.file or self._asking is not None:
            return
        self._points = {point.backup.path: point for point in found.points}
        if found.problem is not None:
            self._say(heading_of(found.problem), sentence_for(found.problem))
        self._backup_rows.set_rows(tuple(self._row(point) for point in found.points))
        self._stack.setCurrentWidget(self._listed if found.points else self._empty)
        if found.points:
            sound = next((n for n, point in enumerate(found.points) if point.problem is None), 0)
            self.backups.go_to(sound)
        self._follow()

    def _row(self, point: Point) -> Row:
        size = BRITISH.formattedDataSize(point.backup.size, 1, QLocale.DataSizeFormat.DataSizeSIFormat)
        mark = None
        if point.problem is not None:
            mark = mark_of(point.problem)
        elif point.is_ahead:
            mark = Mark(self.tr("Dated in the future"), "clock-alert-outline", Tone.WARN)
        detail = filled(self.tr("%1, %2"), self._since(point), size)
        at = point.backup.at
        return Row(
            point.backup.path, _dated(point), detail=detail, icon="backup-restore", mark=mark, tip=when_in_full(at)
        )

    def _since(self, point: Point) -> str:
        if point.problem is not None:
            return self.tr("Cannot be used")
        if point.since is None:
            return self.tr("Of a file that was replaced, or cannot be read now")
        if not point.since:
            return self.tr("Nobody did anything since")
        return self.tr("%n act(s) since", "", point.since)

    def show_failure(self, words: str) -> None:
        """Say that it could not be done; everything is as it was."""
        self.set_busy(False)
        self.leave_alone()
        self._say(self.tr("Nothing was restored"), words)

    def set_busy(self, busy: bool) -> None:
        """While the file is being put back nothing else is taken."""
        self.is_busy = busy
        for each in (self.files, self.back, self.restore, self.close_button):
            each.setEnabled(not busy)
        self.restore.setText(self.tr("Restoring…") if busy else self.tr("Restore this backup"))

    def _say(self, heading: str, words: str) -> None:
        self.trouble.set_words(heading, words)
        self.trouble.show()

    # What a person does

    def ask(self) -> None:
        """Say what going back to the chosen backup does, and ask."""
        file, point = self.file(), self.point()
        if file is None or point is None or point.problem is not None or self.is_busy:
            return
        self._asking = point
        self.asks.setText(self.tr("Go back to %1?").replace("%1", _dated(point)))
        for label, words in zip(self._lines, self._told(file, point), strict=True):
            label.setText(words)
        self._stack.setCurrentWidget(self._question)
        self.back.setFocus(Qt.FocusReason.OtherFocusReason)

    def _told(self, file: Kept, point: Point) -> tuple[str, str, str, str]:
        if point.since is None:
            lost = self.tr("“%1” becomes what it was then. What was done since is no longer in it.")
        elif point.since:
            lost = self.tr("“%1” becomes what it was then. %n act(s) done since are no longer in it.", "", point.since)
        else:
            lost = self.tr("“%1” becomes what it was then. Nobody did anything since.")
        if file.is_centre:
            then = self.tr("An open attempt is closed first. People and attempts are then those of that time.")
        elif file.is_open:
            then = self.tr("The attempt is closed, restored and opened again; practice time stands still.")
        else:
            then = self.tr("The attempt is not open, and stays closed.")
        if point.is_ahead:
            lost += " " + self.tr("Its date is wrong: this computer’s clock was ahead when it was made.")
        return (
            lost.replace("%1", file.name),
            self.tr("The file as it is now is kept beside the backups."),
            self.tr("The record will say that it was restored."),
            then,
        )

    def leave_alone(self) -> None:
        """Back to the list; nothing was done."""
        self._asking = None
        self._stack.setCurrentWidget(self._listed)
        self.backups.setFocus(Qt.FocusReason.OtherFocusReason)

    def _confirm(self) -> None:
        file, point = self.file(), self._asking
        if file is not None and point is not None:
            self.trouble.hide()
            self.set_busy(True)
            self.confirmed.emit(file, point)

    def _want(self, path: object) -> None:
        self._asking = None
        self._points = {}
        self.trouble.hide()
        self._stack.setCurrentWidget(self._waiting)
        self.wanted.emit(path)

    def _follow(self) -> None:
        point = self.point()
        reason = "" if point is None or point.problem is None else sentence_for(point.problem)
        self.go.setEnabled(point is not None and not reason)
        self.go.setToolTip(plain_tip(reason))
        self.go.setAccessibleDescription(reason)
        self.reason.setText("" if point is None or point.problem is None else what_to_do(point.problem))
        self.reason.setVisible(bool(self.reason.text()))

    @override
    def entered(self) -> None:
        path = self.files.current_id()
        if path is not None and self._asking is None and not self.is_busy:
            self._want(path)

    @override
    def minimumSizeHint(self) -> QSize:
        # What stands side by side now could stand one above the other: it must not keep the window wide.
        return QSize(theme.px(LEFT), super().minimumSizeHint().height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < theme.px(NARROW)
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._across.setDirection(way)
        self.files.setFixedWidth(self.width() - 2 * theme.px(12) if narrow else theme.px(LEFT))
        self.files.setMaximumHeight(theme.px(FILES_HIGH) if narrow else _UNBOUND)

    @override
    def first_focus(self) -> QWidget:
        return self.files

    @override
    def panes(self) -> list[QWidget]:
        return [self.files, self.backups if self._stack.currentWidget() is self._listed else self.back]

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and (self._asking is not None or self.is_busy):
            if not self.is_busy:
                self.leave_alone()
            return
        super().keyPressEvent(event)
