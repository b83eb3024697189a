# SPDX-License-Identifier: MIT
"""What everything else stands on: time, commands, errors and canonical text, on the standard library alone."""
