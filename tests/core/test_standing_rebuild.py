"""After a correction the standing is made anew, and equals what the calls made of it one by one."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from cockpit.core.agreement import Agreement, Commitment, Promise, Revision, State, StateChange
from cockpit.core.call import Call, CallKind, Evaluation, Phase
from cockpit.core.followup import FollowUp, FollowUpKind
from cockpit.core.money import Money
from cockpit.core.outcome import Outcome, Reach, Result
from cockpit.core.standing import (
    DISPUTE,
    OPEN,
    SOLVED,
    Dispute,
    Standing,
    after_call,
    is_solved,
    rebuild,
)

NOON = datetime(2026, 11, 23, 11, 0, tzinfo=UTC)


def a_call(number=0, reach=Reach.RIGHT_PERSON, result=Result.NO_AGREEMENT, **more):
    moment = NOON + timedelta(hours=number)
    outcome = more.pop("outcome", Outcome(reach, result if reach is Reach.RIGHT_PERSON else None))
    call = Call(
        f"C-{number}", "D-1", CallKind.REMINDER, moment, Phase.SAVED, ended_at=moment, outcome=outcome
    )
    return replace(call, **more)


def solved(call, *states):
    fields = [Revision(NOON, "", ((DISPUTE, "", state),)) for state in states]
    return replace(call, revisions=(*call.revisions, *fields))


def an_agreement(**more):
    promise = Promise(Money(Decimal(100)), date(2026, 11, 27))
    return Agreement("A-1", "D-1", "C-0", NOON, promises=(promise,), **more)


def a_follow_up(name="F-1", done_at=None):
    return FollowUp(name, "D-1", "C-0", FollowUpKind.RETRY, NOON, done_at=done_at)


def test_without_a_history_there_is_a_fresh_standing():
    before = Standing("D-1", calls=3, do_not_call=True, number_is_wrong=True, next_time="ask for Bos")
    assert rebuild("D-1", (), (), (), before) == Standing("D-1")


def test_the_calls_are_folded_oldest_first():
    calls = [
        a_call(0, contact="Mevr. Bos", evaluation=Evaluation(next_time="ring in the morning")),
        a_call(1, Reach.NO_ANSWER),
        a_call(2, Reach.VOICEMAIL),
    ]
    standing = rebuild("D-1", calls, (), (), Standing("D-1"))
    assert standing == after_call(after_call(after_call(Standing("D-1"), calls[0]), calls[1]), calls[2])
    assert (standing.calls, standing.attempts_in_vain, standing.last_reach) == (3, 2, Reach.VOICEMAIL)
    assert standing.last_spoken_at == NOON and standing.last_contact == "Mevr. Bos"
    assert standing.next_time == "ring in the morning"


def test_a_flag_goes_when_no_call_says_it_any_more():
    before = after_call(Standing("D-1"), a_call(result=Result.DO_NOT_CALL))
    assert before.do_not_call
    assert not rebuild("D-1", [a_call(result=Result.REFUSES)], (), (), before).do_not_call


def test_an_unfinished_call_counts_for_nothing():
    assert rebuild("D-1", [a_call(outcome=None)], (), (), Standing("D-1")) == Standing("D-1")


def test_only_what_is_open_comes_along():
    done = replace(an_agreement(), id="A-2", states=(StateChange(State.KEPT, NOON),))
    owing = replace(done, id="A-3", commitments=(Commitment("mail a copy", NOON),))
    standing = rebuild(
        "D-1",
        [a_call()],
        [an_agreement(), done, owing],
        [a_follow_up(), a_follow_up("F-2", done_at=NOON)],
        Standing("D-1", agreements=(done,), follow_ups=(a_follow_up("F-9"),)),
    )
    assert [a.id for a in standing.agreements] == ["A-1", "A-3"]
    assert [f.id for f in standing.follow_ups] == ["F-1"]


def test_of_two_promises_the_newer_holds_in_whatever_order_they_come():
    older = an_agreement()
    newer = replace(older, id="A-2", made_at=NOON + timedelta(hours=1))
    for agreements in ([older, newer], [newer, older]):
        assert rebuild("D-1", [a_call()], agreements, (), Standing("D-1")).agreements == (newer,)


def test_who_was_set_aside_stays_set_aside():
    before = Standing("D-1", skipped_until=NOON, skip_reason="on holiday")
    after = rebuild("D-1", [a_call()], (), (), before)
    assert (after.skipped_until, after.skip_reason) == (NOON, "on holiday")


def test_a_dispute_lives_until_it_is_solved():
    about = Outcome(Reach.RIGHT_PERSON, Result.DISPUTE, detail="wrong goods", invoices=("12",))
    call, other = a_call(outcome=about), a_call(1, outcome=replace(about, invoices=("13",)))
    dispute = Dispute(("12",), "wrong goods", NOON)
    assert rebuild("D-1", [call, a_call(2)], (), (), Standing("D-1")).disputes == (dispute,)
    left = rebuild("D-1", [solved(call, SOLVED), other], (), (), Standing("D-1"))
    assert left.disputed() == {"13"}
    assert rebuild("D-1", [solved(call, SOLVED, OPEN)], (), (), Standing("D-1")).disputes == (dispute,)


def test_another_correction_says_nothing_about_a_dispute():
    call = replace(a_call(), revisions=(Revision(NOON, "typo", (("contact", "Bos", "Vos"),)),))
    assert not is_solved(call) and not is_solved(a_call())
    assert is_solved(solved(call, SOLVED)) and not is_solved(solved(call, SOLVED, OPEN))


_OUTCOMES = st.builds(
    lambda reach, result: Outcome(reach, result if reach is Reach.RIGHT_PERSON else None),
    st.sampled_from(Reach),
    st.sampled_from(Result),
)


@given(st.lists(_OUTCOMES, max_size=8))
def test_rebuilding_an_untouched_history_changes_nothing(outcomes):
    calls = [a_call(n, outcome=outcome, contact=f"P{n}") for n, outcome in enumerate(outcomes)]
    standing = Standing("D-1")
    for call in calls:
        standing = after_call(standing, call)
    assert rebuild("D-1", calls, (), (), standing) == standing
