# SPDX-License-Identifier: MIT
"""The section Reports: ten panels on the desk, each a picture with its numbers."""
