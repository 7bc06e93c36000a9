"""Money: a decimal amount that never loses its currency."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

_DIGITS = {"JPY": 0, "KRW": 0, "ISK": 0, "KWD": 3, "BHD": 3, "TND": 3}


class CurrencyMismatch(ValueError):
    """Two amounts of different currencies were added or compared."""


def digits_of(currency: str) -> int:
    """How many decimals the currency is written with (ISO 4217): 2 for the euro, 0 for the yen."""
    return _DIGITS.get(currency, 2)


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in one currency, kept to the currency's own number of decimals (rounded half up)."""

    amount: Decimal
    currency: str = "EUR"

    def __post_init__(self) -> None:
        exponent = Decimal(1).scaleb(-digits_of(self.currency))
        if self.amount.as_tuple().exponent != exponent.as_tuple().exponent:
            object.__setattr__(self, "amount", self.amount.quantize(exponent, ROUND_HALF_UP))

    def __add__(self, other: Money) -> Money:
        self._same(other)
        return Money(self.amount + other.amount, self.currency)

    def __sub__(self, other: Money) -> Money:
        self._same(other)
        return Money(self.amount - other.amount, self.currency)

    def __neg__(self) -> Money:
        return Money(-self.amount, self.currency)

    def __lt__(self, other: Money) -> bool:
        self._same(other)
        return self.amount < other.amount

    def __le__(self, other: Money) -> bool:
        self._same(other)
        return self.amount <= other.amount

    def __bool__(self) -> bool:
        return bool(self.amount)

    def text(self) -> str:
        """The amount for files and scripts: a point, the currency's decimals, no currency sign."""
        return f"{self.amount:f}"

    def _same(self, other: Money) -> None:
        if self.currency != other.currency:
            raise CurrencyMismatch(f"{self.currency} and {other.currency} cannot be combined")


def totals(amounts: Iterable[Money]) -> dict[str, Money]:
    """The sum per currency, the currencies in the order in which they first appear."""
    sums: dict[str, Money] = {}
    for money in amounts:
        known = sums.get(money.currency)
        sums[money.currency] = money if known is None else known + money
    return sums
