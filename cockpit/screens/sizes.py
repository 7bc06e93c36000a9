"""The sizes of a window that the main screen knows, as classes for its style sheet."""

from __future__ import annotations

from collections.abc import Sequence

from textual.geometry import Size

WIDTHS = [(0, "-tiny"), (60, "-narrow"), (100, "-mid"), (120, "-wide"), (150, "-huge")]
"""Three panes from 120 columns, two from 100, one below."""

HEIGHTS = [(0, "-flat"), (16, "-short"), (31, "-tall")]
LOW = 22
"""Lower than this, a window has room for the agreement or for what stands above the notes, not for both."""


def classes_for(size: Size) -> tuple[str, str]:
    """The two classes that Textual will choose for this size: known before the first frame is laid out."""
    return _largest(size.width, WIDTHS), _largest(size.height, HEIGHTS)


def _largest(cells: int, steps: Sequence[tuple[int, str]]) -> str:
    return max((least, name) for least, name in steps if cells >= least)[1]
