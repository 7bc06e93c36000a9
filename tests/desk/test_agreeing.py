"""What was typed in the agreement panel means exactly one thing, or it is said what is vague."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from desk.build import FRIDAY, NOW, TODAY, account, agreement, days, entry, eur, fresh, invoice
from hypothesis import given
from hypothesis import strategies as st

from cockpit.core.agreement import Method, State
from cockpit.core.call import Call, CallKind
from cockpit.core.outcome import Outcome, Reach, Result
from cockpit.core.standing import Dispute
from cockpit.desk.agreeing import Habits, covered, proposal, to_agreement, understand

ZONE = ZoneInfo("Europe/Amsterdam")
LOCAL = NOW.astimezone(ZONE)
TWO = account(invoice("1", 100, -20), invoice("2", 50, -5), invoice("3", 900, 10))


def numbers(invoices):
    return tuple(i.number for i in invoices)


def read(typed=None, at=TWO, standing=None, now=LOCAL, tag="nl", country="NL", **fields):
    return understand(typed or entry(**fields), at, standing or fresh(), now, tag, Habits(country))


# -- what it is about ---------------------------------------------------------------------------------------


def test_what_is_overdue_is_proposed():
    assert numbers(proposal(TWO, fresh(), TODAY)) == ("1", "2")


def test_credit_notes_come_off():
    some = account(invoice("1", 100, -20), invoice("C", -30, 5), invoice("3", 900, 10))
    assert numbers(proposal(some, fresh(), TODAY)) == ("1", "C")


def test_with_nothing_overdue_all_is_proposed():
    some = account(invoice("1", 100, 0), invoice("2", 50, 9))
    assert numbers(proposal(some, fresh(), TODAY)) == ("1", "2")


def test_when_credit_covers_what_is_overdue_all_that_is_open_is_proposed():
    some = account(invoice("1", 100, -20), invoice("C", -130, -3), invoice("3", 900, 10))
    assert numbers(proposal(some, fresh(), TODAY)) == ("1", "C", "3")


@pytest.mark.parametrize("open_items", [(), (100, -100), (100, -150), (-5,)])
def test_nothing_is_proposed_when_nothing_is_owed(open_items):
    some = account(*(invoice(str(n), amount, -9) for n, amount in enumerate(open_items)))
    assert proposal(some, fresh(), TODAY) == ()


@pytest.mark.parametrize(("contested", "left"), [(("1",), ("2",)), (("1", "2"), ("3",))])
def test_what_is_contested_is_left_out(contested, left):
    standing = fresh(disputes=(Dispute(contested, "wrong goods", NOW),))
    assert numbers(proposal(TWO, standing, TODAY)) == left


def test_a_dispute_about_everything_leaves_nothing_to_propose_but_a_promise_is_about_something():
    contested = fresh(disputes=(Dispute((), "wrong goods", NOW),))
    assert proposal(TWO, contested, TODAY) == ()
    assert numbers(covered(entry(), TWO, contested, TODAY)) == ("1", "2", "3")
    assert read(amount="100", when="vr", standing=contested).covered_total == eur(1050)


def test_the_currency_in_which_something_is_overdue_wins():
    some = account(
        invoice("1", 70, -3), invoice("2", 10, 9, currency="USD"), invoice("3", 10, 9, currency="USD")
    )
    assert some.currency == "USD"
    assert numbers(proposal(some, fresh(), TODAY)) == ("1",)


def test_of_two_foreign_currencies_the_larger_is_proposed():
    some = account(
        invoice("1", 70, -3, currency="USD"), invoice("2", 10, -9, currency="GBP"), invoice("3", 10, 9)
    )
    assert some.currency == "GBP"  # one of each: the oldest
    assert numbers(proposal(some, fresh(), TODAY)) == ("2",)
    paid = account(
        invoice("1", 70, -3, currency="USD"), invoice("2", 90, -9, currency="GBP"), invoice("3", -1)
    )
    assert numbers(proposal(paid, fresh(), TODAY)) == ("2",)


def test_what_he_promised_for_a_later_day_is_not_asked_for_again():
    running = fresh(agreements=(agreement(covers=("1",), due=FRIDAY),))
    assert numbers(proposal(TWO, running, TODAY)) == ("2",)


@pytest.mark.parametrize(
    "promised",
    [
        agreement(covers=("1",), due=TODAY),
        agreement(covers=("1",), due=days(-4)),
        agreement(covers=("1",), due=FRIDAY, states=(State.BROKEN,)),
        agreement(covers=("1",), due=FRIDAY, amount=100, open_then=eur(200)),
    ],
    ids=["due today", "broken", "marked as broken", "kept"],
)
def test_what_was_promised_otherwise_is(promised):
    assert numbers(proposal(TWO, fresh(agreements=(promised,)), TODAY)) == ("1", "2")


def test_with_nothing_else_overdue_the_promised_invoices_are_what_it_is_about():
    running = fresh(agreements=(agreement(covers=("1", "2"), due=FRIDAY, amount=150),))
    assert numbers(proposal(TWO, running, TODAY)) == ("1", "2")


def test_chosen_invoices_are_covered_in_the_order_of_the_ledger():
    assert numbers(covered(entry(covers=("3", "1")), TWO, fresh(), TODAY)) == ("1", "3")


def test_chosen_invoices_that_are_open_no_more_are_said():
    some = read(covers=("1", "9"))
    assert (numbers(some.covers), some.gone) == (("1",), ("9",))
    none = read(covers=("8", "9"))
    assert (numbers(none.covers), none.gone) == (("1", "2"), ("8", "9"))


def test_an_agreement_is_in_one_currency():
    some = account(invoice("1", 70, -9, currency="USD"), invoice("2", 50), invoice("3", 20))
    both = read(at=some, covers=("1", "2"), amount="50", when="vr")
    assert (numbers(both.covers), both.amount, both.notes) == (("2",), eur(50), {"covers": "other-currency"})
    one = read(at=some, covers=("1",), amount="70")
    assert (numbers(one.covers), one.amount, one.notes) == (("1",), eur(70, "USD"), {})


def test_an_amount_in_another_currency_is_refused():
    some = read(amount="$ 100", when="vr")
    assert some.refused["amount"].code == "amount-currency" and some.amount is None and not some.is_promise


# -- amounts ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "note"), [("150", None), ("150,00", None), ("60", "part"), ("150,01", "more-than-open")]
)
def test_the_amount_is_held_against_what_is_open(typed, note):
    assert read(amount=typed).notes.get("amount") == note


def test_any_amount_is_more_than_credit_notes():
    some = account(invoice("1", -30), invoice("2", 20, 5))
    assert read(at=some, covers=("1",), amount="5").notes["amount"] == "more-than-open"


def test_with_nothing_open_an_amount_stands_by_itself():
    nothing = read(at=account(), amount="5", when="vr")
    assert nothing.is_promise and nothing.covers == () and nothing.covered_total is None
    assert nothing.notes == {} and nothing.amount == eur(5)


def test_an_amount_with_two_readings_is_marked():
    assert read(amount="1.250").amount == eur(1250)
    assert read(amount="1.250").uncertain == {"amount"}
    assert read(amount="1.250", tag="en").amount is None  # three decimals there, which a euro does not have


# -- days ---------------------------------------------------------------------------------------------------


def test_a_day_off_at_the_customers_is_noted():
    assert read(when="za").notes["when"] == "weekend"
    belgian = account(invoice("1", 100), country="BE")
    assert read(at=belgian, when="21-7-2027", country="NL").notes["when"] == "holiday"
    assert "when" not in read(when="21-7-2027").notes


def test_a_day_that_is_over_is_refused():
    some = read(amount="100", when="20-11-2026")
    assert some.refused["when"].code == "past" and some.vague == ("when",) and not some.is_promise


def test_the_collectors_country_says_how_a_date_is_read():
    american = account(invoice("1", 100), country="US")
    assert read(at=american, when="3-12", tag="en").day == date(2026, 12, 3)


def test_without_anything_typed_everything_is_vague():
    some = read()
    assert some.vague == ("amount", "when") and not some.is_promise
    assert (some.amount, some.day, some.commitment, some.concession) == (None, None, None, None)


# -- our half -----------------------------------------------------------------------------------------------


def test_our_half_needs_a_day():
    assert read(amount="150", when="vr", if_we="mail a copy").vague == ("if_we_by",)
    unread = read(amount="150", when="vr", if_we="mail a copy", if_we_by="soon")
    assert unread.vague == ("if_we_by",) and "if_we_by" in unread.refused and unread.is_promise


def test_a_day_needs_something_to_do():
    some = read(amount="150", when="vr", if_we="  ", if_we_by="vr")
    assert some.vague == ("if_we",) and some.commitment is None


@pytest.mark.parametrize(
    ("typed", "local"),
    [
        ("vandaag", datetime(2026, 11, 23, 17, tzinfo=ZONE)),
        ("vr", datetime(2026, 11, 27, 17, tzinfo=ZONE)),
        ("vrijdagmiddag", datetime(2026, 11, 27, 17, tzinfo=ZONE)),
        ("16:30", datetime(2026, 11, 23, 16, 30, tzinfo=ZONE)),
        ("morgenavond", datetime(2026, 11, 24, 23, 59, tzinfo=ZONE)),
    ],
)
def test_a_day_without_an_hour_lasts_until_the_office_closes(typed, local):
    commitment = read(if_we="mail a copy", if_we_by=typed).commitment
    assert commitment.due == local and commitment.due.tzinfo is UTC


def test_after_office_hours_today_lasts_until_its_end():
    evening = LOCAL.replace(hour=18)
    commitment = read(if_we="mail a copy", if_we_by="vandaag", now=evening).commitment
    assert commitment.due == datetime(2026, 11, 23, 23, 59, tzinfo=ZONE)


def test_what_is_worth_a_look_about_our_day_is_noted():
    some = read(if_we="mail a copy", if_we_by="za 10:00")
    assert some.notes["if_we_by"] == "weekend"


def test_texts_are_made_harmless():
    some = read(if_we="mail\x1b[31m a\ncopy", if_we_by="vr", in_return="no\u202e interest")
    assert some.commitment.what == "mail a copy" and some.concession.what == "no interest"


# -- the agreement ------------------------------------------------------------------------------------------


def a_call(read_back=False, result=Result.PROMISE):
    return Call(
        "C-1",
        "D-1",
        CallKind.REMINDER,
        NOW,
        contact="Mevr. Bos",
        read_back=read_back,
        outcome=Outcome(Reach.RIGHT_PERSON, result),
    )


WHOLE = {"amount": "150", "when": "vr", "if_we": "mail a copy", "if_we_by": "vr", "in_return": "no interest"}


def test_a_whole_agreement():
    made = to_agreement(read(**WHOLE, method="direct-debit"), a_call(), "A-1", NOW)
    (promise,) = made.promises
    assert (promise.amount, promise.due, promise.method) == (eur(150), FRIDAY, Method.DIRECT_DEBIT)
    assert (promise.covers, promise.open_then) == (("1", "2"), eur(150))
    assert (made.commitments[0].what, made.concessions[0].what) == ("mail a copy", "no interest")
    assert (made.id, made.call_id, made.debtor_id, made.contact) == ("A-1", "C-1", "D-1", "Mevr. Bos")
    assert made.state is State.HEARD and made.made_at == NOW


def test_read_back_is_a_further_state():
    made = to_agreement(read(**WHOLE), a_call(read_back=True), "A-1", NOW)
    assert [s.state for s in made.states] == [State.HEARD, State.READ_BACK]


@pytest.mark.parametrize("typed", [{}, {"amount": "150"}, {"when": "vr"}, {"in_return": "no interest"}])
def test_nothing_vague_is_recorded(typed):
    assert to_agreement(read(**typed), a_call(), "A-1", NOW) is None


def test_a_concession_without_a_promise_is_none():
    made = to_agreement(
        read(if_we="mail a copy", if_we_by="vr", in_return="no interest"), a_call(), "A-1", NOW
    )
    assert made.promises == made.concessions == () and made.commitments


@pytest.mark.parametrize(
    "result", [Result.NO_AGREEMENT, Result.REFUSES, Result.INSOLVENT, Result.DO_NOT_CALL]
)
def test_a_refusal_is_no_promise_whatever_was_typed_before(result):
    made = to_agreement(read(**WHOLE), a_call(result=result), "A-1", NOW)
    assert made.promises == made.concessions == () and made.commitments
    assert to_agreement(read(amount="150", when="vr"), a_call(result=result), "A-1", NOW) is None


def test_a_promise_beside_another_result_counts():
    assert to_agreement(read(**WHOLE), a_call(result=Result.DISPUTE), "A-1", NOW).promises


# -- whatever is typed --------------------------------------------------------------------------------------

texts = st.text(max_size=30) | st.sampled_from(
    ["vr", "27-11", "eind van de maand", "1.250,50", "+7", "€", "½"]
)


@given(
    st.builds(
        entry,
        amount=texts,
        when=texts,
        if_we=texts,
        if_we_by=texts,
        in_return=texts,
        covers=st.lists(st.sampled_from(["1", "2", "3", "9"]), max_size=3).map(tuple),
    ),
    st.sampled_from(["nl", "en", "nl_BE"]),
)
def test_every_text_is_understood_or_refused(typed, tag):
    some = read(typed, tag=tag)
    assert some.is_promise == ("amount" not in some.vague and "when" not in some.vague)
    assert not (set(some.refused) & set(some.uncertain))
    assert some.day is None or some.day >= TODAY
    assert some.commitment is None or some.commitment.due >= NOW
    assert {i.open.currency for i in some.covers} <= {"EUR"} and some.covers
