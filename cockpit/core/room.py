"""The room to move: how far the collector may go, as it was set in the preparation (S2.1).

Going further is possible after somebody was asked (S1.5): with a reason, which is kept.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from cockpit.core.money import Money


class Limit(StrEnum):
    """What a limit is about."""

    TERMS = "terms"
    LAST_DAY = "last-day"
    DISCOUNT = "discount"


@dataclass(frozen=True, slots=True)
class Room:
    """The limits; None is no limit. A discount of zero allows none at all.

    - `most_terms`: instalments in a plan; 1 is no plan.
    - `last_day`: the day on which all is paid.
    - `most_discount`: what may be given away of the amount.
    """

    most_terms: int | None = None
    last_day: date | None = None
    most_discount: Money | None = None


@dataclass(frozen=True, slots=True)
class Breach:
    """A limit that is passed: `allowed` and `asked` are numbers of terms, days, or amounts of money."""

    limit: Limit
    allowed: int | date | Money
    asked: int | date | Money


@dataclass(frozen=True, slots=True)
class RoomOverride:
    """The decision to go further all the same: by whom, when (UTC), and why. Kept with the agreement.

    Raises `ValueError` without a reason.
    """

    breaches: tuple[Breach, ...]
    reason: str
    by: str
    at: datetime

    def __post_init__(self) -> None:
        if not self.reason.strip():
            raise ValueError("an override needs a reason")

    def allows(self, breaches: tuple[Breach, ...]) -> bool:
        """Whether every one of these breaches was decided on; one that grew since was not."""
        return set(breaches) <= set(self.breaches)


def breaches(room: Room, days: Sequence[date], discount: Money | None = None) -> tuple[Breach, ...]:
    """Every limit that an agreement passes, in the order of `Limit`; empty when it stays within the room.

    `days` are the days of its payments: one, or those of the terms of a plan. Raises `CurrencyMismatch` when
    the discount is of another currency than its limit.
    """
    return tuple(_breaches(room, days, discount))


def _breaches(room: Room, days: Sequence[date], discount: Money | None) -> Iterator[Breach]:
    if room.most_terms is not None and len(days) > room.most_terms:
        yield Breach(Limit.TERMS, room.most_terms, len(days))
    if room.last_day is not None and days and max(days) > room.last_day:
        yield Breach(Limit.LAST_DAY, room.last_day, max(days))
    if room.most_discount is not None and discount is not None and room.most_discount < discount:
        yield Breach(Limit.DISCOUNT, room.most_discount, discount)
