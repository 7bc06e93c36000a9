"""Values of the core with hostile words in every field, in any combination that the types allow."""

from __future__ import annotations

import types
from collections.abc import Callable
from dataclasses import MISSING, fields, is_dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from enum import Enum
from random import Random
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from fuzz.hostile import TEXT
from hypothesis import strategies as st

from cockpit.core.money import Money

T = TypeVar("T")
FIRST = datetime(2026, 1, 1, tzinfo=UTC)
AMOUNTS = ("0", "0.01", "-5", "1842.50", "99999999999999.99", "123456789012345678901234.56")
CURRENCIES = ("EUR", "EUR", "EUR", "USD", "JPY", "KWD", "XQX")


class Maker:
    """Makes values out of a few texts; the same texts and number make the same values."""

    def __init__(self, texts: list[str], number: int) -> None:
        self.texts, self.number, self.random = texts, number, Random(number)
        self.leaves: dict[Any, Callable[[], Any]] = {
            str: self.text,
            int: lambda: self.random.choice((-1, 0, 1, 7, 400, 10**9)),
            bool: lambda: self.random.random() < 0.5,
            date: lambda: self.moment().date(),
            datetime: self.moment,
            Decimal: lambda: Decimal(self.random.choice(AMOUNTS)),
            Money: lambda: Money(Decimal(self.random.choice(AMOUNTS)), self.random.choice(CURRENCIES)),
        }

    def __repr__(self) -> str:
        return f"Maker({self.texts!r}, {self.number})"

    def text(self) -> str:
        return self.random.choice(self.texts)

    def moment(self) -> datetime:
        return FIRST + timedelta(minutes=self.random.randint(0, 1_000_000))

    def value(self, hint: Any) -> Any:
        """A value that fits an annotation."""
        if hint in self.leaves:
            return self.leaves[hint]()
        inner = get_args(hint)
        if get_origin(hint) in (Union, types.UnionType):
            one = self.random.choice(inner)
            return None if one is type(None) else self.value(one)
        if get_origin(hint) is tuple:
            if inner[-1] is Ellipsis:
                return tuple(self.value(inner[0]) for _ in range(self.random.randint(0, 2)))
            return tuple(map(self.value, inner))
        if issubclass(hint, Enum):
            return self.random.choice(list(hint))
        assert is_dataclass(hint), hint
        return self.record(hint)

    def record(self, cls: type[T], **given: Any) -> T:
        """A value of a dataclass; a field with a default has it half of the time."""
        hints = get_type_hints(cls)
        parts = dict(given)
        for one in fields(cls):
            has_default = one.default is not MISSING or one.default_factory is not MISSING
            if one.name not in parts and not (has_default and self.random.random() < 0.5):
                parts[one.name] = self.value(hints[one.name])
        return cls(**parts)

    def some(self, cls: type[T], most: int, **given: Any) -> tuple[T, ...]:
        return tuple(self.record(cls, **given) for _ in range(self.random.randint(0, most)))


MAKERS = st.builds(Maker, st.lists(TEXT, min_size=1, max_size=5), st.integers(0, 2**32))
