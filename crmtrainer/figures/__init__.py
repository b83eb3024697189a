# SPDX-License-Identifier: MIT
"""The desk in figures: what is open and due now, and what happened by the hour. Reads every room below, writes none."""
