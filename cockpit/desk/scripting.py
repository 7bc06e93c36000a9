"""The words that fill the script: this debtor's names, amounts and days, in his own language."""

from __future__ import annotations

from datetime import date, timedelta

from cockpit.core.agreement import Agreement
from cockpit.core.calendar import is_working_day, next_working_day
from cockpit.core.call import Call, Phase
from cockpit.core.ledger import Account, Debtor
from cockpit.desk.agreeing import Understood, proposal
from cockpit.desk.calling import CallInHand
from cockpit.language import labels, translator
from cockpit.language.amounts import money
from cockpit.language.dates import day as say_day
from cockpit.language.dates import moment as say_moment

_NOON = 12
_EVENING = 18


def tag_of(debtor: Debtor, language: str) -> str:
    """The language of the talk with the formats of the debtor's country, such as `nl_BE`."""
    return f"{language}_{debtor.country}" if language == "nl" and debtor.country == "BE" else language


def script_fields(hand: CallInHand) -> dict[str, str]:
    """Every field of the script that is known now. One that is not known is left out: a visible gap."""
    call, account, session = hand.call, hand.account, hand.session
    tag = tag_of(account.debtor, call.language)
    today = session.today()
    settings = session.settings
    known = {
        "greeting": _greeting(session.local_now().hour, tag),
        "debtor": account.debtor.name,
        "contact": call.contact or hand.standing.last_contact or account.debtor.contact_person,
        "last_contact": hand.standing.last_contact,
        "caller": call.caller or settings.caller,
        "firm": settings.firm,
        "bookkeeper": settings.bookkeeper,
        "call_back_number": settings.phone,
        **_invoice_fields(hand, account, today, tag),
        **_agreement_fields(call, hand.understood, hand, tag),
        **_payment_days(account.debtor.country, today, tag),
        **_promise_of_then(hand, tag),
        **_ring_back(hand),
    }
    return {name: text for name, text in known.items() if text}


def _greeting(hour: int, tag: str) -> str:
    _ = translator(tag).gettext
    if hour < _NOON:
        return _("good morning")
    return _("good afternoon") if hour < _EVENING else _("good evening")


def _invoice_fields(hand: CallInHand, account: Account, today: date, tag: str) -> dict[str, str]:
    invoices = hand.understood.covers or proposal(account, hand.standing, today)
    owed = [i for i in invoices if not i.is_credit]
    if not owed:
        return {}
    first = owed[0]
    total = hand.understood.covered_total or account.open_total()
    late = first.days_overdue(today)
    ngettext = translator(tag).ngettext
    only = len(owed) == 1
    return {
        "invoice": first.number if only else "",
        "invoices": ngettext("{n} invoice", "{n} invoices", len(owed)).format(n=len(owed)),
        "description": first.description if only else "",
        "delivered": hand.call.answer_to("delivered") or first.description,
        "amount": money(total, tag),
        "due_day": say_day(first.due_date, tag),
        "days_overdue": ngettext("{n} day", "{n} days", late).format(n=late) if late else "",
    }


def _agreement_fields(call: Call, understood: Understood, hand: CallInHand, tag: str) -> dict[str, str]:
    if call.phase is Phase.PREPARE:
        return {}
    fields = {"in_return": understood.concession.what if understood.concession else ""}
    if understood.day:
        fields["agreed_day"] = say_day(understood.day, tag)
        fields["agreed_method"] = labels.method(understood.method, tag)
    if understood.amount:
        fields["agreed_amount"] = money(understood.amount, tag)
    if understood.commitment:
        fields["if_we"] = understood.commitment.what
        local = understood.commitment.due.astimezone(hand.session.zone)
        fields["if_we_by"] = say_moment(local, tag)
    elif call.entry.if_we:
        fields["if_we"] = call.entry.if_we
    return fields


def _payment_days(country: str, today: date, tag: str) -> dict[str, str]:
    """Two working days that suit us, this week first (S1.1, S1.2), and the day on which we need it."""
    first = next_working_day(today, country, 1)
    friday = today + timedelta(days=(4 - today.weekday()) % 7)
    second = (
        friday if friday > first and is_working_day(friday, country) else next_working_day(first, country, 2)
    )
    return {
        "option_1": say_day(first, tag),
        "option_2": say_day(second, tag),
        "need_day": say_day(second, tag),
    }


def promise_of_then(hand: CallInHand) -> Agreement | None:
    """The open agreement with a promise that was made last."""
    made = [a for a in hand.standing.agreements if a.promises]
    return max(made, key=lambda a: a.made_at) if made else None


def _promise_of_then(hand: CallInHand, tag: str) -> dict[str, str]:
    agreement = promise_of_then(hand)
    if agreement is None:
        return {}
    promise = agreement.promises[0]
    return {"then_amount": money(promise.amount, tag), "then_day": say_day(promise.due, tag)}


def _ring_back(hand: CallInHand) -> dict[str, str]:
    for follow_up in hand.standing.follow_ups:
        if follow_up.kind == "ring-back" and follow_up.what:
            return {"ring_back_what": follow_up.what}
    return {}
