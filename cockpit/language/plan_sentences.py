"""A payment plan in words: as it is said, as it is read on the screen, and why something is none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import Protocol

from cockpit.core.money import Money
from cockpit.core.plan import Plan, Problem, Rhythm
from cockpit.core.room import Breach, Limit, Room
from cockpit.language.amounts import money
from cockpit.language.catalogue import N_, translator
from cockpit.language.dates import day

SPOKEN = 3
"""How many days of equal instalments are named one by one in a sentence that somebody has to hear."""

_RHYTHMS: Mapping[Rhythm, str] = {
    Rhythm.WEEKLY: N_("every week"),
    Rhythm.FORTNIGHTLY: N_("every two weeks"),
    Rhythm.MONTHLY: N_("every month"),
}
_GAPS = {Rhythm.WEEKLY: range(4, 11), Rhythm.FORTNIGHTLY: range(11, 18), Rhythm.MONTHLY: range(24, 38)}
"""The days between two instalments: a weekend or a holiday may lie on the day that was wished."""

_TIMES: Sequence[str] = (
    N_("twice"),
    N_("three times"),
    N_("four times"),
    N_("five times"),
    N_("six times"),
    N_("seven times"),
    N_("eight times"),
    N_("nine times"),
    N_("ten times"),
    N_("eleven times"),
    N_("twelve times"),
)
_PROBLEMS: Mapping[Problem, str] = {
    Problem.NOTHING_TO_COVER: N_("nothing is open"),
    Problem.NO_TERMS: N_("a plan has at least one instalment"),
    Problem.TOO_MANY_TERMS: N_("at most 120 instalments"),
    Problem.TERM_IS_NOTHING: N_("an instalment is more than zero"),
    Problem.MORE_THAN_LEFT: N_("that is more than what is still left"),
    Problem.SAME_DAY: N_("another instalment is already due that day"),
    Problem.DAY_TOO_FAR: N_("that day is too far away"),
    Problem.OTHER_CURRENCY: N_("one currency in a plan"),
    Problem.DOES_NOT_ADD_UP: N_("the instalments do not add up"),
}
_BREACHES: Mapping[Limit, str] = {
    Limit.TERMS: N_("{asked} instalments, set beforehand: at most {allowed}"),
    Limit.LAST_DAY: N_("all paid on {asked}, set beforehand: {allowed} at the latest"),
    Limit.DISCOUNT: N_("{asked} discount, set beforehand: at most {allowed}"),
}


class Payment(Protocol):
    """One instalment: a term of a plan, or a promise."""

    @property
    def amount(self) -> Money: ...

    @property
    def due(self) -> date: ...


def rhythm(value: Rhythm, tag: str | None = None) -> str:
    """How often is paid."""
    return translator(tag).gettext(_RHYTHMS[value])


def problem(value: Problem, tag: str | None = None) -> str:
    """Why something is no plan."""
    return translator(tag).gettext(_PROBLEMS[value])


def breach(value: Breach, tag: str | None = None) -> str:
    """Which limit is passed, and by how much."""
    words = {"asked": _value(value.asked, tag), "allowed": _value(value.allowed, tag)}
    return translator(tag).gettext(_BREACHES[value.limit]).format(**words)


def limit(value: Breach, tag: str | None = None) -> str:
    """The limit itself, in a few words."""
    allowed = value.allowed
    if isinstance(allowed, Money):
        return room(Room(most_discount=allowed), tag)
    return room(Room(last_day=allowed) if isinstance(allowed, date) else Room(allowed), tag)


def room(value: Room, tag: str | None = None) -> str:
    """The limits as they were understood; empty when there are none."""
    _, ngettext = translator(tag).gettext, translator(tag).ngettext
    parts = []
    if value.most_terms is not None:
        count = value.most_terms
        text = ngettext("at most {n} instalment", "at most {n} instalments", count).format(n=count)
        parts.append(_("in one payment") if count == 1 else text)
    if value.last_day is not None:
        parts.append(_("all paid by {day}").format(day=day(value.last_day, tag, "medium")))
    if value.most_discount is not None:
        text = _("at most {amount} discount").format(amount=money(value.most_discount, tag))
        parts.append(text if value.most_discount else _("no discount"))
    return " · ".join(parts)


def dropped(key: str, tag: str | None = None) -> str:
    """What is said when something else takes the place of a plan; `key` takes that back."""
    text = translator(tag).gettext("There is no plan any more: it is one payment. {key} brings it back.")
    return text.format(key=key)


def in_short(plan: Plan, tag: str | None = None) -> str:
    """The plan in one line of a narrow pane: how many instalments, and the last one."""
    ngettext = translator(tag).ngettext
    count, last = len(plan.terms), plan.terms[-1]
    return ngettext(
        "{n} instalment: {amount} on {day}", "{n} instalments, the last {amount} on {day}", count
    ).format(n=count, amount=money(last.amount, tag), day=day(last.due, tag, "medium"))


def said_amounts(payments: Sequence[Payment], tag: str | None = None) -> str:
    """The amounts as they are said: "three times €614.17"."""
    return _joined([_times(run, tag) for run in _runs(payments)], tag)


def said_days(payments: Sequence[Payment], tag: str | None = None) -> str:
    """The days as they are said: one by one up to three, else the first, how often, and the last."""
    return _days([payment.due for payment in payments], tag)


def said(payments: Sequence[Payment], tag: str | None = None) -> str:
    """Every instalment as it is said: equal ones are taken together, each with its day."""
    _ = translator(tag).gettext
    parts = []
    for run in _runs(payments):
        text = _("{amount} on {day}") if len(run) == 1 else _("{amount}, on {day}")
        parts.append(text.format(amount=_times(run, tag), day=_days([payment.due for payment in run], tag)))
    return _joined(parts, tag)


def _runs(payments: Sequence[Payment]) -> list[list[Payment]]:
    runs: list[list[Payment]] = []
    for payment in payments:
        if runs and runs[-1][0].amount == payment.amount:
            runs[-1].append(payment)
        else:
            runs.append([payment])
    return runs


def _times(run: Sequence[Payment], tag: str | None) -> str:
    _ = translator(tag).gettext
    amount, count = money(run[0].amount, tag), len(run)
    if count == 1:
        return amount
    times = _(_TIMES[count - 2]) if count < len(_TIMES) + 2 else _("{n} times").format(n=count)
    return _("{times} {amount}").format(times=times, amount=amount)


def _days(days: Sequence[date], tag: str | None) -> str:
    _ = translator(tag).gettext
    first, last = day(days[0], tag), day(days[-1], tag)
    if len(days) == 1:
        return first
    if len(days) <= SPOKEN:
        named = ", ".join(day(d, tag) for d in days[:-1])
        return _("{first} and {last}").format(first=named, last=last)
    often = _rhythm_of(days)
    if often is None:
        return _("{n} days from {first} to {last}").format(n=len(days), first=first, last=last)
    return _("{first} and then {often} until {last}").format(first=first, often=rhythm(often, tag), last=last)


def _rhythm_of(days: Sequence[date]) -> Rhythm | None:
    """How often is paid, as far as the days themselves say."""
    gaps = [(later - earlier).days for earlier, later in pairwise(days)]
    return next((rhythm for rhythm, near in _GAPS.items() if all(gap in near for gap in gaps)), None)


def _joined(parts: Sequence[str], tag: str | None) -> str:
    _ = translator(tag).gettext
    if len(parts) == 1:
        return parts[0]
    return _("{first}, and then {last}").format(first="; ".join(parts[:-1]), last=parts[-1])


def _value(value: int | date | Money, tag: str | None) -> str:
    if isinstance(value, Money):
        return money(value, tag)
    return day(value, tag, "medium") if isinstance(value, date) else str(value)
