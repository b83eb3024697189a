# SPDX-License-Identifier: MIT
"""Keeps the picture of the house true: who may import whom, and how a module looks from outside.

Each sentence is a function from modules to offences; the last tests show that each one catches its offence.
"""

import ast
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.architecture.ladder import (
    BESIDE_THE_LADDER,
    COMPUTED,
    LADDER,
    Module,
    modules_below,
    reached_from,
    rooms_imported,
    rung_of,
    third_parties,
)

CHECKOUT = Path(__file__).resolve().parents[2]
HOUSE = modules_below(CHECKOUT / "crmtrainer")
TESTS = modules_below(CHECKOUT / "tests")

FEATURES = {room for rung in LADDER[rung_of("reports") : rung_of("application")] for room in rung}
QT = {"PySide6", "pyqtgraph", "qtawesome", "qtpy", "shiboken6"}
UI_COMMON = {"app", "kit", "shell"}
# A case is worked on as a whole: its room puts the screens of these subjects side by side, as `casework` does below.
# Standards are set for tickets, and stand beside what the law sets; figures call tickets what their own screens do.
COMPOSITE = {
    "casework": {"customers", "handoffs", "interactions", "limits", "tickets"},
    "reports": {"tickets"},
    "standards": {"limits", "tickets"},
}

Sentence = Callable[[list[Module]], list[str]]


def rooms_without_a_rung(modules: list[Module]) -> list[str]:
    return [m.name for m in modules if m.room not in BESIDE_THE_LADDER and rung_of(m.room) is None]


def imports_that_do_not_go_down(modules: list[Module]) -> list[str]:
    return [
        f"{module.name} imports {room}"
        for module in modules
        if (depth := rung_of(module.room)) is not None
        for room in sorted(rooms_imported(module))
        if (rung_of(room) or 0) <= depth
    ]


def computed_imports(modules: list[Module]) -> list[str]:
    """Only what stands above every room may go through them by name."""
    return [m.name for m in modules if COMPUTED in m.imports and m.room not in {"bootstrap", "wording"}]


def kernel_beyond_the_standard_library(modules: list[Module]) -> list[str]:
    return [
        f"{module.name} imports {name}"
        for module in modules
        if module.room == "kernel"
        for name in sorted(third_parties(module) - sys.stdlib_module_names)
    ]


def qt_outside_ui(modules: list[Module]) -> list[str]:
    return [m.name for m in modules if m.room != "ui" and third_parties(m) & QT]


def sqlalchemy_in_rules_or_commands(modules: list[Module]) -> list[str]:
    return [
        f"{module.name} through {reached.name}"
        for module in modules
        if module.last_name in {"commands", "rules"} and module.room != "ui"
        for reached in sorted(reached_from(module, modules), key=lambda each: each.name)
        if "sqlalchemy" in third_parties(reached)
    ]


def sqlalchemy_in_ui(modules: list[Module]) -> list[str]:
    return [m.name for m in modules if m.room == "ui" and "sqlalchemy" in third_parties(m)]


def models_or_handlers_in_ui(modules: list[Module]) -> list[str]:
    return [
        f"{module.name} imports {name}"
        for module in modules
        if module.room == "ui"
        for name in sorted({".".join(name.split(".")[:3]) for name in module.imports})
        if name.startswith("crmtrainer.") and name.endswith((".models", ".handlers"))
    ]


def kit_knowing_a_feature(modules: list[Module]) -> list[str]:
    return [
        f"{module.name} imports {feature}"
        for module in modules
        if module.parts[:2] == ("ui", "kit")
        for feature in sorted((rooms_imported(module) & FEATURES) | _screens_imported(module, modules))
    ]


def screens_knowing_each_other(modules: list[Module]) -> list[str]:
    return [
        f"{module.name} imports {other}"
        for module in modules
        if module.room == "ui" and module.parts[1:2] and module.parts[1] not in UI_COMMON
        for other in sorted(_screens_imported(module, modules) - {module.parts[1]} - _may_compose(module))
    ]


def _may_compose(module: Module) -> set[str]:
    return COMPOSITE.get(module.parts[1], set())


def _screens_imported(module: Module, modules: list[Module]) -> set[str]:
    """The features whose screens it imports; a feature's screens are a folder below ui."""
    folders = {m.parts[1] for m in modules if m.room == "ui" and len(m.parts) > 2} - UI_COMMON
    named = {name.split(".")[2] for name in module.imports if name.startswith("crmtrainer.ui.")}
    return named & folders


def commits_outside_store(modules: list[Module]) -> list[str]:
    return [
        f"{module.name} line {node.lineno}"
        for module in modules
        if module.room != "store"
        for node in ast.walk(ast.parse(module.source))
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") in {"commit", "rollback"}
    ]


def names_that_name_nothing(modules: list[Module]) -> list[str]:
    return [m.name for m in modules if {"misc", "util", "utils"} & set(m.name.split("."))]


def files_to_look_into_for_a_second_subject(modules: list[Module]) -> list[str]:
    return [m.name for m in modules if m.source.count("\n") > 400]


def modules_without_their_opening(modules: list[Module]) -> list[str]:
    return [
        module.name
        for module in modules
        if not module.source.startswith("# SPDX-License-Identifier: MIT\n")
        or not ast.get_docstring(ast.parse(module.source))
    ]


def test_every_room_has_a_rung() -> None:
    assert not rooms_without_a_rung(HOUSE)


def test_imports_go_down() -> None:
    assert not imports_that_do_not_go_down(HOUSE)
    assert not computed_imports(HOUSE)


def test_the_kernel_needs_only_the_standard_library() -> None:
    assert not kernel_beyond_the_standard_library(HOUSE)


def test_only_ui_knows_qt() -> None:
    assert not qt_outside_ui(HOUSE)


def test_rules_and_commands_do_without_sqlalchemy() -> None:
    assert not sqlalchemy_in_rules_or_commands(HOUSE)


def test_ui_knows_commands_queries_and_rules_but_no_tables() -> None:
    assert not sqlalchemy_in_ui(HOUSE)
    assert not models_or_handlers_in_ui(HOUSE)


def test_the_kit_knows_no_feature() -> None:
    assert not kit_knowing_a_feature(HOUSE)


def test_screens_do_not_know_each_other() -> None:
    assert not screens_knowing_each_other(HOUSE)


def test_only_the_store_commits() -> None:
    assert not commits_outside_store(HOUSE)


def test_every_module_is_named_for_its_subject_and_is_short_enough_for_one() -> None:
    assert not names_that_name_nothing(HOUSE)
    assert not files_to_look_into_for_a_second_subject(HOUSE + TESTS)


def test_every_module_says_its_licence_and_what_it_is_for() -> None:
    start = Module("start", (CHECKOUT / "start.py").read_text(encoding="utf-8"))
    assert not modules_without_their_opening([start, *HOUSE, *TESTS])


OPENING = '# SPDX-License-Identifier: MIT\n"""What it is for."""\n'


@pytest.mark.parametrize(
    ("sentence", "name", "source"),
    [
        (rooms_without_a_rung, "crmtrainer.attic.rules", ""),
        (imports_that_do_not_go_down, "crmtrainer.tickets.rules", "from crmtrainer.handoffs import rules"),
        (imports_that_do_not_go_down, "crmtrainer.tickets.rules", "from ..handoffs.rules import accept"),
        (imports_that_do_not_go_down, "crmtrainer.tickets.rules", "from .. import handoffs"),
        (imports_that_do_not_go_down, "crmtrainer.reports.queries", "import crmtrainer.seeding.people"),
        (imports_that_do_not_go_down, "crmtrainer.store.base", "def late():\n    import crmtrainer.journal"),
        (
            imports_that_do_not_go_down,
            "crmtrainer.store.base",
            "if TYPE_CHECKING:\n    from crmtrainer import ui",
        ),
        (
            imports_that_do_not_go_down,
            "crmtrainer.agenda.rules",
            "import_module('crmtrainer.tickets.rules')",
        ),
        (computed_imports, "crmtrainer.agenda.rules", "importlib.import_module(name)"),
        (kernel_beyond_the_standard_library, "crmtrainer.kernel.clock", "import pydantic"),
        (qt_outside_ui, "crmtrainer.cli", "def run():\n    from PySide6.QtWidgets import QApplication"),
        (sqlalchemy_in_rules_or_commands, "crmtrainer.tickets.rules", "from sqlalchemy.orm import Session"),
        (sqlalchemy_in_ui, "crmtrainer.ui.tickets.page", "import sqlalchemy as sa"),
        (models_or_handlers_in_ui, "crmtrainer.ui.tickets.page", "from crmtrainer.tickets import models"),
        (
            models_or_handlers_in_ui,
            "crmtrainer.ui.tickets.page",
            "from crmtrainer.tickets.handlers import close",
        ),
        (kit_knowing_a_feature, "crmtrainer.ui.kit.form", "from crmtrainer.tickets import rules"),
        (commits_outside_store, "crmtrainer.tickets.handlers", "work.session.commit()"),
        (commits_outside_store, "crmtrainer.tickets.handlers", "def undo(s):\n    s.rollback()"),
        (names_that_name_nothing, "crmtrainer.tickets.utils", ""),
        (files_to_look_into_for_a_second_subject, "crmtrainer.tickets.rules", "\n" * 401),
        (modules_without_their_opening, "crmtrainer.tickets.rules", '"""Only a docstring."""\n'),
        (modules_without_their_opening, "crmtrainer.tickets.rules", OPENING.partition("\n")[0] + "\nx = 1\n"),
    ],
    ids=lambda value: value.__name__ if callable(value) else "",
)
def test_each_sentence_catches_its_offence(sentence: Sentence, name: str, source: str) -> None:
    assert len(sentence([Module(name, source)])) == 1


def test_sqlalchemy_is_found_behind_another_module() -> None:
    rules = Module("crmtrainer.tickets.rules", "from crmtrainer.kernel.money import pence")
    money = Module("crmtrainer.kernel.money", "from crmtrainer.kernel import columns")
    columns = Module("crmtrainer.kernel.columns", "import sqlalchemy")

    assert sqlalchemy_in_rules_or_commands([rules, money, columns]) == [
        "crmtrainer.tickets.rules through crmtrainer.kernel.columns"
    ]


def test_a_screen_is_found_knowing_another() -> None:
    orders = Module("crmtrainer.ui.orders.page", "")
    tickets = Module("crmtrainer.ui.tickets.page", "from ..orders.page import OrdersPage")
    desk = Module("crmtrainer.ui.desk", "from crmtrainer.ui.orders import page")
    kit = Module("crmtrainer.ui.kit.form", "from ..orders import page")
    shell = Module("crmtrainer.ui.shell.switchboard", "from ..orders import page")

    assert screens_knowing_each_other([orders, tickets, desk, kit, shell]) == [
        "crmtrainer.ui.tickets.page imports orders",
        "crmtrainer.ui.desk imports orders",
    ]
    assert kit_knowing_a_feature([orders, kit]) == ["crmtrainer.ui.kit.form imports orders"]


def test_the_room_of_whole_cases_shows_the_screens_of_its_subjects_and_no_others() -> None:
    orders, tickets = Module("crmtrainer.ui.orders.page", ""), Module("crmtrainer.ui.tickets.moves", "")
    case = Module(
        "crmtrainer.ui.casework.page",
        "from crmtrainer.ui.tickets import moves\nfrom crmtrainer.ui.orders import page",
    )

    assert screens_knowing_each_other([orders, tickets, case]) == ["crmtrainer.ui.casework.page imports orders"]


def test_what_is_allowed_passes() -> None:
    page = Module(
        "crmtrainer.ui.tickets.page",
        OPENING + "from PySide6.QtWidgets import QWidget\nfrom crmtrainer.tickets import commands, queries\n"
        "from crmtrainer.ui.kit.form import Form\nfrom ..desk import Desk\n",
    )
    sentences: list[Sentence] = [
        rooms_without_a_rung,
        imports_that_do_not_go_down,
        qt_outside_ui,
        sqlalchemy_in_ui,
        models_or_handlers_in_ui,
        screens_knowing_each_other,
        modules_without_their_opening,
    ]
    assert [sentence([page]) for sentence in sentences] == [[]] * len(sentences)
