"""`cockpit unlock`: who stands in the lock is told, and only a person takes it away."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest
from commands.conftest import HEAD, MONDAY

from cockpit.store.lock import Holder
from cockpit.store.workspace import Workspace


class Typing(io.StringIO):
    """Somebody who types an answer."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def left(demo: Path) -> Path:
    """A workspace that another computer never gave back."""
    (demo / "lock").write_text("77 elders 5 2026-11-20T08:00:00Z anna\n")
    return demo


def test_an_import_is_refused_and_says_what_helps(run, left, tmp_path):
    export = tmp_path / "export.csv"
    export.write_text(HEAD)
    ran = run("import", str(export))
    assert ran.status == 2
    assert "anna (process 77 on elders, since Friday 20 November 2026" in ran.err
    assert "cockpit unlock" in ran.err
    assert run("queue").status == 0


def test_the_name_of_the_other_computer_is_asked_for(run, left, monkeypatch):
    for typed, status in (("yes", 1), ("", 1), ("elders", 0)):
        monkeypatch.setattr(sys, "stdin", Typing(f"{typed}\n"))
        ran = run("unlock")
        assert ran.status == status
        assert "anna (process 77 on elders" in ran.err and "Its last words were written on" in ran.err
        assert Holder.of(left).pid == ("77" if status else "")
    Workspace.open(left, now=lambda: MONDAY).close()


def test_where_nobody_can_be_asked(run, left, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.StringIO("elders\n"))
    ran = run("unlock")
    assert ran.status == 2 and "--yes" in ran.err
    assert run("unlock", "--yes").status == 0
    again = run("unlock")
    assert again.status == 0 and "Nobody has the workspace" in again.err


def test_a_cockpit_that_is_open_keeps_it(run, demo):
    store = Workspace.open(demo, now=lambda: MONDAY)
    ran = run("unlock", "--yes")
    assert ran.status == 2 and "Close that one first" in ran.err
    store.close()
    with (demo / "lock").open("w") as lock:
        lock.write("rubbish of something else\n")
    assert run("unlock").status == 0
