"""Import of 100,000 open items, against `csv.reader` plus `Decimal` plus date parsing alone in the same run.

    python tests/benchmarks/bench_import.py [--json]

Two references are printed: the dates parsed one by one, and every different date parsed once (the stricter
one, and the one that the aim of three times is about). All three read the same file to the same sum.
"""

from __future__ import annotations

import csv
import io
import random
import statistics
import sys
import time
from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal

from measuring import Measured, main

from cockpit.intake import Defaults, read

TODAY = date(2026, 11, 21)
ROWS, ROUNDS, AIM = 100_000, 5, 3
HEADINGS = (
    "Debiteurnummer;Debiteurnaam;Factuurnummer;Factuurdatum;Vervaldatum;Factuurbedrag;Openstaand;Valuta;"
    "Omschrijving;Telefoon;E-mail;Contactpersoon"
)


def export(rows: int) -> bytes:
    """A list as a Dutch package writes it: cp1252, `;`, 1.234,56, dd-mm-yyyy, eight invoices a debtor."""
    chance = random.Random(7)
    lines = [HEADINGS]
    for number in range(rows):
        who = number // 8
        day = date(2025, 9, 1) + timedelta(days=chance.randrange(430))
        cents = chance.randrange(1_000, 900_000)
        paid = chance.choice((0, 0, 0, cents // 3))
        lines.append(
            f"D-{who:06};Firma Één {who} & Zonen BV;2026-{number:07};{day:%d-%m-%Y};"
            f"{day + timedelta(days=30):%d-%m-%Y};{_dutch(cents)};{_dutch(cents - paid)};EUR;"
            f"Levering week {number % 53}, order {number};020 555 {who % 10_000:04};"
            f"boekhouding{who}@firma.example;Mevr. Voorbeeld {who % 90}"
        )
    return "\r\n".join(lines).encode("cp1252")


def _dutch(cents: int) -> str:
    return f"{cents / 100:,.2f}".translate(str.maketrans(",.", ".,"))


def _number(text: str) -> Decimal:
    return Decimal(text.replace(".", "").replace(",", "."))


def plain(data: bytes) -> Decimal:
    """`csv.reader` plus `Decimal` plus `strptime`."""
    total = Decimal(0)
    rows = csv.reader(io.StringIO(data.decode("cp1252"), newline=""), delimiter=";")
    next(rows)
    kept = []
    for row in rows:
        days = [datetime.strptime(text, "%d-%m-%Y").date() for text in row[3:5]]
        amount, still_open = _number(row[5]), _number(row[6])
        total += still_open
        kept.append((row, days, amount, still_open))
    return total


def plain_cached(data: bytes) -> Decimal:
    """The same with every different date parsed once."""
    total = Decimal(0)
    rows = csv.reader(io.StringIO(data.decode("cp1252"), newline=""), delimiter=";")
    next(rows)
    known: dict[str, date] = {}
    kept = []
    for row in rows:
        for text in row[3:5]:
            if text not in known:
                known[text] = date(int(text[6:]), int(text[3:5]), int(text[:2]))
        amount, still_open = _number(row[5]), _number(row[6])
        total += still_open
        kept.append((row, known[row[3]], known[row[4]], amount, still_open))
    return total


def intake(data: bytes) -> Decimal:
    """What the cockpit does with it."""
    return read(data, defaults=Defaults(today=TODAY)).open_total["EUR"].amount


def measure() -> list[Measured]:
    """The lines of the table."""
    data = export(ROWS)
    ways = {"strptime": plain, "every different date parsed once": plain_cached, "intake": intake}
    medians = in_turn(ways, data)
    for name, seconds in medians.items():
        print(f"  {name:<34}{seconds:7.3f} s  {ROWS / seconds:>10,.0f} rows/s", file=sys.stderr)
    ours = medians.pop("intake")
    return [
        Measured(
            f"import of {ROWS:,} rows, processor time",
            f"{ours:.2f} s",
            f"csv.reader + Decimal + dates, {name} {seconds:.2f} s",
            ours / seconds,
            f"≤ {AIM} ×",
            ours / seconds <= AIM,
        )
        for name, seconds in medians.items()
    ]


def in_turn(ways: dict[str, Callable[[bytes], Decimal]], data: bytes) -> dict[str, float]:
    """Median processor seconds per way, the ways taking turns."""
    times: dict[str, list[float]] = {name: [] for name in ways}
    sums = set()
    for _ in range(ROUNDS):
        for name, way in ways.items():
            start = time.process_time()
            sums.add(way(data))
            times[name].append(time.process_time() - start)
    if len(sums) != 1:
        raise SystemExit(f"the ways disagree about the sum: {sums}")
    return {name: statistics.median(taken) for name, taken in times.items()}


if __name__ == "__main__":
    main(measure)
