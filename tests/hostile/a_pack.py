# SPDX-License-Identifier: MIT
"""A pack that holds together, and every word of it for people ends in hostile ones: titles, people, talk, checks."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from crmtrainer.scenarios.pack_files import shipped_packs

SCENARIO = "hostile-words"
SHIPPED = "passed-to-warehouse"
HOSTILE = " <b>bold</b> \u202egnirts\u202c \u2028\u200b\x1b[31m %1 &S"
"""Short enough for a line behind most of those that stand, and without the braces that name what varies."""
_LONGEST_LINE = 200
_WORDS = frozenset(
    {
        *("title", "teaser", "summary", "brief", "practises", "why", "about", "organisation", "author", "licence"),
        *("name", "means", "means_here", "says", "cites", "voice", "do", "avoid", "label", "hint", "contact"),
        *("never_send", "source", "wording", "subject", "description", "body", "cause", "words", "asks", "reports"),
        *("finishes", "met", "missed", "good", "reason", "family", "town", "line1", "categories"),
    }
)
"""Keys below which words for people stand. What conditions hold is in other ones, and says what is looked for."""


def hostile_pack(packs: Path) -> str:
    """Put the pack into a data folder's `packs`. Gives the key of its scenario."""
    shipped, made = shipped_packs()[0], packs / "hostile"
    for file in sorted(shipped.rglob("*.yaml")):
        if file.name == "runs.yaml":
            continue  # it walks by the words of the pack it was written for
        to = made / Path(*(SCENARIO if part == SHIPPED else part for part in file.relative_to(shipped).parts))
        to.parent.mkdir(parents=True, exist_ok=True)
        yaml = YAML(typ="safe", pure=True)
        yaml.allow_unicode = True
        told = _spoilt(yaml.load(file.read_text(encoding="utf-8")), "")
        if "key" in told:
            told["key"] = SCENARIO if file.name == "scenario.yaml" else "hostile"
        with to.open("w", encoding="utf-8") as out:
            yaml.dump(told, out)
    return SCENARIO


def _spoilt(told: Any, key: str) -> Any:
    if isinstance(told, dict):
        return {name: _spoilt(value, str(name)) for name, value in told.items()}
    if isinstance(told, list):
        return [_spoilt(value, key) for value in told]
    is_file = isinstance(told, str) and told.endswith(".jpg")
    if isinstance(told, str) and key in _WORDS and not is_file and len(told) + len(HOSTILE) <= _LONGEST_LINE:
        return told + HOSTILE
    return told
