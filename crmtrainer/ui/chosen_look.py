# SPDX-License-Identifier: MIT
"""From chosen values to a look, and from a look to the values it shows."""

from collections.abc import Mapping

from crmtrainer.settings import (
    COLOURS,
    DENSITY,
    LETTERS,
    LINES,
    LINKS,
    MOTION,
    OPTIONS,
    READING,
    TEXT_SIZE,
    Value,
)
from crmtrainer.ui import appearance, theme
from crmtrainer.ui.theme import Look, Scheme

SYSTEM, MOVING, COMPACT = "system", "moving", "compact"


def values_of(look: Look) -> dict[str, Value]:
    """What the options say while nobody has chosen and this look is worn; movement follows the system then."""
    return {
        COLOURS.key: look.chosen.value,
        LETTERS.key: look.family,
        TEXT_SIZE.key: round(100 * look.text_scale),
        LINES.key: f"{look.spacing:.1f}",
        DENSITY.key: COMPACT if look.compact else "roomy",
        LINKS.key: look.underline_links,
        MOTION.key: MOTION.default,
    }


def defaults() -> dict[str, Value]:
    """What the options say at first."""
    return {option.key: option.default for option in READING}


def read(written: Mapping[str, str]) -> dict[str, Value]:
    """The values kept; what is not known, or out of its bounds, is left out."""
    found: dict[str, Value] = {}
    for key, text in written.items():
        option = OPTIONS.get(key)
        value = option.read(text) if option is not None else None
        if value is not None:
            found[key] = value
    return found


def look_of(values: Mapping[str, Value], base: Look) -> Look:
    """The look for the values; `base` is what is worn by somebody who has chosen nothing."""
    if not values:
        return base
    all_values = {**values_of(base), **values}
    motion = str(all_values[MOTION.key])
    moves = base.motion and not theme.desktop_wants_stillness() if motion == SYSTEM else motion == MOVING
    asked = Look(
        text_scale=int(all_values[TEXT_SIZE.key]) / 100,
        family=str(all_values[LETTERS.key]),
        motion=moves,
        underline_links=bool(all_values[LINKS.key]),
        compact=all_values[DENSITY.key] == COMPACT,
        spacing=float(all_values[LINES.key]),
    )
    return appearance.look_for(Scheme(str(all_values[COLOURS.key])), asked)
