# SPDX-License-Identifier: MIT
"""Screens of limits that the law sets: beginning one on a ticket, and what is done about it afterwards."""
