"""The clauses of a sentence and what each looks like: the order of its words, not their meaning."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from cockpit.tone.grammar import Grammar
from cockpit.tone.text import STOPS, Sentence, Utterance

_AHEAD = (
    4  # words behind a question word among which its verb or its subject stands ("op welke dag van de week")
)
_NAME = 4  # a title with a name of so many words is somebody who is addressed


class Form(StrEnum):
    """What a clause looks like."""

    ASKS = "asks"  # begins with its question word
    INVERTED = "inverted"  # begins with its verb
    SUBORDINATE = "subordinate"
    ASIDE = "aside"  # a name, "weet u wat", "wat fijn"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Clause:
    """A range of words, `last` not included, and its form; `verb` is where a verb stands first."""

    form: Form
    first: int
    last: int
    verb: int = -1


class Clauses:
    """Reads the clauses of one utterance."""

    def __init__(self, utterance: Utterance, grammar: Grammar) -> None:
        self.norms = utterance.norms
        self.words = grammar.classes
        starts = grammar.clause_starts(utterance)
        self.asides = set(grammar.turns.asides.spans(self.norms, starts))
        self.exclamations = {first for first, _ in grammar.turns.exclamations.spans(self.norms, starts)}

    def of(self, sentence: Sentence) -> list[Clause]:
        """The clauses of a sentence; one that follows a subordinate clause without a comma is found too."""
        ranges, first = [], sentence.first
        for place in range(sentence.first, sentence.last + 1):
            if place == sentence.last or self.norms[place] in STOPS:
                if place > first:
                    ranges.append((first, place))
                first = place + 1
        clauses: list[Clause] = []
        for n, (start, end) in enumerate(ranges):
            clauses += self._read(start, end, more=n + 1 < len(ranges))
        return clauses

    def read(self, first: int, last: int) -> Clause:
        """One clause by itself."""
        return self._read(first, last, more=False)[-1]

    def _read(self, first: int, last: int, more: bool) -> list[Clause]:
        first = self._behind_name(first, last)
        start = self._skip(first, last, fronted=False)
        if self._is_aside(start, last, more):
            return [Clause(Form.ASIDE, first, last)]
        asks = self.asks_at(self._skip(first, last, fronted=True), last)
        if asks == "open" or (asks == "bare" and not self._is_clause_ahead(start, last, more)):
            return [Clause(Form.ASKS, first, last)]
        if self.words.subordinators.fits(self.norms[start]) or asks:
            inner = self._main_inside(start + 2, last, more)
            return [
                Clause(Form.SUBORDINATE, first, inner.first if inner else last),
                *([inner] if inner else []),
            ]
        if self.is_inverted(start, last):
            return [Clause(Form.INVERTED, first, last, start)]
        return [Clause(Form.OTHER, first, last)]

    def _behind_name(self, first: int, last: int) -> int:
        """Where the question begins behind "mevrouw Bos" without a comma; the beginning when none does."""
        start = self._skip(first, last, fronted=False)
        if self.words.titles.fits(self.norms[start]):
            for place in range(start + 1, min(start + _NAME, last)):
                if self.is_inverted(place, last) or self.asks_at(place, last):
                    return place
        return first

    def _skip(self, first: int, last: int, fronted: bool) -> int:
        place = first
        while place < last - 1 and (
            self._leads(self.norms[place]) if fronted else self.words.lead_ins.fits(self.norms[place])
        ):
            place += 1
        return place

    def _leads(self, norm: str) -> bool:
        return self.words.lead_ins.fits(norm) or self.words.fronted.fits(norm)

    def _is_aside(self, start: int, last: int, more: bool) -> bool:
        if (start, last) in self.asides or (more and start in self.exclamations):
            return True
        norms = self.norms[start:last]
        if self.words.titles.fits(norms[0]) and len(norms) <= _NAME:
            return not any(self.words.modals.fits(norm) for norm in norms)
        return all(self._leads(norm) or self.words.calls.fits(norm) for norm in norms)

    def is_fronted(self, clause: Clause) -> bool:
        """Whether a clause only goes before the sentence: "na het weekend", "de dag waarop u betaalt"."""
        start = self._skip(clause.first, clause.last, fronted=False)
        norm = self.norms[start]
        behind = self.norms[start + 1 : clause.last][:1]
        if self.words.pronouns.fits(norm) and any(self._is_subject(word) for word in behind):
            return True  # "dat de levering goed is aangekomen"
        if any(self.is_verb(place, clause.last) for place in range(clause.first, clause.last)):
            return self.ends_as_verb(clause.last - 1)
        return (
            self.words.prepositions.fits(norm)
            or self.words.subjects.fits(norm)
            or self.words.fronted.fits(norm)
        )

    def ends_as_verb(self, place: int) -> bool:
        """Whether a word can be a finite verb by its form alone."""
        norm = self.norms[place]
        if self.words.modals.fits(norm) or self.words.verbs.fits(norm):
            return True
        return self.words.verb_endings.fits(norm) and not self.words.never_verbs.fits(norm)

    def _is_clause_ahead(self, start: int, last: int, more: bool) -> bool:
        """Whether "wanneer u betaalt" or "wat de kosten betreft" only leads up to the rest."""
        if self.words.verb_endings.ends and not any(map(self.ends_as_verb, range(start + 1, last))):
            return False  # "wanneer precies na het weekend"
        if not self.words.subordinators.fits(self.norms[start]):
            return more and start + 1 < last and self.words.subjects.fits(self.norms[start + 1])
        return more or self._main_inside(start + 2, last, more) is not None

    def asks_at(self, place: int, last: int) -> str:
        """How a question begins here: "open" directly, "bare" perhaps, "" not at all.

        Direct is a question word that is followed by its verb before its subject: "wanneer kunt u", not
        "wanneer u kunt". Words between the two belong to the question word: "op welke dag", "how soon".
        """
        if place < last - 1 and self.words.prepositions.fits(self.norms[place]):
            place += 1
        if not self.words.question_words.fits(self.norms[place]):
            return ""
        for ahead in range(place + 1, min(place + 1 + _AHEAD, last)):
            if self.is_verb(ahead, last):
                return "open"
            if self.words.pronouns.fits(self.norms[ahead]):
                return "bare"
        if place + 1 < last and self.words.subjects.fits(self.norms[place + 1]):
            return "bare"  # "wat de kosten betreft"
        return "bare" if self.words.subordinators.fits(self.norms[place]) else "open"

    def is_verb(self, place: int, last: int) -> bool:
        """Whether a finite verb stands here, as far as can be told without a dictionary."""
        norm = self.norms[place]
        if self.words.modals.fits(norm) or self.words.verbs.fits(norm):
            return True
        if place + 1 >= last or not self.words.customer.fits(self.norms[place + 1]):
            return False
        return self.words.verb_endings.fits(norm) and not self.words.never_verbs.fits(norm)

    def is_inverted(self, place: int, last: int) -> bool:
        """Whether a verb stands here with its subject behind it, a "not" between them or not."""
        if place + 1 >= last or not self.is_verb(place, last):
            return False
        behind = place + 1
        while behind < last - 1 and self.words.negation.fits(self.norms[behind]):
            behind += 1
        norm = self.norms[behind]
        if self.words.takes_object.fits(self.norms[place]):
            return self.words.customer.fits(norm) or self.words.speaker.fits(norm)
        return self._is_subject(norm)

    def _is_subject(self, norm: str) -> bool:
        return self.words.pronouns.fits(norm) or self.words.subjects.fits(norm)

    def _main_inside(self, first: int, last: int, more: bool) -> Clause | None:
        """The main clause behind a subordinate one, when no comma stands between them."""
        for place in range(first, last - 1):
            if self.words.pronouns.fits(self.norms[place - 1]) or self.words.lead_ins.fits(
                self.norms[place - 1]
            ):
                continue
            asks = self.asks_at(place, last)
            if asks == "open" or (asks and not more and not self.words.subordinators.fits(self.norms[place])):
                return Clause(Form.ASKS, place, last)
            if self.is_verb(place, last) and self.words.pronouns.fits(self.norms[place + 1]):
                return Clause(Form.INVERTED, place, last, place)
        return None
