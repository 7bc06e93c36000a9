"""A collector at work on one workspace, and what has to be in it whatever ends his program."""

from __future__ import annotations

import random
import shutil
import signal
import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from faults import launch
from faults.typed import Tally, Typed
from terminal import Terminal

from cockpit.core.call import Call
from cockpit.desk.demo import fill
from cockpit.paths import bundled
from cockpit.store.checking import check
from cockpit.store.together import is_unfinished
from cockpit.store.workspace import Workspace

PROMISED = 1.0
"""Seconds after which whatever was typed is safe."""

IN_CALL = "ophangen"
READY = "te bellen"
"""Stands on the screen as soon as the workspace was read."""

LAUNCH = Path(launch.__file__)


def now() -> datetime:
    return datetime.now(UTC)


def with_the_demo(folder: Path) -> Path:
    """A workspace with the demo in it, and nobody on the line."""
    store = Workspace.open(folder, now=now)
    fill(store, now(), "Europe/Amsterdam")
    store.close()
    settings = Path(shutil.copy(bundled("sample_data") / "settings.toml", folder / "settings.toml"))
    settings.chmod(0o600)
    return folder


class Seat:
    """The collector at his keyboard. What he typed and saved is remembered, and compared with the files."""

    def __init__(self, folder: Path, chance: random.Random) -> None:
        self.folder = folder
        self.chance = chance
        self.number = self.letters = 0
        self.saved: dict[str, str] = {}
        self.forget()

    def forget(self) -> None:
        """Nobody is on the line any more."""
        self.notes, self.what, self.well = Typed(), Typed(), Typed()
        self.is_on_line = self.is_saving = self.is_wrapping_up = False

    # -- at the keyboard ----------------------------------------------

    def argv(self, *words: str) -> list[str]:
        """The command line of the cockpit."""
        return [sys.executable, str(LAUNCH), *words, "--workspace", str(self.folder), "--lang", "nl"]

    def open(self, **env: str) -> Terminal:
        """The cockpit as it opens."""
        # No softphone and no mail program may be started.
        tame = {"PATH": str(Path(sys.executable).parent), "TZ": "UTC"}
        return Terminal(self.argv(), 120, 36, {**tame, **env})

    def in_call(self, **env: str) -> Terminal:
        """The cockpit with somebody on the line: the call of before with every word, or the next one."""
        t = self.open(**env)
        try:
            t.wait(READY)
            if not self.is_on_line:
                self._ring(t)
            t.wait(IN_CALL, self.notes.last)
        except AssertionError:
            t.close()
            raise
        self.is_on_line = True
        return t

    def _ring(self, t: Terminal) -> None:
        for seen in ("F5  bellen", IN_CALL):
            for patience in (8, 8, 20):  # a disk that is busy with others may make it refuse
                t.press("F5")
                with suppress(AssertionError):
                    t.wait(seen, seconds=patience)
                    break

    def words(self, t: Terminal, typed: Typed, seconds: float) -> None:
        """Type for so long."""
        end = time.monotonic() + seconds
        while time.monotonic() < end and not t.ended:
            self.number += 1
            piece = f"w{self.number} "
            t.type(piece)
            typed.add(piece)
            self.letters += len(piece)
            time.sleep(self.chance.uniform(0.01, 0.12))
            typed.look(t.text())

    def until_seen(self, t: Terminal, typed: Typed) -> None:
        """Wait until the last word stands on the screen."""
        typed.look(t.wait(typed.last))

    def to_outcome(self, t: Terminal) -> None:
        """Ask who was reached."""
        t.press("F9")
        t.wait("Wie is er bereikt?")

    def to_wrap_up(self, t: Terminal) -> None:
        """To the last screen of a call with the right person, without an agreement."""
        self.is_wrapping_up = True
        self.to_outcome(t)
        t.type("6")
        t.wait("Wat is er gezegd?")
        t.type("9")
        t.press("F5")
        t.wait("Afronden")

    # -- what is there ----------------------------------------------

    def look(self, tally: Tally, killed: float) -> None:
        """Compare the files with what was done until the kill, and go on from what is there."""
        tally.half_way += is_half_way(self.folder)
        store = Workspace.open(self.folder, now=now)
        try:
            assert store.ledger().invoices, "no ledger"
            for call_id, notes in self.saved.items():
                call = store.call(call_id)
                assert call is not None and call.notes == notes, f"a saved call: {call_id}"
            live = [c for c in store.drafts().values() if c.is_live and store.call(c.id) is None]
            newest = self._newly_saved(store)
            found = [str(problem) for problem in store.problems if "bytes at the end" not in str(problem)]
            assert not found, found
        finally:
            store.close()
        wrong = [
            trouble for trouble in check(self.folder) if not (trouble.aside and trouble.what == "history")
        ]
        assert not wrong, wrong
        if self.is_saving and newest is not None:
            assert newest.notes.rstrip() == self.notes.all.rstrip(), "saved without its notes"
            self.saved[newest.id] = newest.notes
            self.forget()
        else:
            self.is_saving = False
            tally.late = max(tally.late, self._compare(live, killed - PROMISED))

    def _newly_saved(self, store: Workspace) -> Call | None:
        last = store.last_call()
        return last if last and last.notes.startswith("w") and last.id not in self.saved else None

    def _compare(self, live: list[Call], safe: float) -> int:
        assert len(live) == self.is_on_line, "the call"
        there: Mapping[str, str] = {"notes": "", "agreement": "", "evaluation": ""}
        if live:
            [call] = live
            there = {
                "notes": call.notes,
                "agreement": call.entry.if_we,
                "evaluation": call.evaluation.went_well,
            }
        typed = {"notes": self.notes, "agreement": self.what, "evaluation": self.well}
        return max(typed[name].compare(found, name, safe) for name, found in there.items())


def is_half_way(folder: Path) -> bool:
    """Whether the program was stopped in the midst of changing files."""
    if not folder.exists() or is_unfinished(folder) or folder.with_name(f"{folder.name}.upgrading").exists():
        return True
    logs = sorted((folder / "history").glob("*.log"))
    torn = bool(logs) and logs[-1].stat().st_size > 0 and not logs[-1].read_bytes().endswith(b"\n")
    return torn or bool(list(folder.rglob("*.tmp")))


def killed(t: Terminal) -> float:
    """Kill the program, if it is not dead yet; when it died."""
    moment = time.monotonic()
    t.kill(signal.SIGKILL)
    t.wait_end()
    t.close()
    return min(moment, t.ended or moment)
