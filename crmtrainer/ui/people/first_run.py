# SPDX-License-Identifier: MIT
"""The first page: what will you do here, and who are you; with the steps that lead through a first case."""

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from crmtrainer.kernel.commands import Role
from crmtrainer.people.queries import PersonRow
from crmtrainer.ui import keys, theme
from crmtrainer.ui.kit.buttons import Button, Variant
from crmtrainer.ui.kit.choice import Choice, ChoiceList
from crmtrainer.ui.kit.form import Form
from crmtrainer.ui.kit.icon_label import IconLabel
from crmtrainer.ui.kit.page import Card, Page
from crmtrainer.ui.kit.text import body, caption, strong, title

WIDEST = 960
BESIDE_FROM = 640


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the first case; `done` when the data folder shows that it was taken."""

    words: str
    hint: str
    done: bool


class FirstRunPage(Page):
    """Three roles as cards, a name, and the way in."""

    begun = Signal(object, str)
    """Role and name of whoever begins."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.title_text = self.tr("Welcome")
        self.help_text = self.tr(
            "Say whether you learn, teach or assess, and enter your name. Your name stays on this computer; "
            "journals and handed-in files carry a pseudonym instead."
        )
        self.setAccessibleName(self.title_text)
        self.roles = ChoiceList(self.tr("What will you do here?"), self._choices(), across=True)
        self.name = QLineEdit()
        self.name.setMaxLength(80)
        self.begin = Button(self.tr("Begin"), "arrow-right", Variant.PRIMARY)
        self.form = Form()
        self._steps = QVBoxLayout()
        self._known: tuple[PersonRow, ...] = ()
        self._remembered: Mapping[str, str] = {}
        self._steps_of: dict[Role, tuple[Step, ...]] = {}
        self._build()
        self.roles.set_value(Role.LEARNER)
        self.roles.chosen.connect(lambda _role: self._follow_role())
        self.begin.clicked.connect(self._begin)
        keys.in_force().changed.connect(self._show_steps)
        self.name.returnPressed.connect(self._begin)

    def _choices(self) -> tuple[Choice, ...]:
        return (
            Choice(
                Role.LEARNER,
                self.tr("I am learning"),
                self.tr("Answer customers, log what you did and keep your promises while the clock runs."),
                icon="school-outline",
            ),
            Choice(
                Role.TRAINER,
                self.tr("I am teaching"),
                self.tr("Fill a world with people, try the scenarios and see how attempts went."),
                icon="human-male-board",
            ),
            Choice(
                Role.ASSESSOR,
                self.tr("I assess"),
                self.tr("Replay what a learner did, decide criterion by criterion and export the evidence."),
                icon="clipboard-check-outline",
            ),
        )

    def _build(self) -> None:
        column = QVBoxLayout()
        column.setSpacing(theme.px(16))
        column.addWidget(title(self.tr("What will you do here?")))
        words = self.tr(
            "You can change this at any time. Nobody in this program is real, and nothing leaves this computer."
        )
        lead = body(words)
        lead.setWordWrap(True)
        column.addWidget(lead)
        column.addWidget(self.roles)
        self._lower = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._lower.setSpacing(theme.px(16))
        self._lower.addWidget(self._steps_card(), 2)
        self._lower.addWidget(self._name_card(), 1)
        column.addLayout(self._lower)
        column.addStretch(1)
        held = QWidget()
        held.setLayout(column)
        held.setMaximumWidth(theme.px(WIDEST))
        held.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(16), theme.px(24), theme.px(16), theme.px(16))
        row.addStretch(1)
        row.addWidget(held, 30)
        row.addStretch(1)

    def _steps_card(self) -> Card:
        card = self._first_card = Card(self.tr("Your first case"), aside=" ")
        self._steps.setSpacing(theme.px(12))
        card.body.addLayout(self._steps)
        card.body.addStretch(1)
        return card

    def _name_card(self) -> Card:
        card = Card(self.tr("Who are you?"))
        self.form.add("name", self.tr("Your name"), self.name, self.tr("Shown to you and your assessor only"))
        card.body.addWidget(self.form)
        card.body.addWidget(self.begin)
        card.body.addStretch(1)
        return card

    def set_people(self, known: tuple[PersonRow, ...], remembered: Mapping[str, str] | None = None) -> None:
        """Who is known here, and who of each role sat here last: whose name is filled in, in the role of the last."""
        self._known = known
        self._remembered = remembered or {}
        role = self._remembered.get("last.role")
        if role in set(Role):
            self.roles.set_value(Role(role))
        self._follow_role()

    def set_steps(self, steps: Mapping[Role, tuple[Step, ...]]) -> None:
        """The first steps of each role, with those done ticked; those of the chosen role are shown."""
        self._steps_of = dict(steps)
        self._show_steps()

    def _show_steps(self) -> None:
        role = self.roles.value()
        learns = role is Role.LEARNER
        self._first_card.heading.setText(self.tr("Your first case") if learns else self.tr("Your first steps"))
        aside = self.tr("about 25 minutes; each step ticks itself") if learns else ""
        self._first_card.aside.setText(aside)
        while (item := self._steps.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        steps = self._steps_of.get(role, ()) if isinstance(role, Role) else ()
        for number, step in enumerate(steps, start=1):
            self._steps.addWidget(self._step(number, step))

    def _step(self, number: int, step: Step) -> QWidget:
        held = QWidget()
        row = QHBoxLayout(held)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(12))
        icon = "check-circle-outline" if step.done else f"numeric-{number}-circle-outline"
        row.addWidget(IconLabel(icon, 24, "ok" if step.done else "accent"))
        row.addWidget(strong(step.words) if not step.done else body(step.words), 1)
        aside = caption(self.tr("Done") if step.done else keys.now(step.hint))
        aside.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(aside)
        return held

    def _follow_role(self) -> None:
        self._show_steps()
        role = self.roles.value()
        hints = {
            Role.LEARNER: self.tr("Shown to you and your assessor only"),
            Role.ASSESSOR: self.tr("Stands beside each of your decisions"),
        }
        self.form.rows["name"].set_hint(hints.get(role, "") if isinstance(role, Role) else "")
        known = self._names(role)
        # What somebody typed stays; the name of another role's person does not.
        if known or self.name.text() in {person.name for person in self._known}:
            self.name.setText(known[-1] if known else "")

    def _names(self, role: object) -> list[str]:
        """Of the people of a role who are known by name, the one who sat here last at the end.

        Nobody, where the name of that one was erased.
        """
        people = [person for person in self._known if person.role is role]
        last = self._remembered.get(f"last.{role.value}") if isinstance(role, Role) else None
        people.sort(key=lambda person: person.pseudonym == last)
        if people and people[-1].pseudonym == last and not people[-1].name:
            return []
        return [person.name for person in people if person.name]

    def _begin(self) -> None:
        name = " ".join(self.name.text().split())
        if not name:
            self.form.show_errors({"name": self.tr("Enter your name, so that your assessor knows whose work this is")})
            return
        self.form.clear_errors()
        self.begun.emit(self.roles.value(), name)

    @override
    def first_focus(self) -> QWidget | None:
        return self.roles.first()

    @override
    def panes(self) -> list[QWidget]:
        return [self.roles, self.name]

    @override
    def minimumSizeHint(self) -> QSize:
        """So narrow that the cards stand below one another."""
        return QSize(theme.px(320), super().minimumSizeHint().height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beside = self.width() >= theme.px(BESIDE_FROM)
        self._lower.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)

    @override
    def small(self, compact: bool) -> None:
        row = self.layout()
        if row is not None:
            top = theme.px(8 if compact else 24)
            row.setContentsMargins(theme.px(16), top, theme.px(16), theme.px(8))
