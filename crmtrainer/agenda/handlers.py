# SPDX-License-Identifier: MIT
"""How acts on practice time are carried out in the tables; the running clock itself belongs to the face."""

from __future__ import annotations

from crmtrainer.agenda.commands import DropItem, Jump, SetSpeed
from crmtrainer.agenda.models import AgendaItem, PracticeSetting
from crmtrainer.agenda.rules import LONGEST_JUMP, AgendaState
from crmtrainer.kernel.clock import SPEEDS
from crmtrainer.kernel.commands import Change, HandlerTable, Outcome
from crmtrainer.kernel.errors import Refused
from crmtrainer.store.unit_of_work import UnitOfWork

_ONLY = 1


def set_speed(cmd: SetSpeed, work: UnitOfWork) -> Outcome:
    if cmd.speed not in SPEEDS:
        raise Refused("practice.unknown_speed", speed=cmd.speed)
    setting = work.session.get(PracticeSetting, _ONLY)
    if setting is None:
        work.add(PracticeSetting(id=_ONLY, speed=cmd.speed, set_at=work.now))
    else:
        setting.speed, setting.set_at = cmd.speed, work.now
    return Outcome((Change("practice", _ONLY),), {"speed": cmd.speed}, "practice")


def jump(cmd: Jump, work: UnitOfWork) -> Outcome:
    if cmd.to > work.now:  # the world moves its clock first, unless the way is too long
        raise Refused("practice.too_far", days=LONGEST_JUMP.days)
    if cmd.to < work.now:
        raise Refused("practice.backwards")
    return Outcome((Change("practice", _ONLY),), {"to": cmd.to}, "practice")


def drop_item(cmd: DropItem, work: UnitOfWork) -> Outcome:
    item = work.get(AgendaItem, cmd.item_id)
    item.state, item.ended_at = AgendaState.DROPPED, work.now
    return Outcome((), {"verb": item.verb, "code": cmd.code}, f"agenda:{item.id}")


HANDLERS: HandlerTable = {SetSpeed: set_speed, Jump: jump, DropItem: drop_item}
