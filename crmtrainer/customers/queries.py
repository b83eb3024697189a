# SPDX-License-Identifier: MIT
"""Every question that can be asked about customers, in one place. The selects live beside their rows."""

from __future__ import annotations

from crmtrainer.customers.identity import IdentityPanel, QuestionRow, QuestionState, identity_panel
from crmtrainer.customers.listing import CustomerRow, customer_count, customer_ids, customer_page
from crmtrainer.customers.neighbours import OrderHead
from crmtrainer.customers.record import (
    AddressRow,
    CoveredField,
    CustomerRecord,
    PointRow,
    RecordHeader,
    record,
)
from crmtrainer.customers.record_history import AccessRow, ConsentRow, StageRow
from crmtrainer.customers.relations import LinkRow, MemberRow
from crmtrainer.customers.search import Found, FoundRow, find

__all__ = [
    "AccessRow",
    "AddressRow",
    "ConsentRow",
    "CoveredField",
    "CustomerRecord",
    "CustomerRow",
    "Found",
    "FoundRow",
    "IdentityPanel",
    "LinkRow",
    "MemberRow",
    "OrderHead",
    "PointRow",
    "QuestionRow",
    "QuestionState",
    "RecordHeader",
    "StageRow",
    "customer_count",
    "customer_ids",
    "customer_page",
    "find",
    "identity_panel",
    "record",
]
