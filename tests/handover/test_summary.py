from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from cockpit.core.agreement import Agreement, Commitment, Concession, State
from cockpit.core.followup import FollowUpKind
from cockpit.core.ledger import Debtor
from cockpit.core.outcome import Result
from cockpit.handover.summary import closing_summary, read_back
from cockpit.handover.texts import as_text

DUTCH = """\
Samenvatting van het gesprek met Bakkerij Zonneveld BV (D-1007)
maandag 23 november 2026 om 10:14 uur
Gesproken met: mevrouw Bos
Uitkomst: Zegt betaling toe

Om voor te lezen
  Als wij u een kopie mailen, uiterlijk maandag 23 november 2026 om 11:00 uur, dan betaalt u € 1.842,50 op \
vrijdag 27 november 2026 voor factuur 2026-0412.

Afspraken
  Hoe gaat het verder? Eerst doen wij ons deel: u een kopie mailen, uiterlijk maandag 23 november 2026 om \
11:00 uur. Daarna betaalt u.
  Meteen of op een afgesproken dag? Op vrijdag 27 november 2026.
  In één keer of in termijnen? In één keer: € 1.842,50 (overschrijving).
  Wanneer is alles betaald? Op vrijdag 27 november 2026.
  Hoe wordt het bevestigd? Per e-mail naar boekhouding@zonneveld.example; u bevestigt dat hij is aangekomen.

Wat wij doen
  u een kopie mailen, uiterlijk maandag 23 november 2026 om 11:00 uur

Opvolging
  maandag 23 november 2026 om 11:00 uur: Onze actie (u een kopie mailen)
  maandag 30 november 2026: Is de betaling binnen?

Notities
  10:14 zegt dat de oven weer draait
"""


ENGLISH = """\
Summary of the call with Bakkerij Zonneveld BV (D-1007)
Monday 23 November 2026 at 10:14
Spoken with: mevrouw Bos
Outcome: Promises to pay

To read back
  If we mail you a copy by Monday 23 November 2026 at 11:00, then you pay €1,842.50 on Friday 27 November \
2026 for invoice 2026-0412.

Agreements
  What happens next? First we do our part: mail you a copy by Monday 23 November 2026 at 11:00. Then you pay.
  At once or by a date? On Friday 27 November 2026.
  In one payment or in instalments? In one payment: €1,842.50 (bank transfer).
  When is all paid? On Friday 27 November 2026.
  How is it confirmed? By mail to boekhouding@zonneveld.example; you confirm that it arrived.

What we do
  mail you a copy by Monday 23 November 2026 at 11:00

Follow-up
  Monday 23 November 2026 at 11:00: Our action (mail you a copy)
  Monday 30 November 2026: Has the payment come in?

Notes
  10:14 zegt dat de oven weer draait
"""


def plain(text: str) -> str:
    """No-break spaces (between € and the amount) as ordinary ones, so that the goldens can be read."""
    return text.replace("\xa0", " ").replace("\u202f", " ")


@pytest.mark.parametrize(("tag", "golden"), [("nl", DUTCH), ("en", ENGLISH)], ids=["nl", "en"])
def test_the_summary_of_a_whole_agreement_as_it_is_read(full, tag, golden):
    assert plain(as_text(closing_summary(full(tag)), tag)) == golden


def test_a_flemish_debtor_hears_dutch(full):
    assert read_back(full("nl_BE")) == read_back(full("nl"))


def test_the_promise_alone_is_read_back(facts):
    assert plain(read_back(facts.handover())) == (
        "Agreed: you pay €1,842.50 on Friday 27 November 2026 for invoice 2026-0412."
    )


def test_what_we_give_is_read_back_with_its_condition(facts):
    gift = Concession("geen rente.", facts.money("12.30"))
    h = facts.handover(
        agreement=facts.agreement(facts.promise(), concessions=(gift, Concession("een taart")))
    )
    assert plain(read_back(h)).endswith(
        "Once you have paid as agreed, this holds too: geen rente (€12.30) and een taart."
    )
    assert closing_summary(h).our_actions == (read_back(h).partition("2026-0412. ")[2],)


def test_three_instalments_are_read_back_in_one_sentence_and_shown_in_a_table(facts):
    days = (date(2026, 11, 27), date(2026, 12, 4), date(2026, 12, 11))
    plan = facts.agreement(*(facts.promise("100.00", d) for d in days))
    h = facts.handover(agreement=plan, invoices=(facts.invoice(amount="300.00"), facts.invoice("2", "0.00")))
    assert plain(read_back(h)) == (
        "Agreed: you pay €300.00 for invoices 2026-0412 and 2 in 3 instalments: three times €100.00, on "
        "Friday 27 November 2026, Friday 4 December 2026 and Friday 11 December 2026."
    )
    found = facts.answers(h)
    assert found["when"] == "From Friday 27 November 2026 to Friday 11 December 2026."
    assert found["parts"] == "In 3 instalments: three times €100.00."
    assert found["settled"] == "On Friday 11 December 2026."
    assert [plain(line) for line in closing_summary(h).payments] == [
        "1  €100.00  Friday 27 November 2026",
        "2  €100.00  Friday 4 December 2026",
        "3  €100.00  Friday 11 December 2026",
    ]
    assert "\n\nThe payments\n  1  €100.00  Friday 27 " in plain(as_text(closing_summary(h), "en"))


def test_our_half_stands_before_an_uneven_plan(facts):
    terms = (("614.16", date(2026, 11, 27)), ("614.16", date(2026, 12, 28)), ("614.18", date(2027, 1, 27)))
    plan = facts.agreement(
        *(facts.promise(amount, day) for amount, day in terms), commitments=(facts.copy_by_eleven(),)
    )
    assert plain(read_back(facts.handover(agreement=plan))) == (
        "If we mail you a copy by Monday 23 November 2026 at 11:00, then you pay €1,842.50 for invoice "
        "2026-0412 in 3 instalments: twice €614.16, on Friday 27 November 2026 and Monday 28 December 2026, "
        "and then €614.18 on Wednesday 27 January 2027."
    )


def test_a_long_plan_over_many_invoices_stays_short_enough_to_hear(facts):
    plan = facts.agreement(*(facts.promise("50.00", date(2026, 12, n)) for n in (1, 8, 15, 22)))
    items = tuple(facts.invoice(str(n), "50.00") for n in range(4))
    h = facts.handover(agreement=plan, invoices=items)
    assert plain(read_back(h)) == (
        "Agreed: you pay €200.00 for 4 invoices in 4 instalments: four times €50.00, on "
        "Tuesday 1 December 2026 and then every week until Tuesday 22 December 2026."
    )
    assert len(read_back(h).split()) <= 35


def test_promises_in_two_currencies_are_not_added_up(facts):
    both = facts.agreement(facts.promise("10.00"), facts.promise("20.00", currency="USD"))
    items = (facts.invoice(amount="10.00"), facts.invoice("U", "20.00", "USD"))
    h = facts.handover(agreement=both, invoices=items)
    assert "€10.00 on Friday" in plain(read_back(h))
    assert "20.00 on Friday" in plain(read_back(h))
    assert facts.answers(h)["settled"] == "On Friday 27 November 2026."
    assert facts.answers(h)["when"] == "On Friday 27 November 2026."


def test_a_part_promise_says_what_stays_open(facts):
    h = facts.handover(Result.PART_PROMISE, agreement=facts.agreement(facts.promise("842.50")))
    found = facts.answers(h)
    assert found["parts"] == "A part first: €842.50 (bank transfer)."
    assert found["settled"] == "Not agreed yet: after this €1,000.00 is still open."


def test_a_part_promise_over_unknown_invoices_is_not_called_all(facts):
    found = facts.answers(facts.handover(Result.PART_PROMISE, invoices=()))
    assert found["parts"].startswith("A part first")
    assert found["settled"] == "Not agreed yet."


def test_paying_on_the_day_of_the_call_is_at_once(facts):
    h = facts.handover(agreement=facts.agreement(facts.promise(due=date(2026, 11, 23))))
    assert facts.answers(h)["when"] == "At once: today, Monday 23 November 2026."


def test_without_an_action_of_ours_the_next_thing_is_looking_for_the_payment(facts):
    assert facts.answers(facts.handover())["next"] == "You pay as agreed."
    look = facts.follow_up(FollowUpKind.PROMISE_DUE, datetime(2026, 11, 30, 8, 30, tzinfo=UTC))
    assert facts.answers(facts.handover(follow_ups=(look,)))["next"] == (
        "You pay as agreed; on Monday 30 November 2026 we check that it has come in."
    )


def test_what_we_have_done_is_said_to_be_done(facts):
    done_at = datetime(2026, 11, 23, 23, 30, tzinfo=UTC)
    done = facts.copy_by_eleven(done_at=done_at)
    agreement = facts.agreement(facts.promise(), commitments=(done,))
    finished = facts.follow_up(FollowUpKind.COMMITMENT, done.due, timed=True, done_at=done_at)
    h = facts.handover(agreement=agreement, follow_ups=(finished,))
    s = closing_summary(h)
    assert s.our_actions == ("mail you a copy (done on Tuesday 24 November 2026)",)
    assert s.follow_ups[0].endswith(", done")
    assert facts.answers(h)["next"] == "You pay as agreed."


@pytest.mark.parametrize(
    ("states", "answer"),
    [
        (
            (State.READ_BACK,),
            "By mail to boekhouding@zonneveld.example; you confirm that it arrived.",
        ),
        ((State.MAILED,), "By mail; we wait for your confirmation."),
        ((State.MAILED, State.CONFIRMED, State.KEPT), "You have confirmed our mail."),
    ],
)
def test_how_it_is_confirmed_follows_the_state(facts, states, answer):
    agreement: Agreement = facts.agreement(facts.promise())
    for state in states:
        agreement = agreement.to(state, facts.called)
    assert facts.answers(facts.handover(agreement=agreement))["confirmed"] == answer


def test_without_a_mail_address_the_confirmation_is_still_open(facts):
    h = facts.handover(debtor=Debtor("D-1", "Kaptein", email="geen"))
    assert facts.answers(h)["confirmed"] == "Still open: we do not know an e-mail address."


def test_two_actions_of_ours_stand_in_one_sentence(facts):
    pair = (
        facts.copy_by_eleven("A;"),
        Commitment("B", datetime(2026, 11, 23, 23, 0, tzinfo=UTC)),
    )
    h = facts.handover(agreement=facts.agreement(facts.promise(), commitments=pair))
    assert read_back(h).startswith(
        "If we A by Monday 23 November 2026 at 11:00 and B by Tuesday 24 November 2026, then "
    )


def test_a_call_without_an_outcome_yet_has_a_summary(facts):
    h = facts.handover(on_call={"outcome": None, "notes": ""})
    text = as_text(closing_summary(h), "en")
    assert "Outcome" not in text
    assert "Notes" not in text
    assert "Agreed: you pay" in text


def test_the_same_facts_can_be_told_in_another_language(full):
    assert read_back(replace(full("nl"), tag="en")).startswith("If we u een kopie mailen by ")
