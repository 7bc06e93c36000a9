"""What the call is for."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from cockpit.core.agreement import Agreement, Promise
from cockpit.core.call import CallKind
from cockpit.core.followup import FollowUp, FollowUpKind
from cockpit.core.kinds import kind_for
from cockpit.core.ledger import Account, Debtor, Invoice
from cockpit.core.money import Money
from cockpit.core.rules import Rules
from cockpit.core.standing import Standing

TODAY = date(2026, 11, 23)
NOON = datetime(2026, 11, 23, 11, 0, tzinfo=UTC)
DAY = timedelta(days=1)


def item(late=10, reminders=None, amount=100):
    due = TODAY - timedelta(late)
    money = Money(Decimal(amount))
    return Invoice("F1", "D-1", due - timedelta(30), due, money, money, reminders=reminders)


def ring_back(due, done=None):
    return FollowUp("F", "D-1", "C", FollowUpKind.RING_BACK, due, done_at=done)


BROKEN = Agreement(
    "A", "D-1", "C", NOON, promises=(Promise(Money(Decimal(100)), TODAY - 9 * DAY, covers=("F1",)),)
)

SITUATIONS = [
    ("ten days overdue", item(), {}, CallKind.REMINDER),
    ("thirty days overdue", item(30), {}, CallKind.REMINDER),
    ("31 days overdue", item(31), {}, CallKind.DUNNING),
    ("one letter", item(reminders=1), {}, CallKind.REMINDER),
    ("two letters", item(reminders=2), {}, CallKind.DUNNING),
    ("spoken since it became overdue", item(), {"last_spoken_at": NOON - 9 * DAY}, CallKind.DUNNING),
    ("spoken on the due date", item(), {"last_spoken_at": NOON - 10 * DAY}, CallKind.REMINDER),
    ("nothing overdue", item(0), {}, CallKind.COURTESY),
    ("only a credit note overdue", item(amount=-5), {}, CallKind.COURTESY),
    ("a ring-back for today", item(), {"follow_ups": (ring_back(NOON),)}, CallKind.CALLBACK),
    ("a ring-back, nothing overdue", item(0), {"follow_ups": (ring_back(NOON - DAY),)}, CallKind.CALLBACK),
    ("a ring-back for tomorrow", item(), {"follow_ups": (ring_back(NOON + DAY),)}, CallKind.REMINDER),
    ("a ring-back that was made", item(), {"follow_ups": (ring_back(NOON, NOON),)}, CallKind.REMINDER),
    ("a broken promise", item(), {"agreements": (BROKEN,)}, CallKind.BROKEN_PROMISE),
    (
        "a broken promise and a ring-back",
        item(),
        {"agreements": (BROKEN,), "follow_ups": (ring_back(NOON),)},
        CallKind.BROKEN_PROMISE,
    ),
    (
        "a broken promise that we spoke about",
        item(),
        {"agreements": (BROKEN,), "last_spoken_at": NOON - DAY},
        CallKind.DUNNING,
    ),
]


@pytest.mark.parametrize(("situation", "invoice", "facts", "kind"), SITUATIONS)
def test_the_kind_of_call(situation, invoice, facts, kind):
    account = Account(Debtor("D-1", "Zonneveld"), (invoice,))
    assert kind_for(account, Standing("D-1", **facts), TODAY, Rules()) is kind, situation


def test_the_zone_decides_on_which_day_a_ring_back_is():
    night = ring_back(datetime(2026, 11, 23, 23, 30, tzinfo=UTC))
    standing = Standing("D-1", follow_ups=(night,))
    account = Account(Debtor("D-1", "Zonneveld"), (item(),))
    assert kind_for(account, standing, TODAY, Rules()) is CallKind.CALLBACK
    assert kind_for(account, standing, TODAY, Rules(), "Europe/Amsterdam") is CallKind.REMINDER
