# SPDX-License-Identifier: MIT
"""Keeps the databases of the schema that this program writes, populated, for every later program to open.

    python -m tests.old_databases.make

Run it once for each schema, on the very program that is released with it: as the last step of that release, and at the
latest before `SCHEMAS` counts one more, which the tests refuse without it. What is kept is never made anew.

Until then the newest schema has no file here. It is still amended, and a file of it would have to be made anew each
time to be worth anything, while it tests nothing that a new file does not: every older one that is kept is brought to
that schema, worked in and verified, and then brought to one after it.
"""

from __future__ import annotations

import gzip
import shutil
import sqlite3
import sys
import tempfile
from contextlib import closing
from pathlib import Path
from unittest.mock import patch

from crmtrainer.agenda.commands import SetSpeed
from crmtrainer.assessment.commands import MakeJudgement, NoteReceipt
from crmtrainer.assessment.queries import newest_rubrics
from crmtrainer.assessment.rules import Decision, Flag
from crmtrainer.house import House, worlds
from crmtrainer.house.receipts import receipt_now
from crmtrainer.house.running import finish, hand_in, start_with
from crmtrainer.house.slips import ask_for_slip, give_out
from crmtrainer.kernel.commands import Realm, Role
from crmtrainer.kernel.ids import AttemptId
from crmtrainer.scenarios.commands import SubmitReflection
from crmtrainer.store.files import SCHEMAS, export_whole
from tests.house.an_attempt import LEARNER_NAME, SCENARIO, Player, play

HERE = Path(__file__).resolve().parent
CUSTOMERS = 20


def kept(realm: Realm, schema: int) -> Path:
    """Where the database of a schema is kept."""
    return HERE / f"{realm.value}-{schema:04}.sqlite3.gz"


def unpacked(realm: Realm, schema: int, path: Path) -> Path:
    """The database of a schema as a file of its own."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with gzip.open(kept(realm, schema)) as packed, path.open("wb") as file:
        shutil.copyfileobj(packed, file)
    return path


def main() -> int:
    missing = [realm for realm in Realm if not kept(realm, SCHEMAS[realm]).exists()]
    if not missing:
        print("The databases of these schemas are kept already.", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as folder, patch.object(worlds, "TEMPLATE_CUSTOMERS", CUSTOMERS):
        home = Path(folder) / "home"
        with House.open(home) as house:
            ref = _play(house)
            _judge(house, ref)
            world = home / house.attempt_named(ref).path
        for realm, file in ((Realm.CENTRE, home / "centre.sqlite3"), (Realm.WORLD, world)):
            if realm in missing:
                export_whole(file, Path(folder) / f"{realm.value}.sqlite3")
                data = (Path(folder) / f"{realm.value}.sqlite3").read_bytes()
                kept(realm, SCHEMAS[realm]).write_bytes(gzip.compress(data, 9, mtime=0))
                print(kept(realm, SCHEMAS[realm]).name, len(data), kept(realm, SCHEMAS[realm]).stat().st_size)
    return 0


def _play(house: House) -> str:
    """An assessed attempt under a slip, with a receipt, handed in. Gives its reference."""
    learner, assessor = house.enrol(Role.LEARNER, LEARNER_NAME), house.enrol(Role.ASSESSOR, "Ruth Calder")
    running = start_with(house, give_out(house, SCENARIO, ask_for_slip(house.home, learner), assessor), learner)
    player = Player(running, learner)
    player.do(SetSpeed(10))
    player.do(SetSpeed(0))
    play(player, hand_over_well=False)
    finish(house, running, learner)
    player.do(SubmitReflection("At act 8 I said sorry."))
    ref = running.row.ref
    house.centre.perform(NoteReceipt(ref, receipt_now(running.world.app.database, ref).in_groups), assessor)
    hand_in(house, running, learner)
    running.world.close()
    return ref


def _judge(house: House, ref: str) -> None:
    assessor = house.actor_for(Role.ASSESSOR)
    rubrics = house.centre.ask(newest_rubrics, assessor)
    rubric = next(ident for ident, found in rubrics.items() if found.criterion("S2-M4"))
    attempt = AttemptId(house.attempt_named(ref).id)
    without, with_photo = _handed_over(house.home / house.attempt_named(ref).path)
    words = f"At act {without} the photo is missing.", f"At act {with_photo} it is there."
    first = MakeJudgement(attempt, "S2-M4", rubric, Decision.NOT_YET, words[0], (without,))
    answers = (Flag.YES, Flag.YES, Flag.YES, Flag.YES, Flag.YES)
    later = MakeJudgement(attempt, "S2-M4", rubric, Decision.COMPETENT, words[1], (with_photo,), *answers)
    for judgement in (first, later):
        house.centre.perform(judgement, assessor)


def _handed_over(world: Path) -> tuple[int, int]:
    """The acts by which work was passed on, first without and then with what the team asks for."""
    with closing(sqlite3.connect(world)) as connection:
        sent = "SELECT seq FROM journal_entry WHERE verb = 'handoff.send' AND outcome = 'done' ORDER BY seq"
        (first,), (second,) = connection.execute(sent).fetchall()
    return first, second


if __name__ == "__main__":
    sys.exit(main())
