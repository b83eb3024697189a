# SPDX-License-Identifier: MIT
"""Buttons of the five kinds, 32 high (28 small), with icons that follow the theme."""

from enum import Enum

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QIcon, QKeyEvent
from PySide6.QtWidgets import QMenu, QPushButton, QWidget
from typing_extensions import override

from crmtrainer.ui import fonts, icons, theme
from crmtrainer.ui.fonts import REGULAR, SEMIBOLD
from crmtrainer.ui.kit.text import is_restyling, on_button, plain_tip, spoken


class Variant(Enum):
    """How loudly a button speaks; one primary in a view."""

    PRIMARY = "primary"
    PLAIN = "plain"
    DANGER = "danger"
    COLLEAGUE = "colleague"
    LINK = "link"
    LINK_ON_ACCENT = "link-on-accent"
    QUIET = "quiet"


_ICON_TOKEN = {
    Variant.PRIMARY: "on_accent",
    Variant.PLAIN: "muted",
    Variant.DANGER: "bad",
    Variant.COLLEAGUE: "on_colleague",
    Variant.LINK: "accent",
    Variant.LINK_ON_ACCENT: "on_accent",
    Variant.QUIET: "muted",
}


def is_enter(event: QKeyEvent) -> bool:
    """Whether a key presses the button that has the keyboard, as Space does, and asks for nothing more."""
    plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    return plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Button(QPushButton):
    """A button whose words are a verb, or somebody's name: shown as they are, an ampersand too.

    Icon-only buttons must be given `name`.
    """

    def __init__(
        self,
        text: str = "",
        icon: str = "",
        variant: Variant = Variant.PLAIN,
        *,
        name: str = "",
        small: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(on_button(text), parent)
        self._variant, self._icon, self._small = variant, icon, small
        self.setProperty("variant", variant.value)
        self.setProperty("small", small)
        self.setProperty("iconOnly", bool(icon) and not text)
        self.setAutoDefault(False)
        self.setAccessibleName(name or text)
        if name and not text:
            self.setToolTip(plain_tip(name))
        self._restyle()

    @override
    def setText(self, text: str) -> None:
        super().setText(on_button(text))
        only_icon = bool(self._icon) and not text
        if self.property("iconOnly") != only_icon:
            self.setProperty("iconOnly", only_icon)
            self.style().unpolish(self)
            self.style().polish(self)
            self._restyle()

    @override
    def setAccessibleName(self, name: str) -> None:
        super().setAccessibleName(spoken(name))

    @property
    def variant(self) -> Variant:
        return self._variant

    def set_variant(self, variant: Variant) -> None:
        """Change the kind, for a button whose verb changes with the choice made beside it."""
        self._variant = variant
        self.setProperty("variant", variant.value)
        self.style().unpolish(self)
        self.style().polish(self)
        self._restyle()

    def set_icon(self, icon: str) -> None:
        self._icon = icon
        self._restyle()

    def set_menu(self, menu: QMenu) -> None:
        """Turn it into a menu button with a chevron."""
        self.setProperty("menu", True)
        self.setMenu(menu)

    def explain(self, reason: str) -> None:
        """Disable and say why, or enable when there is no reason against it."""
        self.setEnabled(not reason)
        self.setStatusTip(spoken(reason))
        self.setToolTip(plain_tip(reason))
        self.setAccessibleDescription(spoken(reason))

    def _restyle(self) -> None:
        loud = self._variant in (Variant.PRIMARY, Variant.COLLEAGUE)
        link = self._variant in (Variant.LINK, Variant.LINK_ON_ACCENT)
        underline = self._variant is Variant.LINK_ON_ACCENT or (link and theme.active().underline_links)
        self.setFont(fonts.font(weight=SEMIBOLD if loud else REGULAR, underline=underline))
        if self._icon:
            self.setIcon(icons.icon(self._icon, _ICON_TOKEN[self._variant]))
            side = theme.px(16 if self._small else 18)
            gap = theme.px(4) if self.text() else 0
            self.setIconSize(QSize(side + gap, side))
        elif not self.icon().isNull():
            self.setIcon(QIcon())

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Without this only Space presses a button, outside dialogs and on most platforms.
        if is_enter(event):
            if not event.isAutoRepeat():  # the key that led here may still be down
                self.click()
            return
        super().keyPressEvent(event)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if is_restyling(event):
            self._restyle()
