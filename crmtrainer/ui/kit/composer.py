# SPDX-License-Identifier: MIT
"""Where messages are written: the kind is chosen first, and border, icon and word say who will read it."""

from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QKeyEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QTextDocument,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QGridLayout,
    QHBoxLayout,
    QPlainTextDocumentLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from crmtrainer.ui import fonts, icons, theme
from crmtrainer.ui.fonts import SEMIBOLD, Type
from crmtrainer.ui.kit.buttons import Button, Variant
from crmtrainer.ui.kit.chip import ChipData, ChipRow
from crmtrainer.ui.kit.fields import TextBox
from crmtrainer.ui.kit.icon_label import IconLabel
from crmtrainer.ui.kit.text import ElidedLabel, is_restyling, plain_tip, spoken, visible


class Audience(Enum):
    """Who reads a message. The value is the token of its border."""

    REPLY = "accent"
    NOTE = "edge"
    COLLEAGUE = "colleague"


_ICONS = {
    Audience.REPLY: "email-outline",
    Audience.NOTE: "lock-outline",
    Audience.COLLEAGUE: "package-variant",
}


@dataclass(frozen=True, slots=True)
class KindWords:
    """The words of one kind: its name, who reads it, whom it goes to, and the verb that sends it."""

    label: str
    reads: str
    to: str = ""
    send: str = ""
    placeholder: str = ""
    icon: str = ""


class _KindButton(QAbstractButton):
    """A tab 44 high with a second line; the frame behind it draws the chosen one."""

    def __init__(self, audience: Audience, words: KindWords, parent: QWidget) -> None:
        super().__init__(parent)
        self.audience = audience
        self.words = words
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.set_words(words)

    def set_words(self, words: KindWords) -> None:
        self.words = words
        self.setText(words.label)
        self.setAccessibleName(f"{words.label}, {words.reads}")
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        label = QFontMetricsF(fonts.font(weight=SEMIBOLD)).horizontalAdvance(self.words.label)
        reads = QFontMetricsF(fonts.font(Type.CAPTION)).horizontalAdvance(visible(self.words.reads))
        return QSize(round(max(label, reads)) + theme.px(36 + 12), theme.px(44))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(72), theme.px(44))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = theme.tokens()
        holder = self.parentWidget()
        chosen = self.isChecked() and not (isinstance(holder, Composer) and holder.is_folded())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not chosen:
            painter.setPen(QPen(QColor(tokens.divider), 1))
            painter.setBrush(QColor(tokens.surface if self.underMouse() else tokens.raised))
            shape = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, theme.px(8))
            painter.drawRoundedRect(shape, theme.px(6), theme.px(6))
        colour = getattr(tokens, self.audience.value) if chosen else tokens.muted
        if self.audience is Audience.NOTE and chosen:
            colour = tokens.text
        # Where there is no room for both, the words say it without the icon.
        has_icon = self.width() >= self.sizeHint().width() - theme.px(6)
        left = theme.px(35 if has_icon else 9)
        if has_icon:
            side = theme.px(18)
            icon = self.words.icon or _ICONS[self.audience]
            icons.paint(painter, QRectF(theme.px(9), theme.px(6), side, side), icon, colour)
        room = self.width() - left - theme.px(8)
        flags = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        for top, height, font, words, ink in (
            (4, 20, fonts.font(weight=SEMIBOLD), self.words.label, tokens.text if chosen else tokens.muted),
            (23, 17, fonts.font(Type.CAPTION), self.words.reads, tokens.text if chosen else tokens.muted),
        ):
            painter.setFont(font)
            painter.setPen(QColor(ink))
            shown = QFontMetricsF(font).elidedText(visible(words), Qt.TextElideMode.ElideRight, room + 1)
            painter.drawText(QRectF(left, theme.px(top), room + 2, theme.px(height)), flags, shown)
        painter.end()


class Composer(QWidget):
    """The three kinds, one draft for each. `sent` carries audience and words; the caller clears after success."""

    sent = Signal(object, str)
    audience_changed = Signal(object)
    draft_changed = Signal(object, str)

    def __init__(self, kinds: dict[Audience, KindWords], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kinds = dict(kinds)
        self._audience = next(iter(kinds))
        self._folded = False
        self._documents = {audience: self._document() for audience in kinds}
        self.setAccessibleName(self.tr("Write a message"))
        self.editor = TextBox(lines=2)
        self.editor.setProperty("bare", True)
        self.editor.setProperty("noRing", True)
        self._eye = IconLabel("eye-outline", 16)
        self._to = ElidedLabel(size=Type.CAPTION, token="muted")
        self.chips = ChipRow()
        self.templates = Button(self.tr("Templates"))
        self.templates.hide()
        self.send_button = Button("", "send-outline", Variant.PRIMARY)
        self.send_button.clicked.connect(self._send)
        self.editor.textChanged.connect(self._typed)
        self._build()
        self.set_audience(self._audience)

    def _document(self) -> QTextDocument:
        made = QTextDocument(self)
        made.setDocumentLayout(QPlainTextDocumentLayout(made))
        return made

    def _build(self) -> None:
        self._group = QButtonGroup(self)
        tabs = QHBoxLayout()
        tabs.setSpacing(theme.px(4))
        self._tabs: dict[Audience, _KindButton] = {}
        for audience, words in self._kinds.items():
            tab = _KindButton(audience, words, self)
            self._group.addButton(tab)
            self._tabs[audience] = tab
            tabs.addWidget(tab)
            tab.clicked.connect(lambda _checked=False, audience=audience: self._choose(audience))
        tabs.addStretch(1)
        self._head = QWidget()
        to = QHBoxLayout(self._head)
        to.setContentsMargins(0, 0, 0, 0)
        to.setSpacing(theme.px(6))
        to.addWidget(self._eye)
        to.addWidget(self._to, 1)
        self._buttons = QWidget()
        foot = QHBoxLayout(self._buttons)
        foot.setContentsMargins(0, 0, 0, 0)
        foot.setSpacing(theme.px(8))
        foot.addWidget(self.templates)
        foot.addWidget(self.send_button)
        self._inside = QGridLayout()
        self._inside.setContentsMargins(*self._edges())
        self._inside.setSpacing(theme.px(4))
        self._inside.setColumnStretch(0, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(tabs)
        column.addLayout(self._inside, 1)
        self._extra: QWidget | None = None
        self._beside: QWidget | None = None
        self._beside_head = to
        self._foot = foot
        self.set_compact(False)

    def set_folded(self, folded: bool) -> None:
        """Show the three kinds alone, to give their room away; choosing one opens it again."""
        if folded != self._folded:
            self._folded = folded
            self._show_parts()
            self.updateGeometry()
            self.update()

    def is_folded(self) -> bool:
        return self._folded

    def kind_buttons(self) -> tuple[QAbstractButton, ...]:
        """The buttons that choose a kind."""
        return tuple(self._tabs.values())

    def is_empty(self) -> bool:
        """Whether nothing is written, of any kind."""
        return not any(document.toPlainText().strip() for document in self._documents.values())

    def _show_parts(self) -> None:
        for part in (self._head, self.editor, self.chips, self._buttons, self._beside):
            if part is not None:
                part.setVisible(not self._folded)
        self._inside.setContentsMargins(*(0, 0, 0, 0) if self._folded else self._edges())

    def _edges(self) -> tuple[int, int, int, int]:
        return theme.px(11), theme.px(8), theme.px(8), theme.px(8)

    def _choose(self, audience: Audience) -> None:
        """A kind was chosen by hand: where only the kinds are in sight, one goes on to write."""
        self.set_audience(audience)
        if self._folded:
            self.set_folded(False)
            self.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def add_option(self, widget: QWidget) -> None:
        """Put a choice that belongs to the message, such as its channel, before the button that sends it."""
        self._foot.insertWidget(self._foot.count() - 1, widget)

    def add_beside_head(self, widget: QWidget) -> None:
        """Put a choice of what the message is to its reader beside the words that say who reads it."""
        self._beside = QWidget()
        line = QHBoxLayout(self._beside)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(widget)
        self.set_compact(self._compact)
        QWidget.setTabOrder(self.editor, widget)

    def set_extra(self, widget: QWidget) -> None:
        """A part below the words, such as what is promised with them; hide it while it does not apply."""
        self._extra = widget
        self.set_compact(self._compact)

    def explain(self, audience: Audience, reason: str) -> None:
        """Disable one kind and say why, or enable it when there is no reason against it."""
        tab = self._tabs[audience]
        tab.setEnabled(not reason)
        tab.setStatusTip(spoken(reason))
        tab.setToolTip(plain_tip(reason))
        tab.setAccessibleDescription(reason)

    def set_compact(self, compact: bool) -> None:
        """Put the buttons beside the words instead of below them, in a low window."""
        self._compact = compact
        for part in (self._head, self.editor, self.chips, self._buttons, self._extra):
            if part is not None:
                self._inside.removeWidget(part)
        bottom = Qt.AlignmentFlag.AlignBottom
        if compact:
            self._inside.addWidget(self._head, 0, 0)
            self._inside.addWidget(self.chips, 0, 1)
            self._inside.addWidget(self.editor, 1, 0)
            self._inside.addWidget(self._buttons, 1, 1, bottom)
        else:
            self._inside.addWidget(self._head, 0, 0, 1, 2)
            self._inside.addWidget(self.editor, 1, 0, 1, 2)
            self._inside.addWidget(self.chips, 3, 0, Qt.AlignmentFlag.AlignVCenter)
            self._inside.addWidget(self._buttons, 3, 1, bottom)
        if self._beside is not None and compact:
            # Above the buttons, where it makes no line higher: in a low window each counts.
            self._beside_head.removeWidget(self._beside)
            corner = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight
            self._inside.addWidget(self._beside, 0, 1, 2, 1, corner)
        elif self._beside is not None:
            self._inside.removeWidget(self._beside)
            self._beside_head.addWidget(self._beside)
        if self._extra is not None:
            self._inside.addWidget(self._extra, 2, 0, 1, 2)
        self._inside.setRowStretch(1, 1)
        self._show_parts()

    def audience(self) -> Audience:
        return self._audience

    def set_audience(self, audience: Audience) -> None:
        """Choose the kind; the draft of that kind comes back."""
        changed = audience is not self._audience
        self._audience = audience
        self._tabs[audience].setChecked(True)
        self.editor.setDocument(self._documents[audience])
        self.editor.document().setDefaultFont(fonts.font())
        self._show_words()
        self.update()
        if changed:
            self.audience_changed.emit(audience)

    def set_words(self, audience: Audience, words: KindWords) -> None:
        """Other words for a kind, when the recipient becomes known."""
        self._kinds[audience] = words
        self._tabs[audience].set_words(words)
        if audience is self._audience:
            self._show_words()

    def text(self, audience: Audience | None = None) -> str:
        return self._documents[audience or self._audience].toPlainText()

    def set_text(self, text: str, audience: Audience | None = None) -> None:
        """Put a saved draft back, or words from a template."""
        self._documents[audience or self._audience].setPlainText(text)

    def set_chips(self, chips: tuple[ChipData, ...]) -> None:
        self.chips.set_chips(chips)

    def _show_words(self) -> None:
        words = self._kinds[self._audience]
        sees = self._audience is Audience.REPLY
        token = "text" if self._audience is Audience.NOTE else self._audience.value
        self._eye.set_icon("eye-outline" if sees else "eye-off-outline", token)
        self._to.setText(words.to)
        self.editor.setPlaceholderText(words.placeholder)
        self.editor.setAccessibleName(spoken(f"{words.label}. {words.to or words.reads}"))
        self.send_button.setText(words.send or words.label)
        self.send_button.setAccessibleName(words.send or words.label)
        purple = self._audience is Audience.COLLEAGUE
        self.send_button.set_variant(Variant.COLLEAGUE if purple else Variant.PRIMARY)
        self.send_button.setEnabled(bool(self.text().strip()))

    def _typed(self) -> None:
        self.send_button.setEnabled(bool(self.text().strip()))
        self.draft_changed.emit(self._audience, self.text())

    def _send(self) -> None:
        if self.text().strip():
            self.sent.emit(self._audience, self.text())

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if control and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._send()
            event.accept()
            return
        super().keyPressEvent(event)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if is_restyling(event):
            for document in self._documents.values():
                document.setDefaultFont(fonts.font())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = theme.tokens()
        tab = QRectF(self._tabs[self._audience].geometry())
        if self._folded:
            return  # the kinds stand alone, and none of them is written in yet
        box = QRectF(self.rect())
        box.setTop(tab.bottom())
        radius = theme.px(6)
        body, ear = QPainterPath(), QPainterPath()
        body.addRoundedRect(box.adjusted(1, 1, -1, -1), radius, radius)
        ear.addRoundedRect(tab.adjusted(1, 1, -1, radius * 2), radius, radius)
        if tab.left() < radius:
            corner = QPainterPath()
            corner.addRect(QRectF(1, tab.bottom() - radius, radius * 2, radius * 2))
            ear = ear.united(corner)
        outline = body.united(ear)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(QColor(getattr(tokens, self._audience.value)), 2)
        if self._audience is Audience.NOTE:
            pen.setDashPattern([3.0, 2.0])
        painter.setPen(pen)
        painter.setBrush(QColor(tokens.surface))
        painter.drawPath(outline)
        painter.end()
