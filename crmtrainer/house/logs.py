# SPDX-License-Identifier: MIT
"""The program's own log: a rotating file in the data folder, with faults and no personal data."""

from __future__ import annotations

import logging
from logging.handlers import RotatingFileHandler
from pathlib import Path

from crmtrainer.store.problems import told_of

LARGEST = 1_000_000
KEPT = 3


def log_file(home: Path) -> Path:
    """Where the log stands."""
    return home / "logs" / "crmtrainer.log"


def start_logging(home: Path) -> RotatingFileHandler:
    """Write warnings and faults to the log from now on. Gives the handler, to be closed by whoever began.

    Raises `StoreUnavailable` when nothing can be written there.
    """
    file = log_file(home)
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(file, maxBytes=LARGEST, backupCount=KEPT, encoding="utf-8")
    except OSError as problem:
        raise told_of(problem, home) or problem from problem
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    handler.setLevel(logging.WARNING)
    logging.getLogger().addHandler(handler)
    return handler
