"""What the engine knows of a language: word classes and phrases out of its rule file, no language in code."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cached_property

from cockpit.tone.notation import N_, Lexicon, NotationError, Word
from cockpit.tone.phrases import Phrases
from cockpit.tone.text import STOPS, Utterance, plain, read


@dataclass(frozen=True, slots=True)
class Classes:
    """Single words that have one task in a sentence. The rule files explain each of them."""

    question_words: Word
    prepositions: Word
    lead_ins: Word
    fronted: Word
    titles: Word
    name_ahead: Word
    calls: Word
    subordinators: Word
    modals: Word
    verbs: Word
    verb_endings: Word
    never_verbs: Word
    conditional_verbs: Word
    customer: Word
    pronouns: Word
    subjects: Word
    days: Word
    speaker: Word
    negation: Word
    takes_object: Word
    orders: Word
    particles: Word
    fillers: Word
    then: Word
    choice: Word
    whether: Word
    and_what_about: Word
    short: Word


@dataclass(frozen=True, slots=True)
class Turns:
    """Phrases that decide what a sentence does."""

    asides: Phrases
    exclamations: Phrases
    statements: Phrases
    tags: Phrases
    no_choice: Phrases
    exact: Phrases
    asks_day: Phrases
    condition: Phrases
    no_condition: Phrases
    in_case: Phrases
    supposes: Phrases


class Grammar:
    """The word classes and phrases of one language.

    `inverts_after_clause` says whether a verb before its subject, after a subordinate clause, is still a
    statement ("als u betaalt, krijgt u …").
    """

    def __init__(
        self, spelling: str, tables: Mapping[str, str], lexicon: Lexicon, inverts_after_clause: bool
    ) -> None:
        self._spelling = spelling
        self._tables = dict(tables)
        self._lexicon = lexicon
        self.inverts_after_clause = inverts_after_clause

    @staticmethod
    def keys() -> tuple[str, ...]:
        """The keys that a file gives under [grammar]."""
        return tuple(f.name for f in (*fields(Classes), *fields(Turns)))

    @cached_property
    def classes(self) -> Classes:
        return Classes(**{f.name: self._lexicon.word(self._tables.get(f.name, "")) for f in fields(Classes)})

    @cached_property
    def turns(self) -> Turns:
        return Turns(**{f.name: Phrases(self._tables.get(f.name, ""), self._lexicon) for f in fields(Turns)})

    @cached_property
    def spelling(self) -> dict[str, tuple[str, ...]]:
        """Every contraction and spoken spelling with the words it stands for."""
        written: dict[str, tuple[str, ...]] = {}
        for line in filter(str.strip, self._spelling.splitlines()):
            forms, mark, words = line.partition("=")
            if not (mark and forms.strip() and words.strip()):
                raise NotationError(line.strip(), N_("spellings, =, and the words they stand for"))
            written |= dict.fromkeys(plain(forms).split(), tuple(plain(words).split()))
        return written

    def check(self) -> None:
        """Read everything now. Raises `NotationError` for what cannot be read."""
        _ = self.spelling, self.classes
        for field in fields(Turns):
            _ = getattr(self.turns, field.name).compiled

    def read(self, text: str) -> Utterance:
        return read(text, self.spelling, self.classes.short.words)

    def clause_starts(self, utterance: Utterance) -> frozenset[int]:
        """The places at which a clause begins, also behind a word that only leads in ("en", "and")."""
        starts, open_ = set(), True
        for place, norm in enumerate(utterance.norms):
            if norm in STOPS:
                open_ = True
            elif open_:
                starts.add(place)
                open_ = self.classes.lead_ins.fits(norm)
        return frozenset(starts)
