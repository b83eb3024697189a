# SPDX-License-Identifier: MIT
"""The shapes of a pack and its scenarios as pydantic models. Values only: nothing here reads files or worlds."""
