# SPDX-License-Identifier: MIT
"""The settings page: how the program reads, and which key does what."""
