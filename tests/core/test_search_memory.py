"""The search remembers what it sought in vain: what was typed before never changes what is found."""

from datetime import date
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from cockpit.core.ledger import Account, Debtor, Invoice
from cockpit.core.money import Money
from cockpit.core.search import Index

DAY = date(2026, 11, 23)
LETTERS = st.text("ab1 ", min_size=1, max_size=6)
QUERIES = st.text("ab12 ,.", min_size=1, max_size=7)


@st.composite
def accounts(draw):
    """Debtors of few letters and digits, so that much of what is typed occurs somewhere, and much nowhere."""
    made = []
    for number in range(draw(st.integers(0, 6))):
        debtor_id = f"{draw(st.text('ab12', max_size=3))}-{number}"
        amounts = draw(st.lists(st.integers(1, 122), max_size=3))
        items = [Money(Decimal(amount) / 10) for amount in amounts]
        invoices = tuple(
            Invoice(f"{draw(st.text('ab12', max_size=3))}/{nth}", debtor_id, DAY, DAY, money, money)
            for nth, money in enumerate(items)
        )
        phone = draw(st.sampled_from(("", "0211 212", "+31 2 1112", "0032 12 21")))
        made.append(Account(Debtor(debtor_id, draw(LETTERS), phone=phone), invoices))
    return made


@settings(max_examples=120, deadline=None)
@given(accounts(), st.lists(QUERIES, min_size=1, max_size=6))
def test_what_was_asked_before_changes_nothing(everybody, queries):
    """Letter by letter, one query after the other, an index finds what one finds that is asked only once."""
    index = Index(everybody)
    for query in queries:
        for end in range(1, len(query) + 1):
            typed = query[:end]
            assert index.find(typed) == Index(everybody).find(typed), typed


@settings(max_examples=120, deadline=None)
@given(accounts(), st.lists(st.text("ab", min_size=1, max_size=3), min_size=1, max_size=3))
def test_words_of_letters_are_found_as_by_looking_everywhere(everybody, words):
    """The naive way: a debtor is found when each word stands in his name, his number or an invoice."""
    index = Index(everybody)
    for end in range(1, len(words) + 1):
        found = index.find(" ".join(words[:end]))
        naive = {
            one.debtor.id
            for one in everybody
            if all(any(word in key for key in _keys(one)) for word in words[:end])
        }
        assert set(found) == naive


def _keys(account):
    name = " ".join(account.debtor.name.split())
    return [name, account.debtor.id, *(invoice.number for invoice in account.invoices)]


def test_a_great_many_queries_are_not_all_remembered():
    money = Money(Decimal(5))
    items = (Invoice("F-1", "D-1", DAY, DAY, money, money),)
    index = Index([Account(Debtor("D-1", "Kaptein"), items)])
    for number in range(500):
        assert index.find(f"zz{number} kap{number}") == []
        assert index.find("kap f-1") == ["D-1"]
    shelf = vars(index)["_shelf"]
    for lines in (vars(shelf)["_names"], vars(shelf)["_invoices"]):
        assert len(vars(lines)["_absent"]) <= 64
        assert len(vars(lines)["_counts"]) <= 64
