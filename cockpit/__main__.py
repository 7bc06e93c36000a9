"""Composition: the only place that builds clock, workspace, language and screen."""

from __future__ import annotations

import sys

from cockpit.commands.opening import open_demo


def main() -> None:
    """The `cockpit` command."""
    sys.exit(open_demo("nl"))


if __name__ == "__main__":
    main()
