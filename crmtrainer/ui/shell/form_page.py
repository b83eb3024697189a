# SPDX-License-Identifier: MIT
"""A form laid over a section: it closes itself when it has saved or was cancelled."""

from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from crmtrainer.ui.kit.form_panel import FormPanel
from crmtrainer.ui.kit.page import Page


class FormPage(Page):
    """Any `FormPanel` as a passing page."""

    OF_A_WORLD = True

    def __init__(self, form: FormPanel, parent: QWidget | None = None) -> None:
        super().__init__(form.accessibleName(), parent=parent)
        self.form = form
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(form)

    @override
    def first_focus(self) -> QWidget | None:
        return self.form.first_field()

    @override
    def panes(self) -> list[QWidget]:
        return [self.form]
