# SPDX-License-Identifier: MIT
"""The words of an entry as they were typed or spoken, each piece with its name; erased pieces say so."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from crmtrainer.journal.entry import WORDS_KEY, Entry
from crmtrainer.kernel.canonical import Json

Kept = Mapping[str, str | None]
"""Words by their commitment; None where they were erased."""

Files = Mapping[int, str]
"""What attachments are called, by id."""

_ORDER = ("words", "said", "reason", "subject", "summary", "description", "desired_outcome", "need", "resolution")
_NAMES = {
    "words": "",
    "said": "The caller said",
    "reason": "Reason",
    "subject": "Subject",
    "summary": "",
    "description": "",
    "desired_outcome": "Wanted",
    "next_step": "Next step",
    "promise_words": "Promise",
    "resolution": "Resolution",
    "need": "Need",
    "detail": "Why",
    "source": "Where it was said",
    "wording": "Asked",
}


@dataclass(frozen=True, slots=True)
class Said:
    """One piece of words: what it is called (maybe nothing), the words, and whether they were erased."""

    name: str
    words: str
    is_erased: bool = False


def said_in(entry: Entry, kept: Kept, files: Files) -> tuple[Said, ...]:
    """Every piece that was typed in the act, and the name of a file that went along without words.

    `entry` is as it stands in the journal, its words still apart.
    """
    fields = [name for name, value in entry.args.items() if _holds_words(value)]
    fields.sort(key=lambda name: (_ORDER.index(name) if name in _ORDER else len(_ORDER), name))
    return tuple(piece for name in fields for piece in _pieces(name, entry.args[name], kept, files))


def spoken_in(entry: Entry, kept: Kept) -> tuple[Said, ...]:
    """What somebody simulated said or wrote in the entry, found in what it added to the tables."""
    found = []
    for effect in entry.effects:
        if not isinstance(effect, dict) or effect.get("b") is not None:
            continue
        row = effect.get("a")
        if not isinstance(row, dict):
            continue
        theirs = (effect.get("t") == "utterance" and row.get("speaker") == "them") or (
            effect.get("t") == "handoff_message" and row.get("ours") is False
        )
        if theirs and _holds_words(row.get("words")):
            found += list(_pieces("words", row["words"], kept, {}))
    return tuple(found)


def _pieces(name: str, value: Json, kept: Kept, files: Files) -> Iterator[Said]:
    if isinstance(value, list):
        for item in value:
            yield from _pieces(name, item, kept, files)
    elif isinstance(value, dict) and set(value) == {WORDS_KEY}:
        piece = _piece(_NAMES.get(name, _named(name)), value, kept)
        if piece.words or piece.is_erased:
            yield piece
    elif isinstance(value, dict) and "field" in value and "value" in value:
        field = _text(value["field"], kept)
        piece = _piece(_named(field or "item"), value["value"], kept)
        file = value.get("attachment_id")
        if not piece.words and not piece.is_erased and isinstance(file, int):
            piece = Said(piece.name, files.get(file, ""))
        if piece.words or piece.is_erased:
            yield piece
    elif isinstance(value, dict):
        for inner, held in value.items():
            yield from _pieces(inner, held, kept, files)


def _piece(name: str, value: Json, kept: Kept) -> Said:
    words = _text(value, kept)
    return Said(name, words or "", words is None)


def _text(value: Json, kept: Kept) -> str | None:
    if isinstance(value, dict) and WORDS_KEY in value:
        return kept.get(str(value[WORDS_KEY]))
    return "" if value is None else str(value)


def _named(name: str) -> str:
    return name.replace("_", " ").capitalize()


def _holds_words(value: Json) -> bool:
    if isinstance(value, dict):
        return WORDS_KEY in value or any(_holds_words(item) for item in value.values())
    return isinstance(value, list) and any(_holds_words(item) for item in value)
