import json
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from cockpit.core.agreement import Agreement, Commitment, Concession, State
from cockpit.core.followup import FollowUpKind
from cockpit.core.ledger import Debtor
from cockpit.core.outcome import Outcome, Reach, Result
from cockpit.handover.summary import QUESTIONS, closing_summary, read_back
from cockpit.handover.texts import as_json, as_markdown, as_text, question

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


def answers(h) -> dict[str, str]:
    return {code: plain(text) for code, text in closing_summary(h).answers}


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


def test_three_instalments_are_read_back_one_by_one(facts):
    days = (date(2026, 11, 27), date(2026, 12, 4), date(2026, 12, 11))
    plan = facts.agreement(*(facts.promise("100.00", d) for d in days))
    h = facts.handover(agreement=plan, invoices=(facts.invoice(amount="300.00"), facts.invoice("2", "0.00")))
    assert plain(read_back(h)) == (
        "Agreed: you pay €100.00 on Friday 27 November 2026, €100.00 on Friday 4 December 2026 and "
        "€100.00 on Friday 11 December 2026 for invoices 2026-0412 and 2."
    )
    found = answers(h)
    assert found["when"] == "In parts, from Friday 27 November 2026 to Friday 11 December 2026."
    assert found["parts"].startswith("In 3 instalments: €100.00 (Friday 27 November 2026); ")
    assert found["settled"] == "On Friday 11 December 2026."


def test_a_long_plan_over_many_invoices_stays_short_enough_to_hear(facts):
    plan = facts.agreement(*(facts.promise("50.00", date(2026, 12, n)) for n in (1, 8, 15, 22)))
    items = tuple(facts.invoice(str(n), "50.00") for n in range(4))
    h = facts.handover(agreement=plan, invoices=items)
    assert plain(read_back(h)) == (
        "Agreed: you pay €200.00 in 4 instalments, from Tuesday 1 December 2026 to "
        "Tuesday 22 December 2026 for 4 invoices."
    )
    assert len(read_back(h).split()) <= 35


def test_promises_in_two_currencies_are_not_added_up(facts):
    both = facts.agreement(facts.promise("10.00"), facts.promise("20.00", currency="USD"))
    items = (facts.invoice(amount="10.00"), facts.invoice("U", "20.00", "USD"))
    h = facts.handover(agreement=both, invoices=items)
    assert "€10.00 on Friday" in plain(read_back(h))
    assert "20.00 on Friday" in plain(read_back(h))
    assert answers(h)["settled"] == "On Friday 27 November 2026."
    assert answers(h)["when"] == "On Friday 27 November 2026."


def test_a_part_promise_says_what_stays_open(facts):
    h = facts.handover(Result.PART_PROMISE, agreement=facts.agreement(facts.promise("842.50")))
    found = answers(h)
    assert found["parts"] == "A part first: €842.50 (bank transfer)."
    assert found["settled"] == "Not agreed yet: after this €1,000.00 is still open."


def test_a_part_promise_over_unknown_invoices_is_not_called_all(facts):
    found = answers(facts.handover(Result.PART_PROMISE, invoices=()))
    assert found["parts"].startswith("A part first")
    assert found["settled"] == "Not agreed yet."


def test_paying_on_the_day_of_the_call_is_at_once(facts):
    h = facts.handover(agreement=facts.agreement(facts.promise(due=date(2026, 11, 23))))
    assert answers(h)["when"] == "At once: today, Monday 23 November 2026."


def test_without_an_action_of_ours_the_next_thing_is_looking_for_the_payment(facts):
    assert answers(facts.handover())["next"] == "You pay as agreed."
    look = facts.follow_up(FollowUpKind.PROMISE_DUE, datetime(2026, 11, 30, 8, 30, tzinfo=UTC))
    assert answers(facts.handover(follow_ups=(look,)))["next"] == (
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
    assert answers(h)["next"] == "You pay as agreed."


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
    assert answers(facts.handover(agreement=agreement))["confirmed"] == answer


def test_without_a_mail_address_the_confirmation_is_still_open(facts):
    h = facts.handover(debtor=Debtor("D-1", "Kaptein", email="geen"))
    assert answers(h)["confirmed"] == "Still open: we do not know an e-mail address."


WEDNESDAY = datetime(2026, 11, 25, 15, 30, tzinfo=UTC)

LATER = "Wednesday 25 November 2026 at 16:30"
WITHOUT_PROMISE = [
    (Result.RING_BACK, FollowUpKind.RING_BACK, f"I call you back on {LATER}."),
    (
        Result.CLAIMS_PAID,
        FollowUpKind.VERIFY,
        f"You have already paid invoice 2026-0412; on {LATER} we check that it has come in.",
    ),
    (
        Result.COPY_REQUESTED,
        FollowUpKind.COMMITMENT,
        f"We send you a copy of invoice 2026-0412 by {LATER}.",
    ),
    (
        Result.DISPUTE,
        FollowUpKind.CONSULT,
        f"You do not agree with invoice 2026-0412; we look into it and you hear from us on {LATER}.",
    ),
    (
        Result.CANNOT_PAY,
        FollowUpKind.RING_BACK,
        f"You cannot pay invoice 2026-0412 now; on {LATER} we look together at what is possible.",
    ),
    (
        Result.NO_AGREEMENT,
        FollowUpKind.RING_BACK,
        f"We have not agreed anything about invoice 2026-0412 yet; on {LATER} we speak again.",
    ),
]


@pytest.mark.parametrize(("result", "kind", "sentence"), WITHOUT_PROMISE, ids=[r[0] for r in WITHOUT_PROMISE])
def test_without_a_promise_the_next_step_and_its_day_are_read_back(facts, result, kind, sentence):
    h = facts.handover(result, follow_ups=(facts.follow_up(kind, WEDNESDAY, timed=True),))
    assert read_back(h) == sentence
    assert answers(h)["next"] == sentence
    assert answers(h)["parts"] == "Not agreed yet."
    assert answers(h)["settled"] == "Not agreed yet."
    assert answers(h)["confirmed"] == "By mail to boekhouding@zonneveld.example."


@pytest.mark.parametrize("result", [None, *Result])
@pytest.mark.parametrize("tag", ["nl", "nl_BE", "en"])
def test_every_result_has_a_sentence_and_five_answers_without_any_day(facts, result, tag):
    h = facts.handover(result, agreement=None, tag=tag)
    assert read_back(h).endswith(".")
    assert "{" not in read_back(h)
    assert tuple(code for code, _ in closing_summary(h).answers) == QUESTIONS
    assert all(text.endswith(".") and "{" not in text for _, text in closing_summary(h).answers)


def test_the_day_that_the_customer_named_is_the_day_of_the_payment_run(facts):
    outcome = Outcome(Reach.RIGHT_PERSON, Result.PAYMENT_RUN, datetime(2026, 11, 26, 23, 0, tzinfo=UTC))
    h = facts.handover(None, on_call={"outcome": outcome})
    assert read_back(h) == "You pay invoice 2026-0412 in your payment run of Friday 27 November 2026."
    assert answers(h)["when"] == answers(h)["settled"] == "On Friday 27 November 2026."


def test_a_ring_back_without_a_follow_up_yet_uses_the_moment_of_the_outcome(facts):
    outcome = Outcome(Reach.RIGHT_PERSON, Result.RING_BACK, WEDNESDAY)
    h = facts.handover(None, on_call={"outcome": outcome})
    assert read_back(h) == "I call you back on Wednesday 25 November 2026 at 16:30."


def test_a_courtesy_call_ends_with_the_due_date_while_it_is_ahead(facts):
    ahead = facts.invoice(due_date=date(2026, 12, 3))
    h = facts.handover(Result.IN_ORDER, invoices=(ahead,))
    assert read_back(h) == "All is in order with invoice 2026-0412; you pay by Thursday 3 December 2026."
    assert answers(h)["settled"] == "On Thursday 3 December 2026."
    assert read_back(facts.handover(Result.IN_ORDER)) == "All is in order with invoice 2026-0412."


def test_who_says_that_he_has_paid_is_believed(facts):
    assert answers(facts.handover(Result.CLAIMS_PAID))["when"] == "You have already paid."


def test_a_dispute_names_only_the_invoices_it_is_about(facts):
    outcome = Outcome(Reach.RIGHT_PERSON, Result.DISPUTE, detail="deur scheef", invoices=("2",))
    items = (facts.invoice("1"), facts.invoice("2"))
    h = facts.handover(None, invoices=items, on_call={"outcome": outcome})
    assert read_back(h) == "You do not agree with invoice 2; we look into it and you hear from us."


def test_our_action_without_a_promise_is_read_back_first(facts):
    ours = facts.agreement(commitments=(facts.copy_by_eleven(),))
    spoken = "What we do for you: mail you a copy by Monday 23 November 2026 at 11:00."
    assert read_back(facts.handover(Result.COPY_REQUESTED, agreement=ours)) == spoken
    assert read_back(facts.handover(Result.NO_AGREEMENT, agreement=ours)) == (
        f"{spoken} We have not agreed anything about invoice 2026-0412 yet."
    )


def test_two_actions_of_ours_stand_in_one_sentence(facts):
    pair = (
        facts.copy_by_eleven("A;"),
        Commitment("B", datetime(2026, 11, 23, 23, 0, tzinfo=UTC)),
    )
    h = facts.handover(agreement=facts.agreement(facts.promise(), commitments=pair))
    assert read_back(h).startswith(
        "If we A by Monday 23 November 2026 at 11:00 and B by Tuesday 24 November 2026, then "
    )


@pytest.mark.parametrize("reach", [Reach.NO_ANSWER, Reach.BUSY, Reach.VOICEMAIL, Reach.WRONG_NUMBER])
def test_when_nobody_was_reached_there_is_nothing_to_read_back(facts, reach):
    s = closing_summary(facts.unreached(reach))
    assert s.read_back == ""
    assert s.spoken_with == ""
    assert dict(s.answers)["confirmed"] == "There is nothing to confirm."


def test_the_next_attempt_is_named_when_one_is_planned(facts):
    retry = facts.follow_up(FollowUpKind.RETRY, WEDNESDAY)
    assert answers(facts.unreached(Reach.BUSY, follow_ups=(retry,)))["next"] == (
        "I call again on Wednesday 25 November 2026."
    )
    assert answers(facts.unreached(Reach.BUSY))["next"] == "A next attempt is not planned yet."
    assert answers(facts.unreached(Reach.WRONG_NUMBER, follow_ups=(retry,)))["next"] == (
        "We look for the right telephone number first."
    )


def test_a_third_party_hears_only_when_we_ring_again(facts):
    ring = facts.follow_up(FollowUpKind.RING_BACK, WEDNESDAY, timed=True)
    h = facts.unreached(Reach.THIRD_PARTY, follow_ups=(ring,))
    assert read_back(h) == "I call again on Wednesday 25 November 2026 at 16:30."
    assert closing_summary(h).spoken_with == "mevrouw Bos"
    assert read_back(facts.unreached(Reach.THIRD_PARTY)) == ""
    assert read_back(facts.unreached(Reach.THIRD_PARTY, agreement=facts.agreement(facts.promise()))) == ""


def test_a_call_without_an_outcome_yet_has_a_summary(facts):
    h = facts.handover(on_call={"outcome": None, "notes": ""})
    text = as_text(closing_summary(h), "en")
    assert "Outcome" not in text
    assert "Notes" not in text
    assert "Agreed: you pay" in text


def test_a_question_that_does_not_exist_is_refused():
    with pytest.raises(KeyError):
        question("why", "en")


def test_markdown_keeps_foreign_text_literal(facts):
    h = facts.handover(
        debtor=Debtor("D-1", "[x](http://x.example) <b>*_`#"),
        on_call={"notes": "# geen kop\n- geen lijst\n\n</details>"},
        follow_ups=(facts.follow_up(FollowUpKind.VERIFY, WEDNESDAY, what="| a |"),),
    )
    markdown = as_markdown(closing_summary(h), "en")
    assert markdown.startswith(
        "# Summary of the call with \\[x\\](http://x.example) \\<b\\>\\*\\_\\`\\# (D-1)\n\n"
    )
    assert "\n## Agreements\n\n- What happens next? " in markdown
    assert "(\\| a \\|)" in markdown
    assert markdown.endswith("## Notes\n\n    # geen kop\n    - geen lijst\n    \n    </details>\n")


@pytest.mark.parametrize("start", ["- x", "+ x", "= x", "12. x", "3) x"])
def test_markdown_list_marks_at_the_start_of_a_line_are_literal(facts, start):
    h = facts.handover(agreement=facts.agreement(facts.promise(), commitments=(facts.copy_by_eleven(start),)))
    mark = start.split()[0]
    assert f"- {mark[:-1]}\\{mark[-1]} x by Monday" in as_markdown(closing_summary(h), "en")


def test_markdown_without_notes_has_no_heading_for_them(facts):
    h = facts.handover(on_call={"notes": ""})
    assert "Notes" not in as_markdown(closing_summary(h), "en")


def test_scripts_get_amounts_with_a_point_and_times_with_their_offset(full, facts):
    h = full()
    data = json.loads(json.dumps(as_json(h, closing_summary(h))))
    assert data["call"] == "C-1"
    assert data["at"] == "2026-11-23T10:14:00+01:00"
    assert (data["reach"], data["result"]) == ("right-person", "promise")
    assert list(data["answers"]) == list(QUESTIONS)
    agreement = data["agreement"]
    assert agreement["promises"] == [
        {
            "amount": "1842.50",
            "currency": "EUR",
            "due": "2026-11-27",
            "method": "transfer",
            "invoices": ["2026-0412"],
        }
    ]
    assert agreement["commitments"] == [
        {"what": "mail you a copy", "due": "2026-11-23T11:00:00+01:00", "done": None}
    ]
    assert data["invoices"][0] == {
        "number": "2026-0412",
        "due": "2026-10-03",
        "open": "1842.50",
        "currency": "EUR",
    }
    assert data["follow_ups"][0]["kind"] == "commitment"


def test_scripts_get_concessions_and_calls_without_outcome(facts):
    gifts = (Concession("rente", facts.money("12.30")), Concession("taart"))
    h = facts.handover(
        agreement=facts.agreement(facts.promise(), concessions=gifts), on_call={"outcome": None}
    )
    data = as_json(h, closing_summary(h))
    assert data["reach"] is None
    assert data["agreement"]["concessions"] == [
        {"what": "rente", "value": "12.30", "currency": "EUR"},
        {"what": "taart", "value": None, "currency": None},
    ]
    unreached = facts.unreached(Reach.BUSY)
    assert as_json(unreached, closing_summary(unreached))["agreement"] is None


def test_the_same_facts_can_be_told_in_another_language(full):
    assert read_back(replace(full("nl"), tag="en")).startswith("If we u een kopie mailen by ")
