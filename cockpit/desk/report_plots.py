"""Plots of block characters for a terminal; every one has its numbers beside it, and needs no colour."""

from __future__ import annotations

from dataclasses import dataclass

from cockpit.core.figures import Hour, Hours

_SHADES = "░▒▓█"
_LIGHT, _SOLID = _SHADES[0], _SHADES[-1]
_OFFICE = (9, 16)
_WORKDAYS = 5


def bar(part: int, whole: int, most: int, width: int) -> str:
    """A bar for a whole, as long as its share of `most` in `width` cells, the part of it solid.

    What is not nothing is at least one cell long, and a part that is neither nothing nor all can be seen.
    """
    if whole <= 0:
        return ""
    cells = max(round(whole / most * width), 1)
    solid = round(part / whole * cells)
    if 0 < part < whole and cells > 1:
        solid = min(max(solid, 1), cells - 1)
    return _SOLID * solid + _LIGHT * (cells - solid)


@dataclass(frozen=True, slots=True)
class HeatMap:
    """Weekdays (0 is Monday) across and hours down, as far as there is anything to show: the working days
    and the hours of the office at least."""

    cells: Hours

    @property
    def weekdays(self) -> range:
        """The columns."""
        return range(max([_WORKDAYS, *(day + 1 for day, _hour in self.cells)]))

    @property
    def hours(self) -> range:
        """The rows."""
        tried = [hour for _day, hour in self.cells]
        return range(min([_OFFICE[0], *tried]), max([_OFFICE[1], *tried]) + 1)

    def cell(self, weekday: int, hour: int) -> str:
        """A shade and the percentage of attempts that reached somebody; of too few attempts only their number
        and how many did, as in 1/2; empty when nobody ever tried. At most five cells."""
        found = self.cells.get((weekday, hour), Hour())
        if not found.calls:
            return ""
        if not found.says_something:
            return f"{found.reached}/{found.calls}"
        shade = _SHADES[min(int(found.share * len(_SHADES)), len(_SHADES) - 1)]
        return f"{shade} {round(found.share * 100):>3}"

    def says_something(self, weekday: int, hour: int) -> bool:
        """Whether this hour was tried often enough."""
        return self.cells.get((weekday, hour), Hour()).says_something
