"""Amounts as people of a region write them, and as a person in a hurry types them."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from cockpit.core.money import Money, digits_of
from cockpit.core.text import clean_line, shorten
from cockpit.language.errors import NotUnderstood
from cockpit.language.locales import locale_of, plain_spaces, tag_of
from cockpit.language.words import words_of

_LONGEST = 40
_MOST_DIGITS = 12

_SPACE = r"[ '’]"
_MINUS = r"[-‐-―−]"
_NEGATIVE = re.compile(rf"\D*(?:{_MINUS}|\()\D*\d.*|.*\d ?{_MINUS}\D*", re.ASCII)
_NO_CENTS = re.compile(rf"(?<=\d) ?([,.]) ?(?:{_MINUS}{{1,2}}|=)(?!\d)", re.ASCII)
_PLAIN = re.compile(r"(?P<whole>\d*)(?:[.,](?P<decimals>\d*))?", re.ASCII)
_GROUPED = re.compile(r"\d{1,3}(?P<sign>[.,])\d{3}(?:(?P=sign)\d{3})*", re.ASCII)
_DECIDED = re.compile(
    r"(?P<whole>\d{1,3}(?:\.\d{3})+),(?P<decimals>\d*)"  # 1.250,50
    r"|(?P<whole2>\d{1,3}(?:,\d{3})+)\.(?P<decimals2>\d*)"  # 1,250.50
    rf"|(?P<whole3>\d{{1,3}}(?:{_SPACE}\d{{3}})+)(?:[.,](?P<decimals3>\d*))?",  # 1 250,50
    re.ASCII,
)


@dataclass(frozen=True, slots=True)
class AmountReading:
    """What was typed, as money. Not `certain`: another reading exists, so it is asked before it counts."""

    money: Money
    certain: bool


def money(m: Money, tag: str | None = None) -> str:
    """The amount with the currency's own decimals and an ordinary space: `€ 1.842,50`."""
    return _money(m, tag_of(tag), digits_of(m.currency))


def rounded(m: Money, tag: str | None = None) -> str:
    """The amount without decimals, for a narrow column: `€ 1.843`."""
    return _money(m, tag_of(tag), 0)


def typed(m: Money, tag: str | None = None) -> str:
    """The amount as somebody would type it, without currency: `1.842,50`."""
    from babel.numbers import format_decimal

    digits = digits_of(m.currency)
    pattern = f"#,##0.{'0' * digits}" if digits else "0"
    return plain_spaces(format_decimal(m.amount, pattern, locale_of(tag)))


def parse_amount(text: str, tag: str, currency: str = "EUR") -> AmountReading:
    """Read an amount in `currency` that somebody typed in the language `tag`.

    Right or refused: with two different signs the last one is the decimal sign; a lone sign with exactly
    three digits behind it is read as the language has it, and is not certain. Raises `NotUnderstood` for
    anything else than an amount above zero with at most the currency's own number of decimals.
    """
    line = clean_line(text)
    if not line:
        raise NotUnderstood("empty")
    if len(line) > _LONGEST:
        raise NotUnderstood("amount", text=shorten(line, _LONGEST))
    plain = _NO_CENTS.sub(r"\1", line)
    if _NEGATIVE.fullmatch(plain):
        raise NotUnderstood("amount-negative")
    whole, decimals, certain = _split(_without_currency(plain, tag, currency), line, tag)
    if len(decimals) > digits_of(currency):
        raise NotUnderstood("amount-decimals", text=line, digits=digits_of(currency))
    if len(whole.lstrip("0")) > _MOST_DIGITS:
        raise NotUnderstood("amount-too-large")
    value = Decimal(f"{whole or '0'}.{decimals or '0'}")
    if not value:
        raise NotUnderstood("amount-zero")
    return AmountReading(Money(value, currency), certain)


@lru_cache(maxsize=4096)
def _money(m: Money, tag: str, digits: int) -> str:
    from babel.numbers import format_currency

    locale = locale_of(tag)
    value = m.amount.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
    return plain_spaces(
        format_currency(value, m.currency, _pattern(tag, digits), locale, currency_digits=False)
    )


@lru_cache(maxsize=64)
def _pattern(tag: str, digits: int) -> str:
    """The region's own pattern with so many decimals."""
    own = str(locale_of(tag).currency_formats["standard"].pattern)
    return own.replace("0.00", f"0.{'0' * digits}" if digits else "0")


def _without_currency(text: str, tag: str, currency: str) -> str:
    """The text without the sign, code or name of the currency; another currency is refused."""
    lower = text.lower()
    mark = "|".join(sorted(map(re.escape, _marks(tag, currency)), key=len, reverse=True))
    number = re.sub(rf"^(?:{mark})(?![a-z]) ?| ?(?<![a-z])(?:{mark})$", "", lower)
    others = {word.upper() for word in re.findall(r"[a-z]+", number)} & _codes()
    if others or any(unicodedata.category(c) == "Sc" for c in number):
        raise NotUnderstood("amount-currency", text=text, currency=currency)
    return number


@lru_cache(maxsize=64)
def _marks(tag: str, currency: str) -> frozenset[str]:
    from babel.numbers import get_currency_symbol

    signs = {get_currency_symbol(currency, locale_of(t)) for t in (tag, "en", "en_US")}
    return frozenset(mark.lower() for mark in {currency, *signs, *words_of(tag).currencies.get(currency, ())})


@lru_cache
def _codes() -> frozenset[str]:
    from babel.numbers import list_currencies

    return frozenset(list_currencies("en"))


def _split(number: str, line: str, tag: str) -> tuple[str, str, bool]:
    """The digits before and after the decimal sign, and whether no other reading exists."""
    if decided := _DECIDED.fullmatch(number):
        whole = decided["whole"] or decided["whole2"] or decided["whole3"]
        decimals = decided["decimals"] or decided["decimals2"] or decided["decimals3"] or ""
        return re.sub(r"\D", "", whole), decimals, True
    grouped = _GROUPED.fullmatch(number)
    if grouped and not number.startswith("0"):
        return _grouped(number, grouped["sign"], tag)
    if (plain := _PLAIN.fullmatch(number)) and (plain["whole"] or plain["decimals"]):
        return plain["whole"], plain["decimals"] or "", True
    raise NotUnderstood("amount", text=line)


def _grouped(number: str, sign: str, tag: str) -> tuple[str, str, bool]:
    """`1.250.000` can only be groups; `1.250` and `1,250` are what the sign means in the language."""
    from babel.numbers import get_decimal_symbol

    whole, _, rest = number.partition(sign)
    if sign in rest:
        return number.replace(sign, ""), "", True
    if sign == get_decimal_symbol(locale_of(tag)):
        return whole, rest, False
    return whole + rest, "", False
