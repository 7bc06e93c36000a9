"""The agreements of the debtor who was asked for last are read once, and are never out of date."""

from cockpit.core.agreement import State
from cockpit.store.port import Changes


def test_they_are_read_once_and_what_is_added_is_there_at_once(workspace, make, clock):
    workspace.save(make.changes("1", "D-1"))
    workspace.save(make.changes("2", "D-2", minute=1))
    first = workspace.agreements_of("D-1")
    assert len(first) == 1 and workspace.agreements_of("D-1") is first
    assert [made.debtor_id for made in workspace.agreements_of("D-2")] == ["D-2"]
    changed = first[0].to(State.MAILED, clock.now)
    workspace.save(make.changes("3", "D-1", minute=2))
    assert len(workspace.agreements_of("D-1")) == 2
    workspace.save(Changes(agreements=(changed,)))
    assert changed in workspace.agreements_of("D-1")


def test_who_was_erased_has_none_left(workspace, make):
    workspace.save(make.changes("1", "D-1"))
    assert len(workspace.agreements_of("D-1")) == 1
    workspace.erase("D-1")
    assert len(workspace.agreements_of("D-1")) == 0
