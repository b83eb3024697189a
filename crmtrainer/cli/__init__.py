# SPDX-License-Identifier: MIT
"""The command line: the second face over the same acts and questions as the window. `root` mounts the commands."""
