"""The rules of the queue as tables: a situation, and the reason that the row gives."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

import pytest

from cockpit.core.agreement import Agreement, Commitment, Promise, State, StateChange
from cockpit.core.call import CallKind
from cockpit.core.followup import FollowUp, FollowUpKind
from cockpit.core.ledger import Account, Debtor, Invoice
from cockpit.core.money import Money
from cockpit.core.queue import BANDS, ReasonCode, Rules, judge
from cockpit.core.ranking import IDLE, PAUSED, TABLE
from cockpit.core.standing import Dispute, Standing

ZONE = "Europe/Amsterdam"
TODAY = date(2026, 11, 23)  # a Monday
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)  # ten o'clock in Amsterdam
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
DEBTOR = Debtor("D-1", "Bakkerij Zonneveld BV", phone="020 555 0101")
C = ReasonCode


def eur(amount, currency="EUR"):
    return Money(Decimal(amount), currency)


def item(number="F1", late=34, amount="1842.50", currency="EUR", age=None, **more):
    """An open item, `late` days past its due date and `age` days old."""
    due = TODAY - timedelta(late)
    sent = due - timedelta(30) if age is None else TODAY - timedelta(age)
    return Invoice(number, "D-1", sent, due, eur(amount, currency), eur(amount, currency), **more)


def promised(days, amount="1842.50", *covers, states=(State.HEARD,), at=NOW - 5 * DAY):
    """An agreement with one promise, due `days` from today, over F1 unless told otherwise."""
    covers = covers or ("F1",)
    one = Promise(eur(amount), TODAY + timedelta(days), covers=covers, open_then=eur(amount))
    changes = tuple(StateChange(state, at) for state in states)
    return Agreement("A-1", "D-1", "C-1", at, promises=(one,), states=changes)


def ours(due, what="send a copy"):
    return Agreement("A-2", "D-1", "C-1", NOW, commitments=(Commitment(what, due),))


def back(kind, due, what="", timed=False, number=1):
    return FollowUp(f"F-{number}", "D-1", "C-1", kind, due, timed, what)


def ring_back(due, **more):
    return back(FollowUpKind.RING_BACK, due, **more)


def standing(*parts, **more):
    """Agreements, follow-ups and disputes, each put where it belongs."""
    return Standing(
        "D-1",
        agreements=tuple(p for p in parts if isinstance(p, Agreement)),
        follow_ups=tuple(p for p in parts if isinstance(p, FollowUp)),
        disputes=tuple(p for p in parts if isinstance(p, Dispute)),
        **more,
    )


LATE = item()


def row(*parts, items=(LATE,), debtor=DEBTOR, now=NOW, rules=None, **more):
    """The row of a debtor: parts as for `standing`."""
    return judge(Account(debtor, tuple(items)), standing(*parts, **more), now, ZONE, rules or Rules())


def spoke(days):
    return NOW - days * DAY


# -- one reason at a time -------------------------------------------------------------------------

OUR_WORD = [
    ("our action an hour late", [ours(NOW - HOUR)], C.COMMITMENT_OVERDUE),
    ("our action due this minute", [ours(NOW)], C.COMMITMENT_OVERDUE),
    ("our action due tonight", [ours(NOW + 5 * HOUR)], C.COMMITMENT_DUE),
    ("our action due tomorrow", [ours(NOW + DAY)], C.OVERDUE),
    ("an action as a follow-up", [back(FollowUpKind.COMMITMENT, NOW - HOUR)], C.COMMITMENT_OVERDUE),
    ("our action done", [ours(NOW - HOUR).commitment_done(0, NOW)], C.OVERDUE),
    ("a ring-back an hour late", [ring_back(NOW - HOUR)], C.RING_BACK),
    ("a ring-back in ten minutes", [ring_back(NOW + timedelta(minutes=10))], C.RING_BACK),
    ("a ring-back in eleven minutes", [ring_back(NOW + timedelta(minutes=11))], C.PAUSED_RING_BACK),
    ("a ring-back next week", [ring_back(NOW + 7 * DAY)], C.PAUSED_RING_BACK),
    ("a ring-back that was made", [replace(ring_back(NOW - HOUR), done_at=NOW)], C.OVERDUE),
]

PROMISES = [
    ("a promise for yesterday, no grace", [promised(-1)], Rules(grace_days=0), C.PROMISE_BROKEN),
    ("a promise for yesterday, in its grace", [promised(-1)], Rules(grace_days=2), C.PROMISE_DUE),
    ("a promise for three days ago", [promised(-3)], Rules(grace_days=2), C.PROMISE_BROKEN),
    ("a promise for today", [promised(0)], Rules(), C.PROMISE_DUE),
    ("a promise for tomorrow", [promised(1)], Rules(), C.PAUSED_PROMISE),
    ("a promise that ended", [promised(-9, states=(State.BROKEN,))], Rules(), C.OVERDUE),
    ("a promise over another item, running", [promised(1, "50", "F2")], Rules(), C.OVERDUE),
]

DESK_WORK = [
    ("mailed on Friday", [promised(9, states=(State.MAILED,), at=spoke(3))], C.PAUSED_PROMISE),
    ("mailed on Thursday", [promised(9, states=(State.MAILED,), at=spoke(4))], C.CONFIRMATION),
    ("confirmed", [promised(9, states=(State.MAILED, State.CONFIRMED), at=spoke(9))], C.PAUSED_PROMISE),
    ("a claim to verify today", [back(FollowUpKind.VERIFY, NOW + 5 * HOUR)], C.VERIFY),
    ("a claim to verify tomorrow", [back(FollowUpKind.VERIFY, NOW + DAY)], C.OVERDUE),
    ("somebody to ask today", [back(FollowUpKind.CONSULT, NOW - DAY)], C.CONSULT),
]


@pytest.mark.parametrize(("situation", "parts", "code"), OUR_WORD + DESK_WORK)
def test_our_own_word_and_work(situation, parts, code):
    assert row(*parts).reason.code is code, situation


@pytest.mark.parametrize(("situation", "parts", "rules", "code"), PROMISES)
def test_promises(situation, parts, rules, code):
    assert row(*parts, rules=rules).reason.code is code, situation


OPEN_ITEMS = [
    ("nothing open", [], C.NOTHING_OWED),
    ("one day overdue", [item(late=1)], C.OVERDUE),
    ("due today", [item(late=0)], C.NOT_DUE),
    ("credit notes exceed", [item(), item("C1", 9, "-2000")], C.NOTHING_OWED),
    ("credit notes cover what is overdue", [item(), item("C1", 9, -1900), item("F2", -9)], C.NOT_DUE),
    ("only a credit note", [item("C1", 9, "-5")], C.NOTHING_OWED),
    (
        "overdue in another currency",
        [item(late=-9), item("F2", late=-9), item("F3", 9, 50, "USD")],
        C.OVERDUE,
    ),
    ("a large invoice of four days ago", [item(late=-26, age=4, amount=2500)], C.COURTESY_AMOUNT),
    ("a large invoice of three days ago", [item(late=-27, age=3, amount=2500)], C.NOT_DUE),
    ("a large invoice of three weeks ago", [item(late=-9, age=21, amount=2500)], C.COURTESY_AMOUNT),
    ("a large invoice of 22 days ago", [item(late=-8, age=22, amount=2500)], C.NOT_DUE),
    ("a cent too small", [item(late=-26, age=4, amount="2499.99")], C.NOT_DUE),
    (
        "large, but the credit notes exceed",
        [item(late=-26, age=4, amount=2500), item("C", 1, -9e3)],
        C.NOTHING_OWED,
    ),
    ("large, but something is overdue", [item(late=-26, age=4, amount=2500), item("F2", 3, 10)], C.OVERDUE),
    ("a fresh credit note", [item(late=-26, age=4, amount=-2500), item("F2", -9, 9999, age=40)], C.NOT_DUE),
]


@pytest.mark.parametrize(("situation", "items", "code"), OPEN_ITEMS)
def test_open_items(situation, items, code):
    assert row(items=items).reason.code is code, situation


SINCE = [(0, C.COURTESY_NEW), (179, C.COURTESY_NEW), (180, C.NOT_DUE), (None, C.NOT_DUE)]


@pytest.mark.parametrize(("days", "code"), SINCE)
def test_a_new_customer_gets_a_courtesy_call(days, code):
    since = None if days is None else TODAY - timedelta(days)
    found = row(items=[item(late=-20, age=10, amount=90)], debtor=replace(DEBTOR, customer_since=since))
    assert found.reason.code is code


PAUSES = [
    ("nothing known against it", {}, C.OVERDUE),
    ("spoke today", {"last_spoken_at": spoke(0)}, C.PAUSED_CONTACTED),
    ("spoke four days ago", {"last_spoken_at": spoke(4)}, C.PAUSED_CONTACTED),
    ("spoke five days ago", {"last_spoken_at": spoke(5)}, C.OVERDUE),
    ("wrong number", {"number_is_wrong": True}, C.PAUSED_WRONG_NUMBER),
    ("do not call", {"do_not_call": True}, C.PAUSED_DO_NOT_CALL),
    ("insolvent", {"insolvent": True}, C.PAUSED_INSOLVENT),
    ("set aside until later", {"skipped_until": NOW + HOUR, "skip_reason": "x"}, C.PAUSED_SKIPPED),
    ("set aside until now", {"skipped_until": NOW, "skip_reason": "x"}, C.OVERDUE),
]


@pytest.mark.parametrize(("situation", "facts", "code"), PAUSES)
def test_pauses_of_an_ordinary_call(situation, facts, code):
    assert row(**facts).reason.code is code, situation


def test_more_pauses_of_an_ordinary_call():
    assert row(debtor=replace(DEBTOR, phone="")).reason.code is C.PAUSED_NO_NUMBER
    assert row(debtor=replace(DEBTOR, phone="", mobile="06 5550 0101")).reason.code is C.OVERDUE
    assert row(back(FollowUpKind.RETRY, NOW + HOUR)).reason.code is C.PAUSED_RETRY
    assert row(back(FollowUpKind.RETRY, NOW)).reason.code is C.OVERDUE
    verified_later = row(back(FollowUpKind.VERIFY, NOW + 9 * DAY), last_spoken_at=spoke(8))
    assert verified_later.reason.code is C.PAUSED_CONTACTED
    assert verified_later.reason.values == {"days": 8, "again": TODAY + timedelta(9)}


def test_a_rest_does_not_end_in_a_weekend():
    saturday = NOW + 5 * DAY
    found = row(last_spoken_at=NOW, now=saturday)
    assert found.reason.values == {"days": 5, "again": date(2026, 11, 30)}
    assert row(last_spoken_at=NOW, now=NOW + 7 * DAY).reason.code is C.OVERDUE


@pytest.mark.parametrize(
    ("country", "day", "code"),
    [
        ("BE", date(2026, 7, 21), C.PAUSED_HOLIDAY),
        ("NL", date(2026, 7, 21), C.OVERDUE),
        ("NL", date(2026, 4, 27), C.PAUSED_HOLIDAY),
        ("BE", date(2026, 4, 27), C.OVERDUE),
        ("NL", date(2026, 11, 22), C.OVERDUE),  # a Sunday is the collector's own choice
    ],
)
def test_a_holiday_in_the_debtors_country(country, day, code):
    now = datetime.combine(day, time(9), UTC)
    old = item(late=400)
    assert row(items=[old], debtor=replace(DEBTOR, country=country), now=now).reason.code is code


# -- which reason wins, and what holds it ---------------------------------------------------------

ALL_AT_ONCE = [
    ours(NOW - HOUR),
    ring_back(NOW - HOUR, number=2),
    promised(-9),
    replace(ours(NOW + HOUR), id="A-3"),
    replace(promised(0, "10", "F2"), id="A-4"),
    replace(promised(3, "10", "F3", states=(State.MAILED,), at=spoke(9)), id="A-5"),
    back(FollowUpKind.VERIFY, NOW, number=3),
    back(FollowUpKind.CONSULT, NOW, number=4),
]
ITEMS = [item(), item("F2", 9, 10), item("F3", 9, 10), item("F4", 9, 5000)]


def test_the_order_of_the_rules():
    left, seen = list(ALL_AT_ONCE), []
    for _ in range(len(left)):
        seen.append(row(*left, items=ITEMS).reason.code)
        left.pop(0)
    assert seen == [
        C.COMMITMENT_OVERDUE,
        C.RING_BACK,
        C.PROMISE_BROKEN,
        C.COMMITMENT_DUE,
        C.PROMISE_DUE,
        C.CONFIRMATION,
        C.VERIFY,
        C.CONSULT,
    ]
    assert row(*left, items=ITEMS).reason.code is C.OVERDUE
    assert [rule.__name__ for rule, _ in TABLE] == [
        "commitment_overdue",
        "ring_back_due",
        "promise_reversed",
        "promise_broken",
        "claim_not_found",
        "commitment_due",
        "promise_due",
        "confirmation",
        "verify",
        "consult",
        "overdue",
        "courtesy",
    ]


HOLDS = {
    "set aside": {"skipped_until": NOW + DAY, "skip_reason": "x"},
    "do not call": {"do_not_call": True},
    "insolvent": {"insolvent": True},
    "wrong number": {"number_is_wrong": True},
    "spoke lately": {"last_spoken_at": spoke(4)},
}
HELD = [
    # reason                 shown even when …                                         held when …
    (ours(NOW - HOUR), "set aside, do not call, insolvent, wrong number, spoke lately", ""),
    (ours(NOW + HOUR), "set aside, do not call, insolvent, wrong number, spoke lately", ""),
    (ring_back(NOW), "set aside, do not call, insolvent, wrong number, spoke lately", ""),
    (promised(-3), "wrong number, spoke lately", "set aside, do not call, insolvent"),
    (promised(0), "wrong number, spoke lately", "set aside, do not call, insolvent"),
    (back(FollowUpKind.VERIFY, NOW), "do not call, insolvent, wrong number, spoke lately", "set aside"),
    (back(FollowUpKind.CONSULT, NOW), "do not call, insolvent, wrong number, spoke lately", "set aside"),
    (
        promised(9, states=(State.MAILED,), at=spoke(9)),
        "do not call, insolvent, wrong number, spoke lately",
        "set aside",
    ),
]


@pytest.mark.parametrize(("part", "shown", "held"), HELD)
def test_what_a_pause_holds(part, shown, held):
    code = row(part).reason.code
    assert not code.is_pause and not code.is_idle
    for name in filter(None, shown.split(", ")):
        assert row(part, **HOLDS[name]).reason.code is code, name
    for name in filter(None, held.split(", ")):
        found = row(part, **HOLDS[name])
        assert found.reason.code is not code, name
        assert found.rank >= PAUSED, name


def test_our_word_needs_no_number():
    nobody = replace(DEBTOR, phone="")
    for part in (ours(NOW - HOUR), ring_back(NOW), promised(-3)):
        found = row(part, debtor=nobody)
        assert found.rank < PAUSED and found.phone == ""


def test_a_planned_retry_holds_a_broken_promise_until_its_time():
    retry = back(FollowUpKind.RETRY, NOW + 3 * HOUR)
    assert row(promised(-3), retry).reason.code is C.PAUSED_RETRY
    assert row(promised(-3), retry, now=NOW + 3 * HOUR).reason.code is C.PROMISE_BROKEN
    assert row(promised(-3), retry, ours(NOW - HOUR)).reason.code is C.COMMITMENT_OVERDUE
    earlier = back(FollowUpKind.RETRY, NOW - HOUR, number=2)
    assert row(retry, earlier).reason.values == {"due": NOW + 3 * HOUR}


def test_a_ring_back_later_today_holds_other_calls_and_one_on_another_day_does_not():
    today, thursday = ring_back(NOW + 5 * HOUR), ring_back(NOW + 3 * DAY)
    assert row(promised(-3), today).reason.code is C.PAUSED_RING_BACK
    assert row(promised(-3), thursday).reason.code is C.PROMISE_BROKEN
    assert row(back(FollowUpKind.VERIFY, NOW), today).reason.code is C.VERIFY
    assert row(today, items=[item(late=-9)]).reason.code is C.PAUSED_RING_BACK


def test_a_held_rule_lets_the_next_one_through():
    mailed = promised(9, states=(State.MAILED,), at=spoke(9))
    broken = replace(promised(-3, "10", "F2"), id="A-9")
    retry = back(FollowUpKind.RETRY, NOW + HOUR)
    assert row(mailed, broken, retry, items=[item(), item("F2", 40, 10)]).reason.code is C.CONFIRMATION


# -- promises and disputes hold their own items ---------------------------------------------------


def test_what_is_not_promised_still_counts():
    found = row(promised(4), items=[item(), item("F2", 9, 100)])
    assert found.reason.code is C.OVERDUE
    assert found.reason.values == {"amount": eur(100), "days": 9}
    assert found.days_overdue == 34 and found.open == eur("1942.50")


def test_a_credit_note_in_the_promise_is_not_taken_off_twice():
    covered = promised(4, "1742.50", "F1", "C1")
    items = [item(), item("C1", 9, -100), item("F2", 9, 200)]
    assert row(covered, items=items).reason.values["amount"] == eur(200)


def test_an_agreement_without_invoices_holds_everything():
    all_of_it = Promise(eur(100), TODAY + timedelta(4), covers=(), open_then=eur(1842))
    agreed = replace(promised(4), promises=(all_of_it,))
    assert row(agreed, items=[item(), item("F2")]).reason.code is C.PAUSED_PROMISE


def test_a_dispute_holds_its_own_items():
    contested = Dispute(("F1",), "too salty", spoke(20))
    assert row(contested).reason.values == {"count": 1, "what": "too salty"}
    both = row(contested, items=[item(), item("F2", 9, 100)])
    assert both.reason.code is C.OVERDUE and both.reason.values["amount"] == eur(100)
    assert row(contested, items=[item("F1", -5)]).reason.code is C.NOT_DUE
    assert row(contested, items=[item(), item("C1", 1, -5000)]).reason.code is C.NOTHING_OWED


def test_the_last_dispute_about_an_open_item_gives_the_reason():
    disputes = (
        Dispute(("F1",), "first", spoke(20)),
        Dispute((), "all of it", spoke(10)),
        Dispute(("F9",), "long settled", spoke(5)),
    )
    found = row(*disputes, items=[item(), item("F2", 9)])
    assert found.reason.values == {"count": 2, "what": "all of it"}


def test_a_later_promise_does_not_end_a_dispute():
    contested = Dispute(("F1",), "too salty", spoke(20))
    agreed = promised(-3, "100", "F2")
    found = row(contested, agreed, items=[item(), item("F2", 9, 100)], last_spoken_at=spoke(0))
    assert found.reason.code is C.PAUSED_CONTACTED
    assert row(contested, agreed, items=[item()]).reason.code is C.PAUSED_DISPUTE


def test_neither_courtesy_calls_about_what_is_promised_or_contested_or_was_spoken_about():
    fresh = item(late=-20, age=10, amount=9000)
    assert row(items=[fresh]).reason.code is C.COURTESY_AMOUNT
    assert row(promised(30), items=[fresh]).reason.code is C.PAUSED_PROMISE
    assert row(Dispute(("F1",), "x", spoke(1)), items=[fresh]).reason.code is C.NOT_DUE
    assert row(items=[fresh], last_spoken_at=spoke(9)).reason.code is C.NOT_DUE
    assert row(items=[fresh], last_spoken_at=spoke(11)).reason.code is C.COURTESY_AMOUNT


def test_a_broken_promise_that_was_spoken_about_is_an_overdue_item_again():
    rules = Rules(grace_days=0)
    assert row(promised(-3), last_spoken_at=spoke(3), rules=rules).reason.code is C.PROMISE_BROKEN
    assert row(promised(-3), last_spoken_at=spoke(2), rules=rules).reason.code is C.PAUSED_CONTACTED
    assert row(promised(-9), last_spoken_at=spoke(6), rules=rules).reason.code is C.OVERDUE


def test_a_promise_that_was_kept_is_forgotten():
    paid = [item("F1", 34, 0), item("F2", 9, 100)]
    assert row(promised(-3), items=paid).reason.values["amount"] == eur(100)
    mailed = promised(3, states=(State.MAILED,), at=spoke(9))
    assert row(mailed, items=paid).reason.code is C.OVERDUE


def test_a_promise_of_somebody_who_owes_nothing_any_more():
    settled = [item(), item("C1", 1, -5000)]
    for part in (promised(-3), promised(0), promised(9)):
        assert row(part, items=settled).reason.code is C.NOTHING_OWED


def test_a_promise_for_today_made_today_waits_until_tomorrow():
    assert row(promised(0), last_spoken_at=NOW).reason.code is C.PAUSED_PROMISE
    tomorrow = row(promised(0), last_spoken_at=NOW, now=NOW + DAY)
    assert tomorrow.reason.code is C.PROMISE_DUE


def test_a_contested_credit_note_never_leads_to_a_call():
    contested = Dispute(("C1",), "the credit is too low", spoke(3))
    assert row(contested, items=[item(amount=100), item("C1", 9, -150)]).reason.code is C.NOTHING_OWED


# -- what a row says ------------------------------------------------------------------------------

VALUES = [
    ([ours(NOW - HOUR)], {"what": "send a copy", "due": NOW - HOUR}),
    ([ours(NOW + HOUR)], {"what": "send a copy", "due": NOW + HOUR}),
    ([ours(NOW - HOUR), replace(ours(NOW - DAY, "first"), id="A")], {"what": "first", "due": NOW - DAY}),
    ([ring_back(NOW, what="Vos", timed=True)], {"due": NOW, "timed": True, "what": "Vos"}),
    ([promised(-3)], {"amount": eur("1842.50"), "due": TODAY - timedelta(3), "days": 3}),
    ([promised(0)], {"amount": eur("1842.50"), "due": TODAY}),
    ([promised(5)], {"amount": eur("1842.50"), "due": TODAY + timedelta(5)}),
    ([promised(9, states=(State.MAILED,), at=spoke(9))], {"since": spoke(9)}),
    ([back(FollowUpKind.VERIFY, NOW, "giro")], {"what": "giro", "due": NOW}),
    ([back(FollowUpKind.CONSULT, NOW, "sales")], {"what": "sales", "due": NOW}),
    ([], {"amount": eur("1842.50"), "days": 34}),
    ([back(FollowUpKind.RETRY, NOW + HOUR)], {"due": NOW + HOUR}),
    ([ring_back(NOW + HOUR)], {"due": NOW + HOUR}),
]


@pytest.mark.parametrize(("parts", "values"), VALUES)
def test_the_values_of_the_reason(parts, values):
    assert row(*parts).reason.values == values


def test_the_values_of_the_pauses():
    assert row(last_spoken_at=spoke(4)).reason.values == {"days": 4, "again": date(2026, 11, 24)}
    skipped = row(skipped_until=NOW + DAY, skip_reason="on leave")
    assert skipped.reason.values == {"until": NOW + DAY, "what": "on leave"}
    assert row(do_not_call=True).reason.values == {}
    king = datetime(2026, 4, 27, 9, tzinfo=UTC)
    assert row(items=[item(late=400)], now=king).reason.values == {"day": "kings-day"}


def test_the_values_of_those_who_need_nothing():
    assert row(items=[item(), item("C1", 9, -2000)]).reason.values == {"amount": eur("-157.50")}
    assert row(items=[item("F1", -9), item("F2", -3)]).reason.values == {"due": TODAY + timedelta(3)}
    assert row(items=[item("F1", 3, 10), item("C", 1, -20), item("F2", -9)]).reason.values == {
        "due": TODAY + timedelta(9)
    }
    in_grace = row(items=[item("F1", 3, 10)], rules=Rules(overdue_grace_days=3))
    assert in_grace.reason.values == {"due": TODAY - timedelta(3)} and in_grace.days_overdue == 0
    assert row(items=[item("F1", 4, 10)], rules=Rules(overdue_grace_days=3)).reason.code is C.OVERDUE


def test_the_values_of_a_courtesy_call():
    large, small = item("F1", -20, 9000, age=10), item("F2", -20, 90, age=10)
    assert row(items=[large, small]).reason.values == {"amount": eur(9000)}
    new = replace(DEBTOR, customer_since=TODAY)
    assert row(items=[small, item("F3", -20, 10, age=5)], debtor=new).reason.values == {"amount": eur(100)}


def test_several_currencies():
    euros, dollars, pounds = item("F1", 3, 10), item("F2", 9, 500, "USD"), item("F3", 20, 90, "GBP")
    assert row(items=[euros, item("F9", -9, 1), dollars]).reason.values == {"amount": eur(10), "days": 3}
    found = row(items=[item("F9", -9, 7), item("F8", -9, 7), dollars, pounds])
    assert found.reason.values == {"amount": eur(500, "USD"), "days": 9}
    assert found.open == eur(14) and found.currency == "EUR"
    two = Agreement(
        "A",
        "D-1",
        "C",
        NOW,
        promises=(Promise(eur(10), TODAY, covers=("F1",)), Promise(eur(5, "USD"), TODAY, covers=("F2",))),
    )
    assert row(two, items=[euros, dollars]).reason.values["amount"] == eur(10)


def test_the_plain_facts_of_a_row():
    found = row(ring_back(NOW), items=[item(), item("F2", 5, 100), item("C1", 1, -42)])
    assert (found.debtor_id, found.name, found.country) == ("D-1", "Bakkerij Zonneveld BV", "NL")
    assert (found.open, found.currency, found.invoices) == (eur("1900.50"), "EUR", 3)
    assert (found.days_overdue, found.phone, found.kind) == (34, "020 555 0101", CallKind.CALLBACK)
    assert (found.rank, found.due) == (1, NOW)
    assert row(items=[]).rank == IDLE


def test_a_day_without_an_hour_begins_with_the_golden_hours():
    assert row(promised(5)).due == datetime(2026, 11, 28, 8, 30, tzinfo=UTC)
    assert row(last_spoken_at=spoke(4)).due == datetime(2026, 11, 24, 8, 30, tzinfo=UTC)
    assert row(skipped_until=NOW + DAY).due == NOW + DAY
    assert row().due is None


def test_the_zone_of_the_workspace_decides_what_today_is():
    late_evening = datetime(2026, 11, 23, 23, 30, tzinfo=UTC)  # in Amsterdam it is Tuesday
    assert row(promised(1), now=late_evening).reason.code is C.PROMISE_DUE
    assert row(items=[item(late=0)], now=late_evening).reason.code is C.OVERDUE


# -- the order within a reason --------------------------------------------------------------------


def in_order(*rows):
    return sorted(rows, key=lambda entry: entry.key)


def test_amount_at_risk_in_bands_then_age():
    fresh, old = row(items=[item(late=2, amount=4100)]), row(items=[item(late=90, amount=4050)])
    huge, tiny = row(items=[item(late=1, amount=40_000)]), row(items=[item(late=365, amount=80)])
    assert in_order(tiny, fresh, old, huge) == [huge, old, fresh, tiny]
    less, more = row(items=[item(amount=4000)]), row(items=[item(amount=4001)])
    assert in_order(less, more) == [more, less]


def test_the_edge_of_a_band_belongs_to_the_larger_amounts():
    below = row(items=[item(late=99, amount="999.99")])
    above = row(items=[item(late=1, amount=1000)])
    assert in_order(below, above) == [above, below]
    assert list(BANDS) == sorted(BANDS)


def test_a_foreign_amount_is_ranked_at_face_value_in_its_smallest_unit():
    yen = row(items=[item(amount=99_999, currency="JPY")])  # as if 999.99
    dollars = row(items=[item(amount=1000, currency="USD")])
    assert in_order(yen, row(items=[item(amount=1200)]), dollars)[-1] == yen


def test_what_has_a_moment_goes_by_it():
    early, late = row(ring_back(NOW - 3 * HOUR)), row(ring_back(NOW), items=[item(amount=90_000)])
    assert in_order(late, early) == [early, late]
    old = row(promised(9, states=(State.MAILED,), at=spoke(20)))
    new = row(promised(9, states=(State.MAILED,), at=spoke(9)), items=[item(amount=90_000)])
    assert in_order(new, old) == [old, new]


def test_those_who_wait_come_in_the_order_in_which_they_come_back():
    soon = row(back(FollowUpKind.RETRY, NOW + HOUR))
    later = row(ring_back(NOW + DAY), items=[item(amount=90_000)])
    open_end = row(do_not_call=True)
    more = row(do_not_call=True, items=[item(amount=90_000)])
    assert in_order(open_end, later, more, soon) == [soon, later, more, open_end]
