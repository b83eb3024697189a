# SPDX-License-Identifier: MIT
"""A page of two panes for tests of the frame."""

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from typing_extensions import override

from crmtrainer.ui.kit.buttons import Button
from crmtrainer.ui.kit.page import Page
from crmtrainer.ui.shell.main_window import MainWindow


class TwoPanes(Page):
    """A page with a field and a button, each a pane."""

    def __init__(self, name: str) -> None:
        super().__init__(name, f"What {name} is for.")
        self.field = QLineEdit()
        self.field.setAccessibleName(f"{name} field")
        self.button = Button(f"{name} button")
        self.compact: bool | None = None
        column = QVBoxLayout(self)
        column.addWidget(self.field)
        column.addWidget(self.button)

    @override
    def first_focus(self) -> QWidget:
        return self.field

    @override
    def panes(self) -> list[QWidget]:
        return [self.field, self.button]

    @override
    def small(self, compact: bool) -> None:
        self.compact = compact

    @override
    def filter_field(self) -> QWidget:
        return self.field


def page(window: MainWindow) -> TwoPanes:
    found = window.body.page()
    assert isinstance(found, TwoPanes)
    return found
