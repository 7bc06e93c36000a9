"""A payment plan in words that can be read aloud."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

import pytest

from cockpit.core.money import Money
from cockpit.core.plan import Problem, Rhythm, plan_by_amount, plan_by_number
from cockpit.core.room import Breach, Limit, Room
from cockpit.language import plan_sentences

FRIDAY = date(2026, 11, 27)
TOTAL = Money(Decimal("1842.50"))


@dataclass(frozen=True)
class Paid:
    amount: Money
    due: date


def plan(number, rhythm=Rhythm.MONTHLY, total=TOTAL):
    return plan_by_number(total, number, rhythm, FRIDAY, "NL")


def test_one_payment_is_an_amount_on_a_day():
    assert plan_sentences.said(plan(1).terms, "en") == "€1,842.50 on Friday 27 November 2026"
    assert plan_sentences.in_short(plan(1), "en") == "1 instalment: €1,842.50 on Fri 27 Nov 2026"


def test_equal_instalments_are_taken_together():
    assert plan_sentences.said(plan(3).terms, "en") == (
        "twice €614.16, on Friday 27 November 2026 and Monday 28 December 2026, "
        "and then €614.18 on Wednesday 27 January 2027"
    )
    assert plan_sentences.said_amounts(plan(3).terms, "en") == "twice €614.16, and then €614.18"
    assert plan_sentences.in_short(plan(3), "en") == "3 instalments, the last €614.18 on Wed 27 Jan 2027"


@pytest.mark.parametrize(
    ("rhythm", "often", "last"),
    [
        (Rhythm.WEEKLY, "every week", "Friday 12 February 2027"),
        (Rhythm.FORTNIGHTLY, "every two weeks", "Friday 30 April 2027"),
        (Rhythm.MONTHLY, "every month", "Wednesday 27 October 2027"),
    ],
)
def test_a_long_plan_is_said_by_its_first_day_its_rhythm_and_its_last(rhythm, often, last):
    long = plan(12, rhythm, Money(Decimal(1200)))
    assert plan_sentences.said(long.terms, "en") == (
        f"twelve times €100.00, on Friday 27 November 2026 and then {often} until {last}"
    )


def test_days_without_a_rhythm_are_counted():
    days = [FRIDAY + timedelta(days=n) for n in (0, 7, 40, 41)]
    paid = [Paid(Money(Decimal(10)), day) for day in days]
    assert (
        plan_sentences.said_days(paid, "en")
        == "4 days from Friday 27 November 2026 to Thursday 7 January 2027"
    )


def test_more_than_twelve_times_is_a_number():
    many = plan_by_amount(Money(Decimal(130)), Money(Decimal(10)), Rhythm.WEEKLY, FRIDAY, "NL")
    assert plan_sentences.said_amounts(many.terms, "en") == "13 times €10.00"


def test_several_runs():
    paid = [Paid(Money(Decimal(n)), FRIDAY + timedelta(days=7 * n)) for n in (1, 2, 3)]
    assert plan_sentences.said_amounts(paid, "en") == "€1.00; €2.00, and then €3.00"


@pytest.mark.parametrize("value", [*Problem, *Rhythm])
def test_everything_has_words(value):
    say = plan_sentences.problem if isinstance(value, Problem) else plan_sentences.rhythm
    assert say(value, "en") and "{" not in say(value, "en")


@pytest.mark.parametrize(
    ("breach", "text"),
    [
        (Breach(Limit.TERMS, 3, 5), "5 instalments, set beforehand: at most 3"),
        (
            Breach(Limit.LAST_DAY, FRIDAY, date(2026, 12, 4)),
            "all paid on Fri 4 Dec 2026, set beforehand: Fri 27 Nov 2026 at the latest",
        ),
        (
            Breach(Limit.DISCOUNT, Money(Decimal(0)), Money(Decimal(5))),
            "€5.00 discount, set beforehand: at most €0.00",
        ),
    ],
)
def test_a_limit_that_is_passed(breach, text):
    assert plan_sentences.breach(breach, "en") == text
    assert plan_sentences.limit(breach, "en") in {
        "at most 3 instalments",
        "all paid by Fri 27 Nov 2026",
        "no discount",
    }


@pytest.mark.parametrize(
    ("room", "text"),
    [
        (Room(), ""),
        (Room(1), "in one payment"),
        (
            Room(3, FRIDAY, Money(Decimal(0))),
            "at most 3 instalments · all paid by Fri 27 Nov 2026 · no discount",
        ),
        (Room(most_discount=Money(Decimal(50))), "at most €50.00 discount"),
    ],
)
def test_the_limits_as_they_were_understood(room, text):
    assert plan_sentences.room(room, "en") == text
