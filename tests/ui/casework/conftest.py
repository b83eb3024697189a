# SPDX-License-Identifier: MIT
"""My queue in a shift: pages shown and entered, at whatever moment a test begins."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from crmtrainer.scenarios.rules import Mode
from crmtrainer.ui import appearance
from crmtrainer.ui.casework.case_page import CasePage
from crmtrainer.ui.casework.page import QueuePage
from tests.ui.casework.shift import Shift, a_shift

Begin = Callable[..., Shift]
Show = Callable[..., CasePage]


@pytest.fixture
def begin(tmp_path: Path) -> Iterator[Begin]:
    """Begin a shift at a moment: `begin("complaint")`."""
    with ExitStack() as stack:

        def started(moment: str = "", mode: Mode = Mode.PRACTISE) -> Shift:
            return stack.enter_context(a_shift(tmp_path, moment, mode))

        yield started


@pytest.fixture
def show(qtbot: QtBot) -> Show:
    """Show a page of a shift as the window would."""

    def shown(shift: Shift, make: type[CasePage] = QueuePage, size: tuple[int, int] = (1036, 620)) -> CasePage:
        with appearance.undressed():  # as the window is put together
            page = make(shift.desk)  # type: ignore[call-arg]  # the sections take the desk alone
        qtbot.addWidget(page)
        page.resize(*size)
        page.show()
        page.activateWindow()
        qtbot.waitUntil(page.isActiveWindow)
        page.entered()
        return page

    return shown
