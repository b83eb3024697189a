# SPDX-License-Identifier: MIT
"""Which changes to a customer's record can be taken back, and by which act."""

from __future__ import annotations

from typing import Final

from crmtrainer.customers.commands import ChangeConsent, MoveStage, SetNeed, VerifyIdentity
from crmtrainer.customers.queries import record
from crmtrainer.customers.rules import STAGE_MOVES, Masked, Stage
from crmtrainer.kernel.commands import Command
from crmtrainer.ui.customers.labels import channel_words, purpose_words, stage_words
from crmtrainer.ui.desk import Desk
from crmtrainer.ui.filling import filled
from crmtrainer.ui.marking import QT_TRANSLATE_NOOP
from crmtrainer.ui.undo import Deed, Facts, Opposite, Standing, said, stays

LONGEST_SOURCE = 200


def _stage(desk: Desk, command: MoveStage, facts: Facts) -> Stage:
    return desk.ask(record, customer_id=command.customer_id).header.stage


def _need(desk: Desk, command: SetNeed, facts: Facts) -> tuple[str, bool]:
    """What helps, and whether it says why: the words of that are covered, and stay so."""
    found = desk.ask(record, customer_id=command.customer_id)
    return found.header.need, bool(found.field(Masked.NEED_DETAIL).text)


def _consent(desk: Desk, command: ChangeConsent, facts: Facts) -> tuple[bool, str, str] | None:
    for row in desk.ask(record, customer_id=command.customer_id).consents:
        if (row.purpose, row.channel) == (command.purpose, command.channel):
            return row.given, row.source, row.wording
    return None


def _stage_name(deed: Deed[MoveStage]) -> str:
    return said(QT_TRANSLATE_NOOP("Undo", "stage to %1")).replace("%1", stage_words(deed.command.stage))


def _need_name(deed: Deed[SetNeed]) -> str:
    return said(QT_TRANSLATE_NOOP("Undo", "change of a need"))


def _consent_name(deed: Deed[ChangeConsent]) -> str:
    given = QT_TRANSLATE_NOOP("Undo", "consent given: %1, %2")
    taken = QT_TRANSLATE_NOOP("Undo", "consent withdrawn: %1, %2")
    words = said(given if deed.command.given else taken)
    return filled(words, purpose_words(deed.command.purpose), channel_words(deed.command.channel))


def _move_back(deed: Deed[MoveStage], why: str) -> Command | str:
    if deed.before not in STAGE_MOVES[deed.after]:
        words = said(QT_TRANSLATE_NOOP("Undo", "The life cycle has no step back from “%1” to “%2”"))
        return filled(words, stage_words(deed.after), stage_words(deed.before))
    return MoveStage(deed.command.customer_id, deed.before, why)


def _give_need_back(deed: Deed[SetNeed], why: str) -> Command | str:
    command = deed.command
    need, had_detail = deed.before
    if had_detail and (command.detail is not None or not command.need.strip()):
        return said(QT_TRANSLATE_NOOP("Undo", "What stood there before is covered, so it cannot be put back from here"))
    return SetNeed(command.customer_id, need, None if had_detail or not need else "")


def _give_consent_back(deed: Deed[ChangeConsent], why: str) -> Command | str:
    if deed.before is None:
        return said(QT_TRANSLATE_NOOP("Undo", "Nothing was noted before this: note what the customer says now"))
    given, source, wording = deed.before
    command = deed.command
    # What the customer said before is what counts again, so where they said it stands here again.
    source = f"{why}. {source}"[:LONGEST_SOURCE]
    return ChangeConsent(command.customer_id, command.purpose, command.channel, given, source, wording)


OPPOSITES: Final = (
    Opposite(MoveStage, _stage, _stage_name, _move_back),
    Opposite(SetNeed, _need, _need_name, _give_need_back),
    Opposite(ChangeConsent, _consent, _consent_name, _give_consent_back),
)

STANDING: Standing = {
    VerifyIdentity: stays(QT_TRANSLATE_NOOP("Undo", "An answer that was compared with the record stays on it")),
}
