# SPDX-License-Identifier: MIT
"""An answer compared with the record: whether it came from the person who is asked, or only from who types it.

Everything a record can be asked for stands in lists and on the record itself. Typed from there it matches, and proves
nothing about whoever is on the line; so the act says whether they had given that answer by then.
"""

from __future__ import annotations

from dataclasses import replace

from crmtrainer.customers.answers import gives
from crmtrainer.customers.commands import VerifyIdentity
from crmtrainer.customers.handlers import verify_identity
from crmtrainer.customers.models import Customer
from crmtrainer.customers.on_record import on_record
from crmtrainer.interactions.said_facts import heard_from, heard_in
from crmtrainer.kernel.commands import Outcome
from crmtrainer.scenarios.script import staged
from crmtrainer.store.unit_of_work import UnitOfWork


def verify(cmd: VerifyIdentity, work: UnitOfWork) -> Outcome:
    """Compare an answer. Where it matches, `from_caller` says whether they had given it in this conversation.

    Outside any conversation it says whether they have lately written it.
    """
    outcome = verify_identity(cmd, work)
    if not outcome.facts["matched"] or staged(work.session) is None:
        return outcome
    record = on_record(work.session, work.get(Customer, cmd.customer_id))
    if cmd.conversation_id is None:
        theirs = heard_from(work.session, cmd.customer_id, work.now)
    else:
        theirs = heard_in(work.session, cmd.conversation_id)
    given = any(gives(cmd.question, cmd.said, words, record) for words in theirs)
    return replace(outcome, facts={**outcome.facts, "from_caller": given})
