# SPDX-License-Identifier: MIT
"""Colour tokens of the four schemes, the palette made from them, and the one place that asks the desktop.

`active()` answers what a painting widget needs; the style sheet itself lives in `style_sheet`.
"""

from dataclasses import dataclass, replace
from enum import Enum
from typing import Final

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QColor, QGuiApplication, QPalette

LOOK_PROPERTY: Final = "crmtrainer_look"
SMALLEST_TEXT, LARGEST_TEXT = 0.8, 2.0
USUAL_SPACING: Final = 1.4
_SAVED_BY_COMPACT = 4
"""What compact rows leave out above their words, and as much below."""


class Scheme(Enum):
    """The looks a person can choose; `SYSTEM` follows the desktop."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"
    CREAM = "cream"
    HIGH_CONTRAST = "high-contrast"


class Tone(Enum):
    """What a colour means; always shown together with a word and an icon."""

    NEUTRAL = "neutral"
    OK = "ok"
    WARN = "warn"
    BAD = "bad"
    INFO = "info"
    PAUSED = "paused"
    COLLEAGUE = "colleague"
    OUTLINE = "outline"
    STRONG = "strong"


@dataclass(frozen=True, slots=True)
class Tokens:
    """Every colour of one scheme, as `#RRGGBB`."""

    scheme: Scheme
    dark: bool
    window: str
    surface: str
    raised: str
    text: str
    muted: str
    disabled: str
    accent: str
    on_accent: str
    selection: str
    on_selection: str
    muted_on_selection: str
    ok: str
    ok_ground: str
    warn: str
    warn_ground: str
    bad: str
    bad_ground: str
    info: str
    info_ground: str
    paused: str
    paused_ground: str
    colleague: str
    colleague_ground: str
    on_colleague: str
    edge: str
    focus: str
    divider: str

    def tone(self, tone: Tone) -> tuple[str, str]:
        """Ink and ground of a tone."""
        match tone:
            case Tone.NEUTRAL:
                return self.text, self.raised
            case Tone.OUTLINE:
                return self.text, self.surface
            case Tone.STRONG:
                return self.on_accent, self.accent
            case _:
                return getattr(self, tone.value), getattr(self, f"{tone.value}_ground")

    def ink_on_selection(self, tone: Tone) -> str:
        """Ink of a tone on a selected row; high contrast keeps the words and drops the hue."""
        if self.scheme is Scheme.HIGH_CONTRAST or tone in (Tone.NEUTRAL, Tone.OUTLINE, Tone.STRONG):
            return self.on_selection
        ink: str = getattr(self, tone.value)
        return ink

    @property
    def outlined(self) -> bool:
        """Whether grounds alone cannot be told apart, so that chips and blocks need an edge."""
        return self.scheme is Scheme.HIGH_CONTRAST


LIGHT = Tokens(
    scheme=Scheme.LIGHT,
    dark=False,
    window="#F4F6F8",
    surface="#FFFFFF",
    raised="#EDF1F5",
    text="#1B2430",
    muted="#515D6B",
    disabled="#6B7682",
    accent="#0B5CAD",
    on_accent="#FFFFFF",
    selection="#D6E6F7",
    on_selection="#1B2430",
    muted_on_selection="#515D6B",
    ok="#0F6B3A",
    ok_ground="#E1F3E8",
    warn="#8A4B00",
    warn_ground="#FDF0DB",
    bad="#B3261E",
    bad_ground="#FBE6E4",
    info="#0B5CAD",
    info_ground="#E3EEF9",
    paused="#4F5866",
    paused_ground="#E9ECF0",
    colleague="#6A3FA0",
    colleague_ground="#F0E9F8",
    on_colleague="#FFFFFF",
    edge="#707C89",
    focus="#0B5CAD",
    divider="#C9D1DA",
)

DARK = Tokens(
    scheme=Scheme.DARK,
    dark=True,
    window="#14191F",
    surface="#1C232B",
    raised="#242D37",
    text="#E8EDF2",
    muted="#AAB6C3",
    disabled="#8B98A6",
    accent="#7DB8F5",
    on_accent="#0B1A2A",
    selection="#213F60",
    on_selection="#FFFFFF",
    muted_on_selection="#AAB6C3",
    ok="#7FD6A3",
    ok_ground="#16352A",
    warn="#F2B65A",
    warn_ground="#3B2C12",
    bad="#FF9C94",
    bad_ground="#431E1C",
    info="#8CC1F8",
    info_ground="#17304A",
    paused="#B4C0CC",
    paused_ground="#2B343E",
    colleague="#CDB2F2",
    colleague_ground="#33264A",
    on_colleague="#1E1233",
    edge="#8391A0",
    focus="#FFD166",
    divider="#3A4653",
)

CREAM = replace(
    LIGHT,
    scheme=Scheme.CREAM,
    window="#F3EBD8",
    surface="#FBF5E6",
    raised="#ECE2CB",
    muted="#4E5561",
    disabled="#636B75",
    accent="#0A559F",
    selection="#D5E3EE",
    muted_on_selection="#4E5561",
    ok="#0E6336",
    ok_ground="#DDEFDD",
    warn="#7F4500",
    warn_ground="#F8E3BF",
    bad="#A81C15",
    bad_ground="#F8DEDA",
    info="#0A559F",
    info_ground="#DCE9F3",
    paused_ground="#E4E2DC",
    colleague="#5F3892",
    colleague_ground="#EDE3EE",
    edge="#6F6A5C",
    focus="#0A559F",
    divider="#D3C7AC",
)

HIGH_CONTRAST = Tokens(
    scheme=Scheme.HIGH_CONTRAST,
    dark=True,
    window="#000000",
    surface="#000000",
    raised="#000000",
    text="#FFFFFF",
    muted="#E6E6E6",
    disabled="#BDBDBD",
    accent="#FFFF00",
    on_accent="#000000",
    selection="#1AEBFF",
    on_selection="#000000",
    muted_on_selection="#000000",
    ok="#3FF23F",
    ok_ground="#000000",
    warn="#FFC400",
    warn_ground="#000000",
    bad="#FF9A9A",
    bad_ground="#000000",
    info="#8FD3FF",
    info_ground="#000000",
    paused="#E0E0E0",
    paused_ground="#000000",
    colleague="#E3B8FF",
    colleague_ground="#000000",
    on_colleague="#000000",
    edge="#FFFFFF",
    focus="#FFFF00",
    divider="#8C8C8C",
)

SCHEMES: Final = {t.scheme: t for t in (LIGHT, DARK, CREAM, HIGH_CONTRAST)}


@dataclass(frozen=True, slots=True)
class Look:
    """Everything a widget may ask about how to show itself."""

    tokens: Tokens = LIGHT
    text_scale: float = 1.0
    family: str = "Noto Sans"
    motion: bool = True
    underline_links: bool = False
    compact: bool = False
    spacing: float = USUAL_SPACING
    """The height of a line that is read, in heights of the letters."""
    chosen: Scheme = Scheme.LIGHT
    """What the colours were asked for by, which may be to follow the desktop."""

    def px(self, length: float) -> int:
        """A length of the drawings in pixels at the present text size."""
        return max(1, round(length * self.text_scale))

    def pad(self, length: float) -> int:
        """The room above or below the words of a row in pixels; less where rows are compact."""
        return self.px(length - _SAVED_BY_COMPACT if self.compact else length)

    def row(self, length: float) -> int:
        """The height of a row in pixels; less where rows are compact."""
        return self.px(length - 2 * _SAVED_BY_COMPACT if self.compact else length)

    def with_text_scale(self, scale: float) -> "Look":
        return replace(self, text_scale=min(LARGEST_TEXT, max(SMALLEST_TEXT, round(scale, 2))))


def resolve(choice: Scheme, *, system_dark: bool, system_contrast: bool) -> Tokens:
    """The tokens for a choice, given what the desktop prefers."""
    if choice is not Scheme.SYSTEM:
        return SCHEMES[choice]
    if system_contrast:
        return HIGH_CONTRAST
    return DARK if system_dark else LIGHT


def desktop_preference() -> tuple[bool, bool]:
    """Whether the desktop asks for dark, and for high contrast; with the next, all that the program asks it."""
    hints = QGuiApplication.styleHints()
    contrast = hints.accessibility().contrastPreference()
    return hints.colorScheme() is Qt.ColorScheme.Dark, contrast is Qt.ContrastPreference.HighContrast


def desktop_wants_stillness() -> bool:
    """Whether the desktop asks that nothing moves without need."""
    hints = QGuiApplication.styleHints()
    return hints.accessibility().motionPreference() is Qt.MotionPreference.ReducedMotion


def palette(tokens: Tokens) -> QPalette:
    """The Qt palette of a scheme."""
    made = QPalette()
    role = QPalette.ColorRole
    plain = {
        role.Window: tokens.window,
        role.WindowText: tokens.text,
        role.Base: tokens.surface,
        role.AlternateBase: tokens.raised,
        role.Text: tokens.text,
        role.Button: tokens.surface,
        role.ButtonText: tokens.text,
        role.BrightText: tokens.bad,
        role.ToolTipBase: tokens.raised,
        role.ToolTipText: tokens.text,
        role.PlaceholderText: tokens.muted,
        role.Highlight: tokens.selection,
        role.HighlightedText: tokens.on_selection,
        role.Accent: tokens.accent,
        role.Link: tokens.accent,
        role.LinkVisited: tokens.accent,
        role.Light: tokens.surface,
        role.Midlight: tokens.raised,
        role.Mid: tokens.divider,
        role.Dark: tokens.edge,
        role.Shadow: tokens.edge,
    }
    for each, colour in plain.items():
        made.setColor(each, QColor(colour))
    for each in (role.WindowText, role.Text, role.ButtonText, role.HighlightedText):
        made.setColor(QPalette.ColorGroup.Disabled, each, QColor(tokens.disabled))
    return made


def active() -> Look:
    """The look in force; the light one at 100 % before any was applied."""
    app = QCoreApplication.instance()
    look = app.property(LOOK_PROPERTY) if app is not None else None
    return look if isinstance(look, Look) else Look()


def tokens() -> Tokens:
    """The tokens in force."""
    return active().tokens


def px(length: float) -> int:
    """A length of the drawings, scaled with the text."""
    return active().px(length)


def pad(length: float) -> int:
    """The room above or below the words of a row, in the density in force."""
    return active().pad(length)


def row(length: float) -> int:
    """The height of a row, in the density in force."""
    return active().row(length)
