# SPDX-License-Identifier: MIT
"""Sentences for refusals about attempts and judgements."""

WORDING = {
    "attempt.already_finished": "Attempt {ref} is finished already.",
    "attempt.not_finished": "Finish attempt {ref} before you hand it in.",
    "attempt.already_handed_in": "Attempt {ref} is handed in already; nothing was sent twice.",
    "attempt.already_received": "Attempt {ref} is in your list already.",
    "attempt.exploring": "Attempt {ref} was for exploring: nothing in it counts, so it is not handed in.",
    "attempt.not_received": "Attempt {ref} was played here, so its learner is named with everybody else.",
    "attempt.learner_is_none": "Attempt {ref} names as its learner somebody who is no learner here.",
    "attempt.not_handed_in": "Attempt {ref} is not handed in yet, so it cannot be marked.",
    "attempt.with_its_file": "This act goes with a file. Use: crmtrainer attempt …",
    "attempt.not_yours": "This attempt belongs to somebody else.",
    "attempt.branch": "Attempt {ref} is a practice branch: hand in an attempt that is yours from its first act.",
    "branch.assessed": "Attempt {ref} is assessed: there is no way back into it.",
    "branch.not_finished": "Finish attempt {ref} before you try again from one of its acts.",
    "branch.no_such_act": "Attempt {ref} cannot be tried again from act {seq}: its run has no such act.",
    "branch.other_start": "The practice world that attempt {ref} began in is no longer here. Start it anew.",
    "attempt.known": "An attempt with the reference {ref} is known already.",
    "world.known": "This world is known already.",
    "judgement.no_reason": "Say why: a decision without a reason cannot be checked by anybody else.",
    "judgement.flags_open": "Still open: {flags}. Competent needs an answer to all five questions.",
    "judgement.no_such_act": "The record of this attempt shows no act {seq}: name acts that the replay shows.",
    "judgement.not_readable": "The file of attempt {ref} cannot be read, so nothing in it can be named.",
    "observation.unknown_check": "This attempt’s scenario has no check {check}.",
    "observation.other_criterion": "The check {check} offers nothing towards {criterion}.",
    "judgement.unknown_criterion": "The rubric has no criterion {criterion}.",
}
