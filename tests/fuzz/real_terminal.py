"""Target: the real program in a real terminal. What it sends to the terminal is searched for our sequences.

Every word of the workspace is hostile, and so is what is typed and pasted. The program draws with sequences
of its own: those that came from data are told apart by what it never sends itself.
"""

from __future__ import annotations

import re
import shutil
import sys
import time
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from random import Random

from fuzz.folders import new_folder
from fuzz.fuzzing import Found, Outcome
from fuzz.hostile import CONTROLS, SEQUENCES, a_text
from fuzz.keeping import known
from fuzz.made import Maker
from terminal import Terminal

from cockpit.store.port import Changes
from cockpit.store.workspace import Workspace

NAME = "terminal: every byte"
HERE = new_folder()
OWN = re.compile(rb"\x1b\]22;[a-z-]*\x07")
"""The shape of the mouse pointer, which Textual asks for."""

COPIES = str.maketrans(dict.fromkeys("\x03\x11\x18\x1a\x1c"))
"""Keys that close the program, copy what is marked, or are a signal to a program that ends just now."""

MARKS = (
    "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2028\u2029"
    "\u2066\u2067\u2068\u2069\ufeff\u200b\u200d\u2060"
)
FOREIGN = {
    "a string for the terminal (OSC, DCS, PM, APC, SOS)": re.compile(rb"\x1b[\]P^_X]"),
    "a reset": re.compile(rb"\x1bc"),
    "a sequence of ours": re.compile(rb"\x1b\[[?>]?[0-9;]*7777"),
    "a C1 control": re.compile(rb"\xc2[\x80-\x9f]"),
    "a control": re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1a\x1c-\x1f\x7f]"),
    "a mark that turns text around or hides it": re.compile(b"|".join(c.encode() for c in MARKS)),
    "a tag": re.compile(rb"\xf3\xa0[\x80-\x81][\x80-\xbf]"),
}
ACTIONS = ("i", "h", "=", "&", "w", "%", "+", "m", "g", "?", "y")
"""Letters behind the leader key that open screens with words of the workspace on them."""


def workspace(folder: Path, random: Random) -> None:
    """A workspace of which every word was made up, with files of its own that cannot be used."""
    texts = [
        "".join(random.choices(SEQUENCES, k=3)) + "".join(random.choices(CONTROLS, k=5)) + a_text(random)
        for _ in range(3)
    ]
    store, calls = known(Maker(texts, random.randrange(2**32)))
    disk = Workspace.open(folder, now=lambda: datetime.now(UTC))
    disk.replace_ledger(store.ledger())
    for call in calls:
        name = call.debtor_id
        made, follow_ups = tuple(store.agreements_of(name)), tuple(store.follow_ups_of(name))
        disk.save(
            Changes(
                (call,), made, follow_ups, tuple(s for s in store.standings().values() if s.debtor_id == name)
            )
        )
    disk.close()
    (folder / "playbooks").mkdir()
    (folder / "playbooks" / "x\x1b]7777;x\x07\u202e.nl.toml").write_text('"\\u001b[7777m" = 1\n')
    (folder / "settings.toml").write_text(
        'firm = "\\u001b]7777;x\\u0007"\n"\\u001b[7777m" = 1\n[keys]\n"\\u009b7777m" = "x"\n'
    )
    (folder / "themes").mkdir()
    (folder / "themes" / "y\x1b[7777m.toml").write_text("x = 1\n")


def run(cases: int, seed: int = 1) -> Outcome:
    """So many texts pasted and typed, in one run of the program after the other."""
    outcome, random, begun = Outcome(NAME), Random(seed), time.monotonic()
    while outcome.cases < cases and not outcome.failures:
        folder = HERE / f"work-{outcome.cases}"
        workspace(folder, random)
        argv = [
            sys.executable,
            "-m",
            "cockpit",
            "--workspace",
            str(folder),
            "--lang",
            random.choice(("nl", "en")),
        ]
        terminal = Terminal(argv, *random.choice(((120, 36), (80, 24), (160, 45))), {"TZ": "UTC"})
        try:
            terminal.wait("F1")
            with suppress(OSError):
                _type(terminal, random, outcome, min(cases - outcome.cases, 2_000))
            if not terminal.is_running and (status := terminal.wait_end()):
                outcome.failures.append(Found(f"ended with {status}", "the program", terminal.text()))
        except AssertionError as error:
            outcome.failures.append(Found(str(error)[:2000], "did not open", f"seed {seed}"))
        finally:
            terminal.close()
            shutil.rmtree(folder, ignore_errors=True)
        outcome.failures += _foreign(bytes(terminal.raw))
    outcome.seconds = time.monotonic() - begun
    return outcome


def _type(terminal: Terminal, random: Random, outcome: Outcome, texts: int) -> None:
    """Into a call, and then text by text, with other screens between."""
    terminal.press("F5", "F5")
    for number in range(texts):
        if not terminal.is_running:
            return
        text = a_text(random).encode("utf-8", "replace").decode()
        begun = time.monotonic()
        text = text.translate(COPIES)
        terminal.type(f"\x1b[200~{text}\x1b[201~" if random.random() < 0.7 else text)
        outcome.count(time.monotonic() - begun, text)
        if number % 25 == 24:
            terminal.press("Escape", "Escape", "C-o")
            terminal.type(random.choice(ACTIONS))
            time.sleep(0.1)
            terminal.press("Down", "Escape", "Escape")
    time.sleep(1.0)


def _foreign(raw: bytes) -> list[Found]:
    """What was sent to the terminal that no program of ours sends."""
    drawn = raw.partition(b"\x1b[?1049l")[0]  # behind it the terminal itself writes what is typed
    found, raw = [], OWN.sub(b"", drawn)
    for what, pattern in FOREIGN.items():
        if hit := pattern.search(raw):
            found.append(Found(what, "the terminal", repr(raw[max(hit.start() - 80, 0) : hit.end() + 80])))
    return found
