# SPDX-License-Identifier: MIT
"""Formulas as they are cited below a figure: by name, with the id under which the whole program defines them."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QCoreApplication

from crmtrainer.figures.rules import Formula
from crmtrainer.ui.filling import filled
from crmtrainer.ui.marking import QT_TRANSLATE_NOOP

_NAMES: Final = {
    Formula.AGEING: QT_TRANSLATE_NOOP("Formulas", "age of open work"),
    Formula.ATTAINMENT: QT_TRANSLATE_NOOP("Formulas", "share met in time"),
    Formula.REOPENED: QT_TRANSLATE_NOOP("Formulas", "reopen rate"),
    Formula.COMPLAINTS: QT_TRANSLATE_NOOP("Formulas", "complaints per 1,000 customers"),
}


def cited(*formulas: Formula) -> str:
    """ "Formula: share met in time (F-SLA)."."""
    named = ", ".join(filled(_tr("%1 (%2)"), _tr(_NAMES[each]), each.value) for each in formulas)
    words = _tr("Formula: %1.") if len(formulas) == 1 else _tr("Formulas: %1.")
    return words.replace("%1", named)


def _tr(words: str) -> str:
    return QCoreApplication.translate("Formulas", words)
