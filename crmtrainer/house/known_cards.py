# SPDX-License-Identifier: MIT
"""The scenarios that were listed last, to be shown at once while the packs are read: to read them takes a second.

What is kept is believed for this version of the program and for packs that are the same to the last byte, and only
until they have been read: nothing but the list is ever made of it.
"""

from __future__ import annotations

import hashlib
import json
import logging
from dataclasses import fields
from datetime import date
from pathlib import Path

from crmtrainer import __version__
from crmtrainer.house.catalogue import ScenarioCard, files_in, pack_folders
from crmtrainer.interactions.rules import Channel
from crmtrainer.kernel.canonical import parse
from crmtrainer.kernel.codec import from_plain, to_plain
from crmtrainer.kernel.errors import BadInput, Refused

_CHANNELS = {channel.value for channel in Channel}
MOST_MINUTES, LONGEST = 24 * 60, 4000
LARGEST = 16 * 1024 * 1024
"""Bytes of packs beyond which nothing is kept: they would have to be read before the list is shown."""
log = logging.getLogger(__name__)


def card_file(home: Path) -> Path:
    """Where they are kept. The file may go at any time."""
    return home / "cache" / "scenarios.json"


def known_cards(home: Path) -> tuple[ScenarioCard, ...] | None:
    """What was kept of the packs as they are now; None where there is nothing of that kind."""
    try:
        kept = parse(card_file(home).read_bytes())
        if not isinstance(kept, dict) or kept.get("of") is None or kept["of"] != _mark_of(home):
            return None
        listed = kept.get("cards")
        if not isinstance(listed, list):
            return None
        found = tuple(from_plain(ScenarioCard, card) for card in listed)
    except (OSError, BadInput, Refused):
        return None
    # The mark keeps out lists of other packs, not a list that somebody wrote by hand.
    is_whole = all(map(_is_whole, found)) and len({card.key for card in found}) == len(found)
    return found if is_whole else None


def _is_whole(card: ScenarioCard) -> bool:
    """Whether a card could have come from a pack: what is shown of it is in bounds and hides nothing."""
    try:
        date.fromisoformat(card.law_as_at)
    except ValueError:
        return False
    texts = (card.key, card.title, card.teaser, card.summary, card.organisation, *card.practises, *card.law)
    texts += tuple(text for criterion in card.criteria for text in criterion)
    return (
        bool(card.channels)
        and set(card.channels) <= _CHANNELS
        and 0 < card.minutes <= MOST_MINUTES
        and min(card.number, card.contacts) >= 0
        and all(len(text) <= LONGEST and text.replace("\n", "").isprintable() for text in texts)
    )


def keep_cards(home: Path, cards: tuple[ScenarioCard, ...]) -> None:
    """Keep what was read, for the next start. Where that cannot be done, the next start reads the packs first."""
    file = card_file(home)
    part = file.with_suffix(".part")
    try:
        mark = _mark_of(home)
        if mark is None:
            return
        text = json.dumps({"of": mark, "cards": to_plain(cards)}, ensure_ascii=False)
        if file.is_file() and file.read_text(encoding="utf-8") == text:
            return
        file.parent.mkdir(exist_ok=True)
        part.write_text(text, encoding="utf-8")
        part.replace(file)
    except (OSError, UnicodeDecodeError) as problem:
        log.info("the list of scenarios was not kept: %s", problem)


def _mark_of(home: Path) -> str | None:
    """A digest of every file of every pack, of the program's version, and of what a card holds."""
    digest = hashlib.sha256()
    left = LARGEST
    for text in (__version__, *(field.name for field in fields(ScenarioCard))):
        digest.update(f"{text}\0".encode())
    for folder in pack_folders(home):
        for file in files_in(folder):
            left -= file.stat().st_size
            if left < 0:
                return None
            data = file.read_bytes()
            place = file.relative_to(folder.parent).as_posix().encode(errors="surrogateescape")
            digest.update(b"%d %s %d\0%s" % (len(place), place, len(data), data))
    return digest.hexdigest()
