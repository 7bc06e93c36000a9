"""Telephone numbers: those in a field of the ledger, and how one is recognised however it is written."""

from __future__ import annotations

import re

_LEAST_FIGURES = 6
"""A shorter one (112, 14 020) is a text like any other."""

_WHOLE = 8
"""A number with as many figures has its area code: a number behind a space is another one, not more of it."""

_LOCAL = 7
"""As many figures as a number has at most without its area code, but for a mobile one."""

_MARK = "[\\s\\-\u2010-\u2015./()]"
_MARKS = f"{_MARK}*"
_TIGHT = "[\\-\u2010-\u2015./()]"
_ABROAD = re.compile(r"^(?:\+|00)\d\d")
_BEFORE = rf"(?:(?:\+|00){_MARKS}\d{_MARKS}\d{_MARKS})?(?:\(?0\)?{_MARKS})?"
_RUN = re.compile(rf"[+(]*\d(?:{_MARK}|\d)*")
_TRUNK = re.compile(r"\(?0\d")
_DAY = r"(?!\d{4}-\d\d-\d\d)"
_NO_CLOCK = r"(?<!\d:)"
"""Behind the minutes of a moment come its seconds, and no number."""

_GROUP = re.compile(r"\(?\d+")


def numbers_in(field: str) -> list[str]:
    """Every number in a field, each by itself ("020-5551234 / 06-12345678 (thuis)"); the whole field where
    there is none of six figures or more."""
    found = [number for run in _RUN.findall(field) for number in _apart(run)]
    return [number for number in found if len(_figures(number)) >= _LEAST_FIGURES] or [field][: bool(field)]


def in_any_form(number: str) -> str | None:
    """A pattern that finds the number with or without its country, with any marks between the figures, but
    never as a part of more figures, or as a day; None for one that is too short to be told from others,
    and for a text with other characters in it."""
    figures = _figures(number)
    if len(figures) < _LEAST_FIGURES or not _RUN.fullmatch(number):
        return None
    core = _DAY + _BEFORE + _MARKS.join(figures)
    if len(figures) < _WHOLE:
        return rf"{_NO_CLOCK}(?<![^\W_])(?<!\d{_MARK}){core}(?![^\W_])(?!{_MARK}\d)"
    return rf"{_NO_CLOCK}(?<!\d)(?<!\d{_TIGHT})(?:(?<!\d\s)|(?=[0+(])){core}(?!\d)(?!{_TIGHT}\d)"


def without_area(number: str) -> tuple[str, str] | None:
    """The end of a number as it is dialled in its own town, for reading, and a pattern that finds it in any
    spelling; None for one that has no area code.

    How long an area code is, the figures alone do not tell: any six or more at the end of them count.
    """
    figures = _figures(number)
    if len(figures) < _WHOLE or not _RUN.fullmatch(number):
        return None
    core = ""
    for figure in figures[1:-_LEAST_FIGURES]:
        core = rf"(?:{core}{figure}{_MARKS})?"
    core = _DAY + core + _MARKS.join(figures[-_LEAST_FIGURES:])
    before = rf"(?<![^\W_])(?<!\d{_TIGHT})(?:(?<!\d\s)|(?<=\d\d:\d\d\s))"
    return figures[-_LOCAL:], rf"{before}{core}(?![^\W_])(?!(?:{_MARK}|,)\d)"


def last_figures(number: str) -> str:
    """The end that is the same in every spelling of a number, with its area code and without."""
    return _figures(number)[-_LEAST_FIGURES:]


def _figures(number: str) -> str:
    """The figures that are the same in every spelling: without country, and without the 0 in front."""
    bare = re.sub(_MARK, "", number)
    return re.sub(r"\D", "", re.sub(_ABROAD, "", bare)).lstrip("0")


def _apart(run: str) -> list[str]:
    """The numbers in figures and marks that follow each other: a new one begins with a 0 where enough figures
    for a number went before, and behind a slash between spaces."""
    starts = [0]
    for group in _GROUP.finditer(run):
        first = group.start()
        before = len(_figures(run[starts[-1] : first]))
        is_behind_slash = run[:first].endswith(" / ")
        may_be_new = is_behind_slash or _TRUNK.match(group[0])
        if may_be_new and before >= (_LEAST_FIGURES if is_behind_slash else _WHOLE):
            starts.append(first)
    ends = [*starts[1:], len(run)]
    return [run[first:last].rstrip(" \t-./(") for first, last in zip(starts, ends, strict=True)]
