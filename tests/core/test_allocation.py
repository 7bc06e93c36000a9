"""Terms over invoices: oldest first, credit notes set off, every cent on one place."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cockpit.core.agreement import Agreement, Method, Promise, unkept
from cockpit.core.allocation import allocate, as_promises
from cockpit.core.ledger import Invoice
from cockpit.core.money import CurrencyMismatch, Money
from cockpit.core.plan import Rhythm, plan_by_number

FIRST = date(2026, 11, 27)


def euro(amount: str, currency: str = "EUR") -> Money:
    return Money(Decimal(amount), currency)


def invoice(number: str, amount: str, due: int = -30, currency: str = "EUR") -> Invoice:
    day = FIRST + timedelta(days=due)
    return Invoice(number, "D-1", day, day, euro(amount, currency), euro(amount, currency))


def plan(total: str, number: int):
    return plan_by_number(euro(total), number, Rhythm.MONTHLY, FIRST, "NL")


def shown(total: str, number: int, invoices, order=()):
    return [
        " ".join(
            [
                *(f"{s.number}:{s.amount.text()}" for s in a.shares),
                *([f"+{a.beyond.text()}"] if a.beyond else []),
            ]
        )
        for a in allocate(plan(total, number), invoices, order)
    ]


OLD, NEW = invoice("2", "150", -40), invoice("1", "50", -10)


def test_the_oldest_invoice_is_paid_first():
    assert shown("200", 2, [NEW, OLD]) == ["2:100.00", "2:50.00 1:50.00"]


def test_of_the_same_day_the_lower_number_goes_first():
    assert shown("30", 1, [invoice("B", "20"), invoice("A", "10")]) == ["A:10.00 B:20.00"]


def test_the_collector_can_say_which_goes_first():
    assert shown("200", 2, [NEW, OLD], ["1"]) == ["1:50.00 2:50.00", "2:100.00"]


def test_a_credit_note_is_set_off_against_the_first_invoices():
    credit = invoice("C", "-160")
    assert shown("40", 1, [NEW, OLD, credit]) == ["1:40.00"]
    assert shown("40", 1, [NEW, OLD, credit], ["1"]) == ["2:40.00"]


def test_a_plan_for_less_leaves_the_last_invoices_open():
    assert shown("160", 2, [NEW, OLD]) == ["2:80.00", "2:70.00 1:10.00"]


def test_what_is_more_than_open_is_on_no_invoice():
    assert shown("220", 2, [NEW, OLD]) == ["2:110.00", "2:40.00 1:50.00 +20.00"]
    assert shown("10", 1, []) == ["+10.00"]


def test_an_invoice_in_another_currency_is_refused():
    with pytest.raises(CurrencyMismatch):
        shown("10", 1, [invoice("1", "10", currency="USD")])


def test_an_item_that_is_settled_gets_nothing():
    assert shown("50", 1, [invoice("0", "0", -90), NEW]) == ["1:50.00"]


def test_the_terms_become_promises_over_all_the_invoices():
    promises = as_promises(plan("200", 2), [NEW, OLD], Method.DIRECT_DEBIT)
    assert promises == (
        Promise(euro("100"), FIRST, Method.DIRECT_DEBIT, ("1", "2"), euro("200")),
        Promise(euro("100"), date(2026, 12, 28), Method.DIRECT_DEBIT, ("1", "2"), euro("200")),
    )


def test_money_keeps_the_terms_in_order_whichever_invoice_it_pays():
    agreement = Agreement("A", "D-1", "C", made_at=None, promises=as_promises(plan("200", 4), [NEW, OLD]))
    assert len(unkept(agreement, [OLD])) == 3  # the newer one was paid: 50 of 200
    assert len(unkept(agreement, [NEW])) == 1
    assert unkept(agreement, []) == ()


OPEN = st.lists(st.integers(-50_000, 100_000), min_size=1, max_size=8)


@given(OPEN, st.integers(1, 100_000), st.integers(1, 12), st.lists(st.integers(0, 8), max_size=4))
def test_every_cent_has_one_place(cents, total, number, order):
    invoices = [invoice(str(n), str(Decimal(c) / 100), -n) for n, c in enumerate(cents)]
    made = plan(str(Decimal(max(total, number)) / 100), number)
    allocations = allocate(made, invoices, [str(n) for n in order])
    paid: dict[str, Decimal] = {}
    for allocation in allocations:
        parts = [share.amount.amount for share in allocation.shares]
        assert sum(parts, allocation.beyond.amount) == allocation.term.amount.amount
        assert all(part > 0 for part in parts) and allocation.beyond.amount >= 0
        for share in allocation.shares:
            paid[share.number] = paid.get(share.number, Decimal(0)) + share.amount.amount
    open_of = {i.number: i.open.amount for i in invoices}
    assert all(amount <= open_of[n] for n, amount in paid.items())
    beyond = sum(a.beyond.amount for a in allocations)
    net = max(sum(open_of.values()), Decimal(0))
    assert beyond == max(made.total.amount - net, Decimal(0))
