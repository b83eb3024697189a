# SPDX-License-Identifier: MIT
"""Deciding checks over the trace of a run. Pure: trace, final state and time in, verdicts with citations out."""
