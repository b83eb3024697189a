# SPDX-License-Identifier: MIT
"""Every act of this room in one table: contacts, promises and live conversations each have a module of handlers."""

from __future__ import annotations

from crmtrainer.interactions import contacts, conversations, promises
from crmtrainer.kernel.commands import HandlerTable

HANDLERS: HandlerTable = {**contacts.HANDLERS, **promises.HANDLERS, **conversations.HANDLERS}
