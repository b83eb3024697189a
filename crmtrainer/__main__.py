# SPDX-License-Identifier: MIT
"""The way in: hands over to the command line, which opens the window when asked to."""

from __future__ import annotations


def main() -> None:
    """Run the command line. Leaves with its exit code."""
    from crmtrainer.cli.root import run_cli

    run_cli()


if __name__ == "__main__":
    main()
