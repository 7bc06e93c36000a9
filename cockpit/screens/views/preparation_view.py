"""The preparation in words: the items of the checklist, and the one line that is left of it in a call."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import cast

from cockpit.core.checklist import Item, Section, items_for
from cockpit.core.followup import Ending
from cockpit.core.money import Money
from cockpit.core.outcome import Reach
from cockpit.desk.calling import CallInHand
from cockpit.language import N_, _, amounts, dates, labels, ngettext, plan_sentences
from cockpit.language.preparation import GAPS, LABELS, kind_of
from cockpit.screens.views.whom_rows import HANDED, rows_after, rows_before, rows_between
from cockpit.widgets.checklist import CheckRow

# What the last talk left us comes first, gaps next: both change what is prepared.
_ORDER = (Section.HINT, Section.MISSING, Section.HISTORY, Section.FACTS, Section.PLAN)
_ASKED = {
    "course": N_("Enter: how did the delivery or the work go?"),
    "room": N_("Enter: for example 3 instalments, by 31 January, no discount"),
    "company": N_("Enter: annual accounts, creditworthiness?"),
}
_UNKNOWN = N_("unknown: Enter to write it")


def check_rows(hand: CallInHand) -> tuple[CheckRow, ...]:
    """The whole checklist of the debtor in hand; our own word to him stands first (S1.3)."""
    items = sorted(_items(hand), key=lambda i: _ORDER.index(i.section))
    first = tuple(rows_before(hand))
    told = any(row.id == HANDED for row in first)  # the card of who called before has the hint already
    hints = [_row(hand, item) for item in items if item.section is Section.HINT and not told]
    ours = [_row(hand, item) for item in items if kind_of(item.id) == "commitment"]
    rest = [_row(hand, i) for i in items if i.section is not Section.HINT and kind_of(i.id) != "commitment"]
    return (*ours, *first, *hints, *rows_between(hand), *rest, *rows_after(hand))


def recall(hand: CallInHand) -> str:
    """What of the preparation stays in sight during the call: last time's hint or else the goal; the room."""
    first = hand.standing.next_time or hand.call.answer_to("goal") or hand.playbook.goal
    return " · ".join(p for p in (first, hand.call.answer_to("room")) if p)


def _items(hand: CallInHand) -> tuple[Item, ...]:
    s = hand.session
    return items_for(hand.account, hand.standing, hand.call, s.today(), s.rules(), s.settings.zone)


def _row(hand: CallInHand, item: Item) -> CheckRow:
    kind = kind_of(item.id)
    written = hand.call.answer_to(item.id)
    if item.section is Section.MISSING:
        text = _(GAPS[kind]).format(amounts=_amounts(item.values.get("amounts", ())))
        value = " · ".join(part for part in (text, written) if part)
        return CheckRow(item.id, "!", value, tickable=False, tone="" if written else "missing")
    value = _value(hand, kind, item)
    if written:
        value = _with_written(hand, item, value, written)
    return CheckRow(
        id=item.id,
        label=_(LABELS[kind]),
        value=value or _(_ASKED.get(kind, _UNKNOWN)),
        ticked=item.id in hand.call.ticks,
        tickable=item.tickable,
        tone=_tone(item) if value else "missing",
    )


def _with_written(hand: CallInHand, item: Item, value: str, written: str) -> str:
    """What the collector wrote at an item; how far we go also as it was understood: he is held to it."""
    if not item.tickable:
        return " · ".join(part for part in (value, written) if part)
    limits = plan_sentences.room(hand.understood.room) if item.id == "room" else ""
    return f"{written} = {limits}" if limits else written


def _is_late(item: Item) -> bool:
    return bool(item.values.get("late")) or item.values.get("found") is False


def _tone(item: Item) -> str:
    if item.section is Section.HINT:
        return "hint"
    if item.values.get("broken") or _is_late(item):
        return "overdue"
    return "promised" if item.section is Section.HISTORY and kind_of(item.id) == "promise" else ""


def _value(hand: CallInHand, kind: str, item: Item) -> str:
    say = _SAY.get(kind)
    return say(hand, item.values) if say and item.values else _default(hand, kind)


def _questions(hand: CallInHand) -> str:
    return "\n".join(hand.playbook.questions)


def _default(hand: CallInHand, kind: str) -> str:
    return {"goal": hand.playbook.goal, "questions": _questions(hand)}.get(kind, "")


_Values = Mapping[str, object]


def _list(key: str) -> Callable[[CallInHand, _Values], str]:
    return lambda _hand, values: ", ".join(cast(Iterable[str], values[key]))


def _text(key: str) -> Callable[[CallInHand, _Values], str]:
    return lambda _hand, values: str(values[key] or "")


def _reminders(_hand: CallInHand, values: _Values) -> str:
    count = values["count"]
    if not isinstance(count, int):
        return ""
    return ngettext("{n} sent", "{n} sent", count).format(n=count) if count else _("none sent")


def _amounts(values: object) -> str:
    return " + ".join(amounts.money(money) for money in cast(Iterable[Money], values))


def _due(_hand: CallInHand, values: _Values) -> str:
    days = cast(int, values["days"])
    late = ngettext("{n} day late", "{n} days late", days).format(n=days) if days else _("not due yet")
    return f"{dates.day(cast(date, values['due']), None, 'medium')} · {late}"


def _contact(_hand: CallInHand, values: _Values) -> str:
    name = str(values["name"])
    return _("{name} (spoken to last time)").format(name=name) if name and values["spoken"] else name


def _last_call(hand: CallInHand, values: _Values) -> str:
    at = cast(datetime, values["at"]).astimezone(hand.session.zone)
    reach = values["reach"]
    vain = cast(int, values["in_vain"])
    parts = [dates.moment(at, None, "short")]
    if isinstance(reach, Reach):
        parts.append(labels.reach(reach).lower())
    if vain:
        parts.append(ngettext("{n} attempt in vain", "{n} attempts in vain", vain).format(n=vain))
    return " · ".join(parts)


def _commitment(hand: CallInHand, values: _Values) -> str:
    due = cast(datetime, values["due"]).astimezone(hand.session.zone)
    return f"{values['what']} · {dates.moment(due, None, 'short')}"


def _promise(_hand: CallInHand, values: _Values) -> str:
    day = dates.day(cast(date, values["due"]), None, "short")
    text = f"{amounts.money(cast(Money, values['amount']))} · {day}"
    return f"{text} · {_('not kept')}" if values["broken"] else text


def _claim(hand: CallInHand, values: _Values) -> str:
    at = dates.day(cast(datetime, values["at"]).astimezone(hand.session.zone), None, "short")
    ending = Ending.TRUE if values["found"] else Ending.NOT_TRUE
    return " · ".join(p for p in (f"{at}: {labels.ending(ending)}", str(values["what"])) if p)


def _ring_back(hand: CallInHand, values: _Values) -> str:
    due = cast(datetime, values["due"]).astimezone(hand.session.zone)
    when = dates.moment(due, None, "short") if values["timed"] else dates.day(due.date(), None, "short")
    return " · ".join(p for p in (when, str(values["what"])) if p)


def _dispute(_hand: CallInHand, values: _Values) -> str:
    numbers = ", ".join(cast(Iterable[str], values["numbers"])) or _("everything")
    return " · ".join(p for p in (numbers, str(values["reason"])) if p)


_SAY: Mapping[str, Callable[[CallInHand, _Values], str]] = {
    "next-time": _text("text"),
    "invoices": _list("numbers"),
    "delivered": _list("what"),
    "reminders": _reminders,
    "amount": lambda _hand, values: _amounts(values["amounts"]),
    "due": _due,
    "goal": lambda hand, _values: hand.playbook.goal,
    "questions": lambda hand, _values: _questions(hand),
    "company": _text("number"),
    "contact": _contact,
    "last-call": _last_call,
    "commitment": _commitment,
    "promise": _promise,
    "claim": _claim,
    "ring-back": _ring_back,
    "dispute": _dispute,
}
