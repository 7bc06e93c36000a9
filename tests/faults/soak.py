"""A long day in one process: thousands of whole calls by keyboard, and what grows meanwhile.

    python tests/faults/soak.py --calls 3000 [--every 250] [--debtors 4000]

The cockpit runs on a real workspace on the disk, on a clock that goes from working day to working day. Each
call is one of five kinds, in turn: a promise with notes and an agreement; one with an objection card, the
invoices and the history looked at; one who is looked for and rings back; one that is taken back and begun
again, now and then in windows of other sizes; and most of all, nobody answers. After every `--every` calls
what stands still is counted: memory, objects, widgets, tasks, threads, open files; and how much work a call
is, in calls of functions, as seconds depend on what else the machine does. The last line says whether
anything grew.
"""

from __future__ import annotations

import argparse
import asyncio
import cProfile
import gc
import math
import os
import sys
import tempfile
import threading
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from typing import Any

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parent), str(HERE.parent / "benchmarks")]

from driving import Driver, driving
from seeding import seed_workspace
from textual.screen import Screen

from cockpit.app import CockpitApp
from cockpit.commands.opening import theme_files
from cockpit.commands.session import session_for
from cockpit.desk import outside
from cockpit.desk.desk import Desk
from cockpit.desk.settings import read
from cockpit.language import use
from cockpit.paths import bundled
from cockpit.screens.history import HistoryScreen
from cockpit.screens.invoices import InvoicesScreen
from cockpit.screens.outcome import OutcomeScreen
from cockpit.screens.wrap_up import WrapUpScreen
from cockpit.store.patience import PatientStore
from cockpit.store.workspace import Workspace

MORNING = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
A_CALL = timedelta(minutes=4)
CALLS_A_DAY = 100
UNANSWERED = 6
"""So many calls in ten reach nobody, as in life."""
WARM = 0.2
"""This share of the calls fills caches: what grows in it is not counted."""
MOST = {"memory_mb": 1.05, "objects": 1.05, "work": 1.1, "widgets": 1.15, "tasks": 1.15}
"""How much more there may be at the end than when all was warm; a debtor with more to prepare has more
widgets. Of what is not named here, nothing."""


@dataclass(frozen=True, slots=True)
class Sample:
    """What was counted after so many calls. `work` is how often a function was called during a promise;
    `seconds` of the processor is the median call since the last sample."""

    calls: int
    memory_mb: float
    objects: int
    widgets: int
    tasks: int
    threads: int
    files: int
    work: int
    seconds: float

    def cells(self) -> tuple[str, ...]:
        """The line as it is printed."""
        return (
            f"{self.calls:,}",
            f"{self.memory_mb:.1f} MB",
            f"{self.objects:,}",
            *(str(n) for n in (self.widgets, self.tasks, self.threads, self.files)),
            f"{self.work:,}",
            f"{self.seconds:.2f} s",
        )


class Day:
    """Calls one after the other, and how long they took."""

    def __init__(self, driver: Driver, debtors: int) -> None:
        self.driver, self.debtors = driver, debtors
        self.calls = 0
        self.now = MORNING
        self._seconds: list[float] = []
        spoken = (self._promise, self._objection, self._found, self._taken_back)
        self.kinds = (*spoken, *[self._nobody] * UNANSWERED)

    async def call(self) -> None:
        """One more call, of the kind whose turn it is."""
        started = time.process_time()
        await self._end(self.kinds[self.calls % len(self.kinds)])
        self._seconds.append(time.process_time() - started)

    async def sample(self) -> Sample:
        """One more call, a promise, and what there is after it, in a moment of rest."""
        profile = cProfile.Profile()
        with profile:
            await self._end(self._promise)
        gc.collect()
        app = self.driver.app
        seconds = median(self._seconds)
        self._seconds.clear()
        return Sample(
            self.calls,
            resident_mb(),
            len(gc.get_objects()),
            sum(len(list(screen.walk_children())) for screen in app.screen_stack),
            len(asyncio.all_tasks()),
            threading.active_count(),
            len(list(Path("/proc/self/fd").iterdir())) if Path("/proc/self/fd").is_dir() else 0,
            sum(entry.callcount for entry in profile.getstats()),
            seconds,
        )

    async def _end(self, kind: Callable[[], Awaitable[None]]) -> None:
        await kind()
        self.calls += 1
        self.now = moment_of(self.calls)

    async def _nobody(self) -> None:
        await self._ring()
        self.driver.press("f9", "1", "f5")
        await self._saved()

    async def _promise(self) -> None:
        await self._ring()
        await self._note(f"Mevrouw belooft het, gesprek {self.calls}.")
        self.driver.press("f4")
        self.driver.type("+3")
        await self._promised()

    async def _objection(self) -> None:
        await self._ring()
        self.driver.press("f3", "escape", "f5", "f5", "shift+f5", "ctrl+g")
        await self._screen(InvoicesScreen)
        self.driver.press("escape", "ctrl+o", "h")
        await self._screen(HistoryScreen)
        self.driver.press("escape")
        await self.driver.until(lambda: len(self.driver.app.screen_stack) == 1, "the talk")
        await self._note("Zegt dat de levering niet volledig was, betaalt de rest.")
        self.driver.press("f4")
        self.driver.type("+2")
        await self._promised()

    async def _found(self) -> None:
        self.driver.press("ctrl+f")
        self.driver.type(f"{100_000 + self.calls % self.debtors}"[-3:])
        await self.driver.rest()
        self.driver.press("escape", "escape")
        await self.driver.rest()
        await self._ring()
        self.driver.press("f9", "6", "3")
        await self._screen(OutcomeScreen)
        await self.driver.rest()
        self.driver.type("morgen 10:15")
        await self.driver.rest()
        self.driver.press("f5")
        await self._screen(WrapUpScreen)
        self.driver.press("f5")
        await self._saved()

    async def _taken_back(self) -> None:
        await self._ring()
        await self._note("Even kijken. ")
        if self.calls % 50 == 3:
            for width, height in ((80, 24), (160, 45), (120, 36)):
                await self.driver.resize(width, height)
        self.driver.press("ctrl+r")
        await self.driver.until(lambda: not self.driver.main.is_talking, "the call taken back")
        await self.driver.rest()
        await self._ring()
        self.driver.press("f9", "escape", "f9", "3", "f5")
        await self._saved()

    async def _ring(self) -> None:
        driver = self.driver
        await driver.until(lambda: driver.app.focused is not None, "the focus")
        if not driver.main.preparing:
            driver.press("f5")
            await driver.until(lambda: driver.main.preparing, "the preparation")
        driver.press("f5")
        await driver.until(lambda: driver.main.is_talking, "the call")

    async def _note(self, text: str) -> None:
        self.driver.type(text)
        await self.driver.until(lambda: text.strip() in self.driver.call.notes, "the notes")

    async def _screen(self, kind: type[Screen[Any]]) -> None:
        await self.driver.until(lambda: isinstance(self.driver.app.screen, kind), kind.__name__)

    async def _promised(self) -> None:
        self.driver.press("f9", "6", "1", "f5")
        await self._screen(WrapUpScreen)
        self.driver.press("f5")
        await self._saved()

    async def _saved(self) -> None:
        called = self.driver.hand
        await self.driver.until(lambda: self.driver.hand is not called, "saved")
        await self.driver.until(lambda: len(self.driver.app.screen_stack) == 1, "the queue")
        await self.driver.rest()


def moment_of(calls: int) -> datetime:
    """When the next call is, after so many: a hundred on every working day."""
    days, today = divmod(calls, CALLS_A_DAY)
    weeks, day = divmod(days, 5)
    return MORNING + timedelta(weeks=weeks, days=day) + today * A_CALL


def resident_mb() -> float:
    """The memory of this process that is in use, in megabytes; 0 where the system does not tell."""
    statm = Path("/proc/self/statm")
    return int(statm.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6 if statm.exists() else 0.0


async def soak(folder: Path, calls: int, every: int, debtors: int) -> list[Sample]:
    """So many calls on a new workspace in a folder, with a sample after every so many."""
    use("nl")
    seed_workspace(folder, debtors=debtors, invoices_per=2, calls=0)
    outside.start = lambda command: None  # no telephone program
    settings = replace(read(bundled("sample_data") / "settings.toml")[0], listen_seconds=0)
    days: list[Day] = []

    def now() -> datetime:
        return days[0].now if days else MORNING

    store = Workspace.open(folder, now=now)
    session = session_for(PatientStore(store, folder), settings, folder, now)
    samples = []
    try:
        async with driving(CockpitApp(settings, lambda: Desk(session), theme_files(folder))) as driver:
            days.append(Day(driver, debtors))
            while days[0].calls < calls:
                await days[0].call()
                if days[0].calls % every == every - 1:
                    samples.append(await days[0].sample())
                    print("  ".join(f"{cell:>9}" for cell in samples[-1].cells()), flush=True)
    finally:
        store.close()
    return samples


def grown(samples: list[Sample]) -> list[str]:
    """What is more at the end than it may be."""
    first, last = samples[math.ceil(len(samples) * WARM)], samples[-1]
    names = ("memory_mb", "objects", "widgets", "tasks", "threads", "files", "work")
    return [
        f"{name} {getattr(first, name):,} → {getattr(last, name):,}"
        for name in names
        if getattr(last, name) > getattr(first, name) * MOST.get(name, 1)
    ]


def main() -> int:
    """Run it and print it; 1 when something grew."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--calls", type=int, default=3000)
    parser.add_argument("--every", type=int, default=250)
    parser.add_argument("--debtors", type=int, default=4000)
    options = parser.parse_args()
    heads = ("calls", "memory", "objects", "widgets", "tasks", "threads", "files", "work", "a call")
    print("  ".join(f"{head:>9}" for head in heads))
    with tempfile.TemporaryDirectory(prefix="cockpit-soak-") as folder:
        samples = asyncio.run(soak(Path(folder), options.calls, options.every, options.debtors))
    found = grown(samples)
    print("Grown: " + "; ".join(found) if found else "Nothing grew.")
    return int(bool(found))


if __name__ == "__main__":
    raise SystemExit(main())
