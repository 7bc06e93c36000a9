"""What a target is, and how so many cases of it are tried within limits of time."""

from __future__ import annotations

import re
import signal
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from fuzz.folders import guarded
from hypothesis import HealthCheck, Phase, Verbosity, given, settings
from hypothesis.strategies import SearchStrategy


class TooSlow(BaseException):
    """One case took longer than it may: a hang. No handler of the program's own catches it."""


@dataclass(slots=True)
class Found:
    """One input that does what it must not."""

    error: str
    where: str
    case: str


@dataclass(slots=True)
class Outcome:
    """What came of the cases of a target. `slowest` is the processor time of one case in seconds."""

    name: str
    cases: int = 0
    seconds: float = 0.0
    slowest: float = 0.0
    slowest_case: str = ""
    failures: list[Found] = field(default_factory=list)

    def count(self, took: float, case: object) -> None:
        self.cases += 1
        if took > self.slowest:
            self.slowest, self.slowest_case = took, shown(case)


@dataclass(frozen=True, slots=True)
class Target:
    """Something that reads what comes from outside.

    `check` raises for a case that went wrong; a case takes at most `limit` seconds of processor time. In the
    test run `few` cases are tried.
    """

    name: str
    cases: SearchStrategy[Any]
    check: Callable[[Any], None]
    limit: float
    few: int

    def run(
        self, cases: int, *, shrink: bool = True, fixed: bool = False, limit: float | None = None
    ) -> Outcome:
        """Try so many cases, the same every time when they are `fixed`; what fails is made small."""
        outcome = Outcome(self.name)
        begun = time.monotonic()
        phases = (Phase.explicit, Phase.generate, *((Phase.shrink,) if shrink else ()))
        failed: dict[str, Found] = {}

        @settings(
            max_examples=cases,
            deadline=None,
            database=None,
            phases=phases,
            suppress_health_check=list(HealthCheck),
            verbosity=Verbosity.quiet,
            derandomize=fixed,
            report_multiple_bugs=True,
        )
        @given(self.cases)
        def every(case: object) -> None:
            at = time.process_time()
            try:
                with within(self.limit if limit is None else limit), guarded() as outside:
                    self.check(case)
                assert not outside, f"written outside: {outside}"
            except (Exception, TooSlow) as error:
                found = told(error, case)
                failed[found.where] = found  # the last of each place is the smallest
                raise
            finally:
                outcome.count(time.process_time() - at, case)

        try:
            every()
        except BaseException as error:
            if isinstance(error, KeyboardInterrupt) or not failed:
                raise
        outcome.failures = list(failed.values())
        outcome.seconds = time.monotonic() - begun
        return outcome


TARGETS: dict[str, Target] = {}


def target(
    name: str, cases: SearchStrategy[Any], *, limit: float = 2.0, few: int = 20
) -> Callable[[Callable[[Any], None]], Callable[[Any], None]]:
    """Register a check as a target."""

    def register(check: Callable[[Any], None]) -> Callable[[Any], None]:
        TARGETS[name] = Target(name, cases, check, limit, few)
        return check

    return register


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Raise `TooSlow` after so much processor time: a busy machine makes no case slow."""

    def stop(*_: object) -> None:
        raise TooSlow(f"more than {seconds} s of processor time")

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def told(error: BaseException, case: object) -> Found:
    """What went wrong and where in the program."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [f for f in frames if "/cockpit/" in f.filename] or [f for f in frames if "/fuzz/" in f.filename]
    last = ours[-1] if ours else frames[-1]
    where = f"{type(error).__name__} at {Path(last.filename).name}:{last.lineno}"
    return Found(f"{type(error).__name__}: {str(error)[:500]}", where, shown(case, 20_000))


def shown(case: object, most: int = 300) -> str:
    text = repr(case)
    return text if len(text) <= most else f"{text[:most]}… ({len(text)} characters)"


def keep(folder: Path, outcome: Outcome) -> list[Path]:
    """Write every failing input to a file of its own."""
    kept = []
    for number, found in enumerate(outcome.failures, 1):
        path = folder / f"{re.sub(r'[^a-z0-9]+', '-', outcome.name)}-{number}.txt"
        folder.mkdir(parents=True, exist_ok=True)
        text = f"{outcome.name}\n{found.where}\n{found.error}\n\n{found.case}\n"
        path.write_text(text, encoding="utf-8", errors="backslashreplace")
        kept.append(path)
    return kept


def table(outcomes: list[Outcome]) -> Iterator[str]:
    """Target, cases, seconds, the slowest case, failures."""
    yield f"{'target':<26} {'cases':>7} {'seconds':>8} {'slowest':>10}  failures"
    for o in outcomes:
        yield f"{o.name:<26} {o.cases:>7} {o.seconds:>8.1f} {o.slowest * 1000:>7.1f} ms  {len(o.failures)}"


if sys.platform == "win32":  # pragma: no cover - no timers of processor time there
    raise ImportError("the fuzzing needs a Unix")
