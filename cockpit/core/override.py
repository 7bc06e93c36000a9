"""A legal gate that somebody passed, as it is kept with the call; the rules are in `contact_rules`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Closed(StrEnum):
    """Why a gate is closed."""

    HOURS = "hours"
    SUNDAY = "sunday"
    HOLIDAY = "holiday"
    EQUATED = "equated"
    NOTICE = "notice"


@dataclass(frozen=True, slots=True)
class GateOverride:
    """A gate that somebody passed: which, by whom, when (UTC), and why."""

    rule: str
    closed: Closed
    source: str
    by: str
    at: datetime
    reason: str
