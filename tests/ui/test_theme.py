# SPDX-License-Identifier: MIT
"""Contrast of every pair of tokens by the WCAG formula, and the pure step from scheme to palette and sheet."""

import pytest
from PySide6.QtGui import QPalette

from crmtrainer.ui import theme
from crmtrainer.ui.style_sheet import glyphs, style_sheet
from crmtrainer.ui.theme import CREAM, DARK, HIGH_CONTRAST, LIGHT, Look, Scheme, Tokens, Tone

TEXT, PARTS = 4.5, 3.0
SCHEMES = pytest.mark.parametrize("tokens", [LIGHT, DARK, CREAM, HIGH_CONTRAST], ids=lambda t: t.scheme.value)


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: str, second: str) -> float:
    low, high = sorted((luminance(first), luminance(second)))
    return (high + 0.05) / (low + 0.05)


def test_formula_agrees_with_known_pairs() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21.0)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


def text_pairs(t: Tokens) -> dict[str, tuple[str, str]]:
    pairs = {
        f"{ink} on {ground}": (getattr(t, ink), getattr(t, ground))
        for ink in ("text", "muted", "accent", "ok", "warn", "bad", "colleague")
        for ground in ("window", "surface", "raised")
    }
    pairs |= {f"{tone.value} chip": t.tone(tone) for tone in Tone}
    pairs |= {f"{tone.value} on selection": (t.ink_on_selection(tone), t.selection) for tone in Tone}
    pairs["text on accent"] = (t.on_accent, t.accent)
    pairs["text on colleague"] = (t.on_colleague, t.colleague)
    pairs["text on selection"] = (t.on_selection, t.selection)
    pairs["muted on selection"] = (t.muted_on_selection, t.selection)
    pairs["disabled on surface"] = (t.disabled, t.surface)
    return pairs


@SCHEMES
def test_words_stand_out(tokens: Tokens) -> None:
    weak = {name: round(contrast(*pair), 2) for name, pair in text_pairs(tokens).items() if contrast(*pair) < TEXT}
    assert weak == {}


@SCHEMES
def test_edges_and_focus_stand_out(tokens: Tokens) -> None:
    grounds = (tokens.window, tokens.surface, tokens.raised)
    weak = [g for g in grounds if contrast(tokens.edge, g) < PARTS or contrast(tokens.focus, g) < PARTS]
    assert weak == []


@pytest.mark.parametrize(
    ("ink", "ground", "printed"),
    [
        (LIGHT.text, LIGHT.raised, 13.8),
        (LIGHT.muted, LIGHT.raised, 5.9),
        (LIGHT.warn, LIGHT.warn_ground, 6.0),
        (DARK.text, DARK.raised, 11.8),
        (DARK.focus, DARK.selection, 7.5),
        (DARK.bad, DARK.bad_ground, 7.2),
    ],
)
def test_ratios_are_those_the_design_prints(ink: str, ground: str, printed: float) -> None:
    assert contrast(ink, ground) == pytest.approx(printed, abs=0.06)


def test_high_contrast_never_falls_below_ten() -> None:
    assert min(contrast(*pair) for pair in text_pairs(HIGH_CONTRAST).values()) > 10


@pytest.mark.parametrize(
    ("choice", "dark", "contrasting", "expected"),
    [
        (Scheme.SYSTEM, False, False, LIGHT),
        (Scheme.SYSTEM, True, False, DARK),
        (Scheme.SYSTEM, False, True, HIGH_CONTRAST),
        (Scheme.CREAM, True, True, CREAM),
    ],
)
def test_only_system_asks_the_desktop(choice: Scheme, dark: bool, contrasting: bool, expected: Tokens) -> None:
    assert theme.resolve(choice, system_dark=dark, system_contrast=contrasting) is expected


@SCHEMES
def test_palette_takes_its_colours_from_the_tokens(tokens: Tokens) -> None:
    made = theme.palette(tokens)
    assert made.color(QPalette.ColorRole.Base).name().upper() == tokens.surface
    disabled = made.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Text)
    assert disabled.name().upper() == tokens.disabled


@SCHEMES
def test_sheet_fills_every_blank_and_names_marks_that_exist(tokens: Tokens) -> None:
    sheet = style_sheet(Look(tokens=tokens, text_scale=2.0))
    assert "$" not in sheet
    named = {part.split(")")[0] for part in sheet.split("url(glyph:")[1:]}
    assert named <= set(glyphs(tokens))


def test_text_size_stays_between_its_ends() -> None:
    assert Look().with_text_scale(5).text_scale == 2.0
    assert Look().with_text_scale(0.1).text_scale == 0.8
    assert Look(text_scale=2.0).px(8) == 16
