"""The command line on a workspace of its own, in English, run in this process."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from cockpit.__main__ import main
from cockpit.commands import session as session_of_commands
from cockpit.desk.demo import fill
from cockpit.language import use
from cockpit.store.workspace import Workspace

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)

HEAD = "Klantnummer;Naam;Telefoon;Factuurnummer;Factuurdatum;Vervaldatum;Bedrag;Openstaand\n"


@dataclass(frozen=True)
class Ran:
    """What a command left: its exit status, its result and its messages."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


class Screen(io.TextIOWrapper):
    """A standard stream in memory, as the command's own."""

    def __init__(self, encoding: str = "utf-8", tty: bool = False) -> None:
        super().__init__(io.BytesIO(), encoding=encoding, newline="")
        self._tty = tty

    def isatty(self) -> bool:
        return self._tty

    def text(self) -> str:
        self.flush()
        return self.buffer.getvalue().decode(self.encoding)


@pytest.fixture(autouse=True)
def surroundings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COCKPIT_WORKSPACE", str(tmp_path / "work"))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(session_of_commands, "utc_now", lambda: MONDAY)
    yield
    use("en")


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Ran]:
    def run(*words: str, encoding: str = "utf-8", tty: bool = False) -> Ran:
        out, err = Screen(encoding, tty), Screen(encoding, tty)
        with monkeypatch.context() as patched:
            patched.setattr(sys, "stdout", out)
            patched.setattr(sys, "stderr", err)
            status = main(list(words))
        return Ran(status, out.text(), err.text())

    return run


@pytest.fixture
def export(tmp_path: Path) -> Callable[..., str]:
    def write(*rows: str, name: str = "open.csv", head: str = HEAD) -> str:
        (tmp_path / name).write_text(head + "".join(rows), encoding="utf-8")
        return name

    return write


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "work"


@pytest.fixture
def demo(folder: Path) -> Path:
    """The workspace with the demo as it is on that Monday."""
    store = Workspace.open(folder, now=lambda: MONDAY)
    fill(store, MONDAY, "Europe/Amsterdam")
    store.close()
    return folder
