"""The sizes of a window that the main screen knows, as classes for its style sheet."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from textual.geometry import Size

WIDTHS = [(0, "-tiny"), (60, "-narrow"), (100, "-mid"), (120, "-wide"), (150, "-huge")]
"""Three panes from 120 columns, two from 100, one below."""

HEIGHTS = [(0, "-flat"), (16, "-short"), (31, "-tall")]
LOW = 22
"""Lower than this, a window has room for the agreement or for what stands above the notes, not for both."""

ROOMY = ({"-wide", "-huge"}, {"-tall"})
PLACES = frozenset({"-preparing", "-looking", "-writing", "-agreeing", "-reading"})
"""Where the collector is. Only the rules for a window that is not roomy ask for these classes."""


def is_roomy(classes: Collection[str]) -> bool:
    """Whether a window with these classes shows the three panes in full, wherever the collector is."""
    return all(one & set(classes) for one in ROOMY)


def classes_for(size: Size) -> tuple[str, str]:
    """The two classes that Textual will choose for this size: known before the first frame is laid out."""
    return _largest(size.width, WIDTHS), _largest(size.height, HEIGHTS)


def _largest(cells: int, steps: Sequence[tuple[int, str]]) -> str:
    return max((least, name) for least, name in steps if cells >= least)[1]
