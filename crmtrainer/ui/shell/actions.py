# SPDX-License-Identifier: MIT
"""The commands as Qt actions: made once from the table, found by key, disabled only with a reason."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QCoreApplication, QObject, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QMenu, QMenuBar, QWidget

from crmtrainer.ui import icons, keys
from crmtrainer.ui.kit.text import plain_tip, spoken
from crmtrainer.ui.marking import QT_TRANSLATE_NOOP
from crmtrainer.ui.shell.action_table import ACTIONS, Act, ActionSpec, Menu

LOOKS = (Act.LOOK_SYSTEM, Act.LOOK_LIGHT, Act.LOOK_DARK, Act.LOOK_CREAM, Act.LOOK_CONTRAST)
LOOKING_BACK = (Act.WRITE_REFLECTION, Act.OPEN_ACT, Act.CITE_ACT, Act.TRY_FROM_HERE, Act.TRY_AGAIN)
SETTING_STANDARDS = (Act.NEW_STANDARD, Act.ORDER_STANDARDS, Act.NEW_CALENDAR, Act.MOVE_CLOCKS)
WITHIN = {
    LOOKS: QT_TRANSLATE_NOOP("Menu", "Colours &and contrast"),
    LOOKING_BACK: QT_TRANSLATE_NOOP("Menu", "&In the debrief"),
    SETTING_STANDARDS: QT_TRANSLATE_NOOP("Menu", "&Change the standards"),
}
"""Commands that have a menu of their own within a menu: where all stood in one, it was as high as a small screen."""


class Actions(QObject):
    """All actions. `triggered` carries the `Act`; `on` connects one of them."""

    triggered = Signal(object)
    keys_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._made: dict[Act, QAction] = {}
        self._reasons: dict[Act, str] = {}
        self._slots: dict[Act, list[Callable[..., None]]] = {}
        for spec in ACTIONS:
            self._made[spec.act] = self._make(spec)
        self._tell_keys()

    def _make(self, spec: ActionSpec) -> QAction:
        text = QCoreApplication.translate("Action", spec.text)
        made = QAction(text, self)
        made.setObjectName(spec.act.name)
        made.setCheckable(spec.checkable)
        made.setMenuRole(QAction.MenuRole.NoRole)
        made.setStatusTip(spoken(QCoreApplication.translate("Action", spec.about)) if spec.about else "")
        if spec.icon:
            made.setIcon(icons.icon(spec.icon, "muted"))
        self._set_keys(made, spec.keys)
        made.triggered.connect(lambda _checked=False, act=spec.act: self.triggered.emit(act))
        return made

    def set_keys(self, chosen: Mapping[Act, str]) -> None:
        """Give commands the keys that a person chose; all others have their usual ones, unless another has taken them.

        Keys are written as `QKeySequence` does for files.
        """
        taken = set(chosen.values())
        for spec in ACTIONS:
            usual = tuple(key for key in spec.keys if key not in taken)
            wanted = (chosen[spec.act],) if spec.act in chosen else usual
            if self.all_keys(spec.act) != wanted:
                self._set_keys(self._made[spec.act], wanted)
        self._tell_keys()

    def _tell_keys(self) -> None:
        now = {usual: next(iter(self.all_keys(spec.act)), "") for spec in ACTIONS for usual in spec.keys}
        keys.in_force().tell(now)
        self.keys_changed.emit()

    def _set_keys(self, action: QAction, keys: tuple[str, ...]) -> None:
        action.setShortcuts([QKeySequence(key) for key in keys])
        self._tell_tip(action)

    def _tell_tip(self, action: QAction) -> None:
        action.setToolTip(plain_tip(tip_of(action)))

    def __getitem__(self, act: Act) -> QAction:
        return self._made[act]

    def words(self, act: Act) -> str:
        """What a command says, without the mark of its letter."""
        return words_of(self._made[act])

    def keys(self, act: Act) -> str:
        """The first key of a command, as this platform writes it; empty where it has none."""
        return _written(self._made[act])

    def all_keys(self, act: Act) -> tuple[str, ...]:
        """Every key of a command, as files write them."""
        return tuple(key.toString(QKeySequence.SequenceFormat.PortableText) for key in self._made[act].shortcuts())

    def usual(self, act: Act) -> str:
        """The first usual key of a command, as files write it; empty where it has none of its own."""
        return next((key for spec in ACTIONS if spec.act is act for key in spec.keys), "")

    def on(self, act: Act, slot: Callable[[], object]) -> None:
        """Do this when the command is given."""

        def given(_checked: bool = False) -> None:
            slot()

        self._slots.setdefault(act, []).append(given)
        self._made[act].triggered.connect(given)

    def take_over(self, act: Act, slot: Callable[[], object]) -> None:
        """Do this when the command is given, in place of all that was to be done before."""
        for given in self._slots.pop(act, []):
            self._made[act].triggered.disconnect(given)
        self.on(act, slot)

    def explain(self, act: Act, reason: str) -> None:
        """Disable a command and say why in a sentence with its full stop, or enable it when nothing is against it."""
        action = self._made[act]
        action.setEnabled(not reason)
        action.setStatusTip(spoken(reason or self.about(act)))
        self._reasons[act] = reason

    def rename(self, act: Act, text: str) -> None:
        """Let a command say what it would do now; without words, what the table calls it."""
        spec = next(one for one in ACTIONS if one.act is act)
        usual = QCoreApplication.translate("Action", spec.text)
        words = _with_letter(text, usual) if text else usual
        if words != self._made[act].text():
            self._made[act].setText(words)
            self._tell_tip(self._made[act])

    def reason_for_key(self, pressed: QKeyEvent) -> str:
        """Why the command with this key cannot be had now; empty where there is none, it can, or it was said.

        Qt passes the key of a disabled command on as any other: then nothing would say why nothing happens. A key that
        is held down comes again and again, and an open menu passes on what it has no use for.
        """
        if pressed.isAutoRepeat() or QApplication.activePopupWidget() is not None:
            return ""
        key = QKeySequence(pressed.keyCombination())
        return next((self._reasons.get(act, "") for act, made in self._made.items() if key in made.shortcuts()), "")

    def about(self, act: Act) -> str:
        """What a command is for, or an empty text where its words say it."""
        spec = next(one for one in ACTIONS if one.act is act)
        return QCoreApplication.translate("Action", spec.about) if spec.about else ""

    def reason(self, act: Act) -> str:
        """Why a command is disabled, or an empty text."""
        return self._reasons.get(act, "")

    def fill(self, bar: QMenuBar) -> dict[Menu, QMenu]:
        """Build every menu, with every command in it."""
        menus: dict[Menu, QMenu] = {}
        for menu in Menu:
            made = bar.addMenu(QCoreApplication.translate("Menu", menu.value))
            made.setToolTipsVisible(False)
            menus[menu] = made
        within: dict[Act, QMenu] = {}
        for spec in ACTIONS:
            group = next((acts for acts in WITHIN if spec.act in acts), ())
            if group and spec.act is group[0]:
                inner = QMenu(QCoreApplication.translate("Menu", WITHIN[group]), menus[spec.menu])
                inner.setToolTipsVisible(False)
                menus[spec.menu].addMenu(inner)
                within.update(dict.fromkeys(group, inner))
            within.get(spec.act, menus[spec.menu]).addAction(self._made[spec.act])
            if spec.ends_group:
                menus[spec.menu].addSeparator()
        return menus

    def give_keys_to(self, window: QWidget) -> None:
        """Let the keys work anywhere in the window, also while a menu is hidden."""
        window.addActions(list(self._made.values()))


def words_of(action: QAction) -> str:
    """What an action says anywhere but in its menu: nothing marks the letter that chooses it there."""
    return without_letter(action.text())


def tip_of(action: QAction) -> str:
    """What an action says in a tip: its words and its first key."""
    first, words = _written(action), words_of(action)
    return f"{words} ({first})" if first else words


def without_letter(text: str) -> str:
    """Words of a menu as they are read: the mark of a letter is no part of them, a doubled one is an “&”."""
    return "&".join(part.replace("&", "") for part in text.split("&&"))


def _with_letter(text: str, usual: str) -> str:
    """Other words for a command, chosen in its menu by the letter of its usual ones where they have it."""
    _, marked, rest = usual.partition("&")
    place = text.lower().find(rest[:1].lower()) if marked and rest else -1
    if place < 0:
        return text.replace("&", "&&")
    return f"{text[:place].replace('&', '&&')}&{text[place:].replace('&', '&&')}"


def _written(action: QAction) -> str:
    return action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
