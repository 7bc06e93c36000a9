"""Whether a column of numbers holds the debtors' own: by what goes with them in the same rows.

Numbers of a ledger account, a project or a row stand beside names as well, and under headings as short.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from cockpit.core.text import fold

_PAIRS_MORE = 2
_NEARLY_ALL = 0.8
_SEVERAL = 1.2


def go_together(codes: Sequence[str], names: Sequence[str]) -> bool:
    """Whether there are about as many numbers as names; a few firms whose name is written in two ways do
    not make it otherwise."""
    pairs = _pairs(codes, names)
    fewest = min(len({code for code, _ in pairs}), len({name for _, name in pairs}))
    return len(pairs) <= _PAIRS_MORE * fewest


def tell_apart(
    codes: Sequence[str], names: Sequence[str], details: Sequence[str], invoices: Sequence[str]
) -> bool:
    """Whether numbers that share a name (branches, namesakes) are those of different debtors.

    Every number has one name then, and its own `details`. Where few rows have details, the numbers hold
    several invoices: that of a row or of a booking never does.
    """
    pairs = _pairs(codes, names)
    if not pairs or not _one_name_each(pairs):
        return False
    often = Counter(name for _, name in pairs)
    shared = {code: name for code, name in pairs if often[name] > 1}
    known: dict[str, str] = {}
    for code, detail in zip(map(fold, codes), details, strict=True):
        if detail and code in shared:
            known.setdefault(code, detail)
    if len({(shared[code], detail) for code, detail in known.items()}) < _NEARLY_ALL * len(known):
        return False
    return (bool(known) and 2 * len(known) >= len(shared)) or _hold_several(codes, invoices)


def more_than_names(codes: Sequence[str], names: Sequence[str]) -> tuple[int, int] | None:
    """How many numbers and names there are, when names that have several of the numbers would be taken
    for one debtor; None when the numbers cannot be the debtors'."""
    pairs = _pairs(codes, names)
    counts = len({code for code, _ in pairs}), len({name for _, name in pairs})
    return counts if _one_name_each(pairs) and counts[0] > counts[1] else None


def _pairs(codes: Iterable[str], names: Iterable[str]) -> set[tuple[str, str]]:
    raw = set(zip(codes, names, strict=True))  # a list of open items repeats most of them
    return {pair for code, name in raw if all(pair := (fold(code), fold(name)))}


def _one_name_each(pairs: set[tuple[str, str]]) -> bool:
    """Nearly: a name may be written in two ways."""
    return len({code for code, _ in pairs}) >= _NEARLY_ALL * len(pairs)


def _hold_several(codes: Iterable[str], invoices: Iterable[str]) -> bool:
    pairs = _pairs(codes, invoices)
    return len(pairs) >= _SEVERAL * len({code for code, _ in pairs}) > 0
