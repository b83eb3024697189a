# SPDX-License-Identifier: MIT
"""The calm bar that appears when the program itself went wrong: what happened, what is safe, what to do."""

import traceback
from pathlib import Path
from types import TracebackType

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from crmtrainer.ui.kit.banner import Banner
from crmtrainer.ui.kit.buttons import Button
from crmtrainer.ui.kit.outside import show_outside
from crmtrainer.ui.theme import Tone


def fault_details(kind: type[BaseException], trace: TracebackType | None) -> str:
    """Where it went wrong, without values or messages: those could hold somebody's words."""
    places = [f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(trace)]
    return "\n".join([kind.__name__, *places])


class FaultBar(Banner):
    """The bar. The window removes it when Close is pressed."""

    def __init__(self, details: str, log: Path | None, parent: QWidget | None = None) -> None:
        super().__init__(icon="alert-octagon-outline", tone=Tone.BAD, parent=parent)
        self._say(self.tr("Try the last step again. If it happens again, give the details to your trainer."))
        self._details = details
        self._log = log
        self.copy = Button(self.tr("Copy details"), "content-copy", small=True)
        self.copy.clicked.connect(self._copy)
        self.open_log = Button(self.tr("Open log"), "text-box-outline", small=True)
        self.open_log.clicked.connect(self._open)
        self.open_log.setVisible(log is not None)
        self.close_button = Button("", "close", name=self.tr("Close this message"), small=True)
        for button in (self.copy, self.open_log, self.close_button):
            self.add(button)

    def _say(self, next_step: str) -> None:
        self.set_words(
            self.tr("Something in the program went wrong"),
            self.tr("What you had saved is safe, and nothing was sent anywhere."),
            next_step,
        )

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._details)

    def _open(self) -> None:
        if self._log is not None and (words := show_outside(self._log)):
            self._say(words)
