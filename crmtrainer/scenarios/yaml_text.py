# SPDX-License-Identifier: MIT
"""YAML 1.2 as plain text: every scalar stays a string, every place keeps its line, and the dangerous half is refused.

Refused: aliases and anchors, tags, duplicate keys, several documents, and files beyond the limits below. What the
text means is `format`'s business.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from crmtrainer.scenarios.problems import PackFaulty, PackProblem

LARGEST = 2 * 1024 * 1024
"""Bytes of one file."""
DEEPEST = 32
MOST_NODES = 50_000
"""Keys and values of one file: a twentieth of a millisecond each, and twenty times what the largest of ours holds."""

Tree: TypeAlias = "str | list[Tree] | dict[str, Tree]"
Path = tuple[str | int, ...]


@dataclass(slots=True)
class Sheet:
    """One file's content, and the line on which each part of it begins."""

    file: str
    tree: Tree = ""
    lines: dict[Path, int] = field(default_factory=dict)

    def line_of(self, path: Path) -> int:
        """The line of `path`, or of the nearest part around it that exists in the file."""
        found: Path = ()
        for part in path:
            if (*found, part) in self.lines:
                found = (*found, part)
        return self.lines.get(found, 1)


def read_sheet(data: bytes, file: str) -> Sheet:
    """The content of one YAML file. Raises `PackFaulty` naming each line that cannot be taken."""
    if len(data) > LARGEST:
        raise PackFaulty([PackProblem(file, 0, "The file is too large.", f"Keep it under {LARGEST // 1024} KiB.")])
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as problem:
        line = data[: problem.start].count(b"\n") + 1
        raise PackFaulty([PackProblem(file, line, "This is not UTF-8 text.", "Save the file as UTF-8.")]) from problem
    reader = _Reader(file)
    try:
        return reader.read(YAML(typ="safe", pure=True).parse(text))
    except MarkedYAMLError as problem:
        mark = problem.problem_mark or problem.context_mark
        raise PackFaulty(
            [
                *reader.problems,
                PackProblem(
                    file,
                    mark.line + 1 if mark else 0,
                    f"This is not YAML: {problem.problem or problem.context}.",
                    "Check the indentation, the colons, and quotes around text that holds a colon.",
                ),
            ]
        ) from problem
    except YAMLError as problem:
        reason = str(problem).splitlines()[0][:120]
        raise PackFaulty(
            [PackProblem(file, 0, f"This is not YAML: {reason}.", "Remove control characters.")]
        ) from problem
    except RecursionError as problem:
        raise PackFaulty([_too_deep(file, 0)]) from problem


class _Reader:
    """Builds one tree from the parser's events, counting as it goes."""

    def __init__(self, file: str) -> None:
        self.sheet = Sheet(file)
        self.problems: list[PackProblem] = []
        self.nodes = 0

    def read(self, events: Iterator[Any]) -> Sheet:
        documents = 0
        for event in events:
            if isinstance(event, DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self._fault(event, "There is a second document here.", "Keep one document to a file: remove `---`.")
                    break
                self.sheet.tree = self._node(next(events), events, ())
        if documents == 0:
            self.problems.append(PackProblem(self.sheet.file, 0, "The file is empty.", "Write its content."))
        if self.problems:
            raise PackFaulty(self.problems)
        return self.sheet

    def _node(self, event: Any, events: Iterator[Any], path: Path) -> Tree:
        self.nodes += 1
        if self.nodes > MOST_NODES:
            problem = PackProblem(
                self.sheet.file, _line(event), "The file holds too many parts.", f"Keep it under {MOST_NODES:,} parts."
            )
            raise PackFaulty([*self.problems, problem])
        if len(path) > DEEPEST:
            raise PackFaulty([*self.problems, _too_deep(self.sheet.file, _line(event))])
        self.sheet.lines.setdefault(path, _line(event))
        if isinstance(event, AliasEvent):
            self._fault(event, "Aliases (*name) are not allowed.", "Write the text out in full.")
            return ""
        if getattr(event, "anchor", None):
            self._fault(event, "Anchors (&name) are not allowed.", "Remove the anchor.")
        if _has_tag(event):
            self._fault(event, "Tags (!name) are not allowed.", "Remove the tag: all values are plain text.")
        if isinstance(event, ScalarEvent):
            return str(event.value)
        if isinstance(event, SequenceStartEvent):
            return self._sequence(events, path)
        assert isinstance(event, MappingStartEvent)
        return self._mapping(events, path)

    def _sequence(self, events: Iterator[Any], path: Path) -> Tree:
        found: list[Tree] = []
        while not isinstance(event := next(events), SequenceEndEvent):
            found.append(self._node(event, events, (*path, len(found))))
        return found

    def _mapping(self, events: Iterator[Any], path: Path) -> Tree:
        found: dict[str, Tree] = {}
        while not isinstance(event := next(events), MappingEndEvent):
            if not isinstance(event, ScalarEvent):
                self._fault(event, "A key must be plain text.", "Write `key: value`.")
                self._node(event, events, (*path, ""))
                self._node(next(events), events, (*path, ""))
                continue
            self.nodes += 1
            key = str(event.value)
            place = (*path, key)
            if key in found:
                self._fault(event, f"`{key}` stands here a second time.", "Keep one of the two.")
                place = (*place, "")
            self.sheet.lines.setdefault(place, _line(event))
            value = self._node(next(events), events, place)
            found.setdefault(key, value)
        return found

    def _fault(self, event: Any, what: str, fix: str) -> None:
        self.problems.append(PackProblem(self.sheet.file, _line(event), what, fix))


def _too_deep(file: str, line: int) -> PackProblem:
    return PackProblem(file, line, "This is nested too deeply.", f"Nest at most {DEEPEST} levels.")


def _line(event: Any) -> int:
    return int(event.start_mark.line) + 1


def _has_tag(event: Any) -> bool:
    tag = getattr(event, "tag", None)
    return tag is not None and str(tag) not in ("", "!")
