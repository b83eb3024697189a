# SPDX-License-Identifier: MIT
"""Breaking plain text into lines for parts that paint themselves."""

from PySide6.QtGui import QFont, QTextLayout

from crmtrainer.ui.kit.text import visible

NARROWEST = 24.0


def wrap(text: str, font: QFont, width: float) -> list[str]:
    """`text` broken into lines no wider than `width`; line ends in the text are kept."""
    lines: list[str] = []
    for paragraph in visible(text).split("\n"):
        if not paragraph:
            lines.append("")
            continue
        layout = QTextLayout(paragraph, font)
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(NARROWEST, width))
            lines.append(paragraph[line.textStart() : line.textStart() + line.textLength()].rstrip())
        layout.endLayout()
    return lines
