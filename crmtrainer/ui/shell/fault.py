# SPDX-License-Identifier: MIT
"""The calm bar that appears when the program itself went wrong: what happened, what is safe, what to do."""

from __future__ import annotations

import traceback
from pathlib import Path
from types import TracebackType
from typing import Protocol

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


class Bars(Protocol):
    """What shows bars, and says what they say to who listens."""

    def add_bar(self, bar: Banner) -> None: ...
    def drop_bar(self, bar: Banner) -> None: ...
    def announce(self, text: str) -> None: ...


class Faults:
    """The one bar of a window, however often something goes wrong. It goes when it is closed, or with its person."""

    def __init__(self, window: Bars) -> None:
        self._window = window
        self._bar: FaultBar | None = None

    def show(self, details: str, log: Path | None) -> FaultBar:
        """Tell of a fault: of a further one in the bar that is there."""
        if self._bar is None:
            self._bar = FaultBar(details, log)
            self._bar.close_button.clicked.connect(self.drop)
            self._window.add_bar(self._bar)
        else:
            self._bar.add_fault(details)
        self._window.announce(self._bar.accessibleName())
        return self._bar

    def drop(self) -> None:
        """Tell no more of what went wrong so far."""
        if self._bar is not None:
            self._window.drop_bar(self._bar)
            self._bar = None


class FaultBar(Banner):
    """The bar. The window removes it when Close is pressed."""

    def __init__(self, details: str, log: Path | None, parent: QWidget | None = None) -> None:
        super().__init__(icon="alert-octagon-outline", tone=Tone.BAD, parent=parent)
        self._next_step = self.tr("Try the last step again. If it happens again, give the details to your trainer.")
        self._details = [details]
        self._say(self._next_step)
        self._log = log
        self.copy = Button(self.tr("Copy details"), "content-copy", small=True)
        self.copy.clicked.connect(self._copy)
        self.open_log = Button(self.tr("Open log"), "text-box-outline", small=True)
        self.open_log.clicked.connect(self._open)
        self.open_log.setVisible(log is not None)
        self.close_button = Button("", "close", name=self.tr("Close this message"), small=True)
        for button in (self.copy, self.open_log, self.close_button):
            self.add(button)

    def add_fault(self, details: str) -> None:
        """It went wrong again: one bar tells how often, and its details hold each."""
        self._details.append(details)
        self._say(self._next_step)

    def _say(self, next_step: str) -> None:
        heading = self.tr("Something in the program went wrong")
        if len(self._details) > 1:
            heading = self.tr("Something in the program went wrong, %1 times").replace("%1", str(len(self._details)))
        self.set_words(heading, self.tr("What you had saved is safe, and nothing was sent anywhere."), next_step)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText("\n\n".join(self._details))

    def _open(self) -> None:
        if self._log is not None and (words := show_outside(self._log)):
            self._say(words)
