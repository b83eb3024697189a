# SPDX-License-Identifier: MIT
"""Handing work to a team: what that team asks for becomes the rows, and nothing else travels by itself."""

import json
from datetime import datetime, timedelta
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QVBoxLayout, QWidget

from crmtrainer.handoffs.commands import HandoffItemGiven, SendHandoff
from crmtrainer.handoffs.queries import HandoffRow
from crmtrainer.handoffs.rules import Said
from crmtrainer.interactions.queries import AttachmentRow
from crmtrainer.kernel.errors import Expected
from crmtrainer.kernel.ids import HandoffId, TicketId
from crmtrainer.organisation.queries import TeamRow, teams
from crmtrainer.organisation.rules import FieldKind
from crmtrainer.ui import theme
from crmtrainer.ui.dates import span
from crmtrainer.ui.desk import Desk
from crmtrainer.ui.drafting import Drafting
from crmtrainer.ui.filling import filled
from crmtrainer.ui.kit.buttons import Variant
from crmtrainer.ui.kit.combo import Combo
from crmtrainer.ui.kit.entries import Entry
from crmtrainer.ui.kit.fields import TextBox
from crmtrainer.ui.kit.form_panel import FormPanel
from crmtrainer.ui.kit.text import caption, on_button, spoken
from crmtrainer.ui.kit.ticked import MomentField
from crmtrainer.wording import sentence_for

_FIELDS = {"handoff.no_summary": "summary", "handoff.already_running": "team", "handoff.no_such_team": "team"}


class HandoffForm(FormPanel):
    """Team, what they are to do, what they ask for, when the customer needs it, and which files go along."""

    sent = Signal(str)
    """The reference of the handoff that was sent."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__("", "", "send-outline", variant=Variant.COLLEAGUE, parent=parent)
        self._desk = desk
        self._ticket: TicketId | None = None
        self._replaces: HandoffId | None = None
        self._teams: tuple[TeamRow, ...] = ()
        self._head(None)
        self.save_button.setText(self.tr("Send to team"))
        self.team: Combo[str] = Combo()
        self.terms = caption(wrap=True)
        self.summary = TextBox(lines=3)
        self.need_by = MomentField(self.tr("The customer needs it by"))
        self.also = caption(wrap=True)
        """What else the team asks for, which is given by the time and the files below."""
        self._asked = QVBoxLayout()
        self._asked.setSpacing(theme.px(12))
        self._fields: dict[str, QLineEdit] = {}
        self._given: dict[str, str] = {}
        """What was entered into the rows of any team, by field; a row comes back with its team."""
        self._files: dict[int, QCheckBox] = {}
        self._file_box = QWidget()
        self._file_rows = QVBoxLayout(self._file_box)
        self._file_rows.setContentsMargins(0, 0, 0, 0)
        self._build_rows()
        for key in ("team", "summary", "need_by"):
            self.entries.add(key, self.form.rows[key].field)
        self.entries.add_entry("given", Entry(self._read_given, self._write_given))
        self.entries.add_entry("files", Entry(self._read_files, self._write_files))
        self._drafting = Drafting(desk, "hand_off", self.entries, self.draft_line, self)
        self.team.currentIndexChanged.connect(lambda _index: self._follow_team())
        self.saving.connect(self._send)

    def _build_rows(self) -> None:
        self.form.add("team", self.tr("Team"), self.team)
        self.form.column.addWidget(self.terms)
        self.form.add("summary", self.tr("What are they to do?"), self.summary)
        self.form.column.addLayout(self._asked)
        self.form.column.addWidget(self.also)
        self.form.add("need_by", self.tr("By when"), self.need_by)
        self.form.add("files", self.tr("Files that go along"), self._file_box)
        note = self.tr("Only what you enter here travels. The rest of the record stays.")
        self.form.column.addWidget(caption(note, wrap=True))

    def _head(self, again: HandoffRow | None) -> None:
        """Name the form by what it does; above a handoff to be corrected stands what the team said was missing."""
        name = self.tr("Hand off") if again is None else self.tr("Correct the handoff")
        self.setAccessibleName(name)
        self.header.name.setText(name)
        came = () if again is None else again.messages
        said = next((one.words for one in reversed(came) if one.said is Said.BOUNCED), "")
        sent_back = self.tr("%1 sent it back: “%2”")
        self.set_remark(filled(sent_back, again.team_name, said) if again is not None and said else "")

    def show_for(
        self, ticket_id: TicketId, ref: str, files: tuple[AttachmentRow, ...], now: datetime, again: HandoffRow | None
    ) -> None:
        """Offer a handoff for a ticket. `again` is a bounced one, whose entries are put back to be corrected.

        What was begun about the same comes back.
        """

        def make_ready() -> None:
            self._clear()
            self._teams = self._desk.ask(teams)
            self.team.blockSignals(True)
            self.team.set_pairs([(team.key, team.name) for team in self._teams])
            self.team.blockSignals(False)
            self.need_by.suggest(now + timedelta(days=1), now)
            self._offer_files(files)
            self._follow_team()
            if again is not None:
                self._put_back(again)

        self._ticket = ticket_id
        self._replaces = None if again is None else HandoffId(again.id)
        self._head(again)
        self.header.beside.setText(ref)
        about = f"ticket:{ticket_id}" if again is None else f"ticket:{ticket_id}/again:{again.id}"
        self._drafting.turn_to(about, make_ready)
        self.form.clear_errors()

    def _clear(self) -> None:
        self.summary.clear()
        self.need_by.clear()
        self._write_given("{}")
        self._write_files("")

    def _read_given(self) -> str:
        return json.dumps({field: words for field, words in sorted(self._given.items()) if words}, ensure_ascii=False)

    def _write_given(self, written: str) -> None:
        self._given = dict(json.loads(written))
        for field, edit in self._fields.items():
            edit.setText(self._given.get(field, ""))

    def _enter(self, field: str, words: str) -> None:
        self._given[field] = words
        self.entries.changed.emit()

    def _read_files(self) -> str:
        return ",".join(str(ident) for ident, box in self._files.items() if box.isChecked())

    def _write_files(self, written: str) -> None:
        chosen = written.split(",")
        for ident, box in self._files.items():
            box.setChecked(str(ident) in chosen)

    def _offer_files(self, files: tuple[AttachmentRow, ...]) -> None:
        while (item := self._file_rows.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        self._files = {}
        for file in files:
            box = QCheckBox(on_button(file.name))
            box.setAccessibleDescription(spoken(file.about))
            box.toggled.connect(self.entries.changed)
            self._file_rows.addWidget(box)
            self._files[file.id] = box
            if file.about:
                self._file_rows.addWidget(caption(file.about, wrap=True))
        self.form.rows["files"].setVisible(bool(files))

    def _put_back(self, again: HandoffRow) -> None:
        self.team.set_value(again.team)
        self.summary.setPlainText(again.summary)
        if again.need_by is not None:
            self.need_by.set_moment(again.need_by)
        for item in again.items:
            if item.field in self._fields:
                self._fields[item.field].setText(item.value)
            if item.attachment_id in self._files:
                self._files[item.attachment_id].setChecked(True)

    def _follow_team(self) -> None:
        """Show a row for each text the chosen team asks for."""
        for field in self._fields:
            row = self.form.rows.pop(field)
            self._asked.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._fields = {}
        team = self._team()
        if team is None:
            return
        for asked in team.acceptance.required:
            if asked.kind is FieldKind.TEXT:
                edit = QLineEdit(self._given.get(asked.field, ""))
                edit.textChanged.connect(partial(self._enter, asked.field))
                row = self.form.make(asked.field, asked.label, edit, asked.hint)
                self._asked.addWidget(row)
                self._fields[asked.field] = edit
        others = [
            _in_mid_sentence(asked.label) for asked in team.acceptance.required if asked.kind is not FieldKind.TEXT
        ]
        self.also.setText(self.tr("They also ask for: %1.").replace("%1", ", ".join(others)))
        self.also.setVisible(bool(others))
        wanted = self.tr("In working time, they accept or refuse within %1 and finish within %2.")
        words = filled(wanted, span(team.accept_minutes * 60), span(team.complete_minutes * 60))
        self.terms.setText(words)

    def _team(self) -> TeamRow | None:
        if not self.team.has_values():
            return None
        return next((team for team in self._teams if team.key == self.team.value()), None)

    def _send(self) -> None:
        team = self._team()
        if team is None or self._ticket is None:
            self.show_problem(self.tr("There is no team to hand this to"), "team")
            return
        done = self._desk.try_to(
            SendHandoff(
                self._ticket,
                team.key,
                self.summary.toPlainText(),
                self.need_by.moment(),
                self._items(team),
                self._replaces,
            )
        )
        if isinstance(done, Expected):
            self.show_problem(sentence_for(done), _FIELDS.get(done.code, ""))
            return
        self._drafting.done(self._clear)
        self.form.clear_errors()
        self.sent.emit(str(done.outcome.facts.get("ref", "")))

    def _items(self, team: TeamRow) -> tuple[HandoffItemGiven, ...]:
        items = [HandoffItemGiven(field, edit.text()) for field, edit in self._fields.items() if edit.text().strip()]
        wanted = [asked.field for asked in team.acceptance.required if asked.kind is FieldKind.ATTACHMENT]
        chosen = [ident for ident, box in self._files.items() if box.isChecked()]
        for number, ident in enumerate(chosen):
            field = wanted[number] if number < len(wanted) else f"file_{number + 1}"
            items.append(HandoffItemGiven(field, "", ident))
        return tuple(items)


def _in_mid_sentence(label: str) -> str:
    """A label with a small initial; one that begins with more capitals, as PDF does, stays."""
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]
