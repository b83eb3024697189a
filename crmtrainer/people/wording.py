# SPDX-License-Identifier: MIT
"""Sentences for refusals about people."""

WORDING = {
    "person.no_name": "Enter a name, so that your assessor knows whose work this is.",
    "person.name_too_long": "Use at most {limit} characters for the name.",
    "person.not_you": "You can change your own name only.",
    "person.not_by_learners": "Ask your trainer to add people, or use the first page of the window.",
    "timing.out_of_range": (
        "Clocks can give from 125 to 1000 % of the time, 100 % as it is set, or no limit with 0. {percent} is none."
    ),
    "timing.not_a_learner": "Clocks are adjusted for learners, and {pseudonym} is none.",
    "timing.not_as_a_preference": "A trainer or an assessor sets this: perform person.set_timing.",
    "person.not_a_role": "Choose learner, trainer or assessor.",
    "person.pseudonym_taken": "Somebody is known here as {pseudonym} already.",
}
