# SPDX-License-Identifier: MIT
"""Screens of contact: the call, the log, the message."""
