"""Limits of the room to move: what passes them, and the reason for going further."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from cockpit.core.money import CurrencyMismatch, Money
from cockpit.core.room import Breach, Limit, Room, RoomOverride, breaches

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
DAYS = (date(2026, 11, 27), date(2026, 12, 28), date(2027, 1, 27))


def euro(amount: str, currency: str = "EUR") -> Money:
    return Money(Decimal(amount), currency)


def test_without_limits_everything_is_allowed():
    assert breaches(Room(), DAYS, euro("500")) == ()
    assert breaches(Room(most_terms=1, last_day=DAYS[0]), ()) == ()


def test_at_the_limit_is_within_it():
    room = Room(most_terms=3, last_day=DAYS[-1], most_discount=euro("50"))
    assert breaches(room, DAYS, euro("50")) == ()
    assert breaches(room, DAYS) == ()


def test_every_limit_that_is_passed_is_named():
    room = Room(most_terms=2, last_day=date(2026, 12, 31), most_discount=euro("0"))
    assert breaches(room, DAYS, euro("0.01")) == (
        Breach(Limit.TERMS, 2, 3),
        Breach(Limit.LAST_DAY, date(2026, 12, 31), DAYS[-1]),
        Breach(Limit.DISCOUNT, euro("0"), euro("0.01")),
    )


def test_a_discount_in_another_currency_cannot_be_judged():
    with pytest.raises(CurrencyMismatch):
        breaches(Room(most_discount=euro("10")), DAYS, euro("5", "USD"))


def test_a_decision_holds_for_what_was_decided():
    room = Room(most_terms=2)
    asked = breaches(room, DAYS)
    decision = RoomOverride(asked, "the owner agrees", "Invented Name", NOW)
    assert decision.allows(asked) and decision.allows(())
    assert not decision.allows(breaches(room, (*DAYS, date(2027, 3, 1))))


@pytest.mark.parametrize("reason", ["", "  "])
def test_a_decision_has_a_reason(reason):
    with pytest.raises(ValueError):
        RoomOverride((), reason, "Invented Name", NOW)
