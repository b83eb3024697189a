# SPDX-License-Identifier: MIT
"""Windows full of hostile words go when their test is over, and wear no sheet: they say the same without one."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication


@pytest.fixture(autouse=True)
def _windows_go(request: pytest.FixtureRequest) -> Iterator[None]:
    if "qapp" not in request.fixturenames:
        yield
        return
    app = request.getfixturevalue("qapp")
    assert isinstance(app, QApplication)
    app.setStyleSheet("")
    yield
    app.sendPostedEvents(None, QEvent.Type.DeferredDelete)
