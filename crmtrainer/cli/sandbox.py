# SPDX-License-Identifier: MIT
"""`sandbox …`: the filled worlds of this data folder, to practise in freely without a scenario."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from crmtrainer.cli.acts import As, Person
from crmtrainer.cli.attempts import let_pass
from crmtrainer.cli.common import MOST_MINUTES, open_house, plain, settings_of, show
from crmtrainer.kernel.commands import Role
from crmtrainer.kernel.plain import visible

if TYPE_CHECKING:
    from crmtrainer.house.sandboxes import Sandbox

_HELP = """\b
Examples:
  crmtrainer sandbox list
  crmtrainer sandbox open "Tuesday class"
  crmtrainer ask tickets.queue --world FILE
  crmtrainer act note.add '{"customer_id": 12, "words": "Rang back."}' --world FILE
  crmtrainer sandbox wait "Tuesday class" --minutes 30

Worlds that `crmtrainer seed` or the Seeding page filled. NAME is what a world is called, or its file.
"""

Named = Annotated[str, typer.Argument(help="The world’s name, or its file.", metavar="NAME")]


def add_to(app: typer.Typer) -> None:
    """Add these commands to the command line."""
    group = typer.Typer(
        help=_HELP, short_help="Filled worlds to practise in.", no_args_is_help=True, rich_markup_mode=None
    )
    group.command("list")(list_worlds)
    group.command("open")(open_world)
    group.command("wait")(wait)
    group.command("report")(report)
    app.add_typer(group, name="sandbox")


def list_worlds(context: typer.Context) -> None:
    """List the filled worlds."""
    from crmtrainer.house.sandboxes import sandboxes

    show([_told(world) for world in sandboxes(settings_of(context).home)])


def open_world(context: typer.Context, named: Named, role: As = Person.LEARNER) -> None:
    """Open a world and tell how it stands: its organisation, practice time, and what waits in the queue."""
    from crmtrainer.agenda.queries import practice
    from crmtrainer.casework.lists import counts, queue
    from crmtrainer.house.sandboxes import find, open_sandbox
    from crmtrainer.organisation.queries import organisation

    with open_house(settings_of(context).home) as house:
        found, actor = find(house.home, named), house.actor_for(Role(role.value))
        world = open_sandbox(house, found.path, actor)
        try:
            show(
                {
                    "world": str(found.path),
                    "organisation": world.ask(organisation, actor).name,
                    "practice": plain(world.ask(practice, actor)),
                    "counts": plain(world.ask(counts, actor)),
                    "queue": plain(world.ask(queue, actor, limit=20)),
                }
            )
        finally:
            world.close()


def wait(
    context: typer.Context,
    named: Named,
    minutes: Annotated[
        int, typer.Option(min=0, max=MOST_MINUTES, help="Practice minutes to let pass; 0: to the next event.")
    ] = 0,
    role: As = Person.LEARNER,
) -> None:
    """Let practice time pass in a world, and what falls due happen."""
    from crmtrainer.agenda.queries import practice
    from crmtrainer.house.sandboxes import find, open_sandbox

    with open_house(settings_of(context).home) as house:
        actor = house.actor_for(Role(role.value))
        world = open_sandbox(house, find(house.home, named).path, actor)
        try:
            let_pass(world, actor, minutes)
            show(world.ask(practice, actor))
        finally:
            world.close()


def report(
    context: typer.Context,
    named: Named,
    out: Annotated[Path | None, typer.Option("--out", help="A file: .json, or else text.")] = None,
) -> None:
    """Count what is in a world as it stands now, with shares; to standard output, or to a file."""
    from crmtrainer.house.sandboxes import find, report_on
    from crmtrainer.seeding.telling import as_text, write_report

    home = settings_of(context).home
    counted = report_on(find(home, named))
    if out is None:
        typer.echo(visible(as_text(counted)), nl=False)
    else:
        write_report(counted, out)


def _told(world: Sandbox) -> dict[str, object]:
    return {
        "path": str(world.path),
        "name": world.name,
        "sector": world.sector,
        "customers": world.customers,
        "seed": world.seed,
        "as_of": world.as_of.isoformat(),
        "bytes": world.bytes,
        "kept_until": None if world.kept_until is None else world.kept_until.isoformat(),
        "can_be_opened": world.kept_until is None and world.has_organisation,
    }
