# SPDX-License-Identifier: MIT
"""What filling a world has to say, in sentences."""

from __future__ import annotations

WORDING = {
    "seed.cancelled": "Cancelled. Nothing was left behind.",
    "seed.customers_out_of_range": "Choose from 0 to {most} customers.",
    "seed.seed_out_of_range": "A seed is a whole number from 0 to {largest}.",
    "seed.day_out_of_range": "Choose a day from {earliest} to {latest}.",
    "seed.bad_name": "Give the world a name of 1 to {limit} characters.",
    "seed.cases_out_of_range": "Choose from {least} to {most} per cent of the usual cases.",
    "seed.needs_out_of_range": "Choose from 0 to {most} per cent of the usual needs.",
    "seed.arrears_out_of_range": "Choose from 0 to {most} per cent of the usual arrears.",
    "seed.unknown_sector": "There is no kind of organisation {sector}. Choose one of {known}.",
    "seed.not_a_day": "Write the day as year-month-day, like 2026-03-03, not {day}.",
}
