from datetime import UTC, date, datetime

import pytest

from cockpit.core.followup import FollowUpKind
from cockpit.core.outcome import Outcome, Reach, Result
from cockpit.handover.summary import QUESTIONS, closing_summary, read_back

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
    assert facts.answers(h)["next"] == sentence
    assert facts.answers(h)["confirmed"] == "By mail to boekhouding@zonneveld.example."


@pytest.mark.parametrize("result", [None, *Result])
@pytest.mark.parametrize("tag", ["nl", "nl_BE", "en"])
def test_every_result_has_a_sentence_and_its_answers_without_any_day(facts, result, tag):
    h = facts.handover(result, agreement=None, tag=tag)
    assert read_back(h).endswith(".")
    assert "{" not in read_back(h)
    codes = [code for code, _ in closing_summary(h).answers]
    assert codes == [code for code in QUESTIONS if code in codes] and {"next", "confirmed"} <= set(codes)
    assert all(text.endswith(".") and "{" not in text for _, text in closing_summary(h).answers)


def test_the_day_that_the_customer_named_is_the_day_of_the_payment_run(facts):
    outcome = Outcome(Reach.RIGHT_PERSON, Result.PAYMENT_RUN, datetime(2026, 11, 26, 23, 0, tzinfo=UTC))
    h = facts.handover(None, on_call={"outcome": outcome})
    assert read_back(h) == "You pay invoice 2026-0412 in your payment run of Friday 27 November 2026."
    assert facts.answers(h)["when"] == facts.answers(h)["settled"] == "On Friday 27 November 2026."


def test_a_ring_back_without_a_follow_up_yet_uses_the_moment_of_the_outcome(facts):
    outcome = Outcome(Reach.RIGHT_PERSON, Result.RING_BACK, WEDNESDAY)
    h = facts.handover(None, on_call={"outcome": outcome})
    assert read_back(h) == "I call you back on Wednesday 25 November 2026 at 16:30."


def test_a_courtesy_call_ends_with_the_due_date_while_it_is_ahead(facts):
    ahead = facts.invoice(due_date=date(2026, 12, 3))
    h = facts.handover(Result.IN_ORDER, invoices=(ahead,))
    assert read_back(h) == "All is in order with invoice 2026-0412; you pay by Thursday 3 December 2026."
    assert facts.answers(h)["settled"] == "On Thursday 3 December 2026."
    assert read_back(facts.handover(Result.IN_ORDER)) == "All is in order with invoice 2026-0412."


def test_who_says_that_he_has_paid_is_believed(facts):
    assert facts.answers(facts.handover(Result.CLAIMS_PAID))["when"] == "You have already paid."


@pytest.mark.parametrize(
    "result", [Result.RING_BACK, Result.CANNOT_PAY, Result.REFUSES, Result.NO_AGREEMENT, Result.PROMISE]
)
def test_what_is_still_to_be_agreed_about_the_payment_is_a_gap(facts, result):
    found = facts.answers(facts.handover(result, agreement=None))
    assert found["when"] == found["parts"] == found["settled"] == "Not agreed yet."


@pytest.mark.parametrize(
    "result",
    [Result.CLAIMS_PAID, Result.DISPUTE, Result.DO_NOT_CALL, Result.INSOLVENT, Result.PAYMENT_RUN],
)
def test_where_the_payment_is_not_the_question_nothing_about_it_is_called_missing(facts, result):
    found = facts.answers(facts.handover(result))
    assert "Not agreed yet." not in found.values()
    assert not {"parts", "settled"} & set(found)


def test_a_dispute_about_one_invoice_with_a_promise_for_the_rest_has_all_five(facts):
    ours = facts.agreement(facts.promise())
    assert tuple(facts.answers(facts.handover(Result.DISPUTE, agreement=ours))) == QUESTIONS


def test_who_does_not_want_to_be_called_is_not_called_about_anything_else_either(facts):
    items = (facts.invoice("1"), facts.invoice("2"))
    said = read_back(facts.handover(Result.DO_NOT_CALL, invoices=items))
    assert said == "We no longer call you; from now on we write to you."


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


@pytest.mark.parametrize("reach", [Reach.NO_ANSWER, Reach.BUSY, Reach.VOICEMAIL, Reach.WRONG_NUMBER])
def test_when_nobody_was_reached_there_is_nothing_to_read_back(facts, reach):
    s = closing_summary(facts.unreached(reach))
    assert s.read_back == ""
    assert s.spoken_with == ""
    assert dict(s.answers)["confirmed"] == "There is nothing to confirm."
    assert "Not agreed yet." not in dict(s.answers).values()


def test_the_next_attempt_is_named_when_one_is_planned(facts):
    retry = facts.follow_up(FollowUpKind.RETRY, WEDNESDAY)
    assert facts.answers(facts.unreached(Reach.BUSY, follow_ups=(retry,)))["next"] == (
        "I call again on Wednesday 25 November 2026."
    )
    assert facts.answers(facts.unreached(Reach.BUSY))["next"] == "A next attempt is not planned yet."
    assert facts.answers(facts.unreached(Reach.WRONG_NUMBER, follow_ups=(retry,)))["next"] == (
        "We look for the right telephone number first."
    )


def test_a_third_party_hears_only_when_we_ring_again(facts):
    ring = facts.follow_up(FollowUpKind.RING_BACK, WEDNESDAY, timed=True)
    h = facts.unreached(Reach.THIRD_PARTY, follow_ups=(ring,))
    assert read_back(h) == "I call again on Wednesday 25 November 2026 at 16:30."
    assert closing_summary(h).spoken_with == "mevrouw Bos"
    assert read_back(facts.unreached(Reach.THIRD_PARTY)) == ""
    assert read_back(facts.unreached(Reach.THIRD_PARTY, agreement=facts.agreement(facts.promise()))) == ""
