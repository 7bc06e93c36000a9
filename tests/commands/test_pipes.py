"""Where a file is looked for stands a pipe, a folder or a device: no command waits for what never comes."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from cockpit.desk.practice_store import PracticeStore
from cockpit.plain_files import NotPlain, beginning, opened
from cockpit.store.port import StoreError

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there pipes have no name in a folder")

SECONDS = 30

CASES = (
    ("settings.toml", ("doctor",)),
    ("settings.toml", ("queue",)),
    ("themes/f.toml", ("doctor",)),
    ("playbooks/reminder.nl.toml", ("doctor",)),
    ("playbooks/f.toml", ("lint",)),
    ("rules/nl.toml", ("lint",)),
    ("scenarios/f.nl.toml", ("practice", "check", "{path}")),
    ("lines.txt", ("lint", "{path}")),
    ("lines.jsonl", ("lint", "--jsonl", "{path}")),
    ("talk.jsonl", ("practice", "score", "{path}", "--kind", "reminder")),
    ("open.csv", ("import", "{path}", "--dry-run")),
    ("practice/tries.jsonl", ("practice", "progress")),
    ("practice/tries.jsonl", ("purge", "--dry-run")),
)


@pytest.fixture(autouse=True)
def no_longer() -> Iterator[None]:
    """A command that waits is stopped."""

    def stop(_number: int, _frame: object) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(SECONDS)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


@pytest.mark.parametrize("make", [os.mkfifo, os.mkdir])
@pytest.mark.parametrize(("name", "words"), CASES)
def test_no_command_waits_for_a_pipe(
    run, demo: Path, name: str, words: tuple[str, ...], make: Callable[[Path], None]
) -> None:
    path = demo / name
    path.parent.mkdir(exist_ok=True)
    make(path)
    ran = run(*(word.format(path=path) for word in words))
    said = " ".join((ran.out + ran.err).split())
    assert path.name in said, said
    assert "no folder, pipe" in said or "no ordinary file" in said or "not a file" in said, said


def test_what_needs_no_answer_does_not_wait_either(run, demo: Path) -> None:
    (demo / "scenarios").mkdir()
    os.mkfifo(demo / "scenarios" / "f.nl.toml")
    os.mkfifo(demo / "settings.toml")
    assert run("practice", "list").status == 0
    assert run("where").status == 0


def test_only_ordinary_files_are_read(tmp_path: Path) -> None:
    pipe, link, file = tmp_path / "pipe", tmp_path / "link", tmp_path / "file"
    os.mkfifo(pipe)
    link.symlink_to(file)
    file.write_bytes(b"0123456789")
    for path in (pipe, tmp_path, Path(os.devnull)):
        with pytest.raises(NotPlain):
            opened(path)
    assert beginning(link, 10) == b"0123456789"
    assert beginning(file, 4) == b"01234"
    with pytest.raises(FileNotFoundError):
        beginning(tmp_path / "none", 4)


def test_no_try_is_read_from_a_pipe(tmp_path: Path) -> None:
    store = PracticeStore(tmp_path)
    os.mkfifo(store.path)
    with pytest.raises(StoreError):
        store.attempts()
