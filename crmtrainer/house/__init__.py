# SPDX-License-Identifier: MIT
"""A data folder in use: the centre, its worlds as files, and the acts that touch both. Faces hold a `House`."""

from crmtrainer.house.folder import PATIENCE, House
from crmtrainer.house.running import Running

__all__ = ["PATIENCE", "House", "Running"]
