"""Money: a decimal amount that never loses its currency."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

_DIGITS = {"JPY": 0, "KRW": 0, "ISK": 0, "KWD": 3, "BHD": 3, "TND": 3}
_CENT = Decimal("0.01")
_UNITS = {currency: Decimal(1).scaleb(-digits) for currency, digits in _DIGITS.items()}


class CurrencyMismatch(ValueError):
    """Two amounts of different currencies were added or compared."""


def digits_of(currency: str) -> int:
    """How many decimals the currency is written with (ISO 4217): 2 for the euro, 0 for the yen."""
    return _DIGITS.get(currency, 2)


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in one currency, kept to the currency's own number of decimals (rounded half up).

    Raises `ValueError` for what is no amount: not a number, infinite, or of more than 28 digits.
    """

    amount: Decimal
    currency: str = "EUR"

    def __post_init__(self) -> None:
        unit = _UNITS.get(self.currency, _CENT)
        if self.amount.same_quantum(unit) and (self.amount or not self.amount.is_signed()):
            return
        try:
            rounded = self.amount.quantize(unit, ROUND_HALF_UP)
        except InvalidOperation:
            raise ValueError(f"{self.amount} is no amount of money") from None
        if rounded.is_nan():
            raise ValueError("an amount of money is a number")
        object.__setattr__(self, "amount", rounded + 0)  # adding nothing takes the minus off a zero

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

    @property
    def size(self) -> int:
        """The amount in the currency's smallest unit: for ranking and searching, where no rate is known."""
        return int(self.amount.scaleb(digits_of(self.currency)))

    def text(self) -> str:
        """The amount for files and scripts: a point, the currency's decimals, no currency sign."""
        return f"{self.amount:f}"

    def _same(self, other: Money) -> None:
        if self.currency != other.currency:
            raise CurrencyMismatch(f"{self.currency} and {other.currency} cannot be combined")


def totals(amounts: Iterable[Money]) -> dict[str, Money]:
    """The sum per currency, the currencies in the order in which they first appear."""
    sums: dict[str, Decimal] = {}
    for money in amounts:
        known = sums.get(money.currency)
        sums[money.currency] = money.amount if known is None else known + money.amount
    return {currency: Money(amount, currency) for currency, amount in sums.items()}
