# SPDX-License-Identifier: MIT
"""The parts of the settings page by name; they stand apart from it so that nobody loads the page to name one."""

from enum import Enum


class Part(Enum):
    """The parts, in the order of their tabs."""

    READING = 0
    KEYS = 1
