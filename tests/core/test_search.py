"""Somebody rings back: found by name, number, invoice, telephone or amount, however it is typed."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cockpit.core.ledger import Account, Debtor, Invoice
from cockpit.core.money import Money
from cockpit.core.search import Index, national
from cockpit.core.text import clean_line, fold

DAY = date(2026, 11, 23)


def eur(amount, currency="EUR"):
    return Money(Decimal(amount), currency)


def item(number, amount, paid=0, currency="EUR"):
    whole = eur(amount, currency)
    return Invoice(number, "", DAY, DAY, whole, whole - eur(paid, currency))


def account(number, name, *items, phone="", mobile=""):
    return Account(Debtor(number, name, phone=phone, mobile=mobile), items)


ACCOUNTS = [
    account(
        "D-1007",
        "Bakkerij Zonneveld BV",
        item("2026-0412", "1842.50"),
        item("2026-0398", "300", paid=100),
        phone="+31 (0)20 555 0107",
        mobile="06-5550 0107",
    ),
    account("D-1008", "De Wilg tuinaanleg", item("2026-0501", "1250.5"), phone="0032 2 555 01 08"),
    account("D-1009", "Café Brûlé", item("F/77", "-40"), phone="020 5550109"),
    account("D-1010", "Zonneveld & De Wilg", item("77-12", "1842"), phone="+49 30 5550110"),
    account("Y-77", "Yamada", item("Y1", "15000", currency="JPY")),
    account("D-2000", "Oude klant zonder posten", phone="085-0100200"),
]
INDEX = Index(ACCOUNTS)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        # the name: its beginning first, then a later word, then any place
        ("zonneveld", ["D-1010", "D-1007"]),
        ("ZONNE", ["D-1010", "D-1007"]),
        ("onnevel", ["D-1007", "D-1010"]),
        ("cafe brule", ["D-1009"]),
        ("CAFÉ BRÛLÉ", ["D-1009"]),
        ("  de   wilg ", ["D-1008", "D-1010"]),
        ("wilg zonneveld", ["D-1010"]),
        ("zonneveld bakkerij bv", ["D-1007"]),
        ("zonneveld wilg bakkerij", []),
        ("nobody", []),
        # numbers
        ("d-1008", ["D-1008"]),
        ("1008", ["D-1008"]),
        ("y-77", ["Y-77"]),
        ("2026-0412", ["D-1007"]),
        ("0412", ["D-1007"]),
        ("f/77", ["D-1009"]),
        ("77", ["D-1010", "Y-77", "D-1009"]),  # an invoice that begins with it, then any place
        # several words: all of them, in any key
        ("zonneveld 0412", ["D-1007"]),
        ("0412 zonneveld", ["D-1007"]),
        ("zonneveld 0501", []),
        ("zonneveld 1842,50", ["D-1007"]),
        ("wilg 1842", ["D-1010"]),
        ("zonneveld 5550107", ["D-1007"]),
        ("d-10 wilg", ["D-1008", "D-1010"]),
        # nothing
        ("", []),
        ("   ", []),
        ("\x1b[31m", []),
    ],
)
def test_text(typed, found):
    assert INDEX.find(typed) == found


@pytest.mark.parametrize(
    "typed",
    [
        "020 555 0107",
        "0205550107",
        "+31 20 555 0107",
        "+31205550107",
        "0031 20 5550107",
        "+31 (0)20-555.01.07",
        "(020) 555 0107",
        "5550107",
        "06 5550 0107",
        "+31655500107",
    ],
)
def test_a_telephone_number_in_any_writing(typed):
    assert INDEX.find(typed) == ["D-1007"]


def test_numbers_abroad_keep_their_country():
    assert INDEX.find("+49 30 5550110") == ["D-1010"]
    assert INDEX.find("004930") == ["D-1010"]
    assert INDEX.find("+32 2 555 01 08") == INDEX.find("02 555 01 08") == ["D-1008"]


@pytest.mark.parametrize(
    ("typed", "dialled"),
    [
        ("+31 (0)20 555 0107", "0205550107"),
        ("0031205550107", "0205550107"),
        ("+32 (0) 2 555 01 08", "025550108"),
        ("020-555 0107", "0205550107"),
        ("+49 30 5550110", "0049305550110"),
        ("", ""),
        ("n/a", ""),
    ],
)
def test_how_a_number_is_dialled_at_home(typed, dialled):
    assert national(typed) == dialled


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("1842,50", ["D-1007"]),
        ("1842.50", ["D-1007"]),
        ("1.842,50", ["D-1007"]),
        ("1,842.50", ["D-1007"]),
        ("1 842,50", ["D-1007"]),
        ("1842,5", ["D-1007"]),
        ("€ 1.842,50", ["D-1007"]),
        ("€1842,50", ["D-1007"]),
        ("1842,50 eur", ["D-1007"]),
        ("1842", ["D-1007", "D-1010"]),  # any cents
        ("1.842", ["D-1007", "D-1010"]),
        ("1842,-", ["D-1007", "D-1010"]),
        ("2042,50", ["D-1007"]),  # the total that is open
        ("300", ["D-1007"]),  # what the invoice was for
        ("200,00", ["D-1007"]),  # what is open of it
        ("40,00", ["D-1009"]),  # a credit note, without its sign
        ("15000", ["Y-77"]),
        ("15.000", ["Y-77"]),
        ("1842,51", []),
        ("842,50", []),  # not the end of another amount
    ],
)
def test_an_amount_in_any_writing(typed, found):
    assert INDEX.find(typed) == found


def test_digits_that_could_be_a_number_or_words():
    spaced = account("D-9", "Firma 20 26", item("A 1", "5"))
    assert Index([spaced]).find("20 26") == ["D-9"]  # no telephone or amount has it: then as words
    assert Index([spaced]).find("26 20") == ["D-9"]


def test_the_limit():
    many = Index([account(f"D-{n:03}", f"Firma {n}") for n in range(300)])
    assert many.find("firma") == [f"D-{n:03}" for n in range(200)]
    assert many.find("firma", limit=3) == ["D-000", "D-001", "D-002"]
    assert many.find("firma 7", limit=2) == ["D-007", "D-070"]


def test_one_account_is_taken_over():
    index = Index(ACCOUNTS)
    index.prepare()
    index.update(replace(ACCOUNTS[0], debtor=replace(ACCOUNTS[0].debtor, name="Bakkerij Maanveld BV")))
    assert index.find("zonneveld") == ["D-1010"]
    assert index.find("maanveld") == ["D-1007"]
    assert index.find("0412") == ["D-1007"]
    index.update(account("D-3000", "Nieuwe Zonneveld"))
    assert index.find("zonneveld") == ["D-3000", "D-1010"]
    assert index.find("zonneveld", limit=1) == ["D-3000"]


def test_an_empty_ledger():
    index = Index([])
    index.prepare()
    assert index.find("zonneveld") == []


NAMES = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), min_size=1, max_size=12)
CENTS = st.integers(1, 10**7).map(lambda cents: Decimal(cents).scaleb(-2))


@st.composite
def accounts(draw):
    found = []
    for number in range(draw(st.integers(1, 5))):
        name = clean_line(draw(NAMES)) or "Firma"
        digits = draw(st.integers(100_000_000, 999_999_999))
        items = [item(f"F-{number}{n}", amount) for n, amount in enumerate(draw(st.lists(CENTS, max_size=3)))]
        found.append(account(f"D-{number:04}", name, *items, phone=f"0{digits}"))
    return found


@settings(max_examples=50, deadline=None)
@given(accounts())
def test_everybody_is_found_by_each_of_his_keys(everybody):
    index = Index(everybody)
    for one in everybody:
        debtor = one.debtor
        name = debtor.name if fold(debtor.name) else debtor.id  # a lone accent is no name to search for
        keys = [debtor.id, name, debtor.phone, f"+31{debtor.phone[1:]}", f"0031 {debtor.phone[1:]}"]
        for invoice in one.invoices:
            amount = f"{invoice.open.amount:.2f}"
            keys += [invoice.number, amount, amount.replace(".", ",")]
        for key in keys:
            assert debtor.id in index.find(key), key


@settings(max_examples=40, deadline=None)
@given(accounts(), st.text(max_size=8), st.integers(1, 5))
def test_a_search_is_repeatable_and_never_too_long(everybody, typed, limit):
    found = Index(everybody).find(typed, limit)
    assert found == Index(everybody).find(typed, limit) and len(found) <= limit
    assert len(set(found)) == len(found)
