# SPDX-License-Identifier: MIT
"""Reads a pack into models, and gives every fault by file and line. Knows no world.

A pack is a folder or a zip archive: `pack.yaml`, and one folder for each scenario with `scenario.yaml`, where long
parts may stand in files of their own (`talk.yaml`, `beats.yaml`, `checks.yaml`), and `runs.yaml`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from crmtrainer.scenarios.crossing import cross_problems
from crmtrainer.scenarios.format.organisation import PackFile
from crmtrainer.scenarios.format.runs import Run
from crmtrainer.scenarios.format.scenario import Content, RunsFile, Scenario, content_text
from crmtrainer.scenarios.pack_files import Files, files_of
from crmtrainer.scenarios.problems import PackFaulty, PackProblem
from crmtrainer.scenarios.sentences import read_as, read_tree
from crmtrainer.scenarios.yaml_text import Path as Place
from crmtrainer.scenarios.yaml_text import Sheet, Tree, read_sheet

PARTS = {"talk.yaml": ("turns", "hints"), "beats.yaml": ("beats",), "checks.yaml": ("checks", "word_lists")}
"""Which parts of a scenario may stand in which file beside `scenario.yaml`."""


@dataclass(frozen=True, slots=True)
class PackScenario:
    """One scenario with its runs, and the line of each of its parts."""

    scenario: Scenario
    runs: tuple[Run, ...]
    places: Places


@dataclass(frozen=True, slots=True)
class Places:
    """Where the parts of one scenario stand, across its files."""

    sheets: tuple[tuple[str, Sheet], ...]
    """(top key, sheet); the key "" is the sheet of everything else."""

    def locate(self, path: Place) -> tuple[str, int]:
        """File and line of a part."""
        top = str(path[0]) if path else ""
        sheet = next((sheet for key, sheet in self.sheets if key == top), None)
        sheet = sheet or next(sheet for key, sheet in self.sheets if key == "")
        return sheet.file, sheet.line_of(path)


@dataclass(frozen=True, slots=True)
class Pack:
    """A pack that holds together: its organisation, its scenarios, and the hash of all of it."""

    source: Path
    file: PackFile
    scenarios: tuple[PackScenario, ...]
    hash: str

    def scenario(self, key: str) -> PackScenario:
        """The scenario of that name. Raises `KeyError`."""
        return next(found for found in self.scenarios if found.scenario.key == key)

    def content(self, key: str) -> Content:
        """What is staged for one scenario. Raises `KeyError`."""
        return Content(pack=self.file, scenario=self.scenario(key).scenario)


def load_pack(path: Path) -> Pack:
    """The pack in a folder or an archive. Raises `PackFaulty` with every fault found."""
    files = files_of(path)
    problems: list[PackProblem] = []
    file = _read_pack_file(files, problems)
    scenarios = []
    homes = sorted(home for home, _, rest in (name.partition("/") for name in files) if rest == "scenario.yaml")
    for home in homes:
        found = _read_scenario(files, home, problems)
        if found is not None and file is not None:
            problems += cross_problems(file, found.scenario, found.runs, found.places.locate)
            scenarios.append(found)
    if not homes:
        problems.append(
            PackProblem("pack.yaml", 0, "The pack holds no scenario.", "Add a folder with a scenario.yaml.")
        )
    problems += _twice_named(scenarios)
    if problems or file is None:
        raise PackFaulty(problems)
    return Pack(path, file, tuple(scenarios), _hash(file, scenarios))


def _read_pack_file(files: Files, problems: list[PackProblem]) -> PackFile | None:
    sheet = _sheet(files, "pack.yaml", problems)
    if sheet is None:
        return None
    file, found = read_as(PackFile, sheet)
    problems += found
    return file


def _read_scenario(files: Files, home: str, problems: list[PackProblem]) -> PackScenario | None:
    main = _sheet(files, f"{home}/scenario.yaml", problems)
    if main is None or not isinstance(main.tree, dict):
        if main is not None:
            problems.append(PackProblem(main.file, 1, "This is not a scenario.", "Write its parts as `name: value`."))
        return None
    tree: dict[str, Tree] = dict(main.tree)
    sheets: list[tuple[str, Sheet]] = [("", main)]
    unread: set[str] = set()
    for name, keys in PARTS.items():
        if f"{home}/{name}" in files:
            sheet = _sheet(files, f"{home}/{name}", problems)
            if sheet is None:
                unread |= set(keys)
            else:
                problems += _join(tree, sheet, keys)
                sheets += [(key, sheet) for key in keys if isinstance(sheet.tree, dict) and key in sheet.tree]
    places = Places(tuple(sheets))
    scenario, found = read_tree(Scenario, tree, places.locate, unread)
    problems += found
    runs = _read_runs(files, home, problems, sheets)
    if scenario is None:
        return None
    if scenario.key != home:
        file, line = places.locate(("key",))
        problems.append(PackProblem(file, line, "The key differs from the folder’s name.", f"Write `key: {home}`."))
    return PackScenario(scenario, runs, Places(tuple(sheets)))


def _read_runs(
    files: Files, home: str, problems: list[PackProblem], sheets: list[tuple[str, Sheet]]
) -> tuple[Run, ...]:
    if f"{home}/runs.yaml" not in files:
        return ()
    sheet = _sheet(files, f"{home}/runs.yaml", problems)
    if sheet is None:
        return ()
    file, found = read_as(RunsFile, sheet)
    problems += found
    sheets.append(("runs", sheet))
    return () if file is None else file.runs


def _join(tree: dict[str, Tree], sheet: Sheet, keys: tuple[str, ...]) -> Iterator[PackProblem]:
    if not isinstance(sheet.tree, dict):
        yield PackProblem(sheet.file, 1, "This file needs named parts.", f"Begin with `{keys[0]}:`.")
        return
    for key, value in sheet.tree.items():
        line = sheet.line_of((key,))
        if key not in keys:
            yield PackProblem(sheet.file, line, f"`{key}` does not belong in this file.", "Put it in scenario.yaml.")
        elif key in tree:
            yield PackProblem(sheet.file, line, f"`{key}` stands in scenario.yaml as well.", "Keep one of the two.")
        else:
            tree[key] = value


def _sheet(files: Files, name: str, problems: list[PackProblem]) -> Sheet | None:
    try:
        return read_sheet(files[name], name)
    except PackFaulty as faulty:
        problems += faulty.problems
        return None


def _twice_named(scenarios: list[PackScenario]) -> Iterator[PackProblem]:
    numbers: dict[int, str] = {}
    for found in scenarios:
        other = numbers.setdefault(found.scenario.number, found.scenario.key)
        if other != found.scenario.key:
            file, line = found.places.locate(("number",))
            yield PackProblem(file, line, f"{other} has this number too.", "Give each scenario a number of its own.")


def _hash(file: PackFile, scenarios: list[PackScenario]) -> str:
    """SHA-256 over the canonical form of everything that is staged: comments and layout do not count."""
    digest = hashlib.sha256(b"pack.1\x00")
    for found in sorted(scenarios, key=lambda each: each.scenario.key):
        digest.update(content_text(Content(pack=file, scenario=found.scenario)).encode() + b"\x00")
    return digest.hexdigest()
