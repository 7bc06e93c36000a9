"""The real cockpit, as the crash harness starts it: killed in the midst of its work on the files.

    python tests/faults/launch.py <what `cockpit` takes>

The files of the history are full after a few calls. With KILL_AT=n in the environment it is killed at the
n-th system call that changes a file, a write with half of it written; with KILL_WHEN=told counted from
SIGUSR1 on. With OLD_WORKSPACE=1 a version has passed since the workspace was written, and it is upgraded.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest import mock

sys.path.insert(0, str(Path(__file__).parents[2]))

from cockpit.store import files, history, version

STEPS = ("open", "write", "replace", "rename", "unlink", "fsync", "fdatasync", "ftruncate", "mkdir")
MARK = "upgraded"


def kill_at(step: int, *, told: bool) -> None:
    """Let this process be killed at its n-th change of a file from now, or from SIGUSR1 on."""
    left = [0 if told else step]

    def counting(name: str, real: Callable[..., object]) -> Callable[..., object]:
        def call(*given: object, **more: object) -> object:
            if left[0] > 0:
                left[0] -= 1
                if not left[0]:
                    if name == "write":
                        descriptor, data = given
                        real(descriptor, data[: len(data) // 2])
                    os.kill(os.getpid(), signal.SIGKILL)
            return real(*given, **more)

        return call

    for name in STEPS:
        setattr(os, name, counting(name, getattr(os, name)))
    signal.signal(signal.SIGUSR1, lambda *_: left.__setitem__(0, step))


@contextmanager
def a_version_later() -> Iterator[None]:
    """The files of the workspace are of the version before."""

    def step(copy: Path) -> None:
        files.replace(copy / MARK, b"was here")

    with mock.patch.multiple(version, MAJOR=version.MAJOR + 1, STEPS={version.MAJOR: step}):
        yield


def main() -> int:
    """Run the cockpit in the way that the environment asks for."""
    from cockpit.__main__ import main as cockpit

    history.SEAL_BYTES = 4000
    wanted = int(os.environ.get("KILL_AT", "0"))
    if wanted:
        kill_at(wanted, told=os.environ.get("KILL_WHEN") == "told")
    if os.environ.get("OLD_WORKSPACE"):
        with a_version_later():
            return cockpit()
    return cockpit()


if __name__ == "__main__":
    sys.exit(main())
