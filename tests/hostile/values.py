# SPDX-License-Identifier: MIT
"""What nobody should send, and somebody will: words, numbers and moments for every field of every act and question."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from crmtrainer.kernel.canonical import Json

WORDS: dict[str, str] = {
    "empty": "",
    "blank": " \t\u00a0\u2003 ",
    "newlines": "\r\n\r\n",
    "markup": "<b>bold</b><script>alert(1)</script>&amp;&lt;",
    "image": '<img src="file:///etc/hostname"><img src="http://192.0.2.1/x.png">',
    "link": '<a href="https://example.com/?q=1">click</a> [here](https://example.com)',
    "table": "<table><tr><td>" * 50,
    "bidirectional": "\u202egnirts\u202c \u2066isolate\u2069 \u200fmark",
    "zero width": "Sa\u200bho\u200dta\ufeff\u2060",
    "control": "bell\x07 escape\x1b[31mred\x1b[0m back\x08 delete\x7f vertical\x0b form\x0c next\x85",
    "NUL": "before\x00after",
    "half a character": "half \ud83d and \udcff",
    "combining": "e\u0301" + "\u0336" * 300,
    "beyond the plane": "\U0001f469\u200d\U0001f4bb\U000e0001 \U0010ffff",
    "not a character": "\ufffe\uffff\ufdd0",
    "formula": '=HYPERLINK("http://192.0.2.1","x")',
    "formula at": "@SUM(1+1)*cmd|' /C calc'!A0",
    "quotes": "'; DROP TABLE customer; -- \" \\ %_ `",
    "wildcards": "%_%[a-z]*?",
    "template": "{{ 7*7 }} {name} %(x)s %1 %n ${x} {0.__class__}",
    "path": "../../../../etc/passwd\\..\\con",
    "just fits": "x" * 20_000,
    "too long": "x" * 20_001,
    "a megabyte": "wörd " * 200_000,
    "many lines": "line\n" * 4_000,
    "one long word": "W" * 15_000,
    "mnemonic": "&File && &Save &",
    "separator": "a\u2028b\u2029c",
}

TOGETHER = " ".join(words for words in WORDS.values() if 0 < len(words) < 700 and not {"\x00", "\ud83d"} & set(words))
"""Everything hostile that can be kept, in one text."""

SHORT = '=1+1 <b>bold</b><img src="x"> \u202egnirts\u202c \u200b\ufeff \x1b[31m\x07 {{ 7*7 }} %1 &Save &amp; \u2028'
"""A bit of each, short enough for a subject or a reason."""

NUMBERS: dict[str, int] = {
    "minus one": -1,
    "nought": 0,
    "nobody": 987_654_321,
    "32 bits": 2**31,
    "53 bits": 2**53,
    "64 bits": 2**63,
    "huge": 10**40,
    "hugely negative": -(10**40),
}

MOMENTS: dict[str, Json] = {
    "year 0": "0000-01-01T00:00+00:00",
    "year 1": "0001-01-01T00:00+00:00",
    "before year 1": "0001-01-01T00:00+14:00",
    "year 9999": "9999-12-31T23:59:59.999999+00:00",
    "after year 9999": "9999-12-31T23:59-14:00",
    "year 10000": "10000-01-01T00:00+00:00",
    "no offset": "2026-03-03T09:00",
    "words": "tomorrow",
    "first microsecond": -62_135_596_800_000_000,
    "last microsecond": 253_402_300_799_999_999,
    "out of range": 10**30,
    "out of range below": -(10**30),
    "long ago": 0,
    "far off": "2999-12-31T23:59:59+00:00",
}

KINDS: dict[str, Any] = {
    "null": None,
    "true": True,
    "a float": 1.5,
    "a list": ["x"],
    "an object": {"x": "y"},
    "text": "12",
    "number": 12,
}
"""Values of another kind than the field's."""


def changed(sound: dict[str, Any], name: str, value: Any) -> dict[str, Any]:
    """The sound arguments with one field taken over; a field within a list's objects is named `items.value`."""
    first, _, rest = name.partition(".")
    if not rest:
        return {**sound, first: value}
    return {**sound, first: [changed(part, rest, value) for part in sound[first]]}


def fields_of(schema: Any, prefix: str = "") -> Iterator[tuple[str, str]]:
    """Every leaf of a schema with its kind: `words`, `number`, `moment` or `date`."""
    for name, about in schema["properties"].items():
        yield from _leaves(f"{prefix}{name}", about)


def _leaves(name: str, about: Any) -> Iterator[tuple[str, str]]:
    arms = [arm for arm in about.get("anyOf", [about]) if arm.get("type") != "null"]
    arm = arms[0]
    if arm.get("type") == "array" and arm.get("items", {}).get("type") == "object":
        yield from fields_of(arm["items"], f"{name}.")
    elif arm.get("type") == "string" and arm.get("format") != "date":
        yield name, "words"
    elif arm.get("type") == "integer":
        yield name, "number"
    elif isinstance(arm.get("type"), list):
        yield name, "moment"
