"""What was written at a call, each text behind what it is called on the screen."""

from __future__ import annotations

from collections.abc import Iterator

from cockpit.core.call import Call
from cockpit.core.concession_terms import ConcessionTerms
from cockpit.language import _
from cockpit.language.preparation import answer, item_label


def call_texts(call: Call) -> Iterator[str]:
    """The answers of the preparation, the agreement panel, the words in the mail, the evaluation."""
    entry, done = call.entry, call.evaluation
    for item, text in call.answers:
        yield from _named(item_label(item), answer(item, text))
    yield from _named(_("amount"), entry.amount)
    yield from _named(_("on"), entry.when)
    yield from _named(_("if we"), entry.if_we)
    yield from _named(_("by"), entry.if_we_by)
    yield from _named(_("in return"), entry.in_return)
    yield from _named(_("further than set, because"), entry.beyond)
    yield from terms_texts(entry.gives)
    yield from _named(_("our own words in the mail"), call.own_words)
    yield from _named(_("Went well"), done.went_well)
    yield from _named(_("Could be better"), done.better)


def terms_texts(terms: ConcessionTerms | None) -> Iterator[str]:
    """What was asked for a concession, and what of ours it repairs."""
    if terms:
        yield from _named(_("asked in return"), terms.in_return)
        yield from _named(_("our fault"), terms.fault)


def _named(name: str, text: str) -> Iterator[str]:
    """The lines of a text that has any: the name before the first, the others further in."""
    first, *more = [line for line in text.split("\n") if line.strip()] or [""]
    if first:
        yield f"{name[:1].upper()}{name[1:]}: {first}"
    yield from (f"  {line}" for line in more)
