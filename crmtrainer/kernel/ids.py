# SPDX-License-Identifier: MIT
"""Names for the kinds of number that identify things, so that a ticket's id is not taken for a customer's."""

from __future__ import annotations

from typing import NewType

CustomerId = NewType("CustomerId", int)
ContactPointId = NewType("ContactPointId", int)
OrderId = NewType("OrderId", int)
ProductId = NewType("ProductId", int)
TicketId = NewType("TicketId", int)
InteractionId = NewType("InteractionId", int)
ConversationId = NewType("ConversationId", int)
HandoffId = NewType("HandoffId", int)
PromiseId = NewType("PromiseId", int)
TeamId = NewType("TeamId", int)
AgendaId = NewType("AgendaId", int)
PersonId = NewType("PersonId", int)
AttemptId = NewType("AttemptId", int)
CriterionId = NewType("CriterionId", str)
