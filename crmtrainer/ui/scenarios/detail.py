# SPDX-License-Identifier: MIT
"""One scenario: what it is about, what it practises, earlier attempts, and the way to start it."""

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from crmtrainer.assessment.queries import AttemptRow
from crmtrainer.assessment.rules import AttemptState
from crmtrainer.house.catalogue import ScenarioCard
from crmtrainer.scenarios.rules import Mode
from crmtrainer.ui import theme
from crmtrainer.ui.dates import long_day, short_day
from crmtrainer.ui.kit.banner import Banner
from crmtrainer.ui.kit.buttons import Button, Variant
from crmtrainer.ui.kit.chip import Chip, ChipData, ChipRow
from crmtrainer.ui.kit.choice import Choice, ChoiceList
from crmtrainer.ui.kit.flow import Flow
from crmtrainer.ui.kit.icon_label import IconLabel
from crmtrainer.ui.kit.page import Surface
from crmtrainer.ui.kit.text import body, caption, section, strong, title
from crmtrainer.ui.scenarios.labels import (
    MODES,
    AtDesk,
    attempt_words,
    desk_words,
    mode_name,
    reason_against_hand_in,
    rules_of,
    said,
    state_look,
)
from crmtrainer.ui.theme import Tone

MOST_ATTEMPTS = 6
TWO_FROM = 480


class ScenarioDetail(Surface):
    """The right side of the page; `footer` is pinned below it."""

    start_requested = Signal(str, object)
    resume_requested = Signal(object)
    debrief_requested = Signal(object)
    hand_in_requested = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("surface", parent=parent)
        self.setAccessibleName(self.tr("The chosen scenario"))
        self._card: ScenarioCard | None = None
        self._asked = False
        self.name = title()
        self.facts = ChipRow()
        self.summary = body()
        self._practises = QVBoxLayout()
        self._law = QVBoxLayout()
        self._law_head = strong()
        self._criteria = QGridLayout()
        self._attempts = QVBoxLayout()
        self._attempts_head = strong(self.tr("Your attempts"))
        self.modes = ChoiceList(self.tr("How will you run it?"), self._mode_choices(), across=True)
        self.start_button = Button("", "play-circle-outline", Variant.PRIMARY)
        self.rules = Banner(
            self.tr("Before you begin"),
            rules_of(Mode.ASSESSED),
            detail=self.tr("You may stop and come back. Press the button again to agree."),
            icon="certificate-outline",
            tone=Tone.INFO,
        )
        self._stopped_row: AttemptRow | None = None
        self._at_desk: AtDesk | None = None
        self.stopped = Banner(icon="pause-circle-outline", tone=Tone.INFO)
        self.resume = Button(self.tr("Resume"), "play-circle-outline", Variant.PRIMARY)
        self.stopped.add(self.resume)
        self.resume.clicked.connect(lambda: self.resume_requested.emit(self._stopped_row))
        self.stopped.hide()
        self.footer = self._make_footer()
        self._build()
        self.modes.set_value(Mode.PRACTISE)
        self.modes.chosen.connect(lambda _mode: self._follow_mode())
        self.start_button.clicked.connect(self._start)
        self._follow_mode()

    def _mode_choices(self) -> tuple[Choice, ...]:
        return tuple(Choice(mode, said(name), said(words), icon=icon) for mode, (name, words, icon, _) in MODES.items())

    def _build(self) -> None:
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        column = QVBoxLayout(self)
        margin = theme.px(16)
        column.setContentsMargins(margin, margin, margin, margin)
        column.setSpacing(theme.px(12))
        head = QHBoxLayout()
        head.addWidget(self.name, 1)
        column.addLayout(head)
        column.addWidget(self.stopped)
        column.addWidget(self.facts)
        column.addWidget(self.summary)
        two = self._two = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        for name, box, head_label in (
            (self.tr("What you practise"), self._practises, None),
            ("", self._law, self._law_head),
        ):
            side = QVBoxLayout()
            side.setSpacing(theme.px(6))
            side.addWidget(head_label or strong(name))
            box.setSpacing(theme.px(6))
            side.addLayout(box)
            side.addStretch(1)
            two.addLayout(side, 1)
        column.addLayout(two)
        column.addWidget(strong(self.tr("Criteria it can give evidence for")))
        self._criteria.setHorizontalSpacing(theme.px(12))
        self._criteria.setVerticalSpacing(theme.px(4))
        self._criteria.setColumnStretch(1, 1)
        column.addLayout(self._criteria)
        share = self.tr(
            "One item of evidence for each. Where a criterion asks for more, another scenario or work gives the next."
        )
        column.addWidget(caption(share, wrap=True))
        column.addWidget(self._attempts_head)
        self._attempts.setSpacing(theme.px(4))
        column.addLayout(self._attempts)
        column.addStretch(1)

    def _make_footer(self) -> Surface:
        footer = Surface("window", edges=Qt.Edge.TopEdge)
        footer.setAccessibleName(self.tr("How will you run it?"))
        column = QVBoxLayout(footer)
        margin = theme.px(16)
        column.setContentsMargins(margin, theme.px(12), margin, theme.px(12))
        column.setSpacing(theme.px(8))
        head = QHBoxLayout()
        head.addWidget(section(self.tr("How will you run it?")), 1)
        self._aside = caption(self.tr("You can stop and come back at any time"))
        head.addWidget(self._aside)
        column.addLayout(head)
        column.addWidget(self.modes)
        self.rules.hide()
        column.addWidget(self.rules)
        row = QHBoxLayout()
        row.addWidget(self.start_button)
        row.addStretch(1)
        column.addLayout(row)
        return footer

    def _arrange(self) -> None:
        """Two columns where there is room for them."""
        beside = self.width() >= theme.px(TWO_FROM)
        self._two.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)
        self._two.setSpacing(theme.px(24 if beside else 12))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def set_compact(self, compact: bool) -> None:
        """In a low window the heading above the modes gives way."""
        self._aside.setVisible(not compact)

    def show_card(
        self,
        card: ScenarioCard,
        attempts: tuple[AttemptRow, ...],
        at_desk: AtDesk | None = None,
        *,
        numbered: bool = False,
    ) -> None:
        """Show one scenario with this person's attempts at it, newest first, and which of them is open.

        `numbered`: with its number, which means something where there are several.
        """
        self._at_desk = at_desk
        if self._card is None or self._card.key != card.key:
            self._follow_mode()
        self._card = card
        self.name.setText(card.title)
        which = (ChipData(self.tr("Scenario %1").replace("%1", str(card.number)), "pound"),) if numbered else ()
        self.facts.set_chips(
            (
                *which,
                ChipData(self.tr("%1 min").replace("%1", str(card.minutes)), "timer-outline"),
                ChipData(self.tr("%n contacts", "", card.contacts), "forum-outline"),
                ChipData(card.organisation, "domain"),
            )
        )
        self.summary.setText(card.summary)
        _fill(self._practises, [_line("check-circle-outline", words) for words in card.practises])
        self._law_head.setText(self.tr("Law, as at %1").replace("%1", _day(card.law_as_at)))
        _fill(self._law, [_line("scale-balance", words) for words in card.law])
        _empty(self._criteria)
        for number, (ident, words) in enumerate(card.criteria):
            self._criteria.addWidget(strong(ident), number, 0, Qt.AlignmentFlag.AlignTop)
            self._criteria.addWidget(body(words), number, 1)
        self._offer_to_resume(self._first_to_resume(attempts))
        self._attempts_head.setVisible(bool(attempts))
        _fill(self._attempts, [self._attempt(row) for row in attempts[:MOST_ATTEMPTS]])

    def take_keyboard(self) -> None:
        """Put the keyboard on what comes first: what was stopped, else a new start."""
        first = self.start_button if self.stopped.isHidden() else self.resume
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _first_to_resume(self, attempts: tuple[AttemptRow, ...]) -> AttemptRow | None:
        """The open run, else the last one that was stopped."""
        running = [row for row in attempts if row.state is AttemptState.RUNNING]
        at = None if self._at_desk is None else self._at_desk.attempt_id
        return next((row for row in running if row.id == at), next(iter(running), None))

    def follow_desk(self, at_desk: AtDesk | None) -> None:
        """Let the words of the open run follow its clock."""
        self._at_desk = at_desk
        if self._stopped_row is not None:
            self._tell_stopped(self._stopped_row)

    def _offer_to_resume(self, row: AttemptRow | None) -> None:
        """What is open or was stopped comes before anything new."""
        self._stopped_row = row
        self.stopped.setVisible(row is not None)
        self.start_button.set_variant(Variant.PRIMARY if row is None else Variant.PLAIN)
        if row is not None:
            self._tell_stopped(row)

    def _tell_stopped(self, row: AttemptRow) -> None:
        at_desk = self._at_desk
        if at_desk is None or at_desk.attempt_id != row.id:
            words, way = self.tr("Stopped: practice time stands still"), self.tr("Resume")
            icon = "pause-circle-outline"
        else:
            words, way = desk_words(at_desk), self.tr("Back to the desk")
            icon = "play-circle-outline" if at_desk.speed else "pause-circle-outline"
        self.stopped.set_tone(Tone.INFO, icon)
        self.stopped.set_words(f"{attempt_words(row)}, {mode_name(row.mode)}", words)
        self.resume.setText(way)
        self.resume.setAccessibleName(f"{way}: {attempt_words(row)}")

    def _attempt(self, row: AttemptRow) -> QWidget:
        held = QWidget()
        line = QHBoxLayout(held)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.px(12))
        words, icon, tone = state_look(row, self._at_desk)
        told = Flow(spacing=12)
        told.add(body(attempt_words(row), wrap=False))
        told.add(body(short_day(row.started_at.date()), wrap=False, token="muted"))
        told.add(body(mode_name(row.mode), wrap=False, token="muted"))
        told.add(Chip(words, icon, tone))
        line.addWidget(told, 1)
        name = f"{self.tr('Attempt')} {row.number}"
        if row.state is AttemptState.RUNNING:
            is_open = self._at_desk is not None and self._at_desk.attempt_id == row.id
            way = self.tr("Back to the desk") if is_open else self.tr("Resume")
            line.addWidget(self._link(way, name, self.resume_requested, row))
        else:
            line.addWidget(self._link(self.tr("Debrief"), name, self.debrief_requested, row))
        if not reason_against_hand_in(row):
            line.addWidget(self._link(self.tr("Hand in"), name, self.hand_in_requested, row))
        return held

    def _link(self, words: str, about: str, signal: object, row: AttemptRow) -> Button:
        button = Button(words, variant=Variant.LINK, name=f"{words}: {about}")
        button.clicked.connect(lambda: signal.emit(row))  # type: ignore[attr-defined]  # a bound signal
        return button

    def _follow_mode(self) -> None:
        mode = self.modes.value()
        assert isinstance(mode, Mode)
        self.start_button.setText(said(MODES[mode][3]))
        self._withdraw_rules()

    def _withdraw_rules(self) -> None:
        self._asked = False
        self.rules.hide()

    def _start(self) -> None:
        mode = self.modes.value()
        if self._card is None or not isinstance(mode, Mode):
            return
        if mode is Mode.ASSESSED and not self._asked:
            self._asked = True
            self.rules.show()
            self.start_button.setText(self.tr("I agree, start"))
            self.start_button.setFocus()
            return
        self._follow_mode()
        self.start_requested.emit(self._card.key, mode)


def _line(icon: str, words: str) -> QWidget:
    held = QWidget()
    row = QHBoxLayout(held)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(theme.px(8))
    row.addWidget(IconLabel(icon, 20), 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(body(words), 1)
    return held


def _fill(box: QVBoxLayout, widgets: list[QWidget]) -> None:
    _empty(box)
    for widget in widgets:
        box.addWidget(widget)


def _empty(box: QVBoxLayout | QGridLayout) -> None:
    while (item := box.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()


def _day(iso: str) -> str:
    return long_day(date.fromisoformat(iso))
