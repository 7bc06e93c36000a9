"""The lines of `cockpit show`: invoices, calls, agreements and follow-ups as a person reads them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime
from zoneinfo import ZoneInfo

from cockpit.core.agreement import Agreement, Concession
from cockpit.core.call import Call
from cockpit.core.concession import Condition
from cockpit.core.followup import FollowUp
from cockpit.core.ledger import Account
from cockpit.core.standing import Standing
from cockpit.language import (
    _,
    amounts,
    contact_sentences,
    dates,
    labels,
    money_sentences,
    ngettext,
    source_sentences,
)


def invoice_rows(account: Account, standing: Standing, today: date) -> list[tuple[str, ...]]:
    """A row per open item under its heading; none without items."""
    rows = []
    for i in account.invoices:
        days = i.days_overdue(today)
        late = ngettext("{n} day late", "{n} days late", days).format(n=days) if days else ""
        marks = [
            _("contested") if standing.contests(i) else "",
            _("due date derived") if i.due_derived else "",
        ]
        about = " · ".join(filter(None, [i.description, *marks]))
        rows.append((i.number, _day(i.invoice_date), _day(i.due_date), late, amounts.money(i.open), about))
    head = (_("invoice"), _("date"), _("due"), "", _("open"), _("about"))
    return [head, *rows] if rows else []


def call_lines(call: Call, zone: ZoneInfo) -> Iterator[str]:
    """When, what for, what came of it, with whom; the notes below it."""
    outcome = call.outcome
    said = ""
    if outcome:
        said = labels.result(outcome.result) if outcome.result else labels.reach(outcome.reach)
    parts = [_moment(call.started_at or call.opened_at, zone), labels.kind(call.kind), said, call.contact]
    yield " · ".join([*filter(None, parts), call.id])
    if outcome and outcome.detail:
        yield f"    {outcome.detail}"
    for passed in call.overrides:
        text = _("Rung {when} all the same ({source}): {reason}")
        why = contact_sentences.why(passed.closed)
        source = source_sentences.source(passed.source)
        yield "    " + text.format(when=why, source=source, reason=passed.reason)
    yield from (f"    {line}" for line in call.notes.split("\n") if line.strip())
    if call.evaluation.next_time:
        yield "    " + _("Next time: {hint}").format(hint=call.evaluation.next_time)


def agreement_lines(
    made: Agreement, zone: ZoneInfo, became: Callable[[Concession], Condition] | None = None
) -> Iterator[str]:
    """When, with whom, how far it is; promises, our half and what we give below it, with what `became` of
    that where it is known."""
    parts = [_moment(made.made_at, zone), labels.state(made.state), made.contact]
    yield " · ".join(filter(None, parts))
    for promise in made.promises:
        text = _("{amount} by {day}, {method} ({invoices})")
        yield "    " + text.format(
            amount=amounts.money(promise.amount),
            day=_day(promise.due),
            method=labels.method(promise.method),
            invoices=", ".join(promise.covers) or _("all"),
        )
    for commitment in made.commitments:
        done = _("done") if commitment.done_at else _("by {day}").format(day=_moment(commitment.due, zone))
        yield "    " + _("we: {what}, {done}").format(what=commitment.what, done=done)
    for concession in made.concessions:
        value = f" ({amounts.money(concession.value)})" if concession.value else ""
        outcome = f" · {money_sentences.condition(became(concession))}" if became else ""
        yield "    " + _("in return: {what}").format(what=concession.what) + value + outcome


def follow_up_line(one: FollowUp, zone: ZoneInfo) -> str:
    """What comes back and when, or that it is done."""
    due = _moment(one.due, zone) if one.timed else _day(one.due.astimezone(zone))
    ended = "" if one.is_open else labels.ending(one.ending) if one.ending else _("done")
    parts = [due, labels.follow_up(one.kind), one.what, ended]
    return " · ".join(filter(None, parts))


def _day(value: date) -> str:
    return dates.day(value, style="medium")


def _moment(at: datetime, zone: ZoneInfo) -> str:
    return dates.moment(at.astimezone(zone), style="medium")
