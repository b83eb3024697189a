# SPDX-License-Identifier: MIT
"""Names whoever is on the line: opens their record for that, where it is not open yet, and joins it to the contact."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from crmtrainer.customers.commands import OpenRecord
from crmtrainer.customers.queries import record
from crmtrainer.interactions.commands import IdentifyCaller
from crmtrainer.interactions.queries import ConversationRow, live_conversations
from crmtrainer.interactions.rules import TALKING, Direction
from crmtrainer.kernel.commands import Done
from crmtrainer.kernel.errors import Expected
from crmtrainer.kernel.ids import ConversationId, CustomerId
from crmtrainer.ui.desk import Desk


def unnamed_caller(desk: Desk) -> ConversationRow | None:
    """Somebody on the line of whom nobody has said yet who they are."""
    talks = desk.ask(live_conversations) if desk.has_world else ()
    unnamed = (t for t in talks if t.state in TALKING and t.direction is Direction.IN and t.customer_id is None)
    return next(unnamed, None)


def name_caller(desk: Desk, conversation_id: int, customer_id: int) -> Done | Expected:
    """Say who it is; gives what was done, or why it could not be."""
    customer = CustomerId(customer_id)
    if not _is_open(desk, customer):
        opened = desk.try_to(OpenRecord(customer, QCoreApplication.translate("WhoIsThis", "Incoming call")))
        if isinstance(opened, Expected):
            return opened
    return desk.try_to(IdentifyCaller(ConversationId(conversation_id), customer))


def _is_open(desk: Desk, customer: CustomerId) -> bool:
    try:
        desk.ask(record, customer_id=customer)
    except Expected:
        return False
    return True
