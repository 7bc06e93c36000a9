"""Killed programs, full disks, two cockpits at once: with real processes and real signals."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from store.storing import Make, Open, refusal

import cockpit
from cockpit.store.workspace import Workspace

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals and limits of POSIX")

KILLS = 25
TESTS = Path(__file__).parents[1]

PREAMBLE = """
import os, sys
from dataclasses import replace
from pathlib import Path
from cockpit.store import history
from cockpit.store.port import Changes, StoreError
from cockpit.store.workspace import Workspace
from store.making import START, call, changes, ledger

def say(*words):
    os.write(1, (" ".join(map(str, words)) + "\\n").encode())

folder = Path(sys.argv[1])
"""

SAVING = """
history.SEAL_BYTES = 30_000
workspace = Workspace.open(folder, now=lambda: START)
n = int(sys.argv[2])
while True:
    workspace.save_draft(call(f"d{n}", "draft", n, notes=str(n)))
    say("draft", n)
    workspace.save(changes(str(n), f"D-{n % 5}", n))
    say("call", n)
    if n % 9 == 0:
        workspace.replace_ledger(ledger(3, source=str(n)), changes(f"import-{n}", "D-9", n))
        say("ledger", n)
    n += 1
"""

HOLDING = """
workspace = Workspace.open(folder, now=lambda: START)
say("open")
sys.stdin.read()
"""

FILLING = """
import resource
workspace = Workspace.open(folder, now=lambda: START)
workspace.save(changes("1"))
log = folder / "history" / "000001.log"
before = log.read_bytes()
hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
resource.setrlimit(resource.RLIMIT_FSIZE, (len(before) + 500, hard))
try:
    workspace.save(changes("2"))
except StoreError as error:
    say(error.code, log.read_bytes() == before, workspace.call("c2") is None, len(workspace.standings()))
try:
    workspace.replace_ledger(ledger(200), changes("3"))
except StoreError as error:
    say(error.code, log.read_bytes() == before, len(workspace.ledger().invoices))
try:
    workspace.save_draft(call(notes="x" * 9000))
except StoreError as error:
    say(error.code, workspace.drafts())
resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
workspace.save(changes("4"))
workspace.replace_ledger(ledger(200))
workspace.save_draft(call(notes="x" * 9000))
workspace.close()
say(*sorted(path.name for path in folder.rglob("*.tmp")), "done")
"""


@contextmanager
def child(script: str, folder: Path, *arguments: object) -> Iterator[subprocess.Popen[str]]:
    """Another Python process on this folder; killed at the end, if it still lives."""
    paths = os.pathsep.join([str(Path(cockpit.__file__).parents[1]), str(TESTS)])
    process = subprocess.Popen(
        [sys.executable, "-c", PREAMBLE + script, str(folder), *map(str, arguments)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": paths},
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def test_killed_at_any_moment_nothing_acknowledged_is_lost(
    folder: Path, open_workspace: Open, make: Make
) -> None:
    chance = random.Random(20261123)
    newest = {"draft": 0, "call": 0, "ledger": 0}
    for _ in range(KILLS):
        known = newest["call"]
        with child(SAVING, folder, known + 1) as process:
            said = process.stdout.readline()
            time.sleep(chance.uniform(0, 0.1))
            process.send_signal(signal.SIGKILL)
            said += process.communicate()[0]
        newest |= {what: int(n) for what, n in map(str.split, said.splitlines())}
        workspace = open_workspace()
        assert_there(workspace, make, range(known + 1, newest["call"] + 1))
        assert int(workspace.drafts()["draft"].notes) >= newest["draft"]
        imported = workspace.ledger().source
        assert int(imported or 0) >= newest["ledger"]
        assert not imported or workspace.call(f"cimport-{imported}"), (
            "what follows from an import comes first"
        )
        expected = ("bytes at the end",) if imported else ("bytes at the end", "no-ledger")
        assert [p for p in workspace.problems if not any(words in str(p) for words in expected)] == []
        workspace.close()
    assert newest["call"] > KILLS
    assert newest["ledger"]
    assert len(list((folder / "history").glob("*.log"))) > 2, "files were filled and begun on the way"
    assert_there(open_workspace(), make, range(1, newest["call"] + 1))


def assert_there(workspace: Workspace, make: Make, numbers: range) -> None:
    for n in numbers:
        debtor = f"D-{n % 5}"
        assert workspace.call(f"c{n}") == make.call(f"c{n}", debtor, n)
        assert workspace.agreement(f"a{n}") == make.agreement(f"a{n}", debtor, n)
        assert workspace.standings()[debtor].calls > n, "one transaction: all of it or nothing"


def test_two_cockpits(folder: Path, open_workspace: Open, make: Make) -> None:
    with child(HOLDING, folder) as process:
        assert process.stdout.readline() == "open\n"
        told = refusal(open_workspace)
        assert (told.code, told.values["pid"]) == ("in-use", process.pid)
        assert open_workspace(read_only=True).standings() == {}
        process.kill()
        process.wait()
        workspace = open_workspace()
        workspace.save(make.changes())


def test_file_size_limit(folder: Path, open_workspace: Open, make: Make) -> None:
    with child(FILLING, folder) as process:
        said = process.communicate(timeout=30)[0]
    assert said.splitlines() == [
        "disk-full True True 1",
        "disk-full True 0",
        "disk-full {}",
        "done",
    ]
    workspace = open_workspace()
    assert [call.id for call in workspace.calls_of("D-1")] == ["c1", "c4"]
    assert workspace.ledger() == make.ledger(200)
    assert workspace.drafts()["D-1"].notes == "x" * 9000
    assert not workspace.problems
