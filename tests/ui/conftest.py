# SPDX-License-Identifier: MIT
"""Every test of the window runs in the light look with the bundled letters and the plurals of English."""

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
def _light_look(qapp: QApplication) -> Iterator[None]:
    look = Look(motion=False)
    if qapp.property("crmtrainer_look") != look:
        appearance.apply(qapp, look)
    yield
    keys.in_force().tell({})
    # What was put off until an event loop runs: without one, closed windows pile up, and each sheet goes over them all.
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    if qapp.property("crmtrainer_look") != look:
        appearance.apply(qapp, look)
