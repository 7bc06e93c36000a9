"""The sizes of a window that the screens know, as classes for their style sheets."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from textual.geometry import Size
from textual.screen import Screen

WIDTHS = [(0, "-tiny"), (60, "-narrow"), (100, "-mid"), (120, "-wide"), (150, "-huge")]
"""Three panes from 120 columns, two from 100, one below."""

HEIGHTS = [(0, "-flat"), (16, "-short"), (31, "-tall")]
SHORT_OR_TALL = [(0, "-short"), (31, "-tall")]
SIDE = [(0, "-below"), (110, "-side")]
"""Whether there is room for two things side by side."""
LOW = 22
"""Lower than this, a window has room for the agreement or for what stands above the notes, not for both."""

ROOMY = ({"-wide", "-huge"}, {"-tall"})
PLACES = frozenset({"-preparing", "-looking", "-writing", "-agreeing", "-reading"})
"""Where the collector is. Only the rules for a window that is not roomy ask for these classes."""
CALL = frozenset({"-live", "-talking"})
"""How far the call is. The same holds for these, but not on the screen to practise on."""


def is_roomy(classes: Collection[str]) -> bool:
    """Whether a window with these classes shows the three panes in full, wherever the collector is."""
    return all(one & set(classes) for one in ROOMY)


def fit(screen: Screen[Any]) -> None:
    """Give a screen the classes that Textual will choose for this window: so its first frame is right."""
    screen.add_class(*classes_for(type(screen), screen.app.size), update=False)


def classes_for(screen: type[Screen[Any]], size: Size) -> set[str]:
    """What Textual will choose for this screen in a window of this size."""
    steps = ((size.width, screen.HORIZONTAL_BREAKPOINTS), (size.height, screen.VERTICAL_BREAKPOINTS))
    return {_largest(cells, names) for cells, names in steps if names}


def _largest(cells: int, steps: Sequence[tuple[int, str]]) -> str:
    return max((least, name) for least, name in steps if cells >= least)[1]
