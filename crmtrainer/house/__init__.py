# SPDX-License-Identifier: MIT
"""A data folder in use: the centre, its worlds as files, and the acts that touch both. Faces hold a `House`."""

from crmtrainer.house.folder import PATIENCE, House

__all__ = ["PATIENCE", "House"]
