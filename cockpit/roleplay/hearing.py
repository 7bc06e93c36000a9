"""What role-play asks of a language: the amounts and the days in a sentence that somebody says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Protocol

from cockpit.core.money import Money


@dataclass(frozen=True, slots=True)
class Heard:
    """The amounts, the days and the parts of the whole in one text, in the order in which they are said.

    `rough` are days that were only hinted at ("eind van de maand"): they are no day to agree on.
    """

    amounts: tuple[Money, ...] = ()
    days: tuple[date, ...] = ()
    rough: tuple[date, ...] = ()
    shares: tuple[Fraction, ...] = ()


class Understands(Protocol):
    """Finds the amounts and days in free text; the language room has it as `cockpit.language.spoken`."""

    def hear(self, text: str, today: date) -> Heard:
        """What is said in `text` on the day `today`. Never raises."""
        ...  # pragma: no cover


class Speaks(Protocol):
    """Says an amount and a day in the debtor's language; the language room has it beside `Understands`."""

    def money(self, amount: Money) -> str:
        """The amount as it is spoken: "€ 1.842,50"."""
        ...  # pragma: no cover

    def day(self, day: date) -> str:
        """The day as it is spoken: "vrijdag 27 november"."""
        ...  # pragma: no cover


class Deaf:
    """Understands no amounts and days at all: for judging words alone."""

    def hear(self, text: str, today: date) -> Heard:
        """Nothing."""
        return Heard()
