# SPDX-License-Identifier: MIT
"""Sentences that reports and reviews say of themselves."""

WORDING = {
    "review.not_readable": "The file {path} is too damaged to be read.",
    "evidence.simulated": (
        "Simulated evidence: everything here took place in a practice world with invented people. It is not evidence"
        " from a workplace, and is never to be presented as such."
    ),
    "evidence.flags_open": "Decided while these questions to the evidence were open: {flags}.",
    "evidence.no_such_act": "It names {acts}, which this record does not show.",
    "hand_in.same": "The file is the one that was noted at hand-in: it ends with the same entry.",
    "hand_in.other": "This is not the file that was noted at hand-in: it ends with another entry.",
    "hand_in.received": (
        "Received {received} from another machine; nothing was noted here at hand-in, so nothing shows that this is"
        " the file that was handed in there. It ends with the same entry as when it was received."
    ),
    "hand_in.other_since": (
        "This is not the file that was received {received}: it ends with another entry. Nothing was noted here at"
        " hand-in on the other machine."
    ),
    "hand_in.not_noted": "Where the file ended at hand-in was not noted here.",
}
