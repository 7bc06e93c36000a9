"""What a contract says about collection costs: a percentage, a sum, or both, with a minimum and a maximum.

Written in one short line, such as "10 % min 40" or "25 + 10 % max 200"; the same line in the settings, at the
preparation and in a file. Amounts are in euros, with a comma or a point before the cents.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from cockpit.core.money import Money
from cockpit.core.text import clean_line

_AMOUNT = r"(?:€\s*)?\d{1,6}(?:[.,]\d{1,2})?"
_PERCENT = r"(\d{1,3}(?:[.,]\d{1,2})?)\s*%"
_CLAUSE = re.compile(
    rf"(?:({_AMOUNT})(?:\s*\+\s*{_PERCENT})?|{_PERCENT})"
    rf"(?:\s*min(?:imum)?\.?\s*({_AMOUNT}))?(?:\s*max(?:imum)?\.?\s*({_AMOUNT}))?",
    re.IGNORECASE | re.ASCII,
)
_MOST = Decimal(100)
_NOTHING = Money(Decimal(0))


@dataclass(frozen=True, slots=True)
class CostClause:
    """`percent` of the balance and a `fixed` sum in euros, together at least `minimum`, at most `maximum`."""

    percent: Decimal = Decimal(0)
    fixed: Money = _NOTHING
    minimum: Money | None = None
    maximum: Money | None = None


def read_clause(text: str) -> CostClause:
    """The clause in a line; raises `ValueError` for one that says no sum, or says it in another way."""
    found = _CLAUSE.fullmatch(clean_line(text))
    if found is None:
        raise ValueError("not a clause")
    fixed, beside, alone, minimum, maximum = map(_number, found.groups())
    clause = CostClause(
        percent=beside or alone or Decimal(0),
        fixed=Money(fixed or Decimal(0)),
        minimum=None if minimum is None else Money(minimum),
        maximum=None if maximum is None else Money(maximum),
    )
    says = clause.percent > 0 or clause.fixed.amount > 0
    crossed = clause.minimum is not None and clause.maximum is not None and clause.maximum < clause.minimum
    if not says or crossed or clause.percent > _MOST:
        raise ValueError("not a clause")
    return clause


def _number(text: str | None) -> Decimal | None:
    return Decimal(text.lstrip("€ ").replace(",", ".")) if text else None
