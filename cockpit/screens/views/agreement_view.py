"""The agreement panel in words: every field read back in full, and what is still vague."""

from __future__ import annotations

from collections.abc import Sequence

from cockpit.core.agreement import Method
from cockpit.desk.agreeing import Understood
from cockpit.desk.calling import CallInHand
from cockpit.language import N_, _, amounts, dates, labels, ngettext, sentences
from cockpit.widgets.agreement_form import FormView

_NOTES = {
    "more-than-open": N_("more than is open"),
    "part": N_("a part of what is open"),
}
_MISSING = {
    "amount": N_("an amount"),
    "when": N_("a day"),
    "if_we": N_("what we do ourselves"),
    "if_we_by": N_("the day on which we do our half"),
}
_NAMED = 3
"""How many invoices are named one by one; of the others only the number is said."""


def form_view(hand: CallInHand, method_key: str) -> FormView:
    """What the agreement panel shows; `method_key` is the key that changes the way of paying."""
    understood = hand.understood
    status, tone = _status(hand, understood)
    method = labels.method(Method(hand.call.entry.method))
    return FormView(
        entry=hand.call.entry,
        said=_said(hand, understood),
        wrong={name: sentences.not_understood(error) for name, error in understood.refused.items()},
        method=_("by {method}  ({key} changes)").format(method=method, key=method_key),
        covers=_covers(understood),
        status=status,
        status_tone=tone,
    )


def _said(hand: CallInHand, understood: Understood) -> dict[str, str]:
    said: dict[str, str] = {}
    if understood.amount:
        said["amount"] = amounts.money(understood.amount)
    if understood.day:
        said["when"] = dates.day(understood.day)
    if understood.commitment:
        said["if_we_by"] = dates.moment(understood.commitment.due.astimezone(hand.session.zone))
    for name, code in understood.notes.items():
        if name in said:
            said[name] += f" · {_(_NOTES[code]) if code in _NOTES else sentences.day_note(code)}"
    for name in understood.uncertain:
        if name in said:
            said[name] += " ?"
    return said


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
