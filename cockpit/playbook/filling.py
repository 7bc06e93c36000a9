"""Filling a line with what is known about this debtor, so that it can be read aloud."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from cockpit.playbook.fields import MARK, fields_in
from cockpit.playbook.script import Line


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a filled line. A `gap` is the name of something that is not known yet, in brackets."""

    text: str
    gap: bool = False


@dataclass(frozen=True, slots=True)
class Spoken:
    """A line as it is said now."""

    parts: tuple[Part, ...]
    cue: str = ""
    used_fallback: bool = False

    @property
    def text(self) -> str:
        """The line in one piece."""
        return "".join(part.text for part in self.parts)

    @property
    def has_gap(self) -> bool:
        """Whether something in it is not known yet."""
        return any(part.gap for part in self.parts)


def fill(line: Line, fields: Mapping[str, str], wording: int = 0) -> Spoken:
    """The line with the values of `fields` in it; a value that is missing or blank is unknown.

    `wording` counts through the text and its variants and round again. When a field of that wording is
    unknown the fallback is said, if the line has one; what is unknown in it too is shown as a gap. Values
    go in as they are: braces and markup in them mean nothing. A line that begins with a field gets a
    capital, because greetings come without one.
    """
    said = (line.text, *line.variants)
    text = said[wording % len(said)]
    fallback = bool(line.fallback) and not all(_known(name, fields) for name in fields_in(text))
    if fallback:
        text = line.fallback
    pieces = MARK.split(text)  # literal, field, literal, field, …, literal
    parts = [
        _value(piece, fields, line.labels) if n % 2 else Part(piece)
        for n, piece in enumerate(pieces)
        if n % 2 or piece
    ]
    if parts and not pieces[0] and not parts[0].gap:
        first = parts[0].text
        parts[0] = Part(first[:1].upper() + first[1:])
    return Spoken(tuple(parts), line.cue, fallback)


def _known(name: str, fields: Mapping[str, str]) -> bool:
    return bool(fields.get(name, "").strip())


def _value(name: str, fields: Mapping[str, str], labels: Mapping[str, str]) -> Part:
    if _known(name, fields):
        return Part(fields[name])
    return Part(f"[{labels.get(name) or name.replace('_', ' ')}]", gap=True)
