# SPDX-License-Identifier: MIT
"""Whose public holidays can be kept: one list for every form, the nations of the United Kingdom first."""

from __future__ import annotations

from functools import cache
from typing import Final

from PySide6.QtCore import QCoreApplication, QLocale

from crmtrainer.kernel.folding import fold
from crmtrainer.service_levels.public_holidays import countries
from crmtrainer.ui.filling import filled
from crmtrainer.ui.marking import QT_TRANSLATE_NOOP

NO_REGION: Final = ""
_NATIONS: Final = {
    "GB-ENG": QT_TRANSLATE_NOOP("Regions", "England and Wales"),
    "GB-SCT": QT_TRANSLATE_NOOP("Regions", "Scotland"),
    "GB-NIR": QT_TRANSLATE_NOOP("Regions", "Northern Ireland"),
}
_WALES: Final = "GB-WLS"
"""Its holidays are those of England; a calendar that says so keeps its word for it."""


def region_choices(own: str | None = None) -> tuple[tuple[str, str], ...]:
    """Regions by code and name: the nations, none at all, then other countries by name; `own` is among them."""
    nations = [*_NATIONS, *([own] if own == _WALES else []), NO_REGION]
    codes = [*nations, *_by_name()]
    if own and own not in codes:
        codes.insert(len(nations), own)
    return tuple((code, region_words(code)) for code in codes)


def region_words(code: str | None) -> str:
    """What people call a region."""
    if not code:
        return _tr("No public holidays")
    if code == _WALES:
        return _tr("Wales")
    if code in _NATIONS:
        return _tr(_NATIONS[code])
    country, _, part = code.partition("-")
    name = QLocale.territoryToString(QLocale.codeToTerritory(country)) or country
    return filled(_tr("%1, %2"), name, part) if part else name


def also_found_by(code: str) -> str:
    """What else somebody may type who looks for a region."""
    return f"{code} United Kingdom UK" if code in _NATIONS else code


@cache
def _by_name() -> tuple[str, ...]:
    return tuple(sorted(countries(), key=lambda code: fold(region_words(code))))


def _tr(words: str) -> str:
    return QCoreApplication.translate("Regions", words)
