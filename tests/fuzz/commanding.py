"""Target: the command line, with hostile words, files and a hostile workspace behind it."""

from __future__ import annotations

import io
import os
import shutil
import sys
from collections.abc import Callable
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from unittest.mock import patch

from fuzz.folders import new_folder, outside
from fuzz.fuzzing import target
from fuzz.hostile import BYTES, PIECE, TEXT, harmless
from fuzz.made import Maker
from hypothesis import strategies as st

from cockpit.__main__ import main
from cockpit.commands import parser
from cockpit.commands import practice as practice_command
from cockpit.commands import session as session_of_commands
from cockpit.core.agreement import Agreement, Commitment, Concession
from cockpit.core.call import Call
from cockpit.core.followup import FollowUp
from cockpit.core.ledger import Debtor, Invoice, Ledger
from cockpit.core.standing import Standing
from cockpit.language import current, use
from cockpit.store.port import Changes
from cockpit.store.workspace import Workspace

HERE = new_folder()
MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
WORKSPACE = HERE / "work"
COMMANDS = (
    *(
        ["queue"],
        ["queue", "--limit"],
        ["show"],
        ["summary"],
        ["summary", "--format"],
        ["summary", "--output"],
    ),
    *(
        ["report"],
        ["report", "--from"],
        ["lint"],
        ["lint", "--jsonl"],
        ["lint", "--stage"],
        ["playbook"],
        ["playbook", "list"],
    ),
    *(["playbook", "show"], ["playbook", "show", "reminder", "--debtor"], ["practice"], ["practice", "card"]),
    *(
        ["practice", "score", "--kind", "reminder"],
        ["practice", "score", "--scenario"],
        ["practice", "check"],
        ["practice", "progress"],
    ),
    *(
        ["import"],
        ["import", "--columns"],
        ["restore"],
        ["export"],
        ["erase", "--yes"],
        ["purge", "--older-than"],
        ["where"],
        ["doctor"],
    ),
    *(["keys"], ["--lang"], ["--workspace"], ["--version"], ["demo"], []),
)
OPTIONS = (
    "--json",
    "--lang",
    "nl",
    "en",
    "--on",
    "2026-11-24",
    "--dry-run",
    "--force",
    "--csv",
    "--explain",
    "--by",
    "kind",
    "--help",
    "md",
    "eml",
    "ics",
)
SHARED = (
    "work",
    "hostile.csv",
    "hostile.toml",
    "hostile.jsonl",
    "reminder.nl.toml",
    "grote-klant.nl.toml",
    "D-1",
    "C-1",
    "../x",
    "-",
)


def _hostile_workspace() -> None:
    """Everything in it is hostile text."""
    make = Maker(["\x1b[31mx\x1b]0;t\x07\r\n=1+1 \u202e", "[/b] {amount} %s", "a" * 3000], 7)
    store = Workspace.open(WORKSPACE, now=lambda: MONDAY)
    words = make.texts[0]
    debtors = {
        "D-1": make.record(Debtor, id="D-1", name=words),
        words: make.record(Debtor, id=words, name=words),
    }
    invoices = tuple(
        make.record(Invoice, number=f"{n}{words}", debtor_id=name) for n, name in enumerate(debtors)
    )
    store.replace_ledger(Ledger(debtors, invoices, MONDAY, words))
    for n, name in enumerate(debtors):
        call = make.record(
            Call, id=f"C-{n}", debtor_id=name, agreement_id=f"A-{n}", notes=words, opened_at=MONDAY
        )
        made = make.record(
            Agreement,
            id=f"A-{n}",
            debtor_id=name,
            call_id=call.id,
            commitments=(Commitment(words, MONDAY),),
            concessions=(Concession(words),),
        )
        follow_up = make.record(FollowUp, id=f"F-{n}", debtor_id=name, call_id=call.id, what=words)
        store.save(
            Changes(
                (call,), (made,), (follow_up,), (make.record(Standing, debtor_id=name, agreements=(made,)),)
            )
        )
    store.close()
    for folder in ("playbooks", "rules", "scenarios", "themes"):
        (WORKSPACE / folder).mkdir(exist_ok=True)
    (WORKSPACE / "playbooks" / "reminder.nl.toml").write_text('kind = "reminder"\n"\\u001b[31m" = 1\n')
    (WORKSPACE / "playbooks" / "x\x1b[31m\n.toml").write_text("x = 1")
    (WORKSPACE / "scenarios" / "grote-klant.nl.toml").write_text('"\\u202e\\n" = 1')
    (WORKSPACE / "rules" / "nl.toml").write_text('language = "nl"\n[rule.must]\n"\\u009b" = 1\n')
    (WORKSPACE / "settings.toml").write_text(
        'firm = "\\u001b]0;t\\u0007"\n"\\u001b[31m" = 1\n[keys]\n"\\n" = "f5"\n'
    )


_hostile_workspace()
SOUND = HERE / "sound"
shutil.copytree(WORKSPACE, SOUND)

WORD = st.sampled_from((*OPTIONS, *SHARED)) | TEXT | PIECE
CASES = st.tuples(
    st.sampled_from(COMMANDS),
    st.lists(WORD, max_size=3).map(list),
    BYTES,
    BYTES,
    st.sampled_from(["nl", "en"]),
)


class Stream(io.TextIOWrapper):
    """A standard stream in memory that says that it is a terminal, or not."""

    def __init__(self, tty: bool) -> None:
        super().__init__(io.BytesIO(), encoding="utf-8", newline="")
        self._tty = tty

    def isatty(self) -> bool:
        return self._tty

    def text(self) -> str:
        self.flush()
        return self.buffer.getvalue().decode("utf-8")


@cache
def built(_tag: str, build: Callable[[], parser.Parser] = parser.build) -> parser.Parser:
    """The command line in one language, built once: that takes longer than most commands."""
    return build()


@contextmanager
def in_its_place(given: bytes):
    """The command runs in a folder of its own, where nothing but its own files can be written."""
    before, cwd = current(), Path.cwd()
    out, err = Stream(True), Stream(True)
    os.chdir(HERE)
    try:
        with (
            patch.object(sys, "stdout", out),
            patch.object(sys, "stderr", err),
            patch.object(sys, "stdin", io.TextIOWrapper(io.BytesIO(given))),
            patch.object(session_of_commands, "utc_now", lambda: MONDAY),
            patch.object(practice_command, "utc_now", lambda: MONDAY),
            patch.object(parser, "build", lambda: built(current())),
            patch.dict(os.environ, {"COCKPIT_WORKSPACE": str(WORKSPACE), "HOME": str(HERE)}),
        ):
            yield out, err
    finally:
        os.chdir(cwd)
        use(before)


def at_rest() -> None:
    """The workspace and the files beside it as they are for every case."""
    for path in HERE.iterdir():
        if path not in (SOUND,):
            shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()
    shutil.copytree(SOUND, WORKSPACE)


@target("commands", CASES, limit=10, few=12)
def commands(case: tuple[list[str], list[str], bytes, bytes, str]) -> None:
    command, words, content, given, tag = case
    words = [word for word in words if "\x00" not in word]  # no system hands such a word over
    if command in (["lint"], ["practice", "check"]):
        words = [*words, "hostile.toml"]  # without a file they judge all that come along, for seconds
    writes = command and command[0] in {"import", "restore", "erase", "purge", "summary"}
    if writes or not WORKSPACE.exists():
        at_rest()
    for name in SHARED:
        if "." in name and not name.startswith("."):
            (HERE / name).write_bytes(content)
    with in_its_place(given) as (out, err):
        status = main([*command, *words, "--lang", tag] if words else [*command])
    assert status in {0, 1, 2}, status
    for text in (out.text(), err.text()):
        assert "Traceback" not in text and "Error:" not in text, text[-400:]
        harmless(text.replace("\t", " ").replace("\r", " ") if "--csv" in words else text.replace("\t", " "))
    assert status != 2 or err.text().strip() or out.text().strip()
    # Only where somebody names the place himself, a command writes outside its workspace: refused here.
    assert not outside or {"--output", "--workspace"} & {*command, *words}, outside
    outside.clear()
