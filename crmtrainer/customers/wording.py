# SPDX-License-Identifier: MIT
"""Why an act on a customer's record was refused, and what to do instead. Places in braces are the refusal's facts."""

from __future__ import annotations

WORDING = {
    "record.not_opened": "Open the record of {ref} first and say why you need it.",
    "record.print_not_theirs": "{ref} belongs to another customer.",
    "record.print_covered": "What is covered on the screen stays covered on paper: show it with a reason first.",
    "contact.in_future": "A contact cannot have taken place in the future.",
    "contact.before_customer": "They have been a customer since {since}: give a day from then on.",
    "contact.too_long_ago": "That is more than a year ago, longer than anything we promise runs: check the year.",
    "reason.missing": "Give a reason, in a few words, that somebody else would understand.",
    "reason.too_long": "Keep the reason under {limit} characters.",
    "identity.already_failed": "Two answers did not match, so no more questions now: offer another way, "
    "such as calling back on the number we hold.",
    "identity.not_on_record": "The record holds nothing to compare this answer with: ask another question.",
    "identity.nothing_said": "Enter what the caller said.",
    "identity.conversation_not_going_on": "That conversation is over: check identity while somebody is there.",
    "identity.caller_not_named": "Say first whose contact this is: choose the customer for this conversation.",
    "identity.other_customer": "This conversation is about another customer: check identity on their record.",
    "customer.already_there": "The customer is already at this stage.",
    "customer.no_such_move": "A customer at this stage cannot go there in one step: choose a stage that follows.",
    "customer.need_too_long": "Keep the need under {limit} characters: what helps, not why.",
    "customer.need_unchanged": "Nothing was changed: the record already says this.",
    "customer.detail_without_need": "Say what the customer needs before saying why.",
    "consent.unknown_channel": "Consent is kept for phone, e-mail, text and letter only.",
    "consent.no_source": "Say where and how the customer told us.",
    "consent.too_long": "Keep source and wording under {limit} characters each.",
    "consent.unchanged": "The record already says this: nothing to change.",
    "list.page_too_large": "Ask for at most {limit} rows at once.",
}
