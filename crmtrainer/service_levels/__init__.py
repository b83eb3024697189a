# SPDX-License-Identifier: MIT
"""Service levels: calendars, clock rules, and the one engine that computes every time limit from events."""
