"""What people type for days and times, per language: tables and rules from `locale/<language>/words.toml`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from operator import itemgetter
from typing import Any

from cockpit.core.text import clean_line, fold
from cockpit.language.catalogue import LOCALES
from cockpit.language.errors import NotUnderstood
from cockpit.language.locales import tag_of

LONGEST = 80
"""More characters than this are a sentence, not a day."""

_TOKEN = re.compile(r"\[([^\]]*)\]|\(([^)]*)\)|\{(\w+)\}|(\S+)")
_NUMBER = r"\d{1,3}|[a-z]+"

_SPELLING = (
    (re.compile(r"['’`]"), ""),
    (re.compile(r"[‐-―−]"), "-"),
    (re.compile(r"[,;!?()\"]"), " "),
    (re.compile(r"(?<=\d)t(?=\d\d:)"), " "),  # ISO 8601: 2026-11-27T16:30
    (re.compile(r"(?<!\d)\.|\.(?!\s?\d)"), ""),
    (re.compile(r"(?<=\d) ?([-/.:]) ?(?=\d)"), r"\1"),
    (re.compile(r"(?<!\d)[-:]|[-:](?!\d)|(?<=\d)/(?!\d)|(?<![a-z\d])/|(?<=[a-z])/(?=\d)"), " "),
    (re.compile(r"(?<=\d)(?=[a-z])|(?<=[a-z])(?=\d)"), " "),
    (re.compile(r"\+"), " + "),
    (re.compile(r"\s+"), " "),
)


@dataclass(frozen=True, slots=True)
class Rule:
    """A way to say something: what it means, and how it is typed, with one space after every word."""

    meaning: str
    pattern: re.Pattern[str]


class Words:
    """The words of one language. A language without a file understands numbers only."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self.weekdays = _numbered(data.get("weekdays", ()), first=0)
        self.months = _numbered(data.get("months", ()))
        self.numbers = _numbered(data.get("numbers", ()))
        self.ordinals = _numbered(data.get("ordinals", ()))
        self.offsets: Mapping[str, int] = data.get("offsets", {})
        self.which_month: Mapping[str, int] = data.get("which_month", {})
        self.which_week: Mapping[str, int] = data.get("which_week", {})
        self.currencies: Mapping[str, list[str]] = data.get("currencies", {})
        self.titles: Mapping[str, str] = data.get("titles", {})
        self.month_may_come_first: bool = data.get("month_may_come_first", False)
        self._slots = self._patterns_of_slots(data.get("ordinal_ends", ()))
        self.day_rules = tuple(self._rules({"numeric": ["[{weekday}] {numeric}"], **data.get("day", {})}))
        self.clock_rules = tuple(self._rules({"exact": ["{clock}"], **data.get("clock", {})}))
        self.wait_rules = tuple(self._rules(data.get("minutes_from_now", {})))
        self._parts = tuple(self._rules(data.get("parts", {}), "(?:^|(?<= ))"))
        filler = data.get("filler", {})
        self._before = _any_of(filler.get("before", ()), "^(?:{})+(?=.)")
        self._vague = _any_of(filler.get("vague_before", ()), "^(?:{})+(?=.)")
        self._after = _any_of(filler.get("after", ()), "(?<= )(?:{})+$")
        self._rewrite: Mapping[str, str] = data.get("rewrite", {})
        self._rewritten = _any_of(self._rewrite, "(?:^|(?<= ))(?:{})")
        self._glued: Mapping[str, str] = data.get("glued", {})
        stems = "|".join(_longest_first([*self.weekdays, *self.offsets]))
        self._glue = re.compile(rf"\b({stems}) ?({'|'.join(self._glued) or '(?!)'}) ")

    def normal(self, text: str) -> str:
        """What was typed in one spelling: small letters, no accents, every word followed by one space.

        Raises `NotUnderstood` (`empty` or `day`) where there is nothing to read.
        """
        line = clean_line(text)
        if not line:
            raise NotUnderstood("empty")
        if len(line) > LONGEST or any(c.isnumeric() and not c.isascii() for c in line):
            raise NotUnderstood("day")
        spelled = fold(line)
        for pattern, replacement in _SPELLING:
            spelled = pattern.sub(replacement, spelled)
        spelled = f"{spelled.strip()} "
        spelled = self._rewritten.sub(lambda m: f"{self._rewrite[m[0].strip()]} ", spelled)
        return self._glue.sub(lambda m: f"{m[1]} {self._glued[m[2]]} ", spelled)

    def without_filler(self, text: str) -> tuple[str, bool]:
        """The text without words that name no day, and whether one of them made it vague ("around")."""
        text = self._after.sub("", self._before.sub("", text))
        clear = self._vague.sub("", text)
        return self._before.sub("", clear), clear != text

    def without_part(self, text: str) -> tuple[str, str]:
        """The text without the part of the day, and that part: `morning`, `afternoon`, `evening` or none."""
        found = [(m.end() - m.start(), m, r.meaning) for r in self._parts if (m := r.pattern.search(text))]
        if not found:
            return text, ""
        _length, match, part = max(found, key=itemgetter(0))
        return text[: match.start()] + text[match.end() :], part

    def number(self, text: str) -> int | None:
        """A number in digits or as a word; None when it is neither."""
        return int(text) if text.isdecimal() else self.numbers.get(text)

    def day_number(self, text: str) -> int | None:
        """A day of the month in digits or as an ordinal; None when it is neither."""
        return int(text) if text.isdecimal() else self.ordinals.get(text)

    def _rules(self, rules: Mapping[str, list[str]], start: str = "") -> Iterator[Rule]:
        for meaning, lines in rules.items():
            for line in lines:
                yield Rule(meaning, re.compile(start + self._pattern(line)))

    def _pattern(self, line: str) -> str:
        parts = []
        for optional, choice, slot, word in _TOKEN.findall(line):
            if slot:
                parts.append(self._slots[slot])
            elif word:
                parts.append(re.escape(word) + " ")
            else:
                one_of = "|".join(self._pattern(part) for part in (optional or choice).split("|"))
                parts.append(f"(?:{one_of}){'?' if optional else ''}")
        return "".join(parts)

    def _patterns_of_slots(self, ordinal_ends: Iterable[str]) -> Mapping[str, str]:
        tables = {
            "weekday": self.weekdays,
            "month": self.months,
            "offset": self.offsets,
            "which_month": self.which_month,
            "which_week": self.which_week,
        }
        named = {slot: "|".join(_longest_first(table)) or "(?!)" for slot, table in tables.items()}
        numbers = dict.fromkeys(("n", "week", "minutes", "hour", "hour2"), _NUMBER)
        shapes = {
            "year": r"\d{4}|\d{2}",
            "clock": r"\d{1,2}[:.]\d{2}",
            "clock2": r"\d{1,2}[:.]\d{2}",
            "numeric": r"\d{1,4}[-/.]\d{1,2}(?:[-/.]\d{2,4})?|\d{1,2} \d{1,2}(?: \d{4})?",
        }
        slots = {slot: f"(?P<{slot}>{shape}) " for slot, shape in {**named, **numbers, **shapes}.items()}
        ends = "|".join(ordinal_ends) or "(?!)"
        return slots | {"day": rf"(?P<day>\d{{1,2}}|[a-z]+) (?:(?:{ends}) )?", "rest": "(?P<rest>.+)"}


def words_of(tag: str | None = None) -> Words:
    """The words of the language of a tag; None is the interface language."""
    return _words(tag_of(tag).partition("_")[0])


@lru_cache
def _words(language: str) -> Words:
    path = LOCALES / language / "words.toml"
    return Words(tomllib.loads(path.read_text("utf-8")) if path.is_file() else {})


def _numbered(lines: Iterable[str], first: int = 1) -> dict[str, int]:
    """The place in the list of each word; several words on one place are divided by a bar."""
    return {word: n for n, line in enumerate(lines, first) for word in line.split("|")}


def _longest_first(words: Iterable[str]) -> list[str]:
    return sorted(map(re.escape, words), key=len, reverse=True)


def _any_of(words: Iterable[str], shape: str) -> re.Pattern[str]:
    return re.compile(shape.format("|".join(f"{word} " for word in _longest_first(words)) or "(?!)"))
