# SPDX-License-Identifier: MIT
"""Opens the window over a data folder: the composition of the face, as `bootstrap` is of the core."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from pathlib import Path

from crmtrainer.house import House
from crmtrainer.house.logs import start_logging
from crmtrainer.house.slips import without_key
from crmtrainer.kernel.commands import Actor, Origin, Role
from crmtrainer.kernel.errors import StoreUnavailable
from crmtrainer.settings import COLOURS
from crmtrainer.ui import appearance, theme
from crmtrainer.ui.chosen_look import look_of, read
from crmtrainer.ui.desk import Desk
from crmtrainer.ui.kept_choices import Kept
from crmtrainer.ui.shell.actions import Actions
from crmtrainer.ui.shell.main_window import MainWindow
from crmtrainer.ui.shell.sections import Section
from crmtrainer.ui.shell.switchboard import Switchboard
from crmtrainer.ui.shell.window_layout import WindowLayout
from crmtrainer.ui.tasks import ThreadTasks
from crmtrainer.ui.theme import Look
from crmtrainer.ui.way_on import find_way_on

_PATIENCE = 5.0
"""Seconds that the window waits for a command that is about to be done."""
_NOBODY = Actor("nobody", Role.LEARNER)


@dataclass(slots=True)
class Opened:
    """An open window with everything behind it."""

    house: House
    window: MainWindow
    board: Switchboard

    def close(self) -> None:
        """Close window, world and data folder."""
        self.window.close()
        self.board.close()
        self.house.close()


def open_window(home: Path, frame: MainWindow | None = None, base: Look | None = None) -> Opened:
    """Compose the window over a data folder, in its frame where that is shown already; a QApplication must be there.

    `base` is the look of somebody who has chosen nothing; without one, that in force. Raises `StoreUnavailable`.
    """
    base = base or theme.active()
    house = House.open(home, patience=_PATIENCE, stays=True)
    try:
        known = house.remembered().get("last.role")
        actor = house.actor_for(Role(known), Origin.WINDOW) if known else _NOBODY
        person = actor.pseudonym if known else ""
        dress_for(house, person, base)
        desk = Desk(house, actor)
        with appearance.undressed():
            window = frame or MainWindow(Actions())
            board = Switchboard(window, desk, ThreadTasks(), base)
    except BaseException:
        house.close()
        raise
    board.choices.sit(person, desk.person_name)
    if frame is None:
        WindowLayout(window, home).restore()
    if house.notice is not None:
        desk.refused.emit(house.notice)
    if known is None:
        board.ask_who()
    else:
        window.show_section(Section.REVIEW if actor.role is Role.ASSESSOR else Section.SCENARIOS)
    return Opened(house, window, board)


def dress_for(house: House, person: str, base: Look) -> None:
    """Put on what this person chose before anything is built in it."""
    kept = Kept(house.home)
    # Where colours were kept before there was a file for choices.
    earlier = house.remembered().get(COLOURS.key)
    if earlier is not None and COLOURS.read(earlier) is not None and COLOURS.key not in kept.of(""):
        kept.put("", {COLOURS.key: earlier})
    appearance.dress(look_of(read(kept.of(person)), base))


def open_with_log(
    home: Path, frame: MainWindow | None = None, base: Look | None = None
) -> tuple[Opened, logging.Handler]:
    """The window and its log, as often as somebody finds a way on. Raises `StoreUnavailable` where there is none."""
    restored = False
    while True:
        try:
            handler = start_logging(home)
            try:
                opened = open_window(home, frame, base)
                if restored and (lost := without_key(home)) is not None:
                    opened.board.desk.refused.emit(lost)
                return opened, handler
            except BaseException:
                logging.getLogger().removeHandler(handler)
                handler.close()
                raise
        except StoreUnavailable as problem:
            restored = find_way_on(home, problem)
            if not restored:
                raise
