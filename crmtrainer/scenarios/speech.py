# SPDX-License-Identifier: MIT
"""Words with places in them: {name} from a short list, chosen by seed or read from the world. Never format strings."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping

from crmtrainer.scenarios.format.scenario import Scenario
from crmtrainer.scenarios.format.walking import with_texts

RUNTIME_WORDS = frozenset({"promised", "handoff"})
"""What a line can say of the world: when the newest promise is due, which handoff is meant."""

_PLACE = re.compile(r"\{([a-z_]{1,32})\}")


def places_in(text: str) -> tuple[str, ...]:
    """The names that stand in curly brackets."""
    return tuple(_PLACE.findall(text))


def filled(text: str, words: Mapping[str, str]) -> str:
    """`text` with each known {name} replaced; others stay as they are."""
    return _PLACE.sub(lambda found: words.get(found[1], found[0]), text)


def varied(scenario: Scenario, seed: str) -> Scenario:
    """The scenario with its variable words chosen by `seed`. The empty seed takes the first of each list."""
    words = {name: _chosen(name, options, seed) for name, options in scenario.varies.items()}
    data = scenario.model_dump(by_alias=True, exclude_unset=True)
    varies = data.pop("varies", {})
    return Scenario.model_validate(with_texts(data, lambda text: filled(text, words)) | {"varies": varies})


def _chosen(name: str, options: tuple[str, ...], seed: str) -> str:
    if not seed:
        return options[0]
    digest = hashlib.sha256(f"vary|{seed}|{name}".encode()).digest()
    return options[int.from_bytes(digest[:8], "big") % len(options)]
