"""What the tests of the store have in common."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from cockpit.store.port import StoreError
from cockpit.store.tables import History
from cockpit.store.workspace import Workspace

Make = SimpleNamespace
Patch = pytest.MonkeyPatch
Open = Callable[..., Workspace]

STEPS = ("open", "write", "replace", "rename", "unlink", "fsync", "fdatasync")
"""The system calls by which files change."""


def refusal(action: Callable[[], object]) -> StoreError:
    """The error with which the store refuses to do this."""
    with pytest.raises(StoreError) as refused:
        action()
    return refused.value


def snapshot(folder: Path) -> dict[str, bytes]:
    """Every file but the lock, which only tells who is there."""
    found = {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}
    found.pop("lock", None)
    return found


def fill(workspace: Workspace, make: Make) -> None:
    """Put a little of everything into the workspace; one backup is made on the way."""
    workspace.replace_ledger(make.ledger(3))
    workspace.replace_ledger(make.ledger(2), make.changes())
    workspace.save_draft(make.call("c2", "D-2"))
    workspace.remember_layout("abc", {"number": "Nr"})


def fails(number: int, only: str = "") -> Callable[..., None]:
    """A system call that fails; with `only`, for paths that end so."""
    real = os.open

    def fail(*given: object, **more: object) -> object:
        if only and not str(given[0]).endswith(only):
            return real(*given, **more)
        raise OSError(number, os.strerror(number))

    return fail


def fails_with(error: Exception) -> Callable[..., None]:
    """Something that raises this, whatever it is called with."""

    def fail(*_: object) -> None:
        raise error

    return fail


def document(key: str, debtor: str = "D-1", **more: object) -> dict[str, object]:
    return {"id": key, "debtor_id": debtor, "opened_at": "2026-11-23T09:30:00+00:00", **more}


def put(history: History, *documents: dict[str, object], table: str = "calls") -> None:
    history.storage.append({table: documents})


def ids(found: object) -> list[str]:
    return [one["id"] for one in found]


def codes(history: History) -> list[str]:
    return [problem.code for problem in history.storage.problems]


def kill_at(step: int, act: Callable[[], object]) -> bool:
    """Do it in a process of its own that is killed before its n-th system call; whether it got that far."""
    child = os.fork()
    if child == 0:
        left = step

        def counting(real: Callable[..., object]) -> Callable[..., object]:
            def call(*given: object, **more: object) -> object:
                nonlocal left
                left -= 1
                if left < 0:
                    os.kill(os.getpid(), signal.SIGKILL)
                return real(*given, **more)

            return call

        for name in STEPS:
            setattr(os, name, counting(getattr(os, name)))
        try:
            act()
        finally:
            os._exit(0)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])
