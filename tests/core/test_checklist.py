"""The preparation: the six facts, the plan, what was said before, and what is missing."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from cockpit.core.agreement import Agreement, Commitment, Promise
from cockpit.core.call import Call, CallKind
from cockpit.core.checklist import Section, items_for
from cockpit.core.followup import Ending, FollowUp, FollowUpKind
from cockpit.core.ledger import Account, Debtor, Invoice
from cockpit.core.money import Money
from cockpit.core.outcome import Reach
from cockpit.core.rules import Rules
from cockpit.core.standing import Dispute, Standing

TODAY = date(2026, 11, 23)
NOON = datetime(2026, 11, 23, 11, 0, tzinfo=UTC)
DAY = timedelta(days=1)
CALL = Call("C-9", "D-1", CallKind.REMINDER, NOON)
DEBTOR = Debtor(
    "D-1",
    "Bakkerij Zonneveld BV",
    phone="020 555 0101",
    email="admin@zonneveld.example",
    contact_person="dhr. Vos",
    company_no="12345678",
)


def eur(amount, currency="EUR"):
    return Money(Decimal(amount), currency)


def item(number="F1", late=34, amount=100, currency="EUR", **more):
    due = TODAY - timedelta(late)
    money = eur(amount, currency)
    return Invoice(number, "D-1", due - timedelta(30), due, money, money, **more)


FULL = item(description="ovenonderhoud", reminders=1)


def prepare(*invoices, debtor=DEBTOR, standing=None, call=CALL):
    account = Account(debtor, invoices or (FULL,))
    return items_for(account, standing or Standing("D-1"), call, TODAY, Rules())


def by_id(*invoices, **more):
    return {one.id: one for one in prepare(*invoices, **more)}


def test_the_order_on_the_first_call():
    assert [(one.section, one.id) for one in prepare()] == [
        (Section.FACTS, "invoices"),
        (Section.FACTS, "delivered"),
        (Section.FACTS, "course"),
        (Section.FACTS, "reminders"),
        (Section.FACTS, "amount"),
        (Section.FACTS, "due"),
        (Section.PLAN, "room"),
        (Section.PLAN, "goal"),
        (Section.PLAN, "questions"),
        (Section.PLAN, "company"),
        (Section.HISTORY, "contact"),
    ]


def test_the_six_facts():
    old = item("F0", 60, 50, description="deegmachine", reminders=2, due_derived=True)
    found = by_id(FULL, old, item("F3", 5, 9, description="deegmachine"), item("F4", -9, 7))
    assert found["invoices"].values == {"numbers": ("F0", "F1", "F3")}
    assert found["delivered"].values == {"what": ("deegmachine", "ovenonderhoud")}
    assert found["reminders"].values == {"count": 2}
    assert found["amount"].values == {"amounts": (eur(159),)}
    assert found["due"].values == {"due": TODAY - timedelta(60), "days": 60, "derived": True}
    filled = {name for name, one in found.items() if one.section is Section.FACTS and one.filled}
    assert filled == {"invoices", "delivered", "reminders", "amount", "due"}
    assert all(one.tickable for one in found.values() if one.section in {Section.FACTS, Section.PLAN})


def test_with_nothing_overdue_it_is_about_all_that_is_open():
    found = by_id(item("F1", -9, 100), item("F2", 0, 50), item("C1", 3, -20))
    assert found["invoices"].values == {"numbers": ("F1", "F2")}
    assert found["amount"].values == {"amounts": (eur(150),)}
    assert found["due"].values == {"due": TODAY, "days": 0, "derived": False}


def test_gaps_stay_visible_until_they_are_filled():
    found = by_id(item())
    assert [name for name, one in found.items() if one.tickable and not one.filled] == [
        "delivered",
        "course",
        "reminders",
        "room",
    ]
    told = CALL.answer("course", "no complaints").answer("room", "two instalments")
    found = by_id(item(), call=told)
    assert found["course"].filled and found["course"].answer == "no complaints"
    assert found["room"].filled and found["room"].answer == "two instalments"
    assert not found["reminders"].filled and found["reminders"].values == {"count": None}


def test_the_plan_knows_the_kind_of_call():
    found = by_id(call=replace(CALL, kind=CallKind.DUNNING))
    assert found["goal"].values == found["questions"].values == {"kind": CallKind.DUNNING}
    assert found["company"].values == {"number": "12345678"} and found["company"].filled
    assert not by_id(debtor=replace(DEBTOR, company_no=""))["company"].filled


def test_the_hint_of_the_last_evaluation_comes_first():
    first = prepare(standing=Standing("D-1", next_time="ask for the controller"))[0]
    assert (first.id, first.section) == ("next-time", Section.HINT)
    assert first.values == {"text": "ask for the controller"} and not first.tickable


def test_whom_to_ask_for():
    assert by_id()["contact"].values == {"name": "dhr. Vos", "spoken": False}
    spoken = by_id(standing=Standing("D-1", last_contact="mevr. Bos"))["contact"]
    assert spoken.values == {"name": "mevr. Bos", "spoken": True} and spoken.filled
    assert not by_id(debtor=replace(DEBTOR, contact_person=""))["contact"].filled


def test_the_last_call():
    standing = Standing("D-1", last_call_at=NOON - DAY, last_reach=Reach.VOICEMAIL, attempts_in_vain=3)
    found = by_id(standing=standing)["last-call"]
    assert found.values == {"at": NOON - DAY, "reach": Reach.VOICEMAIL, "in_vain": 3}


def test_what_is_running():
    made = Agreement(
        "A",
        "D-1",
        "C-1",
        NOON,
        promises=(
            Promise(eur(60), TODAY + 4 * DAY, covers=("F1",)),
            Promise(eur(40), TODAY - 9 * DAY, covers=("F1",)),
        ),
        commitments=(Commitment("send a copy", NOON + DAY), Commitment("done", NOON, done_at=NOON)),
    )
    back = FollowUp("F", "D-1", "C-1", FollowUpKind.RING_BACK, NOON + DAY, True, "the plan")
    standing = Standing(
        "D-1",
        agreements=(made,),
        follow_ups=(back, FollowUp("G", "D-1", "C-1", FollowUpKind.COMMITMENT, NOON, what="first")),
        disputes=(Dispute(("F1",), "too salty", NOON),),
    )
    found = by_id(standing=standing)
    assert {name: found[name].values for name in list(found)[11:]} == {
        "commitment-1": {"what": "first", "due": NOON, "late": False},
        "commitment-2": {"what": "send a copy", "due": NOON + DAY, "late": False},
        "promise-1": {"amount": eur(40), "due": TODAY - 9 * DAY, "broken": True},
        "promise-2": {"amount": eur(60), "due": TODAY + 4 * DAY, "broken": False},
        "ring-back-1": {"due": NOON + DAY, "timed": True, "what": "the plan"},
        "dispute-1": {"numbers": ("F1",), "reason": "too salty"},
    }
    assert all(not found[name].tickable for name in list(found)[10:])


def test_what_is_missing():
    bare = Debtor("D-1", "Zonneveld")
    items = (item("F1", 9, due_derived=True), item("F2", 5, 50, "USD", description="x"))
    found = prepare(*items, debtor=bare, standing=Standing("D-1", number_is_wrong=True))
    missing = {one.id: one.values for one in found if one.section is Section.MISSING}
    assert missing == {
        "no-phone": {},
        "wrong-number": {},
        "no-email": {},
        "no-description": {"numbers": ("F1",)},
        "due-derived": {"numbers": ("F1",)},
        "currencies": {"amounts": (eur(100), eur(50, "USD"))},
    }
    assert not [one for one in found if one.section is Section.MISSING and one.filled]
    assert not [one for one in prepare() if one.section is Section.MISSING]


def test_a_debtor_with_nothing_open():
    account = Account(DEBTOR, ())
    found = {one.id: one for one in items_for(account, Standing("D-1"), CALL, TODAY, Rules())}
    assert not any(found[name].filled for name in ("invoices", "delivered", "reminders", "amount", "due"))
    assert found["due"].values == {} and found["amount"].values == {"amounts": ()}


def test_a_claim_that_was_looked_up_without_a_day_is_passed_over():
    """A workspace that something else has written in: it once ended the program."""
    claim = FollowUp("F-1", "D-1", "C-1", FollowUpKind.VERIFY, NOON, ending=Ending.NOT_TRUE)
    done = replace(claim, id="F-2", done_at=NOON)
    assert by_id(standing=Standing("D-1", looked_up=(claim, done)))["claim-1"].values["at"] == NOON
    assert "claim-1" not in by_id(standing=Standing("D-1", looked_up=(claim,)))
