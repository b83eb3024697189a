# SPDX-License-Identifier: MIT
"""The attempt that the tests of the house play, for the reports on it."""

from tests.house.conftest import made, played

__all__ = ["made", "played"]
