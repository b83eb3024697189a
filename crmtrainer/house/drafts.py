# SPDX-License-Identifier: MIT
"""What was typed and not yet done, beside the attempts: one file for each, outside world and journal."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from crmtrainer.kernel.errors import Refused
from crmtrainer.kernel.moments import from_micros, to_micros

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Draft:
    """What stands in one form about one subject, field by field, and when it was last typed in."""

    fields: Mapping[str, str]
    at: datetime


def read(home: Path, attempt: str) -> dict[str, Draft]:
    """The drafts of an attempt by their place; none when nothing is kept.

    A file that is none of ours is put aside, so that what is typed from now on is kept.
    """
    file = file_of(home, attempt)
    if not file.is_file():
        return {}
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
        return {str(place): _draft(plain) for place, plain in found.items()}
    except (ValueError, TypeError, KeyError, AttributeError, Refused):
        aside = file.with_suffix(".unreadable")
        log.warning("Drafts that cannot be read were put aside: %s", aside)
        file.replace(aside)
        return {}


def write(home: Path, attempt: str, drafts: Mapping[str, Draft]) -> None:
    """Keep these, whole or not at all; none of them leaves no file. Raises `OSError` when that cannot be done."""
    file = file_of(home, attempt)
    if not drafts:
        file.unlink(missing_ok=True)
        return
    plain = {place: {"at": to_micros(one.at), "fields": dict(one.fields)} for place, one in drafts.items()}
    file.parent.mkdir(exist_ok=True)
    part = file.with_suffix(".part")
    try:
        part.write_text(json.dumps(plain, ensure_ascii=False, indent=1), encoding="utf-8")
        part.replace(file)
    finally:
        part.unlink(missing_ok=True)


def forget(home: Path, attempt: str) -> None:
    """Let go of everything that was begun in an attempt."""
    file_of(home, attempt).unlink(missing_ok=True)


def file_of(home: Path, attempt: str) -> Path:
    """Where the drafts of an attempt are kept; `attempt` is its reference, in any case of letters."""
    return home / "drafts" / f"{attempt.lower()}.json"


def _draft(plain: Any) -> Draft:
    fields = {str(key): str(words) for key, words in plain["fields"].items()}
    return Draft(fields, from_micros(int(plain["at"])))
