"""The disk fails in the middle of a call: it is said in a sentence, and all is written when it can be."""

from __future__ import annotations

import os
import random
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from faults import disks
from faults.disks import notes_in
from faults.seat import IN_CALL, READY, Seat, now, with_the_demo
from terminal import Terminal

from cockpit.store.checking import check
from cockpit.store.workspace import Workspace

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="disks and a terminal of POSIX")

NOT_WRITTEN = "Nog niet geschreven"


class Watched(Seat):
    """A collector whose terminals are closed at the end, run by somebody who is not almighty."""

    def __init__(self, folder: Path) -> None:
        super().__init__(with_the_demo(folder), random.Random(1))
        self.before: list[str] = []
        self.terminals: list[Terminal] = []

    def argv(self, *words: str) -> list[str]:
        return [*self.before, *super().argv(*words)]

    def open(self, **env: str) -> Terminal:
        self.terminals.append(super().open(**env))
        return self.terminals[-1]

    def doctor(self) -> str:
        t = Terminal(self.argv("doctor"))
        assert t.wait_end() == 1
        t.close()
        return " ".join(bytes(t.raw).decode().split())


@pytest.fixture
def seat_in() -> Iterator[Callable[[Path], Watched]]:
    seats: list[Watched] = []

    def sit_down(place: Path) -> Watched:
        seats.append(Watched(place / "werkmap"))
        return seats[-1]

    yield sit_down
    for seat in seats:
        for terminal in seat.terminals:
            terminal.close()


Sit = Callable[[Path], Watched]


def until(holds: Callable[[], object]) -> None:
    end = time.monotonic() + 20
    while not holds():
        assert time.monotonic() < end, "never"
        time.sleep(0.1)


def say(t: Terminal, words: str) -> None:
    t.type(words)
    t.wait(words.split()[-1])


def save(seat: Watched, t: Terminal) -> None:
    seat.to_outcome(t)
    t.type("1")
    t.wait("Komt terug op")
    t.press("F5")
    t.wait("1 gesprek vandaag")


def test_full_and_the_room_comes_back(seat_in: Sit, tmp_path: Path) -> None:
    with disks.small(tmp_path / "disk") as disk:
        seat = seat_in(disk)
        t = seat.in_call()
        say(t, "voor de volle schijf ")
        until(lambda: notes_in(seat.folder).startswith("voor de volle"))
        if disk.is_mount():
            with disks.full(disk):
                say(t, "tijdens ")
                t.wait(NOT_WRITTEN, "schijf is vol", IN_CALL)
        with disks.without_room(t.pid):
            say(t, "erna ")
            t.wait(NOT_WRITTEN, "schijf is vol", IN_CALL)
            seat.to_outcome(t)
            t.type("1")
            t.wait("Komt terug op")
            t.press("F5")
            t.wait("Niet bewaard")
            t.wait(IN_CALL)
        say(t, "en daarna")
        until(lambda: notes_in(seat.folder).endswith("erna en daarna"))
        t.wait_gone(NOT_WRITTEN)
        save(seat, t)
        store = Workspace.open(seat.folder, now=now, read_only=True)
        assert store.last_call().notes.startswith("voor de volle schijf ")
        assert store.last_call().notes.endswith("erna en daarna")
        store.close()
        t.close()


def test_nobody_may_write_in_the_folder(seat_in: Sit, tmp_path: Path) -> None:
    seat = seat_in(tmp_path)
    seat.before = disks.not_almighty()
    t = seat.in_call()
    disks.protect(seat.folder, on=True)
    say(t, "op slot ")
    t.wait(NOT_WRITTEN, "dat mag u hier niet")
    t.kill()
    t.wait_end()
    # Opened while it is locked, it may be looked at, and what is typed waits in memory.
    again = seat.open()
    again.wait(READY, IN_CALL, "dat mag u hier niet")
    say(again, "straks ")
    again.wait(NOT_WRITTEN)
    disks.protect(seat.folder, on=False)
    until(lambda: notes_in(seat.folder) == "straks ")
    again.wait_gone(NOT_WRITTEN)


@pytest.mark.parametrize("what", [".", "history"])
def test_folder_removed(seat_in: Sit, tmp_path: Path, what: str) -> None:
    seat = seat_in(tmp_path)
    t = seat.in_call()
    say(t, "voor het verdwijnen ")
    until(lambda: notes_in(seat.folder) == "voor het verdwijnen ")
    shutil.rmtree(seat.folder / what)
    say(t, "en erna")
    until(lambda: seat.folder.exists() and notes_in(seat.folder) == "voor het verdwijnen en erna")
    shutil.rmtree(seat.folder / what)
    t.press("C-q")
    t.wait("U bent in gesprek met")
    t.type("j")
    assert t.wait_end() == 0
    assert notes_in(seat.folder) == "voor het verdwijnen en erna"
    store = Workspace.open(seat.folder, now=now)
    assert store.last_call() is not None and store.ledger().debtors and not store.problems
    store.close()


def test_something_else_writes_rubbish_into_every_file(seat_in: Sit, tmp_path: Path) -> None:
    seat = seat_in(tmp_path)
    t = seat.in_call()
    say(t, "voor de rommel ")
    until(lambda: notes_in(seat.folder) == "voor de rommel ")
    ledger, log = seat.folder / "ledger.json", seat.folder / "history" / "000001.log"
    ledger.write_bytes(ledger.read_bytes()[:9000] + b"\x00rommel")
    log.write_bytes(b"\xffrommel" + log.read_bytes()[7:-40])
    for draft in (seat.folder / "drafts").iterdir():
        draft.write_bytes(b"rommel")
    say(t, "en erna")
    until(lambda: "en erna" in notes_in(seat.folder))
    save(seat, t)
    t.wait("is beschadigd")
    t.press("C-q")
    assert t.wait_end() == 0
    told = seat.doctor()
    assert "ledger.json" in told and "cockpit restore" in told and "000001.log" in told
    assert {trouble.what for trouble in check(seat.folder)} == {"ledger", "history", "cut"}
    store = Workspace.open(seat.folder, now=now, read_only=True)
    assert store.last_call().notes == "voor de rommel en erna"
    assert len(store.ledger().invoices) > 5, "written again from memory"
    store.close()
    assert b"rommel" in (seat.folder / "ledger.json.damaged-1").read_bytes(), "never overwritten"


def test_a_drive_that_gives_no_answer(seat_in: Sit, tmp_path: Path) -> None:
    with disks.that_can_be_frozen(tmp_path / "disk") as disk:
        seat = seat_in(disk)
        t = seat.in_call()
        with disks.frozen(disk):
            say(t, "zonder antwoord ")
            t.wait(NOT_WRITTEN, "de schijf")
            say(t, "gaat het typen door")
        until(lambda: notes_in(seat.folder) == "zonder antwoord gaat het typen door")
        t.wait_gone(NOT_WRITTEN)
        t.kill()
        t.wait_end()


def test_a_drive_that_gives_no_answer_when_the_cockpit_is_opened(seat_in: Sit, tmp_path: Path) -> None:
    seat = seat_in(tmp_path)
    version = seat.folder / "version"
    text = version.read_bytes()
    version.unlink()
    os.mkfifo(version)
    t = seat.open()
    t.wait(f"{seat.folder.name} ", "Ctrl+C")
    with version.open("wb") as answer:
        version.unlink()
        version.write_bytes(text)
        answer.write(text)
    t.wait(READY)
