# SPDX-License-Identifier: MIT
"""`run` and `tour`: the commands that open the window. The window is imported only here, and late."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from crmtrainer.cli.common import settings_of


def add_to(app: typer.Typer) -> None:
    """Add these commands to the command line."""
    app.command("run")(run)
    app.command("tour")(tour)


def run(context: typer.Context) -> None:
    """Open the window."""
    from crmtrainer.ui.opening import run_window

    raise typer.Exit(run_window(settings_of(context).home, sys.argv[:1]))


def tour(
    out: Annotated[Path, typer.Option("--out", help="Where pictures, evidence and the tour's record go.")],
    quick: Annotated[bool, typer.Option("--quick", help="Take the pictures in the light look only.")] = False,
) -> None:
    """Play the whole main job through the real windows, without hands or a display, and leave pictures of it."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from crmtrainer.ui.tour import play_tour

    play_tour(out, dark=not quick, tell=typer.echo)
