"""Several processes on one workspace: one writes at a time, the others are told, nobody harms anything."""

from __future__ import annotations

import getpass
import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from faults.disks import notes_in
from faults.seat import IN_CALL, READY, Seat, with_the_demo
from store.making import START, call, changes, ledger

import cockpit
from cockpit.store.port import StoreError
from cockpit.store.workspace import Workspace

ROOT = Path(cockpit.__file__).parents[1]
EACH = 15

HAMMERING = """
import sys, time
from pathlib import Path
from store.making import START, call, changes, ledger
from cockpit.store import history
from cockpit.store.port import StoreError
from cockpit.store.workspace import Workspace
history.SEAL_BYTES = 20_000
folder, me, times = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
done = 0
while done < times:
    try:
        workspace = Workspace.open(folder, now=lambda: START)
    except StoreError as error:
        assert error.code == "in-use", error
        time.sleep(0.001)
        continue
    workspace.save(changes(f"{me}-{done}", f"D-{me}", done))
    workspace.save_draft(call(f"d{done}", f"D-{me}", notes=str(done)))
    workspace.replace_ledger(ledger(3, source=f"{me}-{done}"))
    if done % 7 == 6:
        workspace.save(changes("gone", "D-gone"))
        workspace.erase("D-gone")
    assert not workspace.problems, workspace.problems
    workspace.close()
    done += 1
"""


@contextmanager
def running(*words: object) -> Iterator[subprocess.Popen[str]]:
    """A process of Python; killed at the end if it still lives."""
    paths = os.pathsep.join([str(ROOT), str(ROOT / "tests")])
    process = subprocess.Popen(
        [sys.executable, *map(str, words)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": paths, "LANG": "C.UTF-8"},
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def test_three_that_write_and_one_that_looks(tmp_path: Path) -> None:
    folder = tmp_path / "werkmap"
    workspace = Workspace.open(folder, now=lambda: START)
    workspace.replace_ledger(ledger(3))  # calls without any ledger are a loss, and reported
    workspace.close()
    with (
        running("-c", HAMMERING, folder, "a", EACH) as a,
        running("-c", HAMMERING, folder, "b", EACH) as b,
    ):
        looks = 0
        while a.poll() is None or b.poll() is None:
            reader = Workspace.open(folder, now=lambda: START, read_only=True)
            ledger_there = reader.ledger()
            assert len(ledger_there.invoices) in (0, 3)
            for debtor, standing in reader.standings().items():
                numbers = sorted(
                    int(found.id.rpartition("-")[2]) for found in reader.calls_of(debtor) if "-" in found.id
                )
                assert numbers == list(range(len(numbers)))
                assert standing.calls >= len(numbers)
            assert not reader.problems, reader.problems
            reader.close()
            looks += 1
        assert (a.wait(), b.wait()) == (0, 0), a.stderr.read() + b.stderr.read()
    assert looks > 5
    workspace = Workspace.open(folder, now=lambda: START)
    for me in ("a", "b"):
        assert [one.id for one in workspace.calls_of(f"D-{me}")] == [f"c{me}-{n}" for n in range(EACH)]
        assert workspace.drafts()[f"D-{me}"].notes == str(EACH - 1)
    assert workspace.dossier("D-gone").is_empty
    assert not workspace.problems
    workspace.close()


def test_an_import_is_refused_while_a_cockpit_is_open_and_reading_is_not(tmp_path: Path) -> None:
    folder = tmp_path / "werkmap"
    workspace = Workspace.open(folder, now=lambda: START)
    workspace.replace_ledger(ledger(3))
    workspace.save(changes("1", "D-1"))
    workspace.save_draft(call("d", "D-2"))
    export = ROOT / "sample_data" / "ledger.csv"
    with running("-m", "cockpit", "--workspace", folder, "import", export) as process:
        said = process.communicate()[1]
        assert process.returncode == 2, said
        assert f"process {os.getpid()} on" in said
    for words in (
        ("queue",),
        ("show", "D-1"),
        ("export", "D-1"),
        ("doctor",),
        ("report",),
        ("purge", "--dry-run"),
    ):
        with running("-m", "cockpit", "--workspace", folder, *words) as process:
            out, said = process.communicate()
            assert process.returncode == 0, out + said
    workspace.save(changes("2", "D-1", 5))
    workspace.close()
    again = Workspace.open(folder, now=lambda: START)
    assert again.ledger() == ledger(3)
    assert [one.id for one in again.calls_of("D-1")] == ["c1", "c2"]
    again.close()


def test_the_second_is_told_who_is_there_also_after_a_crash_of_the_first(tmp_path: Path) -> None:
    folder = tmp_path / "werkmap"
    holding = HAMMERING.partition("done = 0")[0] + (
        "workspace = Workspace.open(folder, now=lambda: START)\nprint('open', flush=True)\ntime.sleep(60)"
    )
    with running("-c", holding, folder, "a", 0) as process:
        assert process.stdout.readline() == "open\n"
        with pytest.raises(StoreError) as told:
            Workspace.open(folder, now=lambda: START)
        assert (told.value.code, told.value.values["pid"]) == ("in-use", process.pid)
        process.kill()
        process.wait()
        assert str(process.pid) in (folder / "lock").read_text()
        Workspace.open(folder, now=lambda: START).close()


def test_a_second_cockpit_looks_at_the_queue_and_not_into_the_call_of_the_first(tmp_path: Path) -> None:
    first = Seat(with_the_demo(tmp_path / "werkmap"), random.Random(1))
    t = first.in_call()
    second = Seat(first.folder, random.Random(2)).open()
    try:
        t.type("aan de lijn en")
        t.wait("aan de lijn en")
        second.wait(READY, str(t.pid), getpass.getuser(), " · wachtrij ", " · notities ")
        second.press("F5")
        second.wait("F5  bellen")
        second.wait_gone(str(t.pid))
        second.press("F5")
        screen = second.wait(str(t.pid), "F5  bellen")
        assert IN_CALL not in screen, "nobody is rung twice"
        assert "aan de lijn en" not in screen
        second.press("C-q")
        assert second.wait_end() == 0
        t.type(" nog steeds")
        end = time.monotonic() + 20
        while notes_in(first.folder) != "aan de lijn en nog steeds":
            assert time.monotonic() < end
            time.sleep(0.1)
    finally:
        second.close()
        t.close()
