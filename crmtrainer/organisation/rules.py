# SPDX-License-Identifier: MIT
"""What a team asks for before it takes work on, and whether what was given will do. Values only."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from crmtrainer.kernel.canonical import Json, parse
from crmtrainer.kernel.errors import BadInput, Refused
from crmtrainer.kernel.folding import words_of

DEFAULT_REVIEW_MINUTES = 30
DEFAULT_WORK_MINUTES = 120
LONGEST_PATTERN = 200
LONGEST_MATCHED = 500
"""Characters of a text that a pattern is tried on: beyond that it cannot be a code."""


class FieldKind(StrEnum):
    """What a required field holds."""

    TEXT = "text"
    ATTACHMENT = "attachment"
    MOMENT = "moment"


class ShortfallCode(StrEnum):
    """In what way something required is wanting."""

    MISSING = "missing"
    NO_ATTACHMENT = "no_attachment"
    NO_MOMENT = "no_moment"
    PATTERN = "pattern"


@dataclass(frozen=True, slots=True)
class Requirement:
    """One thing a team must be given. A text may have to fit `pattern` as a whole; `hint` tells how it looks."""

    field: str
    label: str
    kind: FieldKind
    pattern: str
    hint: str


@dataclass(frozen=True, slots=True)
class Acceptance:
    """What a team asks for and how long it takes: working minutes to look at a handoff, and to do the work.

    `more` is what else the pack says, for the rooms that know it.
    """

    required: tuple[Requirement, ...]
    review_minutes: int
    work_minutes: int
    more: Mapping[str, Json]


@dataclass(frozen=True, slots=True)
class Given:
    """One thing that would travel: words, an attachment, or an instant."""

    field: str
    value: str = ""
    attachment_id: int | None = None
    moment: datetime | None = None


@dataclass(frozen=True, slots=True)
class Shortfall:
    """One required thing that is wanting. `said` is what stood there instead, such as "see notes"."""

    field: str
    label: str
    code: ShortfallCode
    hint: str
    said: str = ""


def acceptance_from(text: str) -> Acceptance:
    """A team's acceptance rules from canonical JSON. Raises `BadInput` naming the place that is wrong."""
    try:
        data = parse(text or "{}")
    except Refused as problem:
        raise BadInput("acceptance.not_json", where="acceptance") from problem
    if not isinstance(data, dict):
        raise BadInput("acceptance.not_an_object", where="acceptance")
    required = data.get("required", [])
    if not isinstance(required, list):
        raise BadInput("acceptance.not_a_list", where="acceptance.required")
    requirements = tuple(_requirement(entry, f"acceptance.required[{i}]") for i, entry in enumerate(required))
    names = [requirement.field for requirement in requirements]
    if len(set(names)) < len(names):
        raise BadInput("acceptance.field_twice", where="acceptance.required")
    known = {"required", "review_minutes", "work_minutes"}
    return Acceptance(
        requirements,
        _minutes(data, "review_minutes", DEFAULT_REVIEW_MINUTES),
        _minutes(data, "work_minutes", DEFAULT_WORK_MINUTES),
        {name: value for name, value in data.items() if name not in known},
    )


def missing(acceptance: Acceptance, given: Iterable[Given]) -> tuple[Shortfall, ...]:
    """What `given` leaves wanting, in the order the team asks. Empty: nothing keeps them from accepting."""
    by_field: dict[str, list[Given]] = {}
    for entry in given:
        by_field.setdefault(entry.field, []).append(entry)
    found = (_shortfall(requirement, by_field.get(requirement.field, [])) for requirement in acceptance.required)
    return tuple(shortfall for shortfall in found if shortfall is not None)


def says_nothing(text: str) -> bool:
    """Whether a text only points elsewhere or fills the box: "see notes", "as discussed", "tbc", "n/a", "-"."""
    return all(word in _HOLLOW or (len(word) == 1 and word.isalpha()) for word in words_of(text))


def _shortfall(requirement: Requirement, given: list[Given]) -> Shortfall | None:
    match requirement.kind:
        case FieldKind.ATTACHMENT:
            if not any(entry.attachment_id is not None for entry in given):
                return _wanting(requirement, ShortfallCode.NO_ATTACHMENT)
        case FieldKind.MOMENT:
            if not any(entry.moment is not None for entry in given):
                return _wanting(requirement, ShortfallCode.NO_MOMENT)
        case FieldKind.TEXT:
            said = " ".join(" ".join(entry.value for entry in given).split())
            fits = bool(requirement.pattern) and _fits(requirement.pattern, said)
            if not fits and says_nothing(said):
                return _wanting(requirement, ShortfallCode.MISSING, said)
            if requirement.pattern and not fits:
                return _wanting(requirement, ShortfallCode.PATTERN, said)
    return None


def _wanting(requirement: Requirement, code: ShortfallCode, said: str = "") -> Shortfall:
    return Shortfall(requirement.field, requirement.label, code, requirement.hint, said[:LONGEST_MATCHED])


def _fits(pattern: str, text: str) -> bool:
    """Whether a text is what a pattern says. Capitals or not: whoever picks by a code reads both."""
    return len(text) <= LONGEST_MATCHED and re.fullmatch(pattern, text, re.IGNORECASE) is not None


def _requirement(entry: Json, where: str) -> Requirement:
    if not isinstance(entry, dict):
        raise BadInput("acceptance.not_an_object", where=where)
    unknown = sorted(set(entry) - {"field", "label", "kind", "pattern", "hint"})
    if unknown:
        raise BadInput("acceptance.unknown_key", where=f"{where}.{unknown[0]}")
    field, pattern = _text(entry, "field", where), _text(entry, "pattern", where)
    if not field:
        raise BadInput("acceptance.no_field", where=where)
    kind = _text(entry, "kind", where) or FieldKind.TEXT.value
    if kind not in set(FieldKind):
        raise BadInput("acceptance.unknown_kind", where=f"{where}.kind", wanted=", ".join(FieldKind))
    _check_pattern(pattern, f"{where}.pattern")
    return Requirement(
        field, _text(entry, "label", where) or field, FieldKind(kind), pattern, _text(entry, "hint", where)
    )


def _text(entry: Mapping[str, Json], name: str, where: str) -> str:
    value = entry.get(name, "")
    if not isinstance(value, str):
        raise BadInput("acceptance.not_text", where=f"{where}.{name}")
    return value.strip()


def _check_pattern(pattern: str, where: str) -> None:
    if len(pattern) > LONGEST_PATTERN:
        raise BadInput("acceptance.pattern_too_long", where=where, limit=LONGEST_PATTERN)
    try:
        re.compile(pattern)
    except re.error as problem:
        raise BadInput("acceptance.bad_pattern", where=where, problem=str(problem)[:120]) from problem


def _minutes(data: Mapping[str, Json], name: str, default: int) -> int:
    value = data.get(name, default)
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise BadInput("acceptance.not_minutes", where=f"acceptance.{name}")
    return value


_HOLLOW = frozenset(
    words_of(
        # words that point elsewhere
        "see check read refer look view notes note record records file files ticket case log history timeline crm "
        "system above below attached attachment attachments email emails previous earlier before prior discussed "
        "agreed said mentioned usual same again customer customers info information details detail "
        # words that fill the box
        "tbc tba tbd na nil none nothing unknown unsure sure not known dont know idea applicable asap later todo ok "
        # and what joins them
        "please pls kindly the an and or in on at as is are it its to for from of per my our their his her your all "
        "with by full this that"
    )
)
