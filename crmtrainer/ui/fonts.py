# SPDX-License-Identifier: MIT
"""The bundled letters and the five sizes of type. Weight is set on the font's own axis, never faked."""

import importlib.util
from enum import Enum
from functools import cache
from math import ceil
from pathlib import Path

from PySide6.QtGui import QFont, QFontDatabase, QFontMetricsF

from crmtrainer.ui.theme import USUAL_SPACING, Look, active

FAMILIES = {"Noto Sans": "fontpkg_noto_sans", "Lexend": "fontpkg_lexend"}
BASE_POINTS = {"Noto Sans": 10.5, "Lexend": 12.0}
SMALLEST_POINTS = 9.0
REGULAR, SEMIBOLD, BOLD = 400, 600, 700
PIXELS_A_POINT = 96 / 72


class Type(Enum):
    """Sizes of type, as a share of the base."""

    BODY = 1.0
    CAPTION = 0.9
    SECTION = 1.15
    TITLE = 1.4
    FIGURE = 1.3


def package_folder(package: str) -> Path:
    """Where a package keeps its files, found without importing it."""
    spec = importlib.util.find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise FileNotFoundError(package)
    return Path(spec.submodule_search_locations[0])


@cache
def register() -> tuple[str, ...]:
    """Make the bundled families known to Qt, once; returns the families found."""
    found: list[str] = []
    for package in FAMILIES.values():
        for file in sorted((package_folder(package) / "files").glob("*.ttf")):
            if "Italic" in file.name:
                continue
            number = QFontDatabase.addApplicationFont(str(file))
            found.extend(QFontDatabase.applicationFontFamilies(number))
    return tuple(found)


def point_size(look: Look, size: Type) -> float:
    """Points for a size of type; captions stay readable when the text is made small."""
    wanted = BASE_POINTS.get(look.family, 10.5) * size.value * look.text_scale
    return max(wanted, SMALLEST_POINTS) if size is Type.CAPTION else wanted


def letter_share() -> float:
    """How large the letters in force are, of those the drawings were made with."""
    return BASE_POINTS.get(active().family, 10.5) / 10.5


_USUAL_LINES = {Type.BODY: 20 / 14, Type.CAPTION: 17 / 12.6}
"""Heights of the lines in the drawings, in heights of their letters."""


def line_height(size: Type = Type.BODY, look: Look | None = None) -> int:
    """The height of a line of words that are read, body or caption, in pixels."""
    worn = look or active()
    letters = point_size(worn, size) * PIXELS_A_POINT
    return round(letters * _USUAL_LINES[size] * worn.spacing / USUAL_SPACING)


def spill(size: Type = Type.BODY) -> int:
    """How far letters reach beyond the first and the last line where lines stand close together, in pixels."""
    return max(0, ceil((QFontMetricsF(font(size)).height() - line_height(size)) / 2))


def make(look: Look, size: Type = Type.BODY, weight: int = REGULAR, *, underline: bool = False) -> QFont:
    """A font of the family in force, with tabular figures."""
    made = QFont(look.family)
    made.setPointSizeF(point_size(look, size))
    made.setVariableAxis(QFont.Tag("wght"), weight)
    made.setFeature(QFont.Tag("tnum"), 1)
    made.setUnderline(underline)
    return made


def font(size: Type = Type.BODY, weight: int = REGULAR, *, underline: bool = False) -> QFont:
    """A font of the look in force."""
    return make(active(), size, weight, underline=underline)
