# SPDX-License-Identifier: MIT
"""Who sits here: the first run, and changing the person."""
