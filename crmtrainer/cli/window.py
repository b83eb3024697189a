# SPDX-License-Identifier: MIT
"""`run` and `tour`: the commands that open the window. The window is imported only here, and late."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from crmtrainer.cli.common import say, settings_of
from crmtrainer.cli.straight import open_window


def add_to(app: typer.Typer) -> None:
    """Add these commands to the command line."""
    app.command("run")(run)
    app.command("tour")(tour)


def run(
    context: typer.Context,
    world: Annotated[str, typer.Option("--world", help="Open this practice world: its name, or its file.")] = "",
) -> None:
    """Open the window."""
    home = settings_of(context).home
    found = None
    if world:
        from crmtrainer.house.sandboxes import find

        found = find(home, world)
    raise typer.Exit(open_window(home, world=found))


def tour(
    out: Annotated[Path, typer.Option("--out", help="Where pictures, evidence and the tour’s record go.")],
    quick: Annotated[bool, typer.Option("--quick", help="Take the pictures in the light look only.")] = False,
) -> None:
    """Play the whole main job through the real windows, without hands or a display, and leave pictures of it."""
    if not _has_display():
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from crmtrainer.ui.tour import TourBroken, play_tour

    try:
        play_tour(out, dark=not quick, tell=say)
    except TourBroken as problem:
        say(f"The tour broke off. {problem}", err=True)
        raise typer.Exit(1) from problem


def _has_display() -> bool:
    if not sys.platform.startswith("linux"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
