"""The real program, killed at any moment: what was typed more than a second before is there again.

Typed is what stood on the screen for so long.

    python tests/faults/crash.py --rounds 300 --seed 1

drives the cockpit in a pseudo terminal, kills it at random instants (also while it starts, saves, imports and
clears up) and writes a table. The tests beside this file run a few rounds of it.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[1]), str(Path(__file__).parents[2])]

from faults.typed import Tally, Typed
from terminal import Terminal

from cockpit.core.call import Call
from cockpit.desk.demo import fill
from cockpit.paths import bundled
from cockpit.store.workspace import Workspace

PROMISED = 1.0
"""Seconds after which whatever was typed is safe."""

KINDS = {"typing": 6, "agreement": 3, "saving": 4, "starting": 2, "import": 2, "purge": 2}
"""How a round is ended by a kill, and how often each is chosen."""

LEAVING = {"SIGTERM": signal.SIGTERM, "SIGHUP": signal.SIGHUP, "closed terminal": None}
"""What ends the program in an orderly way: after these nothing at all may be lost."""

CALLS_OF_A_DAY = 20
IN_CALL = "ophangen"


def now() -> datetime:
    return datetime.now(UTC)


class Seat:
    """A collector at work on one workspace, and what has to be in it."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.folder = folder
        self.chance = random.Random(seed)
        self.tallies: dict[str, Tally] = defaultdict(Tally)
        self.number = self.letters = 0
        self.fresh_day()

    def fresh_day(self) -> None:
        """A workspace with the demo in it, and nobody on the line."""
        shutil.rmtree(self.folder, ignore_errors=True)
        store = Workspace.open(self.folder, now=now)
        fill(store, now(), "Europe/Amsterdam")
        self.sizes = {len(store.ledger().invoices)}
        store.close()
        settings = shutil.copy(bundled("sample_data") / "settings.toml", self.folder / "settings.toml")
        Path(settings).chmod(0o600)
        self.saved: dict[str, str] = {}
        self.notes, self.what = Typed(), Typed()
        self.agreeing, self.ready = False, True

    # -- rounds ----------------------------------------------

    def round(self, kind: str) -> None:
        """Work for a while, be killed or ended, and look what is there."""
        if len(self.saved) >= CALLS_OF_A_DAY:
            self.fresh_day()
        tally = self.tallies[kind]
        tally.rounds += 1
        before = self.letters
        try:
            if kind in LEAVING:
                self._leave(kind)
            else:
                getattr(self, f"_{kind}")()
        except AssertionError as error:
            tally.failures.append(str(error))
            self.fresh_day()
        tally.typed += self.letters - before

    def _leave(self, how: str) -> None:
        """Be ended in an orderly way right after a word was seen; nothing may be lost."""
        tally = self.tallies[how]
        t = self.in_call()
        self._type(t, self.notes, seconds=0.4)
        self.notes.look(t.wait(self.notes.all.split()[-1]))
        time.sleep(self.chance.uniform(0, 0.05))
        number = LEAVING[how]
        if number is None:
            os.close(t.process.child_fd)
            self._wait_for_the_end(t)
        else:
            t.process.kill(number)
            assert t.wait_end() == 128 + number
        self._look(tally, time.monotonic() + 2 * PROMISED)
        if how != "closed terminal":
            t.close()
            assert b"\x1b[?1049l" in t.raw[-400:], "the terminal is left in disorder"

    def _typing(self) -> None:
        t = self.in_call()
        self._type(t, self.notes, self.chance.uniform(0.2, 2.6))
        self._kill(t)

    def _agreement(self) -> None:
        t = self.in_call()
        if self.agreeing:  # the panel has a day in it already: on with the notes
            self._type(t, self.notes, 0.5)
        else:
            self.agreeing = True
            t.press("F4")
            t.type("+3")
            t.press("Enter")
            self._type(t, self.what, self.chance.uniform(0.5, 2.0))
        self._kill(t)

    def _saving(self) -> None:
        t = self.in_call()
        self._type(t, self.notes, 0.3)
        t.press("F9")
        t.wait("Wie is er bereikt?")
        t.type("1")
        t.wait("Komt terug op")
        t.press("F5")
        time.sleep(self.chance.uniform(0, 0.25))
        self.ready = False
        self._kill(t)

    def _starting(self) -> None:
        t = self._open()
        time.sleep(self.chance.uniform(0, 1.5))
        self._kill(t)

    def _import(self) -> None:
        rows = (bundled("sample_data") / "ledger.csv").read_text("utf-8").splitlines(keepends=True)
        less = self.chance.randrange(1, 20)
        export = self.folder.parent / "export.csv"
        export.write_text("".join(rows[:-less]), "utf-8")
        self._command("import", "--force", str(export))

    def _purge(self) -> None:
        self._command("purge", "--older-than", "1d")

    # -- at the keyboard ----------------------------------------------

    def _open(self) -> Terminal:
        argv = [sys.executable, "-m", "cockpit", "--workspace", str(self.folder), "--lang", "nl"]
        return Terminal(argv, 120, 36, {"PATH": str(Path(sys.executable).parent), "TZ": "UTC"})

    def in_call(self) -> Terminal:
        """The cockpit with somebody on the line: the call of before, or the next one."""
        t = self._open()
        t.wait("^O meer")
        if self.notes.all:
            t.wait(IN_CALL, self.notes.all.split()[-1])
            return t
        for _ in range(3):
            if IN_CALL in t.text():
                return t
            t.press("F5")
            time.sleep(0.5)
        t.wait(IN_CALL)
        return t

    def _type(self, t: Terminal, typed: Typed, seconds: float) -> None:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self.number += 1
            piece = f"w{self.number} "
            t.type(piece)
            typed.add(piece)
            self.letters += len(piece)
            time.sleep(self.chance.uniform(0.01, 0.12))
            typed.look(t.text())

    def _kill(self, t: Terminal) -> None:
        moment = time.monotonic()
        t.process.kill(signal.SIGKILL)
        t.wait_end()
        t.close()
        kind = sys._getframe(1).f_code.co_name.removeprefix("_")
        self._look(self.tallies[kind], moment)

    def _command(self, *words: str) -> None:
        argv = [sys.executable, "-m", "cockpit", *words, "--workspace", str(self.folder)]
        process = subprocess.Popen(argv, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(self.chance.uniform(0.05, 0.9))
        process.kill()
        process.wait()
        self._look(self.tallies[words[0]], time.monotonic() + 2 * PROMISED)

    def _wait_for_the_end(self, t: Terminal) -> None:
        end = time.monotonic() + 10
        while time.monotonic() < end:
            if os.waitpid(t.process.pid, os.WNOHANG)[0]:
                return
            time.sleep(0.02)
        os.kill(t.process.pid, signal.SIGKILL)
        raise AssertionError("it lives on without a terminal")

    # -- what is there ----------------------------------------------

    def _look(self, tally: Tally, killed: float) -> None:
        """Compare the files with what was done until the kill."""
        store = Workspace.open(self.folder, now=now)
        try:
            assert store.ledger().invoices, "no ledger"
            for call_id, notes in self.saved.items():
                call = store.call(call_id)
                assert call is not None and call.notes == notes, f"a saved call: {call_id}"
            live = [call for call in store.drafts().values() if call.is_live]
            newest = self._newly_saved(store)
            assert not store.problems, store.problems
        finally:
            store.close()
        if not self.ready and newest is not None:
            assert newest.notes.rstrip() == self.notes.all.rstrip(), "saved without its notes"
            self.saved[newest.id] = newest.notes
            self.notes, self.what, self.agreeing = Typed(), Typed(), False
        else:
            self._compare(tally, live, killed)
        self.ready = True

    def _newly_saved(self, store: Workspace) -> Call | None:
        last = store.last_call()
        begun = last is not None and last.notes.startswith("w") and last.id not in self.saved
        return last if begun else None

    def _compare(self, tally: Tally, live: list[Call], killed: float) -> None:
        safe = killed - PROMISED
        assert len(live) <= 1, "two calls at once"
        notes = live[0].notes if live else ""
        what = live[0].entry.if_we if live else ""
        for name, typed, found in (("notes", self.notes, notes), ("agreement", self.what, what)):
            must, may = typed.before(safe).rstrip(), typed.all
            assert found.rstrip().startswith(must), (
                f"{name}: {found[-40:]!r} is there, {must[-40:]!r} was typed"
            )
            assert may.startswith(found), f"{name}: {found[-40:]!r} was never typed, {may[-40:]!r} was"
            tally.late = max(tally.late, len(may.rstrip()) - len(found.rstrip()))
            typed.settle(found)


def main() -> int:
    """Run as many rounds as asked for, or until it is interrupted, and write what they came to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=100)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    options = parser.parse_args()
    place = Path(tempfile.mkdtemp(prefix="cockpit-crash-"))
    seat = Seat(place / "werkmap", options.seed)
    kinds = seat.chance.choices([*KINDS, *LEAVING], [*KINDS.values(), 1, 1, 1], k=options.rounds)
    began = time.monotonic()
    with suppress(KeyboardInterrupt):
        for number, kind in enumerate(kinds, 1):
            seat.round(kind)
            print(f"\r{number} of {options.rounds}, seed {options.seed}", end="", file=sys.stderr, flush=True)
    write_table(seat)
    print(f"seed {options.seed}, {time.monotonic() - began:.0f} s")
    shutil.rmtree(place)
    return 1 if any(tally.failures for tally in seat.tallies.values()) else 0


def write_table(seat: Seat) -> None:
    """What the rounds came to, and what failed."""
    print(f"\n{'ended while':<18}{'rounds':>8}{'letters':>9}{'lost < 1 s':>12}{'failures':>10}")
    for kind, tally in sorted(seat.tallies.items()):
        print(f"{kind:<18}{tally.rounds:>8}{tally.typed:>9}{tally.late:>12}{len(tally.failures):>10}")
    for kind, tally in seat.tallies.items():
        for failure in tally.failures:
            print(f"{kind}: {failure}")


if __name__ == "__main__":
    sys.exit(main())
