# SPDX-License-Identifier: MIT
"""What the learner writes about a run: kept while it is typed, saved as an act, shown with the time it was saved."""

from collections.abc import Mapping

from PySide6.QtCore import QObject, Signal

from crmtrainer.kernel.errors import Expected
from crmtrainer.reports.acts import ActRow
from crmtrainer.scenarios.commands import SubmitReflection
from crmtrainer.scenarios.debrief_rows import Debrief, DebriefAct, Who
from crmtrainer.ui.desk import Desk
from crmtrainer.ui.drafting import Drafting
from crmtrainer.ui.kit.entries import Entry
from crmtrainer.ui.scenarios.debrief_labels import short_when
from crmtrainer.ui.scenarios.reflection_card import Cited, ReflectionCard
from crmtrainer.wording import sentence_for


def named(act: DebriefAct) -> str:
    """An act in the few words by which a reflection cites it."""
    return f"{short_when(act.at)} {act.title}"


class Reflecting(QObject):
    """Stands behind the card. `told` is something to say in passing; `saved` follows each account saved."""

    told = Signal(str)
    saved = Signal()

    def __init__(self, desk: Desk, card: ReflectionCard, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._card = desk, card
        self._acts: tuple[DebriefAct, ...] = ()
        card.entries.add_entry("cites", Entry(self._cited, self._put_cited))
        self._drafting = Drafting(desk, "reflection", card.entries, card.draft_line, self)
        card.saving.connect(self._save)

    def show(self, found: Debrief, told: Mapping[int, ActRow], reason: str) -> None:
        """Show what was saved, and the editor unless there is a `reason` against writing."""
        self._acts, card = found.acts, self._card
        names = {act.seq: named(act) for act in found.acts if act.seq is not None}
        walls = {act.subject: act.wall for act in told.values()}
        times = {row.id: walls[of] for row in found.reflections if (of := f"reflection:{row.id}") in walls}
        card.show_saved(found.reflections, names, times)
        card.offer(Cited(act.seq, named(act)) for act in found.acts if act.seq is not None and act.who is Who.YOU)
        if not reason and not self._drafting.is_current():
            self._drafting.turn_to("run", card.clear)
        card.close_editor(reason)

    def cite(self, act: DebriefAct | None) -> None:
        """Cite an act of the learner's own in what is being written."""
        if act is None or act.seq is None or act.who is not Who.YOU:
            return
        new = self._card.cite(Cited(act.seq, named(act)))
        words = self.tr("Cited in your reflection: %1") if new else self.tr("Cited already: %1")
        self.told.emit(words.replace("%1", act.title))

    def _save(self) -> None:
        card = self._card
        if errors := self._lacking():
            card.show_errors(errors)
            return
        done = self._desk.try_to(SubmitReflection(card.text().strip(), card.cited()))
        if isinstance(done, Expected):
            card.show_errors({"words": sentence_for(done)})
            return
        self._drafting.done(card.clear)
        self.told.emit(self.tr("Your reflection is saved."))
        self.saved.emit()

    def _lacking(self) -> dict[str, str]:
        """What an account needs beside words: acts that it speaks of. Asked for here, so that earlier ones stand."""
        lacking = {}
        if not self._card.text().strip():
            lacking["words"] = self.tr("Write your reflection first.")
        if self._card.can_cite() and not self._card.cited():
            lacking["cites"] = self.tr("Cite at least one act that shows what you write.")
        return lacking

    def _cited(self) -> str:
        return ",".join(str(seq) for seq in self._card.cited())

    def _put_cited(self, written: str) -> None:
        cited = written.split(",")
        self._card.set_cited(Cited(act.seq, named(act)) for act in self._acts if act.seq and str(act.seq) in cited)
