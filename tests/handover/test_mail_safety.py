import re
from dataclasses import replace
from datetime import UTC, date, datetime
from email import message_from_bytes
from email.policy import default
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cockpit.core.agreement import Concession
from cockpit.core.followup import FollowUpKind
from cockpit.core.ledger import Debtor
from cockpit.handover.facts import Sender
from cockpit.handover.letter import compose
from cockpit.handover.mail import MAILTO_LIMIT, as_eml, confirmation, mailto, plain_body

SENT = datetime(2026, 11, 23, 9, 20, tzinfo=UTC)
HOSTILE = (
    '=1+1 [/b] "\r\nBcc: evil@x.example\r\n\r\n<script>x</script> '
    "\x1b]0;t\x07\x9b2J \u202e&amp; 😀, <a@b.example>"
)


def everywhere(facts, text: str):
    """The same text in every field that somebody else can fill."""
    commitments = tuple(facts.copy_by_eleven(text) for _ in range(2))
    agreement = facts.agreement(
        facts.promise(), contact=text, commitments=commitments, concessions=(Concession(text),)
    )
    item = facts.invoice(text, description=text, your_ref=text, payment_ref=text)
    return facts.handover(
        agreement=agreement,
        debtor=Debtor(text, text, phone=text, email=text, contact_person=text),
        invoices=(item, item),
        follow_ups=(facts.follow_up(FollowUpKind.RING_BACK, SENT, id=text, what=text),),
        sender=Sender(text, text, "jo@ovenhuis.example", text),
        on_call={"contact": text, "notes": text, "caller": text},
        payee=replace(facts.payee, name=text, bic=text),
    )


def check_harmless(post, message) -> None:
    assert set(message.keys()) <= {
        "Subject",
        "Date",
        "Message-ID",
        "X-Unsent",
        "Content-Language",
        "To",
        "From",
        "MIME-Version",
        "Content-Type",
    }
    assert not message.defects
    assert not re.search(r"[\x00-\x1f\x7f-\x9f\u202e]", message["Subject"])
    html = post.text(message, "html")
    assert post.cells(html).tags <= {
        "html",
        "head",
        "meta",
        "title",
        "body",
        "p",
        "b",
        "br",
        "ul",
        "li",
        "table",
        "tr",
        "th",
        "td",
        "img",
    }
    text = post.text(message, "plain")
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e]", text + html)


def test_hostile_text_in_every_field_stays_text(facts, post):
    message = post.read(everywhere(facts, HOSTILE))
    check_harmless(post, message)
    assert message["To"] == "evil@x.example, a@b.example"  # addresses that the field really holds
    assert message["Bcc"] is None
    assert "<script>x</script>" in post.text(message, "plain")
    assert "&lt;script&gt;x&lt;/script&gt;" in post.text(message, "html")
    assert "&amp;amp;" in post.text(message, "html")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=300))
def test_any_text_in_every_field_makes_a_mail_that_reads_back(facts, post, text):
    check_harmless(post, post.read(everywhere(facts, text)))


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(number=st.text(alphabet='ab é😀,<>"@;-=?_.', min_size=1, max_size=60))
def test_a_subject_arrives_as_it_was_written(facts, post, number):
    h = facts.handover(invoices=(facts.invoice(number),))
    assert post.read(h)["Subject"] == compose(h).subject.replace("=?", "= ?")


def test_an_encoded_word_from_outside_is_not_decoded(facts, post):
    message = post.read(everywhere(facts, "=?utf-8?q?=0D=0ABcc=3A_x=40y.example?="))
    check_harmless(post, message)
    assert "= ?utf-8?q?=0D" in message["Subject"]


def test_a_message_identifier_cannot_carry_another_header(full):
    message = confirmation(full(), "<m-1\r\nBcc: x@y.example>", SENT)
    assert message["Message-ID"] == "<m-1Bccx@y.example>"
    assert "Bcc" not in message_from_bytes(as_eml(message), policy=default)


def test_ten_thousand_characters_are_cut_to_a_subject_and_a_link(facts, post):
    h = everywhere(facts, "é" * 10_000)
    assert len(post.read(h)["Subject"]) == 100
    assert len(mailto(h)) <= MAILTO_LIMIT


def test_the_link_carries_subject_and_text(full, post):
    h = full()
    link = mailto(h)
    assert link.isascii()
    assert len(link) <= MAILTO_LIMIT
    fields = parse_qs(urlsplit(link).query, keep_blank_values=True)
    assert fields["subject"] == [post.read(h)["Subject"]]
    assert fields["body"] == [plain_body(h).replace("\n", "\r\n")]


def test_a_link_that_is_too_long_loses_the_table_first(facts):
    items = tuple(facts.invoice(f"2026-{n}", "50.00") for n in range(60))
    h = facts.handover(invoices=items, agreement=facts.agreement(facts.promise("3000.00")))
    body = unquote(mailto(h)).partition("&body=")[2]
    assert len(mailto(h)) <= MAILTO_LIMIT
    assert "The invoices:" not in body
    assert body.startswith("Dear mevrouw Bos,\r\n")


def test_a_link_that_is_still_too_long_ends_at_a_line(facts):
    plan = facts.agreement(
        *(facts.promise("10.00", date(2027, n, 1)) for n in range(1, 13)),
        *(facts.promise("10.00", date(2028, n, 1)) for n in range(1, 13)),
    )
    body = unquote(mailto(facts.handover(agreement=plan))).partition("&body=")[2]
    assert body.startswith("Dear mevrouw Bos,\r\n")
    assert body.endswith("\r\n")
    assert "The payments:\r\n" in body


@pytest.mark.parametrize("unit", ["😀", "é", "x"])
def test_no_text_and_no_address_makes_the_link_longer_than_it_may_be(facts, unit):
    addresses = ";".join(f"{'#' * 60}{n}@{'b' * 60}.example" for n in range(10))
    h = everywhere(facts, unit * 10_000)
    assert len(mailto(replace(h, debtor=Debtor("D", "K", email=addresses)))) <= MAILTO_LIMIT
