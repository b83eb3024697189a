# SPDX-License-Identifier: MIT
"""The whole tour: its own data folder, its own window, a learner, an assessor, and what is left to show."""

import platform
import shutil
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6 import __version__ as pyside_version
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QApplication

from crmtrainer import __version__
from crmtrainer.house.catalogue import pack_of
from crmtrainer.ui.app import FaultHook, make_application
from crmtrainer.ui.opening import open_window
from crmtrainer.ui.theme import Look, Scheme
from crmtrainer.ui.tour.afternoon import play_afternoon
from crmtrainer.ui.tour.call import play_call
from crmtrainer.ui.tour.golden import SCENARIO, Golden
from crmtrainer.ui.tour.hands import Hands
from crmtrainer.ui.tour.player import Player
from crmtrainer.ui.tour.record import Record

SIZE = QSize(1180, 720)


def play_tour(out: Path, *, dark: bool, tell: Callable[[str], None]) -> None:
    """Play the main job from the first start to the evidence, and leave pictures and files in `out`.

    Raises `TourBroken` at the first step that does not come out as it should.
    """
    QApplication.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs)
    make_application([], scheme=Scheme.LIGHT, look=Look(motion=False))
    record = Record(out, dark=dark, tell=tell)
    hook = FaultHook()
    hook.fault.connect(record.note_fault)
    hook.install()
    try:
        with TemporaryDirectory(dir=out, prefix=".data-") as home:
            _play(Path(home), record)
    finally:
        hook.remove()


def _play(home: Path, record: Record) -> None:
    opened = open_window(home)
    try:
        window = opened.window
        window.resize(SIZE)
        window.show()
        window.activateWindow()
        golden = Golden(pack_of(home, SCENARIO).scenario(SCENARIO))
        player = Player(opened, Hands(window, record.check_faults), record, golden)
        play_call(player)
        play_afternoon(player)
    finally:
        opened.close()
