# SPDX-License-Identifier: MIT
"""How people are addressed: words before a name that are no part of it, and are not looked for."""

from __future__ import annotations

from crmtrainer.kernel.folding import words_of

TITLES = frozenset(
    words_of("mr mrs ms miss mx master dr doctor prof professor sir dame lord lady rev revd reverend messrs")
)


def untitled(words: tuple[str, ...]) -> tuple[str, ...]:
    """Folded words without the titles among them; where there is nothing else, the words as they are."""
    return tuple(word for word in words if word.rstrip(".") not in TITLES) or words
