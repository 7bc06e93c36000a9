"""What follows from a call: an outcome, and what comes back when."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import count, product
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cockpit.core.agreement import Agreement, Commitment, Promise, State, StateChange
from cockpit.core.calendar import is_working_day
from cockpit.core.call import Call, CallKind
from cockpit.core.consequences import Consequences, comes_back, consequences
from cockpit.core.followup import FollowUp, FollowUpKind
from cockpit.core.ledger import Account, Debtor
from cockpit.core.money import Money
from cockpit.core.outcome import Outcome, Reach, Result
from cockpit.core.rules import Rules
from cockpit.core.standing import Standing

ZONE = "Europe/Amsterdam"
CALL = Call("C-9", "D-1", CallKind.REMINDER, datetime(2026, 11, 23, 9, tzinfo=UTC))
K = FollowUpKind


def local(day, hour, minute=0, month=11):
    return datetime(2026, month, day, hour, minute, tzinfo=ZoneInfo(ZONE))


MONDAY = local(23, 10)
REACHES = [(reach, None) for reach in Reach if reach is not Reach.RIGHT_PERSON]
TALKS = [(Reach.RIGHT_PERSON, result) for result in Result]


def after(reach, result=None, *, now=MONDAY, standing=None, country="NL", moment=None, detail="detail"):
    outcome = Outcome(reach, result, moment.astimezone(UTC) if moment else None, detail)
    numbers = count(1)
    return consequences(
        CALL,
        standing or Standing("D-1"),
        outcome,
        Account(Debtor("D-1", "Zonneveld", country), ()),
        now.astimezone(UTC),
        ZONE,
        Rules(),
        lambda: f"F-{next(numbers)}",
    )


def talk(result, **more):
    return after(Reach.RIGHT_PERSON, result, **more)


def only(found: Consequences):
    assert len(found.follow_ups) == 1
    return found.follow_ups[0]


def earlier(kind, due=MONDAY, number=1, what="earlier", done=None):
    return FollowUp(f"E-{number}", "D-1", "C-1", kind, due.astimezone(UTC), what=what, done_at=done)


def agreed(call_id="C-9", promise=True):
    promises = (Promise(Money(Decimal(100)), date(2026, 11, 27)),) if promise else ()
    return Standing("D-1", agreements=(Agreement("A-9", "D-1", call_id, MONDAY, promises=promises),))


# -- nobody, or somebody else ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("reach", "now", "then"),
    [
        (Reach.NO_ANSWER, local(23, 9, 35), local(23, 13, 30)),
        (Reach.NO_ANSWER, local(23, 14), local(24, 9, 30)),
        (Reach.NO_ANSWER, local(27, 14), local(30, 9, 30)),
        (Reach.BUSY, local(23, 10), local(23, 10, 30)),
        (Reach.BUSY, local(23, 10, 7), local(23, 10, 40)),
        (Reach.BUSY, local(23, 16, 30), local(23, 17)),
        (Reach.BUSY, local(23, 16, 31), local(24, 9, 30)),
        (Reach.BUSY, local(23, 23, 50), local(24, 9, 30)),
        (Reach.BUSY, local(21, 10), local(23, 9, 30)),  # a Saturday
        (Reach.VOICEMAIL, local(23, 10), local(24, 9, 30)),
        (Reach.VOICEMAIL, local(27, 10), local(30, 9, 30)),
    ],
)
def test_an_attempt_in_vain_is_made_again(reach, now, then):
    again = only(after(reach, now=now))
    assert (again.kind, again.due, again.timed) == (K.RETRY, then, False)
    assert again.due.tzinfo is UTC


def test_the_holidays_are_those_of_the_debtor():
    for country, day in (("BE", 22), ("NL", 21)):
        again = only(after(Reach.VOICEMAIL, now=local(20, 10, month=7), country=country))
        assert again.due == local(day, 9, 30, month=7)


def test_a_wrong_number_is_to_be_found_first():
    assert after(Reach.WRONG_NUMBER).follow_ups == ()


def test_a_third_party_says_when():
    later = only(after(Reach.THIRD_PARTY, moment=local(24, 14)))
    assert (later.kind, later.due, later.timed, later.what) == (K.RING_BACK, local(24, 14), True, "detail")
    assert only(after(Reach.THIRD_PARTY)).due == local(24, 9, 30)


# -- the right person -----------------------------------------------------------------------------

AFTER_A_TALK = [
    (Result.PROMISE, None),
    (Result.PART_PROMISE, None),
    (Result.RING_BACK, (K.RING_BACK, local(24, 9, 30))),
    (Result.CLAIMS_PAID, (K.VERIFY, local(25, 9, 30))),
    (Result.PAYMENT_RUN, (K.VERIFY, local(25, 9, 30))),
    (Result.AWAITS_APPROVAL, (K.RING_BACK, local(24, 9, 30))),
    (Result.COPY_REQUESTED, (K.RING_BACK, local(24, 9, 30))),
    (Result.DISPUTE, (K.CONSULT, local(24, 9, 30))),
    (Result.CANNOT_PAY, (K.CONSULT, local(24, 9, 30))),
    (Result.REFUSES, (K.CONSULT, local(24, 9, 30))),
    (Result.IN_ORDER, None),
    (Result.INSOLVENT, (K.CONSULT, local(24, 9, 30))),
    (Result.DO_NOT_CALL, (K.CONSULT, local(24, 9, 30))),
    (Result.NO_AGREEMENT, (K.RETRY, local(30, 9, 30))),  # five days of rest end on a Saturday
]


def test_every_result_has_its_consequence():
    assert {result for result, _ in AFTER_A_TALK} == set(Result)


@pytest.mark.parametrize(("result", "expected"), AFTER_A_TALK)
def test_what_follows_from_a_talk(result, expected):
    found = [(f.kind, f.due) for f in talk(result).follow_ups]
    assert found == ([expected] if expected else [])


MOMENTS = [
    (Result.RING_BACK, local(26, 16, 30), K.RING_BACK, local(26, 16, 30), True),
    (Result.RING_BACK, local(26, 0), K.RING_BACK, local(26, 9, 30), False),  # a day, no hour
    (Result.RING_BACK, local(26, 9, 30), K.RING_BACK, local(26, 9, 30), False),
    (Result.AWAITS_APPROVAL, local(26, 11), K.RING_BACK, local(26, 11), True),
    (Result.PAYMENT_RUN, local(27, 9, 30), K.VERIFY, local(30, 9, 30), False),
]


@pytest.mark.parametrize(("result", "moment", "kind", "due", "timed"), MOMENTS)
def test_the_moment_that_the_customer_named(result, moment, kind, due, timed):
    found = only(talk(result, moment=moment))
    assert (found.kind, found.due, found.timed) == (kind, due, timed)


REPLACED_BY_A_PROMISE = {
    Result.PAYMENT_RUN,
    Result.COPY_REQUESTED,
    Result.CANNOT_PAY,
    Result.NO_AGREEMENT,
}


@pytest.mark.parametrize("result", list(Result))
def test_a_promise_comes_back_by_itself(result):
    alone = len(talk(result).follow_ups)
    expected = 0 if result in REPLACED_BY_A_PROMISE else alone
    assert len(talk(result, standing=agreed()).follow_ups) == expected
    assert len(talk(result, standing=agreed(call_id="C-1")).follow_ups) == alone
    assert len(talk(result, standing=agreed(promise=False)).follow_ups) == alone


def test_an_outcome_that_is_not_chosen_yet_has_no_consequence():
    assert talk(None).follow_ups == ()


def test_each_follow_up_says_where_it_comes_from():
    found = only(talk(Result.CLAIMS_PAID, detail="giro, last Friday"))
    assert (found.id, found.debtor_id, found.call_id) == ("F-1", "D-1", "C-9")
    assert found.what == "giro, last Friday" and found.is_open


# -- what an earlier follow-up gets answered by -----------------------------------------------------


def closed(found):
    return [f.id for f in found.closes]


DUE, AHEAD = local(23, 10, 5), local(26, 10)

ANSWERED = [
    # an earlier …                         is answered by …                  and not by …
    (earlier(K.RETRY, AHEAD), REACHES + TALKS, []),
    (
        earlier(K.RING_BACK, DUE),
        [
            *TALKS,
            (Reach.NO_ANSWER, None),
            (Reach.BUSY, None),
            (Reach.VOICEMAIL, None),
            (Reach.THIRD_PARTY, None),
        ],
        [(Reach.WRONG_NUMBER, None)],
    ),
    (earlier(K.RING_BACK, AHEAD), TALKS, REACHES),
    (
        earlier(K.VERIFY),
        [(Reach.RIGHT_PERSON, Result.CLAIMS_PAID), (Reach.RIGHT_PERSON, Result.PAYMENT_RUN)],
        [*REACHES, (Reach.RIGHT_PERSON, Result.PROMISE), (Reach.RIGHT_PERSON, Result.DISPUTE)],
    ),
    (
        earlier(K.CONSULT),
        [(Reach.RIGHT_PERSON, Result.DISPUTE), (Reach.RIGHT_PERSON, Result.REFUSES)],
        [*REACHES, (Reach.RIGHT_PERSON, Result.PROMISE)],
    ),
    (earlier(K.COMMITMENT), [], REACHES + TALKS),
]


@pytest.mark.parametrize(("follow_up", "by", "not_by"), ANSWERED)
def test_which_call_answers_what(follow_up, by, not_by):
    standing = Standing("D-1", follow_ups=(follow_up,))
    for reach, result in by:
        found = after(reach, result, standing=standing)
        assert closed(found) == ["E-1"], (reach, result)
        assert found.closes[0].done_at == MONDAY
    for reach, result in not_by:
        assert closed(after(reach, result, standing=standing)) == [], (reach, result)


def test_what_is_done_is_not_closed_again():
    done = earlier(K.RETRY, done=MONDAY)
    assert closed(after(Reach.BUSY, standing=Standing("D-1", follow_ups=(done,)))) == []


def test_an_agreed_ring_back_stays_one_until_we_have_spoken():
    agreed_ones = (earlier(K.RING_BACK, DUE, 1, "ask for Vos"), earlier(K.RING_BACK, DUE, 2, "the plan"))
    found = after(Reach.NO_ANSWER, standing=Standing("D-1", follow_ups=agreed_ones))
    assert [(f.kind, f.due, f.what) for f in found.follow_ups] == [
        (K.RING_BACK, local(23, 13, 30), "ask for Vos"),
        (K.RING_BACK, local(23, 13, 30), "the plan"),
    ]
    assert [f.id for f in found.follow_ups] == ["F-1", "F-2"]
    assert closed(found) == ["E-1", "E-2"]
    early = after(Reach.NO_ANSWER, standing=Standing("D-1", follow_ups=(earlier(K.RING_BACK, AHEAD),)))
    assert only(early).kind is K.RETRY and closed(early) == []


@given(
    st.sampled_from([*product(Reach, [None]), *TALKS]),
    st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31)),
    st.sampled_from(["NL", "BE"]),
)
def test_everything_comes_back_later_on_a_working_day(outcome, moment, country):
    now = moment.replace(tzinfo=UTC)
    for follow_up in after(*outcome, now=now, country=country).follow_ups:
        assert follow_up.due > now and follow_up.due.tzinfo is UTC
        assert is_working_day(follow_up.due.astimezone(ZoneInfo(ZONE)).date(), country)


# -- when does he come back ------------------------------------------------------------------------


def test_nothing_planned():
    assert comes_back(Standing("D-1"), ZONE) is None


def test_the_first_of_all_that_is_planned():
    made = Agreement(
        "A",
        "D-1",
        "C",
        MONDAY,
        promises=(Promise(Money(Decimal(1)), date(2026, 11, 27)),),
        commitments=(Commitment("copy", local(26, 17)), Commitment("call", local(24, 9), done_at=MONDAY)),
    )
    standing = Standing("D-1", last_call_at=MONDAY, agreements=(made,))
    assert comes_back(standing, ZONE) == local(26, 17)
    assert comes_back(replace(standing, agreements=(replace(made, commitments=()),)), ZONE) == local(
        27, 9, 30
    )
    retry = replace(standing, follow_ups=(earlier(K.RETRY, local(25, 9, 30)),))
    assert comes_back(retry, ZONE) == local(25, 9, 30)
    assert comes_back(replace(retry, skipped_until=local(24, 12)), ZONE) == local(24, 12)


def test_what_has_passed_or_ended_does_not_come_back():
    ended = (StateChange(State.BROKEN, MONDAY),)
    made = Agreement(
        "A", "D-1", "C", MONDAY, promises=(Promise(Money(Decimal(1)), date(2026, 11, 27)),), states=ended
    )
    late = (earlier(K.VERIFY, local(20, 9)), earlier(K.RETRY, AHEAD, 2, done=MONDAY))
    standing = Standing("D-1", last_call_at=MONDAY, agreements=(made,), follow_ups=late)
    assert comes_back(standing, ZONE) is None
    assert comes_back(replace(standing, last_call_at=None), ZONE) == local(20, 9)
