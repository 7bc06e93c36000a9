"""The agreement panel in words: every field read back in full, and what is still vague."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cockpit.core.agreement import Method
from cockpit.core.text import clean_line
from cockpit.desk import moments
from cockpit.desk.agreeing import Understood
from cockpit.desk.calling import CallInHand
from cockpit.language import (
    N_,
    _,
    amounts,
    dates,
    labels,
    money_sentences,
    ngettext,
    plan_sentences,
    sentences,
)
from cockpit.widgets.agreement_form import FormView

_NOTES = {
    "more-than-open": N_("more than is open"),
    "part": N_("a part of what is open"),
}
_MISSING = {
    "amount": N_("an amount"),
    "when": N_("a day"),
    "room": N_("a reason to go further than was set beforehand"),
    "if_we": N_("what we do ourselves"),
    "if_we_by": N_("the day on which we do our half"),
}
_NAMED = 3
"""How many invoices are named one by one; of the others only the number is said."""


def form_view(
    hand: CallInHand, method_key: str, plan_key: str = "", undo_key: str = "", moment_key: str = ""
) -> FormView:
    """What the agreement panel shows; the keys change the way of paying, make a plan, take back, and take the
    first of the days that are offered."""
    understood = hand.understood
    status, tone = _status(hand, understood)
    method = labels.method(Method(hand.call.entry.method))
    return FormView(
        entry=hand.call.entry,
        said={**_said(hand, understood, plan_key), **_given(understood)},
        wrong=_wrong(understood),
        method=_("by {method}  ({key} changes)").format(method=method, key=method_key),
        covers=_covers(understood),
        status=status,
        status_tone=tone,
        moments=_moments(hand, understood),
        moment_key=moment_key,
        dropped=plan_sentences.dropped(undo_key),
    )


def _moments(hand: CallInHand, understood: Understood) -> list[tuple[str, str, str]]:
    """The days that we offer, as long as there is no plan."""
    if understood.plan is not None or not hand.call.is_live:
        return []
    days = enumerate(understood.offered, 1)
    return [(str(n), dates.day(day, None, "short"), moments.as_typed(day)) for n, day in days]


def _said(hand: CallInHand, understood: Understood, plan_key: str) -> dict[str, str]:
    said: dict[str, str] = {}
    if understood.amount:
        said["amount"] = amounts.money(understood.amount)
    if understood.plan:
        said["when"] = plan_sentences.in_short(understood.plan)
    elif understood.day:
        said["when"] = dates.day(understood.day)
    if understood.commitment:
        said["if_we_by"] = dates.moment(understood.commitment.due.astimezone(hand.session.zone))
    for name, code in understood.notes.items():
        if name in said:
            said[name] += f" · {_(_NOTES[code]) if code in _NOTES else sentences.day_note(code)}"
    for name in understood.uncertain:
        if name in said:
            said[name] += " ?"
    if understood.day:
        said["when"] = "\n".join([said["when"], *_about_day(hand, understood, plan_key)])
    return said


def _about_day(hand: CallInHand, understood: Understood, plan_key: str) -> Iterator[str]:
    """What is worth saying about the day: it goes further than was set, or it is later than we offer."""
    beyond = clean_line(hand.call.entry.beyond)
    if beyond:
        yield _("→ further than set, because: {why}").format(why=beyond)
    elif understood.passed:
        limits = " · ".join(plan_sentences.limit(breach) for breach in understood.passed)
        yield _("✗ {limits} ({key} goes further)").format(limits=limits, key=plan_key)
    elif understood.plan is None and understood.day:
        day = moments.rather(understood.day, understood.offered)
        if day is not None and hand.call.is_live:
            yield _("→ rather {day}: name our need").format(day=dates.day(day, None, "short"))


def _wrong(understood: Understood) -> dict[str, str]:
    wrong = {name: sentences.not_understood(error) for name, error in understood.refused.items()}
    if understood.not_given is not None:
        wrong["in_return"] = money_sentences.not_given(understood.not_given)
    return wrong


def _given(understood: Understood) -> dict[str, str]:
    """What was made up as a concession, beside its words: what, what it costs us, what stands against it."""
    terms = understood.concession.terms if understood.concession else None
    if terms is None:
        return {}
    value = amounts.money(terms.value) if terms.value is not None else ""
    asked = _("against it: {what}").format(what=terms.in_return) if terms.in_return else ""
    by = dates.day(terms.by, None, "short") if terms.by else ""
    return {"in_return": " · ".join(filter(None, (money_sentences.gift(terms.gift), value, asked, by)))}


def _covers(understood: Understood) -> str:
    numbers = [invoice.number for invoice in understood.covers]
    parts = []
    if numbers:
        text = ngettext("for {n} invoice: {list}", "for {n} invoices: {list}", len(numbers))
        parts.append(text.format(n=len(numbers), list=_listed(numbers)))
    if "covers" in understood.notes:
        parts.append(_("not what is in another currency"))
    if understood.gone:
        parts.append(_("no longer open: {list}").format(list=_listed(understood.gone)))
    return " · ".join(parts)


def _listed(numbers: Sequence[str]) -> str:
    return ", ".join([*numbers[:_NAMED], *(["…"] if len(numbers) > _NAMED else [])])


def _status(hand: CallInHand, understood: Understood) -> tuple[str, str]:
    if hand.call.entry.is_empty and "if_we" not in understood.vague:
        return _("nothing agreed yet"), "muted"
    if understood.vague:
        missing = ", ".join(_(_MISSING[name]) for name in understood.vague)
        return _("still vague: {missing}").format(missing=missing), "gap"
    mark = "●" if hand.call.read_back else "○"
    return _("{mark} read back  ○ mailed  ○ confirmed").format(mark=mark), "done"
