"""Export files written by hand, in the shapes of Dutch and Belgian packages; every firm in them is invented.

Beside `x.csv` stands `x.expected`, what a careful person reads in it, one thing a line:

    total EUR 1234.56
    debtor id | name | country | language | phone | contact | e-mail
    item debtor | number | date | due (~ when derived) | amount | open | currency
    refused line code
    notice line code
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from cockpit.intake import Defaults, Reading, read

EXPORTS = Path(__file__).parent / "exports"
FILES = sorted(path for path in EXPORTS.iterdir() if path.suffix != ".expected")
DEFAULTS = Defaults(today=date(2026, 11, 21))


def described(reading: Reading) -> list[str]:
    """A reading in the words of an `.expected` file."""
    lines = [f"total {money.currency} {money.text()}" for money in reading.open_total.values()]
    for debtor in reading.debtors.values():
        texts = (debtor.name, debtor.country, debtor.language, debtor.number_to_dial, debtor.contact_person)
        lines.append("debtor " + " | ".join((debtor.id, *texts, debtor.email)).rstrip(" |"))
    for item in reading.invoices:
        due = f"{item.due_date}{'~' if item.due_derived else ''}"
        amounts = (item.amount.text(), item.open.text(), item.open.currency)
        lines.append(
            "item " + " | ".join((item.debtor_id, item.number, str(item.invoice_date), due, *amounts))
        )
    lines += [f"refused {told.line} {told.code}" for told in reading.refused]
    lines += [f"notice {told.line} {told.code}" for told in reading.notices]
    return lines


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_an_export_is_read_as_a_careful_person_reads_it(path: Path) -> None:
    expected = path.with_suffix(".expected").read_text(encoding="utf-8").splitlines()
    assert described(read(path.read_bytes(), defaults=DEFAULTS)) == expected


def test_there_are_enough_shapes() -> None:
    assert len(FILES) >= 15
