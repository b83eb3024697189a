# SPDX-License-Identifier: MIT
"""What a trainer chooses about a world before it is filled. The numbers and limits are the profile's own."""

from datetime import date

from PySide6.QtCore import QRandomGenerator, QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget
from typing_extensions import override

from crmtrainer.seeding.profile import (
    AS_USUAL,
    DEFAULT_AS_OF,
    LARGEST_SEED,
    MOST_CUSTOMERS,
    Ages,
    Profile,
    faults_in,
)
from crmtrainer.seeding.sectors import SectorCard, sector_cards
from crmtrainer.ui import theme
from crmtrainer.ui.kit.buttons import Button
from crmtrainer.ui.kit.choice import Choice, ChoiceList
from crmtrainer.ui.kit.combo import Combo
from crmtrainer.ui.kit.form import Form
from crmtrainer.ui.kit.moment_edit import DayEdit
from crmtrainer.ui.kit.number_field import NumberField
from crmtrainer.ui.kit.page import Surface
from crmtrainer.ui.kit.text import strong
from crmtrainer.wording import sentence_for

SIZES = (200, 2_000, 10_000, 100_000, 1_000_000)
ANOTHER = 0
"""Stands in the list of sizes for a number that was typed."""
LABELS = 116
USUAL_SEED = 7
SEEDS_DRAWN = 99_999
FIELD_OF = {
    "seed.customers_out_of_range": "customers",
    "seed.seed_out_of_range": "seed",
    "seed.day_out_of_range": "day",
    "seed.bad_name": "name",
}
"""Which field a refusal of the profile belongs to."""


class CountField(NumberField):
    """How many customers. An empty field is none, and not the number that stood there before."""

    @override
    def fixup(self, text: str) -> str:
        return "0"


class SeedField(QWidget):
    """The seed number, and a button that draws another."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.edit = QLineEdit(str(USUAL_SEED))
        self.edit.setMaxLength(len(str(LARGEST_SEED)))
        self.edit.setAccessibleName(self.tr("Seed number"))
        self.draw = Button("", "dice-5-outline", name=self.tr("Draw another seed number"))
        self.draw.clicked.connect(self._draw)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(8))
        row.addWidget(self.edit, 1)
        row.addWidget(self.draw)
        self.setFocusProxy(self.edit)

    def _draw(self) -> None:
        self.edit.setText(str(QRandomGenerator.global_().bounded(1, SEEDS_DRAWN)))

    def number(self) -> int | None:
        """The number, or None when what stands there is none."""
        written = self.edit.text().replace(",", "").strip()
        return int(written) if written.isascii() and written.isdigit() else None


class SeedingForm(Surface):
    """The fields. `edited` at each change; `profile` gives what they say, or marks what is to be put right."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("surface", edges=Qt.Edge.RightEdge, parent=parent)
        cards = [Choice(card.key, card.title, card.gist) for card in sector_cards()]
        self.sectors = ChoiceList(self.tr("Profile"), cards)
        self.sizes = Combo(self._sizes())
        self.customers = CountField(MOST_CUSTOMERS)  # none can be typed, and is refused in words
        self.customers.setStepType(NumberField.StepType.AdaptiveDecimalStepType)
        self.name = QLineEdit(sector_cards()[0].organisation)
        self.name.setMaxLength(80)
        self.day = DayEdit()
        self.day.set_range(date(2000, 1, 1), date(2100, 1, 1))
        self.day.set_day(DEFAULT_AS_OF)
        self.seed = SeedField()
        self.ages = Combo(
            (
                (Ages.MIXED, self.tr("All ages, most 50 or over")),
                (Ages.YOUNGER, self.tr("Half of them under 35")),
                (Ages.OLDER, self.tr("Half of them over 66")),
            )
        )
        self.cases = Combo(
            (
                (AS_USUAL, self.tr("As usual")),
                (50, self.tr("Half as often")),
                (200, self.tr("Twice as often")),
                (300, self.tr("Three times as often")),
            )
        )
        self.arrears = Combo(
            (
                (AS_USUAL, self.tr("As usual")),
                (0, self.tr("Nobody")),
                (200, self.tr("Twice as many")),
                (400, self.tr("Four times as many")),
            )
        )
        self.needs = Combo(
            (
                (AS_USUAL, self.tr("As usual")),
                (0, self.tr("Nobody")),
                (200, self.tr("Twice as many")),
                (400, self.tr("Four times as many")),
            )
        )
        self.form = Form(left=LABELS)
        self._build()
        self._connect()
        self.sectors.set_value(sector_cards()[0].key)
        self.name.setCursorPosition(0)
        self.choose(SIZES[1])

    def _sizes(self) -> list[tuple[int, str]]:
        words = (
            self.tr("Corner shop, 200"),
            self.tr("Market town, 2,000"),
            self.tr("City, 10,000"),
            self.tr("Region, 100,000"),
            self.tr("Country, 1,000,000"),
        )
        return [*zip(SIZES, words, strict=True), (ANOTHER, self.tr("Another number"))]

    def _build(self) -> None:
        add = self.form.add
        add("size", self.tr("Size"), self.sizes)
        add("customers", self.tr("Customers"), self.customers)
        add("name", self.tr("Organisation"), self.name)
        add("day", self.tr("As-of date"), self.day, self.tr("Histories end the day before"))
        add("seed", self.tr("Seed number"), self.seed, self.tr("Same number and choices, same people"))
        add("ages", self.tr("Ages"), self.ages)
        add("cases", self.tr("Things go wrong"), self.cases)
        add("arrears", self.tr("Money owed"), self.arrears)
        add("needs", self.tr("Support needs"), self.needs)
        column = QVBoxLayout(self)
        margin = theme.px(16)
        column.setContentsMargins(margin, theme.px(12), margin + 1, margin)
        column.setSpacing(theme.px(8))
        column.addWidget(strong(self.tr("Profile")))
        column.addWidget(self.sectors)
        column.addSpacing(theme.px(4))
        column.addWidget(self.form)
        column.addStretch(1)

    def _connect(self) -> None:
        self.sectors.chosen.connect(self._take_sector)
        self.sizes.activated.connect(lambda _place: self._take_size(self.sizes.value()))
        self.customers.valueChanged.connect(self._follow_count)
        for line in (self.name, self.seed.edit):
            line.textChanged.connect(lambda _words: self.edited.emit())
        self.day.changed.connect(self.edited)
        for combo in (self.ages, self.cases, self.arrears, self.needs):
            combo.currentIndexChanged.connect(lambda _place: self.edited.emit())

    def choose(self, customers: int) -> None:
        """Set how many customers there are to be."""
        self.customers.setValue(customers)
        self._follow_count(customers)

    def _take_size(self, size: int) -> None:
        if size == ANOTHER:
            self.customers.setFocus(Qt.FocusReason.OtherFocusReason)
            self.customers.selectAll()
        else:
            self.choose(size)

    def _follow_count(self, customers: int) -> None:
        self.sizes.set_value(customers if customers in SIZES else ANOTHER)
        self.edited.emit()

    def _take_sector(self, _key: object) -> None:
        """A name that nobody has changed follows the kind of organisation."""
        if self.name.text().strip() in {card.organisation for card in sector_cards()}:
            self.name.setText(self._card().organisation)
            self.name.setCursorPosition(0)
        self.edited.emit()

    def _card(self) -> SectorCard:
        chosen = self.sectors.value()
        return next((card for card in sector_cards() if card.key == chosen), sector_cards()[0])

    def first(self) -> QWidget:
        """Where the keyboard goes first."""
        return self.sectors.first() or self.customers

    def entered(self) -> Profile | dict[str, str]:
        """What the fields say, or what is to be put right, by field."""
        seed, as_of, customers = self.seed.number(), self.day.day(), self.customers.value()
        name = self.name.text().strip()
        faults = {} if customers else {"customers": self.tr("Fill a world with one customer at least.")}
        found = faults_in(customers, seed or 0, as_of or DEFAULT_AS_OF, name)
        faults |= {FIELD_OF[each.code]: sentence_for(each) for each in found}
        if seed is None:
            faults["seed"] = self.tr("Enter a whole number, like 48213.")
        if as_of is None:
            faults["day"] = self.day.unread()
        if faults:
            return {key: faults[key] for key in self.form.rows if key in faults}
        assert seed is not None
        assert as_of is not None
        return Profile(
            customers,
            seed,
            as_of,
            name,
            self.ages.value(),
            self.cases.value(),
            self.needs.value(),
            self.arrears.value(),
            self._card().key,
        )

    def profile(self) -> Profile | None:
        """What the fields say; None after marking what is to be put right."""
        found = self.entered()
        if isinstance(found, Profile):
            self.form.clear_errors()
            return found
        self.form.show_errors(found)
        return None

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(280), super().minimumSizeHint().height())
