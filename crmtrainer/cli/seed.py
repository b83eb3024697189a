# SPDX-License-Identifier: MIT
"""`seed`: fill a new world with invented people. What they are is the business of `crmtrainer.seeding`."""

from __future__ import annotations

import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from crmtrainer.cli.common import USAGE, complain, open_house, say, settings_of
from crmtrainer.kernel.errors import BadInput, Expected

if TYPE_CHECKING:
    from crmtrainer.seeding.builder import Doing, Progress
    from crmtrainer.seeding.preview import Preview
    from crmtrainer.seeding.profile import Profile

CANCELLED = 130
_MANY = 200_000
"""From here on it takes minutes and gigabytes, so it is asked first."""
_Ages = Literal["mixed", "younger", "older"]
_HELP = """\b
Examples:
  crmtrainer seed --customers 5000 --seed 7
  crmtrainer seed --customers 200 --as-of 2026-05-29 --name "Tuesday class"
  crmtrainer seed --profile housing --customers 400 --ages older --arrears 200
  crmtrainer seed --profile council --customers 2000 --report council.txt
  crmtrainer seed --customers 1000000 --yes --quiet
  crmtrainer seed --customers 5000 --dry-run

Fill a new world with an organisation and invented people, their orders, contacts and cases, to practise in freely:
crmtrainer run --world NAME opens it in the window, crmtrainer sandbox --help says what else can be done with it.
Nobody in it is real: telephone numbers are reserved for drama, addresses lie in example domains, postcodes cannot
exist. The same numbers and day give the same people. Cancelled or killed, nothing is left behind.

Profiles: retail, broadband, housing (a landlord), council; each with its own products, teams, standards,
reasons for contact and wording.

The path of the new world goes to standard output, all else to standard error.

Leaves with 0 made, 1 not made, 64 written wrongly, 130 cancelled.
"""


def add_to(app: typer.Typer) -> None:
    """Add this command to the command line."""
    app.command("seed", help=_HELP, short_help="Fill a new world with invented people.")(seed)


def seed(
    context: typer.Context,
    customers: Annotated[int, typer.Option("--customers", min=1, help="How many customers.")] = 2000,
    number: Annotated[int, typer.Option("--seed", min=0, help="Same number, same people.")] = 7,
    as_of: Annotated[
        str, typer.Option("--as-of", help="The day the world stands at; histories end before it.", metavar="DATE")
    ] = "",
    name: Annotated[str, typer.Option("--name", help="What the organisation, and the world, is called.")] = "",
    sector: Annotated[
        str, typer.Option("--profile", help="The kind of organisation: retail, broadband, housing or council.")
    ] = "retail",
    ages: Annotated[
        _Ages, typer.Option("--ages", help="Of all ages, most 50 or over; or every second one young, or old.")
    ] = "mixed",
    cases: Annotated[int, typer.Option("--cases", help="How often something goes wrong, 100 is as usual there.")] = 100,
    needs: Annotated[int, typer.Option("--needs", help="How many need support, 100 is as usual there.")] = 100,
    arrears: Annotated[int, typer.Option("--arrears", help="How many owe money, 100 is as usual there.")] = 100,
    report: Annotated[
        Path | None, typer.Option("--report", help="Write what was made, with its shares: .json, or else text.")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be made, and make nothing.")] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask, however many there are.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Only the path, no progress.")] = False,
) -> None:
    """Fill a new world with invented people."""
    # Imported late: `crmtrainer --help` needs no numpy.
    from crmtrainer.house.sandboxes import free_path
    from crmtrainer.seeding.preview import preview
    from crmtrainer.seeding.report import report_of
    from crmtrainer.seeding.telling import write_report

    profile = _profile(customers, number, as_of, name, ages, cases, needs, arrears, sector)
    home = settings_of(context).home
    if dry_run:
        _tell_plan(profile, preview(profile), free_path(home, profile))
        return
    if customers >= _MANY and not yes:
        _ask_first(profile, preview(profile))
    try:
        path = _build(home, profile, quiet=quiet)
    except Expected as problem:
        complain(problem)
        raise typer.Exit(CANCELLED if problem.code == "seed.cancelled" else 1) from None
    typer.echo(str(path))
    if report is not None:
        try:
            write_report(report_of(path, profile.about()), report)
        except Expected as problem:
            complain(problem)
            raise typer.Exit(1) from None


def _profile(
    customers: int,
    number: int,
    as_of: str,
    name: str,
    ages: str,
    cases: int,
    needs: int,
    arrears: int,
    sector: str,
) -> Profile:
    from crmtrainer.seeding.profile import DEFAULT_AS_OF, Ages, Profile
    from crmtrainer.seeding.sectors import sector_named

    try:
        try:
            day = date.fromisoformat(as_of) if as_of else DEFAULT_AS_OF
        except ValueError:
            raise BadInput("seed.not_a_day", day=as_of[:40]) from None
        name = name or sector_named(sector).organisation
        return Profile(customers, number, day, name, Ages(ages), cases, needs, arrears, sector)
    except BadInput as problem:
        complain(problem)
        raise typer.Exit(USAGE) from None


def _build(home: Path, profile: Profile, *, quiet: bool) -> Path:
    from crmtrainer.house.sandboxes import make_sandbox, register

    began = time.monotonic()
    with open_house(home) as house, _stop_signals() as stopped:
        with _progress(quiet=quiet) as progress:
            built = make_sandbox(home, profile, progress=progress, cancelled=stopped)
        register(house, built, profile)
    if not quiet:
        rows, seconds = sum(built.rows.values()), time.monotonic() - began
        say(f"{profile.customers:,} customers, {rows:,} rows in {seconds:.1f} s. Nobody here is real.", err=True)
    return built.path


def _tell_plan(profile: Profile, plan: Preview, path: Path) -> None:
    say(f"Would make {path}")
    say(f"  {_size(plan)}, up to {profile.as_of.isoformat()}, seed {profile.seed}")
    for person in plan.people:
        note = f", {person.note}" if person.note else ""
        say(f"  {person.name}, {person.town}{note}, {person.tickets} tickets")


def _size(plan: Preview) -> str:
    return (
        f"{plan.customers:,} customers, about {plan.orders:,} orders, {plan.interactions:,} contacts,"
        f" {plan.tickets:,} tickets, {max(plan.bytes // 1_000_000, 1):,} MB"
    )


def _ask_first(profile: Profile, plan: Preview) -> None:
    """Raises `typer.Exit` unless somebody at a terminal agrees."""
    say(f"{_size(plan)}: this takes minutes.", err=True)
    if not sys.stdin.isatty():
        say("Add --yes to make it.", err=True)
        raise typer.Exit(USAGE)
    if not typer.confirm("Make it?", err=True):
        raise typer.Exit(CANCELLED)


class _Stop:
    """Whether somebody wants to stop. The first signal asks politely, the keyboard's second one interrupts."""

    def __init__(self) -> None:
        self.wanted = False

    def __call__(self) -> bool:
        return self.wanted

    def heed(self, number: int, frame: FrameType | None) -> None:
        if self.wanted and number == signal.SIGINT:
            raise KeyboardInterrupt
        self.wanted = True


@contextmanager
def _stop_signals() -> Iterator[_Stop]:
    stop = _Stop()
    numbers = [signal.SIGINT, signal.SIGTERM]
    if hasattr(signal, "SIGHUP"):
        numbers.append(signal.SIGHUP)
    before = {number: signal.signal(number, stop.heed) for number in numbers}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


_WORDS = {"people": "People and their histories", "indexes": "Indexes", "journal": "Journal"}


@contextmanager
def _progress(*, quiet: bool) -> Iterator[Progress]:
    """A bar on a terminal, plain lines elsewhere, nothing when asked to be quiet; always on standard error."""
    if quiet:
        yield lambda count, total, doing: None
    elif sys.stderr.isatty():
        with _bar() as progress:
            yield progress
    else:
        yield _lines()


@contextmanager
def _bar() -> Iterator[Progress]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bars:
        tasks = {doing: bars.add_task(words, total=None, visible=False) for doing, words in _WORDS.items()}

        def tell(count: int, total: int, doing: Doing) -> None:
            bars.update(tasks[doing], completed=count, total=total, visible=True)

        yield tell


def _lines() -> Progress:
    told: dict[str, int] = {}

    def tell(count: int, total: int, doing: Doing) -> None:
        steps = 10 if doing == "people" else 1
        reached = steps * count // max(total, 1)
        if reached > told.get(doing, 0):
            told[doing] = reached
            say(f"{_WORDS[doing]}: {count:,} of {total:,}", err=True)

    return tell
