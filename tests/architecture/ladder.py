# SPDX-License-Identifier: MIT
"""Reads who imports whom from source text, without running any of it."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

PACKAGE = "crmtrainer"

LADDER: tuple[frozenset[str], ...] = tuple(
    frozenset(rung.split(" · "))
    for rung in (
        "cli",
        "ui",
        "house",
        "replay",
        "bootstrap · wording",
        "centre",
        "reports · seeding",
        "assessment",
        "scenarios",
        "feedback",
        "privacy",
        "figures",
        "casework",
        "handoffs",
        "interactions",
        "limits",
        "tickets",
        "service_levels",
        "orders",
        "customers",
        "organisation",
        "agenda",
        "people",
        "application",
        "journal",
        "store",
        "kernel · settings · paths",
    )
)

# The package itself (its version) and the way in stand beside the ladder, not on it.
BESIDE_THE_LADDER = frozenset({"", "__main__"})

IMPORTING_CALLS = frozenset({"__import__", "import_module", "importlib.import_module"})
# Stands for a name that is only known while running.
COMPUTED = "<computed>"


@dataclass(frozen=True)
class Module:
    """One module of the package: its dotted name and its source."""

    name: str
    source: str = field(repr=False)
    is_package: bool = False

    @property
    def parts(self) -> tuple[str, ...]:
        """The name without the package: crmtrainer.tickets.rules is ("tickets", "rules")."""
        return tuple(self.name.split(".")[1:])

    @property
    def room(self) -> str:
        return self.parts[0] if self.parts else ""

    @property
    def last_name(self) -> str:
        return self.name.rpartition(".")[2]

    @cached_property
    def imports(self) -> frozenset[str]:
        """Every dotted name it imports, at the top, inside functions, and for type checking only.

        `from a import b` counts as a and as a.b, for b may be a module.
        """
        return frozenset(self._imported())

    def _imported(self) -> Iterator[str]:
        for node in ast.walk(ast.parse(self.source)):
            if isinstance(node, ast.Import):
                yield from (alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                origin = self._origin(node)
                yield origin
                yield from (f"{origin}.{alias.name}" for alias in node.names)
            elif isinstance(node, ast.Call) and _called(node.func) in IMPORTING_CALLS:
                yield _named_in(node)

    def _origin(self, node: ast.ImportFrom) -> str:
        if not node.level:
            return node.module or ""
        steps_up = node.level - 1 if self.is_package else node.level
        here = self.name.split(".")
        return ".".join(here[: len(here) - steps_up] + ([node.module] if node.module else []))


def _called(function: ast.expr) -> str:
    """The name by which a function is called: alone, or as that of a module."""
    if isinstance(function, ast.Attribute) and isinstance(function.value, ast.Name):
        return f"{function.value.id}.{function.attr}"
    return function.id if isinstance(function, ast.Name) else ""


def _named_in(call: ast.Call) -> str:
    first = call.args[0] if call.args else None
    if isinstance(first, ast.Constant) and isinstance(first.value, str):
        return first.value
    return COMPUTED


def modules_below(folder: Path) -> list[Module]:
    """Every module of the package in this folder, by name."""
    found = []
    for file in sorted(folder.rglob("*.py")):
        parts = [folder.name, *file.relative_to(folder).with_suffix("").parts]
        is_package = parts[-1] == "__init__"
        name = ".".join(parts[:-1] if is_package else parts)
        found.append(Module(name, file.read_text(encoding="utf-8"), is_package))
    return found


def rung_of(room: str) -> int | None:
    """How far down the ladder a room stands; None where it is not on it."""
    return next((depth for depth, rung in enumerate(LADDER) if room in rung), None)


def rooms_imported(module: Module) -> set[str]:
    """The other rooms of the package that this module imports from."""
    rooms = {name.split(".")[1] for name in module.imports if name.startswith(f"{PACKAGE}.")}
    return {room for room in rooms if room != module.room and rung_of(room) is not None}


def third_parties(module: Module) -> set[str]:
    """The top names it imports that are not ours."""
    return {name.split(".")[0] for name in module.imports} - {PACKAGE, ""}


def reached_from(module: Module, all_modules: list[Module]) -> set[Module]:
    """The module and everything of ours that it imports, directly or through others."""
    by_name = {each.name: each for each in all_modules}
    reached: set[Module] = set()
    waiting = [module]
    while waiting:
        current = waiting.pop()
        if current not in reached:
            reached.add(current)
            waiting += [by_name[name] for name in with_parents(current.imports) if name in by_name]
    return reached


def with_parents(names: frozenset[str]) -> set[str]:
    """Importing a.b.c runs a and a.b as well."""
    return {".".join(name.split(".")[:count]) for name in names for count in range(1, name.count(".") + 2)}
