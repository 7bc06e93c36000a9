"""Names in a sentence: who calls and for whom is heard by how it is built, whatever the names are."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import fields
from functools import cache

from cockpit.tone.grammar import Classes, Grammar
from cockpit.tone.judging import Reading

NAME = "#name"
"""Stands for a name in the phrases of a match with `named = true`."""


def with_names(reading: Reading, no_names: Collection[str]) -> list[str]:
    """The words of an utterance with `NAME` for each name: a capital, but not that of a common word.

    The first word of a sentence has a capital as well: it is a name when neither the grammar nor
    `no_names` know it.
    """
    utterance, known = reading.utterance, _known(reading.grammar)
    is_day = reading.grammar.classes.days.fits
    return [
        norm
        if norm in known or norm in no_names or is_day(norm) or not _is_capital(utterance.part(n, n + 1))
        else NAME
        for n, norm in enumerate(utterance.norms)
    ]


def _is_capital(word: str) -> bool:
    return word[:1].isalpha() and word[:1].isupper()


@cache
def _known(grammar: Grammar) -> frozenset[str]:
    """Every word that the grammar has a task for."""
    return frozenset().union(*(getattr(grammar.classes, f.name).words for f in fields(Classes)))
