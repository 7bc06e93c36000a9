"""The words that fill the script: this debtor's names, amounts and days, in his own language.

What each field means is written in `cockpit.playbook.fields`.
"""

from __future__ import annotations

from collections.abc import Sequence

from cockpit.core.agreement import Method, Promise, unkept
from cockpit.core.call import Phase
from cockpit.core.followup import FollowUpKind
from cockpit.core.ledger import Debtor, Invoice
from cockpit.core.money import totals
from cockpit.core.text import clean_line
from cockpit.desk.calling import CallInHand
from cockpit.desk.moments import SPOKEN
from cockpit.desk.who_calls import bookkeeper_for, caller_of
from cockpit.language import labels, plan_sentences, translator
from cockpit.language.amounts import money
from cockpit.language.dates import day as say_day
from cockpit.language.dates import moment as say_moment
from cockpit.language.names import spoken_name

_NOON = 12
_EVENING = 18
_DELIVERED = 3


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
        **_payment_days(hand, tag),
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
    known = clean_line(hand.call.contact) or hand.call.answer_to("contact") or last or debtor.contact_person
    return {
        "debtor": debtor.name,
        "contact": spoken_name(known, tag),
        "last_contact": spoken_name(last, tag),
        "caller": caller_of(hand),
        "firm": settings.firm,
        "bookkeeper": bookkeeper_for(hand),
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
    if understood.plan:
        fields["agreed_amount"] = plan_sentences.said_amounts(understood.plan.terms, tag)
        fields["agreed_day"] = plan_sentences.said_days(understood.plan.terms, tag)
    if understood.commitment:
        local = understood.commitment.due.astimezone(hand.session.zone)
        fields["if_we_by"] = say_moment(local, tag)
    return fields


def _payment_days(hand: CallInHand, tag: str) -> dict[str, str]:
    """The days that we propose and the day on which we need the money, which is the last that is named."""
    first, second = hand.understood.offered[:SPOKEN]
    return {
        "option_1": say_day(first, tag),
        "option_2": say_day(second, tag),
        "need_day": say_day(second, tag),
    }


def promise_of_then(hand: CallInHand) -> Promise | None:
    """The promise that the talk is about: the first whose day has passed without the money, or else the
    next one to fall due; None when nothing is promised."""
    return next(iter(_promises_of_then(hand)), None)


def _promises_of_then(hand: CallInHand) -> list[Promise]:
    """All that is promised and did not come in, first due first."""
    tolerance = hand.session.rules().tolerance
    running = [a for a in hand.standing.agreements if not a.is_over]
    waiting = (p for a in running for p in unkept(a, hand.account.invoices, tolerance))
    return sorted(waiting, key=lambda p: p.due)


def _promise_of_then(hand: CallInHand, tag: str) -> dict[str, str]:
    """Of several instalments whose day has passed, the sum and every day."""
    waiting = _promises_of_then(hand)
    if not waiting:
        return {}
    today, grace = hand.session.today(), hand.session.rules().grace_days
    currency = waiting[0].amount.currency
    missed = [p for p in waiting if (today - p.due).days > grace and p.amount.currency == currency]
    missed = missed or waiting[:1]
    *days, last = (say_day(p.due, tag) for p in missed)
    joined = translator(tag).gettext("{days} and {day}").format(days=", ".join(days), day=last)
    return {
        "then_amount": money(totals(p.amount for p in missed)[currency], tag),
        "then_day": joined if days else last,
    }


def _ring_back_what(hand: CallInHand) -> str:
    """What the ring-back is about: of several the one that is due first."""
    agreed = [f for f in hand.standing.follow_ups if f.kind is FollowUpKind.RING_BACK and f.what]
    return min(agreed, key=lambda f: f.due).what if agreed else ""
