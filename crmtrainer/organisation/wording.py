# SPDX-License-Identifier: MIT
"""What is wrong with a team's or a brand's data, in words for whoever writes packs."""

from __future__ import annotations

WORDING = {
    "acceptance.not_json": "{where} is not JSON.",
    "acceptance.not_an_object": "{where} must be an object with named entries.",
    "acceptance.not_a_list": "{where} must be a list.",
    "acceptance.not_text": "{where} must be text.",
    "acceptance.field_twice": "{where} asks for one field twice.",
    "acceptance.unknown_key": "{where} is not known here: use field, label, kind, pattern and hint.",
    "acceptance.no_field": "{where} needs the name of its field.",
    "acceptance.unknown_kind": "{where} must be one of: {wanted}.",
    "acceptance.pattern_too_long": "{where} must stay under {limit} characters.",
    "acceptance.bad_pattern": "{where} is not a regular expression: {problem}.",
    "acceptance.not_minutes": "{where} must be a whole number of minutes.",
    "brand.not_json": "{where} is not JSON.",
    "brand.not_an_object": "{where} must be an object with named entries.",
    "brand.not_text": "{where} must hold text: a list of values and a tone.",
}
