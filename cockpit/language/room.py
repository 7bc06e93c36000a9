"""How far a collector may go, as he writes it down before the call: "3 termijnen, uiterlijk 31 januari"."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from cockpit.core.money import Money
from cockpit.core.room import Room
from cockpit.core.text import clean_line
from cockpit.language.amounts import parse_amount
from cockpit.language.catalogue import available
from cockpit.language.days import parse_day
from cockpit.language.errors import NotUnderstood

_WORDS = {
    "een": 1,
    "één": 1,
    "twee": 2,
    "drie": 3,
    "vier": 4,
    "vijf": 5,
    "zes": 6,
    "zeven": 7,
    "acht": 8,
    "negen": 9,
    "tien": 10,
    "elf": 11,
    "twaalf": 12,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "eleven": 11,
    "twelve": 12,
}
_NUMBER = rf"(\d{{1,3}}|{'|'.join(_WORDS)})"
_UP_TO = r"(?:\s*(?:tot|van|in|met|max\w*\.?|hoogstens|up to|of|at most|:))*\s*"
_PLAN = r"(?:plan|regeling|betalingsregeling|betaalplan)"
_AMOUNT = r"((?:€|eur)?\s*\d[\d.,]*)"

_ONE_GO = re.compile(
    rf"\b(?:geen|zonder|no|without(?: a)?)\s+(?:{_PLAN}|termijnen|afbetaling|instal\w+)"
    r"|\bin (?:1|een|één) keer\b|\bineens\b|\bin one (?:go|payment)\b|\bin full\b"
)
_TERMS = re.compile(
    rf"\b{_NUMBER}\s*(?:x|×|keer|maal|times|termijn\w*|instal\w*|delen|schijven|betalingen|payments|parts)\b"
    rf"|\b{_PLAN}\b{_UP_TO}{_NUMBER}\b"
)
_NO_DISCOUNT = re.compile(r"\b(?:geen|zonder|no|without(?: a)?)\s+(?:korting|discount|kwijtschelding)")
_PERCENT = re.compile(r"(\d{1,2}(?:[.,]\d{1,2})?)\s*(?:%|procent|percent)")
_DISCOUNT = re.compile(
    rf"(?:korting|discount)\b{_UP_TO}{_AMOUNT}(?!\s*[%\d])|{_AMOUNT}\s*(?:euro\s*)?(?:korting|discount)\b"
)
_UNTIL = re.compile(
    r"\b(?:uiterlijk|tot en met|t/m|vóór|voor|tot|binnen|by|until|before|within|at the latest|no later than)"
    r"\s+([^,;]+)"
)


def parse_room(text: str, total: Money | None, today: date, tag: str, country: str) -> Room:
    """The limits in a free text; what says nothing about one is passed over.

    A discount in percent is one of `total`, and in its currency. A limit that is not named is None.
    """
    line = clean_line(text).lower()
    return Room(_most_terms(line), _last_day(line, today, tag, country), _discount(line, total, tag))


def _most_terms(line: str) -> int | None:
    found = _TERMS.search(line)
    if found is not None:
        word = found[1] or found[2]
        return max(int(word) if word.isdigit() else _WORDS[word], 1)
    return 1 if _ONE_GO.search(line) else None


def _last_day(line: str, today: date, tag: str, country: str) -> date | None:
    for found in _UNTIL.finditer(line):
        words = found[1].split()
        for count in range(len(words), 0, -1):
            day = _day(" ".join(words[:count]), today, tag, country)
            if day is not None:
                return day
    return None


def _day(words: str, today: date, tag: str, country: str) -> date | None:
    """A day in the language of the screen, or in another that the cockpit speaks. A bare number is none."""
    if not words.isdigit():
        for language in dict.fromkeys((tag, *available())):
            for wording in (words, f"+{words}") if " " in words else (words,):  # "binnen 3 weken"
                try:
                    return parse_day(wording, today, language, country).day
                except NotUnderstood:
                    continue
    return None


def _discount(line: str, total: Money | None, tag: str) -> Money | None:
    if total is None:
        return None
    if _NO_DISCOUNT.search(line):
        return Money(Decimal(0), total.currency)
    percent = _PERCENT.search(line)
    if percent is not None:
        share = Decimal(percent[1].replace(",", ".")) / 100
        return Money(total.amount * share, total.currency)
    found = _DISCOUNT.search(line)
    if found is None:
        return None
    try:
        return parse_amount((found[1] or found[2]).rstrip(".,"), tag, total.currency).money
    except NotUnderstood:
        return None
