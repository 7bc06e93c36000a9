"""What is done with a sentence in a talk: the moves of the collector, and what a debtor is heard to do."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from cockpit.tone.grammar import Grammar
from cockpit.tone.phrases import Phrases
from cockpit.tone.rules import RuleSet


class Move(StrEnum):
    """What the collector does in a sentence. `moves/<language>.toml` says how each sounds."""

    GREET = "greet"
    IDENTIFY = "identify"
    RIGHT_PERSON = "right-person"
    PURPOSE = "purpose"
    OPEN_QUESTION = "open-question"
    DATE_QUESTION = "date-question"
    CLOSED_QUESTION = "closed-question"
    CHOICE = "choice"
    CARE = "care"
    ASK_INVOICE = "ask-invoice"
    ACKNOWLEDGE = "acknowledge"
    LISTEN = "listen"
    OUR_NEED = "our-need"
    IF_THEN = "if-then"
    CONCESSION_FOR_RETURN = "concession-for-return"
    CONCESSION_FOR_NOTHING = "concession-for-nothing"
    PLAN = "plan"
    ANSWER = "answer"
    READ_BACK = "read-back"
    CONFIRM_BY_MAIL = "confirm-by-mail"
    RING_BACK = "ring-back"
    THANK = "thank"


class Cue(StrEnum):
    """What a debtor is heard to do. The last ten are the objections of the playbooks, by their names."""

    AGREES = "agrees"
    REFUSES = "refuses"
    VAGUE = "vague"
    NOT_HERE = "not-here"
    ANNOYED = "annoyed"
    OFFENDED = "offended"
    TROUBLE = "trouble"
    HERE = "here"
    NEVER_RECEIVED = "never-received"
    BIG_CUSTOMER = "big-customer"
    ALREADY_PAID = "already-paid"
    BANK_ERROR = "bank-error"
    NOT_DELIVERED = "not-delivered"
    WAS_ILL = "was-ill"
    CALL_ME_BACK = "call-me-back"
    NOT_SATISFIED = "not-satisfied"
    AWAITS_APPROVAL = "awaits-approval"
    PAYMENT_RUN = "payment-run"


class Asked(StrEnum):
    """What of his invoices a debtor is asked for, by the slots of his lines that say it."""

    NUMBER = "number"
    TOTAL = "total"
    DUE = "due"
    WHAT = "what"


OBJECTIONS = tuple(Cue)[-10:]
"""The ten objections, in the order of their cards."""


class Sentence(StrEnum):
    """What kind of sentence a phrase is looked for in."""

    OPEN = "open"
    CLOSED = "closed"
    CHOICE = "choice"
    ASKED = "asked"  # any of these three
    STATED = "stated"  # none of them


class Need(StrEnum):
    """What the whole utterance holds beside the phrase."""

    AMOUNT = "amount"
    DAY = "day"
    NO_DAY = "no-day"


class Detector(StrEnum):
    """What the machine sees by itself, without phrases."""

    OPEN = "open"
    CLOSED = "closed"
    CHOICE = "choice"
    GIFT = "gift"
    RETURN = "return"
    SILENCE = "silence"


class Vote(StrEnum):
    """What the sentences that one resembles have to say about a move."""

    BOTH = "both"  # a pattern needs some of them, most of them need no pattern
    MORE = "more"  # a pattern is enough, most of them are too
    NONE = "none"  # nothing


@dataclass(frozen=True, slots=True)
class Match:
    """Phrases by which a move is known, and where they count.

    `when` and `without` are phrases that are, or are not, anywhere in the same sentence. `whole`: the phrase
    is all of its sentence. `named`: it is laid on the words with `#name` for every name among them.
    """

    phrases: Phrases
    when: Phrases | None = None
    without: Phrases | None = None
    only: frozenset[Sentence] = frozenset()
    needs: frozenset[Need] = frozenset()
    heard: frozenset[str] = frozenset()
    whole: bool = False
    named: bool = False


@dataclass(frozen=True, slots=True)
class Example:
    """A line that is the move, or is not, after this objection ("" is none)."""

    text: str
    heard: str
    is_one: bool


@dataclass(frozen=True, slots=True)
class SaidBefore:
    """A sentence of a collector with all the moves that it makes, after this objection ("" is none)."""

    text: str
    heard: str
    moves: frozenset[Move]


@dataclass(frozen=True, slots=True)
class Sign:
    """One table of a file of moves: by what a move, or something a debtor does, is known.

    `gifts` are phrases that give something away, beside those of the tone rule. `vote` is the say of the
    sentences that this one resembles.
    """

    name: str
    about: str
    matches: tuple[Match, ...]
    leave: Phrases | None = None
    detector: Detector | None = None
    yields_to: frozenset[str] = frozenset()
    source: str = ""
    gifts: Phrases | None = None
    vote: Vote = Vote.BOTH
    examples: tuple[Example, ...] = ()


@dataclass(frozen=True, slots=True)
class MoveBook:
    """The moves and cues of one language, with the tone rules whose grammar they lean on.

    `asked` are questions about an invoice. `relatives` are question words that only add something behind a
    comma ("…, which was due"), `no_names` words with a capital that are no name. `classes` are words that
    are one and the same for the likeness of sentences: every number, every day.
    """

    language: str
    moves: tuple[Sign, ...]
    cues: tuple[Sign, ...]
    asked: tuple[Sign, ...]
    rules: RuleSet
    relatives: frozenset[str] = frozenset()
    no_names: frozenset[str] = frozenset()
    classes: tuple[tuple[str, re.Pattern[str]], ...] = ()

    @property
    def grammar(self) -> Grammar:
        """How the language builds its sentences."""
        return self.rules.grammar

    def alike(self, word: str) -> str:
        """The class of a word, such as "#day", or the word itself when it is in none."""
        return next((f"#{name}" for name, words in self.classes if words.fullmatch(word)), word)
