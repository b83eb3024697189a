# SPDX-License-Identifier: MIT
"""The due-date calculator: a question about working time, its answer, and why."""
