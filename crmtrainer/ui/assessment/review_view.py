# SPDX-License-Identifier: MIT
"""One attempt under review: its name, what its file shows, the replay and the form; side by side, or in turns."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from crmtrainer.assessment.queries import JudgementRow
from crmtrainer.assessment.rubrics import RubricContent
from crmtrainer.assessment.rules import Use
from crmtrainer.house.reviewing import Review
from crmtrainer.kernel.ids import AttemptId
from crmtrainer.reports.replaying import ReplayRow, replay_rows
from crmtrainer.ui import theme
from crmtrainer.ui.assessment.case import NOTHING_KNOWN, cases_of, place_of
from crmtrainer.ui.assessment.clocks_area import ClocksArea
from crmtrainer.ui.assessment.judgement_form import JudgementForm
from crmtrainer.ui.assessment.labels import banner_of, details_of, mode_told
from crmtrainer.ui.assessment.observations import Offered
from crmtrainer.ui.assessment.replay_pane import ReplayPane
from crmtrainer.ui.desk import Desk
from crmtrainer.ui.drafting import Keeper
from crmtrainer.ui.kit.banner import Banner
from crmtrainer.ui.kit.buttons import Button, Variant
from crmtrainer.ui.kit.chip import Chip, ChipData
from crmtrainer.ui.kit.page import Surface
from crmtrainer.ui.kit.segmented import Segment, Segmented
from crmtrainer.ui.kit.text import body, plain_tip, title
from crmtrainer.ui.theme import Tone

FORM_WIDTH = 396
BESIDE_FROM, NAME_FROM = 740, 520
"""Widths from which replay and form stand side by side, and from which the button beside the name has words."""


class Part(Enum):
    """What is in sight when there is room for one only."""

    REPLAY = "replay"
    JUDGEMENT = "judgement"


class ReviewView(Surface):
    """Fill it with `show_review`, and after each act with `show_marks`."""

    export_pressed = Signal()

    def __init__(self, keeper: Keeper, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__("surface", parent=parent)
        self._review: Review | None = None
        self._rows: tuple[ReplayRow, ...] = ()
        self._beside = True
        self.name = title()
        self.chips = tuple(Chip() for _ in range(3))
        self.chips[1].stand_firm()
        self.export = Button(self.tr("Export evidence…"), "file-export-outline")
        self.banner = Banner()
        self.more = Button(self.tr("Details"), variant=Variant.LINK, small=True)
        self.more.setCheckable(True)
        self.clocks = Button(self.tr("Clocks"), variant=Variant.LINK, small=True)
        self.clocks.setCheckable(True)
        self.clocks_area = ClocksArea(desk, self)
        self.details = body()
        self.details_area = QScrollArea()
        self.parts = Segmented(
            self.tr("In sight"),
            [
                Segment(Part.REPLAY, self.tr("Replay"), "play-circle-outline"),
                Segment(Part.JUDGEMENT, self.tr("Judgement"), "clipboard-check-outline"),
            ],
        )
        self.replay = ReplayPane()
        self.form = JudgementForm(keeper)
        self._build()
        self._connect()

    def _build(self) -> None:
        margin = theme.px(16)
        self._top = QWidget()
        top = QVBoxLayout(self._top)
        top.setContentsMargins(0, 0, 0, 0)
        top.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(margin, theme.px(8), margin, theme.px(8))
        head.setSpacing(theme.px(12))
        chips = QHBoxLayout()
        chips.setSpacing(theme.px(8))
        for chip in self.chips:
            chips.addWidget(chip)
        chips.addStretch(1)
        self._names = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._names.setSpacing(theme.px(4))
        self._names.addWidget(self.name)
        self._names.addLayout(chips, 1)
        head.addLayout(self._names, 1)
        head.addWidget(self.export, 0, Qt.AlignmentFlag.AlignVCenter)
        self.banner.add(self.clocks)
        self.banner.add(self.more)
        self.details.setContentsMargins(margin, theme.px(8), margin, theme.px(8))
        self.details.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.details_area.setWidget(self.details)
        self.details_area.setWidgetResizable(True)
        self.details_area.setAccessibleName(self.tr("What was verified"))
        self.details_area.hide()
        self.clocks_area.hide()
        self._turns = Surface("surface", edges=Qt.Edge.BottomEdge)
        turns = QHBoxLayout(self._turns)
        turns.setContentsMargins(margin, theme.px(6), margin, theme.px(6))
        turns.addWidget(self.parts)
        turns.addStretch(1)
        self.parts.set_value(Part.REPLAY)
        both = QHBoxLayout()
        both.setSpacing(0)
        both.addWidget(self.replay, 1)
        both.addWidget(self.form)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        top.addLayout(head)
        top.addWidget(self.banner)
        top.addWidget(self.details_area)
        top.addWidget(self.clocks_area)
        column.addWidget(self._top)
        column.addWidget(self._turns)
        column.addLayout(both, 1)
        self.arrange(beside=True)

    def _connect(self) -> None:
        self.export.clicked.connect(self.export_pressed)
        for button, other in ((self.more, self.clocks), (self.clocks, self.more)):
            button.toggled.connect(partial(self._unfold, other))
        self.parts.chosen.connect(lambda _part: self.arrange(beside=self._beside))
        self.form.act_asked.connect(self._go_to_cited)

    def areas(self) -> list[QWidget]:
        """The parts that F6 visits, in reading order."""
        return [self._top, self._turns, self.replay, *self.form.areas()]

    def show_review(self, review: Review) -> None:
        """Show an attempt from its first act."""
        self._review = review
        row = review.row
        words = self.tr("%1: %2").replace("%1", row.learner_name, 1).replace("%2", row.title, 1)
        self.name.setText(words)
        chips = (
            ChipData(self.tr("Attempt %1").replace("%1", str(row.number)), "history"),
            ChipData(self.tr("Simulated"), "flask-outline", Tone.WARN),
            ChipData(mode_told(review), "certificate-outline" if row.mode == "assessed" else "school-outline"),
        )
        for chip, data in zip(self.chips, chips, strict=True):
            chip.set_chip(data)
        self.show_proof()
        self.more.setChecked(False)
        self.clocks.setChecked(False)
        self.clocks_area.show_review(review)
        self._rows = replay_rows(review.acts, review.story)
        self.replay.set_rows(self._rows)
        self.parts.set_value(Part.REPLAY)
        self.arrange(beside=self._beside)

    def _unfold(self, other: Button, unfolded: bool) -> None:
        """Of details and clocks one is in sight at most: the replay keeps its room."""
        if unfolded:
            other.setChecked(False)
        self.details_area.setVisible(self.more.isChecked())
        self.clocks_area.setVisible(self.clocks.isChecked())

    def show_proof(self) -> None:
        """Say what the file shows, once more when that has become more."""
        if self._review is not None:
            self._show_banner()
            self.details.setText(details_of(self._review))

    def show_marks(
        self,
        judgements: tuple[JudgementRow, ...],
        chosen: Mapping[str, Use],
        rubrics: Mapping[str, RubricContent],
        others: Mapping[str, int],
        spoken_of: Mapping[str, frozenset[str]] = NOTHING_KNOWN,
    ) -> None:
        """Show what was decided and chosen so far; `spoken_of` as in `cases_of`."""
        review = self._review
        if review is None:
            return
        cases = cases_of(review, self._rows, rubrics, others, spoken_of)
        self.form.set_case(AttemptId(review.row.id), cases, judgements, chosen)

    def _show_banner(self) -> None:
        if self._review is None:
            return
        heading, told, tone, icon = banner_of(self._review)
        # In a narrow window the words stand below the heading, where they have the whole width.
        self.banner.set_words(heading, told if self._beside else "", "" if self._beside else told)
        self.banner.set_tone(tone, icon)

    def arrange(self, *, beside: bool) -> None:
        """Stand replay and form side by side, or show the one that is chosen."""
        if beside is not self._beside:
            self._beside = beside
            down, along = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
            self._names.setDirection(down if beside else along)
            for chip in (self.chips[0], self.chips[2]):
                chip.setVisible(beside)
            self._show_banner()
        self._turns.setVisible(not beside)
        part = self.parts.value()
        self.replay.setVisible(beside or part is Part.REPLAY)
        self.form.setVisible(beside or part is Part.JUDGEMENT)
        if beside:
            self.form.setFixedWidth(theme.px(FORM_WIDTH))
        else:
            self.form.setMinimumWidth(0)
            self.form.setMaximumWidth(16_777_215)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < theme.px(NAME_FROM)
        self.export.setText("" if narrow else self.tr("Export evidence…"))
        self.export.setToolTip(plain_tip(self.export.accessibleName()) if narrow else "")
        # In a low window what was verified and the clocks scroll sooner, and leave the replay its room.
        most = max(theme.px(72), min(theme.px(190), self.height() // 5))
        self.details_area.setMaximumHeight(most)
        self.clocks_area.setMaximumHeight(most)

    def show_part(self, part: Part) -> None:
        """Bring replay or form into sight."""
        self.parts.set_value(part)
        self.arrange(beside=self._beside)

    def _go_to_cited(self, offered: object) -> None:
        if not isinstance(offered, Offered):
            return
        row = place_of(offered, self._rows)
        if row is None:
            return
        self.show_part(Part.REPLAY)
        self.replay.go_to_row(row)
        self.replay.list.setFocus(Qt.FocusReason.OtherFocusReason)
