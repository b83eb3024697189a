# SPDX-License-Identifier: MIT
"""The whole main job played through the real windows by mouse and key: proof, and where the pictures come from."""

from crmtrainer.ui.tour.hands import TourBroken
from crmtrainer.ui.tour.play import play_tour

__all__ = ["TourBroken", "play_tour"]
