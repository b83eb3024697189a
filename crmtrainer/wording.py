# SPDX-License-Identifier: MIT
"""Codes and facts to sentences for people: the rooms' own wordings together, the same in window and command line."""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Mapping
from functools import cache

from crmtrainer.kernel.errors import Expected, Fact

ROOMS = (
    "kernel",
    "journal",
    "agenda",
    "people",
    "organisation",
    "customers",
    "orders",
    "service_levels",
    "tickets",
    "limits",
    "interactions",
    "handoffs",
    "casework",
    "scenarios",
    "assessment",
    "seeding",
    "reports",
)

GENERAL = {
    "not_found": "There is no {kind} with the number {id} here.",
    "not_found.named": "There is no {kind} called {id} here.",
    "not_found.near": "There is no {kind} called {id} here. Did you mean {near}?",
    "role.not_allowed": "This is not yours to do: {verb} is closed to the role {role}.",
    "role.wrong_realm": "{verb} belongs elsewhere, not in the {realm}.",
    "request.reserved": "Leave colons out of request ids: those are kept for what the world does by itself.",
    "practice.too_far": "Practice time can be moved on by {days} days at most.",
    "world.barred": "This attempt’s file is damaged: it can be read, and nothing is saved. Restore a backup (File).",
    "world.handed_in": "What was handed in is evidence: it is read in the review, and never opened to act in it.",
    "world.no_organisation": "{name} was filled by an older crmtrainer and has no organisation in it. Fill it anew.",
    "world.not_at_the_desk": "Filled worlds are for learners and trainers. Switch person first.",
    "world.not_a_sandbox": "{path} is no filled world of this data folder: it stays where it is.",
    "request.reused": "This request number was used for another act, {verb}. Give this one a number of its own.",
    "command.unknown_verb": "There is no act called {verb}. See: crmtrainer acts",
    "command.unknown_verb.near": "There is no act called {verb}. Did you mean {near}?",
    "query.unknown": "There is no question called {query}. See: crmtrainer queries",
    "query.unknown.near": "There is no question called {query}. Did you mean {near}?",
    "codec.unknown_field": "{where} is not a field here. These are: {known}.",
    "codec.missing_field": "{where} is missing.",
    "codec.wrong_type": "{where} must be {wanted}.",
    "codec.not_one_of": "{where} must be one of: {wanted}.",
    "codec.not_an_object": "Write the arguments as a JSON object, like {{}}.",
    "codec.number_out_of_range": "{where} is too large a number: {limit} at most.",
    "codec.moment_out_of_range": "{where} must be a moment in the years {first} to {last}.",
    "codec.not_a_list": "{where} must be a list.",
    "codec.wrong_length": "{where} must hold {wanted} values.",
    "data.not_json": "That is not JSON: {problem}.",
    "data.float": "Write whole numbers, not {value}: money in pence, times in microseconds.",
    "data.number_too_large": "A number is too large: {limit} at most.",
    "data.duplicate_key": "The key {key} stands there twice.",
    "data.bad_key": "{key} cannot be a key here: use plain letters, digits and signs, at most 120.",
    "data.broken_text": "The text has characters that cannot be kept. Type it again, or paste it as plain text.",
    "data.too_deep": "The data is nested too deeply: {limit} levels at most.",
    "text.too_long": "Use at most {limit} characters; this has {length}.",
    "text.too_long_for": "Use at most {limit} characters for {where}; this has {length}.",
    "text.no_mark": "{where} must be one line of 1 to {limit} characters, none of them hidden, no blanks around it.",
    "number.out_of_range": "{where} must be a number from {least} to {most}.",
    "text.broken": "The text has characters that cannot be kept. Type it again, or paste it as plain text.",
    "time.naive": "{value} does not say in which zone. Write it with its offset, like 2026-12-24T11:30:00+00:00.",
    "time.out_of_range": "Use a time in the years {first} to {last}.",
    "store.missing": "There is no file at {path}, and none was made: restore a backup, or choose another.",
    "store.not_a_file": "What stands at {path} is a folder, a pipe or a device, and no file. Choose another.",
    "store.empty": "The file {path} is empty. It was left as it is; restore a backup, or choose another.",
    "store.foreign": "The file {path} is not one of this program’s. It was left as it is; choose another.",
    "store.truncated": (
        "The file {path} is cut short: it has {size} of {expected} bytes. It was left as it is; restore a backup."
    ),
    "store.newer": "The file {path} was written by a newer version of the program. Update the program to open it.",
    "store.exists": "There is a file at {path} already. Choose another name.",
    "store.wrong_kind": "The file {path} is a {kind} database, which cannot be opened here. Choose another.",
    "store.misplaced": (
        "The file {path} is a {kind}, and a {wanted} belongs there. It was left as it is:"
        " put it where it belongs, or restore a backup in its place."
    ),
    "store.unfinished": "The file {path} was never finished. Make it again.",
    "store.not_readable": "The file {path} cannot be read ({problem}). Make it readable, or choose another.",
    "store.not_written": "Nothing was saved: {problem}. Check the disk and try again.",
    "store.in_use": "The file {path} is open in another crmtrainer ({holder}). Close it there first.",
    "store.locked": "Another program is using {path}, so nothing was saved. Close it there, then try again.",
    "store.read_only": "Nothing can be saved in {path}. Make the file and its folder writable, or use another.",
    "store.full": "The disk of {path} is full, so nothing was saved. Make room, then try again.",
    "store.disk": "The disk failed at {path} ({problem}), so nothing was saved. Check the disk, then try again.",
    "store.damaged": "The file {path} is damaged ({problem}), and left as it is: crmtrainer rescue says what to do.",
    "store.record_broken": "The record in {path} does not hold at entry {entry}: crmtrainer rescue says what to do.",
    "store.record_cut": "The record in {path} is cut off before entry {entry}: crmtrainer rescue says what to do.",
    "store.no_room": "Bringing {path} up to date needs {needed} MB of free disk. Make room, then open it again.",
    "store.upgrade_failed": (
        "The file {path} could not be brought up to date ({problem}). It was left as it is:"
        " open it with the version that wrote it."
    ),
    "store.upgrade_unsound": (
        "The record in {path}, which an older version wrote, does not hold, so it was not brought up to date:"
        " crmtrainer rescue says what to do."
    ),
    "store.unmarked": (
        "The file {path} does not say which version wrote it: it was never finished, or another program changed it."
        " It was left as it is; restore a backup."
    ),
    "store.not_copied": "The copy {path} could not be written ({problem}). Check the disk, or choose another folder.",
    "store.setting_refused": "The folder of {path} cannot hold a live database ({setting}): use one on this machine.",
    "home.in_use": "The data folder is open in another crmtrainer ({holder}). Close it there first.",
    "home.read_only": (
        "The data folder {path} can only be read: make it writable, or copy it and name the copy with --data."
        " crmtrainer verify, doctor and rescue read it as it is."
    ),
    "home.busy": "A command is at work in the data folder ({holder}). Try again when it is done.",
    "home.place_outside": (
        "{path} says that this world stands at “{place}”, which is no place of this data folder, so nothing was opened:"
        " somebody changed it. Restore a backup of the centre."
    ),
    "home.centre_gone": (
        "The file {path} is gone, and none was made in its place:"
        " crmtrainer restore centre.sqlite3 puts its backup back."
    ),
    "home.centre_lost": (
        "The file {path} is gone, there is no sound backup of it here, and none was made in its place: copy it back"
        " from elsewhere, or have a new one made: crmtrainer rescue centre.sqlite3 --anew."
    ),
    "home.centre_not_lost": (
        "No new {path} was made: it is there, or nothing here speaks of one, and the next start makes it."
    ),
    "home.centre_anew": (
        "The file {path} was gone, and there is no sound backup of it: a new one was made,"
        " which knows the attempts found here and not their learners’ names."
    ),
    "backup.not_sound": (
        "The file {path} is not sound ({problem}), so it was not used as a backup: crmtrainer rescue says what to do."
    ),
    "backup.nothing": "There is nothing to back up in {path}: is it the data folder that was meant?",
    "backup.ahead": (
        "The backup {path} is dated in the future: it was made while this computer’s clock was ahead, so how old it is"
        " cannot be told by its date."
    ),
    "backup.of_another": (
        "The backup {path} is of another world than {target}, so nothing was put back: choose one of its own,"
        " or give it a name of its own: crmtrainer restore worlds/NAME.sqlite3 --backup {path}."
    ),
    "backup.of_another_centre": (
        "The backup {path} is of another centre than {target}, so nothing was put back: choose one of its own,"
        " or move {target} out of the data folder first."
    ),
    "backup.none": "There is no sound backup of {path}: crmtrainer rescue says what can be read in the file.",
    "rescue.unreadable": (
        "Nothing can be read out of {path} ({problem}), so no folder was made. It was left as it is:"
        " restore a backup, or copy the file back from elsewhere."
    ),
    "place.synced": (
        "The folder {path} is synchronised by another program. Worlds are kept in a slower, safer way there;"
        " a folder of this machine alone is better: choose one with --data."
    ),
    "place.share": (
        "The folder {path} is on another machine. Worlds are kept in a slower, safer way there;"
        " a folder of this machine is better: choose one with --data."
    ),
    "place.removable": (
        "The folder {path} is on a removable disk: eject it before you pull it out. Worlds are kept in a slower,"
        " safer way there; a folder of this machine is better: choose one with --data."
    ),
    "practice.unknown_speed": "Practice time can stand still or run ×1, ×10 or ×60.",
    "practice.backwards": "Practice time cannot go back.",
    "practice.nothing_planned": "Nothing more is planned: go on yourself, by asking the team or telling the customer.",
    "world.which": "Say which world: --attempt REF, or --world FILE.",
    "attempt.not_an_attempt": "The file {path} holds no attempt: choose the file that was handed in.",
    "journal.entry_too_large": "This act is too large to be kept: {size} bytes, {limit} at most.",
}


_LONGEST_FACT = 400
"""Characters of one fact that a sentence repeats."""


def sentence(code: str, facts: Mapping[str, Fact]) -> str:
    """One sentence for a code and its facts; a code that has none is shown with its facts, never hidden."""
    template = _table().get(code)
    if template is None:
        return str(Expected(code, **facts))
    return template.format_map(_Told(facts))


def sentence_for(problem: Expected) -> str:
    """One sentence for an expected error."""
    return sentence(problem.code, problem.facts)


class _Told(dict[str, object]):
    """Facts by name, no longer than a sentence bears; one that is not told leaves its place visible."""

    def __getitem__(self, key: str) -> object:
        fact = super().__getitem__(key)
        return f"{fact[:_LONGEST_FACT]}…" if isinstance(fact, str) and len(fact) > _LONGEST_FACT else fact

    def __missing__(self, key: str) -> str:
        return "…"


@cache
def _table() -> dict[str, str]:
    found = dict(GENERAL)
    for room in ROOMS:
        name = f"crmtrainer.{room}.wording"
        if importlib.util.find_spec(name) is not None:
            found.update(importlib.import_module(name).WORDING)
    return found
