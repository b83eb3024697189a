# SPDX-License-Identifier: MIT
"""Tells of what comes in: a ring with a way to the call, loud news as toasts, the rest to screen readers."""

from functools import partial

from PySide6.QtCore import QObject, Signal

from crmtrainer.kernel.commands import Command, Done
from crmtrainer.ui.desk import Desk
from crmtrainer.ui.kit.toast import Toast
from crmtrainer.ui.shell.main_window import MainWindow
from crmtrainer.ui.shell.news import LOUD, is_good, news_of

_ENDS_RINGING = frozenset({"conversation.answer", "conversation.lapse"})
_ALSO_LOUD = frozenset({"handoff.review", "promise.lapse"})


class Bell(QObject):
    """Listens to what is done in the open world."""

    call_wanted = Signal(object)
    """Somebody asked to see the conversation with this id."""

    def __init__(self, window: MainWindow, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._window = window
        self._ring: Toast | None = None
        desk.acted.connect(self._tell)

    def _tell(self, done: Done, command: Command) -> None:
        words = news_of(done, command)
        if command.verb in _ENDS_RINGING and self._ring is not None:
            self._ring.dismiss()
        if command.verb == "conversation.ring":
            show = partial(self.call_wanted.emit, done.outcome.facts.get("conversation_id"))
            self._ring = self._window.toast(
                words, icon="phone-ring-outline", action_text=self.tr("Show the call"), action=show
            )
            self._ring.dismissed.connect(self._ring_gone)
        elif words and command.verb in LOUD | _ALSO_LOUD:
            self._window.toast(words, good=is_good(done, command), icon="bell-outline")
        elif words:
            self._window.announce(words)

    def _ring_gone(self) -> None:
        self._ring = None
