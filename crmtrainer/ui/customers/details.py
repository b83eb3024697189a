# SPDX-License-Identifier: MIT
"""The Details tab of a record: how to reach the customer, stage, need, and who belongs to them."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from crmtrainer.customers.queries import CustomerRecord, LinkRow
from crmtrainer.customers.rules import LinkKind
from crmtrainer.ui import theme
from crmtrainer.ui.customers.edit_group import EditGroup, Facts, Group
from crmtrainer.ui.customers.groups import NeedGroup, StageGroup
from crmtrainer.ui.customers.labels import point_icon, point_words
from crmtrainer.ui.dates import long_day
from crmtrainer.ui.desk import Desk
from crmtrainer.ui.kit.page import Surface
from crmtrainer.ui.kit.scrolling import GrowingArea
from crmtrainer.ui.kit.text import caption, is_restyling

WIDEST = 640


class DetailsTab(GrowingArea):
    """The tab. `told` says in words what was saved."""

    told = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.contacts, self.addresses, self.relations = Facts(), Facts(), Facts()
        self.since = caption()
        self.stage = StageGroup(desk)
        self.need = NeedGroup(desk)
        self._inner = Surface("surface")
        self._column = QVBoxLayout(self._inner)
        self._relations = self._group(self.tr("Belongs with"), self.relations)
        for part in (
            self._group(self.tr("How to reach them"), self.contacts),
            self._group(self.tr("Addresses"), self.addresses),
            self.need,
            self.stage,
            self._relations,
            self.since,
        ):
            self._column.addWidget(part)
        self._column.addStretch(1)
        ground = Surface("surface")
        across = QHBoxLayout(ground)
        across.setContentsMargins(0, 0, 0, 0)
        across.addWidget(self._inner, 1)
        across.addStretch(0)
        self.setWidget(ground)
        self._restyle()
        self.stage.saved.connect(lambda: self.told.emit(self.tr("Stage moved")))
        self.need.saved.connect(lambda: self.told.emit(self.tr("Need saved")))

    def groups(self) -> list[EditGroup]:
        return [self.need, self.stage]

    def show_record(self, record: CustomerRecord) -> None:
        """Show another state of the record, or another record."""
        preferred = self.tr("preferred")
        self.contacts.set_lines(
            tuple(
                (
                    point_icon(point.kind),
                    point.text,
                    ", ".join([point_words(point.kind), *([preferred] if point.is_preferred else [])]),
                )
                for point in record.points
            )
            or (("phone-off-outline", self.tr("No phone number or e-mail address on record"), ""),)
        )
        self.addresses.set_lines(
            tuple(
                ("home-outline", row.text, self.tr("current") if row.is_current else self.tr("before"))
                for row in record.addresses
            )
            or (("home-outline", self.tr("No address on record"), ""),)
        )
        household = tuple(
            ("account-multiple-outline", f"{row.name}, {row.ref}", self.tr("same household"))
            for row in record.household
        )
        links = tuple(("link-variant", f"{row.name}, {row.ref}", self._link_words(row)) for row in record.links)
        self.relations.set_lines(household + links)
        self._relations.setVisible(bool(household + links))
        self.since.setText(self.tr("Customer since %1").replace("%1", long_day(record.header.since)))
        self.stage.show_record(record)
        self.need.show_record(record)

    def _group(self, heading: str, facts: Facts) -> Group:
        group = Group(heading)
        group.body.addWidget(facts)
        return group

    def _link_words(self, link: LinkRow) -> str:
        words = {
            (LinkKind.HOUSEHOLD, False): self.tr("same household"),
            (LinkKind.HOUSEHOLD, True): self.tr("same household"),
            (LinkKind.WORKS_FOR, False): self.tr("this customer works for them"),
            (LinkKind.WORKS_FOR, True): self.tr("works for this customer"),
            (LinkKind.ACTS_FOR, False): self.tr("this customer acts for them"),
            (LinkKind.ACTS_FOR, True): self.tr("acts for this customer"),
        }
        return words[link.kind, link.theirs]

    def _restyle(self) -> None:
        margin = theme.px(16)
        self._column.setContentsMargins(margin, margin, margin, margin)
        self._column.setSpacing(theme.px(20))
        self._inner.setMaximumWidth(theme.px(WIDEST))

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if is_restyling(event):
            self._restyle()
