"""The real program, ended at any moment: what was typed more than a second before is there again.

Typed is what stood on the screen for so long. After an ending in good order nothing at all may be lost.

    python tests/faults/crash.py --rounds 300 --seed 1      writes a table
    python tests/faults/crash.py --seed 1 --round 217       does one round again

A round drives the cockpit in a pseudo terminal on a workspace of its own and ends it once, twice or three
times: at a random instant, or at one of the system calls by which a file changes. Then the program is opened
again: the call goes on where it was, and `cockpit doctor` finds nothing. The tests do a few of them.
"""

from __future__ import annotations

import argparse
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from contextlib import suppress
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[1]), str(Path(__file__).parents[2])]

from faults import ordered
from faults.launch import a_version_later
from faults.seat import IN_CALL, READY, Seat, killed, with_the_demo
from faults.typed import Tally
from terminal import Terminal

from cockpit.paths import bundled
from cockpit.store import version

KINDS = {
    "typing": 5, "agreement": 3, "saving": 4, "wrapping up": 2, "starting": 2, "leaving": 2,
    "import": 3, "purge": 2, "erase": 2, "upgrade": 3, **dict.fromkeys(ordered.KINDS, 1),
}  # fmt: skip
"""How a round is ended, and how often each is chosen."""

STEPS = {
    "typing": 25, "agreement": 25, "saving": 25, "wrapping up": 12, "starting": 20, "leaving": 12,
    "import": 30, "purge": 90, "erase": 90, "upgrade": 70,
}  # fmt: skip
"""About so many changes of files there are on the way."""

ERASED = "D-1030"


class Rounds:
    """Rounds on workspaces below a folder; `template` is the workspace with which each begins."""

    def __init__(self, place: Path, seed: int) -> None:
        self.place = place
        self.seed = seed
        self.template = with_the_demo(place / "template")
        self.tallies: dict[str, Tally] = defaultdict(Tally)

    def round(self, number: int, *kinds: str) -> None:
        """Work for a while, be killed or ended, and look what is there, as often as there are kinds."""
        self.chance = random.Random(f"{self.seed}/{number}")
        endings = self.chance.choice((1, 1, 2, 3))
        kinds = kinds or tuple(self.chance.choices([*KINDS], [*KINDS.values()], k=endings))
        folder = self.place / f"round-{number}" / "werkmap"
        shutil.copytree(self.template, folder)
        self.seat = Seat(folder, self.chance)
        kind = kinds[0]
        try:
            for kind in kinds:
                if not self.seat.is_wrapping_up:  # from there the talk does not go on
                    self._ending(kind)
            self._open_again()
        except AssertionError as error:
            self.tallies[kind].failures.append(f"round {number} {kinds}: {error}")
            return
        shutil.rmtree(folder.parent)

    def _ending(self, kind: str) -> None:
        tally = self.tallies[kind]
        tally.rounds += 1
        before = self.seat.letters
        if kind in ordered.KINDS:
            moment = ordered.end(self.seat, kind)
            tally.by_hand += 1
        else:
            self.step = self.chance.choice((0, self.chance.randint(1, STEPS[kind])))
            self.told = False
            moment = getattr(self, f"_{kind.replace(' ', '_')}")()
            tally.by_hand += not self.told
            tally.at_a_step += self.told
        if kind == "upgrade":
            with a_version_later():
                self.seat.look(tally, moment)
            version.write(self.seat.folder)  # the program that comes next is of the version before
            for kept in version.kept_beside(self.seat.folder):
                shutil.rmtree(kept)
        else:
            self.seat.look(tally, moment)
        tally.typed += self.seat.letters - before

    def _open_again(self) -> None:
        """The call goes on, the cockpit is left in good order, and everything is well."""
        seat = self.seat
        t = seat.open()
        try:
            t.wait(READY, IN_CALL if seat.is_on_line else "", seat.notes.last)
            t.press("C-q")
            if seat.is_on_line:
                t.wait("Sluiten?")
                t.type("j")
            assert t.wait_end() == 0
            assert t.left_behind() == []
        finally:
            t.close()
        for unsaved in (seat.folder / "history").glob("*.log.damaged-*"):
            unsaved.unlink()  # as doctor says: what a crash left of something that was never saved
        told = subprocess.run(seat.argv("doctor"), capture_output=True, text=True)
        assert told.returncode == 0, told.stdout + told.stderr

    # -- where it is killed: each works, is killed, and gives the moment of it ----------------------

    def _typing(self) -> float:
        t = self._in_call()
        self._from_now(t)
        self.seat.words(t, self.seat.notes, self.chance.uniform(0.2, 2.6))
        return killed(t)

    def _agreement(self) -> float:
        t = self._in_call()
        seat = self.seat
        if seat.what.all:  # the panel has a day in it already: on with the notes
            self._from_now(t)
            seat.words(t, seat.notes, 0.5)
        else:
            t.press("F4")
            t.type("+3")
            t.press("Enter")
            self._from_now(t)
            seat.words(t, seat.what, self.chance.uniform(0.5, 2.0))
        return killed(t)

    def _saving(self) -> float:
        t = self._in_call()
        self.seat.words(t, self.seat.notes, 0.3)
        self.seat.until_seen(t, self.seat.notes)
        self.seat.to_outcome(t)
        t.type("1")
        t.wait("Komt terug op")
        self._from_now(t)
        t.press("F5")
        self.seat.is_saving = True
        return self._soon(t, 0.25)

    def _wrapping_up(self) -> float:
        if self.seat.what.all:  # our half has no day yet: this call does not get there
            return self._typing()
        t = self._in_call()
        self.seat.words(t, self.seat.notes, 0.3)
        self.seat.until_seen(t, self.seat.notes)
        self.seat.to_wrap_up(t)
        self._from_now(t)
        self.seat.words(t, self.seat.well, self.chance.uniform(0.2, 1.5))
        return killed(t)

    def _starting(self) -> float:
        return self._soon(self._opened(), 1.5)

    def _leaving(self) -> float:
        t = self._in_call()
        self.seat.words(t, self.seat.notes, 0.3)
        self._from_now(t)
        t.press("C-q")
        with suppress(AssertionError):  # killed at its step before it asks
            t.wait("Sluiten?", seconds=5)
        t.type("j")
        return self._soon(t, 0.3)

    def _upgrade(self) -> float:
        return self._soon(self._opened(OLD_WORKSPACE="1"), 1.0)

    def _import(self) -> float:
        rows = (bundled("sample_data") / "ledger.csv").read_text("utf-8").splitlines(keepends=True)
        export = self.seat.folder.parent / "export.csv"
        export.write_text("".join(rows[: -self.chance.randrange(1, 20)]), "utf-8")
        return self._soon(self._command("import", "--force", str(export)), 0.9)

    def _purge(self) -> float:
        return self._soon(self._command("purge", "--older-than", "1d"), 0.9)

    def _erase(self) -> float:
        return self._soon(self._command("erase", ERASED, "--yes"), 0.9)

    # -- the killing ----------------------------------------------

    def _environment(self, told: str) -> dict[str, str]:
        return {"KILL_AT": str(self.step), "KILL_WHEN": told} if self.step else {}

    def _in_call(self) -> Terminal:
        return self.seat.in_call(**self._environment("told"))

    def _opened(self, **env: str) -> Terminal:
        self.told = bool(self.step)
        return self.seat.open(**self._environment(""), **env)

    def _command(self, *words: str) -> Terminal:
        self.told = bool(self.step)
        return Terminal(self.seat.argv(*words), env=self._environment(""))

    def _from_now(self, t: Terminal) -> None:
        """The changes of files are counted from now on, if that is what ends the program."""
        if self.step:
            self.told = True
            t.kill(ordered.TOLD)

    def _soon(self, t: Terminal, most: float) -> float:
        """Killed at its step, unless it ends or rests before; else at any instant."""
        seconds = 2.5 if self.step else self.chance.uniform(0, most)
        end = time.monotonic() + seconds
        while time.monotonic() < end and not t.ended:
            time.sleep(0.005)
        return killed(t)


def main() -> int:
    """Do as many rounds as asked for, or until it is interrupted, and write what they came to."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=100)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument("--round", type=int, help="only this one")
    options = parser.parse_args()
    rounds = Rounds(Path(tempfile.mkdtemp(prefix="cockpit-crash-")), options.seed)
    began = time.monotonic()
    numbers = [options.round] if options.round else range(1, options.rounds + 1)
    with suppress(KeyboardInterrupt):
        for number in numbers:
            rounds.round(number)
            print(f"\r{number} of {options.rounds}, seed {options.seed}", end="", file=sys.stderr, flush=True)
    failed = write_table(rounds)
    print(f"seed {options.seed}, {time.monotonic() - began:.0f} s")
    if failed:
        print(f"the workspaces of the rounds that failed: {rounds.place}")
    else:
        shutil.rmtree(rounds.place)
    return 1 if failed else 0


def write_table(rounds: Rounds) -> bool:
    """What the rounds came to, and what failed; whether anything did."""
    columns = ("rounds", "any instant", "at a step", "half-way", "letters", "lost < 1 s", "failures")
    print(f"\n{'ended while':<18}" + "".join(f"{column:>13}" for column in columns))
    for kind, t in sorted(rounds.tallies.items()):
        row = (t.rounds, t.by_hand, t.at_a_step, t.half_way, t.typed, t.late, len(t.failures))
        print(f"{kind:<18}" + "".join(f"{value:>13}" for value in row))
    failures = [failure for tally in rounds.tallies.values() for failure in tally.failures]
    print(*failures, sep="\n")
    return bool(failures)


if __name__ == "__main__":
    sys.exit(main())
