"""Reading the amounts of a column: with a decimal comma or a decimal point, decided for the whole column.

Every cell that can be read in one way only is a witness: `1.234,56`, `12,5` and `1.234.567` speak for the
comma, `1,234.56`, `12.50` and `1234.500` for the point. `1.250` and `1,250` speak for nothing, since three
digits may be thousands or decimals. The rules:

1. The column's own witnesses decide; without any, those of the other amount columns of the file.
2. What contradicts the decision is refused (`unreadable-amount`), never turned round.
3. `1.250` under a decimal comma is 1250. Under a decimal point it is refused (`ambiguous-amount`), unless the
   column writes three decimals elsewhere: money has two.
4. When more than a tenth of the witnesses disagree, every `1.250` is refused.
5. Without a single witness `1.250` is 1250, as Dutch and Belgian lists of whole euros write it, and the
   column is marked (`uncertain-decimals`); when `1.250` and `1,250` both occur, both are refused.

Only the ten ASCII digits count, so NaN, Infinity, 1e3 and digits of other scripts are not amounts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from cockpit.core.text import LINE_LIMIT
from cockpit.intake.headings import CURRENCIES

Unread = Literal["unreadable-amount", "ambiguous-amount"]
Amount = Decimal | Unread | None
"""A cell that was read: the amount, why it cannot be read, or None when it is empty."""

_ZERO = Decimal(0)
_PLAIN = "0123456789.,"
_SIGNS = {"€": "EUR", "$": "USD", "£": "GBP"}
_ODD = {ord("\u2212"): "-", ord("\u2013"): "-", ord("’"): "'"} | dict.fromkeys(
    map(ord, "\u00a0\u202f\u2009\t"), " "
)
_CURRENCY = re.compile(
    r"[€$£]|(?<![A-Z])(?:" + "|".join(sorted(CURRENCIES)) + r")(?![A-Z])", re.IGNORECASE | re.ASCII
)
_GROUPED = re.compile(r"[0-9]{1,3}(?:([ '])[0-9]{3})(?:\1[0-9]{3})*(?:[.,][0-9]+)?")
_WHOLE_EURO = re.compile(r"([.,])--?$")
_SHAPES = {
    ",": re.compile(r"(?:[1-9][0-9]{0,2}(?:\.[0-9]{3})+|[0-9]{1,12})?(?:,[0-9]{1,6})?"),
    ".": re.compile(r"(?:[1-9][0-9]{0,2}(?:,[0-9]{3})+|[0-9]{1,12})?(?:\.[0-9]{1,6})?"),
}
_TWO_DECIMALS = {
    ",": r"(?:[1-9][0-9]{0,2}(?:\.[0-9]{3}){0,3}|0|[0-9]{4,12}),[0-9]{2}",
    ".": r"(?:[1-9][0-9]{0,2}(?:,[0-9]{3}){0,3}|0|[0-9]{4,12})\.[0-9]{2}",
}
_UNIFORM = {sign: re.compile(rf"(?:(?:-{shape}|{shape}-?)?\n)++") for sign, shape in _TWO_DECIMALS.items()}
_MOST_DIGITS = 12
_OTHER = {",": ".", ".": ","}


@dataclass(frozen=True, slots=True)
class Witnesses:
    """What the cells of a column prove about its decimals: per decimal sign how many cells speak for it.

    `long` are the signs with three decimals or more behind them, `unsure` the signs in cells as `1.250`.
    """

    comma: int = 0
    point: int = 0
    long: frozenset[str] = frozenset()
    unsure: frozenset[str] = frozenset()
    example: str = ""

    def __add__(self, other: Witnesses) -> Witnesses:
        return Witnesses(
            self.comma + other.comma,
            self.point + other.point,
            self.long | other.long,
            self.unsure | other.unsure,
            self.example or other.example,
        )


@dataclass(frozen=True, slots=True)
class Style:
    """How a column writes its decimals, whether cells as `1.250` can be read at all, and after which sign
    three decimals are usual. `marked` when nothing in the file proves it."""

    decimal: str
    readable: bool
    long: frozenset[str]
    marked: bool


def witnesses(bare: Iterable[str]) -> Witnesses:
    """What bare amounts (see `bare`) prove."""
    counts = {",": 0, ".": 0}
    long: set[str] = set()
    unsure: set[str] = set()
    example = ""
    for text in bare:
        comma, point = text.rfind(","), text.rfind(".")
        if comma == point:
            continue
        last = "," if comma > point else "."
        at = max(comma, point)
        decimals = len(text) - at - 1
        if min(comma, point) >= 0:
            counts[last] += 1
        elif text.find(last) < at:
            counts[_OTHER[last]] += 1
        elif decimals == 3 and 1 <= at <= 3 and text[0] != "0":
            unsure.add(last)
            example = example or text
        else:
            counts[last] += 1
            if decimals >= 3:
                long.add(last)
    return Witnesses(counts[","], counts["."], frozenset(long), frozenset(unsure), example)


def style_of(own: Witnesses, file: Witnesses) -> Style:
    """The rules of this module, for one column among all amount columns of the file."""
    proof = own if own.comma or own.point else file
    most, least = max(proof.comma, proof.point), min(proof.comma, proof.point)
    long = proof.long | own.long
    if most:
        return Style("." if proof.point > proof.comma else ",", least * 10 <= most, long, False)
    thousands = next(iter(own.unsure), ".")
    return Style(_OTHER[thousands], len(own.unsure) < 2, long, bool(own.unsure))


def bare(text: str) -> tuple[str, str, str]:
    """A cell taken apart: its digits with their points and commas, "-" when negative, and its currency.

    `("", "", "")` is an empty cell, `("?", "", "")` one that is no amount. A lone "-" is Excel's zero.
    """
    if text and not text.strip(_PLAIN):
        return text, "", ""
    plain = text[:LINE_LIMIT].translate(_ODD).strip()
    found = _CURRENCY.findall(plain)
    if len(found) > 1:
        return "?", "", ""
    currency = _SIGNS.get(found[0], found[0].upper()) if found else ""
    plain = _WHOLE_EURO.sub(r"\g<1>00", _CURRENCY.sub("", plain).strip())
    if not plain:
        return ("?" if currency else ""), "", ""
    plain, sign = _without_sign(plain)
    if not plain and sign == "-":
        return "0", "", currency
    if _GROUPED.fullmatch(plain):
        plain = plain.replace(" ", "").replace("'", "")
    return (plain, sign, currency) if plain and not plain.strip(_PLAIN) else ("?", "", "")


def uniform(cells: Sequence[str]) -> tuple[Witnesses, Sequence[Amount]] | None:
    """The amounts of a column in which every cell is empty or a plain amount with two decimals after the
    same sign; None for another column. Nearly every export is written so, and is read at once."""
    whole = "\n".join([*cells, ""])
    if whole.count("\n") != len(cells):  # a line break within a cell
        return None
    for sign, shape in _UNIFORM.items():
        if shape.fullmatch(whole):
            digits = whole[:-1].replace(_OTHER[sign], "").replace(sign, ".").split("\n")
            if "-\n" in whole:
                digits = [f"-{text[:-1]}" if text.endswith("-") else text for text in digits]
            count = len(cells) - digits.count("")
            witnesses = Witnesses(count * (sign == ","), count * (sign == "."))
            return witnesses, tuple([Decimal(text) if text else None for text in digits])
    return None


def _without_sign(text: str) -> tuple[str, str]:
    if text[0] == "(" and text[-1] == ")":
        return text[1:-1].strip(), "-"
    if text[0] in "+-":
        return text[1:].strip(), text[0]
    if text[-1] == "-":
        return text[:-1].strip(), "-"
    return text, ""


def amount(digits: str, sign: str, style: Style) -> Amount:
    """The amount of a bare cell in the style of its column."""
    if not digits:
        return None
    if not _SHAPES[style.decimal].fullmatch(digits) or digits in ",.":
        return "unreadable-amount"
    thousands = _OTHER[style.decimal]
    single = digits.find(style.decimal if style.decimal in digits else thousands)
    if single in (1, 2, 3) and len(digits) == single + 4 and not _is_certain(digits, single, style):
        return "ambiguous-amount"
    value = Decimal(digits.replace(thousands, "").replace(style.decimal, "."))
    if value.adjusted() >= _MOST_DIGITS:
        return "unreadable-amount"
    return -value if sign == "-" else value


def _is_certain(digits: str, at: int, style: Style) -> bool:
    """Whether a cell as `1.250` can be read. One as `0.250` is a witness, not a riddle."""
    if digits[0] == "0":
        return True
    if digits[at] == style.decimal:
        return style.readable and style.decimal in style.long
    return style.readable


def read_column(cells: Mapping[str, tuple[str, str, str]], style: Style) -> dict[str, Amount]:
    """Every cell text and what it means."""
    return {text: amount(digits, sign, style) for text, (digits, sign, _) in cells.items()}
