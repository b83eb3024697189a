# SPDX-License-Identifier: MIT
"""The attempt that the tests of the house play, and the page that reviews it."""

from tests.house.conftest import made, played
from tests.ui.assessment.reviewing import answers, house, page

__all__ = ["answers", "house", "made", "page", "played"]
