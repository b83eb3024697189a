# SPDX-License-Identifier: MIT
"""Reads a pack's folder under limits into models, and gives every fault by file and line. Knows no world.

A pack is a folder: `pack.yaml`, and one folder for each scenario with `scenario.yaml`, where long parts may stand in
files of their own (`talk.yaml`, `beats.yaml`, `checks.yaml`), and `runs.yaml`.
"""

from __future__ import annotations

import hashlib
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from crmtrainer import paths
from crmtrainer.scenarios.crossing import cross_problems
from crmtrainer.scenarios.format.organisation import PackFile
from crmtrainer.scenarios.format.runs import Run
from crmtrainer.scenarios.format.scenario import Content, RunsFile, Scenario, content_text
from crmtrainer.scenarios.problems import PackFaulty, PackProblem
from crmtrainer.scenarios.sentences import read_as, read_tree
from crmtrainer.scenarios.yaml_text import Path as Place
from crmtrainer.scenarios.yaml_text import Sheet, Tree, read_sheet

MOST_FILES = 500
LARGEST_PACK = 100 * 1024 * 1024
LARGEST_FILE = 5 * 1024 * 1024
DEEPEST_FOLDER = 3
KINDS = frozenset({".yaml", ".json", ".csv", ".png", ".md"})
_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")
_DEVICES = frozenset({"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))})

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

    folder: Path
    file: PackFile
    scenarios: tuple[PackScenario, ...]
    hash: str

    def scenario(self, key: str) -> PackScenario:
        """The scenario of that name. Raises `KeyError`."""
        return next(found for found in self.scenarios if found.scenario.key == key)

    def content(self, key: str) -> Content:
        """What is staged for one scenario. Raises `KeyError`."""
        return Content(pack=self.file, scenario=self.scenario(key).scenario)


def shipped_packs() -> tuple[Path, ...]:
    """The folders of the packs that come with the program."""
    home = paths.resources() / "packs"
    return tuple(sorted(folder for folder in home.iterdir() if (folder / "pack.yaml").is_file()))


def load_pack(folder: Path) -> Pack:
    """The pack in `folder`. Raises `PackFaulty` with every fault found."""
    problems = list(folder_problems(folder))
    if problems:
        raise PackFaulty(problems)
    file = _read_pack_file(folder, problems)
    scenarios = []
    for place in sorted(folder.glob("*/scenario.yaml")):
        found = _read_scenario(folder, place.parent, problems)
        if found is not None and file is not None:
            problems += cross_problems(file, found.scenario, found.runs, found.places.locate)
            scenarios.append(found)
    if not any(folder.glob("*/scenario.yaml")):
        problems.append(
            PackProblem("pack.yaml", 0, "The pack holds no scenario.", "Add a folder with a scenario.yaml.")
        )
    problems += _twice_named(scenarios)
    if problems or file is None:
        raise PackFaulty(problems)
    return Pack(folder, file, tuple(scenarios), _hash(file, scenarios))


def folder_problems(folder: Path) -> Iterator[PackProblem]:
    """What makes a folder unfit to be read at all: links, odd names, too much, too deep, unknown kinds of file."""
    if not (folder / "pack.yaml").is_file():
        yield PackProblem("pack.yaml", 0, "There is no pack.yaml here.", "Name the folder that holds it.")
        return
    seen: set[str] = set()
    total = count = 0
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        about = path.lstat()
        if stat.S_ISLNK(about.st_mode) or not (stat.S_ISREG(about.st_mode) or stat.S_ISDIR(about.st_mode)):
            yield PackProblem(name, 0, "This is a link or a special file.", "Put a copy of the file here.")
            continue
        yield from _name_problems(name, path, seen)
        if stat.S_ISREG(about.st_mode):
            count, total = count + 1, total + about.st_size
            if about.st_size > LARGEST_FILE:
                yield PackProblem(name, 0, "The file is too large.", f"Keep it under {LARGEST_FILE // 2**20} MiB.")
    if count > MOST_FILES or total > LARGEST_PACK:
        limit = f"Keep it under {MOST_FILES} files and {LARGEST_PACK // 2**20} MiB."
        yield PackProblem("pack.yaml", 0, "The pack is too large.", limit)


def _name_problems(name: str, path: Path, seen: set[str]) -> Iterator[PackProblem]:
    part = path.name
    plain = _NAME.fullmatch(part) and not part.endswith(".") and part.partition(".")[0] not in _DEVICES
    if not plain:
        yield PackProblem(name, 0, "This name can make trouble.", "Use a-z, 0-9, dot, hyphen and underscore.")
    elif path.suffix not in KINDS and path.is_file():
        yield PackProblem(name, 0, "A pack holds no files of this kind.", f"Use {', '.join(sorted(KINDS))}.")
    if name.casefold() in seen:
        yield PackProblem(name, 0, "Two names differ only in capitals.", "Rename one of them.")
    if name.count("/") >= DEEPEST_FOLDER:
        yield PackProblem(name, 0, "This folder lies too deep.", f"Nest at most {DEEPEST_FOLDER} levels.")
    seen.add(name.casefold())


def _read_pack_file(folder: Path, problems: list[PackProblem]) -> PackFile | None:
    sheet = _sheet(folder, folder / "pack.yaml", problems)
    if sheet is None:
        return None
    file, found = read_as(PackFile, sheet)
    problems += found
    return file


def _read_scenario(folder: Path, home: Path, problems: list[PackProblem]) -> PackScenario | None:
    main = _sheet(folder, home / "scenario.yaml", problems)
    if main is None or not isinstance(main.tree, dict):
        if main is not None:
            problems.append(PackProblem(main.file, 1, "This is not a scenario.", "Write its parts as `name: value`."))
        return None
    tree: dict[str, Tree] = dict(main.tree)
    sheets: list[tuple[str, Sheet]] = [("", main)]
    unread: set[str] = set()
    for name, keys in PARTS.items():
        if (home / name).is_file():
            sheet = _sheet(folder, home / name, problems)
            if sheet is None:
                unread |= set(keys)
            else:
                problems += _join(tree, sheet, keys)
                sheets += [(key, sheet) for key in keys if isinstance(sheet.tree, dict) and key in sheet.tree]
    places = Places(tuple(sheets))
    scenario, found = read_tree(Scenario, tree, places.locate, unread)
    problems += found
    runs = _read_runs(folder, home, problems, sheets)
    if scenario is None:
        return None
    if scenario.key != home.name:
        file, line = places.locate(("key",))
        problems.append(
            PackProblem(file, line, "The key differs from the folder’s name.", f"Write `key: {home.name}`.")
        )
    return PackScenario(scenario, runs, Places(tuple(sheets)))


def _read_runs(
    folder: Path, home: Path, problems: list[PackProblem], sheets: list[tuple[str, Sheet]]
) -> tuple[Run, ...]:
    if not (home / "runs.yaml").is_file():
        return ()
    sheet = _sheet(folder, home / "runs.yaml", problems)
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


def _sheet(folder: Path, path: Path, problems: list[PackProblem]) -> Sheet | None:
    try:
        return read_sheet(path.read_bytes(), path.relative_to(folder).as_posix())
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
