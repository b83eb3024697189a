# SPDX-License-Identifier: MIT
"""Read-only figures and exports."""
