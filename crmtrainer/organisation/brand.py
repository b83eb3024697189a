# SPDX-License-Identifier: MIT
"""What the organisation stands for, read from the JSON its pack brought."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from crmtrainer.kernel.canonical import Json, parse
from crmtrainer.kernel.errors import BadInput, Refused


@dataclass(frozen=True, slots=True)
class Brand:
    """Values and tone of voice; `more` is what else the pack says."""

    values: tuple[str, ...]
    tone: str
    more: Mapping[str, Json]

    def meaning(self, value: str) -> str:
        """What somebody does who means this value; empty when the pack does not say."""
        told = self.more.get("meanings")
        if isinstance(told, list):
            told = dict(zip(self.values, told, strict=False))
        found = told.get(value) if isinstance(told, dict) else None
        return found if isinstance(found, str) else ""


def brand_from(text: str) -> Brand:
    """The brand from canonical JSON. Raises `BadInput` when it is no object, or values and tone are not text."""
    try:
        data = parse(text or "{}")
    except Refused as problem:
        raise BadInput("brand.not_json", where="brand") from problem
    if not isinstance(data, dict):
        raise BadInput("brand.not_an_object", where="brand")
    values, tone = data.get("values", []), data.get("tone", "")
    if not isinstance(values, list) or not isinstance(tone, str):
        raise BadInput("brand.not_text", where="brand")
    told = tuple(value for value in values if isinstance(value, str))
    if len(told) < len(values):
        raise BadInput("brand.not_text", where="brand.values")
    return Brand(told, tone, {name: value for name, value in data.items() if name not in {"values", "tone"}})
