"""What a backup is called: the moment (UTC) until which the ledger was so, as `20261123T091500Z`.

The second one within a second is `20261123T091500Z-2`.
"""

from __future__ import annotations

import re
from collections.abc import Container
from datetime import UTC, datetime
from itertools import chain, count

KEPT = 30
"""How many backups are kept: the newest."""

_STAMP = "%Y%m%dT%H%M%SZ"
_NAME = re.compile(r"(\d{8}T\d{6}Z)(?:-(\d{1,6}))?", re.ASCII)


def new_name(now: datetime, taken: Container[str]) -> str:
    """The name of a backup that is made now."""
    stamp = f"{now.astimezone(UTC):{_STAMP}}"
    names = chain([stamp], (f"{stamp}-{n}" for n in count(2)))
    return next(name for name in names if name not in taken)


def order_of(name: str) -> tuple[datetime, int] | None:
    """The moment (UTC) of a backup and its place among those of the same second; None for another name."""
    match = _NAME.fullmatch(name)
    if match is None:
        return None
    try:
        return datetime.strptime(match[1], _STAMP).replace(tzinfo=UTC), int(match[2] or 1)
    except ValueError:
        return None
