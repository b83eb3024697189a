# SPDX-License-Identifier: MIT
"""Where trainers see and set what clocks count by: standards, teams' targets, calendars."""
