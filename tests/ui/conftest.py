# SPDX-License-Identifier: MIT
"""Every test of the window runs in the light look with the bundled letters and the plurals of English.

The style sheet is put on only where a test is marked `sheet`: for what is measured, drawn or worn. It makes a window
half as fast to put together, and keys and clicks do the same without it.
"""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from crmtrainer.ui import appearance, keys
from crmtrainer.ui.app import install_translation
from crmtrainer.ui.dates import BRITISH
from crmtrainer.ui.theme import Look


@pytest.fixture(scope="session", autouse=True)
def _plurals(qapp: QApplication) -> None:
    assert install_translation(qapp, BRITISH)


@pytest.fixture(autouse=True)
def _light_look(qapp: QApplication, request: pytest.FixtureRequest) -> Iterator[None]:
    look = Look(motion=False)
    wears_sheet = request.node.get_closest_marker("sheet") is not None
    if qapp.property("crmtrainer_look") != look or (wears_sheet and not qapp.styleSheet()):
        appearance.apply(qapp, look)
    if not wears_sheet:
        qapp.setStyleSheet("")
    yield
    keys.in_force().tell({})
    # What was put off until an event loop runs: without one, closed windows pile up, and each sheet goes over them all.
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    if qapp.property("crmtrainer_look") != look:
        appearance.apply(qapp, look)
