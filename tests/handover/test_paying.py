"""To which account, how much, with which reference: in the mail, and in its payment code."""

import subprocess
import sys
from dataclasses import replace
from datetime import UTC, date, datetime
from email import message_from_bytes
from email.policy import default

import pytest

from cockpit.core.agreement import Method, State
from cockpit.core.ledger import Debtor
from cockpit.core.outcome import Reach, Result
from cockpit.handover.mail import as_eml, confirmation, mail_name, mailto, plain_body
from cockpit.handover.paying import NoTransfer, Transfer, reference_of, transfer, wrong_references
from cockpit.handover.payment_qr import Beneficiary, QrProblem
from cockpit.handover.qr_picture import as_png, modules
from cockpit.handover.structured_communication import structured_communication

OGM = "+++010/8068/17183+++"
BELGIAN = Debtor("D-1007", "Bakkerij Zonneveld BV", email="boekhouding@zonneveld.example", country="BE")


@pytest.fixture
def owing(facts):
    """A promise over the given invoices, with our account."""

    def make(*invoices, promises=(), **parts):
        invoices = invoices or (facts.invoice(),)
        covers = tuple(i.number for i in invoices)
        promises = promises or (facts.promise(covers=covers),)
        values = {"agreement": facts.agreement(*promises), "invoices": invoices, "payee": facts.payee}
        return facts.handover(**(values | parts))

    return make


# -- what is paid -------------------------------------------------------------------------------------------


def test_the_account_the_amount_and_the_invoice(owing, facts):
    paid = transfer(owing())
    assert isinstance(paid, Transfer)
    assert (paid.to.name, paid.to.iban) == ("Ovenhuis Service BV", "NL13 TEST 0123 4567 89")
    assert (paid.amount, paid.reference, paid.more) == (facts.money("1842.50"), "2026-0412", False)
    lines = paid.payload.split("\n")
    assert lines[:4] == ["BCD", "002", "1", "SCT"] and lines[5:8] == [
        "Ovenhuis Service BV",
        "NL13TEST0123456789",
        "EUR1842.50",
    ]
    assert lines[9:] == ["", "2026-0412"]


def test_of_a_plan_the_first_term_that_is_still_to_come(owing, facts):
    item = facts.invoice(amount="300.00")
    plan = tuple(
        facts.promise("100.00", date(2026, 12, n), covers=("2026-0412",), open_then=facts.money("300.00"))
        for n in (15, 1, 29)
    )
    first = transfer(owing(item, promises=plan))
    assert first.more and "EUR100.00" in first.payload
    paid_once = replace(item, open=facts.money("200.00"))
    assert transfer(owing(paid_once, promises=plan)).more
    last = transfer(owing(replace(item, open=facts.money("100.00")), promises=plan))
    assert not last.more
    nothing = transfer(owing(replace(item, open=facts.money("0.00")), promises=plan))
    assert nothing is NoTransfer.NOTHING_PROMISED


@pytest.mark.parametrize("state", [State.PART_KEPT, State.BROKEN, State.REVERSED])
def test_what_the_ledger_found_not_kept_can_still_be_paid_until_it_was_spoken_about(owing, facts, state):
    made = facts.agreement(facts.promise(covers=("2026-0412",)))
    found = transfer(owing(agreement=made.to(state, facts.called, concluded=True)))
    assert isinstance(found, Transfer) and found.amount == facts.money("1842.50")
    said = transfer(owing(agreement=made.to(state, facts.called)))
    assert said is NoTransfer.NOTHING_PROMISED


def test_of_a_promise_that_was_paid_in_part_the_rest_is_asked(owing, facts):
    item = facts.invoice(amount="300.00")
    one = facts.promise("300.00", covers=(item.number,), open_then=facts.money("300.00"))
    left = replace(item, open=facts.money("120.50"))
    paid = transfer(owing(left, promises=(one,)))
    assert paid.amount == facts.money("120.50") and "EUR120.50" in paid.payload
    plan = tuple(
        facts.promise("150.00", date(2026, 12, n), covers=(item.number,), open_then=facts.money("300.00"))
        for n in (1, 15)
    )
    second = transfer(owing(left, promises=plan))
    assert (second.amount, second.more) == (facts.money("120.50"), False)


@pytest.mark.parametrize("method", list(Method))
def test_only_who_pays_himself_gets_an_account(owing, facts, method):
    made = transfer(owing(promises=(facts.promise(method=method, covers=("2026-0412",)),)))
    himself = method in {Method.TRANSFER, Method.PAYMENT_RUN}
    assert isinstance(made, Transfer) if himself else made is NoTransfer.OTHER_WAY


def test_without_an_account_a_promise_or_the_right_person_there_is_none(owing, facts):
    assert transfer(owing(payee=None)) is NoTransfer.NO_ACCOUNT
    assert transfer(owing(payee=Beneficiary("x", ""))) is NoTransfer.NO_ACCOUNT
    assert transfer(facts.handover(Result.REFUSES, payee=facts.payee)) is NoTransfer.NOTHING_PROMISED
    assert transfer(facts.unreached(Reach.VOICEMAIL, payee=facts.payee)) is NoTransfer.NOTHING_PROMISED
    over = facts.agreement(facts.promise()).to(State.REVERSED, facts.called)
    assert transfer(owing(agreement=over)) is NoTransfer.NOTHING_PROMISED


@pytest.mark.parametrize(
    ("payee", "problem"),
    [
        (Beneficiary("", "NL13TEST0123456789"), QrProblem.NO_NAME),
        (Beneficiary("x", "NL00TEST0123456789"), QrProblem.BAD_IBAN),
        (Beneficiary("x", "GB85TEST12345612345678"), QrProblem.BIC_NEEDED),
    ],
)
def test_without_a_code_the_reason(owing, payee, problem):
    made = transfer(owing(payee=payee))
    assert (made.payload, made.problem) == ("", problem)


def test_a_debt_in_dollars_has_no_code(owing, facts, post):
    item = facts.invoice(currency="USD")
    h = owing(item, promises=(facts.promise(currency="USD", covers=(item.number,)),))
    assert transfer(h).problem == QrProblem.NOT_IN_EUROS
    message = post.read(h)
    assert "- IBAN: NL13 TEST 0123 4567 89" in post.text(message, "plain")
    assert "img" not in post.cells(post.text(message, "html")).tags


# -- references ---------------------------------------------------------------------------------------------


def test_a_structured_communication_is_printed_as_on_the_invoice_and_is_in_the_code(owing, facts, post):
    for written in (OGM, "010806817183", "***010/8068/17183***", "010/8068/17183"):
        h = owing(facts.invoice(payment_ref=written), debtor=BELGIAN)
        assert transfer(h).reference == OGM and transfer(h).payload.endswith("\n010806817183")
        assert f"- Reference: {OGM}" in plain_body(h) and wrong_references(h) == ()


@pytest.mark.parametrize("wrong", ["+++010/8068/17184+++", "010806817184", "***010/8068/1718***"])
def test_a_wrong_one_is_not_printed_and_the_collector_is_told(owing, facts, post, wrong):
    for parts in ({}, {"payee": None}):
        h = owing(facts.invoice(payment_ref=wrong), debtor=BELGIAN, **parts)
        message = post.read(h)
        everything = post.text(message, "plain") + post.text(message, "html")
        assert "17184" not in everything and "1718" not in everything
        assert "2026-0412" in everything and wrong_references(h) == ("2026-0412",)
        assert reference_of(h, h.invoices[0]) == "2026-0412"


def test_twelve_figures_are_a_structured_communication_in_belgium_only(owing, facts):
    h = owing(facts.invoice(payment_ref="010806817184"))
    assert wrong_references(h) == () and transfer(h).payload.endswith("\n\n010806817184")
    assert transfer(owing(facts.invoice(payment_ref="010806817183"))).payload.endswith("\n\n010806817183")


def test_a_creditor_reference_is_checked_by_the_bank_too(owing, facts):
    sound = transfer(owing(facts.invoice(payment_ref="RF18 5390 0754 7034")))
    assert sound.reference == "RF18 5390 0754 7034" and sound.payload.endswith("\nRF18539007547034")
    other = transfer(owing(facts.invoice(payment_ref="RF19 5390 0754 7034")))
    assert other.payload.endswith("\n\nRF19 5390 0754 7034")


def test_several_invoices_are_named_by_their_numbers_unless_they_share_a_reference(owing, facts):
    two = (facts.invoice("1", payment_ref=OGM), facts.invoice("2", payment_ref=structured_communication("7")))
    credit = facts.invoice("C-1", "-10.00", payment_ref="x")
    assert transfer(owing(*two, credit, debtor=BELGIAN)).reference == "1, 2"
    shared = (facts.invoice("1", payment_ref=OGM), facts.invoice("2", payment_ref=OGM))
    assert transfer(owing(*shared, debtor=BELGIAN)).payload.endswith("010806817183")


def test_invoices_that_are_gone_from_the_ledger_are_named_by_what_was_promised(owing, facts):
    promise = facts.promise(covers=("1", "2"), open_then=None)
    h = owing(promises=(replace(promise, covers=()),), invoices=())
    assert isinstance(transfer(h), Transfer) and transfer(h).reference == ""
    assert "Reference" not in plain_body(h)


def test_more_numbers_than_fit_are_left_out_whole(owing, facts):
    many = tuple(facts.invoice(f"2026-{n:04}") for n in range(40))
    assert transfer(owing(*many)).reference.endswith("2026-0011")


# -- the mail -----------------------------------------------------------------------------------------------


def test_the_plain_text_says_where_to_pay(owing):
    text = plain_body(owing()).replace("\xa0", " ")
    assert (
        "The payment:\n- IBAN: NL13 TEST 0123 4567 89\n- In the name of: Ovenhuis Service BV\n"
        "- Amount: €1,842.50\n- Reference: 2026-0412\n"
    ) in text
    assert text.count("Reference") == 1 and "banking app" not in text and "NL13" in mailto(owing())


def test_the_html_has_the_code_in_it(owing, post):
    h = owing()
    message = post.read(h)
    assert [p.get_content_type() for p in message.walk()] == [
        "multipart/alternative",
        "text/plain",
        "multipart/related",
        "text/html",
        "image/png",
    ]
    assert not message.defects and not any(part.defects for part in message.walk())
    *_, picture = message.walk()
    name = picture["Content-ID"].strip("<>")
    html = post.text(message, "html")
    assert f'src="cid:{name}"' in html and 'alt="Payment code for €1,842.50"' in html
    assert picture.get_content() == as_png(transfer(h).payload)
    assert picture.get_content_disposition() == "inline" and picture.get_filename() == "qr.png"
    assert ["IBAN", "NL13 TEST 0123 4567 89"] in post.cells(html).rows
    assert "A banking app that reads payment codes" in html


def test_a_dark_mail_program_may_choose_both_colours_but_not_behind_the_code(owing, post):
    html = post.text(post.read(owing()), "html")
    assert '<meta name="color-scheme" content="light dark">' in html
    assert html.count("color:") == 1 and "background-color:#ffffff" in html.partition("<img")[2]


def test_of_a_plan_the_mail_has_the_first_term(owing, facts, post):
    plan = tuple(facts.promise("600.00", date(2026, 12, n), covers=("2026-0412",)) for n in (1, 15, 29))
    text = post.text(post.read(owing(promises=plan)), "plain")
    assert "The first payment:\n" in text and "- Amount: €600.00\n" in text
    assert "The later payments go to the same account, with the same reference.\n" in text


def test_without_an_account_the_mail_is_as_it_was(facts, full, post):
    message = post.read(full())
    assert "multipart/related" not in [p.get_content_type() for p in message.walk()]
    assert "Reference for the payment: 2026-0412." in post.text(message, "plain")


def test_the_lines_of_the_mail_are_short_and_flow(owing, post):
    raw = as_eml(confirmation(owing(), "m-1", datetime(2026, 11, 23, 9, 20, tzinfo=UTC)))
    message = message_from_bytes(raw, policy=default)
    part = message.get_body(("plain",))
    assert part.get_content_type() == "text/plain" and part.get_param("format") == "flowed"
    assert max(len(line) for line in part.get_content().splitlines()) <= 78
    assert all(len(line) <= 998 for line in raw.split(b"\r\n")) and raw.isascii()


def test_the_same_mail_has_the_same_name_and_bytes(owing, facts):
    sent = datetime(2026, 11, 23, 9, 20, tzinfo=UTC)
    once, again = (as_eml(confirmation(owing(), "m-1", sent)) for _ in range(2))
    assert once == again and mail_name(owing()) == mail_name(owing())
    other = owing(promises=(facts.promise("1.00", covers=("2026-0412",)),))
    names = {
        mail_name(owing()),
        mail_name(other),
        mail_name(owing(debtor=Debtor("D-1007", "x", email="other@x.example"))),
        mail_name(owing(payee=None)),
    }
    assert len(names) == 4


# -- the picture --------------------------------------------------------------------------------------------


def test_the_largest_code_is_still_of_the_thirteenth_version():
    assert len(modules("é" * 165)) == 17 + 4 * 13
    small = modules("BCD")
    assert len(small) == len(small[0]) == 21 and {module for row in small for module in row} == {0, 1}


def test_the_picture_is_black_on_white_with_room_around_it():
    picture = as_png("BCD")
    assert picture.startswith(b"\x89PNG") and int.from_bytes(picture[16:20], "big") == (21 + 8) * 4


def test_the_library_for_pictures_is_loaded_only_for_a_picture():
    program = (
        "import sys\nimport cockpit.handover.mail, cockpit.desk.handing_over\nprint('segno' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
