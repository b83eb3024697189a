# SPDX-License-Identifier: MIT
"""Undo and redo: a short list of what this person did in this world, each taken back by a further act."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from crmtrainer.kernel.commands import Command, Done
from crmtrainer.kernel.errors import Expected
from crmtrainer.ui.desk import Desk
from crmtrainer.ui.filling import filled
from crmtrainer.ui.kit.toast import Toast
from crmtrainer.ui.shell.action_table import Act
from crmtrainer.ui.shell.field_undo import FieldUndo
from crmtrainer.ui.shell.main_window import MainWindow
from crmtrainer.ui.undo import Deed, Opposite, said
from crmtrainer.wording import sentence_for

KEPT = 20


@dataclass(frozen=True, slots=True)
class Unseen:
    """What an act concerns may not be seen, and why: its record is no longer open, say."""

    why: str


@dataclass(frozen=True, slots=True)
class Step:
    """One act of the list: with its way back, or with the sentence that says why there is none."""

    seq: int
    opposite: Opposite[Any] | None
    deed: Deed[Any]
    stays: str = ""

    @property
    def name(self) -> str:
        return "" if self.opposite is None else self.opposite.name(self.deed)


@dataclass(frozen=True, slots=True)
class TakenBack:
    """A step that was undone, and what the undoing left."""

    step: Step
    left: object


class Undoing(QObject):
    """The list. It is dropped when the world, the attempt under review or the person changes."""

    changed = Signal()
    """What can be undone or redone may be something else."""

    def __init__(self, window: MainWindow, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._window, self._desk = window, desk
        self._done: list[Step] = []
        self._undone: list[TakenBack] = []
        self._pending: tuple[Command, object] | None = None
        self._fresh: Step | None = None
        self._is_taking_back = False
        self._offer: Toast | None = None
        self._actor = desk.actor
        desk.acting.connect(self._look_before)
        desk.acted.connect(self._take_in)
        desk.changed.connect(self._hear)
        desk.world_changed.connect(self.forget)
        window.actions_.on(Act.UNDO, self.undo)
        window.actions_.on(Act.REDO, self.redo)
        FieldUndo(window).told.connect(self._tell_not)
        self.follow()

    def forget(self) -> None:
        """Another world, attempt or person: what was done before is no longer to be undone from here."""
        self._done.clear()
        self._undone.clear()
        self._pending = self._fresh = None
        self._actor = self._desk.actor
        if self._offer is not None and isValid(self._offer) and self._offer.isVisible():
            self._offer.dismiss()  # it offers what cannot be had any more
        self._offer = None
        self.follow()

    def tell(self, words: str) -> None:
        """Say that something was done, and offer to undo it where it was an act that can be."""
        step, self._fresh = self._fresh, None
        if step is None or step is not self._top() or self.reason_against_undo():
            self._window.toast(words)
        else:
            undo = self.tr("Undo")
            self._offer = self._window.toast(words, action_text=undo, action=lambda: self._undo_this(step))

    def undo(self) -> bool:
        """Take the last act back by its opposite. Says whether that was done; a refusal is told calmly."""
        step, reason = self._top(), self.reason_against_undo()
        if step is None or step.opposite is None or reason:
            return self._tell_not(reason)
        command = self._way_back(step)
        if isinstance(command, str):
            return self._tell_not(command)
        self._is_taking_back = True
        try:
            done = self._desk.perform(command)
        finally:
            self._is_taking_back = False
        if done is None:
            return False
        self._done.remove(step)
        self._undone.append(TakenBack(step, self._seen(step)))
        self.follow()
        words = self.tr("Undone: %1").replace("%1", step.name)
        self._offer = self._window.toast(words, action_text=self.tr("Redo"), action=self.redo, icon="undo")
        return True

    def redo(self) -> bool:
        """Do what was undone last once more. Says whether that was done."""
        reason = self.reason_against_redo()
        if reason or not self._undone:
            return self._tell_not(reason)
        *rest, taken = self._undone
        assert taken.step.opposite is not None
        if self._desk.perform(taken.step.opposite.again(taken.step.deed)) is None:
            return False
        self._undone = rest
        self.follow()
        self.tell(self.tr("Done again: %1").replace("%1", taken.step.name))
        return True

    def reason_against_undo(self) -> str:
        """Why the last act cannot be undone; empty when it can."""
        step = self._top()
        if step is None:
            return self.tr("Nothing was done here that can be undone.")
        if step.opposite is None:
            return step.stays
        if isinstance(step.deed.before, Unseen):
            return self.tr("It is not known what stood there before.")
        way_back = self._way_back(step)
        return way_back if isinstance(way_back, str) else self._reason_against_change(step, step.deed.after)

    def reason_against_redo(self) -> str:
        """Why nothing can be done again; empty when it can."""
        if self._actor != self._desk.actor or not self._undone:
            return self.tr("Nothing was undone that could be done again.")
        taken = self._undone[-1]
        return self._reason_against_change(taken.step, taken.left)

    def follow(self) -> None:
        """Let the menu say what would be undone or redone, or why nothing can be."""
        if self._actor != self._desk.actor:
            self.forget()
            return
        if self._is_taking_back:
            return
        undo, redo = self.reason_against_undo(), self.reason_against_redo()
        actions, step = self._window.actions_, self._top()
        actions.rename(Act.UNDO, "" if undo or step is None else self.tr("Undo: %1").replace("%1", step.name))
        actions.rename(Act.REDO, "" if redo else self.tr("Redo: %1").replace("%1", self._undone[-1].step.name))
        actions.explain(Act.UNDO, undo)
        actions.explain(Act.REDO, redo)
        self.changed.emit()

    # Its own affairs

    def _hear(self, _changes: object) -> None:
        """Something changed: by an act of this person it is taken in a moment later."""
        if self._pending is None:
            self.follow()

    def _top(self) -> Step | None:
        return self._done[-1] if self._done and self._actor == self._desk.actor else None

    def _reason_against_change(self, step: Step, left: object) -> str:
        """Why what the step concerns is not to be changed: it cannot be seen, or is not as it was left."""
        assert step.opposite is not None
        now = self._seen(step)
        if isinstance(now, Unseen):
            return now.why
        return "" if now == left else said(step.opposite.stale)

    def _way_back(self, step: Step) -> Command | str:
        assert step.opposite is not None
        return step.opposite.back(step.deed, filled(self.tr("Undone: %1 (act %2)"), step.name, str(step.seq)))

    def _undo_this(self, step: Step) -> None:
        """What a message offered, unless something was done since."""
        if step is self._top():
            self.undo()
        else:
            self._tell_not(self.tr("Something else was done after it: undo that first."))

    def _tell_not(self, reason: str) -> bool:
        self.follow()
        self._window.toast(reason, good=False, icon="alert-circle-outline")
        return False

    def _seen(self, step: Step) -> object:
        """What the step concerns, as it stands now."""
        assert step.opposite is not None
        return self._look(step.opposite, step.deed.command, step.deed.facts)

    def _look(self, opposite: Opposite[Any], command: Command, facts: Any) -> object:
        try:
            return opposite.sight(self._desk, command, facts)
        except Expected as problem:
            return Unseen(sentence_for(problem))

    def _look_before(self, command: object) -> None:
        """See what an act will concern, before it is carried out."""
        self._pending = None
        if not isinstance(command, Command) or self._is_taking_back:
            return
        from crmtrainer.ui.shell.opposites import OPPOSITES

        opposite = OPPOSITES.get(type(command))
        self._pending = command, None if opposite is None else self._look(opposite, command, {})

    def _take_in(self, done: Done, command: Command) -> None:
        """Note an act of this person; the world's own are none of them."""
        if self._pending is None or self._pending[0] is not command or done.repeated:
            return
        from crmtrainer.ui.shell.opposites import OPPOSITES, STANDING

        before, kind, facts = self._pending[1], type(command), done.outcome.facts
        self._pending = self._fresh = None
        if kind in STANDING:
            step = Step(done.seq, None, Deed(command, facts, None, None), STANDING[kind](command))
        elif kind in OPPOSITES:
            after = self._look(OPPOSITES[kind], command, facts)
            step = Step(done.seq, OPPOSITES[kind], Deed(command, facts, before, after))
        else:
            self.follow()
            return
        mine = self._done if self._actor == self._desk.actor else []
        self._actor, self._fresh = self._desk.actor, step
        self._done = [*mine, step][-KEPT:]
        self._undone.clear()
        self.follow()
