# SPDX-License-Identifier: MIT
"""The way in: hands over to the command line, which opens the window when asked to."""

from __future__ import annotations


def main() -> None:
    """Run the command line. Leaves with its exit code."""
    import sys

    from crmtrainer.cli.straight import home_for_window, run_straight

    home = home_for_window(sys.argv[1:])
    if home is not None:
        run_straight(home)
    from crmtrainer.cli.root import run_cli

    run_cli()


if __name__ == "__main__":
    main()
