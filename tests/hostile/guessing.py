# SPDX-License-Identifier: MIT
"""Reads Python text and finds what could take somebody's words for markup, under whatever name it is used."""

from __future__ import annotations

import ast
from collections.abc import Iterator

CLASSES = frozenset(
    {
        *("QLabel", "QTextEdit", "QTextBrowser", "QTextDocument", "QStaticText", "QGraphicsTextItem"),
        *("QMessageBox", "QErrorMessage", "QInputDialog", "QProgressDialog", "QWizard", "QSplashScreen"),
        *("QToolTip", "QWhatsThis", "QToolBar", "QSystemTrayIcon"),
        # The charts' own texts, which are markup always.
        *("LabelItem", "LegendItem", "TextItem"),
    }
)
"""What shows markup when it is handed some, or makes tips of its own from texts."""

METHODS = frozenset(
    {
        *("setHtml", "insertHtml", "appendHtml", "setMarkdown", "insertMarkdown", "showText"),
        *("setWhatsThis", "setTabWhatsThis", "setDefaultAction", "setToolTipDuration"),
        *("setOpenExternalLinks", "setOpenLinks", "setAcceptRichText", "setInformativeText", "setLabelText"),
        *("RichText", "AutoText", "MarkdownText", "setLabel", "addLegend"),
    }
)
"""What has no business here, called or handed on."""

TIPS = {"setToolTip": "plain_tip", "setTabToolTip": "plain_tip", "setStatusTip": "spoken"}
"""Setters, each with the helper that must have made what it is given."""
PROPERTIES = {"toolTip": "plain_tip", "statusTip": "spoken", "whatsThis": "", "textFormat": ""}
"""The same as properties, by a keyword of a constructor or by name."""
ROLES = frozenset({"ToolTipRole", "WhatsThisRole", "StatusTipRole"})
HELPERS = frozenset({*TIPS.values()})


def uses(text: str) -> set[str]:
    """The names of what guesses in a module's text, but where it only tells kinds of widget apart."""
    tree = ast.parse(text)
    return set(_Finder(tree).found())


class _Finder:
    """Walks one module, knowing which places are harmless."""

    def __init__(self, tree: ast.Module) -> None:
        self._tree = tree
        self._harmless = {id(part) for place in _harmless(tree) for part in ast.walk(place)}
        self._called = {id(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call) and _is_plain_call(node)}
        self._answered = {id(part) for test in _answered_plainly(tree) for part in ast.walk(test)}

    def found(self) -> Iterator[str]:
        for node in ast.walk(self._tree):
            if id(node) not in self._harmless:
                yield from self._named(node)
            yield from self._made_anew(node)

    def _named(self, node: ast.AST) -> Iterator[str]:
        match node:
            case ast.Name(id=name) | ast.Attribute(attr=name) if name in CLASSES:
                yield name
            case ast.ImportFrom(module=module, names=names):
                yield from _imported(module or "", names)
            case ast.Attribute(attr=name) if name in METHODS:
                yield name
            case ast.Attribute(attr=name) if name in TIPS and id(node) not in self._called:
                yield name
            case ast.Attribute(attr=name) if name in ROLES and id(node) not in self._answered:
                yield name
            case ast.Call(func=ast.Attribute(attr="setToolTipsVisible"), args=[ast.Constant(value=False)]):
                return
            case ast.Call(func=ast.Attribute(attr="setToolTipsVisible" as name)):
                yield name
            case ast.Call(func=ast.Attribute(attr="setTextFormat" as name), args=args):
                if [ast.unparse(arg) for arg in args] != ["Qt.TextFormat.PlainText"]:
                    yield name
            case ast.keyword(arg=str(name), value=value) if name in PROPERTIES:
                if not _is_plain(value, PROPERTIES[name]):
                    yield name
            case ast.Constant(value=str(name)) if name in {*CLASSES, *METHODS, *TIPS, *PROPERTIES, *ROLES}:
                yield name

    def _made_anew(self, node: ast.AST) -> Iterator[str]:
        """A helper's name for something else: then what it makes need not be plain."""
        match node:
            case ast.FunctionDef(name=name) | ast.ClassDef(name=name) | ast.arg(arg=name) if name == "plain_tip":
                yield f"another {name}"
            case ast.Name(id="plain_tip" as name, ctx=ast.Store()):
                yield f"another {name}"


def _imported(module: str, names: list[ast.alias]) -> Iterator[str]:
    for alias in names:
        if alias.name == "*":
            yield f"everything from {module}"
        elif alias.asname and alias.asname != alias.name and alias.name in CLASSES | HELPERS:
            yield alias.name
        elif alias.asname in HELPERS and alias.name != alias.asname:
            yield f"another {alias.asname}"
        elif alias.name in HELPERS and module not in ("crmtrainer.ui.kit.text", "crmtrainer.ui.kit.plain"):
            yield f"another {alias.name}"


def _harmless(tree: ast.Module) -> Iterator[ast.AST]:
    """Where a class only tells kinds of widget apart, and is never made: `isinstance` and annotations."""
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Name(id="isinstance"), args=[_, kinds]):
                yield kinds
            case ast.Call(func=ast.Attribute(attr="findChildren" | "findChild"), args=[kind, *_]):
                yield kind
            case ast.arg(annotation=annotation) | ast.AnnAssign(annotation=annotation) if annotation is not None:
                yield annotation
            case ast.FunctionDef(returns=annotation) if annotation is not None:
                yield annotation


def _is_plain_call(call: ast.Call) -> bool:
    match call:
        case ast.Call(func=ast.Attribute(attr=name), args=[*_, words], keywords=[]) if name in TIPS:
            return _is_plain(words, TIPS[name])
    return False


def _is_plain(words: ast.expr, helper: str) -> bool:
    """Whether an expression can only be what the helper made, or nothing."""
    match words:
        case ast.Constant(value="" | None):
            return True
        case ast.Call(func=ast.Name(id=name)):
            return name == helper
        case ast.IfExp(body=one, orelse=other):
            return _is_plain(one, helper) and _is_plain(other, helper)
        case ast.BoolOp(values=parts):
            return all(_is_plain(part, helper) for part in parts)
    return False


def _answered_plainly(tree: ast.Module) -> Iterator[ast.AST]:
    """Tests of a model for a tip's role, after which only a plain tip is given."""
    for node in ast.walk(tree):
        match node:
            case ast.If(test=test, body=[ast.Return(value=ast.expr() as given)]) | ast.IfExp(test=test, body=given):
                if _asks_for_one_role(test) and _is_plain(given, "plain_tip"):
                    yield test


def _asks_for_one_role(test: ast.expr) -> bool:
    match test:
        case ast.Compare(ops=[ast.Eq()]):
            return True
        case ast.BoolOp(op=ast.And(), values=[first, *_]):
            return _asks_for_one_role(first)
    return False
