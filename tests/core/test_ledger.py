"""What the accounting system said: totals, age, one account per debtor."""

from datetime import date, timedelta
from decimal import Decimal

from cockpit.core.ledger import BUCKETS, Account, Debtor, Invoice, Ledger, ageing
from cockpit.core.money import Money

TODAY = date(2026, 11, 23)
DEBTOR = Debtor("D-1", "Bakkerij Zonneveld BV")


def eur(amount, currency="EUR"):
    return Money(Decimal(amount), currency)


def item(number, days_late, amount, currency="EUR", debtor_id="D-1"):
    due = TODAY - timedelta(days_late)
    return Invoice(number, debtor_id, due - timedelta(30), due, eur(amount, currency), eur(amount, currency))


def account(*invoices):
    return Account(DEBTOR, invoices)


def test_the_number_to_dial():
    assert Debtor("D", "n", phone="020 555 0101", mobile="06 5550 0101").number_to_dial == "020 555 0101"
    assert Debtor("D", "n", mobile="06 5550 0101").number_to_dial == "06 5550 0101"
    assert Debtor("D", "n").number_to_dial == ""


def test_days_overdue():
    assert [item("F", days, 1).days_overdue(TODAY) for days in (-3, 0, 1, 34)] == [0, 0, 1, 34]


def test_a_credit_note_is_negative():
    assert item("C", 0, "-5").is_credit
    assert not item("F", 0, "5").is_credit
    assert not item("F", 0, "0").is_credit


def test_the_main_currency_is_that_of_most_items():
    assert account().currency == "EUR"
    assert account(item("1", 0, 1, "USD"), item("2", 0, 1, "USD"), item("3", 0, 99)).currency == "USD"
    assert account(item("1", 0, 1, "USD"), item("2", 0, 99)).currency == "USD"  # a tie: the first


def test_totals():
    mixed = account(item("1", 5, 100), item("2", 5, 50, "USD"), item("3", -5, 30), item("4", 0, -20))
    assert mixed.open_totals() == {"EUR": eur(110), "USD": eur(50, "USD")}
    assert mixed.open_total() == eur(110)
    assert mixed.overdue_total(TODAY) == eur(80)
    assert account().open_total() == eur(0)


def test_overdue_is_never_below_zero():
    assert account(item("1", 5, 100), item("2", 9, -300)).overdue_total(TODAY) == eur(0)
    assert account(item("1", -5, 100), item("2", 9, -30)).overdue_total(TODAY) == eur(0)


def test_what_is_overdue_comes_oldest_first():
    one = account(item("B", 3, 1), item("A", 3, 1), item("C", 9, 1), item("D", 0, 1), item("E", 20, -1))
    assert [i.number for i in one.overdue(TODAY)] == ["C", "A", "B"]
    assert one.days_overdue(TODAY) == 9
    assert account(item("D", 0, 1)).days_overdue(TODAY) == 0


def test_ageing():
    days = [-4, 0, 1, 30, 31, 60, 61, 90, 91, 400]
    found = ageing([*(item(str(d), d, 10) for d in days), item("x", 5, 7, "USD")], TODAY, "EUR")
    assert found == (eur(20), eur(20), eur(20), eur(20), eur(20))
    assert len(found) == len(BUCKETS) + 1
    assert ageing([], TODAY, "EUR") == (eur(0),) * 5


def test_a_ledger_gives_each_debtor_his_items_by_due_date():
    other = Debtor("D-2", "Kaptein")
    ledger = Ledger(
        {"D-1": DEBTOR, "D-2": other},
        (item("3", 1, 1), item("1", 9, 1, debtor_id="D-2"), item("2", 5, 1), item("0", 5, 1)),
    )
    assert [i.number for i in ledger.account("D-1").invoices] == ["0", "2", "3"]
    assert [i.number for i in ledger.account("D-2").invoices] == ["1"]
    assert ledger.account("D-3") is None
    assert Ledger({"D-1": DEBTOR}).account("D-1") == account()
    assert Ledger().by_debtor == {}
