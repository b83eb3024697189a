# SPDX-License-Identifier: MIT
"""Puts a look on the running application: style, palette, font, style sheet, marks."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from PySide6.QtCore import QDir, QTemporaryDir
from PySide6.QtWidgets import QApplication

from crmtrainer.ui import fonts, theme
from crmtrainer.ui.style_sheet import GLYPH_FOLDER, glyphs, style_sheet
from crmtrainer.ui.theme import Look, Scheme


@cache
def _glyph_folder() -> QTemporaryDir:
    folder = QTemporaryDir()
    QDir.setSearchPaths(GLYPH_FOLDER, [folder.path()])
    return folder


def look_for(choice: Scheme, look: Look | None = None) -> Look:
    """The look for a chosen scheme, asking the desktop only when it is to be followed."""
    dark, contrast = theme.desktop_preference() if choice is Scheme.SYSTEM else (False, False)
    base = look or Look()
    return Look(
        tokens=theme.resolve(choice, system_dark=dark, system_contrast=contrast),
        text_scale=base.text_scale,
        family=base.family,
        motion=base.motion,
        underline_links=base.underline_links,
        compact=base.compact,
    )


def apply(app: QApplication, look: Look) -> None:
    """Show the whole application in `look`."""
    fonts.register()
    folder = Path(_glyph_folder().path())
    for name, drawing in glyphs(look.tokens).items():
        (folder / name).write_text(drawing, encoding="utf-8")
    app.setProperty(theme.LOOK_PROPERTY, look)
    # Off first: to put a sheet in another's place, Qt goes over every widget many times, ten times as long.
    app.setStyleSheet("")
    if app.style().name().lower() != "fusion":
        app.setStyle("Fusion")
    app.setPalette(theme.palette(look.tokens))
    app.setFont(fonts.make(look))
    app.setStyleSheet(style_sheet(look))


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
