# SPDX-License-Identifier: MIT
"""What do you say?: ready sentences as radio buttons, or own words, which are shown as heard before they are said."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSignalBlocker, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QTextCursor
from PySide6.QtWidgets import QApplication, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from crmtrainer.ui import theme
from crmtrainer.ui.fonts import SEMIBOLD, Type
from crmtrainer.ui.interactions.heard_as import HeardAs, Sentence
from crmtrainer.ui.kit.buttons import Button, Variant
from crmtrainer.ui.kit.choice import Choice, ChoiceList
from crmtrainer.ui.kit.fields import GrowingField
from crmtrainer.ui.kit.page import Surface
from crmtrainer.ui.kit.scrolling import Growing
from crmtrainer.ui.kit.text import ElidedLabel, Label, is_restyling, plain_tip, strong

HEARING_PAUSE_MS = 300
LINES, LINES_WHEN_LOW = 3, 2
"""How far the field for own words grows."""


class SnugArea(Growing, QScrollArea):
    """As high as what it holds where there is room, and scrolling where there is not."""

    def __init__(self, inside: QWidget) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.setWidget(inside)

    @override
    def sizeHint(self) -> QSize:
        inside = self.widget()
        layout = inside.layout() if inside is not None else None
        if inside is None or layout is None:
            return super().sizeHint()
        height = layout.totalHeightForWidth(self.width()) if layout.hasHeightForWidth() else inside.sizeHint().height()
        return QSize(inside.minimumSizeHint().width(), height)

    @override
    def whole_height(self) -> int:
        return self.sizeHint().height()

    @override
    def minimumSizeHint(self) -> QSize:
        self.least = min(theme.px(64), self.whole_height())
        return QSize(theme.px(120), self.least_height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()


class Saying(Surface):
    """The part. `said` carries words, the move they are or are heard as, and whether they are own words."""

    said = Signal(str, str, bool)
    hear_wanted = Signal(str)
    announce = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("surface", edges=Qt.Edge.TopEdge, parent=parent)
        self.setAccessibleName(self.tr("What do you say?"))
        self._sentences: tuple[Sentence, ...] = ()
        self._hears = False
        self._heard_for = ""
        self._own = False
        self._heading = strong(self.tr("What do you say?"))
        self._key = ElidedLabel(size=Type.CAPTION, token="muted")
        self._key.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.hint = Button(self.tr("Hint"), "lightbulb-outline", Variant.QUIET, small=True, name=self.tr("Show a hint"))
        self.hint.hide()
        self.more = Button(icon="chevron-down", variant=Variant.QUIET, small=True, name=self.tr("Show suggestions"))
        self._opened_again = False
        self._just_said = QTimer(self)
        self._just_said.setSingleShot(True)
        self.choices = ChoiceList(self.tr("What do you say?"))
        frames = self.choices.layout()
        if frames is not None:  # room for the ring around the focused one
            frames.setContentsMargins(theme.px(4), theme.px(4), theme.px(4), theme.px(4))
        self.area = SnugArea(self.choices)
        self._own_label = Label(self.tr("In your own words"), size=Type.CAPTION, weight=SEMIBOLD)
        self.own = GrowingField(self.tr("In your own words"), most=LINES)
        self._own_label.setBuddy(self.own)
        self.heard = HeardAs()
        self.say = Button(self.tr("Say it"), variant=Variant.PRIMARY)
        self.problem = Label(size=Type.CAPTION, weight=SEMIBOLD, token="bad", wrap=True)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(HEARING_PAUSE_MS)
        self._build()
        self._pause.timeout.connect(self._hear)
        self.own.edited.connect(self._typed)
        self.own.entered.connect(self.speak)
        self.more.clicked.connect(self._open_again)
        self.choices.chosen.connect(self._chosen)
        self.say.clicked.connect(self.speak)
        self.set_sentences((), hears=False)

    def _build(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._heading)
        head.addStretch(0)  # for when the words after it are hidden
        head.addWidget(self._key, 1)
        head.addWidget(self.hint)
        head.addWidget(self.more)
        line = QHBoxLayout()
        line.setSpacing(theme.px(8))
        line.addWidget(self.own, 1)
        line.addWidget(self.say, 0, Qt.AlignmentFlag.AlignTop)
        self._column = QVBoxLayout(self)
        self._column.addLayout(head)
        self._column.addWidget(self.area, 1)
        self._column.addWidget(self._own_label)
        self._column.addLayout(line)
        self._column.addWidget(self.heard)
        self._column.addWidget(self.problem)
        self.heard.hide()
        self.problem.hide()
        self._restyle()

    def set_sentences(self, sentences: tuple[Sentence, ...], *, hears: bool, all_said: bool = False) -> None:
        """Offer these. `hears`: own words can be matched; without, they are said just as they are.

        `all_said`: none will come any more, and what is left is to say goodbye.
        """
        if sentences != self._sentences:
            self._sentences = sentences
            self.choices.set_choices(Choice(sentence.key, sentence.words, sentence.why) for sentence in sentences)
            self._own = bool(self.own.text().strip())
            self.area.verticalScrollBar().setValue(0)
            self.area.updateGeometry()
            self._heard_for = ""
            if self.own.text().strip():
                self._pause.start()
        self._hears = hears
        self._heading.setText(self.tr("Say goodbye, or end the call") if all_said else self.tr("What do you say?"))
        self.setAccessibleName(self._heading.text())
        blank = self.tr("Goodbye") if all_said else self.tr("Say something")
        self.own.setPlaceholderText(self.tr("Heard as one of these") if hears else blank)
        told = self.tr("Heard as one of the replies possible now; you see which before you say it")
        self.own.setToolTip(plain_tip(told) if hears else "")
        self._settle()

    def show_heard(self, words: str, heard: tuple[Sentence, ...]) -> None:
        """Show what these words were heard as."""
        self._heard_for = words
        self.heard.show_heard(heard)

    def set_low(self, low: bool) -> None:
        """Where the panel is low the field does without its label and grows less; its name stays."""
        self._own_label.setVisible(not low)
        self.own.set_most(LINES_WHEN_LOW if low else LINES)

    def put_back(self, words: str) -> None:
        """Own words that were typed before and not said."""
        self.own.setPlainText(words)
        self.own.moveCursor(QTextCursor.MoveOperation.End)

    def clear_words(self) -> None:
        """Forget what was said, after it was said."""
        with QSignalBlocker(self.own):
            self.own.clear()
        self.own.settle()
        self.choices.set_value(None)
        self._own = self._opened_again = False
        self._just_said.start(QApplication.doubleClickInterval())
        self._heard_for = ""
        self.heard.hide()
        self.show_problem("")
        self._settle()

    def show_problem(self, words: str) -> None:
        """Say what is wrong, or clear it."""
        self.problem.setText(words)
        self.problem.setVisible(bool(words))
        self.own.setAccessibleDescription(words)

    def take_keyboard(self) -> None:
        """Put the keyboard on the sentences, or into the field."""
        self.first_place().setFocus(Qt.FocusReason.OtherFocusReason)

    def first_place(self) -> QWidget:
        """The chosen sentence or the first of them, else the field."""
        return (self.choices.first() if self.area.isVisibleTo(self) else None) or self.own

    def speak(self) -> None:
        """Say what is chosen or typed. Own words are shown as heard first; a second time says them."""
        words = self.own.text().strip()
        if self._own and words:
            if self._hears and self._heard_for != words:
                self._hear()
                return
            self.said.emit(words, self.heard.move_chosen() if self._hears else "", True)
            return
        key = self.choices.value()
        chosen = next((sentence for sentence in self._sentences if sentence.key == key), None)
        if chosen is not None:
            self.said.emit(chosen.words, chosen.key, False)

    def _hear(self) -> None:
        words = self.own.text().strip()
        if words and self._hears and words != self._heard_for:
            self.hear_wanted.emit(words)

    def _typed(self, words: str) -> None:
        self._own = bool(words.strip())
        self._opened_again = self._opened_again and self._own
        if self._own:
            self.choices.set_value(None)
            self._pause.start()
        else:
            self._pause.stop()
            self.heard.hide()
            self._heard_for = ""
        self.show_problem("")
        self._settle()

    def _chosen(self, _key: object) -> None:
        self._own = False
        self._settle()

    def _open_again(self) -> None:
        """Show the sentences beside own words that are being written."""
        self._opened_again = True
        self._settle()
        first = self.choices.first()
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _give_way(self) -> None:
        """While own words are written the sentences are one line that opens again: the talk keeps its room."""
        folded = bool(self._sentences) and self._own and not self._opened_again
        self.area.setVisible(bool(self._sentences) and not folded)
        self._key.setVisible(not folded)
        self.more.setVisible(folded)
        if folded:
            many = len(self._sentences)
            words = self.tr("1 suggestion") if many == 1 else self.tr("%n suggestions", "", many)
            self.more.setText(words)
            self.more.setAccessibleName(self.tr("Show %1").replace("%1", words))

    def _settle(self) -> None:
        self._give_way()
        chosen = self.choices.value() is not None
        self._tell_key()
        ready = bool(self.own.text().strip()) if self._own else chosen
        missing = self.tr("Choose a sentence, or write your own") if self._sentences else self.tr("Write what you say")
        self.say.explain("" if ready else missing)

    def _tell_key(self) -> None:
        """What Ctrl+Enter does, in as many words as there is room for."""
        told = [self.tr("Ctrl+Enter says it"), self.tr("Ctrl+Enter")]
        if self.choices.value() is not None:
            told.insert(0, self.tr("Chosen: Ctrl+Enter says it"))
        beside = (self._heading, self.hint) if self.hint.isVisibleTo(self) else (self._heading,)
        taken = sum(widget.sizeHint().width() for widget in beside) + theme.px(48)
        metrics = self._key.fontMetrics()
        fitting = (words for words in told if metrics.horizontalAdvance(words) <= self.width() - taken)
        self._key.setText(next(fitting, told[-1]))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._tell_key()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if control and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            # A key held down, or pressed once too often, must not say what nobody chose.
            if not event.isAutoRepeat():
                self._speak_here()
            event.accept()
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.choices.choose_focused():
            event.accept()
            return
        super().keyPressEvent(event)

    def _speak_here(self) -> None:
        """Say the sentence that has the ring, else what is chosen or typed."""
        if self._just_said.isActive() and self.choices.value() is None and not self._own:
            return  # one press too many is no answer to what was said since
        self.choices.choose_focused()
        self.speak()

    def _restyle(self) -> None:
        self._column.setContentsMargins(theme.px(12), theme.px(8), theme.px(12), theme.px(10))
        self._column.setSpacing(theme.px(6))

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if is_restyling(event):
            self._restyle()
