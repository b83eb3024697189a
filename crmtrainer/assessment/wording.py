# SPDX-License-Identifier: MIT
"""Sentences for refusals about attempts and judgements."""

WORDING = {
    "attempt.already_finished": "Attempt {ref} is finished already.",
    "attempt.not_finished": "Finish attempt {ref} before you hand it in.",
    "attempt.already_handed_in": "Attempt {ref} is handed in already; nothing was sent twice.",
    "attempt.already_received": "Attempt {ref} is in your list already.",
    "attempt.not_handed_in": "Attempt {ref} is not handed in yet, so it cannot be marked.",
    "attempt.with_its_file": "This act goes with a file. Use: crmtrainer attempt …",
    "attempt.not_yours": "This attempt belongs to somebody else.",
    "attempt.known": "An attempt with the reference {ref} is known already.",
    "world.known": "This world is known already.",
    "judgement.no_reason": "Say why: a decision without a reason cannot be checked by anybody else.",
    "judgement.unknown_criterion": "The rubric has no criterion {criterion}.",
}
