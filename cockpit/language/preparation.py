"""What the items of the preparation are called, and what was answered there."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

from cockpit.core.contact_rules import DebtorKind
from cockpit.core.standing import BY_MAIL, CLAUSE, LETTER, LETTER_BY, PARTY
from cockpit.language import contact_sentences, dates
from cockpit.language.catalogue import N_, _

LABELS = {
    "next-time": N_("next time"),
    "invoices": N_("invoices"),
    "delivered": N_("delivered"),
    "course": N_("how it went"),
    "reminders": N_("reminders"),
    "amount": N_("amount"),
    "due": N_("due"),
    "room": N_("how far"),
    "goal": N_("goal"),
    "questions": N_("questions"),
    "company": N_("company"),
    "contact": N_("ask for"),
    "last-call": N_("last call"),
    "commitment": N_("our action"),
    "promise": N_("promise"),
    "claim": N_("looked up"),
    "ring-back": N_("ring back"),
    "dispute": N_("contested"),
    "gate": N_("when"),
    "handed": N_("handed over"),
    "lapsed": N_("lapsed"),
    "caller": N_("who calls"),
    PARTY: N_("debtor is"),
    LETTER: N_("formal letter"),
    LETTER_BY: N_("sent by"),
    CLAUSE: N_("cost clause"),
}
GAPS = {
    "no-phone": N_("no telephone number"),
    "wrong-number": N_("the number was wrong last time"),
    "no-email": N_("no e-mail address: ask for it"),
    "no-description": N_("no description: look up what was delivered"),
    "due-derived": N_("the due date was worked out from the payment term"),
    "currencies": N_("open in several currencies: {amounts}"),
}


def kind_of(item: str) -> str:
    """An item without its number: promise-2 is a promise."""
    head, _dash, tail = item.rpartition("-")
    return head if tail.isdigit() else item


def item_label(item: str) -> str:
    """The name of an item, as a question to write at; one that nobody knows is called as it is kept."""
    name = (LABELS | GAPS).get(kind_of(item))
    words = _(name).format(amounts="").rstrip(" :") if name else item
    return words[:1].upper() + words[1:]


def answer(item: str, text: str) -> str:
    """What was answered at an item, in the language of the screen; what was typed stays as it is."""
    with suppress(ValueError):
        if item == PARTY:
            return contact_sentences.debtor_kind(DebtorKind(text))
        if item == LETTER:
            return dates.day(date.fromisoformat(text))
    return contact_sentences.letter_by(text == BY_MAIL) if item == LETTER_BY else text
