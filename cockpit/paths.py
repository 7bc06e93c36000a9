"""Where the files that come with the cockpit are: themes and sample data."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).parent


def bundled(name: str) -> Path:
    """The folder `name` ("themes", "sample_data") that comes with the cockpit.

    An installed wheel carries it inside the package; in a checkout it lies beside the package.
    """
    inside = _PACKAGE / "_bundled" / name
    return inside if inside.is_dir() else _PACKAGE.parent / name


def named(text: str) -> Path:
    """The path that somebody names; a `~` before a name that nobody has on this computer means itself."""
    try:
        return Path(text).expanduser()
    except RuntimeError:
        return Path(text)
