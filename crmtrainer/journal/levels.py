# SPDX-License-Identifier: MIT
"""How far a record can be relied on, and why not further."""

from enum import StrEnum


class Level(StrEnum):
    """How far a record can be relied on, from the weakest up."""

    SELF_HELD = "self_held"
    SEALED = "sealed"
    WITNESSED = "witnessed"


class Ground(StrEnum):
    """Why a level is not higher."""

    NOTHING_HELD = "nothing_held"
    """Nothing about this attempt is held here."""
    SAME_FOLDER = "same_folder"
    """Keys and receipts lie in the data folder in which the record was made."""
    NOT_BORNE_OUT = "not_borne_out"
    """What is held here speaks against the record."""
    ENOUGH = ""
