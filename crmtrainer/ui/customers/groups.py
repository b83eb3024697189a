# SPDX-License-Identifier: MIT
"""What can be changed on a record in place: the stage of the life cycle, the need, and consent."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget
from typing_extensions import override

from crmtrainer.customers.commands import ChangeConsent, MoveStage, SetNeed
from crmtrainer.customers.queries import CustomerRecord
from crmtrainer.customers.rules import CONSENT_CHANNELS, STAGE_MOVES, Masked, Purpose, Stage
from crmtrainer.kernel.commands import Command
from crmtrainer.ui.customers.edit_group import EditGroup, Facts
from crmtrainer.ui.customers.labels import channel_words, purpose_words, stage_chip, stage_words
from crmtrainer.ui.dates import local, long_day
from crmtrainer.ui.desk import Desk
from crmtrainer.ui.filling import filled
from crmtrainer.ui.kit.chip import ChipRow
from crmtrainer.ui.kit.fields import TextBox
from crmtrainer.ui.kit.form import FormRow
from crmtrainer.ui.kit.segmented import Segment, Segmented
from crmtrainer.ui.kit.text import body, caption


class StageGroup(EditGroup):
    """The stage, its history, and moving on with a reason."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        heading = QCoreApplication.translate("Customer", "Stage")
        button = QCoreApplication.translate("Customer", "Move stage")
        super().__init__(desk, heading, button, "swap-horizontal", parent)
        self._record: CustomerRecord | None = None
        self._chips = ChipRow()
        self.history = Facts()
        self.view.addWidget(self._chips)
        self.view.addWidget(self.history)
        self.stage = QComboBox()
        self.reason = QLineEdit()
        self._rows = [
            FormRow(self.tr("Move to"), self.stage),
            FormRow(self.tr("Reason"), self.reason, hint=self.tr("What happened that makes this the right stage")),
        ]
        for row in self._rows:
            self.form.addWidget(row)
        self.finish_form()

    def show_record(self, record: CustomerRecord) -> None:
        """Show another state of the record; an entry under way stays."""
        if self._record is not None and self._record.header.id != record.header.id:
            self.close_form()
        self._record = record
        self._chips.set_chips([stage_chip(record.header.stage)])
        self.history.set_lines(
            tuple(
                (
                    "history",
                    filled(self.tr("%1 to %2: %3"), stage_words(step.was), stage_words(step.now), step.reason),
                    long_day(local(step.at).date()),
                )
                for step in record.stages
            )
        )

    @override
    def rows(self) -> list[FormRow]:
        return self._rows

    @override
    def load(self) -> None:
        self.stage.clear()
        self.reason.clear()
        if self._record is not None:
            for stage in Stage:
                if stage in STAGE_MOVES[self._record.header.stage]:
                    self.stage.addItem(stage_words(stage), stage)

    @override
    def command(self) -> Command | None:
        if self._record is None:
            return None
        return MoveStage(self._record.header.id, Stage(self.stage.currentData()), self.reason.text())


class NeedGroup(EditGroup):
    """What helps this customer, and apart from it, covered, why. The detail on record is never filled in here."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        heading = QCoreApplication.translate("Customer", "Need and adjustment")
        super().__init__(desk, heading, QCoreApplication.translate("Customer", "Edit"), "pencil-outline", parent)
        self._record: CustomerRecord | None = None
        self._need = body()
        self._detail = caption(wrap=True)
        self.view.addWidget(self._need)
        self.view.addWidget(self._detail)
        self.need = QLineEdit()
        self.detail = TextBox(lines=2)
        self._rows = [
            FormRow(self.tr("What helps"), self.need, hint=self.tr("The need, not the diagnosis: “Prefers text”")),
            FormRow(
                self.tr("Why, if they want us to know"),
                self.detail,
                hint=self.tr("Stays covered. Left empty, what is on record stays."),
            ),
        ]
        for row in self._rows:
            self.form.addWidget(row)
        self.finish_form()

    def show_record(self, record: CustomerRecord) -> None:
        """Show another state of the record; an entry under way stays."""
        if self._record is not None and self._record.header.id != record.header.id:
            self.close_form()
        self._record = record
        self._need.setText(record.header.need or self.tr("No need noted"))
        detail = record.field(Masked.NEED_DETAIL)
        words = detail.text if detail.is_clear else self.tr("The reason behind it is covered.")
        self._detail.setText(words if detail.text else "")
        self._detail.setVisible(bool(detail.text))

    @override
    def rows(self) -> list[FormRow]:
        return self._rows

    @override
    def load(self) -> None:
        self.need.setText(self._record.header.need if self._record is not None else "")
        self.detail.clear()

    @override
    def command(self) -> Command | None:
        if self._record is None:
            return None
        return SetNeed(self._record.header.id, self.need.text(), self.detail.toPlainText().strip() or None)

    @override
    def row_for_problem(self) -> FormRow:
        return self._rows[0]


class ConsentGroup(EditGroup):
    """Noting that consent was given or withdrawn: for what, on which channel, where it was said."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        heading = QCoreApplication.translate("Customer", "Consent as it stands")
        button = QCoreApplication.translate("Customer", "Note a change")
        super().__init__(desk, heading, button, "pencil-outline", parent)
        self._record: CustomerRecord | None = None
        self.purpose = QComboBox()
        for purpose in Purpose:
            self.purpose.addItem(purpose_words(purpose), purpose)
        self.channel = QComboBox()
        for channel in sorted(CONSENT_CHANNELS):
            self.channel.addItem(channel_words(channel), channel)
        self.given = Segmented(
            self.tr("The customer"), [Segment(True, self.tr("Gives consent")), Segment(False, self.tr("Withdraws it"))]
        )
        self.source = QLineEdit()
        self._rows = [
            FormRow(self.tr("For"), self.purpose),
            FormRow(self.tr("By"), self.channel),
            FormRow(self.tr("The customer"), self.given),
            FormRow(self.tr("Where and how they told us"), self.source),
        ]
        for row in self._rows:
            self.form.addWidget(row)
        self.finish_form()

    def show_record(self, record: CustomerRecord) -> None:
        """Remember whose consent it is; an entry under way stays."""
        if self._record is not None and self._record.header.id != record.header.id:
            self.close_form()
        self._record = record

    @override
    def rows(self) -> list[FormRow]:
        return self._rows

    @override
    def load(self) -> None:
        self.given.set_value(None)
        self.source.clear()

    @override
    def command(self) -> Command | None:
        if self._record is None:
            return None
        given = self.given.value()
        if not isinstance(given, bool):
            self._rows[2].set_error(self.tr("Choose whether consent is given or withdrawn"))
            return None
        return ChangeConsent(
            self._record.header.id,
            Purpose(self.purpose.currentData()),
            str(self.channel.currentData()),
            given,
            self.source.text(),
        )
