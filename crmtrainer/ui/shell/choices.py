# SPDX-License-Identifier: MIT
"""What the person at the desk has chosen: worn when they sit down, kept at each change, shown on the settings page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtGui import QGuiApplication
from shiboken6 import isValid

from crmtrainer.settings import COLOURS, DAMAGED, OPTIONS, TEXT_SIZE, Value
from crmtrainer.ui import icons, theme
from crmtrainer.ui.chosen_look import defaults, look_of, read, values_of
from crmtrainer.ui.kept_choices import Kept
from crmtrainer.ui.settings.key_rules import CommandKeys, refusal
from crmtrainer.ui.settings.parts import Part
from crmtrainer.ui.shell.action_table import ACTIONS, Act, Menu
from crmtrainer.ui.shell.actions import without_letter
from crmtrainer.ui.shell.help_pages import shortcuts_page
from crmtrainer.ui.shell.main_window import MainWindow
from crmtrainer.ui.theme import Look, Scheme

if TYPE_CHECKING:
    from crmtrainer.ui.settings.page import SettingsPage

_KEY = "keys."
"""Before a command's name, in the file."""
_CHOSEN, _OTHER = "radiobox-marked", "radiobox-blank"
LOOKS = {
    Act.LOOK_SYSTEM: Scheme.SYSTEM,
    Act.LOOK_LIGHT: Scheme.LIGHT,
    Act.LOOK_DARK: Scheme.DARK,
    Act.LOOK_CREAM: Scheme.CREAM,
    Act.LOOK_CONTRAST: Scheme.HIGH_CONTRAST,
}


class Choices(QObject):
    """One person's choices at a time. View, keys and the settings page all go through here."""

    def __init__(self, window: MainWindow, kept: Kept, base: Look) -> None:
        super().__init__(window)
        self._window, self._kept, self._base = window, kept, base
        self._actions = window.actions_
        self._person, self._whom = "", ""
        self._values: dict[str, Value] = {}
        self._keys: dict[Act, str] = {}
        self._page: SettingsPage | None = None
        window.look_changed.connect(self._follow_window)
        hints = QGuiApplication.styleHints()
        hints.colorSchemeChanged.connect(self._wear)
        hints.accessibility().contrastPreferenceChanged.connect(self._wear)
        hints.accessibility().motionPreferenceChanged.connect(self._wear)
        on = self._actions.on
        on(Act.SETTINGS, self.open_page)
        for act, scheme in LOOKS.items():
            on(act, partial(self.choose, COLOURS.key, scheme.value))
        self._actions.take_over(Act.SHORTCUTS, self._open_shortcuts)

    def sit(self, person: str, whom: str) -> None:
        """Wear what this person chose; an empty text is nobody yet. `whom` is their name, for the page."""
        self._person, self._whom = person, whom
        if not self._kept.sit(person):
            self._tell_unkept()
        if self._kept.was_damaged:
            self._kept.was_damaged = False
            words = self.tr("The file of settings was damaged: what could be read holds. The old one is kept as %1.")
            self._window.toast(words.replace("%1", DAMAGED), good=False, icon="alert-circle-outline")
        written = self._kept.of(person)
        self._values = read(written)
        self._keys = self._read_keys(written)
        self._actions.set_keys(self._keys)
        self._wear()

    def values(self) -> dict[str, Value]:
        """Every option as it holds now."""
        return {**values_of(self._base), **self._values}

    def choose(self, key: str, value: Value) -> None:
        """Let an option hold this value from now on, and keep it."""
        if self.values()[key] != value:
            self._values[key] = value
            self._keep({key: OPTIONS[key].write(value)})
        self._wear()

    def choose_key(self, name: str, key: str) -> None:
        """Give a command another key, and keep it. Whoever calls has asked whether it may have it."""
        self._change_keys({**self._keys, Act[name]: key})

    def usual_key(self, name: str) -> None:
        """Give a command its usual key again."""
        self._change_keys({act: key for act, key in self._keys.items() if act.name != name})

    def restore(self, part: Part) -> None:
        """Make a part as it was at first; a message offers to undo that."""
        if part is Part.KEYS:
            before = dict(self._keys)
            self._change_keys({})
            self._offer_undo(self.tr("All keys are as usual again."), lambda: self._change_keys(before))
            return
        chosen = self.values()
        self._set_all(defaults())
        self._offer_undo(self.tr("Reading is as it was at first."), lambda: self._set_all(chosen))

    def commands(self) -> tuple[CommandKeys, ...]:
        """Every command with its keys, in the order of the menus."""
        translate = QCoreApplication.translate
        listed = sorted(ACTIONS, key=lambda spec: list(Menu).index(spec.menu))
        return tuple(
            CommandKeys(
                spec.act.name,
                without_letter(translate("Action", spec.text)),
                spec.icon,
                translate("Menu", spec.menu.value).replace("&", ""),
                self._actions.all_keys(spec.act),
                spec.keys,
            )
            for spec in listed
        )

    def open_page(self, part: Part = Part.READING) -> None:
        """Lay the settings over what is in sight."""
        from crmtrainer.ui.settings.page import SettingsPage  # seldom wanted: no start waits for it

        body = self._window.body
        if isinstance(body.page(), SettingsPage):
            return
        whom = self.tr("Kept for %1, on this computer").replace("%1", self._whom)
        page = SettingsPage(whom if self._whom else self.tr("Kept on this computer"), _menu_letters())
        page.show_part(part)
        page.back.clicked.connect(self._window.close_page)
        page.restore_wanted.connect(self.restore)
        page.reading.chosen.connect(self.choose)
        page.keys.key_wanted.connect(self.choose_key)
        page.keys.usual_wanted.connect(self.usual_key)
        page.keys.announce.connect(self._window.announce)
        self._page = page
        self._show()
        self._window.open_page(page)

    # Its own affairs

    def _open_shortcuts(self) -> None:
        page = shortcuts_page(self._actions)
        page.back.clicked.connect(self._window.close_page)
        page.change.show()
        page.change.clicked.connect(lambda: self.open_page(Part.KEYS))
        self._window.open_page(page)

    def _wear(self) -> None:
        look = look_of(self._values, self._base)
        self._window.wear(look)
        self._show()

    def _show(self) -> None:
        """Menu and page say the same."""
        chosen = theme.active().chosen
        for act, scheme in LOOKS.items():
            self._actions[act].setChecked(scheme is chosen)
            # A menu shows no tick beside an icon: the icon says it.
            self._actions[act].setIcon(icons.icon(_CHOSEN if scheme is chosen else _OTHER, "muted"))
        if self._page is not None and isValid(self._page):
            self._page.show_values(self.values(), defaults())
            self._page.show_commands(self.commands())

    def _follow_window(self, look: object) -> None:
        """Text was made larger or smaller in View."""
        size = round(100 * look.text_scale) if isinstance(look, Look) else 0
        if size and size != self.values()[TEXT_SIZE.key]:
            self.choose(TEXT_SIZE.key, size)

    def _set_all(self, values: Mapping[str, Value]) -> None:
        self._values = dict(values)
        self._keep({key: OPTIONS[key].write(value) for key, value in values.items()})
        self._wear()

    def _change_keys(self, keys: Mapping[Act, str]) -> None:
        gone = {f"{_KEY}{act.name}": None for act in self._keys if act not in keys}
        self._keys = dict(keys)
        self._keep({**gone, **{f"{_KEY}{act.name}": key for act, key in keys.items()}})
        self._actions.set_keys(self._keys)
        self._show()

    def _read_keys(self, written: Mapping[str, str]) -> dict[Act, str]:
        """The keys kept, but for those that are refused by now, or that two commands would have."""
        found: dict[Act, str] = {}
        for spec in ACTIONS:
            key = written.get(f"{_KEY}{spec.act.name}", "")
            if key and not refusal(key, _menu_letters()) and key not in found.values():
                found[spec.act] = key
        return found

    def _tell_unkept(self) -> None:
        """The file did not take a choice."""
        words = self.tr("Your choice could not be kept: it holds until you close the window.")
        self._window.toast(words, good=False, icon="alert-circle-outline")

    def _keep(self, changes: Mapping[str, str | None]) -> None:
        if not self._kept.put(self._person, dict(changes)):
            self._tell_unkept()

    def _offer_undo(self, words: str, undo: Callable[[], None]) -> None:
        person = self._person

        def undone() -> None:
            if self._person == person:  # a message may outlast whoever it was for
                undo()

        self._window.toast(words, action_text=self.tr("Undo"), action=undone)


def _menu_letters() -> dict[str, str]:
    """The letter that opens each menu with Alt, and the menu's name."""
    names = [QCoreApplication.translate("Menu", menu.value) for menu in Menu]
    return {name[name.index("&") + 1].upper(): name.replace("&", "") for name in names if "&" in name}
