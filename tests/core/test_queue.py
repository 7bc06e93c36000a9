"""The queue as a value: everybody in exactly one list, one total order, and one debtor judged again."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import pairwise
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from cockpit.core.agreement import Agreement, Commitment, Promise, State, StateChange
from cockpit.core.calendar import golden
from cockpit.core.followup import FollowUp, FollowUpKind
from cockpit.core.kinds import kind_for
from cockpit.core.ledger import Debtor, Invoice, Ledger
from cockpit.core.money import Money
from cockpit.core.outcome import Reach
from cockpit.core.queue import Queue, ReasonCode, Rules, build, judge
from cockpit.core.ranking import IDLE, PAUSED
from cockpit.core.standing import Dispute, Standing

ZONE = "Europe/Amsterdam"
TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
RULES = Rules()


def eur(amount, currency="EUR"):
    return Money(Decimal(amount), currency)


def item(number, debtor_id, late=34, amount=100):
    due = TODAY - timedelta(late)
    return Invoice(number, debtor_id, due - timedelta(30), due, eur(amount), eur(amount))


def firm(number, **more):
    return Debtor(f"D-{number}", f"Firm {number}", phone="020 555 0101", **more)


def ledger(*late_and_amount):
    """One debtor per pair, with one item so many days overdue."""
    debtors = [firm(n) for n in range(len(late_and_amount))]
    items = tuple(item(f"F{n}", f"D-{n}", *pair) for n, pair in enumerate(late_and_amount))
    return Ledger({d.id: d for d in debtors}, items)


def queue_of(book, standings=None, now=NOW):
    return build(book, standings or {}, now, ZONE, RULES)


def ids(entries):
    return [entry.debtor_id for entry in entries]


def plan(kind, due, number=1):
    return FollowUp(f"F-{number}", "D", "C", kind, due)


# -- the value ------------------------------------------------------------------------------------


def test_an_empty_ledger():
    queue = queue_of(Ledger())
    assert (queue.entries, queue.paused, queue.others) == ((), (), ())
    assert queue.totals() == {} and queue.awake(NOW) == ()
    assert queue.entry("D-1") is None and queue.position("D-1") is None


def test_three_lists():
    book = ledger((34, 100), (34, 5000), (34, 100), (-9, 100), (1, 12_000))
    standings = {"D-2": Standing("D-2", do_not_call=True)}
    queue = queue_of(book, standings)
    assert ids(queue.entries) == ["D-4", "D-1", "D-0"]
    assert ids(queue.paused) == ["D-2"] and ids(queue.others) == ["D-3"]
    assert [queue.position(f"D-{n}") for n in range(5)] == [2, 1, None, None, 0]
    assert queue.entry("D-3").reason.code is ReasonCode.NOT_DUE
    assert queue.totals() == {"EUR": eur(17_100)}


def test_equals_are_ordered_by_their_number():
    assert ids(queue_of(ledger(*[(9, 50)] * 5)).entries) == ["D-0", "D-1", "D-2", "D-3", "D-4"]


def test_the_golden_hours_are_those_of_the_office():
    assert queue_of(Ledger()).golden == golden(NOW.astimezone(ZoneInfo(ZONE)), "NL")
    belgian_holiday = datetime(2026, 7, 21, 8, tzinfo=UTC)
    book = Ledger()
    assert build(book, {}, belgian_holiday, ZONE, Rules(country="NL")).golden.open
    assert not build(book, {}, belgian_holiday, ZONE, Rules(country="BE")).golden.open


def test_one_debtor_is_judged_again():
    book = ledger((34, 100), (34, 5000), (1, 12_000))
    queue = queue_of(book)
    skipped = Standing("D-1", skipped_until=NOW + HOUR, skip_reason="on leave")
    after = queue.after(book.account("D-1"), skipped, NOW, ZONE, RULES)
    assert ids(after.entries) == ["D-2", "D-0"] and ids(after.paused) == ["D-1"]
    assert after == queue_of(book, {"D-1": skipped})
    assert ids(queue.entries) == ["D-2", "D-1", "D-0"]  # the old one stays as it was
    assert after.after(book.account("D-1"), Standing("D-1"), NOW, ZONE, RULES) == queue


def test_a_new_debtor_joins():
    book = ledger((34, 100), (34, 5000))
    alone = replace(book, debtors={"D-0": book.debtors["D-0"]})
    joined = queue_of(alone).after(book.account("D-1"), Standing("D-1"), NOW, ZONE, RULES)
    assert joined == queue_of(book)


def test_who_wakes_up_when():
    ours = Agreement("A", "D-3", "C", NOW, commitments=(Commitment("copy", NOW + 3 * HOUR),))
    done = plan(FollowUpKind.RING_BACK, NOW + HOUR)
    standings = {
        "D-0": Standing("D-0", follow_ups=(plan(FollowUpKind.RETRY, NOW + HOUR),)),
        "D-1": Standing("D-1", follow_ups=(plan(FollowUpKind.RING_BACK, NOW + 2 * HOUR),)),
        "D-2": Standing("D-2", skipped_until=NOW + 4 * HOUR),
        "D-3": Standing("D-3", agreements=(ours,)),
        "D-4": Standing("D-4", agreements=(ours.commitment_done(0, NOW),), follow_ups=(done,)),
        "D-5": Standing("D-5", skipped_until=NOW - HOUR),
    }
    book = ledger(*[(9, 50)] * 6)
    queue = queue_of(book, standings)
    assert queue.alarms == {
        "D-0": NOW + HOUR,
        "D-1": NOW + 2 * HOUR - timedelta(minutes=10),
        "D-2": NOW + 4 * HOUR,
        "D-3": NOW + 3 * HOUR,
        "D-4": NOW + timedelta(minutes=50),
    }
    assert queue.awake(NOW + timedelta(minutes=49)) == ()
    assert queue.awake(NOW + HOUR) == ("D-0", "D-4")


def test_waking_up_one_by_one_gives_the_queue_of_the_moment():
    follow_ups = (plan(FollowUpKind.RING_BACK, NOW + 2 * HOUR),)
    standings = {"D-1": Standing("D-1", follow_ups=follow_ups)}
    book = ledger((9, 50), (9, 60))
    queue, later = queue_of(book, standings), NOW + 2 * HOUR - timedelta(minutes=10)
    assert queue.awake(later) == ("D-1",)
    woken = queue.after(book.account("D-1"), standings["D-1"], later, ZONE, RULES)
    assert woken == queue_of(book, standings, later)
    assert woken.entries[0].reason.code is ReasonCode.RING_BACK
    assert woken.awake(later + timedelta(minutes=1)) == ()  # nobody is woken twice for one thing


# -- for any ledger and any history ---------------------------------------------------------------

MOMENTS = st.integers(-96, 96).map(lambda n: NOW + n * HOUR / 2)
NUMBERS = st.sampled_from(["F0", "F1", "F2", "F3"])
CURRENCIES = st.sampled_from(["EUR", "EUR", "EUR", "USD", "JPY"])
MONEY = st.builds(Money, st.decimals(-3000, 9000, places=2), CURRENCIES)


@st.composite
def invoices(draw, debtor_id):
    due = TODAY - timedelta(draw(st.integers(-40, 120)))
    money = draw(MONEY)
    sent = due - timedelta(draw(st.integers(0, 45)))
    reminders = draw(st.sampled_from([None, 0, 2]))
    return Invoice(draw(NUMBERS), debtor_id, sent, due, money, money, reminders=reminders)


@st.composite
def agreements(draw):
    promises = st.builds(
        Promise,
        MONEY,
        st.integers(-9, 9).map(lambda n: TODAY + timedelta(n)),
        covers=st.lists(NUMBERS, max_size=2).map(tuple),
        open_then=st.one_of(st.none(), MONEY),
    )
    commitments = st.builds(Commitment, st.just("copy"), MOMENTS, st.sampled_from([None, NOW]))
    return Agreement(
        draw(st.sampled_from("AB")),
        "D",
        "C",
        NOW - 9 * DAY,
        promises=tuple(draw(st.lists(promises, max_size=2))),
        commitments=tuple(draw(st.lists(commitments, max_size=2))),
        states=tuple(draw(st.lists(st.builds(StateChange, st.sampled_from(State), MOMENTS), max_size=2))),
    )


FOLLOW_UPS = st.builds(
    FollowUp,
    st.sampled_from(["F-1", "F-2"]),
    st.just("D"),
    st.just("C"),
    st.sampled_from(FollowUpKind),
    MOMENTS,
    st.booleans(),
    st.just("what"),
    st.sampled_from([None, None, NOW]),
)


@st.composite
def standings_of(draw, debtor_id):
    return Standing(
        debtor_id,
        last_reach=draw(st.sampled_from([None, *Reach])),
        last_spoken_at=draw(st.one_of(st.none(), MOMENTS)),
        number_is_wrong=draw(st.booleans()),
        do_not_call=draw(st.integers(0, 9)) == 0,
        insolvent=draw(st.integers(0, 9)) == 0,
        agreements=tuple(draw(st.lists(agreements(), max_size=2))),
        follow_ups=tuple(draw(st.lists(FOLLOW_UPS, max_size=3))),
        disputes=tuple(
            draw(
                st.lists(st.builds(Dispute, st.lists(NUMBERS).map(tuple), st.just("?"), MOMENTS), max_size=2)
            )
        ),
        skipped_until=draw(st.one_of(st.none(), MOMENTS)),
    )


@st.composite
def worlds(draw):
    """A ledger of a few debtors and what happened with some of them."""
    debtors, items, standings = {}, [], {}
    for number in range(draw(st.integers(1, 4))):
        since = draw(st.sampled_from([None, TODAY, TODAY - timedelta(900)]))
        phone = draw(st.sampled_from(["", "020 555 0101"]))
        country = draw(st.sampled_from(["NL", "BE", "DE"]))
        debtor = Debtor(f"D-{number}", "Firm", country, phone=phone, customer_since=since)
        debtors[debtor.id] = debtor
        items += draw(st.lists(invoices(debtor.id), max_size=4))
        if draw(st.booleans()):
            standings[debtor.id] = draw(standings_of(debtor.id))
    return Ledger(debtors, tuple(items)), standings


OWN_WORD = {ReasonCode.COMMITMENT_OVERDUE, ReasonCode.COMMITMENT_DUE, ReasonCode.RING_BACK}
CALLS_FOR_MONEY = {
    ReasonCode.PROMISE_BROKEN,
    ReasonCode.PROMISE_DUE,
    ReasonCode.OVERDUE,
    ReasonCode.COURTESY_AMOUNT,
    ReasonCode.COURTESY_NEW,
}


@settings(max_examples=50, deadline=None)
@given(worlds())
def test_everybody_is_in_exactly_one_list(world):
    book, standings = world
    queue = queue_of(book, standings)
    everybody = ids([*queue.entries, *queue.paused, *queue.others])
    assert sorted(everybody) == sorted(book.debtors)
    assert all(
        e.rank < PAUSED and not (e.reason.code.is_pause or e.reason.code.is_idle) for e in queue.entries
    )
    assert all(e.rank == PAUSED and e.reason.code.is_pause for e in queue.paused)
    assert all(e.rank == IDLE and e.reason.code.is_idle for e in queue.others)
    for place, entry in enumerate(queue.entries):
        assert queue.position(entry.debtor_id) == place and queue.entry(entry.debtor_id) is entry


@settings(max_examples=40, deadline=None)
@given(worlds(), st.randoms())
def test_the_order_is_total_and_does_not_depend_on_the_file(world, chance):
    book, standings = world
    queue = queue_of(book, standings)
    for entries in (queue.entries, queue.paused, queue.others):
        assert all(one.key < two.key for one, two in pairwise(entries))
    names, items = list(book.debtors), list(book.invoices)
    chance.shuffle(names)
    chance.shuffle(items)
    shuffled = queue_of(Ledger({name: book.debtors[name] for name in names}, tuple(items)), standings)
    assert [ids(es) for es in (shuffled.entries, shuffled.paused, shuffled.others)] == [
        ids(es) for es in (queue.entries, queue.paused, queue.others)
    ]


@settings(max_examples=50, deadline=None)
@given(worlds(), st.data())
def test_judging_one_again_equals_building_all_again(world, data):
    book, standings = world
    changed = data.draw(st.sampled_from(sorted(book.debtors)))
    standing = data.draw(standings_of(changed))
    after = queue_of(book, standings).after(book.account(changed), standing, NOW, ZONE, RULES)
    rebuilt = queue_of(book, {**standings, changed: standing})
    assert after == rebuilt and after.by_id == rebuilt.by_id


@settings(max_examples=50, deadline=None)
@given(worlds())
def test_credit_notes_never_lead_to_a_call_for_money_and_the_kind_is_that_of_the_rules(world):
    book, standings = world
    for entry in queue_of(book, standings).entries:
        account = book.account(entry.debtor_id)
        standing = standings.get(entry.debtor_id, Standing(entry.debtor_id))
        if entry.reason.code in CALLS_FOR_MONEY:
            assert any(money.amount > 0 for money in account.open_totals().values())
        if entry.reason.code in OWN_WORD:
            free = replace(standing, do_not_call=True, number_is_wrong=True, skipped_until=NOW + 9 * DAY)
            assert judge(account, free, NOW, ZONE, RULES).reason == entry.reason
        assert entry.kind is kind_for(account, standing, TODAY, RULES, ZONE)


@settings(max_examples=40, deadline=None)
@given(worlds(), st.integers(1, 27))
def test_until_the_first_alarm_the_clock_changes_nothing(world, half_hours):
    book, standings = world
    queue = queue_of(book, standings)
    later = NOW + half_hours * HOUR / 2
    woken = set(queue.awake(later))
    now_later = queue_of(book, standings, later)
    for debtor_id in set(book.debtors) - woken:
        assert now_later.entry(debtor_id) == queue.entry(debtor_id)


def test_a_queue_can_be_made_by_hand():
    assert Queue(golden(NOW, "NL")).entries == ()
