"""The words that fill the script: this debtor's names, amounts and days, in his own language.

What each field means is written in `cockpit.playbook.fields`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from cockpit.core.agreement import ENDED, Method, Promise, unkept
from cockpit.core.calendar import is_working_day
from cockpit.core.call import Phase
from cockpit.core.followup import FollowUpKind
from cockpit.core.ledger import Debtor, Invoice
from cockpit.core.text import clean_line, fold
from cockpit.desk.calling import CallInHand
from cockpit.language import labels, translator
from cockpit.language.amounts import money
from cockpit.language.dates import day as say_day
from cockpit.language.dates import moment as say_moment
from cockpit.language.names import spoken_name

_NOON = 12
_EVENING = 18
_DELIVERED = 3
_DAY = timedelta(days=1)


def tag_of(debtor: Debtor, language: str) -> str:
    """The language of the talk with the formats of the debtor's country, such as `nl_BE`."""
    return f"{language}_{debtor.country}" if language == "nl" and debtor.country == "BE" else language


def script_fields(hand: CallInHand) -> dict[str, str]:
    """Every field of the script that is known now. One that is not known is left out: a visible gap."""
    tag = tag_of(hand.account.debtor, hand.call.language)
    invoices = [i for i in hand.understood.covers if not i.is_credit]
    known = {
        "greeting": _greeting(hand.session.local_now().hour, tag),
        **_people(hand, tag),
        **_invoice_fields(hand, invoices, tag),
        **_agreement_fields(hand, tag),
        **_payment_days(hand, invoices, tag),
        **_promise_of_then(hand, tag),
        "ring_back_what": _ring_back_what(hand),
    }
    return {name: text for name, text in known.items() if text}


def _greeting(hour: int, tag: str) -> str:
    _ = translator(tag).gettext
    if hour < _NOON:
        return _("good morning")
    return _("good afternoon") if hour < _EVENING else _("good evening")


def _people(hand: CallInHand, tag: str) -> dict[str, str]:
    settings, debtor, last = hand.session.settings, hand.account.debtor, hand.standing.last_contact
    caller = hand.call.caller or settings.caller
    known = clean_line(hand.call.contact) or hand.call.answer_to("contact") or last or debtor.contact_person
    himself = fold(caller) == fold(settings.bookkeeper)
    return {
        "debtor": debtor.name,
        "contact": spoken_name(known, tag),
        "last_contact": spoken_name(last, tag),
        "caller": caller,
        "firm": settings.firm,
        "bookkeeper": "" if himself else settings.bookkeeper,
        "call_back_number": settings.phone,
    }


def _invoice_fields(hand: CallInHand, invoices: Sequence[Invoice], tag: str) -> dict[str, str]:
    """What the call is about: the covered invoices, oldest first."""
    noted = {"delivered": hand.call.answer_to("delivered")}
    if not invoices:
        return noted
    first, total = invoices[0], hand.understood.covered_total
    late = first.days_overdue(hand.session.today())
    ngettext = translator(tag).ngettext
    count = len(invoices)
    what = list(dict.fromkeys(i.description for i in invoices if i.description))[:_DELIVERED]
    return {
        "invoice": first.number if count == 1 else "",
        "invoices": ngettext("{n} invoice", "{n} invoices", count).format(n=count),
        "description": first.description if count == 1 else "",
        "delivered": noted["delivered"] or ", ".join(what),
        "amount": money(total, tag) if total is not None and total.amount > 0 else "",
        "due_day": say_day(first.due_date, tag),
        "days_overdue": ngettext("{n} day", "{n} days", late).format(n=late) if late else "",
    }


def _agreement_fields(hand: CallInHand, tag: str) -> dict[str, str]:
    """What is agreed so far; nothing before the talk."""
    if hand.call.phase is Phase.PREPARE:
        return {}
    understood = hand.understood
    fields = {
        "if_we": clean_line(hand.call.entry.if_we),
        "in_return": understood.concession.what if understood.concession else "",
    }
    if understood.day:
        other = understood.method is Method.OTHER
        fields["agreed_day"] = say_day(understood.day, tag)
        fields["agreed_method"] = "" if other else labels.method(understood.method, tag)
    if understood.amount:
        fields["agreed_amount"] = money(understood.amount, tag)
    if understood.commitment:
        local = understood.commitment.due.astimezone(hand.session.zone)
        fields["if_we_by"] = say_moment(local, tag)
    return fields


def _payment_days(hand: CallInHand, invoices: Sequence[Invoice], tag: str) -> dict[str, str]:
    """The days that we propose and the day on which we need the money, which is the last of them."""
    countries = {hand.account.debtor.country, hand.session.settings.country}
    due = min((i.due_date for i in invoices), default=None)
    first, second = payment_days(
        hand.session.today(), lambda day: all(is_working_day(day, country) for country in countries), due
    )
    return {
        "option_1": say_day(first, tag),
        "option_2": say_day(second, tag),
        "need_day": say_day(second, tag),
    }


def payment_days(today: date, works: Callable[[date], bool], due: date | None = None) -> tuple[date, date]:
    """Two different days after `today` on which `works` is true, this week's first (S1.1, S1.2).

    The next working day, and the last one of this week or else the second one after it. Nothing is asked
    before its time: for what falls due later (`due`), the last working day until then and the second one
    before that.
    """
    first = _working_day(today, works, 1)
    sunday = today + timedelta(days=6 - today.weekday())
    last = _working_day(sunday + _DAY, works, -1)
    second = last if last > first else _working_day(first, works, 2)
    if due is None or due <= second:
        return first, second
    until = _working_day(due + _DAY, works, -1)
    return max(first, _working_day(until, works, -2)), until


def _working_day(day: date, works: Callable[[date], bool], steps: int) -> date:
    """The so-manieth working day after a day; with negative steps before it."""
    step = _DAY if steps > 0 else -_DAY
    for _ in range(abs(steps)):
        day += step
        while not works(day):
            day += step
    return day


def promise_of_then(hand: CallInHand) -> Promise | None:
    """The promise that the talk is about: the first whose day has passed without the money, or else the
    next one to fall due; None when nothing is promised."""
    running = [a for a in hand.standing.agreements if a.state not in ENDED]
    promises = sorted((p for a in running for p in unkept(a, hand.account.invoices)), key=lambda p: p.due)
    return next(iter(promises), None)


def _promise_of_then(hand: CallInHand, tag: str) -> dict[str, str]:
    promise = promise_of_then(hand)
    if promise is None:
        return {}
    return {"then_amount": money(promise.amount, tag), "then_day": say_day(promise.due, tag)}


def _ring_back_what(hand: CallInHand) -> str:
    """What the ring-back is about: of several the one that is due first."""
    agreed = [f for f in hand.standing.follow_ups if f.kind is FollowUpKind.RING_BACK and f.what]
    return min(agreed, key=lambda f: f.due).what if agreed else ""
