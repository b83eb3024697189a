# SPDX-License-Identifier: MIT
"""F6 and Shift+F6: from pane to pane, back to where the keyboard last was in each."""

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from crmtrainer.ui.kit.form_panel import FormPanel
from crmtrainer.ui.kit.reading_order import can_take_focus, stops

KEPT = 24
"""How many places are remembered: some in every pane."""


def first_inside(pane: QWidget) -> QWidget | None:
    """The first place for the keyboard in a pane: an open form's first field, where it says itself, or by Tab."""
    forms = [form for form in [pane, *pane.findChildren(FormPanel)] if isinstance(form, FormPanel) and form.isVisible()]
    if forms:
        return forms[0].first_field()
    for holder in [pane, *pane.findChildren(QWidget)]:
        said = getattr(holder, "first_place", None)
        place = said() if said is not None and holder.isVisible() else None
        if isinstance(place, QWidget) and can_take_focus(place):
            return place
    return next(iter(stops(pane)), None)


def holds(pane: QWidget, widget: QWidget | None) -> bool:
    return widget is not None and (pane is widget or pane.isAncestorOf(widget))


class PaneCycle(QObject):
    """Remembers where in the window the keyboard was, however it came away from there."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._recent: list[QWidget] = []
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._moved)

    def _moved(self, old: QWidget | None, _new: QWidget | None) -> None:
        if old is None or not isValid(old):
            return
        self._recent = [each for each in self._recent if isValid(each) and each is not old][-KEPT:]
        self._recent.append(old)

    def step(self, panes: list[QWidget], by: int) -> QWidget | None:
        """Move the focus to the next pane (`by` 1) or the previous (-1); answers where it went."""
        focus = QApplication.focusWidget()
        here = next((n for n, pane in enumerate(panes) if holds(pane, focus)), -1)
        count = len(panes)
        start = here if here >= 0 else (-1 if by > 0 else 0)
        for distance in range(1, count + 1):
            pane = panes[(start + by * distance) % count]
            target = self._target(pane)
            if target is not None:
                target.setFocus(Qt.FocusReason.ShortcutFocusReason)
                return target
        return None

    def _target(self, pane: QWidget) -> QWidget | None:
        if not pane.isVisible():
            return None
        for last in reversed(self._recent):
            if isValid(last) and holds(pane, last) and can_take_focus(last) and not _leaves(last):
                return last
        return first_inside(pane)


def _leaves(widget: QWidget) -> bool:
    """Whether it is a button at the foot of a form: one comes back to a form for its fields."""
    holder = widget.parentWidget()
    while holder is not None and not isinstance(holder, FormPanel):
        holder = holder.parentWidget()
    return holder is not None and widget in (holder.save_button, holder.cancel_button)
