# SPDX-License-Identifier: MIT
"""What every part of the tour holds: hands, the record, the golden run, and the ways to let practice time pass."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime

from crmtrainer.ui.opening import Opened
from crmtrainer.ui.tour.golden import Golden
from crmtrainer.ui.tour.hands import Hands, TourBroken
from crmtrainer.ui.tour.record import Record

MOST_EVENTS = 40


@dataclass(slots=True)
class Player:
    """One tour under way."""

    opened: Opened
    hands: Hands
    record: Record
    golden: Golden

    def step(self, name: str, picture: str) -> AbstractContextManager[None]:
        """One step of the tour; its picture is taken at its end, under this name."""
        return self.record.step(name, self.opened.window, picture)

    def now(self) -> datetime:
        """Practice time."""
        return self.opened.board.desk.world.clock.now()

    def next_step(self, words: str) -> None:
        """Press the one button at the top of the case, which says what comes next."""
        self.hands.until(lambda: self.offers(words), f"the next step is “{words}”")
        self.hands.click(self.opened.board.queue.work.header.primary)

    def offers(self, words: str) -> bool:
        """Whether the case in sight says that this comes next."""
        primary = self.opened.board.queue.work.header.primary
        return primary.isVisible() and primary.text().replace("&", "") == words

    def events_until(self, condition: Callable[[], bool], what: str) -> None:
        """Press Next event until something holds. Raises `TourBroken`."""
        for _ in range(MOST_EVENTS):
            # Lists are read beside the window: only what has been read can be seen.
            self.hands.until(self.opened.board.is_idle, "the window has read what it shows")
            if condition():
                return
            self.hands.press("Next event")
            self.hands.settle()
        raise TourBroken(f"no event brought it: {what}")

    def let_pass(self, words: str) -> None:
        """Let practice time pass by the menu."""
        self.hands.menu("Scenario", words)
