from datetime import UTC, date, datetime

import pytest

from cockpit.core.agreement import Commitment, Concession
from cockpit.core.followup import FollowUpKind
from cockpit.core.ledger import Debtor
from cockpit.core.outcome import Outcome, Reach, Result
from cockpit.handover.facts import Sender
from cockpit.handover.mail import as_eml, confirmation, mailto, plain_body

SENT = datetime(2026, 11, 23, 9, 20, tzinfo=UTC)


def test_the_headers_of_a_draft(full, post):
    message = post.read(full())
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


def test_the_plain_text_of_a_whole_agreement(full, post):
    assert (
        post.text(post.read(full("nl")), "plain")
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


def test_the_same_mail_in_english(full, post):
    text = post.text(post.read(full("en")), "plain")
    assert text.startswith("Dear mevrouw Bos,\n\nThank you for the call of Monday 23 November 2026.\n\n")
    assert (
        "If we mail you a copy by Monday 23 November 2026 at 11:00, then you pay €1,842.50 on Friday" in text
    )
    assert "confirm with a short answer today" in text


def test_a_flemish_mail_writes_amounts_and_days_the_flemish_way(full, post):
    message = post.read(full("nl_BE"))
    assert message["Content-Language"] == "nl-BE"
    assert "van 3/09/2026, vervaldag 3/10/2026" in post.text(message, "plain")
    assert '<html lang="nl-BE">' in post.text(message, "html")


def test_a_language_that_we_do_not_speak_becomes_english(full, post):
    message = post.read(full("fr"))
    assert message["Content-Language"] == "en"
    assert post.text(message, "plain").startswith("Dear mevrouw Bos,")


def test_the_table_lists_every_invoice_and_a_total_per_currency(facts, post):
    items = (
        facts.invoice(payment_ref="+++010/8068/17183+++"),
        facts.invoice("2026-0500", "57.50", description=""),
        facts.invoice("C-9", "-100.00"),
        facts.invoice("U-1", "20.00", "USD"),
    )
    message = post.read(facts.handover(invoices=items))
    rows = post.cells(post.text(message, "html")).rows
    assert rows[0] == ["Invoice", "Date", "Due on", "Description", "Still open"]
    assert rows[1] == ["2026-0412", "03/09/2026", "03/10/2026", "ovenonderhoud", "€1,842.50"]
    assert rows[2][3:] == ["", "€57.50"]
    assert rows[3][4].replace("€", "") in {"-100.00", "−100.00"}
    assert len(rows) == 7
    assert rows[5] == ["Together: €1,800.00"]
    assert rows[6][0].startswith("Together: US$")
    text = post.text(message, "plain")
    assert "Reference for the payment: +++010/8068/17183+++, 2026-0500, U-1." in text
    assert "Together: €1,800.00" in text


def test_a_plan_is_listed_payment_by_payment(facts, post):
    days = (date(2026, 12, n) for n in (1, 8, 15, 22))
    plan = facts.agreement(*(facts.promise("100.00", d) for d in days))
    message = post.read(facts.handover(agreement=plan))
    assert "The payments:\n- €100.00 on Tuesday 1 December 2026\n" in post.text(message, "plain")
    assert post.text(message, "html").count("<li>") == 4
    assert "After this €1,442.50 is still open." in post.text(message, "plain")


def test_several_actions_and_a_gift_are_in_the_mail(facts):
    pair = (facts.copy_by_eleven("A"), Commitment("B", datetime(2026, 11, 23, 23, 0, tzinfo=UTC)))
    agreement = facts.agreement(facts.promise(), commitments=pair, concessions=(Concession("geen rente"),))
    text = plain_body(facts.handover(agreement=agreement))
    assert "What we do:\n- A by Monday 23 November 2026 at 11:00\n- B by Tuesday" in text
    assert text.count("this holds too: geen rente.") == 1


def test_notes_reasons_and_evaluation_stay_in_the_house(facts, post):
    outcome = Outcome(Reach.RIGHT_PERSON, Result.DISPUTE, detail="GEHEIM-1", invoices=("2026-0412",))
    look = facts.follow_up(FollowUpKind.CONSULT, SENT, what="GEHEIM-2")
    h = facts.handover(None, follow_ups=(look,), on_call={"outcome": outcome, "notes": "GEHEIM-3"})
    message = post.read(h)
    assert "GEHEIM" not in post.text(message, "plain") + post.text(message, "html") + message["Subject"]


def test_without_an_agreement_the_mail_is_simpler(facts, post):
    ring = facts.follow_up(FollowUpKind.RING_BACK, datetime(2026, 11, 25, 15, 30, tzinfo=UTC), timed=True)
    h = facts.handover(Result.RING_BACK, follow_ups=(ring,))
    assert post.read(h)["Subject"] == "Our telephone call of Monday 23 November 2026"
    text = plain_body(h)
    assert "I call you back on Wednesday 25 November 2026 at 16:30." in text
    assert "Did we discuss something else?" in text
    assert "Way of paying" not in text
    assert "confirm" not in text


@pytest.mark.parametrize("reach", [r for r in Reach if r is not Reach.RIGHT_PERSON])
@pytest.mark.parametrize("tag", ["nl", "en"])
def test_to_anybody_else_the_mail_names_no_debt(facts, post, reach, tag):
    ring = facts.follow_up(FollowUpKind.RETRY, datetime(2026, 11, 25, 15, 30, tzinfo=UTC))
    h = facts.unreached(reach, follow_ups=(ring,), tag=tag)
    message = post.read(h)
    everything = message["Subject"] + post.text(message, "plain") + post.text(message, "html")
    for secret in ("2026-0412", "1.842", "1,842", "factu", "invoice", "betal", "pay", "Bos"):
        assert secret not in everything
    assert "25 november 2026" in everything.lower()
    assert post.cells(post.text(message, "html")).rows == []


def test_without_the_next_attempt_the_mail_only_asks_for_a_moment(facts):
    text = plain_body(facts.unreached(Reach.VOICEMAIL))
    assert "On Monday 23 November 2026 I tried to reach you by telephone.\n" in text


def test_without_addresses_the_mail_program_asks_for_them(facts, post):
    h = facts.handover(
        debtor=Debtor("D-1", "Kaptein"),
        sender=Sender(),
        on_call={"contact": ""},
        agreement=facts.agreement(facts.promise(), contact=""),
        invoices=(),
    )
    message = post.read(h)
    assert message["To"] is None
    assert message["From"] is None
    text = post.text(message, "plain")
    assert text.startswith("Good day,\n")
    assert "the open amount" in text
    assert "The invoices" not in text
    assert "Reference" not in text
    assert text.endswith("Kind regards,\n")
    assert mailto(h).startswith("mailto:?subject=")


def test_several_addresses_are_all_written_to(facts, post):
    h = facts.handover(debtor=Debtor("D-1", "Kaptein", email="a+b@x.example; c@y.example"))
    assert post.read(h)["To"] == "a+b@x.example, c@y.example"
    assert mailto(h).startswith("mailto:a%2Bb@x.example,c@y.example?subject=")


def test_the_same_facts_make_the_same_bytes(full):
    assert as_eml(confirmation(full(), "m-1", SENT)) == as_eml(confirmation(full(), "m-1", SENT))
    assert as_eml(confirmation(full(), "m-1", SENT)) != as_eml(confirmation(full(), "m-2", SENT))
