# SPDX-License-Identifier: MIT
"""Text as it is compared and sorted: no case, no accents, one way to write each number, postcode and address.

Whatever is stored in a folded column, and whatever is looked for in one, goes through the same function here.
"""

from __future__ import annotations

import re
import unicodedata

_APOSTROPHES = "'’‘ʼʹ`´′＇"
_WITHOUT_DECOMPOSITION = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h"}
    | dict.fromkeys(_APOSTROPHES, "")
)
_NOT_WORD = re.compile(r"[^\w]+|_")
LAST = "\U0010ffff"
"""Sorts after every character: `word` to `word + LAST` is the range of everything that begins with `word`."""


def fold(text: str) -> str:
    """`text` in lower case, without accents and apostrophes, with single spaces: O’Brien and obrien are one."""
    if text.isascii():
        return " ".join(text.lower().replace("'", "").replace("`", "").split())
    apart = unicodedata.normalize("NFKD", text.translate(_WITHOUT_DECOMPOSITION).casefold())
    bare = without_surrogates("".join(c for c in apart if not unicodedata.combining(c)))
    return " ".join(bare.translate(_WITHOUT_DECOMPOSITION).casefold().split())


def without_surrogates(text: str) -> str:
    """`text` without lone surrogates, which no database takes."""
    return "".join(c for c in text if not "\ud800" <= c <= "\udfff")


def words_of(text: str) -> tuple[str, ...]:
    """The folded words of `text` in order, split at anything that is neither letter nor digit."""
    return tuple(_NOT_WORD.sub(" ", fold(text)).split())


def name_keys(*names: str) -> tuple[str, ...]:
    """The search keys of a customer's names, sorted, each once: every word, and double names also in one piece.

    Smith-Jones is found as smith, jones and smithjones; O’Brien as obrien and brien.
    """
    keys: set[str] = set()
    for name in names:
        opened = name
        for apostrophe in _APOSTROPHES:
            opened = opened.replace(apostrophe, " ")
        keys.update(words_of(opened))
        for piece in name.split():
            keys.add("".join(words_of(piece)))
    return tuple(sorted(key for key in keys if key))


def fold_email(text: str) -> str:
    """An e-mail address as it is compared: compatibility forms unified, lower case, no spaces around."""
    return unicodedata.normalize("NFKC", text).strip().lower()


def digits_of(text: str) -> str:
    """The decimal digits of `text`, of whatever script, as 0 to 9."""
    return "".join(str(unicodedata.decimal(c)) for c in text if c.isdecimal())


def fold_phone(text: str) -> str:
    """A telephone number as it is compared: digits only, a UK number with its leading 0.

    +44 7700 900142, 0044 (0)7700-900142 and 07700 900 142 are all 07700900142; other countries keep 00 in front.
    """
    tidy = unicodedata.normalize("NFKC", text).strip()
    digits = digits_of(tidy)
    if tidy.lstrip("( ").startswith("+"):
        digits = "00" + digits
    if digits.startswith("0044"):
        return "0" + digits[4:].lstrip("0")
    return digits


def fold_postcode(text: str) -> str:
    """A postcode as it is compared: capitals and digits only, LS994QT."""
    return "".join(c for c in unicodedata.normalize("NFKC", text).upper() if c.isalnum())
