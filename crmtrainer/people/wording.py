# SPDX-License-Identifier: MIT
"""Sentences for refusals about people."""

WORDING = {
    "person.no_name": "Enter a name, so that your assessor knows whose work this is.",
    "person.name_too_long": "Use at most {limit} characters for the name.",
    "person.not_you": "You can change your own name only.",
    "person.not_by_learners": "Ask your trainer to add people, or use the first page of the window.",
    "person.not_a_role": "Choose learner, trainer or assessor.",
    "person.pseudonym_taken": "Somebody is known here as {pseudonym} already.",
}
