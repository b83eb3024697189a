# SPDX-License-Identifier: MIT
"""Marks words in tables for translation. Qt's own marker does the same but forgets that it returns text."""


def QT_TRANSLATE_NOOP(context: str, text: str) -> str:
    """`text` unchanged; `pyside6-lupdate` looks for this name. Translate with the same context when shown."""
    return text
