# SPDX-License-Identifier: MIT
"""Limits that the law sets: the book of them, and their clocks on tickets."""
