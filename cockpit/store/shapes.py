"""How a value is written into a document and read back, by the annotation of its field.

The readers raise `ValueError`, `TypeError`, `KeyError` or `ArithmeticError` for what does not fit.
"""

from __future__ import annotations

import re
import types
from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from functools import lru_cache, partial
from operator import attrgetter
from typing import Any, NamedTuple, TypeVar, Union, get_args, get_origin, get_type_hints

from cockpit.core.money import Money

T = TypeVar("T")
Convert = Callable[[Any], Any]

_CURRENCY = re.compile(r"[A-Z]{3}")

_sharing = lru_cache(maxsize=512)  # what occurs again and again, a name, a moment, is in memory only once

NEVER = object()
"""Equal to no written form: the field is always written."""


class Part(NamedTuple):
    """One field of a dataclass: how it is written, read, and what it is when it is missing.

    `write` is None for what is written as it is; `left_out` is the written form that stands for a missing
    field, or `NEVER`.
    """

    name: str
    write: Convert | None
    left_out: object
    read: Convert
    default: Callable[[], Any]


def parts_of(cls: type) -> tuple[Part, ...]:
    """The fields of a dataclass, in the order in which its constructor takes them."""
    parts = _KNOWN.get(cls)
    if parts is None:
        hints = get_type_hints(cls)
        parts = tuple(_part(field, *_converts(hints[field.name])) for field in fields(cls))
        _KNOWN[cls] = parts
    return parts


def _readers_of(cls: type) -> dict[str, Convert]:
    readers = _READERS.get(cls)
    if readers is None:
        readers = _READERS[cls] = {part.name: part.read for part in parts_of(cls)}
    return readers


def _part(field: Field[Any], write: Convert | None, read: Convert) -> Part:
    default: Callable[[], Any]
    if field.default is not MISSING:
        default = partial(_same, field.default)
    elif field.default_factory is not MISSING:
        default = field.default_factory
    else:
        return Part(field.name, write, NEVER, read, partial(_missing, field.name))
    written = default() if write is None else write(default())
    return Part(field.name, write, NEVER if written else written, read, default)


def _missing(name: str) -> None:
    raise KeyError(name)


def _converts(hint: Any) -> tuple[Convert | None, Convert]:  # noqa: ANN401 an annotation can be anything
    """How a value with this annotation is written (None: as it is) and read."""
    cls: type = hint
    if hint in _LEAVES:
        return _LEAVES[hint]
    if get_origin(hint) in (Union, types.UnionType):
        inner = next(arg for arg in get_args(hint) if arg is not type(None))
        write, read = _converts(inner)
        return write and partial(_unless_none, write), partial(_unless_none, read)
    if get_origin(hint) is tuple:
        return _tuple_converts(get_args(hint))
    if issubclass(cls, Enum):
        return attrgetter("value"), {member.value: member for member in cls}.__getitem__
    if is_dataclass(hint):
        return write_object, partial(read_object, cls)
    raise TypeError(f"{hint} has no place in a document")


def _tuple_converts(inner: tuple[Any, ...]) -> tuple[Convert, Convert]:
    if inner[-1] is Ellipsis:
        write, read = _converts(inner[0])
        write_all = list if write is None else lambda items: [write(item) for item in items]
        return write_all, lambda found: tuple([read(item) for item in _list(found)])
    pairs = [_converts(hint) for hint in inner]
    writers = [write or _same for write, _ in pairs]
    readers = [read for _, read in pairs]

    def write_each(items: tuple[Any, ...]) -> list[Any]:
        return [write(item) for write, item in zip(writers, items, strict=True)]

    def read_each(found: object) -> tuple[Any, ...]:
        return tuple([read(item) for read, item in zip(readers, _list(found), strict=True)])

    return write_each, read_each


def write_object(value: object) -> dict[str, Any]:
    """The document of a dataclass value, without what is empty by default."""
    document = {}
    for name, write, left_out, _, _ in parts_of(type(value)):
        item = getattr(value, name)
        if write is not None:
            item = write(item)
        if item != left_out:
            document[name] = item
    return document


def read_object(cls: type[T], document: Mapping[str, Any]) -> T:
    """The value in a document; a missing field takes its default, an unknown one is passed over."""
    readers = _readers_of(cls)
    return cls(**{name: readers[name](found) for name, found in document.items() if name in readers})


def _unless_none(convert: Convert, item: object) -> Any:  # noqa: ANN401
    return None if item is None else convert(item)


def _same(item: T) -> T:
    return item


@_sharing
def text(found: object) -> str:
    """What is found, when it is text."""
    if not isinstance(found, str):
        raise TypeError(f"text expected, not {type(found).__name__}")
    return found


def _whole(found: object) -> int:
    if type(found) is not int:
        raise TypeError(f"a whole number expected, not {type(found).__name__}")
    return found


def _yes_or_no(found: object) -> bool:
    if not isinstance(found, bool):
        raise TypeError(f"yes or no expected, not {type(found).__name__}")
    return found


def _list(found: object) -> list[Any]:
    if not isinstance(found, list):
        raise TypeError(f"a list expected, not {type(found).__name__}")
    return found


def write_time(moment: datetime) -> str:
    """The moment in ISO 8601, UTC; raises `ValueError` when it has no zone."""
    if moment.tzinfo is None:
        raise ValueError("a time without a zone cannot be stored")
    return moment.astimezone(UTC).isoformat()


@_sharing
def read_time(found: object) -> datetime:
    """The moment in UTC; one without a zone is refused."""
    moment = datetime.fromisoformat(text(found))
    if moment.tzinfo is None:
        raise ValueError("a time without a zone")
    return moment if moment.tzinfo is UTC else moment.astimezone(UTC)


def _write_money(money: Money) -> str:
    return f"{money.amount:f} {money.currency}"


@_sharing
def _read_money(found: object) -> Money:
    amount, _, currency = text(found).partition(" ")
    if not _CURRENCY.fullmatch(currency):
        raise ValueError("an amount without a currency")
    return Money(Decimal(amount), currency)


_KNOWN: dict[type, tuple[Part, ...]] = {}
_READERS: dict[type, dict[str, Convert]] = {}

_LEAVES: dict[Any, tuple[Convert | None, Convert]] = {
    str: (None, text),
    int: (None, _whole),
    bool: (None, _yes_or_no),
    date: (date.isoformat, _sharing(date.fromisoformat)),
    datetime: (write_time, read_time),
    Decimal: (str, lambda found: Decimal(text(found))),
    Money: (_write_money, _read_money),
}
