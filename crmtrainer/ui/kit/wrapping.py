# SPDX-License-Identifier: MIT
"""Breaking plain text into lines for parts that paint themselves."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QTextLayout, QTextOption

from crmtrainer.ui.kit.plain import visible

NARROWEST = 24.0
_SIGNS = "@./-_"
READ: Final = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextDontClip)
"""How a line of words is drawn: letters may reach beyond it where lines stand close together."""


def wrap(text: str, font: QFont, width: float) -> list[str]:
    """`text` broken into lines no wider than `width`, a word that is wider itself too; line ends are kept."""
    lines: list[str] = []
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    for paragraph in visible(text).split("\n"):
        if not paragraph:
            lines.append("")
            continue
        layout = QTextLayout(paragraph, font)
        layout.setTextOption(option)
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(NARROWEST, width))
            if (kept := _whole_part(paragraph, line.textStart(), line.textStart() + line.textLength())) > 0:
                line.setNumColumns(kept)
            lines.append(paragraph[line.textStart() : line.textStart() + line.textLength()].rstrip())
        layout.endLayout()
    return lines


def _whole_part(words: str, start: int, end: int) -> int:
    """How much of a line stays where its last word would be cut: up to a sign inside it, as in addresses; 0 for all."""
    if end >= len(words) or words[end - 1].isspace() or words[end - 1] in _SIGNS or words[end].isspace():
        return 0
    word = max(words.rfind(" ", start, end) + 1, start)
    sign = max(words.rfind(sign, word, end) for sign in _SIGNS)
    return max(0, sign + 1 - start)
