# SPDX-License-Identifier: MIT
"""A clock on screen: a block 52 high or a pill 28 high. Words and share come from the core; this only paints."""

from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QEnterEvent, QFont, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget
from typing_extensions import override

from crmtrainer.ui import fonts, icons, theme
from crmtrainer.ui.fonts import SEMIBOLD, Type
from crmtrainer.ui.kit.buttons import is_enter
from crmtrainer.ui.kit.text import is_restyling, plain_tip, visible
from crmtrainer.ui.theme import Tone


class ClockState(Enum):
    """What a clock is doing."""

    NOT_STARTED = "not-started"
    ON_TRACK = "on-track"
    DUE_SOON = "due-soon"
    OVERDUE = "overdue"
    PAUSED = "paused"
    MET = "met"
    MISSED = "missed"
    CALLED_OFF = "called-off"


LONGEST_LABEL = 200
"""A name that takes more is cut, and whole in the tooltip."""
CLOCK_LOOK: dict[ClockState, tuple[str, Tone]] = {
    ClockState.NOT_STARTED: ("circle-outline", Tone.PAUSED),
    ClockState.ON_TRACK: ("timer-outline", Tone.INFO),
    ClockState.DUE_SOON: ("timer-sand", Tone.WARN),
    ClockState.OVERDUE: ("alert-octagon-outline", Tone.BAD),
    ClockState.PAUSED: ("pause-circle-outline", Tone.PAUSED),
    ClockState.MET: ("check-circle-outline", Tone.OK),
    ClockState.MISSED: ("close-circle-outline", Tone.BAD),
    ClockState.CALLED_OFF: ("cancel", Tone.PAUSED),
}


@dataclass(frozen=True, slots=True)
class ClockFace:
    """What one clock shows now. `share` is the part of its length already used, 0 to 1."""

    label: str
    state: ClockState
    words: str
    share: float = 0.0
    label_icon: str = ""
    tip: str = ""
    spoken: str = ""

    def sentence(self) -> str:
        """What a screen reader hears."""
        return self.spoken or f"{self.label}: {self.words}"


class ClockBlock(QAbstractButton):
    """A clock as a button that opens the explanation of its due time; `setChecked(True)` while that is open."""

    def __init__(self, face: ClockFace, *, pill: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._face = face
        self._pill = pill
        self._hover = False
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self._tell()

    def face(self) -> ClockFace:
        return self._face

    def set_face(self, face: ClockFace) -> None:
        if face == self._face:
            return
        resized = (face.words, face.label) != (self._face.words, self._face.label)
        self._face = face
        self._tell()
        if resized:
            self.updateGeometry()
        self.update()

    def set_pill(self, pill: bool) -> None:
        self._pill = pill
        self.updateGeometry()
        self.update()

    def _tell(self) -> None:
        self.setAccessibleName(visible(self._face.sentence()))
        self.setToolTip(plain_tip(self._face.tip or self._face.sentence()))

    def _fonts(self) -> tuple[QFont, QFont]:
        return fonts.font(Type.CAPTION), fonts.font(weight=SEMIBOLD)

    @override
    def sizeHint(self) -> QSize:
        small, bold = (QFontMetricsF(f) for f in self._fonts())
        label = small.horizontalAdvance(visible(self._face.label)) + (theme.px(20) if self._face.label_icon else 0)
        words = bold.horizontalAdvance(visible(self._face.words)) + theme.px(21)
        if self._pill:
            return QSize(round(label + words + theme.px(10 + 6 + 6 + 18 + 10)), theme.px(28))
        width = max(min(label, theme.px(LONGEST_LABEL)) + theme.px(24), words) + theme.px(24)
        return QSize(round(max(width, theme.px(116))), theme.px(52))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(min(theme.px(104), self.sizeHint().width()), self.sizeHint().height())

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_enter(event):
            self.click()
            return
        super().keyPressEvent(event)

    @override
    def enterEvent(self, event: QEnterEvent) -> None:
        self._hover = True
        super().enterEvent(event)

    @override
    def leaveEvent(self, event: QEvent) -> None:
        self._hover = False
        super().leaveEvent(event)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if is_restyling(event):
            self.updateGeometry()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = theme.tokens()
        icon, tone = CLOCK_LOOK[self._face.state]
        colour, ground = tokens.tone(tone)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        open_now = self.isChecked() or self.isDown()
        edged = open_now or self._hover or tokens.outlined
        painter.setPen(QPen(QColor(colour), 1) if edged else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(ground))
        shape = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(shape, theme.px(6), theme.px(6))
        if self._pill:
            self._paint_pill(painter, icon, colour, tokens.text)
        else:
            self._paint_block(painter, icon, colour, tokens.text)
        painter.end()

    def _paint_words(self, painter: QPainter, area: QRectF, font: QFont, words: str, colour: str) -> None:
        painter.setFont(font)
        painter.setPen(QColor(colour))
        shown = QFontMetricsF(font).elidedText(visible(words), Qt.TextElideMode.ElideRight, area.width() + 1)
        painter.drawText(area, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), shown)

    def _chevron(self, painter: QPainter, box: QRectF, colour: str) -> None:
        icons.paint(painter, box, "chevron-up" if self.isChecked() else "chevron-down", colour)

    def _paint_block(self, painter: QPainter, icon: str, colour: str, text: str) -> None:
        look = theme.active()
        small, bold = self._fonts()
        left, right = look.px(11), self.width() - look.px(11)
        top, middle = look.px(6), look.px(24)
        label_left = left
        if self._face.label_icon:
            icons.paint(painter, QRectF(left, top + look.px(1), look.px(15), look.px(15)), self._face.label_icon, text)
            label_left += look.px(19)
        room = right - label_left - look.px(20)
        self._paint_words(painter, QRectF(label_left, top, room, look.px(17)), small, self._face.label, text)
        self._chevron(painter, QRectF(right - look.px(16), top, look.px(16), look.px(16)), text)
        icons.paint(painter, QRectF(left - look.px(1), middle + look.px(2), look.px(17), look.px(17)), icon, colour)
        words_left = left + look.px(21)
        area = QRectF(words_left, middle, right - words_left, look.px(21))
        self._paint_words(painter, area, bold, self._face.words, colour)
        self._paint_bar(painter, QRectF(left, self.height() - look.px(6), right - left, look.px(3)), colour)

    def _paint_bar(self, painter: QPainter, track: QRectF, colour: str) -> None:
        faint = QColor(colour)
        faint.setAlphaF(0.35)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(faint)
        painter.drawRect(QRectF(track.left(), track.center().y() - 0.5, track.width(), 1.0))
        share = min(1.0, max(0.0, self._face.share))
        if share > 0:
            painter.setBrush(QColor(colour))
            half = track.height() / 2
            track.setWidth(max(track.height(), track.width() * share))
            painter.drawRoundedRect(track, half, half)

    def _paint_pill(self, painter: QPainter, icon: str, colour: str, text: str) -> None:
        look = theme.active()
        small, bold = self._fonts()
        height = self.height()
        left = float(look.px(10))
        if self._face.label_icon:
            side = look.px(15)
            icons.paint(painter, QRectF(left, (height - side) / 2, side, side), self._face.label_icon, text)
            left += look.px(19)
        right = self.width() - look.px(10) - look.px(18)
        side = look.px(17)
        # Where there is no room for both, the words are cut before the name: a time alone says nothing.
        width = QFontMetricsF(small).horizontalAdvance(visible(self._face.label))
        width = max(0.0, min(width, right - left - look.px(6 + 4) - side))
        self._paint_words(painter, QRectF(left, 0, width + 1, height), small, self._face.label, text)
        left += width + look.px(6)
        icons.paint(painter, QRectF(left, (height - side) / 2, side, side), icon, colour)
        left += side + look.px(4)
        self._paint_words(painter, QRectF(left, 0, right - left, height), bold, self._face.words, colour)
        self._chevron(painter, QRectF(right + look.px(3), (height - look.px(16)) / 2, look.px(16), look.px(16)), colour)
