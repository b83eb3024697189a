# SPDX-License-Identifier: MIT
"""The palette: one box that finds records, commands and help."""
