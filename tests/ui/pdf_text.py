# SPDX-License-Identifier: MIT
"""What stands on the pages of a PDF that Qt wrote, read back as a reader would: glyphs through their tables."""

import re
import zlib
from pathlib import Path

_OBJECT = re.compile(rb"(?:^|\n)(\d+) 0 obj\n(.*?)\nendobj", re.DOTALL)
_STREAM = re.compile(rb"stream\r?\n(.*?)endstream", re.DOTALL)
_RANGE = re.compile(rb"<([0-9A-F]+)> <[0-9A-F]+> \[(.*?)\]", re.DOTALL)
_PIECE = re.compile(rb"/(F\d+) [\d.]+ Tf|<([0-9A-F]+)> Tj|\bBT\b")


def pages_of(file: Path) -> list[str]:
    """The text of each page; every stretch that was drawn in one go is a line."""
    objects = {int(number): body for number, body in _OBJECT.findall(file.read_bytes())}
    tables = {
        f"F{number}".encode(): _letters(objects[int(found[1])])
        for number, body in objects.items()
        if (found := re.search(rb"/ToUnicode (\d+) 0 R", body))
    }
    contents = (
        _content(objects[int(found[1])])
        for body in objects.values()
        if re.search(rb"/Type\s*/Page\b", body) and (found := re.search(rb"/Contents (\d+) 0 R", body))
    )
    return [_text(content, tables) for content in contents]


def _content(body: bytes) -> bytes:
    found = _STREAM.search(body)
    assert found is not None
    return zlib.decompress(found[1])


def _letters(body: bytes) -> dict[int, str]:
    letters: dict[int, str] = {}
    for start, row in _RANGE.findall(body):
        for place, code in enumerate(re.findall(rb"<([0-9A-F]+)>", row), int(start, 16)):
            letters[place] = bytes.fromhex(code.decode()).decode("utf-16-be").replace("\t", " ")
    return letters


def _text(content: bytes, tables: dict[bytes, dict[int, str]]) -> str:
    shown: list[str] = []
    letters: dict[int, str] = {}
    for font, glyphs in _PIECE.findall(content):
        if font:
            letters = tables.get(font, {})
        elif glyphs:
            shown += [letters.get(int(glyphs[at : at + 4], 16), "?") for at in range(0, len(glyphs), 4)]
        else:
            shown.append("\n")
    return "".join(shown).replace("\u00a0", " ")
