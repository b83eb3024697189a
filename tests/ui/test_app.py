# SPDX-License-Identifier: MIT
"""The application's look, its fault hook, and the interpreter's footing."""

import sys

import pytest
from PySide6.QtCore import QObject
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from crmtrainer.ui import appearance, fonts, icons, theme
from crmtrainer.ui.app import FaultHook, make_application
from crmtrainer.ui.fonts import Type
from crmtrainer.ui.shell.action_table import ACTIONS
from crmtrainer.ui.shell.fault import fault_details
from crmtrainer.ui.shell.sections import Section, section_icon
from crmtrainer.ui.theme import DARK, Look, Scheme


def test_application_wears_fusion_and_the_bundled_letters(qapp: QApplication) -> None:
    app = make_application([], scheme=Scheme.DARK)
    assert app is qapp
    assert theme.tokens() is DARK
    assert app.font().family() == "Noto Sans"
    assert app.font().pointSizeF() == pytest.approx(10.5)
    assert {"Noto Sans", "Lexend"} <= set(QFontDatabase.families())


def test_captions_stay_readable_in_small_text() -> None:
    assert fonts.point_size(Look(text_scale=0.8), Type.CAPTION) == 9.0
    assert fonts.point_size(Look(family="Lexend"), Type.BODY) == 12.0


def test_system_scheme_asks_the_desktop(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(theme, "desktop_preference", lambda: (True, False))
    look = appearance.look_for(Scheme.SYSTEM, Look(text_scale=1.5))
    assert (look.tokens, look.text_scale) == (DARK, 1.5)


def test_every_icon_named_is_in_the_family(qapp: QApplication) -> None:
    named = [spec.icon for spec in ACTIONS if spec.icon] + [section_icon(s) for s in Section]
    assert [name for name in named if not icons.known(name)] == []


def test_icons_follow_the_theme_without_being_made_again(qapp: QApplication) -> None:
    icon = icons.icon("phone-outline", "text")
    light = icon.pixmap(24, 24).toImage()
    appearance.apply(qapp, Look(tokens=DARK))
    assert icon.pixmap(24, 24).toImage() != light


def test_fault_details_hold_places_but_no_values() -> None:
    try:
        int("Maire Ilves")
    except ValueError as error:
        details = fault_details(type(error), error.__traceback__)
    assert details.startswith("ValueError\ntest_app.py:")
    assert "Ilves" not in details


def test_hook_reports_and_gives_back(qtbot: QtBot, caplog: pytest.LogCaptureFixture) -> None:
    before = sys.excepthook
    hook = FaultHook()
    with qtbot.waitSignal(hook.fault) as told:
        hook._caught(KeyError, KeyError("x"), None)
    assert told.args == ["KeyError"]
    assert "A fault of the program" in caplog.text
    assert sys.excepthook is before


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None is immortal there")
def test_shared_values_cannot_be_used_up(qapp: QApplication) -> None:
    subject = QObject()
    for _ in range(20_000):
        subject.setObjectName("again")
        subject.isWidgetType()
        subject.inherits("QObject")
    assert min(sys.getrefcount(shared) for shared in (None, True, False)) > 1 << 50
    assert QGuiApplication.instance() is qapp
