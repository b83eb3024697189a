# SPDX-License-Identifier: MIT
"""Adjusting for one learner how much time clocks give: off, as set, or stretched; nobody is asked why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from crmtrainer.people.queries import PersonRow
from crmtrainer.people.rules import AS_SET, UNTIMED
from crmtrainer.ui.clocks import times
from crmtrainer.ui.kit.combo import Combo
from crmtrainer.ui.kit.form_panel import FormPanel
from crmtrainer.ui.shares import SHARES, share_words


class TimingForm(FormPanel):
    """`chosen` tells whose timing, and the share in percent."""

    chosen = Signal(str, int)

    def __init__(self, learners: Sequence[PersonRow], kept: Mapping[str, int], parent: QWidget | None = None) -> None:
        super().__init__("", "", "timer-cog-outline", parent=parent)
        name = self.tr("Adjust timing for a learner")
        self.setAccessibleName(name)
        self.header.name.setText(name)
        self.save_button.setText(self.tr("Save timing"))
        self._kept = kept
        self.learner = Combo[str]((row.pseudonym, row.name or row.pseudonym) for row in learners)
        self.share: Combo[int] = Combo((share, share_words(share)) for share in SHARES)
        nobody = self.tr("No learner works on this machine yet.")
        first = self.tr("It counts from the next time they begin or open an attempt.")
        self.form.add("learner", self.tr("Learner"), self.learner, hint=first if learners else nobody)
        hint = self.tr("First reply, resolution and other limits of the desk. Teams, promises and the law keep theirs.")
        self.form.add("share", self.tr("Time that clocks give"), self.share, hint=hint)
        told = self.tr("The record says “adjusted timing” and no more. Do not write down why anywhere.")
        self.form.rows["share"].set_hint(f"{hint} {told}")
        self.save_button.explain("" if learners else nobody)
        self.learner.currentIndexChanged.connect(self._follow)
        self.saving.connect(lambda: self.chosen.emit(self.learner.value(), self.share.value()))
        self._follow()

    def told(self) -> str:
        """What is chosen, in the middle of a sentence."""
        share = self.share.value()
        if share == AS_SET:
            return self.tr("clocks run as the standards say")
        if share == UNTIMED:
            return self.tr("clocks have no time limits")
        return self.tr("clocks give %1 the time").replace("%1", times(share))

    def _follow(self) -> None:
        """Show what was set for the learner who is chosen."""
        if self.learner.has_values():
            share = self._kept.get(self.learner.value(), AS_SET)
            if share not in SHARES:
                self.share.set_pairs([(each, share_words(each)) for each in sorted({*SHARES, share})])
            self.share.set_value(share)
