"""Amounts and days inside a sentence that is spoken: found here, read by the usual readers."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Any

from cockpit.core.money import Money
from cockpit.core.text import fold
from cockpit.language import dates
from cockpit.language.amounts import money, parse_amount
from cockpit.language.catalogue import LOCALES
from cockpit.language.days import parse_day
from cockpit.language.errors import NotUnderstood
from cockpit.language.locales import tag_of
from cockpit.language.number_words import NumberWords
from cockpit.language.words import Words, words_of
from cockpit.roleplay.hearing import Heard

LIMIT = 2_000
"""Characters that are listened to; nobody says more in one breath."""

_WINDOW = 7
_STEM = 6  # "vrijdagmiddag" begins with a day; shorter names begin other words
_FAR = timedelta(days=250)  # further ahead, without a year, it is a day that has been
_SIGNS = {"€": "EUR", "£": "GBP", "$": "USD", "eur": "EUR", "usd": "USD", "gbp": "GBP"}
_NUMBER = r"\d{1,3}(?:[.,' ]\d{3})+(?:[.,]\d{1,2})?(?!\d)|\d+(?:[.,]\d{1,2}(?!\d))?"
_TAIL = r"(?:\s?,-{1,2})?"
_WORD = re.compile(r"[^\s,;!?()\"“”„]+")
_ENDS = re.compile(r"[,;!?()\"“”„]|\.(?=\s|$)")
_YEAR = re.compile(r"\b20\d\d\b")
_NTH = re.compile(r"(\d{1,2})[a-z]{1,3}|[a-z]+")
_DIGITS = re.compile(r"\d")


class Spoken:
    """What is said in the language of one tag, in a country whose order of day and month is known."""

    def __init__(self, tag: str, country: str = "NL", currency: str = "EUR") -> None:
        self._tag = tag_of(tag)
        self._country = country
        self._currency = currency
        self._words = words_of(tag)
        self._own = _own_words(self._tag.partition("_")[0])
        self._marked = _marked(self._own.names(self._tag))
        self._cores = _cores(self._words, self._own)
        self._stems = tuple(name for name in self._words.weekdays if len(name) >= _STEM)

    def hear(self, text: str, today: date) -> Heard:
        """The amounts and days in `text`, said on the day `today`. Never raises."""
        said = text[:LIMIT]
        amounts, rest = self._amounts(said)
        days, rough = self._days(rest, today)
        folded = f" {' '.join(_WORD.findall(fold(said)))} "
        shares = [(folded.find(f" {name} "), share) for name, share in self._own.shares.items()]
        return Heard(
            amounts, days, rough, tuple(share for at, share in sorted(shares, key=_first) if at >= 0)
        )

    def money(self, amount: Money) -> str:
        """The amount as somebody says it on the telephone."""
        return money(amount, self._tag)

    def day(self, day: date) -> str:
        """The day as somebody says it on the telephone: without the year."""
        return _YEAR.sub("", dates.day(day, self._tag)).strip().rstrip(",")

    # -- amounts --------------------------------------------------------------------------------------

    def _amounts(self, text: str) -> tuple[tuple[Money, ...], str]:
        """The amounts, and the text with their places blanked: a day is looked for in what is left."""
        found: list[tuple[int, Money]] = []
        for match in self._marked.finditer(text):
            amount = self._money(match)
            if amount is not None:
                found.append((match.start(), amount))
                text = _blanked(text, match.start(), match.end())
        for start, end, value in self._own.numbers.amounts(text):
            found.append((start, Money(value, self._currency)))
            text = _blanked(text, start, end)
        return tuple(amount for _, amount in sorted(found, key=_first)), text

    def _money(self, match: re.Match[str]) -> Money | None:
        number = match["after"] or match["before"] or match["bare"]
        mark = (match["sign"] or match["name"] or "").lower()
        currency = _SIGNS.get(mark) or self._own.currency(self._tag, mark) or self._currency
        try:
            read = parse_amount(number, self._tag, currency).money
        except NotUnderstood:
            return None
        cents = Decimal(match["cents"] or 0) / 100
        return Money(read.amount + cents, currency)

    # -- days -----------------------------------------------------------------------------------------

    def _days(self, text: str, today: date) -> tuple[tuple[date, ...], tuple[date, ...]]:
        sure: list[date] = []
        rough: list[date] = []
        for part in _ENDS.split(text):
            words = _WORD.findall(part)
            places = [n for n, word in enumerate(words) if self._is_core(word)]
            at = 0
            while places and at <= places[-1]:
                taken, day, certain = self._day_at(words, at, today)
                if day is not None:
                    (sure if certain else rough).append(day)
                at += taken
        return tuple(dict.fromkeys(sure)), tuple(dict.fromkeys(rough))

    def _is_core(self, word: str) -> bool:
        """Whether a word can be what a day hangs on: a name, a number, a unit of time."""
        folded = fold(word).strip(".'-")
        return folded in self._cores or folded.startswith(self._stems) or bool(_DIGITS.search(word))

    def _day_at(self, words: list[str], at: int, today: date) -> tuple[int, date | None, bool]:
        """The longest day that begins at a word: how many words it takes, the day, whether it is one day."""
        for length in range(min(_WINDOW, len(words) - at), 0, -1):
            piece = words[at : at + length]
            if not any(map(self._is_core, piece)):
                break
            behind = words[at + length] if at + length < len(words) else ""
            if not self._may_be_day(piece, words[max(at - 2, 0) : at], behind):
                continue
            try:
                reading = parse_day(" ".join(piece), today, self._tag, self._country)
            except NotUnderstood as error:
                if error.code in {"past", "no-day"}:
                    return length, None, False
                mismatch = error.values.get("day")
                if error.code == "weekday-mismatch" and isinstance(mismatch, date):
                    return length, mismatch, True
                continue
            if reading.day - today > _FAR and not _YEAR.search(" ".join(piece)):
                return length, None, False
            return length, reading.day, self._is_one_day(reading.note_code, fold(piece[0]))
        return 1, None, False

    def _is_one_day(self, note: str, first: str) -> bool:
        """Whether it is a day to agree on: "before Friday" is, "around Friday" is not."""
        return note != "rough" and (note != "approximate" or first in self._own.until)

    def _may_be_day(self, piece: list[str], before: list[str], behind: str) -> bool:
        """Whether these words can name a day in a sentence, where a number is seldom one.

        `before` are the two words before them.
        """
        own = self._own
        folded = [fold(word).strip(".'") for word in piece]
        if not all(folded) or own.is_no_day(" ".join(folded)) or fold(behind).strip(".'") == "#":
            return False
        if len(folded) == 1 and (folded[0].isdecimal() or folded[0] in self._words.months):
            return False
        if self._is_bare_term(folded):
            return False
        if self._names_only_a_number(folded):
            follows = fold(behind).strip(".'")
            words = ["", "", *(fold(word) for word in before), *folded[:-1]]
            may_be = words[-1] in own.before_day_of_month and words[-2] not in own.no_day_ahead
            return may_be and follows not in own.no_day_behind
        return True

    def _is_bare_term(self, folded: list[str]) -> bool:
        """Whether a number of days or weeks is named without a word that makes it a day from now."""
        counts = any(self._words.number(word) is not None for word in folded)
        dated = any(w in self._words.months or w in self._words.weekdays for w in folded)
        return counts and not dated and not self._is_date(folded) and folded[0] not in self._own.term

    def _is_date(self, folded: list[str]) -> bool:
        return any(len(re.findall(r"\d+", word)) > 1 for word in folded) or (
            len(folded) <= 3 and any(self._is_nth(word) for word in folded)
        )

    def _names_only_a_number(self, folded: list[str]) -> bool:
        """Whether it is a day of the month and nothing else: "de 27e", "the 27th"."""
        return len(folded) <= 2 and self._is_nth(folded[-1]) and folded[0] not in self._words.months

    def _is_nth(self, word: str) -> bool:
        shape = _NTH.fullmatch(word)
        return bool(shape) and (bool(_DIGITS.match(word)) or self._words.day_number(word) is not None)


@dataclass(frozen=True, slots=True)
class _Own:
    """`locale/<language>/spoken.toml`."""

    numbers: NumberWords
    shares: dict[str, Fraction]
    before_day_of_month: frozenset[str]
    no_day_behind: frozenset[str]
    no_day_ahead: frozenset[str]
    term: frozenset[str]
    no_day: frozenset[str]
    until: frozenset[str]
    units: frozenset[str]
    no_day_at_end: frozenset[str]

    def is_no_day(self, piece: str) -> bool:
        """Whether these words are too common to be taken for a day."""
        return piece in self.no_day or any(f" {piece}".endswith(f" {word}") for word in self.no_day_at_end)

    def names(self, tag: str) -> dict[str, str]:
        """The names of currencies with their codes."""
        table = words_of(tag).currencies
        return {name: code for code, names in table.items() for name in names}

    def currency(self, tag: str, name: str) -> str | None:
        """The code of a currency that was named; None when it was none."""
        return self.names(tag).get(name)


@lru_cache
def _own_words(language: str) -> _Own:
    path = LOCALES / language / "spoken.toml"
    data: dict[str, Any] = tomllib.loads(path.read_text("utf-8")) if path.is_file() else {}
    words: dict[str, list[str]] = data.get("words", {})
    currencies = [name for names in words_of(language).currencies.values() for name in names]
    return _Own(
        NumberWords(
            data.get("values", {}),
            data.get("times", {}),
            words.get("joins", []),
            currencies,
            [*words.get("behind_amount", []), *words_of(language).weekdays],
        ),
        {name: Fraction(share) for name, share in data.get("shares", {}).items()},
        *(
            frozenset(words.get(key, ()))
            for key in (
                "before_day_of_month",
                "no_day_behind",
                "no_day_ahead",
                "term",
                "no_day",
                "until",
                "units",
                "no_day_at_end",
            )
        ),
    )


def _cores(words: Words, own: _Own) -> frozenset[str]:
    """Every single word that a day can hang on."""
    tables = (words.weekdays, words.months, words.ordinals, words.offsets, words.which_week)
    return own.units.union(*(name.split() for table in tables for name in table))


def _marked(names: dict[str, str]) -> re.Pattern[str]:
    """An amount with its sign or name, or one that can be nothing else because it has cents."""
    called = "|".join(sorted(map(re.escape, names), key=len, reverse=True)) or "(?!)"
    return re.compile(
        rf"(?P<sign>€|£|\$|\b(?:eur|usd|gbp)\b)\s?(?P<after>{_NUMBER}){_TAIL}"
        rf"|(?<![\w.,/-])(?P<before>{_NUMBER}){_TAIL}\s?(?P<name>€|\b(?:eur|{called})\b)"
        r"(?:\s(?:en\s|and\s)?(?P<cents>\d\d)(?!\d|[.,:/-]\d|\s?(?:uur|dagen|days))(?:\scents?)?)?"
        rf"|(?<![\w.,/:-])(?P<bare>\d{{1,3}}(?:[.,']\d{{3}})+(?:[.,]\d\d)?|\d+,\d\d|\d{{3,}}[.]\d\d)(?![\w/:-]|[.,]\d)",
        re.IGNORECASE,
    )


def _blanked(text: str, start: int, end: int) -> str:
    return f"{text[:start]}{'#' * (end - start)}{text[end:]}"


def _first(pair: tuple[int, object]) -> int:
    return pair[0]
