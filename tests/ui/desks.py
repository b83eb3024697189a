# SPDX-License-Identifier: MIT
"""A desk with the small town open on it, for tests of screens."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from crmtrainer.house import House
from crmtrainer.ui.desk import Desk
from tests.customers.town import populate
from tests.support import LEARNER, copied_world


@contextmanager
def town_desk(folder: Path) -> Iterator[Desk]:
    """A learner at a desk in the town, on Tuesday 3 March 2026 at nine; Mr Sahota and Mrs Ilves are on the phone."""
    town = copied_world(folder, populate=populate)
    with House.open(folder / "home") as house:
        desk = Desk(house, LEARNER)
        desk.open_world(town.world)
        yield desk
        desk.close()
