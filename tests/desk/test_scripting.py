"""Every field of the script is filled as the playbook room says, or left out: a gap that can be seen."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from desk.build import FRIDAY, HOSTILE, NOW, Table, account, agreement, eur, fresh, invoice

from cockpit.core.agreement import Commitment, Method, Promise, State
from cockpit.core.call import CallKind
from cockpit.core.followup import FollowUp, FollowUpKind
from cockpit.core.standing import Dispute
from cockpit.desk.scripting import promise_of_then, script_fields, tag_of
from cockpit.language import labels, translator
from cockpit.playbook import FIELDS

pytestmark = pytest.mark.usefixtures("dutch")

ONE = account(invoice("1", 100, -20, description="ovenonderhoud"))
TWO = account(
    invoice("1", 100, -20, description="ovenonderhoud"), invoice("2", 50, -5, description="deurrubber")
)


def fields(*accounts, **more):
    return script_fields(Table(*(accounts or (ONE,)), **more).hand)


def talking(*accounts, typed=None, **more):
    """The fields during a talk in which something was typed in the agreement panel."""
    table = Table(*(accounts or (ONE,)), **more)
    table.hand.start()
    table.enter(**(typed or {}))
    return script_fields(table.hand)


def test_every_field_can_be_known():
    ring_back = FollowUp("F-1", "D-1", "C-0", FollowUpKind.RING_BACK, NOW, what="akkoord")
    standing = fresh(
        last_contact="Mevr. Bos",
        agreements=(agreement(due=date(2026, 11, 18)),),
        follow_ups=(ring_back,),
    )
    typed = {"when": "vr", "if_we": "een kopie mailen", "if_we_by": "di", "in_return": "geen rente"}
    known = talking(ONE, standings=[standing], bookkeeper="Joris Deegkamp", typed=typed)
    assert known == {
        "greeting": "goedemorgen",
        "debtor": "Bakkerij Zonneveld",
        "contact": "mevrouw Bos",
        "last_contact": "mevrouw Bos",
        "caller": "Sanne Verhoef",
        "firm": "Deegkamp",
        "bookkeeper": "Joris Deegkamp",
        "invoice": "1",
        "invoices": "1 factuur",
        "description": "ovenonderhoud",
        "delivered": "ovenonderhoud",
        "amount": "€ 100,00",
        "due_day": "dinsdag 3 november 2026",
        "days_overdue": "20 dagen",
        "need_day": "vrijdag 27 november 2026",
        "option_1": "dinsdag 24 november 2026",
        "option_2": "vrijdag 27 november 2026",
        "agreed_amount": "€ 100,00",
        "agreed_day": "vrijdag 27 november 2026",
        "agreed_method": labels.method(Method.TRANSFER, "nl"),
        "if_we": "een kopie mailen",
        "if_we_by": "dinsdag 24 november 2026 om 17:00 uur",
        "in_return": "geen rente",
        "then_amount": "€ 100,00",
        "then_day": "woensdag 18 november 2026",
        "ring_back_what": "akkoord",
        "call_back_number": "020 055 0100",
    }
    assert set(known) == set(FIELDS)


def test_what_is_not_known_is_left_out():
    bare = Table(account(invoice("1", 100, -20), phone=""), firm="", caller="", phone="")
    bare.desk.choose("D-1")
    known = script_fields(bare.hand)
    assert all(known.values()) and set(known) == {
        *("greeting", "debtor", "invoice", "invoices", "amount", "due_day", "days_overdue"),
        *("option_1", "option_2", "need_day"),
    }


def test_with_nothing_open_only_people_and_days_are_known():
    table = Table(account())
    table.desk.choose("D-1")
    table.hand.change(table.hand.call.answer("delivered", "brood"))
    known = script_fields(table.hand)
    assert known["delivered"] == "brood"
    assert not {"invoice", "invoices", "amount", "due_day"} & set(known) and known["option_1"]


# -- languages ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "country", "tag", "day", "amount"),
    [
        ("nl", "NL", "nl", "vrijdag 27 november 2026", "€ 100,00"),
        ("nl", "BE", "nl_BE", "vrijdag 27 november 2026", "€ 100,00"),
        ("en", "BE", "en", "Friday, 27 November 2026", "€100.00"),
        ("en", "GB", "en", "Friday, 27 November 2026", "€100.00"),
    ],
)
def test_texts_are_in_the_debtors_language(language, country, tag, day, amount):
    debtor = account(invoice("1", 100, -20), language=language, country=country)
    assert tag_of(debtor.debtor, language) == tag
    known = fields(debtor)
    assert (known["option_2"].replace(",", ""), known["amount"]) == (day.replace(",", ""), amount)


@pytest.mark.parametrize(
    ("hour", "greeting"),
    [
        (0, "goedemorgen"),
        (11, "goedemorgen"),
        (12, "goedemiddag"),
        (17, "goedemiddag"),
        (18, "goedenavond"),
        (23, "goedenavond"),
    ],
)
def test_the_greeting_follows_the_collectors_clock(hour, greeting):
    amsterdam = datetime(2026, 11, 23, hour, 30, tzinfo=UTC) - timedelta(hours=1)
    assert fields(now=amsterdam)["greeting"] == greeting


# -- people -------------------------------------------------------------------------------------------------


def test_the_person_to_ask_for():
    debtor = account(invoice("1", 100), contact_person="Dhr. Kist")
    assert "contact" not in fields(ONE)
    assert fields(debtor)["contact"] == "meneer Kist"
    table = Table(debtor, standings=[fresh(last_contact="Mevr. Bos")])
    assert script_fields(table.hand)["contact"] == "mevrouw Bos"
    table.hand.change(table.hand.call.answer("contact", "Mevr. Vos"))
    assert script_fields(table.hand)["contact"] == "mevrouw Vos"
    table.hand.spoke_to(" Mevr. de Wit ")
    known = script_fields(table.hand)
    assert (known["contact"], known["last_contact"]) == ("mevrouw de Wit", "mevrouw Bos")


@pytest.mark.parametrize("name", ["Sanne Verhoef", "sanne  verhoef"])
def test_who_keeps_the_books_himself_calls_for_nobody(name):
    assert "bookkeeper" not in fields(bookkeeper=name)


def test_the_caller_of_this_call_speaks():
    table = Table(ONE)
    table.hand.start()
    table.hand.call = replace(table.hand.call, caller="Joris")
    assert script_fields(table.hand)["caller"] == "Joris"


def test_the_kind_of_call_decides_who_speaks_and_on_whose_behalf():
    table = Table(ONE, bookkeeper="Joris Deegkamp", relation_owner="Mark de Wit")
    table.hand.use(CallKind.REMINDER)
    known = script_fields(table.hand)
    assert (known["caller"], known["bookkeeper"]) == ("Sanne Verhoef", "Joris Deegkamp")
    table.hand.use(CallKind.COURTESY)
    known = script_fields(table.hand)
    assert known["caller"] == "Mark de Wit" and "bookkeeper" not in known


# -- invoices -----------------------------------------------------------------------------------------------


def test_several_invoices_are_counted_and_the_oldest_says_when():
    known = fields(TWO)
    assert "invoice" not in known and "description" not in known
    assert (known["invoices"], known["amount"]) == ("2 facturen", "€ 150,00")
    assert (known["delivered"], known["days_overdue"]) == ("ovenonderhoud, deurrubber", "20 dagen")


def test_three_deliveries_are_named_each_once():
    some = [invoice(str(n), 10, -n, description=f"levering {n % 5}") for n in range(1, 12)]
    assert fields(account(*some))["delivered"] == "levering 1, levering 0, levering 4"


def test_what_was_noted_about_the_delivery_goes_first():
    table = Table(TWO)
    table.hand.change(table.hand.call.answer("delivered", "de nieuwe oven"))
    assert script_fields(table.hand)["delivered"] == "de nieuwe oven"


def test_a_day_late_is_one_day():
    assert fields(account(invoice("1", 100, -1)))["days_overdue"] == "1 dag"


def test_credit_notes_come_off_the_amount_and_are_no_invoice():
    known = fields(account(invoice("1", 100, -20), invoice("C", -30, -40)))
    assert (known["invoice"], known["amount"], known["due_day"]) == (
        "1",
        "€ 70,00",
        "dinsdag 3 november 2026",
    )


@pytest.mark.parametrize("credit", [-100, -130])
def test_nothing_is_asked_for_when_credit_covers_all(credit):
    table = Table(account(invoice("1", 100, -20), invoice("C", credit, -40)))
    table.desk.choose("D-1")
    known = script_fields(table.hand)
    assert "amount" not in known and known["invoice"] == "1"


def test_a_courtesy_call_is_about_all_that_is_open():
    known = fields(account(invoice("1", 3000, 20, description="oven"), invoice("2", 40, 25)))
    assert (known["amount"], known["invoices"]) == ("€ 3.040,00", "2 facturen")
    assert known["due_day"] == "zondag 13 december 2026" and "days_overdue" not in known


def test_the_chosen_invoices_are_what_the_talk_is_about():
    table = Table(TWO)
    table.hand.cover(["2"])
    known = script_fields(table.hand)
    assert (known["invoice"], known["amount"], known["description"]) == ("2", "€ 50,00", "deurrubber")


def test_contested_invoices_are_named_when_there_are_no_others():
    table = Table(ONE, standings=[fresh(disputes=(Dispute((), "wrong goods", NOW),))])
    table.desk.choose("D-1")
    assert script_fields(table.hand)["invoice"] == "1"


def test_another_currency_is_said():
    assert fields(account(invoice("1", 100, -20, currency="USD")))["amount"] == "US$ 100,00"


# -- the agreement ------------------------------------------------------------------------------------------

AGREED = {"agreed_amount", "agreed_day", "agreed_method", "if_we", "if_we_by", "in_return"}


def test_before_the_talk_nothing_is_agreed():
    table = Table(ONE)
    table.enter(amount="60", when="vr", if_we="kopie", if_we_by="di", in_return="geen rente")
    assert not AGREED & set(script_fields(table.hand))


def test_it_follows_every_keystroke():
    assert AGREED & set(talking()) == {"agreed_amount"}  # the proposed one
    assert AGREED & set(talking(typed={"amount": "", "when": "v"})) == set()
    assert talking(typed={"when": "vr"})["agreed_day"] == "vrijdag 27 november 2026"
    assert talking(typed={"if_we": "kopie"})["if_we"] == "kopie"
    assert "if_we_by" not in talking(typed={"if_we": "kopie", "if_we_by": "soon"})


def test_of_a_plan_every_amount_and_every_day_is_said():
    terms = (("40", "2026-11-27"), ("40", "2026-12-28"), ("20", "2027-01-27"))
    known = talking(typed={"terms": terms})
    with_dutch = translator("nl")
    twice, then = with_dutch.gettext("twice"), with_dutch.gettext("{first}, and then {last}")
    assert known["agreed_amount"] == then.format(first=f"{twice} € 40,00", last="€ 20,00")
    assert known["agreed_day"] == (
        "vrijdag 27 november 2026, maandag 28 december 2026 en woensdag 27 januari 2027"
    )


def test_another_way_of_paying_is_not_said():
    assert talking(typed={"when": "vr", "method": "payment-run"})["agreed_method"] == labels.method(
        Method.PAYMENT_RUN
    )
    assert "agreed_method" not in talking(typed={"when": "vr", "method": "other"})
    assert "agreed_method" not in talking()


def test_foreign_text_is_one_harmless_line():
    said = talking(typed={"if_we": HOSTILE, "in_return": HOSTILE, "if_we_by": "vr"})
    for text in (said["if_we"], said["in_return"]):
        assert text.startswith("[/b][@click=app.bell]x=1+1 é") and text.isprintable()
    table = Table(ONE)
    table.hand.spoke_to(HOSTILE)
    assert script_fields(table.hand)["contact"].isprintable()


# -- days ---------------------------------------------------------------------------------------------------


def test_for_what_falls_due_later_nothing_is_asked_before_its_time():
    assert fields(account(invoice("1", 3000, 20)))["need_day"] == "vrijdag 11 december 2026"


def test_a_holiday_on_either_side_is_no_day_to_propose():
    belgian = account(invoice("1", 100, -20), country="BE")
    before = datetime(2027, 7, 19, 8, tzinfo=UTC)  # Wednesday 21 July is a holiday in Belgium
    assert "21 juli" not in str(fields(belgian, now=before).values())
    kings_day = datetime(2027, 4, 26, 8, tzinfo=UTC)  # 27 April in the Netherlands
    assert fields(belgian, now=kings_day)["option_1"] == "woensdag 28 april 2027"


# -- earlier words ------------------------------------------------------------------------------------------


def then(*agreements, at=TWO):
    table = Table(at, standings=[fresh(agreements=agreements)])
    table.desk.choose("D-1")
    return table


def test_the_promise_that_was_not_kept_goes_before_one_that_still_runs():
    broken = agreement("A-1", ("1",), date(2026, 11, 17), 100, NOW - timedelta(days=9))
    running = agreement("A-2", ("2",), FRIDAY, 50, NOW - timedelta(days=1))
    table = then(running, broken)
    assert promise_of_then(table.hand) == broken.promises[0]
    assert script_fields(table.hand)["then_day"] == "dinsdag 17 november 2026"
    assert promise_of_then(then(running).hand) == running.promises[0]


def test_of_instalments_it_is_the_first_that_was_not_paid():
    parts = tuple(
        Promise(eur(50), date(2026, 11, day), covers=("1",), open_then=eur(150)) for day in (20, 10, 15)
    )
    table = then(agreement(promises=parts), at=account(invoice("1", 100, -20)))
    assert promise_of_then(table.hand).due == date(2026, 11, 15)


def test_of_several_instalments_that_were_missed_the_sum_and_every_day_are_named():
    parts = tuple(
        Promise(eur(50), date(2026, 11, day), covers=("1",), open_then=eur(200)) for day in (5, 10, 15, 30)
    )
    table = then(agreement(promises=parts), at=account(invoice("1", 150, -20), language="en"))
    fields = script_fields(table.hand)
    assert fields["then_amount"] == "€100.00"
    assert fields["then_day"] == "Tuesday 10 November 2026 and Sunday 15 November 2026"
    paid = then(agreement(promises=parts), at=account(invoice("1", 50, -20), language="en"))
    assert script_fields(paid.hand)["then_amount"] == "€50.00"
    assert script_fields(paid.hand)["then_day"] == "Monday 30 November 2026"


def test_an_ended_agreement_is_not_brought_up_even_with_our_action_open():
    ours = (Commitment("kopie", NOW),)
    assert promise_of_then(then(agreement(states=(State.KEPT,), commitments=ours)).hand) is None
    assert promise_of_then(then(agreement(promises=(), commitments=ours)).hand) is None


def test_what_the_ring_back_is_about_is_that_of_the_first():
    def follow(name, hours, what, kind=FollowUpKind.RING_BACK):
        return FollowUp(name, "D-1", "C-0", kind, NOW + timedelta(hours=hours), what=what)

    follow_ups = (
        follow("F-1", 5, "later"),
        follow("F-2", 1, ""),
        follow("F-3", 2, "akkoord"),
        follow("F-4", 0, "bank", FollowUpKind.VERIFY),
    )
    table = Table(ONE, standings=[fresh(follow_ups=follow_ups)])
    table.desk.choose("D-1")
    assert script_fields(table.hand)["ring_back_what"] == "akkoord"
    assert table.hand.call.kind is CallKind.CALLBACK
