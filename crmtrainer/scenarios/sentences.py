# SPDX-License-Identifier: MIT
"""From pydantic's complaints to a writer's: which line is at fault, what is wrong with it, what would put it right."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails
from rapidfuzz import fuzz, process

from crmtrainer.scenarios.format.base import Model
from crmtrainer.scenarios.problems import PackProblem
from crmtrainer.scenarios.yaml_text import Path, Sheet

M = TypeVar("M", bound=Model)

MOST_GUESSED = 200
"""For how many names that are not known it is guessed what was meant: nobody reads on beyond that."""

Locate = Callable[[Path], tuple[str, int]]
"""File and line of a place in the content."""


def read_as(model: type[M], sheet: Sheet) -> tuple[M | None, list[PackProblem]]:
    """The sheet's content as `model`, or every complaint about it."""
    return read_tree(model, sheet.tree, lambda path: (sheet.file, sheet.line_of(path)))


def read_tree(
    model: type[M], tree: Any, locate: Locate, unread: Collection[str] = ()
) -> tuple[M | None, list[PackProblem]]:
    """`tree` as `model`, or every complaint, each at the line that `locate` gives.

    What is missing is not told of the parts in `unread`, whose file could not be read, nor where a misspelt name stands
    in its place: each of these is one fault, and told as such.
    """
    try:
        return model.model_validate(tree), []
    except ValidationError as problem:
        errors = problem.errors(include_url=False)
    strange = [error for error in errors if error["type"] == "extra_forbidden"][:MOST_GUESSED]
    meant = {(*error["loc"][:-1], _meant(error, model)) for error in strange}
    meant |= {(key,) for key in unread}
    told = [error for error in errors if error["type"] != "missing" or tuple(error["loc"]) not in meant]
    return None, [_told(error, model, locate, guess=place < MOST_GUESSED) for place, error in enumerate(told)]


def _meant(error: ErrorDetails, model: type[Model]) -> str:
    """The name that a misspelt one is nearest to; nothing when it is near none."""
    best = _best(str(error["loc"][-1]), _fields_known(model, tuple(error["loc"])))
    return best or ""


def _told(error: ErrorDetails, model: type[Model], locate: Locate, *, guess: bool) -> PackProblem:
    path: Path = tuple(error["loc"])
    file, line = locate(path)
    field = next((str(part) for part in reversed(path) if isinstance(part, str) and part.isascii()), "content")
    context = error.get("ctx", {})
    what, fix = _sentences(error, field, context, _fields_known(model, path) if guess else [])
    return PackProblem(file, line, what, fix)


def _sentences(error: ErrorDetails, field: str, context: dict[str, Any], known: list[str]) -> tuple[str, str]:
    kind = error["type"]
    given = error.get("input")
    match kind:
        case "missing":
            return f"`{field}` is missing here.", f"Add `{field}: …`."
        case "extra_forbidden":
            return f"`{field}` is not known here.", _nearest(field, known)
        case "value_error":
            return f"`{field}` does not fit: {_shown(given)}.", f"{_sentence(str(context.get('error', '')))}"
        case "int_parsing" | "int_type" | "int_from_float":
            return f"`{field}` is not a whole number: {_shown(given)}.", "Write a whole number, like 25."
        case "greater_than_equal" | "less_than_equal":
            limit = context.get("ge", context.get("le"))
            least = "at least" if kind == "greater_than_equal" else "at most"
            return f"`{field}` is out of range: {_shown(given)}.", f"Write {least} {limit}."
        case "literal_error" | "enum":
            return f"`{field}` cannot be {_shown(given)}.", f"Use {context.get('expected', 'one of the known words')}."
        case "string_pattern_mismatch":
            return f"`{field}` is not written as it must be: {_shown(given)}.", f"Match {context.get('pattern')}."
        case "string_too_short" | "too_short":
            return f"`{field}` is empty or too short.", f"Give at least {context.get('min_length')}."
        case "string_too_long" | "too_long":
            return f"`{field}` is too long.", f"Keep it to {context.get('max_length')}."
        case "string_type":
            return f"`{field}` must be text.", "Write one line of text; put quotes around text that holds a colon."
        case "tuple_type" | "list_type":
            return f"`{field}` must be a list.", "Write each entry on a line of its own, after `- `."
        case "dict_type" | "model_type" | "model_attributes_type":
            return f"`{field}` must have parts of its own.", "Write them below it as `name: value`, indented."
        case "date_from_datetime_parsing" | "date_parsing" | "date_type":
            return f"`{field}` is not a date: {_shown(given)}.", "Write it like 2026-03-01."
    return f"`{field}`: {error['msg']}.", "See README.md beside the packs."


def _nearest(field: str, known: list[str]) -> str:
    best = _best(field, known) if known else None
    if best is not None:
        return f"Did you mean `{best}`?"
    return f"Remove it, or use one of: {', '.join(known)}." if known else "Remove it."


def _best(field: str, known: list[str]) -> str | None:
    best = process.extractOne(field, known, scorer=fuzz.ratio, score_cutoff=60)
    return None if best is None else best[0]


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:] + ("" if words.endswith(".") else ".")


def _shown(given: Any) -> str:
    text = given if isinstance(given, str) else str(given)
    return f"“{text[:60]}…”" if len(text) > 60 else f"“{text}”"


def _fields_known(model: type[Model], path: Path) -> list[str]:
    """The keys that the model at the end of `path` has, as they are written."""
    current: type[Model] | None = model
    for part in path[:-1]:
        if current is not None and isinstance(part, str):
            current = _model_of_field(current, part)
    if current is None:
        return []
    return [spec.alias or name for name, spec in current.model_fields.items()]


def _model_of_field(model: type[Model], field: str) -> type[Model] | None:
    spec = next((spec for name, spec in model.model_fields.items() if (spec.alias or name) == field), None)
    return None if spec is None else _model_in(spec.annotation)


def _model_in(hint: Any) -> type[Model] | None:
    if isinstance(hint, type) and issubclass(hint, Model):
        return hint
    for arm in getattr(hint, "__args__", ()):
        found = _model_in(arm)
        if found is not None:
            return found
    return None
