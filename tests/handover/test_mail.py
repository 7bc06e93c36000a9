import re
from dataclasses import replace
from datetime import UTC, date, datetime
from email import message_from_bytes
from email.policy import default
from html.parser import HTMLParser
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cockpit.core.agreement import Commitment, Concession
from cockpit.core.followup import FollowUpKind
from cockpit.core.ledger import Debtor
from cockpit.core.outcome import Outcome, Reach, Result
from cockpit.handover.facts import Sender
from cockpit.handover.letter import compose
from cockpit.handover.mail import MAILTO_LIMIT, as_eml, confirmation, mailto, plain_body

SENT = datetime(2026, 11, 23, 9, 20, tzinfo=UTC)
HOSTILE = (
    '=1+1 [/b] "\r\nBcc: evil@x.example\r\n\r\n<script>x</script> '
    "\x1b]0;t\x07\x9b2J \u202e&amp; 😀, <a@b.example>"
)


class Cells(HTMLParser):
    """The texts of all table cells of a document, and every tag that it uses."""

    def __init__(self, document: str) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.tags: set[str] = set()
        self.feed(document)

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        if tag == "tr":
            self.rows.append([])
        if tag in {"td", "th"}:
            self.rows[-1].append("")

    def handle_data(self, data):
        if self.rows and self.rows[-1]:
            self.rows[-1][-1] += data.strip("\n")


def read(h):
    """The mail as another program reads it."""
    return message_from_bytes(as_eml(confirmation(h, "m-1@call-cockpit", SENT)), policy=default)


def part(message, kind: str) -> str:
    return message.get_body((kind,)).get_content().replace("\r\n", "\n").replace("\xa0", " ")


def test_the_headers_of_a_draft(full):
    message = read(full())
    assert message["To"] == "boekhouding@zonneveld.example"
    assert message["From"] == "jo.faber@ovenhuis.example"
    assert message["Subject"] == "Our agreement of Monday 23 November 2026 about invoice 2026-0412"
    assert message["X-Unsent"] == "1"
    assert message["Message-ID"] == "<m-1@call-cockpit>"
    assert message["Date"].datetime == SENT
    assert message["Content-Language"] == "en"
    assert [p.get_content_type() for p in message.walk()] == [
        "multipart/alternative",
        "text/plain",
        "text/html",
    ]


def test_the_plain_text_of_a_whole_agreement(full):
    assert (
        part(read(full("nl")), "plain")
        == """\
Beste mevrouw Bos,

Bedankt voor het gesprek van maandag 23 november 2026.

Als wij u een kopie mailen, uiterlijk maandag 23 november 2026 om 11:00 uur, dan betaalt u € 1.842,50 op \
vrijdag 27 november 2026 voor factuur 2026-0412.

De facturen:
- 2026-0412 (ovenonderhoud) van 03-09-2026, vervaldag 03-10-2026: € 1.842,50

Manier van betalen: overschrijving. Kenmerk bij de betaling: 2026-0412.

Wilt u vandaag nog met een kort antwoord bevestigen dat deze mail bij u is aangekomen? Hebt u iets anders \
onthouden, dan lees ik dat ook graag.

Met vriendelijke groet,

Jo Faber
Ovenhuis Service BV
020 555 0199
jo.faber@ovenhuis.example
"""
    )


def test_the_same_mail_in_english(full):
    text = part(read(full("en")), "plain")
    assert text.startswith("Dear mevrouw Bos,\n\nThank you for the call of Monday 23 November 2026.\n\n")
    assert (
        "If we mail you a copy by Monday 23 November 2026 at 11:00, then you pay €1,842.50 on Friday" in text
    )
    assert "confirm with a short answer today" in text


def test_a_flemish_mail_writes_amounts_and_days_the_flemish_way(full):
    message = read(full("nl_BE"))
    assert message["Content-Language"] == "nl-BE"
    assert "van 3/09/2026, vervaldag 3/10/2026" in part(message, "plain")
    assert '<html lang="nl-BE">' in part(message, "html")


def test_a_language_that_we_do_not_speak_becomes_english(full):
    message = read(full("fr"))
    assert message["Content-Language"] == "en"
    assert part(message, "plain").startswith("Dear mevrouw Bos,")


def test_the_table_lists_every_invoice_and_a_total_per_currency(facts):
    items = (
        facts.invoice(payment_ref="+++010/8068/17183+++"),
        facts.invoice("2026-0500", "57.50", description=""),
        facts.invoice("C-9", "-100.00"),
        facts.invoice("U-1", "20.00", "USD"),
    )
    message = read(facts.handover(invoices=items))
    rows = Cells(part(message, "html")).rows
    assert rows[0] == ["Invoice", "Date", "Due on", "Description", "Still open"]
    assert rows[1] == ["2026-0412", "03/09/2026", "03/10/2026", "ovenonderhoud", "€1,842.50"]
    assert rows[2][3:] == ["", "€57.50"]
    assert rows[3][4].replace("€", "") in {"-100.00", "−100.00"}
    assert len(rows) == 7
    assert rows[5] == ["Together: €1,800.00"]
    assert rows[6][0].startswith("Together: US$")
    text = part(message, "plain")
    assert "Reference for the payment: +++010/8068/17183+++, 2026-0500, U-1." in text
    assert "Together: €1,800.00" in text


def test_a_plan_is_listed_payment_by_payment(facts):
    days = (date(2026, 12, n) for n in (1, 8, 15, 22))
    plan = facts.agreement(*(facts.promise("100.00", d) for d in days))
    message = read(facts.handover(agreement=plan))
    assert "The payments:\n- €100.00 on Tuesday 1 December 2026\n" in part(message, "plain")
    assert part(message, "html").count("<li>") == 4
    assert "After this €1,442.50 is still open." in part(message, "plain")


def test_several_actions_and_a_gift_are_in_the_mail(facts):
    pair = (facts.copy_by_eleven("A"), Commitment("B", datetime(2026, 11, 23, 23, 0, tzinfo=UTC)))
    agreement = facts.agreement(facts.promise(), commitments=pair, concessions=(Concession("geen rente"),))
    text = plain_body(facts.handover(agreement=agreement))
    assert "What we do:\n- A by Monday 23 November 2026 at 11:00\n- B by Tuesday" in text
    assert text.count("this holds too: geen rente.") == 1


def test_notes_reasons_and_evaluation_stay_in_the_house(facts):
    outcome = Outcome(Reach.RIGHT_PERSON, Result.DISPUTE, detail="GEHEIM-1", invoices=("2026-0412",))
    look = facts.follow_up(FollowUpKind.CONSULT, SENT, what="GEHEIM-2")
    h = facts.handover(None, follow_ups=(look,), on_call={"outcome": outcome, "notes": "GEHEIM-3"})
    message = read(h)
    assert "GEHEIM" not in part(message, "plain") + part(message, "html") + message["Subject"]


def test_without_an_agreement_the_mail_is_simpler(facts):
    ring = facts.follow_up(FollowUpKind.RING_BACK, datetime(2026, 11, 25, 15, 30, tzinfo=UTC), timed=True)
    h = facts.handover(Result.RING_BACK, follow_ups=(ring,))
    assert read(h)["Subject"] == "Our telephone call of Monday 23 November 2026"
    text = plain_body(h)
    assert "I call you back on Wednesday 25 November 2026 at 16:30." in text
    assert "Did we discuss something else?" in text
    assert "Way of paying" not in text
    assert "confirm" not in text


@pytest.mark.parametrize("reach", [r for r in Reach if r is not Reach.RIGHT_PERSON])
@pytest.mark.parametrize("tag", ["nl", "en"])
def test_to_anybody_else_the_mail_names_no_debt(facts, reach, tag):
    ring = facts.follow_up(FollowUpKind.RETRY, datetime(2026, 11, 25, 15, 30, tzinfo=UTC))
    h = facts.unreached(reach, follow_ups=(ring,), tag=tag)
    message = read(h)
    everything = message["Subject"] + part(message, "plain") + part(message, "html")
    for secret in ("2026-0412", "1.842", "1,842", "factu", "invoice", "betal", "pay", "Bos"):
        assert secret not in everything
    assert "25 november 2026" in everything.lower()
    assert Cells(part(message, "html")).rows == []


def test_without_the_next_attempt_the_mail_only_asks_for_a_moment(facts):
    text = plain_body(facts.unreached(Reach.VOICEMAIL))
    assert "On Monday 23 November 2026 I tried to reach you by telephone.\n" in text


def test_without_addresses_the_mail_program_asks_for_them(facts):
    h = facts.handover(
        debtor=Debtor("D-1", "Kaptein"),
        sender=Sender(),
        on_call={"contact": ""},
        agreement=facts.agreement(facts.promise(), contact=""),
        invoices=(),
    )
    message = read(h)
    assert message["To"] is None
    assert message["From"] is None
    text = part(message, "plain")
    assert text.startswith("Good day,\n")
    assert "the open amount" in text
    assert "The invoices" not in text
    assert "Reference" not in text
    assert text.endswith("Kind regards,\n")
    assert mailto(h).startswith("mailto:?subject=")


def test_several_addresses_are_all_written_to(facts):
    h = facts.handover(debtor=Debtor("D-1", "Kaptein", email="a+b@x.example; c@y.example"))
    assert read(h)["To"] == "a+b@x.example, c@y.example"
    assert mailto(h).startswith("mailto:a%2Bb@x.example,c@y.example?subject=")


def test_the_same_facts_make_the_same_bytes(full):
    assert as_eml(confirmation(full(), "m-1", SENT)) == as_eml(confirmation(full(), "m-1", SENT))
    assert as_eml(confirmation(full(), "m-1", SENT)) != as_eml(confirmation(full(), "m-2", SENT))


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
    )


def check_harmless(message) -> None:
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
    html = part(message, "html")
    assert Cells(html).tags <= {
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
    }
    text = part(message, "plain")
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e]", text + html)


def test_hostile_text_in_every_field_stays_text(facts):
    message = read(everywhere(facts, HOSTILE))
    check_harmless(message)
    assert message["To"] == "evil@x.example, a@b.example"  # addresses that the field really holds
    assert message["Bcc"] is None
    assert "<script>x</script>" in part(message, "plain")
    assert "&lt;script&gt;x&lt;/script&gt;" in part(message, "html")
    assert "&amp;amp;" in part(message, "html")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=300))
def test_any_text_in_every_field_makes_a_mail_that_reads_back(facts, text):
    check_harmless(read(everywhere(facts, text)))


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(number=st.text(alphabet='ab é😀,<>"@;-=?_.', min_size=1, max_size=60))
def test_a_subject_arrives_as_it_was_written(facts, number):
    h = facts.handover(invoices=(facts.invoice(number),))
    assert read(h)["Subject"] == compose(h).subject.replace("=?", "= ?")


def test_an_encoded_word_from_outside_is_not_decoded(facts):
    message = read(everywhere(facts, "=?utf-8?q?=0D=0ABcc=3A_x=40y.example?="))
    check_harmless(message)
    assert "= ?utf-8?q?=0D" in message["Subject"]


def test_a_message_identifier_cannot_carry_another_header(full):
    message = confirmation(full(), "<m-1\r\nBcc: x@y.example>", SENT)
    assert message["Message-ID"] == "<m-1Bccx@y.example>"
    assert "Bcc" not in message_from_bytes(as_eml(message), policy=default)


def test_ten_thousand_characters_are_cut_to_a_subject_and_a_link(facts):
    h = everywhere(facts, "é" * 10_000)
    assert len(read(h)["Subject"]) == 100
    assert len(mailto(h)) <= MAILTO_LIMIT


def test_the_link_carries_subject_and_text(full):
    h = full()
    link = mailto(h)
    assert link.isascii()
    assert len(link) <= MAILTO_LIMIT
    fields = parse_qs(urlsplit(link).query, keep_blank_values=True)
    assert fields["subject"] == [read(h)["Subject"]]
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
