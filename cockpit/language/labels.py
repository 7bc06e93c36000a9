"""What the values of the core are called on screen, in summaries and in mails.

Every function takes the value and a tag; without a tag the interface language is used. A label starts with a
capital, except a way of paying, an ending, a holiday, a cue and a move, which stand within a sentence or
beside one.
"""

from __future__ import annotations

from collections.abc import Mapping

from cockpit.core.agreement import Method, State
from cockpit.core.call import CallKind, Stage
from cockpit.core.followup import Ending, FollowUpKind
from cockpit.core.outcome import Reach, Result
from cockpit.language.catalogue import N_, translator
from cockpit.playbook.script import Move

_KINDS: Mapping[CallKind, str] = {
    CallKind.COURTESY: N_("Courtesy call"),
    CallKind.REMINDER: N_("Reminder"),
    CallKind.DUNNING: N_("Dunning"),
    CallKind.BROKEN_PROMISE: N_("Broken promise"),
    CallKind.CALLBACK: N_("Ring-back"),
}
_STAGES: Mapping[Stage, str] = {
    Stage.OPENING: N_("Opening"),
    Stage.INQUIRY: N_("Asking"),
    Stage.OBJECTION: N_("Objection"),
    Stage.NEGOTIATION: N_("Agreeing"),
    Stage.CLOSING: N_("Closing"),
}
_REACHES: Mapping[Reach, str] = {
    Reach.NO_ANSWER: N_("No answer"),
    Reach.BUSY: N_("Busy"),
    Reach.VOICEMAIL: N_("Voicemail"),
    Reach.WRONG_NUMBER: N_("Wrong number"),
    Reach.THIRD_PARTY: N_("Somebody else"),
    Reach.RIGHT_PERSON: N_("The right person"),
}
_RESULTS: Mapping[Result, str] = {
    Result.PROMISE: N_("Promises to pay"),
    Result.PART_PROMISE: N_("Promises a part"),
    Result.RING_BACK: N_("Wants to be rung back"),
    Result.CLAIMS_PAID: N_("Says it is paid"),
    Result.PAYMENT_RUN: N_("Is in the payment run"),
    Result.AWAITS_APPROVAL: N_("Waits for approval"),
    Result.COPY_REQUESTED: N_("Asks for a copy of the invoice"),
    Result.DISPUTE: N_("Contests the invoice"),
    Result.CANNOT_PAY: N_("Cannot pay now"),
    Result.REFUSES: N_("Does not want to pay"),
    Result.IN_ORDER: N_("All in order"),
    Result.INSOLVENT: N_("Bankrupt or under administration"),
    Result.DO_NOT_CALL: N_("Does not want to be called"),
    Result.NO_AGREEMENT: N_("Nothing agreed"),
}
_STATES: Mapping[State, str] = {
    State.HEARD: N_("Heard"),
    State.READ_BACK: N_("Read back"),
    State.MAILED: N_("Mailed"),
    State.CONFIRMED: N_("Receipt confirmed"),
    State.KEPT: N_("Kept"),
    State.PART_KEPT: N_("Partly kept"),
    State.BROKEN: N_("Broken"),
    State.PAID_TOO_MUCH: N_("Paid too much"),
    State.REVERSED: N_("Reversed"),
}
_METHODS: Mapping[Method, str] = {
    Method.TRANSFER: N_("bank transfer"),
    Method.PAYMENT_RUN: N_("payment run"),
    Method.DIRECT_DEBIT: N_("direct debit"),
    Method.PAYMENT_LINK: N_("payment link"),
    Method.OTHER: N_("another way"),
}
_FOLLOW_UPS: Mapping[FollowUpKind, str] = {
    FollowUpKind.PROMISE_DUE: N_("Has the payment come in?"),
    FollowUpKind.RING_BACK: N_("Ring back"),
    FollowUpKind.CONFIRMATION: N_("Has the confirmation come in?"),
    FollowUpKind.COMMITMENT: N_("Our action"),
    FollowUpKind.VERIFY: N_("Verify what the customer said"),
    FollowUpKind.CONSULT: N_("Consult internally"),
    FollowUpKind.RETRY: N_("Try again"),
}
_ENDINGS: Mapping[Ending, str] = {
    Ending.TRUE: N_("true, it was found"),
    Ending.NOT_TRUE: N_("not found"),
    Ending.DONE: N_("done"),
    Ending.NOT_DONE: N_("not done yet"),
}
_HOLIDAYS: Mapping[str, str] = {
    "new-year": N_("New Year's Day"),
    "easter-monday": N_("Easter Monday"),
    "kings-day": N_("King's Day"),
    "liberation-day": N_("Liberation Day"),
    "labour-day": N_("Labour Day"),
    "ascension": N_("Ascension Day"),
    "whit-monday": N_("Whit Monday"),
    "national-day": N_("National Day"),
    "assumption": N_("Assumption Day"),
    "all-saints": N_("All Saints' Day"),
    "armistice": N_("Armistice Day"),
    "christmas": N_("Christmas Day"),
    "boxing-day": N_("Boxing Day"),
}
_COLUMNS: Mapping[str, str] = {
    "debtor_name": N_("Name of the debtor"),
    "debtor_code": N_("Number of the debtor"),
    "invoice_no": N_("Invoice number"),
    "invoice_date": N_("Invoice date"),
    "due_date": N_("Due date"),
    "open_amount": N_("Open amount"),
    "amount": N_("Invoice amount"),
    "paid_amount": N_("Amount paid"),
    "debit": N_("Debit"),
    "credit": N_("Credit"),
    "currency": N_("Currency"),
    "document_type": N_("Kind of document"),
    "phone": N_("Telephone"),
    "mobile": N_("Mobile"),
    "email": N_("E-mail"),
    "contact_person": N_("Contact person"),
    "vat_no": N_("VAT number"),
    "company_no": N_("Company number"),
    "payment_terms_days": N_("Payment term in days"),
    "description": N_("Description"),
    "payment_ref": N_("Payment reference"),
    "your_ref": N_("Customer's reference"),
    "reminders": N_("Number of reminders"),
    "country": N_("Country"),
    "language": N_("Language"),
    "customer_since": N_("Customer since"),
}
_CUES: Mapping[str, str] = {
    "smile": N_("smile, it can be heard"),
    "listen": N_("be silent and let the customer speak"),
    "slowly": N_("slowly, the customer writes along"),
    "note": N_("write down what the customer answers"),
}
_MOVES: Mapping[Move, str] = {
    Move.ACKNOWLEDGE: N_("acknowledge"),
    Move.ANSWER: N_("answer"),
    Move.CHECK: N_("check"),
    Move.BY_WHEN: N_("by when"),
    Move.DATE_QUESTION: N_("the day"),
}
_LANGUAGES: Mapping[str, str] = {"en": "English", "nl": "Nederlands"}


def kind(value: CallKind, tag: str | None = None) -> str:
    """What the call is for."""
    return translator(tag).gettext(_KINDS[value])


def stage(value: Stage, tag: str | None = None) -> str:
    """Where the talk is."""
    return translator(tag).gettext(_STAGES[value])


def reach(value: Reach, tag: str | None = None) -> str:
    """Who came to the telephone."""
    return translator(tag).gettext(_REACHES[value])


def result(value: Result, tag: str | None = None) -> str:
    """What the right person said."""
    return translator(tag).gettext(_RESULTS[value])


def state(value: State, tag: str | None = None) -> str:
    """How far an agreement is."""
    return translator(tag).gettext(_STATES[value])


def method(value: Method, tag: str | None = None) -> str:
    """How the customer pays, as in "by bank transfer"."""
    return translator(tag).gettext(_METHODS[value])


def follow_up(value: FollowUpKind, tag: str | None = None) -> str:
    """What comes back."""
    return translator(tag).gettext(_FOLLOW_UPS[value])


def ending(value: Ending, tag: str | None = None) -> str:
    """How a claim or a question of our own ended."""
    return translator(tag).gettext(_ENDINGS[value])


def holiday(code: str, tag: str | None = None) -> str:
    """The holiday with a code of `cockpit.core.calendar.holidays`."""
    return translator(tag).gettext(_HOLIDAYS[code])


def column(field: str, tag: str | None = None) -> str:
    """What a column of a ledger file means: a field of `cockpit.intake.layout.FIELDS`."""
    return translator(tag).gettext(_COLUMNS[field])


def cue(name: str, tag: str | None = None) -> str:
    """The direction beside a line with a name of `cockpit.playbook.CUES`; empty for no name."""
    return translator(tag).gettext(_CUES[name]) if name else ""


def move(value: Move, tag: str | None = None) -> str:
    """What a line of an objection card does."""
    return translator(tag).gettext(_MOVES[value])


def language(tag: str) -> str:
    """A language in its own words, so that whoever needs it can read it."""
    known = tag.partition("_")[0]
    return _LANGUAGES.get(known, known)
