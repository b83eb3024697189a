# SPDX-License-Identifier: MIT
"""People and firms, how to reach them, who looked at their record, and proof of identity."""
