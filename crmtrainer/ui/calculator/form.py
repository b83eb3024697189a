# SPDX-License-Identifier: MIT
"""The fields of the calculator: what is asked, and by which hours. They hold text, which is read at each change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import Final
from zoneinfo import ZoneInfo

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtWidgets import QCompleter, QLineEdit, QVBoxLayout, QWidget
from typing_extensions import override

from crmtrainer.kernel.errors import Expected
from crmtrainer.service_levels.calculator import Op
from crmtrainer.service_levels.calendars import DAYS
from crmtrainer.service_levels.public_holidays import check_region
from crmtrainer.service_levels.zones import zone_named, zone_names
from crmtrainer.ui import theme
from crmtrainer.ui.calculator.presets import OWN, Preset
from crmtrainer.ui.calculator.reading import dated_hours_written, dates_written
from crmtrainer.ui.calculator.wall_line import WallLine
from crmtrainer.ui.hours_text import write_hours
from crmtrainer.ui.kit.combo import Combo
from crmtrainer.ui.kit.fields import TextBox
from crmtrainer.ui.kit.form import Form
from crmtrainer.ui.kit.page import Surface
from crmtrainer.ui.kit.search_combo import SearchCombo
from crmtrainer.ui.kit.segmented import Segment, Segmented
from crmtrainer.ui.kit.text import is_restyling, strong
from crmtrainer.ui.regions import also_found_by, region_choices

LABELS: Final = 104
LINES: Final = ("start", "amount", "end", "zone", *DAYS, "closures")
BOXES: Final = ("pauses", "date_hours")


class QuestionForm(Surface):
    """`edited` at each change. Entries are texts by field; what they mean is for whoever reads them."""

    edited = Signal()

    def __init__(self, presets: tuple[Preset, ...], parent: QWidget | None = None) -> None:
        super().__init__("surface", edges=Qt.Edge.RightEdge, parent=parent)
        self._presets = presets
        self._filling = False
        self.op = Segmented(
            self.tr("What to work out"),
            [
                Segment(Op.ADD, self.tr("Due time"), "calendar-clock-outline"),
                Segment(Op.ELAPSED, self.tr("Working time"), "timer-outline"),
            ],
        )
        self.lines: dict[str, QLineEdit] = {
            key: WallLine(self._zone) if key in ("start", "end") else QLineEdit() for key in LINES
        }
        self.boxes = {key: TextBox(lines=2) for key in BOXES}
        self.hours: Combo[str] = Combo([*((p.key, p.name) for p in presets), (OWN, self.tr("Hours of your own"))])
        self.region: SearchCombo[str] = SearchCombo(region_choices(), also_found_by)
        names = QCompleter(list(zone_names()), self)
        names.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        names.setFilterMode(Qt.MatchFlag.MatchContains)
        self.lines["zone"].setCompleter(names)
        self.form = Form(left=LABELS)
        self._build()
        self._connect()
        self._restyle()
        self.op.set_value(Op.ADD)
        self._follow_op()

    def _build(self) -> None:
        add, lines = self.form.add, self.lines
        add("start", self.tr("Start"), lines["start"])
        add("amount", self.tr("Working time"), lines["amount"], self.tr("Like 8 h, 1 h 30 min or 90 min"))
        add("end", self.tr("End"), lines["end"])
        add("pauses", self.tr("Pauses"), self.boxes["pauses"], self.tr("A line each: 24 Dec 2026 14:00 – 15:30"))
        self.form.column.addWidget(strong(self.tr("Hours and days")))
        add("hours", self.tr("Hours"), self.hours)
        names = (
            self.tr("Monday"),
            self.tr("Tuesday"),
            self.tr("Wednesday"),
            self.tr("Thursday"),
            self.tr("Friday"),
            self.tr("Saturday"),
            self.tr("Sunday"),
        )
        for day, name in zip(DAYS, names, strict=True):
            lines[day].setPlaceholderText(self.tr("Closed"))
            add(day, name, lines[day])
        add("region", self.tr("Public holidays"), self.region)
        add("closures", self.tr("Closed on"), lines["closures"], self.tr("Like 24 Dec 2026, 31 Dec 2026"))
        words = self.tr("A line each: 24 Dec 2026: 09:00–12:00")
        add("date_hours", self.tr("Other hours"), self.boxes["date_hours"], words)
        add("zone", self.tr("Time zone"), lines["zone"])
        self._usual_hints = {key: self.form.rows[key].hint() for key in ("pauses", "closures", "date_hours")}
        column = QVBoxLayout(self)
        margin = theme.px(16)
        column.setContentsMargins(margin, theme.px(12), margin + 1, margin)
        column.setSpacing(theme.px(12))
        column.addWidget(self.op)
        column.addWidget(self.form)
        column.addStretch(1)

    def _connect(self) -> None:
        self.op.chosen.connect(lambda _op: self._follow_op())
        self.hours.activated.connect(lambda _place: self.take_chosen())
        self.region.activated.connect(lambda _place: self._tell())
        for key, line in self.lines.items():
            line.textChanged.connect(self._own_hours if key in DAYS else lambda _text: self._tell())
        for box in self.boxes.values():
            box.textChanged.connect(self._tell)

    def _zone(self) -> ZoneInfo:
        """The zone that is asked about; UTC while none is written."""
        try:
            return zone_named(self.lines["zone"].text().strip())
        except Expected:
            return ZoneInfo("UTC")

    def first(self) -> QWidget:
        """Where the keyboard goes first."""
        return self.lines["start"]

    def what(self) -> Op:
        """What is to be worked out."""
        chosen = self.op.value()
        assert isinstance(chosen, Op)
        return chosen

    def texts(self) -> dict[str, str]:
        """What stands in every field, to be put back with `put_back`."""
        found = {key: line.text() for key, line in self.lines.items()}
        found |= {key: box.toPlainText() for key, box in self.boxes.items()}
        return {**found, "region": self.region.written(), "hours": self.hours.value(), "op": self.what().value}

    def put_back(self, texts: Mapping[str, str]) -> None:
        """Fill fields with texts; fields that are not named stay as they are."""
        self._filling = True
        for key, line in self.lines.items():
            if key in texts:
                line.setText(texts[key])
                line.setCursorPosition(0)
        for key, box in self.boxes.items():
            if key in texts:
                box.setPlainText(texts[key])
        if "region" in texts:
            self._offer_region(texts["region"])
        if "op" in texts:
            self.op.set_value(Op(texts["op"]))
        self.hours.put_back(texts.get("hours", OWN))
        self._filling = False
        self._follow_op()

    def take(self, preset: Preset) -> None:
        """Put the hours of a preset into the fields; of a calendar all that it says."""
        texts = {day: write_hours(preset.hours.get(day, [])) for day in DAYS}
        if preset.whole is not None:
            texts |= {
                "zone": preset.whole.zone,
                "region": preset.whole.region or "",
                "closures": dates_written(preset.whole.closures),
                "date_hours": dated_hours_written(preset.whole.date_hours),
            }
        self.put_back({**texts, "hours": preset.key})

    def show_faults(self, faults: Mapping[str, str]) -> None:
        """Say at each field what to write; the keyboard stays where it is."""
        for key, row in self.form.rows.items():
            if row.error() != faults.get(key, ""):
                row.set_error(faults.get(key, ""))

    def show_hints(self, hints: Mapping[str, str]) -> None:
        """Say at fields how their entry was understood."""
        for key in ("start", "end", *DAYS, *self._usual_hints):
            row, words = self.form.rows[key], hints.get(key) or self._usual_hints.get(key, "")
            if row.hint() != words:
                row.set_hint(words)

    def in_order(self, keys: Iterable[str]) -> list[str]:
        """Fields as they stand one below the other."""
        return [key for key in self.form.rows if key in set(keys)]

    def name_of(self, key: str) -> str:
        """What a field is called."""
        return self.form.rows[key].label.text()

    def take_chosen(self) -> None:
        """Fill in the hours that are chosen; hours of one's own stay as they are."""
        found = next((preset for preset in self._presets if preset.key == self.hours.value()), None)
        if found is not None:
            self.take(found)

    def _own_hours(self, _text: str) -> None:
        if not self._filling:
            self.hours.set_value(OWN)
            self._tell()

    def _offer_region(self, code: str) -> None:
        """Choose a region; one that is not listed is listed from now on."""
        with suppress(Expected):  # words that fitted nothing stay what they were
            if code:
                check_region(code)
            self.region.set_pairs(region_choices(code))
        self.region.put_back(code)

    def _follow_op(self) -> None:
        adds = self.what() is Op.ADD
        self.form.rows["amount"].setVisible(adds)
        self.form.rows["end"].setVisible(not adds)
        self._tell()

    def _tell(self) -> None:
        if not self._filling:
            self.edited.emit()

    def _restyle(self) -> None:
        # One height and no other: a box that could give way would take the room of what is said at another field.
        for box in self.boxes.values():
            box.setFixedHeight(box.sizeHint().height())

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if is_restyling(event):
            self._restyle()

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(280), super().minimumSizeHint().height())
