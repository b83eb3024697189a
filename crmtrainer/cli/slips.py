# SPDX-License-Identifier: MIT
"""`slip …` and `receipt …`: assessed attempts under a slip from the assessor, and how far their records go."""

from __future__ import annotations

from typing import Annotated

import typer

from crmtrainer.cli.common import open_house, settings_of, show
from crmtrainer.kernel.commands import Role

Ref = Annotated[str, typer.Argument(help="The attempt’s reference, like A-3F2C1B.")]


def add_to(app: typer.Typer) -> None:
    """Add these commands to the command line."""
    slips = typer.Typer(help="Slips for assessed attempts.", no_args_is_help=True, rich_markup_mode=None)
    slips.command("ask")(ask)
    slips.command("give")(give)
    slips.command("begin")(begin)
    slips.command("list")(list_slips)
    app.add_typer(slips, name="slip")
    receipts = typer.Typer(help="Receipts of records.", no_args_is_help=True, rich_markup_mode=None)
    receipts.command("show")(show_receipt)
    receipts.command("record")(record)
    receipts.command("list")(list_receipts)
    app.add_typer(receipts, name="receipt")


def ask(context: typer.Context) -> None:
    """For the learner: print the line to send to the assessor. It is of use for one slip, on this machine."""
    from crmtrainer.house.slips import ask_for_slip

    with open_house(settings_of(context).home) as house:
        show({"send_to_your_assessor": ask_for_slip(house.home, house.actor_for(Role.LEARNER))})


def give(
    context: typer.Context,
    scenario: Annotated[str, typer.Argument(help="The scenario’s key, like passed-to-warehouse.")],
    request: Annotated[str, typer.Argument(help="The learner’s line, beginning CRM-ASKS-1.")],
    days: Annotated[int, typer.Option(min=1, max=365, help="For how many days it holds.")] = 14,
    minutes: Annotated[int, typer.Option(min=1, max=240, help="How often a receipt is to be read out.")] = 15,
) -> None:
    """For the assessor: give out a slip for one attempt, and print the line that answers the learner."""
    from crmtrainer.house.slips import give_out
    from crmtrainer.journal.slips import read_answer

    with open_house(settings_of(context).home) as house:
        line = give_out(house, scenario, request, house.actor_for(Role.ASSESSOR), days=days, every=minutes)
        show({"attempt": read_answer(line)[0].slip.attempt, "send_to_the_learner": line})


def begin(
    context: typer.Context,
    line: Annotated[str, typer.Argument(help="The assessor’s line, beginning CRM-SLIP-1.")],
) -> None:
    """For the learner: begin the attempt that a slip allows. It is played in the window."""
    from crmtrainer.house.running import start_with

    with open_house(settings_of(context).home) as house:
        running = start_with(house, line, house.actor_for(Role.LEARNER))
        running.world.close()
        show({"attempt": running.row.ref, "world": str(house.home / running.row.path)})


def list_slips(context: typer.Context) -> None:
    """List the slips that were given out here."""
    from crmtrainer.assessment.queries import slips

    with open_house(settings_of(context).home) as house:
        show(house.centre.ask(slips, house.actor_for(Role.ASSESSOR)))


def show_receipt(context: typer.Context, ref: Ref) -> None:
    """Print the receipt of an attempt as it stands now, to be read out; the window may be open."""
    from crmtrainer.house.receipts import receipt_of

    found = receipt_of(settings_of(context).home, ref)
    show({"attempt": found.attempt, "entries": found.entries, "receipt": found.in_groups})


def record(
    context: typer.Context,
    ref: Ref,
    code: Annotated[str, typer.Argument(help="The twenty characters, with or without blanks.")],
    at: Annotated[str, typer.Option(help="When it was read out, like 2026-03-03T12:40; now, unless it is said.")] = "",
) -> None:
    """For the assessor: note a receipt that was read out; whatever the record says later is held against it."""
    from crmtrainer.assessment.commands import NoteReceipt
    from crmtrainer.assessment.queries import receipts
    from crmtrainer.house.trusting import parsed_time

    when = parsed_time(at) if at else None
    with open_house(settings_of(context).home) as house:
        assessor = house.actor_for(Role.ASSESSOR)
        house.centre.perform(NoteReceipt(ref, code, when), assessor)
        show(house.centre.ask(receipts, assessor, ref.upper())[-1])


def list_receipts(context: typer.Context, ref: Ref) -> None:
    """List the receipts of an attempt that were noted here."""
    from crmtrainer.assessment.queries import receipts

    with open_house(settings_of(context).home) as house:
        show(house.centre.ask(receipts, house.actor_for(Role.ASSESSOR), ref.upper()))
