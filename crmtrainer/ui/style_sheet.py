# SPDX-License-Identifier: MIT
"""The short style sheet for Qt's own controls, as a pure function of the look. Rows and blocks paint themselves."""

from string import Template

from crmtrainer.ui.theme import Look, Tokens

GLYPH_FOLDER = "glyph"

_GLYPHS = {
    "down": ("muted", '<path d="M4.5 6.5 8 10l3.5-3.5"/>'),
    "up": ("muted", '<path d="M4.5 9.5 8 6l3.5 3.5"/>'),
    "right": ("muted", '<path d="M6.5 4.5 10 8l-3.5 3.5"/>'),
    "tick": ("on_accent", '<path d="M3.5 8.5 6.5 11.5 12.5 4.8"/>'),
    "dash": ("on_accent", '<path d="M4 8h8"/>'),
    "tick-off": ("disabled", '<path d="M3.5 8.5 6.5 11.5 12.5 4.8"/>'),
    "close": ("muted", '<path d="M4.5 4.5l7 7M11.5 4.5l-7 7"/>'),
}

_SHEET = Template("""
* { outline: 0; }
QWidget#page, QStackedWidget, QMainWindow { background: $window; }
QToolTip { color: $text; background: $raised; border: 1px solid $edge; padding: ${p4}px ${p6}px; }

QPushButton { background: $surface; color: $text; border: 1px solid $edge; border-radius: ${p6}px;
  padding: 0 ${p12}px; min-height: ${p30}px; }
QPushButton:hover { background: $raised; }
QPushButton:pressed { background: $selection; color: $on_selection; }
QPushButton:checked { background: $selection; color: $on_selection; border-color: $accent; }
QPushButton:disabled { color: $disabled; border-color: $divider; background: $surface; }
QPushButton[small="true"] { min-height: ${p26}px; padding: 0 ${p8}px; }
QPushButton[variant="primary"] { background: $accent; color: $on_accent; border-color: $accent; }
QPushButton[variant="primary"]:hover { background: $accent_hover; border-color: $accent_hover; }
QPushButton[variant="colleague"] { background: $colleague; color: $on_colleague; border-color: $colleague; }
QPushButton[variant="primary"]:disabled, QPushButton[variant="colleague"]:disabled {
  background: $surface; color: $disabled; border-color: $divider; }
QPushButton[variant="danger"] { color: $bad; border-color: $bad; }
QPushButton[variant="danger"]:disabled { color: $disabled; border-color: $divider; }
QPushButton[variant="link"] { color: $accent; border: 1px solid transparent; background: transparent;
  padding: 0 ${p4}px; min-height: ${p24}px; }
QPushButton[variant="link-on-accent"] { color: $on_accent; border: 1px solid transparent; background: transparent;
  padding: 0 ${p4}px; min-height: ${p24}px; }
QPushButton[variant="link"]:disabled { color: $disabled; }
QPushButton[variant="quiet"] { border: 1px solid transparent; background: transparent;
  padding: 0 ${p8}px; }
QPushButton[variant="link"]:hover, QPushButton[variant="quiet"]:hover { background: $raised; }
QPushButton[variant="quiet"]:disabled { color: $disabled; }
QPushButton[iconOnly="true"] { padding: 0; min-width: ${p30}px; }
QPushButton[iconOnly="true"][small="true"] { min-width: ${p26}px; }
QPushButton[menu="true"] { padding-right: ${p28}px; }
QPushButton::menu-indicator { image: url(${g}down.svg); width: ${p16}px; height: ${p16}px;
  subcontrol-origin: padding; subcontrol-position: center right; right: ${p8}px; }

QLineEdit, QPlainTextEdit, QTextEdit { placeholder-text-color: $muted; }
QLineEdit, QComboBox, QAbstractSpinBox, QPlainTextEdit, QTextEdit { background: $surface; color: $text;
  border: 1px solid $edge; border-radius: ${p6}px; selection-background-color: $accent;
  selection-color: $on_accent; }
QLineEdit, QComboBox, QAbstractSpinBox { min-height: ${p30}px; padding: 0 ${p8}px; }
QPlainTextEdit, QTextEdit { padding: ${p4}px ${p6}px; }
QAbstractSpinBox QLineEdit, QComboBox QLineEdit { border: 0; padding: 0; min-height: 0; background: transparent; }
QLineEdit[fault="true"], QComboBox[fault="true"], QAbstractSpinBox[fault="true"], QPlainTextEdit[fault="true"],
QTextEdit[fault="true"] { border: 2px solid $bad; }
QLineEdit[fault="true"], QComboBox[fault="true"], QAbstractSpinBox[fault="true"] { min-height: ${p28}px;
  padding-left: ${p7}px; padding-right: ${p7}px; }
QLineEdit:disabled, QComboBox:disabled, QAbstractSpinBox:disabled, QPlainTextEdit:disabled, QTextEdit:disabled {
  color: $disabled; border-color: $divider; }
QLineEdit:read-only, QPlainTextEdit:read-only { background: $window; }
QPlainTextEdit[bare="true"], QTextEdit[bare="true"], QLineEdit[bare="true"] {
  border: 0; background: transparent; padding: 0; }
QComboBox::drop-down, QDateTimeEdit::drop-down { border: 0; width: ${p24}px;
  subcontrol-origin: padding; subcontrol-position: center right; }
QComboBox::down-arrow, QDateTimeEdit::down-arrow { image: url(${g}down.svg); width: ${p16}px; height: ${p16}px; }
QComboBox QAbstractItemView { background: $surface; border: 1px solid $edge; color: $text;
  selection-background-color: $selection; selection-color: $on_selection; }
QLineEdit#qt_spinbox_lineedit { margin-left: ${p8}px; padding: 0; }
QAbstractSpinBox { padding: 0 ${p24}px 0 0; min-height: ${p30}px; max-height: ${p30}px; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button { border: 0; background: transparent;
  width: ${p24}px; height: ${p14}px; subcontrol-origin: border; }
QAbstractSpinBox::up-button { subcontrol-position: top right; top: 1px; right: ${p2}px; }
QAbstractSpinBox::down-button { subcontrol-position: bottom right; bottom: 1px; right: ${p2}px; }
QAbstractSpinBox::up-arrow { image: url(${g}up.svg); width: ${p14}px; height: ${p14}px; }
QAbstractSpinBox::down-arrow { image: url(${g}down.svg); width: ${p14}px; height: ${p14}px; }

QCheckBox, QRadioButton { spacing: ${p8}px; color: $text; min-height: ${p24}px; }
QCheckBox:disabled, QRadioButton:disabled { color: $disabled; }
QCheckBox::indicator, QRadioButton::indicator, QGroupBox::indicator, QAbstractItemView::indicator {
  width: ${p14}px; height: ${p14}px; border: ${b}px solid $edge; background: $surface; }
QCheckBox::indicator, QAbstractItemView::indicator { border-radius: ${p3}px; }
QRadioButton::indicator { border-radius: ${r}px; }
QCheckBox::indicator:checked, QAbstractItemView::indicator:checked {
  background: $accent; border-color: $accent; image: url(${g}tick.svg); }
QCheckBox::indicator:indeterminate { background: $accent; border-color: $accent; image: url(${g}dash.svg); }
QRadioButton::indicator:checked { border-color: $accent; background: qradialgradient(cx:0.5, cy:0.5, radius:0.5,
  fx:0.5, fy:0.5, stop:0 $accent, stop:0.52 $accent, stop:0.6 $surface, stop:1 $surface); }
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled { border-color: $divider; }
QCheckBox::indicator:checked:disabled { background: $raised; image: url(${g}tick-off.svg); }

QToolButton { background: transparent; color: $text; border: 1px solid transparent; border-radius: ${p6}px;
  padding: 0 ${p6}px; min-height: ${p30}px; min-width: ${p24}px; }
QToolButton:hover { background: $raised; }
QToolButton:pressed, QToolButton:checked { background: $selection; color: $on_selection; }
QToolButton:disabled { color: $disabled; }
QFrame[divider="true"] { border: 0; background: $divider; max-width: 1px; min-width: 1px; }
QFrame[divider="true"][frameShape="4"] { max-width: 100000px; min-width: 0; max-height: 1px; min-height: 1px; }
QStatusBar { background: $window; border-top: 1px solid $divider; color: $text; }
QStatusBar::item { border: 0; }

QMenuBar { background: $surface; color: $text; padding: 0 ${p8}px; }
QMenuBar::item { padding: ${p4}px ${p8}px; background: transparent; border-radius: ${p4}px; }
QMenuBar::item:selected { background: $selection; color: $on_selection; }
QMenu { background: $surface; color: $text; border: 1px solid $edge; padding: ${p4}px 0; }
QMenu::item { padding: ${p6}px ${p24}px ${p6}px ${p12}px; }
QMenu::item:selected { background: $selection; color: $on_selection; }
QMenu::item:disabled { color: $disabled; }
QMenu::icon { padding-left: ${p12}px; }
QMenu::separator { height: 1px; background: $divider; margin: ${p4}px 0; }
QMenu::right-arrow { image: url(${g}right.svg); width: ${p16}px; height: ${p16}px; }

QTabWidget::pane { border: 0; border-top: 1px solid $divider; background: $surface; }
QTabBar { background: transparent; qproperty-drawBase: 0; }
QTabBar::tab { color: $muted; background: transparent; border: 0; border-bottom: 3px solid transparent;
  padding: 0 ${p4}px; margin: 0 ${p8}px; height: ${p33}px; }
QTabBar[tight="true"]::tab { padding: 0 ${p2}px; margin: 0 ${p3}px; }
QTabBar::tab:selected { color: $text; border-bottom-color: $accent; }
QTabBar::tab:hover { color: $text; }
QTabBar::tab:disabled { color: $disabled; }
QTabBar::close-button { image: url(${g}close.svg); }

QHeaderView { background: $raised; }
QHeaderView::section { background: $raised; color: $text; border: 0; border-bottom: 1px solid $divider;
  padding: 0 ${p8}px; min-height: ${p32}px; }
QTableCornerButton::section { background: $surface; border: 0; }
QTableView, QTreeView, QListView { background: $surface; color: $text; border: 0; gridline-color: $divider;
  selection-background-color: $selection; selection-color: $on_selection; alternate-background-color: $window; }
QListView[ground="window"] { background: $window; }
QScrollArea { border: 0; background: $window; }
QScrollArea[ground="surface"] { background: $surface; }
QScrollArea > QWidget > QWidget { background: transparent; }
QScrollBar:vertical { background: transparent; width: ${p12}px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: ${p12}px; margin: 0; }
QScrollBar::handle { background: $edge; border-radius: ${p3}px; }
QScrollBar::handle:vertical { min-height: ${p32}px; margin: ${p2}px ${p3}px; }
QScrollBar::handle:horizontal { min-width: ${p32}px; margin: ${p3}px ${p2}px; }
QScrollBar::handle:hover { background: $muted; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QProgressBar { border: 1px solid $edge; border-radius: ${p5}px; background: $raised; max-height: ${p10}px;
  min-height: ${p10}px; }
QProgressBar::chunk { background: $accent; border-radius: ${p4}px; }
QSlider:horizontal { min-height: ${p24}px; min-width: ${p30}px; }
QSlider::groove:horizontal { height: ${p4}px; background: $divider; border-radius: ${p2}px; }
QSlider::sub-page:horizontal { background: $accent; border-radius: ${p2}px; }
QSlider::handle:horizontal { background: $accent; width: ${p16}px; height: ${p16}px; margin: -${p6}px 0;
  border-radius: ${p8}px; }
QSplitter::handle { background: $divider; }
QSplitter::handle:hover { background: $accent; }
QLabel { background: transparent; }
QLabel:disabled { color: $disabled; }
""")

_LENGTHS = (2, 3, 4, 5, 6, 7, 8, 10, 12, 14, 16, 24, 26, 28, 30, 32, 33)


def glyphs(tokens: Tokens) -> dict[str, str]:
    """The few SVG marks that controls need, by file name."""
    prefix = tokens.scheme.value
    return {
        f"{prefix}-{name}.svg": (
            '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16" width="16" height="16">'
            f'<g fill="none" stroke="{getattr(tokens, token)}" stroke-width="1.7" stroke-linecap="round" '
            f'stroke-linejoin="round">{path}</g></svg>'
        )
        for name, (token, path) in _GLYPHS.items()
    }


def _mix(first: str, second: str, share: float) -> str:
    pairs = [(int(first[i : i + 2], 16), int(second[i : i + 2], 16)) for i in (1, 3, 5)]
    return "#" + "".join(f"{round(a + (b - a) * share):02X}" for a, b in pairs)


def style_sheet(look: Look) -> str:
    """The style sheet for a look."""
    tokens = look.tokens
    border = look.px(1) if look.text_scale >= 1.5 else 1
    names = {f"p{n}": look.px(n) for n in _LENGTHS}
    colours = {n: getattr(tokens, n) for n in _colours(tokens)}
    return _SHEET.substitute(
        names,
        **colours,
        accent_hover=_mix(tokens.accent, tokens.text, 0.18),
        b=border,
        r=(look.px(14) + 2 * border) // 2,
        g=f"{GLYPH_FOLDER}:{tokens.scheme.value}-",
    )


def _colours(tokens: Tokens) -> tuple[str, ...]:
    return tuple(n for n in type(tokens).__slots__ if n not in ("scheme", "dark"))
