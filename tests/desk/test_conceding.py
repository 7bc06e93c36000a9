"""Give little, get much: nothing is given without a return, and what got none lapses visibly (S1.4)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from desk.build import NOW, RIGHT, Table, account, agreement, eur, fresh, invoice

from cockpit.core.agreement import Concession, State
from cockpit.core.call import Call, CallKind
from cockpit.core.concession import Condition, NotGiven
from cockpit.core.concession_terms import ConcessionTerms, Gift
from cockpit.core.interest import Gap
from cockpit.core.outcome import Outcome, Result
from cockpit.core.standing import after_call
from cockpit.desk import conceding
from cockpit.desk.charges import charges
from cockpit.desk.correcting import history, mark, undo
from cockpit.store.port import Changes

INTEREST = ConcessionTerms(Gift.INTEREST, eur("8.55"))
SIGNED = ConcessionTerms(Gift.DISCOUNT, eur(25), in_return="automatische incasso", by=date(2026, 12, 1))
REPAIR = ConcessionTerms(Gift.REPAIR, eur(10), fault="de kopie is nooit gemaild")


@pytest.fixture
def table():
    table = Table(account(invoice("1", 1000, -30)))
    table.hand.start()
    return table


def promised(table, when="27-11"):
    table.enter(amount="1000", when=when)


def proposed(table, gift):
    return conceding.proposed(table.hand, gift, charges(table.hand))


def test_all_interest_all_costs_and_the_cost_of_waiting_are_proposed(table):
    assert proposed(table, Gift.INTEREST).value == eur("8.55")
    assert proposed(table, Gift.COSTS).value == eur(150)
    assert proposed(table, Gift.TIME).value is None, "nothing is promised yet"
    promised(table)
    assert proposed(table, Gift.INTEREST).value == eur("9.69")  # until Friday
    assert proposed(table, Gift.TIME).value == eur("1.14")  # four days
    assert proposed(table, Gift.DISCOUNT).value is None
    assert proposed(table, Gift.REPAIR).value is None


def test_waiting_into_a_time_without_a_rate_has_no_figure(table):
    promised(table, "15-1-2027")
    found = proposed(table, Gift.TIME)
    assert found.value is None and found.gap == (Gap.AFTER_TABLE, date(2027, 1, 1))


def test_nothing_is_proposed_where_the_law_is_not_known():
    table = Table(account(invoice("1", 1000, -30), country="DE"))
    assert all(proposed(table, gift) == conceding.Proposal() for gift in Gift)


@pytest.mark.parametrize(
    ("terms", "with_promise", "without"),
    [(INTEREST, None, NotGiven.NO_RETURN), (SIGNED, None, None), (REPAIR, None, None)],
)
def test_nothing_without_a_return_but_a_named_repair(table, terms, with_promise, without):
    assert conceding.why_not(table.hand, terms) is without
    promised(table)
    assert conceding.why_not(table.hand, terms) is with_promise


def test_what_is_given_is_saved_with_the_agreement_and_undone_before(table):
    promised(table)
    table.hand.change(replace(table.hand.call, read_back=True))
    conceding.give(table.hand, "geen rente over deze factuur", INTEREST)
    assert not table.hand.call.read_back
    assert table.hand.understood.concession == Concession(
        "geen rente over deze factuur", eur("8.55"), INTEREST
    )
    table.hand.undo()
    assert table.hand.call.entry.gives is None and table.hand.call.read_back
    conceding.give(table.hand, "geen rente", INTEREST)
    wrapped = table.call(amount="1000", when="27-11", in_return="geen rente")
    assert table.store.agreement(wrapped.agreement.id).concessions == (
        Concession("geen rente", eur("8.55"), INTEREST),
    )


def test_taking_it_away_leaves_nothing(table):
    promised(table)
    conceding.give(table.hand, "geen rente", INTEREST)
    conceding.take_away(table.hand)
    assert table.hand.understood.concession is None and table.hand.call.entry.gives is None


def test_words_typed_without_a_promise_are_refused_and_not_recorded(table):
    table.enter(in_return="geen rente")
    assert table.hand.understood.not_given is NotGiven.NO_RETURN
    assert table.wrap(Result.NO_AGREEMENT).agreement is None
    promised(table)
    assert table.hand.understood.not_given is None
    assert table.wrap(Result.REFUSES).agreement is None, "who refuses gets nothing"


def test_a_repair_and_what_has_another_return_stand_without_a_promise(table):
    for terms in (REPAIR, SIGNED):
        conceding.give(table.hand, "wij crediteren de rit", terms)
        made = table.wrap(Result.DISPUTE).agreement
        assert made.promises == () and made.concessions[0].terms == terms


# -- what became of it --------------------------------------------------------------------------------------


BEFORE = NOW - timedelta(days=12)
TALK = Call("C-1", "D-1", CallKind.DUNNING, BEFORE, ended_at=BEFORE, outcome=Outcome(RIGHT, Result.PROMISE))
GIVEN = (Concession("geen rente", eur("8.55"), INTEREST),)
PAST = agreement(due=date(2026, 11, 18), made_at=BEFORE, concessions=GIVEN)


def with_past(made, **more):
    """A debtor in hand with an agreement of twelve days ago; the clock stands at Monday 23 November."""
    before = after_call(fresh(), TALK)
    standing = replace(before, agreements=(made,) if made.is_open else (), **more)
    table = Table(account(invoice("1", 100, -30)), standings=[standing])
    table.store.save(Changes(calls=(TALK,), agreements=(made,)))
    assert table.desk.choose("D-1")
    return table


def test_a_concession_whose_return_did_not_come_is_told_before_the_next_call():
    table = with_past(PAST)
    assert conceding.lapsed_since_talk(table.hand) == ((PAST, PAST.concessions[0]),)


def test_one_that_was_spoken_about_since_is_told_no_more():
    table = with_past(PAST, last_spoken_at=NOW)
    assert conceding.lapsed_since_talk(table.hand) == ()


def test_one_that_still_waits_or_was_met_is_not_told():
    paid = replace(PAST, promises=(replace(PAST.promises[0], covers=("9",)),))
    assert conceding.lapsed_since_talk(with_past(paid).hand) == ()
    running = agreement(due=date(2026, 11, 27), made_at=BEFORE, concessions=GIVEN)
    assert conceding.lapsed_since_talk(with_past(running).hand) == ()


def test_it_is_also_told_when_the_agreement_was_marked_as_broken():
    table = with_past(PAST)
    mark(table.session, table.board, PAST, State.BROKEN)
    ((_, given),) = conceding.lapsed_since_talk(table.hand)
    assert given.terms.lapsed_at == table.clock.now


def test_whether_another_return_came_is_said_by_the_collector_and_can_be_taken_back():
    made = agreement(concessions=(Concession("25 euro korting", eur(25), SIGNED),))
    table = with_past(made)
    assert conceding.awaits_return(made)
    done = conceding.settle(table.session, table.board, made, Condition.MET)
    (now,) = history(table.session, "D-1").agreements
    assert now.concessions[0].terms.met_at == table.clock.now and not conceding.awaits_return(now)
    undo(table.session, table.board, "D-1", done, "te vroeg")
    (back,) = history(table.session, "D-1").agreements
    assert conceding.awaits_return(back)


def test_nobody_called_yet_nothing_is_read():
    table = Table(account(invoice("1", 100, -30)))
    table.store.broken = {"agreements_of"}
    assert conceding.lapsed_since_talk(table.hand) == ()
