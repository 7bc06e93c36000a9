"""Everything about one debtor, and what is left when he is taken out or has become old, in every store."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace

import pytest

from cockpit.core.agreement import State, StateChange
from cockpit.core.call import Phase
from cockpit.core.followup import FollowUpKind
from cockpit.core.ledger import Ledger
from cockpit.core.standing import Dispute, Standing, moment_of
from cockpit.store.port import Changes, Dossier, Removed, Store

Again = Callable[[], Store]


def everybody(store: Store) -> dict[str, Dossier]:
    ids = {*store.ledger().debtors, *store.standings(), *store.drafts(), "D-0", "D-1", "D-2"}
    found = {debtor_id: store.dossier(debtor_id) for debtor_id in sorted(ids)}
    for key, dossier in found.items():  # how many invoices a backup has follows from all dossiers
        earlier = tuple((replace(backup, invoices=0), account) for backup, account in dossier.earlier)
        found[key] = replace(dossier, earlier=earlier)
    return found


@pytest.fixture
def full(store: Store, make: SimpleNamespace, clock: SimpleNamespace) -> Store:
    """Three debtors in the ledger and two backups; D-1 and D-2 were called and have a call begun."""
    for source in "abc":
        clock.now += timedelta(days=1)
        store.replace_ledger(make.ledger(3, source))
    for debtor in ("D-1", "D-2"):
        for n in (1, 2):
            store.save(make.changes(f"{debtor}-{n}", debtor, n))
        store.save(Changes(calls=(replace(make.call(f"c{debtor}-1", debtor, 1), notes="Verbeterd."),)))
        store.save_draft(make.call(f"d{debtor}", debtor))
    both = (make.follow_up("shared-1", "D-1"), make.follow_up("shared-2", "D-2"))
    store.save(Changes(follow_ups=both))
    return store


def test_a_dossier_is_everything(full: Store, again: Again, make: SimpleNamespace) -> None:
    dossier = again().dossier("D-1")
    assert dossier.account == make.ledger(3).account("D-1")
    assert dossier.standing == make.standing("D-1", 3)
    assert [call.notes for call in dossier.calls] == ["Verbeterd.", make.call().notes]
    assert [made.id for made in dossier.agreements] == ["aD-1-1", "aD-1-2"]
    assert [one.id for one in dossier.follow_ups] == ["fD-1-1", "fD-1-2", "shared-1"]
    assert dossier.draft == make.call("dD-1", "D-1")
    assert [account.debtor.id for _, account in dossier.earlier] == ["D-1", "D-1"]
    assert dossier.earlier[0][0].at > dossier.earlier[1][0].at
    assert len(dossier.accounts()) == 3
    assert not dossier.is_empty
    assert full.dossier("D-9").is_empty


def test_erasing_takes_one_out_and_leaves_the_others(full: Store, again: Again) -> None:
    before = everybody(full)
    removed = full.erase("D-1")
    assert removed == Removed(
        calls=2, agreements=2, follow_ups=3, standings=1, drafts=1, invoices=1, backups=2
    )
    for find in (lambda: full, again):
        store = find()
        assert store.dossier("D-1").is_empty
        assert everybody(store) == {**before, "D-1": Dossier("D-1")}
        assert store.call("cD-1-1") is None
        assert store.last_call() is not None
        assert [backup.invoices for backup in store.backups()] == [2, 2]


def test_a_call_after_an_erasure_is_kept(full: Store, again: Again, make: SimpleNamespace) -> None:
    full.erase("D-1")
    full.save(make.changes("new", "D-1", 7))
    full.save_draft(make.call("dnew", "D-1"))
    store = again()
    assert [call.id for call in store.calls_of("D-1")] == ["cnew"]
    assert store.last_call().id == "cnew"
    assert store.drafts()["D-1"].id == "dnew"


def test_erasing_nobody_changes_nothing(full: Store, again: Again) -> None:
    before = everybody(full)
    assert full.erase("D-9").is_nothing
    assert everybody(again()) == before


def test_what_moved_to_him_does_not_come_back_with_another(
    store: Store, again: Again, make: SimpleNamespace
) -> None:
    store.save(Changes(follow_ups=(make.follow_up("f1", "D-2"), make.follow_up("f2", "D-1"))))
    store.save(Changes(follow_ups=(make.follow_up("f1", "D-1"), make.follow_up("f2", "D-2"))))
    store.erase("D-1")
    store = again()
    assert [one.id for one in store.follow_ups_of("D-2")] == ["f2"]


# -- after some years ----------------------------------------


def old_and_done(make: SimpleNamespace, key: str, debtor: str, minute: int) -> Changes:
    """A call of which nothing is open any more."""
    made = make.agreement(f"a{key}", debtor, minute)
    kept = replace(
        made,
        call_id=f"c{key}",
        commitments=tuple(replace(c, done_at=made.made_at) for c in made.commitments),
        states=(*made.states, StateChange(State.KEPT, made.made_at)),
    )
    call = make.call(f"c{key}", debtor, minute)
    done = replace(make.follow_up(f"f{key}", debtor), call_id=call.id, done_at=call.opened_at)
    standing = Standing(
        debtor, calls=1, last_call_id=call.id, last_call_at=call.opened_at, next_time="Vraag naar Bos."
    )
    return Changes((replace(call, agreement_id=kept.id),), (kept,), (done,), (standing,))


def test_what_is_over_and_old_goes(store: Store, again: Again, make: SimpleNamespace) -> None:
    store.replace_ledger(replace(make.ledger(4), invoices=make.ledger(2).invoices))
    store.save(old_and_done(make, "old-0", "D-0", 0))  # still owes
    store.save(old_and_done(make, "old-2", "D-2", 0))
    store.save(old_and_done(make, "old-3", "D-3", 0))
    store.save(old_and_done(make, "new-3", "D-3", 60))
    store.save_draft(make.call("d", "D-1"))
    store.save_draft(make.call("d", "D-2", 60))
    limit = make.start + timedelta(minutes=30)
    foreseen = store.purge(limit, dry_run=True)
    assert store.call("cold-0") is not None
    assert store.purge(limit) == foreseen
    assert foreseen == Removed(calls=3, agreements=3, follow_ups=3, standings=1, drafts=1)
    store = again()
    assert [key for key in ("cold-0", "cold-2", "cold-3", "cnew-3") if store.call(key)] == ["cnew-3"]
    assert store.agreement("aold-0") is None
    assert list(store.follow_ups_of("D-0")) == []
    assert list(store.follow_ups_of("D-3")) == [*old_and_done(make, "new-3", "D-3", 60).follow_ups]
    standings = store.standings()
    assert sorted(standings) == ["D-0", "D-3"]
    assert (standings["D-0"].calls, standings["D-0"].next_time, standings["D-0"].last_call_id) == (1, "", "")
    assert standings["D-3"].next_time == "Vraag naar Bos."
    assert sorted(store.ledger().debtors) == ["D-0", "D-1", "D-3"]
    assert list(store.drafts()) == ["D-2"]
    assert store.last_call().id == "cnew-3"
    assert store.purge(limit).is_nothing


def test_what_is_open_stays_however_old_it_is(store: Store, again: Again, make: SimpleNamespace) -> None:
    store.replace_ledger(owing(make, "D-1", "D-2"))
    changes = old_and_done(make, "1", "D-1", 0)
    promised = make.agreement("a1", "D-1")
    store.save(replace(changes, agreements=(replace(promised, call_id="c1"),)))
    waiting = old_and_done(make, "2", "D-2", 0)
    store.save(replace(waiting, follow_ups=(replace(waiting.follow_ups[0], done_at=None),)))
    never = old_and_done(make, "3", "D-3", 0)
    store.save(replace(never, standings=(replace(never.standings[0], do_not_call=True),)))
    removed = store.purge(make.start + timedelta(days=4000))
    assert removed == Removed(calls=1, agreements=1, follow_ups=1)
    store = again()
    assert store.call("c1") is not None
    assert store.call("c2") is not None
    assert store.standings()["D-3"].do_not_call


def owing(make: SimpleNamespace, *debtors: str) -> Ledger:
    """A ledger in which these owe the invoice that an agreement is about."""
    ledger = make.ledger(4)
    invoices = tuple(replace(i, number="2026-0412") for i in ledger.invoices if i.debtor_id in debtors)
    return replace(ledger, invoices=invoices)


def left_open(make: SimpleNamespace, what: str) -> Changes:
    """A call with D-1 that left one thing open, on its day."""
    done = old_and_done(make, "1", "D-1", 0)
    standing, call = done.standings[0], done.calls[0]
    if what == "agreement":
        made = replace(make.agreement("a1", "D-1"), call_id=call.id)
        return replace(done, agreements=(made,), standings=(replace(standing, agreements=(made,)),))
    if what == "dispute":
        contested = Dispute(("2026-0412",), "oven kapot", moment_of(call))
        return replace(done, standings=(replace(standing, disputes=(contested,)),))
    later = replace(done.follow_ups[0], kind=FollowUpKind(what), done_at=None)
    return replace(done, follow_ups=(later,), standings=(replace(standing, follow_ups=(later,)),))


OPEN = ("retry", "ring-back", "verify", "commitment", "agreement", "dispute")


@pytest.mark.parametrize("what", OPEN)
def test_what_is_open_of_one_who_owes_nothing_is_over_some_time(
    store: Store, again: Again, make: SimpleNamespace, what: str
) -> None:
    store.replace_ledger(owing(make, "D-2"))
    store.save(left_open(make, what))
    removed = store.purge(make.start + timedelta(days=4000))
    assert removed == Removed(calls=1, agreements=1, follow_ups=1, standings=1)
    store = again()
    assert store.dossier("D-1").is_empty
    assert "D-1" not in store.ledger().debtors


@pytest.mark.parametrize("what", OPEN)
def test_what_is_open_of_one_who_owes_stays(
    store: Store, again: Again, make: SimpleNamespace, what: str
) -> None:
    store.replace_ledger(owing(make, "D-1"))
    store.save(left_open(make, what))
    before = store.dossier("D-1")
    assert store.purge(make.start + timedelta(days=4000)).is_nothing
    assert again().dossier("D-1") == before


@pytest.mark.parametrize("what", ["retry", "agreement"])
def test_what_comes_back_within_the_time_stays(
    store: Store, again: Again, make: SimpleNamespace, what: str
) -> None:
    due, later = make.start + timedelta(days=100), left_open(make, what)
    if what == "agreement":
        [made] = later.agreements
        made = replace(made, promises=tuple(replace(p, due=due.date()) for p in made.promises))
        standing = replace(later.standings[0], agreements=(made,))
        later = replace(later, agreements=(made,), standings=(standing,))
    else:
        [one] = later.follow_ups
        standing = replace(later.standings[0], follow_ups=(replace(one, due=due),))
        later = replace(later, follow_ups=standing.follow_ups, standings=(standing,))
    store.save(later)
    assert store.purge(due).is_nothing
    store = again()
    assert store.call("c1") is not None
    assert store.purge(due + timedelta(days=1)).calls == 1


@pytest.mark.parametrize("what", ["agreement", "dispute"])
def test_what_is_about_an_invoice_that_is_gone_is_over_some_time(
    store: Store, again: Again, make: SimpleNamespace, what: str
) -> None:
    store.replace_ledger(make.ledger(3))  # D-1 owes another invoice
    store.save(left_open(make, what))
    assert store.purge(make.start + timedelta(days=4000)) == Removed(calls=1, agreements=1, follow_ups=1)
    standing = again().standings()["D-1"]
    assert (standing.agreements, standing.disputes) == ((), ())


def test_a_standing_that_stays_forgets_what_went(store: Store, again: Again, make: SimpleNamespace) -> None:
    old = left_open(make, "verify")
    store.save(replace(old, standings=(replace(old.standings[0], do_not_call=True),)))
    assert store.purge(make.start + timedelta(days=4000)).calls == 1
    standing = again().standings()["D-1"]
    assert (standing.do_not_call, standing.follow_ups) == (True, ())


def test_a_purge_forgets_old_backups(
    store: Store, again: Again, make: SimpleNamespace, clock: SimpleNamespace
) -> None:
    for n in range(3):
        clock.now = make.start + timedelta(days=n)
        store.replace_ledger(make.ledger(n + 1))
    assert store.purge(make.start + timedelta(days=2)) == Removed(backups=1)
    assert [backup.invoices for backup in again().backups()] == [2]


def test_a_live_call_counts_from_its_last_moment(store: Store, again: Again, make: SimpleNamespace) -> None:
    talking = replace(make.call("d"), phase=Phase.TALK, started_at=make.start + timedelta(hours=1))
    store.save_draft(talking)
    assert store.purge(make.start + timedelta(minutes=30)).is_nothing
    assert again().drafts() == {"D-1": talking}


def test_purging_nothing(store: Store, again: Again, make: SimpleNamespace) -> None:
    assert store.purge(make.start).is_nothing
    assert again().ledger() == Ledger()
