"""What the benchmarks of the screen share: a folder to work in, medians, and one table of results."""

from __future__ import annotations

import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from statistics import median, quantiles

from seeding import seed_workspace

SETTINGS = 'firm = "Voorbeeld BV"\ncaller = "Sofie"\nlanguage = "nl"\ndial = ""\n'
HEADINGS = ("what", "measured", "reference", "ratio", "aim", "met?")


@dataclass(frozen=True, slots=True)
class Measured:
    """One line of the table. `ratio` is measured against reference; `met` is None where there is no aim."""

    what: str
    measured: str
    reference: str = ""
    ratio: float | None = None
    aim: str = ""
    met: bool | None = None

    def cells(self) -> tuple[str, ...]:
        """The line as it is printed."""
        ratio = "" if self.ratio is None else f"{self.ratio:.2f} ×"
        met = "" if self.met is None else "yes" if self.met else "NO"
        return self.what, self.measured, self.reference, ratio, self.aim, met


def milliseconds(seconds: float) -> str:
    """A time as the table has it."""
    return f"{seconds * 1000:,.{0 if seconds >= 0.1 else 1}f} ms"


def spread(seconds: Sequence[float]) -> str:
    """The median and the 95th percentile."""
    return f"{milliseconds(median(seconds))} / {milliseconds(p95(seconds))}"


def p95(seconds: Sequence[float]) -> float:
    """The 95th percentile."""
    return quantiles(seconds, n=20, method="inclusive")[18]


@contextmanager
def workspaces(debtors: int, calls: int, count: int = 1) -> Iterator[tuple[Path, ...]]:
    """So many equal workspaces with three invoices per debtor and some history, until the block ends."""
    root = Path(tempfile.mkdtemp(prefix="bench-screen-"))
    try:
        first = root / "0"
        seed_workspace(first, debtors, 3, calls, date.today())
        (first / "settings.toml").write_text(SETTINGS, encoding="utf-8")
        for number in range(1, count):
            shutil.copytree(first, root / str(number))
        yield tuple(root / str(number) for number in range(count))
    finally:
        shutil.rmtree(root)


def table(lines: Sequence[Measured]) -> str:
    """The results, and the machine that they were measured on."""
    rows = [HEADINGS, *(line.cells() for line in lines)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    text = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in rows]
    text.insert(1, "  ".join("-" * width for width in widths))
    return "\n".join(line.rstrip() for line in (*text, "", machine()))


def machine() -> str:
    """Where it was measured, and how busy it was with other things."""
    load = " / ".join(f"{number:.1f}" for number in os.getloadavg())
    command = ["df", "--output=fstype", tempfile.gettempdir()]
    files = subprocess.run(command, capture_output=True, text=True, check=False).stdout.split()
    return (
        f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}, "
        f"{platform.python_implementation()} {platform.python_version()}, "
        f"{files[-1] if files else 'unknown'} file system, load {load}"
    )


def main(measure: Callable[[], list[Measured]]) -> None:
    """Measure and print: a table for people, or with `--json` a line for `run.py`."""
    lines = measure()
    if "--json" in sys.argv:
        print(json.dumps([asdict(line) for line in lines]))
    else:
        print(table(lines))
