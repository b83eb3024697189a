# SPDX-License-Identifier: MIT
"""Puts a look on the running application: style, palette, font, style sheet, marks."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from pathlib import Path

from PySide6.QtCore import QDir, QEvent, Qt, QTemporaryDir
from PySide6.QtWidgets import QApplication

from crmtrainer.ui import fonts, theme
from crmtrainer.ui.style_sheet import GLYPH_FOLDER, glyphs, style_sheet
from crmtrainer.ui.theme import Look, Scheme

_EFFECTS = (
    Qt.UIEffect.UI_AnimateMenu,
    Qt.UIEffect.UI_FadeMenu,
    Qt.UIEffect.UI_AnimateCombo,
    Qt.UIEffect.UI_AnimateTooltip,
    Qt.UIEffect.UI_FadeTooltip,
)


@cache
def _glyph_folder() -> QTemporaryDir:
    folder = QTemporaryDir()
    QDir.setSearchPaths(GLYPH_FOLDER, [folder.path()])
    return folder


def look_for(choice: Scheme, look: Look | None = None) -> Look:
    """The look for a chosen scheme, asking the desktop only when it is to be followed."""
    dark, contrast = theme.desktop_preference() if choice is Scheme.SYSTEM else (False, False)
    tokens = theme.resolve(choice, system_dark=dark, system_contrast=contrast)
    return replace(look or Look(), tokens=tokens, chosen=choice)


def apply(app: QApplication, look: Look) -> None:
    """Show the whole application in `look`."""
    before, sheet = theme.active(), style_sheet(look)
    app.setProperty(theme.LOOK_PROPERTY, look)
    if app.styleSheet() == sheet and (before.tokens, before.family) == (look.tokens, look.family):
        _tell_widgets(app)
    else:
        _clothe(app, look, sheet)
    _set_moving(app, moving=look.motion)


def _clothe(app: QApplication, look: Look, sheet: str) -> None:
    fonts.register()
    folder = Path(_glyph_folder().path())
    for name, drawing in glyphs(look.tokens).items():
        (folder / name).write_text(drawing, encoding="utf-8")
    # Off first: to put a sheet in another's place, Qt goes over every widget many times, ten times as long.
    app.setStyleSheet("")
    if app.style().name().lower() != "fusion":
        app.setStyle("Fusion")
    app.setPalette(theme.palette(look.tokens))
    app.setFont(fonts.make(look))
    app.setStyleSheet(sheet)


def _tell_widgets(app: QApplication) -> None:
    """Only measures are new, such as line spacing: the sheet, which takes long to put on, stays."""
    for widget in app.allWidgets():
        QApplication.sendEvent(widget, QEvent(QEvent.Type.StyleChange))


def _set_moving(app: QApplication, *, moving: bool) -> None:
    """Let the text cursor blink and menus and tips come in as the desktop has it, or keep all of them still."""
    blink, effects = _as_the_desktop_has_it()
    app.setCursorFlashTime(blink if moving else 0)
    for effect in _EFFECTS:
        app.setEffectEnabled(effect, moving and effect in effects)


@cache
def _as_the_desktop_has_it() -> tuple[int, frozenset[Qt.UIEffect]]:
    app = _application()
    return app.cursorFlashTime(), frozenset(effect for effect in _EFFECTS if app.isEffectEnabled(effect))


def dress(look: Look) -> None:
    """Show the whole application in `look`, unless it does already."""
    if look != theme.active():
        apply(_application(), look)


def wear(scheme: Scheme) -> None:
    """Put on other colours, and leave the rest of the look as it is."""
    apply(_application(), look_for(scheme, theme.active()))


@contextmanager
def undressed() -> Iterator[None]:
    """Take the sheet off for the time of the block: a window is put together four times as fast without one.

    Under a sheet, Qt goes over all that a widget holds whenever it finds a place in another.
    """
    app = _application()
    sheet = app.styleSheet()
    app.setStyleSheet("")
    try:
        yield
    finally:
        app.setStyleSheet(sheet)


def _application() -> QApplication:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    return app
