# SPDX-License-Identifier: MIT
"""Keeps the databases of the schema that this program writes, populated, for every later program to open.

    python -m tests.old_databases.make

Run it once for each schema that is released, before the next one is begun. What is kept is never made anew.
"""

from __future__ import annotations

import gzip
import shutil
import sys
import tempfile
from pathlib import Path
from unittest.mock import patch

from crmtrainer.assessment.commands import MakeJudgement
from crmtrainer.assessment.queries import newest_rubrics
from crmtrainer.assessment.rules import Decision, Flag
from crmtrainer.house import House, worlds
from crmtrainer.kernel.commands import Realm, Role
from crmtrainer.kernel.ids import AttemptId
from crmtrainer.store.files import SCHEMAS, export_whole
from tests.house.an_attempt import make

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
        made = make(home, hand_over_well=False, reflection="At act 8 I said sorry.")
        with House.open(home) as house:
            _judge(house, made.ref)
            world = home / house.attempt_named(made.ref).path
        for realm, file in ((Realm.CENTRE, home / "centre.sqlite3"), (Realm.WORLD, world)):
            if realm in missing:
                export_whole(file, Path(folder) / f"{realm.value}.sqlite3")
                data = (Path(folder) / f"{realm.value}.sqlite3").read_bytes()
                kept(realm, SCHEMAS[realm]).write_bytes(gzip.compress(data, 9, mtime=0))
                print(kept(realm, SCHEMAS[realm]).name, len(data), kept(realm, SCHEMAS[realm]).stat().st_size)
    return 0


def _judge(house: House, ref: str) -> None:
    assessor = house.actor_for(Role.ASSESSOR)
    rubrics = house.centre.ask(newest_rubrics, assessor)
    rubric = next(ident for ident, found in rubrics.items() if found.criterion("S2-M4"))
    attempt = AttemptId(house.attempt_named(ref).id)
    first = MakeJudgement(attempt, "S2-M4", rubric, Decision.NOT_YET, "At act 42 the photo is missing.", (42,))
    answers = (Flag.YES, Flag.YES, Flag.YES, Flag.YES, Flag.YES)
    later = MakeJudgement(attempt, "S2-M4", rubric, Decision.COMPETENT, "At act 46 it is there.", (46,), *answers)
    for judgement in (first, later):
        house.centre.perform(judgement, assessor)


if __name__ == "__main__":
    sys.exit(main())
