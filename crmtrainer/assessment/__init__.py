# SPDX-License-Identifier: MIT
"""Attempts, rubrics, offered observations, judgements and evidence."""
