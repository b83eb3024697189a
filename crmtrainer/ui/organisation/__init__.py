# SPDX-License-Identifier: MIT
"""House rules and teams to look up."""
