# SPDX-License-Identifier: MIT
"""The queue and the case at hand: puts the parts of the other rooms together on one page."""
