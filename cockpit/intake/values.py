"""What the amount and date columns of a sheet say, row by row.

What is open, in the order in which the rules are tried: the open amount; the amount less what was paid;
debit less credit; the amount. A payment brings an item nearer to zero, whatever sign it is written with.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from cockpit.intake import amounts, days
from cockpit.intake.amounts import Amount, Witnesses
from cockpit.intake.days import Day, Proofs
from cockpit.intake.headings import currency_in
from cockpit.intake.layout import AMOUNTS, DATES
from cockpit.intake.problems import Notice
from cockpit.intake.sheet import Sheet

_ZERO = Decimal(0)
DIFFERS = "currency-differs"
_CURRENCY_SIGNS = {"€": "EUR", "$": "USD", "£": "GBP", "EURO": "EUR"}


@dataclass(frozen=True, slots=True)
class Amounts:
    """Per row the amount of the invoice and what is open of it; `read` has every amount column as it was."""

    amount: Sequence[Amount]
    open: Sequence[Amount]
    read: Mapping[str, Sequence[Amount]]
    signs: Mapping[str, str]
    notices: tuple[Notice, ...]


def read_amounts(sheet: Sheet) -> Amounts:
    """The amounts of all rows; `signs` holds the cell texts that name a currency, and which one."""
    raw = {name: sheet.raw(name) for name in AMOUNTS if name in sheet.at}
    plain = {name: amounts.uniform(cells) for name, cells in raw.items()}
    bare = {
        name: {text: amounts.bare(text) for text in dict.fromkeys(cells)}
        for name, cells in raw.items()
        if plain[name] is None
    }
    own = {
        name: found[0] if found else amounts.witnesses(part[0] for part in bare[name].values())
        for name, found in plain.items()
    }
    whole = sum(own.values(), Witnesses())
    read: dict[str, Sequence[Amount]] = {}
    notices: list[Notice] = []
    for name, found in plain.items():
        if found:
            read[name] = found[1]
            continue
        style = amounts.style_of(own[name], whole)
        meaning = amounts.read_column(bare[name], style)
        read[name] = tuple(map(meaning.__getitem__, raw[name]))
        if style.marked and style.readable:
            values = {"header": sheet.header(name), "text": own[name].example}
            notices.append(Notice(sheet.header_line, "uncertain-decimals", values))
    signs = {text: part[2] for parts in bare.values() for text, part in parts.items() if part[2]}
    amount, still_open = _derived(read)
    return Amounts(amount, still_open, read, signs, tuple(notices))


def _derived(read: Mapping[str, Sequence[Amount]]) -> tuple[Sequence[Amount], Sequence[Amount]]:
    """The amount and the open amount of every row, from the columns that there are."""
    none: Sequence[Amount] = (None,) * len(next(iter(read.values())))
    debit, credit = read.get("debit", none), _as_deducted(read.get("credit", none))
    stated, paid = read.get("open_amount"), read.get("paid_amount")
    amount = read.get("amount")
    derived = amount
    if amount is None:
        amount = tuple(map(_side, debit, credit)) if "debit" in read else none
        derived = tuple(map(_less, debit, credit)) if "debit" in read else none
    if paid is not None:
        derived = tuple(map(_less_paid, amount, paid))
    assert derived is not None
    still_open = derived if stated is None else stated
    if stated is not None and paid is not None:
        still_open = tuple(
            [b if a is None and c is not None else a for a, b, c in zip(stated, derived, paid, strict=True)]
        )
    return tuple([b if a is None else a for a, b in zip(amount, still_open, strict=True)]), still_open


def _as_deducted(credit: Sequence[Amount]) -> Sequence[Amount]:
    """A credit column with positive amounts, also when the package writes them all with a minus."""
    numbers = [value for value in credit if isinstance(value, Decimal) and value]
    if not numbers or max(numbers) > 0:
        return credit
    return tuple(-value if isinstance(value, Decimal) else value for value in credit)


def _side(debit: Amount, credit: Amount) -> Amount:
    if isinstance(debit, Decimal) and debit:
        return debit
    return -credit if isinstance(credit, Decimal) else debit


def _less(debit: Amount, credit: Amount) -> Amount:
    if isinstance(debit, str) or isinstance(credit, str):
        return "unreadable-amount"
    if debit is None and credit is None:
        return None
    return (debit or _ZERO) - (credit or _ZERO)


def _less_paid(amount: Amount, paid: Amount) -> Amount:
    if isinstance(paid, str):
        return paid
    if not isinstance(amount, Decimal) or paid is None:
        return amount
    return amount - paid if (paid < 0) == (amount < 0) else amount + paid


def read_currencies(sheet: Sheet, signs: Mapping[str, str], default: str) -> Sequence[str]:
    """The currency of every row: as the heading of the amount names it, its own column, its cells, `default`.

    A row whose amount is written in another currency has `DIFFERS`; one that cannot be read has "?".
    """
    heading = next(
        (currency_in(sheet.header(name)) for name in AMOUNTS if currency_in(sheet.header(name))), ""
    )
    if heading or "currency" not in sheet.at:
        found = [heading] * len(sheet)
    else:
        cells = sheet.raw("currency")
        known = {text: _currency(text) for text in dict.fromkeys(cells)}
        found = list(map(known.__getitem__, cells))
    if signs:
        for name in AMOUNTS:
            written = [signs.get(text, "") for text in sheet.raw(name)]
            found = [
                a if b in ("", a) else b if not a else DIFFERS for a, b in zip(found, written, strict=True)
            ]
    return tuple(code or default for code in found)


def _currency(text: str) -> str:
    plain = text.strip().upper()
    plain = _CURRENCY_SIGNS.get(plain, plain)
    return plain if not plain or (len(plain) == 3 and plain.isascii() and plain.isalpha()) else "?"


def read_days(sheet: Sheet, today: date) -> tuple[dict[str, Sequence[Day]], list[Notice]]:
    """The date columns of all rows, and what is uncertain about them."""
    raw = {name: sheet.raw(name) for name in DATES if name in sheet.at}
    own = {name: days.proofs(dict.fromkeys(cells)) for name, cells in raw.items()}
    whole = sum(own.values(), Proofs())
    read: dict[str, Sequence[Day]] = {}
    notices: list[Notice] = []
    for name, cells in raw.items():
        order = days.order_of(own[name], whole)
        for code, text in (("month-first-dates", order.proof), ("uncertain-date-order", order.unsure)):
            if text:
                values = {"header": sheet.header(name), "text": text}
                notices.append(Notice(sheet.header_line, code, values))
        meaning = days.read_column(dict.fromkeys(cells), order, today)
        read[name] = tuple(map(meaning.__getitem__, cells))
    return read, notices
