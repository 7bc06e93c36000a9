"""The sentences for the codes of other rooms: why somebody is in the queue, and what went wrong."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, tzinfo

from cockpit.core.money import Money
from cockpit.core.reason import Reason, ReasonCode
from cockpit.core.text import clean_line, shorten
from cockpit.language import amounts, damage_sentences, dates, labels
from cockpit.language.catalogue import N_, NN_, translator
from cockpit.language.errors import NotUnderstood
from cockpit.language.intake_sentences import INTAKE
from cockpit.language.system_errors import in_words
from cockpit.store.port import StoreError

SHORT = 22
"""The width that a reason has on a row of the queue."""

Marked = str | tuple[str, str]
"""A text marked for translation, or the two forms of one that counts."""

_COUNTED = ("days", "count")

_REASONS: Mapping[ReasonCode, Marked] = {
    ReasonCode.COMMITMENT_OVERDUE: N_("Our own action was due on {due}"),
    ReasonCode.COMMITMENT_DUE: N_("Our own action is due today"),
    ReasonCode.RING_BACK: N_("Ring-back agreed for {due}"),
    ReasonCode.PROMISE_REVERSED: N_("{amount}, promised for {due}, was paid and booked back"),
    ReasonCode.PROMISE_BROKEN: NN_(
        "{amount} was promised for {due}, {days} day ago", "{amount} was promised for {due}, {days} days ago"
    ),
    ReasonCode.CLAIM_NOT_FOUND: N_("Looked up on {since}, not found"),
    ReasonCode.PROMISE_DUE: N_("{amount} is promised for {due}"),
    ReasonCode.CONFIRMATION: N_("Summary mailed on {since}, receipt not confirmed yet"),
    ReasonCode.VERIFY: N_("To be verified by {due}"),
    ReasonCode.CONSULT: N_("To be consulted about by {due}"),
    ReasonCode.OVERDUE: NN_(
        "{amount}, {days} day past the due date", "{amount}, {days} days past the due date"
    ),
    ReasonCode.COURTESY_AMOUNT: N_("Courtesy call about {amount}"),
    ReasonCode.COURTESY_NEW: N_("Courtesy call to a new customer, {amount}"),
    ReasonCode.PAUSED_PROMISE: N_("Waits for the promise of {amount} for {due}"),
    ReasonCode.PAUSED_DISPUTE: NN_("{count} invoice is contested", "{count} invoices are contested"),
    ReasonCode.PAUSED_CONTACTED: N_("Spoken to not long ago, again on {again}"),
    ReasonCode.PAUSED_NO_NUMBER: N_("No telephone number known"),
    ReasonCode.PAUSED_WRONG_NUMBER: N_("The telephone number is wrong"),
    ReasonCode.PAUSED_SKIPPED: N_("Set aside until {until}"),
    ReasonCode.PAUSED_DO_NOT_CALL: N_("Does not want to be called"),
    ReasonCode.PAUSED_RETRY: N_("Next attempt {due}"),
    ReasonCode.PAUSED_RING_BACK: N_("Ring-back agreed for {due}"),
    ReasonCode.PAUSED_HOLIDAY: N_("Holiday at the customer's: {day}"),
    ReasonCode.PAUSED_PAID: N_("The payment was seen, the ledger will show it; again on {again}"),
    ReasonCode.PAUSED_INSOLVENT: N_("Bankrupt or under administration: nobody rings"),
    ReasonCode.NOTHING_OWED: N_("Nothing to collect, balance {amount}"),
    ReasonCode.NOT_DUE: N_("Falls due on {due}"),
}
_SHORT_REASONS: Mapping[ReasonCode, str] = {
    ReasonCode.COMMITMENT_OVERDUE: N_("our action late"),
    ReasonCode.COMMITMENT_DUE: N_("our action today"),
    ReasonCode.RING_BACK: N_("ring {time}"),
    ReasonCode.PROMISE_REVERSED: N_("booked back"),
    ReasonCode.PROMISE_BROKEN: N_("broken {days} d"),
    ReasonCode.CLAIM_NOT_FOUND: N_("not found"),
    ReasonCode.PROMISE_DUE: N_("promise due"),
    ReasonCode.CONFIRMATION: N_("not confirmed"),
    ReasonCode.VERIFY: N_("to verify"),
    ReasonCode.CONSULT: N_("to consult"),
    ReasonCode.OVERDUE: N_("{amount} · {days} d"),
    ReasonCode.COURTESY_AMOUNT: N_("service · {amount}"),
    ReasonCode.COURTESY_NEW: N_("new customer"),
    ReasonCode.PAUSED_PROMISE: N_("promised {due}"),
    ReasonCode.PAUSED_DISPUTE: N_("{count} contested"),
    ReasonCode.PAUSED_CONTACTED: N_("again {again}"),
    ReasonCode.PAUSED_NO_NUMBER: N_("no number"),
    ReasonCode.PAUSED_WRONG_NUMBER: N_("number is wrong"),
    ReasonCode.PAUSED_SKIPPED: N_("aside to {until}"),
    ReasonCode.PAUSED_DO_NOT_CALL: N_("do not call"),
    ReasonCode.PAUSED_RETRY: N_("retry {due}"),
    ReasonCode.PAUSED_RING_BACK: N_("ring {due}"),
    ReasonCode.PAUSED_HOLIDAY: "{day}",
    ReasonCode.PAUSED_PAID: N_("paid, seen"),
    ReasonCode.PAUSED_INSOLVENT: N_("insolvent"),
    ReasonCode.NOTHING_OWED: N_("nothing to collect"),
    ReasonCode.NOT_DUE: N_("due {due}"),
}
_RING_BACK_ANY_TIME = N_("ring back")
_WITH_TIME = frozenset({ReasonCode.PAUSED_RETRY, ReasonCode.PAUSED_RING_BACK})
"""Codes whose sentence names the time of the clock; a ring-back does when the hour was agreed."""

_STORE: Mapping[str, str] = {
    "in-use": N_("Another cockpit has this workspace: {who}. Look around, but nothing is kept."),
    "left-behind": N_(
        "This workspace was not given back by {who}. Its last words were written on {last}. When that cockpit"
        " is certainly closed, “cockpit unlock” helps. Until then: look around, but nothing is kept."
    ),
    "read-only": N_("Nothing can be written in {path}: it is open for reading only."),
    "disk-full": N_("The disk is full: {path} cannot be written."),
    "unwritable": N_("This cannot be written: {reason} ({path})."),
    "in-the-way": N_(
        "{path} is in the way: the cockpit needs that name for something of its own. Give it another name, or"
        " move it elsewhere."
    ),
    "damaged": damage_sentences.DAMAGED,
    "missing": N_(
        "{path} is gone, and with it all that stood in it. If you have a copy of it, close the cockpit and"
        " put it back."
    ),
    "put-back": N_("Something else took {path} away while it was in use: it was written back, all of it."),
    "no-ledger": N_(
        "{path} is gone, though something was imported once. “cockpit restore” brings an earlier ledger back;"
        " or import a fresh export."
    ),
    "newer-version": N_("{path} is from a newer cockpit (version {found}; this one knows {known})."),
    "foreign": N_(
        "{path} is no workspace: it holds {name}, which is not the cockpit's. Nothing was changed. Choose"
        " another folder; “--workspace {inside}” makes one in it."
    ),
    "visited": N_(
        "Another cockpit worked in {path} meanwhile. What it saved stays, and is read here; a call that"
        " it saved is kept here as another one."
    ),
    "no-backup": N_("There is no backup with the name {name}."),
}
_NOT_UNDERSTOOD: Mapping[str, str] = {
    "empty": N_("Nothing typed yet."),
    "amount": N_("Not an amount. Like this: 1250.50"),
    "amount-currency": N_("Another currency; this is about {currency}."),
    "amount-negative": N_("An amount below zero."),
    "amount-zero": N_("The amount is zero."),
    "amount-decimals": N_("At most {digits} digits behind the decimal sign."),
    "amount-too-large": N_("That is too much for one amount."),
    "day": N_("Not a day. Like this: Fri, 27-11, +7"),
    "moment": N_("Not a day or a time. Like this: Fri 10:00, half past four"),
    "no-day": N_("“{text}”: on which day?"),
    "past": N_("That is over already."),
    "past-day": N_("Not a day that is behind us. Like this: 3-11"),
    "no-such-day": N_("That day does not exist."),
    "too-far": N_("That is more than ten years away."),
    "weekday-mismatch": N_("That date is {day}."),
    "clause": N_("Not a clause. Like this: 10 % min 40, or 25 + 10 %"),
}
_DAY_NOTES: Mapping[str, str] = {
    "same-weekday": N_("in a week, or today?"),
    "next-weekday": N_("next week, or this one?"),
    "which-week": N_("that week, or a later one?"),
    "rough": N_("which day exactly?"),
    "approximate": N_("on that day?"),
    "day-or-month": N_("the day first, then the month?"),
    "skipped-month": N_("this month is shorter"),
    "today": N_("today?"),
    "far": N_("more than a year away"),
    "weekend": N_("in the weekend"),
    "holiday": N_("not a working day"),
    "next-day": N_("over for today"),
    "clock-change": N_("the clock changes that night"),
}


class _Values(dict[str, str]):
    """What fills a sentence. A value that is missing must not cost the message."""

    def __missing__(self, key: str) -> str:
        return "…"


def reason(value: Reason, zone: tzinfo, tag: str | None = None) -> str:
    """Why a debtor has his place in the queue, as a sentence without a full stop; times in `zone`."""
    timed = value.code in _WITH_TIME or bool(value.values.get("timed"))
    words = {name: _shown(v, tag, zone, timed) for name, v in value.values.items()}
    if value.code is ReasonCode.PAUSED_HOLIDAY:
        words["day"] = labels.holiday(str(value.values["day"]), tag)
    sentence = _filled(_REASONS[value.code], words, tag)
    return f"{sentence}: {words['what']}" if words.get("what") else sentence


def reason_short(value: Reason, zone: tzinfo, tag: str | None = None) -> str:
    """The same in at most `SHORT` characters, for a row of the queue."""
    words = {name: _shown(v, tag, zone, False, short=True) for name, v in value.values.items()}
    text = _SHORT_REASONS[value.code]
    if value.code is ReasonCode.RING_BACK:
        text = text if value.values["timed"] else _RING_BACK_ANY_TIME
        words["time"] = _clock(value.values["due"], tag, zone)
    elif value.code is ReasonCode.PAUSED_HOLIDAY:
        words["day"] = labels.holiday(str(value.values["day"]), tag)
    elif value.code is ReasonCode.PAUSED_RING_BACK:
        words["due"] = _shown(value.values["due"], tag, zone, True)
    return shorten(_filled(text, words, tag), SHORT)


def store_error(error: StoreError, tag: str | None = None) -> str:
    """What the workspace could not do, as one or two sentences."""
    values = error.values
    if error.code in ("in-use", "left-behind"):
        values = {"who": who(values, tag), "last": _here_and_now(values.get("last"), tag)}
    if error.code == "damaged":
        return _filled(damage_sentences.damaged(values), {k: _shown(v, tag) for k, v in values.items()}, tag)
    if "reason" in values:
        values = {**values, "reason": in_words(str(values["reason"]), tag)}
    return _message(_STORE, error.code, values, tag)


def who(values: Mapping[str, object], tag: str | None = None) -> str:
    """Who has a workspace, where, and since when on the clock of this computer; `values` are those of
    `in-use`, as far as they are known."""
    known = {name: clean_line(str(values.get(name) or ""), 60) for name in ("person", "pid", "host")}
    text = N_("process {pid} on {host}")
    if known["person"] and values.get("since"):
        text = N_("{person} (process {pid} on {host}, since {since})")
    since = _here_and_now(values.get("since"), tag)
    return translator(tag).gettext(text).format(**known, since=since)


def _here_and_now(moment: object, tag: str | None) -> str:
    return dates.moment(moment.astimezone(), tag) if isinstance(moment, datetime) else "?"


def intake_problem(code: str, values: Mapping[str, object], tag: str | None = None) -> str:
    """What is the matter with a ledger file, a row of it or a column: a code of `cockpit.intake.problems`."""
    words = dict(values)
    for name in ("field", "missing"):
        if name in words:
            fields = str(words[name]).split(", ")
            words[name] = ", ".join(labels.column(field, tag).lower() for field in fields)
    if "due" in words:
        words["due"] = dates.day(date.fromisoformat(str(words["due"])), tag, "numeric")
    return _message(INTAKE, code, words, tag)


def not_understood(error: NotUnderstood, tag: str | None = None) -> str:
    """How to type it so that it is understood; it stands below the field."""
    return _message(_NOT_UNDERSTOOD, error.code, error.values, tag)


def day_note(code: str, tag: str | None = None) -> str:
    """What is worth a look about a day that was read (`DayReading.note_code`): a few words beside the day."""
    return _message(_DAY_NOTES, code, {}, tag)


def _message(
    table: Mapping[str, str] | Mapping[str, Marked], code: str, values: Mapping[str, object], tag: str | None
) -> str:
    words = {name: _shown(value, tag) for name, value in values.items()}
    return _filled(table.get(code, code), words, tag)


def _filled(marked: Marked, words: Mapping[str, str], tag: str | None) -> str:
    speech = translator(tag)
    if isinstance(marked, str):
        return speech.gettext(marked).format_map(_Values(words))
    count = next(int(words[name]) for name in _COUNTED if name in words)
    return speech.ngettext(*marked, count).format_map(_Values(words))


def _clock(due: object, tag: str | None, zone: tzinfo) -> str:
    return dates.clock(due.astimezone(zone), tag) if isinstance(due, datetime) else ""


def _shown(
    value: object, tag: str | None, zone: tzinfo | None = None, timed: bool = False, short: bool = False
) -> str:
    """A value as it stands in a sentence: money and days as the region writes them, text made harmless."""
    if isinstance(value, Money):
        return amounts.rounded(value, tag) if short else amounts.money(value, tag)
    if isinstance(value, datetime):
        local = value.astimezone(zone)
        return dates.moment(local, tag, "short") if timed else dates.day(local, tag, "short")
    if isinstance(value, date):
        return dates.day(value, tag, "full" if zone is None else "short")
    return clean_line(str(value))
