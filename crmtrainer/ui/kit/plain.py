# SPDX-License-Identifier: MIT
"""Words as windows may show them: nothing in them is obeyed, and what cannot be seen is spelt out."""

from crmtrainer.kernel.plain import visible as visible


def spoken(text: str) -> str:
    """`text` for a screen reader: in one line, with nothing hidden in it."""
    return visible(text, lines=False)
